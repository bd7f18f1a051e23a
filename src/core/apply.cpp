#include "core/apply.hpp"

#include <algorithm>

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
    return act(e.matter, Action::receive);
  }

  bool on(const MatterOpened& e) {
    if (!t_.matters.has(e.matter.n) || !team(e.holder)) return false;
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
    if (!t_.persons.has(e.person.n) || !t_.matters.has(e.matter.n) || t_.matters[e.matter.n].person)
      return false;
    link(e.matter, e.person);
    t_.matters[e.matter.n].age = e.age;
    return act(e.matter, Action::link);
  }

  bool on(const PromiseStarted& e) {
    if (e.promise.n != t_.promises.size() + 1 || !t_.matters.has(e.matter.n) || e.limit < 1 ||
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
    p.state = e.state;
    p.reason = e.reason;
    p.ended = Moment::of(e.ended);
    MatterRow& m = t_.matters[p.matter.n];
    if (e.reason == PromiseReason::stop_event) m.pulse_at = p.ended;
    requeue(p.matter);
    return touch(m);
  }

  bool on(const PromiseExtended& e) {
    if (!t_.promises.has(e.promise.n)) return false;
    PromiseRow& p = t_.promises[e.promise.n];
    t_.due_before_extension.try_emplace(e.promise.n, p.due.s);
    p.due = Moment::of(e.due);
    p.reason = reason_of(e.reason);
    requeue(p.matter);
    return act(p.matter, Action::extend);
  }

  bool on(const PromiseResumed& e) {
    if (!t_.promises.has(e.promise.n)) return false;
    PromiseRow& p = t_.promises[e.promise.n];
    p.state = PromiseState::running;
    p.reason = PromiseReason::none;
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
    t_.matters[e.matter.n].staff = {};
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
    if (!t_.matters.has(e.matter.n)) return false;
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
    if (!t_.matters.has(e.matter.n)) return false;
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
    if (!team(e.to) || !act(e.matter, Action::offer)) return false;
    MatterRow& m = t_.matters[e.matter.n];
    m.offered_to = e.to;
    m.offered_at = at_;
    m.offer_reason = e.reason;
    t_.offers[e.to.n].insert(queue_key(m.queue_due, e.matter));
    return true;
  }

  bool on(const HandOverAccepted& e) {
    if (!team(e.team) || !act(e.matter, Action::accept)) return false;
    MatterRow& m = t_.matters[e.matter.n];
    drop_offer(e.matter);
    if (m.status == MatterStatus::open) {
      t_.queues[m.team.n].erase(queue_key(m.queue_due, e.matter));
      t_.queues[e.team.n].insert(queue_key(m.queue_due, e.matter));
    }
    m.team = e.team;
    m.staff = e.staff;
    m.hands = counted_up(m.hands);
    return true;
  }

  bool on(const HandOverDeclined& e) {
    if (!act(e.matter, Action::decline)) return false;
    drop_offer(e.matter);
    return true;
  }

  bool on(const HandOverWithdrawn& e) {
    if (!act(e.matter, Action::withdraw)) return false;
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
    return true;
  }

  bool on(const StepBooked& e) {
    if (!step_act(e.step, Action::book)) return false;
    StepRow& s = t_.steps[e.step.n];
    s.begin = Moment::of(e.begin);
    s.minutes = e.minutes;
    s.mode = e.mode;
    s.state = StepState::booked;
    return true;
  }

  bool on(const BookingCancelled& e) {
    if (!step_act(e.step, Action::cancel)) return false;
    StepRow& s = t_.steps[e.step.n];
    s.begin = {};
    s.minutes = 0;
    s.state = StepState::proposed;
    return true;
  }

  bool on(const StepEnded& e) {
    const Action action = e.state == StepState::done     ? Action::complete
                          : e.state == StepState::missed ? Action::miss
                                                         : Action::refuse;
    if (!step_act(e.step, action)) return false;
    StepRow& s = t_.steps[e.step.n];
    s.state = e.state;
    s.outcome = e.outcome;
    s.ended = at_;
    pulse(t_.matters[s.matter.n], e.pulse);
    return true;
  }

  bool on(const StepResumed& e) {
    if (!t_.steps.has(e.step.n)) return false;
    StepRow& s = t_.steps[e.step.n];
    s.state = e.state;
    s.outcome = Outcome::none;
    s.ended = {};
    return undone(s.matter);
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
    if (!act(e.matter, Action::reopen)) return false;
    MatterRow& m = t_.matters[e.matter.n];
    m.status = MatterStatus::open;
    m.closed = {};
    m.close_reason = CloseReason::none;
    m.reopened = counted_up(m.reopened);
    m.queue_due = soonest(m);
    t_.queues[m.team.n].insert(queue_key(m.queue_due, e.matter));
    return true;
  }

 private:
  [[nodiscard]] bool team(TeamId id) const { return id.n >= 1 && id.n < t_.queues.size(); }

  bool touch(MatterRow& m) const {
    ++m.version;
    m.last_seq = static_cast<std::uint32_t>(t_.seq + 1);
    return true;
  }

  /// The command's own event on a matter: what undo would take back from now on.
  bool act(MatterId id, Action action) {
    if (!t_.matters.has(id.n)) return false;
    MatterRow& m = t_.matters[id.n];
    m.changed = at_;
    m.last_by = stamp_.by;
    m.last_action = static_cast<std::uint8_t>(action);
    m.promise_mark = m.first_promise;
    m.pulse = {};
    m.pulse_at = {};
    return touch(m);
  }

  bool step_act(StepId id, Action action) { return t_.steps.has(id.n) && act(t_.steps[id.n].matter, action); }

  bool undone(MatterId id) {
    MatterRow& m = t_.matters[id.n];
    m.happened = m.happened.without(m.pulse);
    return act(id, Action::undo);
  }

  static void pulse(MatterRow& m, TriggerSet triggers) {
    m.pulse = triggers;
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
    m.offered_at = {};
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
