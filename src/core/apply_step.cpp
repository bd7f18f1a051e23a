#include "core/applier.hpp"
#include "core/timetable.hpp"

namespace vuoro::core {

bool Applier::on(const StepProposed& e) {
  if (e.step.n != t_.steps.size() + 1 || !act(e.matter, Action::propose)) return false;
  MatterRow& m = t_.matters[e.matter.n];
  StepRow s;
  s.matter = e.matter;
  s.older = m.first_step;
  s.proposed = at_;
  s.due = e.due == no_due ? Moment{} : Moment::of(e.due);
  s.service = e.service;
  s.team = e.team;
  t_.steps.push(s);
  m.first_step = e.step;
  wait(e.step);
  return true;
}

bool Applier::on(const StepBooked& e) {
  if (!step_in(e.step, StepState::proposed) && !step_in(e.step, StepState::offered)) return false;
  if (!step_act(e.step, Action::book)) return false;
  StepRow& s = t_.steps[e.step.n];
  timetable::forget(t_, e.step);
  offer_earlier(e.step, 0);
  make_good(s);
  s.begin = Moment::of(e.begin);
  s.minutes = e.minutes;
  s.mode = e.mode;
  s.state = StepState::booked;
  wait(e.step);
  tell_booked(e.step);
  return true;
}

bool Applier::on(const BookingCancelled& e) {
  if (!step_in(e.step, StepState::booked)) return false;
  StepRow& s = t_.steps[e.step.n];
  const Moment booked = t_.matters.has(s.matter.n) ? t_.matters[s.matter.n].changed : Moment{};
  if (!step_act(e.step, Action::cancel)) return false;
  if (e.by == CancelledBy::mistake) reopen_gap(s, booked);  // a mistake was the matter's last action
  if (e.by == CancelledBy::unit) {
    open_gap(s);
  }
  if (e.by == CancelledBy::person_late) ++t_.unused[s.matter.n].late;
  tell_cancelled(e.step, e.by, s.begin);
  s.begin = {};
  s.minutes = 0;
  s.mode = {};
  // An earlier time that was on offer meanwhile is still to be answered.
  const auto listed = t_.earlier.find(e.step.n);
  s.state =
      listed != t_.earlier.end() && listed->second.offered != 0 ? StepState::offered : StepState::proposed;
  offer_earlier(e.step, 0);
  timetable::leave(t_, e.step);
  wait(e.step);
  return true;
}

bool Applier::on(const StepEnded& e) {
  if (!ended(e.state) || !t_.steps.has(e.step.n) || ended(t_.steps[e.step.n].state)) return false;
  if (!step_act(e.step, ending(e.state))) return false;
  StepRow& s = t_.steps[e.step.n];
  make_good(s);
  // A booked step may hold another time too, for a move that never came.
  if (s.state == StepState::booked) {
    timetable::end_hold(t_, e.step, HoldEnd::replaced);
  } else {
    timetable::forget(t_, e.step);
  }
  if (e.state == StepState::refused || e.state == StepState::cancelled) timetable::leave(t_, e.step);
  untell_ended(e.step, e.state);
  t_.earlier.erase(e.step.n);
  s.state = e.state;
  wait(e.step);
  s.outcome = e.outcome;
  s.ended = at_;
  // Behind the rows of an import nobody waits.
  if (e.state == StepState::missed && stamp_.actor != ActorKind::import) {
    t_.unused[s.matter.n].missed = at_;
    tell(s.matter, e.step, NoticeKind::visit_missed, s.begin);
  }
  pulse(t_.matters[s.matter.n], e.pulse);
  return true;
}

bool Applier::on(const StepResumed& e) {
  if (!t_.steps.has(e.step.n) || !ended(t_.steps[e.step.n].state) || ended(e.state)) return false;
  StepRow& s = t_.steps[e.step.n];
  if (!open(s.matter)) return false;
  if (e.state == StepState::proposed) reopen_gap(s, s.ended);  // a booking would have made it good before
  s.state = e.state;
  if (s.state == StepState::booked) {
    seen_unused(s.matter);
    untell(e.step, NoticeKind::visit_missed);
  }
  s.outcome = Outcome::none;
  s.ended = {};
  if (s.state == StepState::booked && t_.worked_in) t_.visits.insert(queue_key(s.begin, MatterId{e.step.n}));
  wait(e.step);
  return undone(s.matter);
}

bool Applier::on(const SlotsPublished& e) {
  return timetable::publish(t_, e);
}

bool Applier::on(const TimeBlocked& e) {
  timetable::block(t_, e);
  return true;
}

bool Applier::on(const SlotReturned& e) {
  return timetable::give_back(t_, e.slot);
}

bool Applier::on(const PlaceHeld& e) {
  if (!t_.steps.has(e.step.n) || ended(t_.steps[e.step.n].state)) return false;
  const MatterId matter = t_.steps[e.step.n].matter;
  return open(matter) && timetable::hold(t_, e.step, e.slot, Moment::of(e.until)) &&
         touch(t_.matters[matter.n]);
}

bool Applier::on(const HoldEnded& e) {
  if (!t_.steps.has(e.step.n)) return false;
  StepRow& s = t_.steps[e.step.n];
  if (!open(s.matter)) return false;
  timetable::end_hold(t_, e.step, e.how);
  untell_offer(e.step);
  offer_earlier(e.step, 0);
  if (s.state != StepState::offered) return touch(t_.matters[s.matter.n]);
  s.state = StepState::proposed;
  wait(e.step);
  return step_act(e.step, Action::decline_time);
}

bool Applier::on(const TimeOffered& e) {
  if (step_in(e.step, StepState::booked)) {
    tell_offered(e.step);
    return offer_earlier(e.step, 1) && step_act(e.step, Action::offer_time);
  }
  if (!step_in(e.step, StepState::proposed) || !step_act(e.step, Action::offer_time)) return false;
  t_.steps[e.step.n].state = StepState::offered;
  tell_offered(e.step);
  wait(e.step);
  return true;
}

bool Applier::on(const PlaceTaken& e) {
  if (!step_in(e.step, StepState::booked)) return false;
  const MatterId matter = t_.steps[e.step.n].matter;
  return open(matter) && timetable::take(t_, e.step, e.slot) && touch(t_.matters[matter.n]);
}

void Applier::wait(StepId id) {
  const StepRow& s = t_.steps[id.n];
  if (t_.waiting.size() <= s.service.n) t_.waiting.resize(s.service.n + std::size_t{1});
  if (s.state == StepState::proposed) {
    t_.waiting[s.service.n].insert(id);
  } else {
    t_.waiting[s.service.n].erase(id);
  }
}

void Applier::open_gap(StepRow& s) {
  const MatterRow& m = t_.matters[s.matter.n];
  s.gap = GapId{static_cast<std::uint32_t>(t_.gaps.push({s.gap, at_, {}, m.version}))};
  for (StepId other = m.first_step; other; other = t_.steps[other.n].older) {
    const GapId gap = t_.steps[other.n].gap;
    if (gap && !t_.gaps[gap.n].until && t_.gaps[gap.n].from == at_ && t_.gaps[gap.n].version + 1 == m.version)
      t_.gaps[gap.n].version = m.version;
  }
}

void Applier::make_good(const StepRow& s) {
  if (s.gap && !t_.gaps[s.gap.n].until) t_.gaps[s.gap.n].until = std::max(at_, t_.gaps[s.gap.n].from);
}

void Applier::reopen_gap(const StepRow& s, Moment made_good) {
  if (s.gap && t_.gaps[s.gap.n].until == made_good) t_.gaps[s.gap.n].until = {};
}

Action Applier::ending(StepState state) {
  if (state == StepState::done) return Action::complete;
  if (state == StepState::missed) return Action::miss;
  return state == StepState::refused ? Action::refuse : Action::undo;
}

}  // namespace vuoro::core
