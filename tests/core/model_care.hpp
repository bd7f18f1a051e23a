#pragma once

#include "core/model_holding.hpp"

namespace vuoro::core::testing {

/// The assessment of need, facts, steps and visits.
class ModelCare : public ModelHolding {
 public:
  using ModelHolding::ModelHolding;

 protected:
  using ModelHolding::on;

  bool on(const AssessNeed& c) {
    ModelMatter* m = held(c.matter);
    if (m == nullptr || m->assessed || c.domains.empty() || c.urgency == Urgency::unassessed) return false;
    remember(c.matter);
    m->assessed = now_;
    m->domains = c.domains;
    m->facts = c.facts;
    stops(*m, {Trigger::hta_done}, now_);
    m->happened.insert(Trigger::hta_done);
    std::set<std::string> known;
    for (const ModelPromise& p : m->promises) known.insert(p.rule);
    if (c.domains.has(Domain::social)) {
      for (const Trigger t : {Trigger::social_contact, Trigger::matter_pending, Trigger::need_known}) {
        if (m->happened.insert(t).second) starts(*m, t, m->opened);
      }
      stops(*m, {Trigger::urgent_assessed}, now_);
      m->happened.insert(Trigger::urgent_assessed);
    }
    for (const auto& [name, rule] : rules_) {
      if (rule.start == Trigger::contact_received && applies(rule, *m) && !known.contains(name) &&
          !m->happened.contains(rule.stop)) {
        start(*m, name, m->opened);
      }
    }
    starts(*m, Trigger::hta_done, now_);
    return true;
  }

  bool on(const RecordFact& c) {
    ModelMatter* m = held(c.matter);
    if (m == nullptr) return false;
    m->happened.insert(c.trigger);
    stops(*m, {c.trigger}, now_);
    starts(*m, c.trigger, now_);
    forget(c.matter);
    return true;
  }

  bool on(const ProposeStep& c) {
    ModelMatter* m = held(c.matter);
    if (m == nullptr || c.service.n < 1 || c.service.n > 4 || !m->assessed) return false;
    if (c.due != no_due && c.due < m->opened) return false;
    const std::uint32_t n = ++steps_;
    remember(c.matter, n);
    m->steps[n].service = c.service;
    return true;
  }
  bool on(const BookStep& c) {
    MatterId id;
    ModelStep* s = open_step(c.step, id);
    if (s == nullptr || s->state == StepState::booked || c.begin < any(id)->opened) return false;
    if (busy(any(id)->person, c.begin, c.minutes)) return false;
    remember(id, c.step.n);
    s->state = StepState::booked;
    s->begin = c.begin;
    s->minutes = c.minutes;
    return true;
  }
  bool on(const CancelBooking& c) {
    MatterId id;
    const Actor asker = actor_;
    const bool own = asker.kind == ActorKind::resident && c.by == CancelledBy::person;
    if (own)
      actor_ = {ActorKind::system, {}, {}};  // people may cancel their own times, whoever holds the matter
    ModelStep* s = open_step(c.step, id);
    actor_ = asker;
    if (s == nullptr || s->state != StepState::booked) return false;
    if (c.by != CancelledBy::person && c.by != CancelledBy::unit) return false;
    if (asker.kind == ActorKind::resident && s->begin <= now_) return false;
    s->state = StepState::proposed;
    forget(id);
    return true;
  }
  bool on(const CompleteStep& c) {
    MatterId id;
    ModelStep* s = open_step(c.step, id);
    if (s == nullptr || s->state != StepState::booked || c.outcome == Outcome::none) return false;
    const Day day = calendar::local_day(s->begin);
    if (calendar::local_day(now_) < day) return false;
    remember(id, c.step.n);
    s->state = StepState::done;
    std::set<Trigger> pulse{Trigger::step_done};
    services_for_tests()[s->service.n].on_done.for_each([&](Trigger t) { pulse.insert(t); });
    const Instant held_at = std::min(now_, s->minutes == 0 ? calendar::end_of_day(day) : s->begin);
    ModelMatter& m = *any(id);
    stops(m, pulse, held_at);
    for (const Trigger t : pulse) starts(m, t, held_at);
    m.happened.insert(pulse.begin(), pulse.end());
    return true;
  }
  bool on(const MissStep& c) {
    MatterId id;
    ModelStep* s = open_step(c.step, id);
    if (s == nullptr || s->state != StepState::booked ||
        calendar::local_day(now_) < calendar::local_day(s->begin)) {
      return false;
    }
    remember(id, c.step.n);
    s->state = StepState::missed;
    return true;
  }
  bool on(const RefuseStep& c) {
    MatterId id;
    ModelStep* s = open_step(c.step, id);
    if (s == nullptr) return false;
    remember(id, c.step.n);
    s->state = StepState::refused;
    return true;
  }
};

}  // namespace vuoro::core::testing
