#include "core/applier.hpp"

namespace vuoro::core {

bool Applier::on(const PromiseStarted& e) {
  if (e.promise.n != t_.promises.size() + 1 || !open(e.matter) || e.limit < 1 || e.limit > t_.limits.size()) {
    return false;
  }
  MatterRow& m = t_.matters[e.matter.n];
  PromiseRow p;
  p.matter = e.matter;
  p.older = m.first_promise;
  p.start = Moment::of(e.start);
  p.due = Moment::of(e.due);
  p.limit = e.limit;
  t_.promises.push(p);
  m.first_promise = e.promise;
  if (e.counted_from != e.start) t_.counted_from[e.promise.n] = Moment::of(e.counted_from).s;
  if (e.age_assumed != 0) t_.age_assumed[e.promise.n] = 1;
  requeue(e.matter);
  return touch(m);
}

bool Applier::on(const PromiseEnded& e) {
  if (!t_.promises.has(e.promise.n) || t_.promises[e.promise.n].state != PromiseState::running) return false;
  PromiseRow& p = t_.promises[e.promise.n];
  // Voiding by itself is a command; every other end comes with the event that brought it.
  const bool by_itself =
      e.reason >= PromiseReason::patient_choice_later && e.reason <= PromiseReason::transferred_specialised;
  if (e.state == PromiseState::running || (by_itself && !open(p.matter))) return false;
  p.state = e.state;
  p.reason = e.reason;
  p.ended = Moment::of(e.ended);
  requeue(p.matter);
  if (by_itself) return act(p.matter, Action::void_promise);
  MatterRow& m = t_.matters[p.matter.n];
  mark_ended(m, e.promise);
  return touch(m);
}

bool Applier::on(const PromiseExtended& e) {
  if (!t_.promises.has(e.promise.n) || t_.promises[e.promise.n].state != PromiseState::running) return false;
  PromiseRow& p = t_.promises[e.promise.n];
  t_.due_before_extension.try_emplace(e.promise.n, p.due.s);
  p.due = Moment::of(e.due);
  p.reason = reason_of(e.reason);
  t_.extended_for[e.promise.n] = static_cast<std::uint8_t>(p.reason);
  requeue(p.matter);
  return act(p.matter, Action::extend);
}

bool Applier::on(const PromiseResumed& e) {
  if (!t_.promises.has(e.promise.n) || t_.promises[e.promise.n].state == PromiseState::running) return false;
  PromiseRow& p = t_.promises[e.promise.n];
  const auto extended = t_.extended_for.find(e.promise.n);
  p.state = PromiseState::running;
  p.reason =
      extended == t_.extended_for.end() ? PromiseReason::none : static_cast<PromiseReason>(extended->second);
  p.ended = {};
  requeue(p.matter);
  return touch(t_.matters[p.matter.n]);
}

void Applier::mark_ended(MatterRow& m, PromiseId ended) const {
  unsigned place = 0;
  for (PromiseId id = m.promise_mark; id; id = t_.promises[id.n].older, ++place) {
    if (id == ended) m.ended_by_last |= 1U << std::min(place, ended_beyond);
  }
}

Moment Applier::soonest(const MatterRow& m) const {
  Moment due = Moment::of(no_due);
  for (PromiseId id = m.first_promise; id; id = t_.promises[id.n].older) {
    const PromiseRow& p = t_.promises[id.n];
    if (p.state == PromiseState::running) due = std::min(due, p.due);
  }
  return due;
}

void Applier::requeue(MatterId id) {
  MatterRow& m = t_.matters[id.n];
  const Moment due = soonest(m);
  if (due == m.queue_due) return;
  const Moment before = m.queue_due;
  m.queue_due = due;
  // The contact's promises start before the matter has a holder in the queue (MatterOpened follows or went
  // before).
  const auto move = [&](Queue& queue) {
    take(queue, id, before);
    put(queue, id, due);
  };
  if (m.status == MatterStatus::open && m.team) move(t_.queues[m.team.n]);
  if (m.offered_to) move(t_.offers[m.offered_to.n]);
}

}  // namespace vuoro::core
