#include "core/applier.hpp"
#include "core/navigators.hpp"

/// Uses of navigators, answers kept under a code – neither concerns a matter – and what came of results.
namespace vuoro::core {

bool Applier::on(const NavigatorUsed& e) {
  if (e.navigator.n < 1 || e.navigator.n > t_.of(TermKind::navigator).texts.size() ||
      e.area.n > t_.of(TermKind::area).texts.size() || !at_)
    return false;
  std::uint32_t& times =
      t_.navigator_uses[navigator_key(month_of(at_.instant()), e.navigator, e.area, e.language)];
  if (times < UINT32_MAX) ++times;
  return true;
}

bool Applier::on(const AnswersKept& e) {
  // The document has the number of an event of this transaction: this one or one before.
  if (e.key == 0 || !e.words || e.words.n > t_.seq + 1 || !at_) return false;
  return t_.kept_answers.emplace(e.key, KeptAnswersRow{e.words.n, at_, {}}).second;
}

bool Applier::on(const AnswersOpened& e) {
  const auto row = t_.kept_answers.find(e.key);
  if (row == t_.kept_answers.end() || row->second.opened || at_ < row->second.since) return false;
  row->second.opened = at_;
  return true;
}

bool Applier::on(const NavigatorLed& e) {
  if (!t_.matters.has(e.matter.n) || e.result.n < 1 || e.result.n > t_.of(TermKind::navigator).texts.size())
    return false;
  return t_.led_by.emplace(e.matter.n, e.result.n).second && note(e.matter);
}

}  // namespace vuoro::core
