#include "core/draft.hpp"
#include "core/navigators.hpp"

/// Uses of navigators, and answers kept under a code.
namespace vuoro::core {

Answer decide_on(Draft& d, const CountNavigator& c) {
  if (!known(d, TermKind::navigator, c.navigator.n))
    return Refusal{RefusalCode::unknown_navigator, c.navigator.n};
  if (c.area && !known(d, TermKind::area, c.area.n)) return Refusal{RefusalCode::unknown_area, c.area.n};
  d.emit(NavigatorUsed{c.navigator, c.area, c.language});
  d.decision.subject = c.navigator.n;
  return {};
}

Answer decide_on(Draft& d, const KeepAnswers& c) {
  if (c.key == 0 || !c.words) return Refusal{RefusalCode::bad_text};
  if (d.t.kept_answers.contains(c.key)) return {};
  d.emit(AnswersKept{c.key, c.words});
  return {};
}

Answer decide_on(Draft& d, const OpenAnswers& c) {
  if (d.actor.kind != ActorKind::staff) return Refusal{RefusalCode::staff_only};
  const auto row = d.t.kept_answers.find(c.key);
  if (row == d.t.kept_answers.end()) return Refusal{RefusalCode::unknown_answers};
  if (row->second.opened) return Refusal{RefusalCode::answers_opened};
  if (expired(row->second, d.now)) return Refusal{RefusalCode::answers_expired};
  d.emit(AnswersOpened{c.key});
  return {};
}

}  // namespace vuoro::core
