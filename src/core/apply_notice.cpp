#include "core/applier.hpp"
#include "core/notice_rules.hpp"
#include "core/timetable.hpp"

/// What residents are still to be told, and what became of the telling.
namespace vuoro::core {

namespace {

bool is_cancelling(NoticeKind kind) {
  return kind == NoticeKind::cancelled_by_unit || kind == NoticeKind::cancelled_by_person;
}

std::uint64_t key_of(MatterId matter, StepId step) {
  return notice_rules::untold_key(matter, step, NoticeKind::booked);
}

}  // namespace

void Applier::tell(MatterId matter, StepId step, NoticeKind kind, Moment about) {
  if (!t_.worked_in) return;
  if (stamp_.actor == ActorKind::import) {
    t_.untold.erase(notice_rules::untold_key(matter, step, kind));
  } else {
    t_.untold[notice_rules::untold_key(matter, step, kind)] = {at_, about, kind};
  }
}

void Applier::tell_booked(StepId id) {
  if (!t_.worked_in) return;
  const StepRow& s = t_.steps[id.n];
  t_.visits.insert(queue_key(s.begin, MatterId{id.n}));
  untell_offer(id);
  const auto untold = t_.untold.find(key_of(s.matter, id));
  const bool cancelled_unheard = untold != t_.untold.end() && is_cancelling(untold->second.kind);
  const NoticeRow* told = notice_rules::last_time_told(t_, s.matter, id);
  const bool knows_a_time = told != nullptr && !is_cancelling(told->kind);
  if (knows_a_time && told->about == s.begin && notice_rules::in_good_hands(*told)) {
    t_.untold.erase(key_of(s.matter, id));  // another time came and went before anybody heard of it
    return;
  }
  const bool by_unit = cancelled_unheard && untold->second.kind == NoticeKind::cancelled_by_unit;
  // The unit may have taken its cancelling back before anybody heard of it: then the time is as it was.
  const bool as_it_was = by_unit && untold->second.about == s.begin;
  const bool moved = !as_it_was && (by_unit || (knows_a_time && !cancelled_unheard));
  tell(s.matter, id, moved ? NoticeKind::moved : NoticeKind::booked, s.begin);
}

void Applier::tell_cancelled(StepId id, CancelledBy by, Moment begin) {
  if (!t_.worked_in) return;
  const MatterId matter = t_.steps[id.n].matter;
  t_.visits.erase(queue_key(begin, MatterId{id.n}));
  const NoticeRow* told = notice_rules::last_time_told(t_, matter, id);
  const bool knows_a_time = told != nullptr && !is_cancelling(told->kind);
  // Of a move that nobody was told yet, the person knows the time before.
  const Moment known = knows_a_time ? told->about : begin;
  switch (by) {
    case CancelledBy::person:
    case CancelledBy::person_late:
      return tell(matter, id, NoticeKind::cancelled_by_person, begin);
    case CancelledBy::unit:
      return tell(matter, id, NoticeKind::cancelled_by_unit, known);
    case CancelledBy::mistake:
      if (knows_a_time) return tell(matter, id, NoticeKind::cancelled_by_unit, known);
      break;
    case CancelledBy::moved:
      break;  // the booking that comes now is what there is to tell
  }
  t_.untold.erase(key_of(matter, id));
}

void Applier::tell_offered(StepId id) {
  if (!t_.worked_in) return;
  Moment until;
  timetable::for_each_place(t_, id, [&](SlotId, const PlaceRow& place) {
    if (place.state == PlaceState::held) until = std::max(until, place.until);
  });
  if (until) tell(t_.steps[id.n].matter, id, NoticeKind::time_offered, until);
}

/// Of the newest try, in whatever order they are told.
void Applier::tell_missed(MatterId id) {
  if (!t_.worked_in) return;
  UntoldRow& row = t_.untold[notice_rules::untold_key(id, {}, NoticeKind::callback_missed)];
  row = {std::max(row.since, at_), std::max(row.about, at_), NoticeKind::callback_missed};
}

void Applier::untell(StepId id, NoticeKind kind) {
  if (!t_.worked_in) return;
  const auto untold = t_.untold.find(notice_rules::untold_key(t_.steps[id.n].matter, id, kind));
  if (untold != t_.untold.end() && untold->second.kind == kind) t_.untold.erase(untold);
}

void Applier::untell_offer(StepId id) {
  if (!t_.worked_in) return;
  t_.untold.erase(notice_rules::untold_key(t_.steps[id.n].matter, id, NoticeKind::time_offered));
}

void Applier::untell_ended(StepId id, StepState state) {
  if (!t_.worked_in) return;
  const StepRow& s = t_.steps[id.n];
  if (s.state == StepState::booked) t_.visits.erase(queue_key(s.begin, MatterId{id.n}));
  untell_offer(id);
  const auto untold = t_.untold.find(key_of(s.matter, id));
  if (untold == t_.untold.end()) return;
  // Whoever was on the way to a cancelled time must hear of it, whatever becomes of the step.
  const bool over = state == StepState::done || state == StepState::missed;
  if (over || !is_cancelling(untold->second.kind)) t_.untold.erase(untold);
}

bool Applier::on(const NeedsNoted& e) {
  if (!open(e.matter)) return false;
  if (e.needs.empty()) {
    t_.needs.erase(e.matter.n);
  } else {
    t_.needs[e.matter.n] = {e.needs, e.words.n};
  }
  return touch(t_.matters[e.matter.n]);
}

bool Applier::on(const NoticeStarted& e) {
  if (!t_.matters.has(e.matter.n) || (e.step && !t_.steps.has(e.step.n))) return false;
  const Moment about = Moment::of(e.about);
  if (e.notice.n == t_.notices.size() + 1) {
    NoticeRow row;
    row.matter = e.matter;
    row.step = e.step;
    row.older = t_.notices_of[e.matter.n];
    row.about = about;
    row.first = row.last = at_;
    row.kind = e.kind;
    row.channel = e.channel;
    row.nth = e.nth;
    row.tries = 1;
    t_.notices.push(row);
    t_.notices_of[e.matter.n] = e.notice;
  } else {
    if (!t_.notices.has(e.notice.n) || t_.notices[e.notice.n].state != NoticeState::waiting) return false;
    NoticeRow& row = t_.notices[e.notice.n];
    row.state = NoticeState::started;
    row.channel = e.channel;
    row.last = at_;
    row.again = {};
    if (row.tries < UINT8_MAX) ++row.tries;
  }
  t_.unfinished.insert(e.notice);
  const auto untold = t_.untold.find(notice_rules::untold_key(e.matter, e.step, e.kind));
  if (untold != t_.untold.end() && untold->second.kind == e.kind && untold->second.about == about)
    t_.untold.erase(untold);
  return note(e.matter);
}

bool Applier::end(NoticeId id, NoticeState state, NoticeFault fault, Moment again) {
  if (!t_.unfinished.contains(id)) return false;
  NoticeRow& row = t_.notices[id.n];
  row.state = state;
  row.fault = fault;
  row.again = again;
  row.last = at_;
  if (ended(state)) t_.unfinished.erase(id);
  return note(row.matter);
}

bool Applier::on(const NoticeSent& e) {
  return end(e.notice, NoticeState::sent, NoticeFault::none, {});
}

bool Applier::on(const NoticeFailed& e) {
  if (e.fault == NoticeFault::not_needed) return end(e.notice, NoticeState::lapsed, e.fault, {});
  if (e.again == no_due) return end(e.notice, NoticeState::failed, e.fault, {});
  return end(e.notice, NoticeState::waiting, e.fault, Moment::of(e.again));
}

bool Applier::on(const CalendarOpened& e) {
  if (!t_.matters.has(e.matter.n)) return false;
  CalendarRow& row = t_.calendars[e.matter.n];
  if (e.generation <= row.generation) return false;
  row = {e.generation, 1};
  return note(e.matter);
}

bool Applier::on(const CalendarClosed& e) {
  const auto row = t_.calendars.find(e.matter.n);
  if (row == t_.calendars.end() || row->second.open == 0) return false;
  row->second.open = 0;
  return note(e.matter);
}

}  // namespace vuoro::core
