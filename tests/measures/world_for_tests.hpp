#pragma once

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>
#include <vector>

#include "calendar/zone.hpp"
#include "core/apply.hpp"
#include "core/decide.hpp"
#include "core/view.hpp"
#include "ledger/viewer_for_tests.hpp"

namespace vuoro::measures {

using promises::Domain;
using promises::Trigger;

inline Viewer lead() {
  return rights::Gate::staff(Role::lead, Purpose::steering);
}

/// Noon in Helsinki, days from 1 March 2026.
inline Instant noon(int day) {
  return calendar::at_local(day_of(2026, 3, 1) + day, 12 * 3600);
}

/// A rule of `days` calendar days for one domain.
inline promises::Rule rule_of(std::string code, Domain domain, Trigger start, Trigger stop,
                              std::uint16_t days, promises::Kind kind = promises::Kind::statute) {
  promises::Rule rule;
  rule.code = std::move(code);
  rule.kind = kind;
  rule.domain = domain;
  rule.applies_in = {domain};
  rule.start = start;
  rule.stop = stop;
  promises::Version version;
  version.from = day_of(2020, 1, 1);
  version.limit = {days, promises::LimitUnit::calendar_day};
  version.conf = promises::Confidence::A;
  rule.versions.push_back(version);
  return rule;
}

/// The core alone, with a small law of its own, driven by hand; remembers every event.
class World {
 public:
  struct Past {
    core::Event event;
    core::Stamp stamp;
  };

  World() {
    std::vector<promises::Rule> rules;
    rules.push_back(rule_of("ASSESS", Domain::health, Trigger::contact_received, Trigger::hta_done, 3));
    rules.push_back(rule_of("VISIT", Domain::health, Trigger::hta_done, Trigger::visit_realised, 7));
    // 18 or more: 14 days. An unknown age takes the 7.
    rules.back().versions[0].age = {0, 18};
    rules.back().versions.push_back(rules.back().versions[0]);
    rules.back().versions[1].age = {18, promises::AgeRange::no_upper_limit};
    rules.back().versions[1].limit.n = 14;
    rules.push_back(rule_of("OWN", Domain::health, Trigger::hta_done, Trigger::visit_realised, 2,
                            promises::Kind::own_target));
    rules.push_back(rule_of("DECIDE", Domain::social, Trigger::hta_done, Trigger::decision_made, 10));
    rules.push_back(rule_of("START", Domain::social, Trigger::decision_made, Trigger::service_started, 5));
    rules.back().versions[0].conf = promises::Confidence::D;
    rules.push_back(rule_of("SOON", Domain::health, Trigger::hta_done, Trigger::visit_realised, 0));
    rules.back().versions[0].limit = {0, promises::LimitUnit::none};
    rules.back().versions[0].steering = promises::Limit{5, promises::LimitUnit::calendar_day};
    setting.pack = promises::RulePack("test", std::move(rules));
    define(core::TermKind::team, "desk");
    define(core::TermKind::area, "korso");
    setting.default_team = TeamId{1};
    setting.contact_domains = {Domain::health};
    setting.services.resize(4);
    add_service("visit", core::DebtKind::care, Domain::health);
    add_service("home-help", core::DebtKind::service, Domain::social);
    add_service("physio", core::DebtKind::rehabilitation, Domain::rehabilitation);
    setting.pack.bind([&](std::string_view code) { return RuleId{define(core::TermKind::rule, code)}; });
  }

  /// The subject; 0 when refused.
  std::uint32_t tell(const core::Command& command, Instant at) {
    const core::Actor actor{core::ActorKind::import, {}, TeamId{1}};
    auto decision = core::decide(state, setting, command, actor, at);
    if (!decision) return 0;
    for (const core::Event& event : decision->events) {
      const core::Stamp stamp{at, at, {}, actor.kind};
      if (!core::apply(state, event, stamp)) throw std::logic_error("unfitting");
      past.push_back({event, stamp});
    }
    return decision->subject;
  }

  MatterId contact(Instant at, core::Age age, AreaId area = AreaId{1}) {
    core::ReceiveContact c;
    c.channel = core::Channel::phone;
    c.age = age;
    c.area = area;
    return MatterId{tell(c, at)};
  }
  void assess(MatterId m, Instant at, promises::DomainSet domains = {Domain::health}) {
    tell(core::AssessNeed{m, core::Urgency::non_urgent, core::Profession::nurse, domains, {}}, at);
  }
  StepId propose(MatterId m, std::uint16_t service, Instant at, Instant due = core::no_due) {
    return StepId{tell(core::ProposeStep{m, ServiceId{service}, due}, at)};
  }
  void book(StepId step, Instant begin, Instant at) {
    tell(core::BookStep{step, begin, 30, core::Mode::visit}, at);
  }
  void hold(StepId step, Instant at) { tell(core::CompleteStep{step, core::Outcome::helped}, at); }

  [[nodiscard]] RuleId rule(std::string_view code) const {
    return RuleId{state.term(core::TermKind::rule, code).value()};
  }

  core::State state;
  core::Setting setting;
  std::vector<Past> past;

 private:
  std::uint16_t define(core::TermKind kind, std::string_view text) {
    return static_cast<std::uint16_t>(
        tell(core::DefineTerm{kind, core::ShortText::of(text)}, calendar::at_local(day_of(2026, 1, 1), 0)));
  }
  void add_service(std::string_view code, core::DebtKind debt, Domain domain) {
    const ServiceId id{define(core::TermKind::service, code)};
    setting.services[id.n] = {id, domain, {Trigger::visit_realised}, debt, {}};
  }
};

inline core::Age aged(int years) {
  return {static_cast<std::uint8_t>(years)};
}

}  // namespace vuoro::measures
