#include <algorithm>

#include "core/draft.hpp"
#include "core/notice_rules.hpp"

/// Notices, what visits must be ready for, and calendars.
namespace vuoro::core {

namespace {

constexpr std::chrono::seconds longest_wait{6 * 3600};

/// A matter that is not closed, for its holder, for whoever gives one of its steps, and for the person (that
/// the matter is the asker's own is for the driver to know).
Answer not_theirs(const Draft& d, MatterId id) {
  if (!d.t.matters.has(id.n)) return Refusal{RefusalCode::unknown_matter, id.n};
  const MatterRow& m = d.t.matters[id.n];
  if (m.status == MatterStatus::closed) return Refusal{RefusalCode::matter_closed, id.n};
  if (d.actor.kind != ActorKind::staff || d.actor.team == m.team) return {};
  for (StepId step = m.first_step; step; step = d.t.steps[step.n].older) {
    if (d.t.steps[step.n].team == d.actor.team && !ended(d.t.steps[step.n].state)) return {};
  }
  return Refusal{RefusalCode::not_holder, m.team.n};
}

/// Whether it is still to be told. A time is reminded of once; a time that was moved to and fro is told each
/// time.
bool untold(const Draft& d, const StartNotice& c, const NoticeRow* before) {
  if (c.kind == NoticeKind::reminder) return before == nullptr;
  const auto row = d.t.untold.find(notice_rules::untold_key(c.matter, c.step, c.kind));
  return row != d.t.untold.end() && row->second.kind == c.kind && row->second.about == Moment::of(c.about);
}

std::optional<Instant> next_try(const Draft& d, const NoticeRow& row, NoticeFault fault) {
  const bool passing = fault == NoticeFault::unreachable || fault == NoticeFault::interrupted;
  if (!passing || row.tries >= d.setting.notices.tries) return std::nullopt;
  std::chrono::seconds wait = d.setting.notices.first_wait;
  for (unsigned n = 1; n < row.tries && wait < longest_wait; ++n) wait *= 2;
  return d.now + std::min(wait, longest_wait);
}

}  // namespace

Answer decide_on(Draft& d, const NoteNeeds& c) {
  if (Answer refused = not_theirs(d, c.matter)) return refused;
  if (c.needs.has(Need::other) && !c.words) return Refusal{RefusalCode::bad_text, c.matter.n};
  d.emit(NeedsNoted{c.matter, c.needs, c.words});
  d.decision.subject = c.matter.n;
  return {};
}

Answer decide_on(Draft& d, const StartNotice& c) {
  if (d.actor.kind != ActorKind::system) return Refusal{RefusalCode::system_only, c.matter.n};
  if (!d.t.matters.has(c.matter.n)) return Refusal{RefusalCode::unknown_matter, c.matter.n};
  if (c.step && (!d.t.steps.has(c.step.n) || d.t.steps[c.step.n].matter != c.matter))
    return Refusal{RefusalCode::unknown_step, c.step.n};
  if (c.about < earliest || c.about > latest) return Refusal{RefusalCode::bad_time, c.matter.n};
  const Moment about = Moment::of(c.about);
  if (!notice_rules::holds(d.t, c.matter, c.step, c.kind, about, d.now))
    return Refusal{RefusalCode::nothing_to_tell, c.matter.n};
  NoticeId id = notice_rules::find(d.t, c.matter, c.step, c.kind, about, c.nth);
  const NoticeRow* before = id ? &d.t.notices[id.n] : nullptr;
  const bool again =
      before != nullptr && before->state == NoticeState::waiting && d.now >= before->again.instant();
  const bool busy = before != nullptr && !ended(before->state);
  if (!again) {
    if (busy || !untold(d, c, before)) return Refusal{RefusalCode::nothing_to_tell, c.matter.n};
    id = NoticeId{static_cast<std::uint32_t>(d.t.notices.size() + 1)};
  }
  d.emit(NoticeStarted{id, c.matter, c.step, c.kind, c.about, c.nth, c.channel});
  d.decision.subject = id.n;
  return {};
}

Answer decide_on(Draft& d, const EndNotice& c) {
  if (d.actor.kind != ActorKind::system) return Refusal{RefusalCode::system_only, c.notice.n};
  if (!d.t.notices.has(c.notice.n)) return Refusal{RefusalCode::unknown_notice, c.notice.n};
  const NoticeRow& row = d.t.notices[c.notice.n];
  if (ended(row.state)) return Refusal{RefusalCode::notice_ended, c.notice.n};
  d.decision.subject = c.notice.n;
  if (c.fault == NoticeFault::none) {
    d.emit(NoticeSent{c.notice});
  } else {
    d.emit(NoticeFailed{c.notice, c.fault, next_try(d, row, c.fault).value_or(no_due)});
  }
  return {};
}

Answer decide_on(Draft& d, const OpenCalendar& c) {
  if (Answer refused = not_theirs(d, c.matter)) return refused;
  const auto row = d.t.calendars.find(c.matter.n);
  const std::uint32_t before = row == d.t.calendars.end() ? 0 : row->second.generation;
  d.emit(CalendarOpened{c.matter, before + 1});
  d.decision.subject = c.matter.n;
  return {};
}

Answer decide_on(Draft& d, const CloseCalendar& c) {
  if (Answer refused = not_theirs(d, c.matter)) return refused;
  const auto row = d.t.calendars.find(c.matter.n);
  if (row == d.t.calendars.end() || row->second.open == 0)
    return Refusal{RefusalCode::calendar_not_open, c.matter.n};
  d.emit(CalendarClosed{c.matter});
  d.decision.subject = c.matter.n;
  return {};
}

}  // namespace vuoro::core
