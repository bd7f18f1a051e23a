#include "core/apply.hpp"

#include <algorithm>

#include "core/timetable.hpp"

namespace vuoro::core {

namespace {

std::uint8_t counted_up(std::uint8_t n) {
  return n == UINT8_MAX ? n : static_cast<std::uint8_t>(n + 1);
}

/// One event's effect. Each `on` returns whether the event fitted.
class Applier {
 public:
  Applier(Tables& tables, const Stamp& stamp) : t_(tables), stamp_(stamp), at_(Moment::of(stamp.at)) {}

  bool on(const TermDefined& e) {
    if (static_cast<std::size_t>(e.kind) >= std::size(t_.terms)) return false;
    Terms& terms = t_.of(e.kind);
    if (e.number != terms.texts.size() + 1 || terms.numbers.contains(e.text.view())) return false;
    terms.texts.emplace_back(e.text.view());
    terms.numbers.emplace(e.text.view(), e.number);
    if (e.kind == TermKind::team) {
      t_.queues.resize(e.number + std::size_t{1});
      t_.offers.resize(e.number + std::size_t{1});
    }
    return true;
  }

  bool on(const LimitDefined& e) {
    if (e.limit != t_.limits.size() + 1) return false;
    t_.limits.push_back({e.rule, e.version_from, e.n, e.unit, e.kind, e.stop, e.domain, e.confidence,
                         e.placeholder, e.roll, e.legal});
    return true;
  }

  bool on(const PersonRegistered& e) {
    if (e.person.n != t_.persons.size() + 1) return false;
    t_.persons.push({e.born, {}, e.home_team, e.area, e.mother_tongue, e.sex});
    return true;
  }

  bool on(const ContactReceived& e) {
    if (e.matter.n != t_.matters.size() + 1 || (e.person && !t_.persons.has(e.person.n))) return false;
    MatterRow m;
    m.opened = at_;
    m.language = e.language;
    m.interpreter = e.interpreter;
    m.reach = e.reach;
    m.channel = e.channel;
    m.about = e.about;
    m.area = e.area;
    m.age = e.age;
    m.words = static_cast<std::uint32_t>(e.words.n);
    m.contacts = 1;
    m.queue_due = Moment::of(no_due);
    t_.matters.push(m);
    if (e.person) link(e.matter, e.person);
    return did(t_.matters[e.matter.n], Action::receive);
  }

  bool on(const MatterOpened& e) {
    if (!t_.matters.has(e.matter.n) || t_.matters[e.matter.n].team || !team(e.holder)) return false;
    MatterRow& m = t_.matters[e.matter.n];
    m.team = e.holder;
    m.domains = e.domains;
    pulse(m, e.pulse);
    t_.queues[e.holder.n].insert(queue_key(m.queue_due, e.matter));
    return touch(m);
  }

  bool on(const ContactRepeated& e) {
    if (!act(e.matter, Action::repeat)) return false;
    MatterRow& m = t_.matters[e.matter.n];
    m.contacts = counted_up(m.contacts);
    return true;
  }

  bool on(const PersonLinked& e) {
    if (!t_.persons.has(e.person.n) || !open(e.matter) || t_.matters[e.matter.n].person) return false;
    link(e.matter, e.person);
    t_.matters[e.matter.n].age = e.age;
    return act(e.matter, Action::link);
  }

  bool on(const PromiseStarted& e) {
    if (e.promise.n != t_.promises.size() + 1 || !open(e.matter) || e.limit < 1 ||
        e.limit > t_.limits.size()) {
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

  bool on(const PromiseEnded& e) {
    if (!t_.promises.has(e.promise.n) || t_.promises[e.promise.n].state != PromiseState::running)
      return false;
    PromiseRow& p = t_.promises[e.promise.n];
    // Voiding by itself is a command; every other end comes with the event that brought it.
    const bool by_itself = e.reason >= PromiseReason::patient_choice_later;
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

  bool on(const PromiseExtended& e) {
    if (!t_.promises.has(e.promise.n) || t_.promises[e.promise.n].state != PromiseState::running)
      return false;
    PromiseRow& p = t_.promises[e.promise.n];
    t_.due_before_extension.try_emplace(e.promise.n, p.due.s);
    p.due = Moment::of(e.due);
    p.reason = reason_of(e.reason);
    t_.extended_for[e.promise.n] = static_cast<std::uint8_t>(p.reason);
    requeue(p.matter);
    return act(p.matter, Action::extend);
  }

  bool on(const PromiseResumed& e) {
    if (!t_.promises.has(e.promise.n) || t_.promises[e.promise.n].state == PromiseState::running)
      return false;
    PromiseRow& p = t_.promises[e.promise.n];
    const auto extended = t_.extended_for.find(e.promise.n);
    p.state = PromiseState::running;
    p.reason = extended == t_.extended_for.end() ? PromiseReason::none
                                                 : static_cast<PromiseReason>(extended->second);
    p.ended = {};
    requeue(p.matter);
    return touch(t_.matters[p.matter.n]);
  }

  bool on(const MatterTaken& e) {
    if (!act(e.matter, Action::take)) return false;
    t_.matters[e.matter.n].staff = e.staff;
    return true;
  }

  bool on(const MatterReleased& e) {
    if (!act(e.matter, Action::release)) return false;
    MatterRow& m = t_.matters[e.matter.n];
    m.last_subject = m.staff.n;
    m.staff = {};
    return true;
  }

  bool on(const ContactAnswered& e) {
    if (!act(e.matter, Action::answer)) return false;
    MatterRow& m = t_.matters[e.matter.n];
    m.answered = at_;
    pulse(m, {promises::Trigger::contact_answered});
    return true;
  }

  bool on(const AnswerWithdrawn& e) {
    if (!open(e.matter)) return false;
    t_.matters[e.matter.n].answered = {};
    return undone(e.matter);
  }

  bool on(const NeedAssessed& e) {
    if (!act(e.matter, Action::assess)) return false;
    MatterRow& m = t_.matters[e.matter.n];
    m.assessed = at_;
    m.urgency = e.urgency;
    m.profession = e.profession;
    m.domains = e.domains;
    m.facts = e.facts;
    pulse(m, e.pulse);
    return true;
  }

  bool on(const AssessmentWithdrawn& e) {
    if (!open(e.matter)) return false;
    MatterRow& m = t_.matters[e.matter.n];
    m.assessed = {};
    m.urgency = Urgency::unassessed;
    m.profession = Profession::none;
    m.domains = e.domains;
    m.facts = e.facts;
    return undone(e.matter);
  }

  bool on(const FactRecorded& e) {
    if (!act(e.matter, Action::fact)) return false;
    pulse(t_.matters[e.matter.n], {e.trigger});
    return true;
  }

  bool on(const HandOverOffered& e) {
    if (!team(e.to) || !open(e.matter) || t_.matters[e.matter.n].offered_to) return false;
    act(e.matter, Action::offer);
    MatterRow& m = t_.matters[e.matter.n];
    m.offered_to = e.to;
    t_.open_offers[e.matter.n] = {at_, e.reason};
    t_.offers[e.to.n].insert(queue_key(m.queue_due, e.matter));
    return true;
  }

  bool on(const HandOverAccepted& e) {
    if (!offered(e.matter) || t_.matters[e.matter.n].offered_to != e.team) return false;
    act(e.matter, Action::accept);
    MatterRow& m = t_.matters[e.matter.n];
    drop_offer(e.matter);
    t_.queues[m.team.n].erase(queue_key(m.queue_due, e.matter));
    t_.queues[e.team.n].insert(queue_key(m.queue_due, e.matter));
    m.team = e.team;
    m.staff = e.staff;
    m.hands = counted_up(m.hands);
    return true;
  }

  bool on(const HandOverDeclined& e) {
    if (!offered(e.matter)) return false;
    act(e.matter, Action::decline);
    drop_offer(e.matter);
    return true;
  }

  bool on(const HandOverWithdrawn& e) {
    if (!offered(e.matter)) return false;
    act(e.matter, Action::withdraw);
    drop_offer(e.matter);
    return true;
  }

  bool on(const StepProposed& e) {
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

  bool on(const StepBooked& e) {
    if (!step_in(e.step, StepState::proposed) && !step_in(e.step, StepState::offered)) return false;
    if (!step_act(e.step, Action::book)) return false;
    StepRow& s = t_.steps[e.step.n];
    timetable::forget(t_, e.step);
    make_good(s);
    s.begin = Moment::of(e.begin);
    s.minutes = e.minutes;
    s.mode = e.mode;
    s.state = StepState::booked;
    wait(e.step);
    return true;
  }

  bool on(const BookingCancelled& e) {
    if (!step_in(e.step, StepState::booked)) return false;
    StepRow& s = t_.steps[e.step.n];
    const Moment booked = t_.matters.has(s.matter.n) ? t_.matters[s.matter.n].changed : Moment{};
    if (!step_act(e.step, Action::cancel)) return false;
    if (e.by == CancelledBy::mistake) reopen_gap(s, booked);  // a mistake was the matter's last action
    if (e.by == CancelledBy::unit) {
      s.gap = GapId{static_cast<std::uint32_t>(t_.gaps.push({s.gap, at_, {}}))};
    }
    s.begin = {};
    s.minutes = 0;
    s.mode = {};
    s.state = StepState::proposed;
    timetable::leave(t_, e.step);
    wait(e.step);
    return true;
  }

  bool on(const StepEnded& e) {
    if (!ended(e.state) || !t_.steps.has(e.step.n) || ended(t_.steps[e.step.n].state)) return false;
    if (!step_act(e.step, ending(e.state))) return false;
    StepRow& s = t_.steps[e.step.n];
    make_good(s);
    if (s.state == StepState::offered || s.state == StepState::proposed) timetable::forget(t_, e.step);
    if (e.state == StepState::refused || e.state == StepState::cancelled) timetable::leave(t_, e.step);
    s.state = e.state;
    wait(e.step);
    s.outcome = e.outcome;
    s.ended = at_;
    pulse(t_.matters[s.matter.n], e.pulse);
    return true;
  }

  bool on(const StepResumed& e) {
    if (!t_.steps.has(e.step.n) || !ended(t_.steps[e.step.n].state) || ended(e.state)) return false;
    StepRow& s = t_.steps[e.step.n];
    if (!open(s.matter)) return false;
    if (e.state == StepState::proposed) reopen_gap(s, s.ended);  // a booking would have made it good before
    s.state = e.state;
    s.outcome = Outcome::none;
    s.ended = {};
    wait(e.step);
    return undone(s.matter);
  }

  bool on(const SlotsPublished& e) { return timetable::publish(t_, e); }

  bool on(const TimeBlocked& e) {
    timetable::block(t_, e);
    return true;
  }

  bool on(const PlaceHeld& e) {
    if (!t_.steps.has(e.step.n) || ended(t_.steps[e.step.n].state)) return false;
    const MatterId matter = t_.steps[e.step.n].matter;
    return open(matter) && timetable::hold(t_, e.step, e.slot, Moment::of(e.until)) &&
           touch(t_.matters[matter.n]);
  }

  bool on(const HoldEnded& e) {
    if (!t_.steps.has(e.step.n)) return false;
    StepRow& s = t_.steps[e.step.n];
    if (!open(s.matter)) return false;
    timetable::end_hold(t_, e.step, e.how);
    if (s.state != StepState::offered) return touch(t_.matters[s.matter.n]);
    s.state = StepState::proposed;
    wait(e.step);
    return step_act(e.step, Action::decline_time);
  }

  bool on(const TimeOffered& e) {
    if (!step_in(e.step, StepState::proposed) || !step_act(e.step, Action::offer_time)) return false;
    t_.steps[e.step.n].state = StepState::offered;
    wait(e.step);
    return true;
  }

  bool on(const PlaceTaken& e) {
    if (!step_in(e.step, StepState::booked)) return false;
    const MatterId matter = t_.steps[e.step.n].matter;
    return open(matter) && timetable::take(t_, e.step, e.slot) && touch(t_.matters[matter.n]);
  }

  bool on(const MatterClosed& e) {
    if (!act(e.matter, Action::close)) return false;
    MatterRow& m = t_.matters[e.matter.n];
    drop_offer(e.matter);
    t_.queues[m.team.n].erase(queue_key(m.queue_due, e.matter));
    m.status = MatterStatus::closed;
    m.closed = at_;
    m.close_reason = e.reason;
    pulse(m, {promises::Trigger::matter_closed});
    return true;
  }

  bool on(const MatterReopened& e) {
    if (!t_.matters.has(e.matter.n) || t_.matters[e.matter.n].status != MatterStatus::closed) return false;
    MatterRow& m = t_.matters[e.matter.n];
    const bool undoing = e.reason == ReopenReason::closing_undone;
    m.happened = m.happened.without(undoing ? m.pulse : TriggerSet{promises::Trigger::matter_closed});
    did(m, undoing ? Action::undo : Action::reopen);
    m.status = MatterStatus::open;
    m.closed = {};
    m.close_reason = CloseReason::none;
    if (!undoing) {
      std::uint8_t& times = t_.reopened[e.matter.n];
      times = counted_up(times);
    }
    m.queue_due = soonest(m);
    t_.queues[m.team.n].insert(queue_key(m.queue_due, e.matter));
    return true;
  }

 private:
  /// Keeps the list of steps that wait for a time.
  void wait(StepId id) {
    const StepRow& s = t_.steps[id.n];
    if (t_.waiting.size() <= s.service.n) t_.waiting.resize(s.service.n + std::size_t{1});
    if (s.state == StepState::proposed) {
      t_.waiting[s.service.n].insert(id);
    } else {
      t_.waiting[s.service.n].erase(id);
    }
  }

  /// The unit's cancelling is made good by a new booking or by the step's end.
  void make_good(const StepRow& s) {
    if (s.gap && !t_.gaps[s.gap.n].until) t_.gaps[s.gap.n].until = std::max(at_, t_.gaps[s.gap.n].from);
  }

  /// What made the gap good at `made_good` is taken back.
  void reopen_gap(const StepRow& s, Moment made_good) {
    if (s.gap && t_.gaps[s.gap.n].until == made_good) t_.gaps[s.gap.n].until = {};
  }

  [[nodiscard]] bool team(TeamId id) const { return id.n >= 1 && id.n < t_.queues.size(); }

  /// An open matter that has its holder: what every event but the first two of a matter needs.
  [[nodiscard]] bool open(MatterId id) const {
    return t_.matters.has(id.n) && t_.matters[id.n].team && t_.matters[id.n].status == MatterStatus::open;
  }
  [[nodiscard]] bool offered(MatterId id) const { return open(id) && t_.matters[id.n].offered_to; }
  [[nodiscard]] bool step_in(StepId id, StepState state) const {
    return t_.steps.has(id.n) && t_.steps[id.n].state == state;
  }

  /// What ending a step in that state was; cancelled is a proposal taken back.
  static Action ending(StepState state) {
    if (state == StepState::done) return Action::complete;
    if (state == StepState::missed) return Action::miss;
    return state == StepState::refused ? Action::refuse : Action::undo;
  }

  bool touch(MatterRow& m) const {
    ++m.version;
    m.last_seq = static_cast<std::uint32_t>(t_.seq + 1);
    return true;
  }

  /// The command's own event on a matter: what undo would take back from now on.
  bool act(MatterId id, Action action) { return open(id) && did(t_.matters[id.n], action); }

  bool did(MatterRow& m, Action action) const {
    m.changed = at_;
    m.last_by = stamp_.by;
    m.last_action = static_cast<std::uint8_t>(action);
    m.promise_mark = m.first_promise;
    m.pulse = {};
    m.ended_by_last = 0;
    m.last_subject = 0;
    return touch(m);
  }

  bool step_act(StepId id, Action action) {
    MatterId matter = t_.steps[id.n].matter;
    if (!act(matter, action)) return false;
    t_.matters[matter.n].last_subject = id.n;
    return true;
  }

  /// So that undo can tell what the last action ended from what had ended before it.
  void mark_ended(MatterRow& m, PromiseId ended) const {
    unsigned place = 0;
    for (PromiseId id = m.promise_mark; id; id = t_.promises[id.n].older, ++place) {
      if (id == ended) m.ended_by_last |= 1U << std::min(place, ended_beyond);
    }
  }

  bool undone(MatterId id) {
    MatterRow& m = t_.matters[id.n];
    m.happened = m.happened.without(m.pulse);
    return act(id, Action::undo);
  }

  static void pulse(MatterRow& m, TriggerSet triggers) {
    m.pulse = triggers.without(m.happened);
    m.happened.bits |= triggers.bits;
  }

  void link(MatterId matter, PersonId person) {
    MatterRow& m = t_.matters[matter.n];
    PersonRow& p = t_.persons[person.n];
    m.person = person;
    m.older_of_person = p.last_matter;
    p.last_matter = matter;
  }

  [[nodiscard]] Moment soonest(const MatterRow& m) const {
    Moment due = Moment::of(no_due);
    for (PromiseId id = m.first_promise; id; id = t_.promises[id.n].older) {
      const PromiseRow& p = t_.promises[id.n];
      if (p.state == PromiseState::running) due = std::min(due, p.due);
    }
    return due;
  }

  void requeue(MatterId id) {
    MatterRow& m = t_.matters[id.n];
    const Moment due = soonest(m);
    if (due == m.queue_due) return;
    const Moment before = m.queue_due;
    m.queue_due = due;
    // The contact's promises start before the matter has a holder in the queue (MatterOpened follows or went
    // before).
    if (m.status == MatterStatus::open && m.team) move(t_.queues[m.team.n], id, before, due);
    if (m.offered_to) move(t_.offers[m.offered_to.n], id, before, due);
  }

  static void move(Queue& queue, MatterId id, Moment before, Moment after) {
    queue.erase(queue_key(before, id));
    queue.insert(queue_key(after, id));
  }

  void drop_offer(MatterId id) {
    MatterRow& m = t_.matters[id.n];
    if (!m.offered_to) return;
    t_.offers[m.offered_to.n].erase(queue_key(m.queue_due, id));
    m.offered_to = {};
    t_.open_offers.erase(id.n);
  }

  Tables& t_;
  const Stamp& stamp_;
  Moment at_;
};

}  // namespace

bool apply(State& state, const Event& event, const Stamp& stamp) {
  Tables& tables = Access::tables(state);
  Applier applier(tables, stamp);
  const bool fitted = std::visit([&](const auto& e) { return applier.on(e); }, event);
  if (fitted) ++tables.seq;
  return fitted;
}

MatterId subject_of(const State& state, const Event& event) {
  const Tables& t = Access::tables(state);
  return std::visit(
      [&](const auto& e) -> MatterId {
        if constexpr (requires { e.matter; }) {
          return e.matter;
        } else if constexpr (requires { e.promise; }) {
          return t.promises.has(e.promise.n) ? t.promises[e.promise.n].matter : MatterId{};
        } else if constexpr (requires { e.step; }) {
          return t.steps.has(e.step.n) ? t.steps[e.step.n].matter : MatterId{};
        } else {
          return {};
        }
      },
      event);
}

}  // namespace vuoro::core
