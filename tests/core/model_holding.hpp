#pragma once

#include "core/model_county.hpp"

namespace vuoro::core::testing {

/// Contacts, persons, and who holds a matter. One function per command: whether it is accepted, and then what
/// becomes of the matter.
class ModelHolding : public ModelCounty {
 public:
  using ModelCounty::ModelCounty;

 protected:
  bool on(const DefineTerm&) {
    return false;
  }  // terms are nothing that the model knows; tests leave them out
  bool on(const RegisterPerson& c) {
    if (c.area.n > 2 || (c.home_team && !team(c.home_team))) return false;
    if (c.born != no_birth_day && Day{c.born} > calendar::local_day(now_)) return false;
    const auto n = static_cast<std::uint32_t>(born.size() + 1);
    born[n] = c.born;
    home[n] = {c.area, c.home_team};
    return true;
  }

  bool on(const ReceiveContact& c) {
    if ((c.person && !born.contains(c.person.n)) || c.area.n > 2) return false;
    ModelMatter m;
    m.opened = now_;
    m.person = c.person;
    m.domains = {Domain::health, Domain::social};
    m.written = c.channel == Channel::web || c.channel == Channel::message || c.channel == Channel::letter;
    if (c.age.known()) m.age = c.age.years;
    AreaId area = c.area;
    m.holder = c.team;
    if (c.person) {
      const auto& [own_area, own_team] = home.at(c.person.n);
      if (!area) area = own_area;
      if (!m.holder) m.holder = own_team;
      const std::int32_t day = born.at(c.person.n);
      if (day != no_birth_day && (actor_.kind != ActorKind::import || !m.age)) {
        m.age = calendar::age_on(Day{day}, calendar::local_day(now_));
      }
    }
    if (!m.holder) m.holder = area == kerava ? dental : nurses;
    if (!team(m.holder)) return false;
    m.happened = {Trigger::contact_received};
    starts(m, Trigger::contact_received, now_);
    if (c.channel == Channel::callback) {
      m.happened.insert(Trigger::callback_asked);
      starts(m, Trigger::callback_asked, now_);
    }
    matters.emplace(static_cast<std::uint32_t>(matters.size() + 1), std::move(m));
    return true;
  }

  bool on(const RepeatContact& c) {
    const ModelMatter* m = any(c.matter);
    if (m == nullptr || !m->open) return false;
    forget(c.matter);
    return true;
  }

  bool on(const LinkPerson& c) {
    ModelMatter* m = held(c.matter);
    if (m == nullptr || !born.contains(c.person.n) || m->person) return false;
    for (const auto& [n, s] : m->steps) {
      if (s.state == StepState::booked && busy(c.person, s.begin, s.minutes)) return false;
    }
    m->person = c.person;
    if (born.at(c.person.n) != no_birth_day) {
      m->age = calendar::age_on(Day{born.at(c.person.n)}, calendar::local_day(m->opened));
    }
    if (m->age) {
      const std::size_t before = m->promises.size();
      for (std::size_t i = 0; i < before; ++i) {
        if (m->promises[i].state != PromiseState::running || !m->promises[i].age_assumed) continue;
        m->promises[i].state = PromiseState::voided;
        m->promises[i].ended = std::max(now_, m->promises[i].start);
        if (applies(rules_.at(m->promises[i].rule), *m)) start(*m, m->promises[i].rule, m->promises[i].start);
      }
    }
    forget(c.matter);
    return true;
  }

  bool on(const TakeMatter& c) {
    ModelMatter* m = held(c.matter);
    if (m == nullptr || !actor_.staff || m->staff) return false;
    remember(c.matter, 0, true);
    m->staff = actor_.staff;
    return true;
  }
  bool on(const ReleaseMatter& c) {
    ModelMatter* m = held(c.matter);
    if (m == nullptr || !m->staff) return false;
    remember(c.matter, 0, true);
    m->staff = {};
    return true;
  }
  bool on(const AnswerContact& c) {
    ModelMatter* m = held(c.matter);
    if (m == nullptr || m->answered) return false;
    remember(c.matter);
    m->answered = true;
    m->happened.insert(Trigger::contact_answered);
    stops(*m, {Trigger::contact_answered}, now_);
    return true;
  }

  bool on(const OfferHandOver& c) {
    ModelMatter* m = held(c.matter);
    if (m == nullptr || !team(c.to) || c.to == m->holder || m->offered_to) return false;
    remember(c.matter);
    m->offered_to = c.to;
    return true;
  }
  ModelMatter* receiving(MatterId id) {
    ModelMatter* m = any(id);
    const bool mine = m != nullptr && m->open && m->offered_to && actor_.kind == ActorKind::staff &&
                      actor_.team == m->offered_to;
    return mine ? m : nullptr;
  }
  bool on(const AcceptHandOver& c) {
    ModelMatter* m = receiving(c.matter);
    if (m == nullptr) return false;
    m->holder = actor_.team;
    m->staff = actor_.staff;
    m->offered_to = {};
    forget(c.matter);
    return true;
  }
  bool on(const DeclineHandOver& c) {
    ModelMatter* m = receiving(c.matter);
    if (m == nullptr || c.reason == DeclineReason::none) return false;
    m->offered_to = {};
    forget(c.matter);
    return true;
  }
  bool on(const WithdrawHandOver& c) {
    ModelMatter* m = held(c.matter);
    if (m == nullptr || !m->offered_to) return false;
    m->offered_to = {};
    forget(c.matter);
    return true;
  }
};

}  // namespace vuoro::core::testing
