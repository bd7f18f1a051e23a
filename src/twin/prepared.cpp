#include "twin/prepared.hpp"

#include <fmt/core.h>

#include <utility>

#include "twin/ground.hpp"

namespace vuoro::twin {

namespace {

using core::TermKind;

constexpr core::Actor machine{core::ActorKind::system, {}, {}};

/// Gives words their numbers.
class Vocabulary {
 public:
  Vocabulary(Ground& ground, Instant now) : ground_(ground), now_(now) {}

  std::uint16_t number(TermKind kind, std::string_view text) {
    if (const auto known = ground_.state().term(kind, text)) return *known;
    const core::DefineTerm command{kind, core::ShortText::of(text)};
    return static_cast<std::uint16_t>(ground_.give(command, machine, now_));
  }

 private:
  Ground& ground_;
  Instant now_;
};

void add_service(core::Setting& setting, ServiceId id, TeamId team,
                 const std::vector<promises::Trigger>& stops) {
  core::ServiceRule rule;
  rule.service = id;
  rule.domain = promises::Domain::health;
  rule.team = team;
  for (const promises::Trigger trigger : stops) rule.on_done.insert(trigger);
  if (setting.services.size() <= id.n) setting.services.resize(id.n + std::size_t{1});
  setting.services[id.n] = std::move(rule);
}

ClinicTerms define_clinic(Vocabulary& words, core::Setting& setting, const Clinic& clinic, TeamId team) {
  ClinicTerms terms;
  terms.service = ServiceId{words.number(TermKind::service, clinic.code)};
  terms.type = SlotTypeId{words.number(TermKind::slot_type, clinic.code)};
  add_service(setting, terms.service, team, clinic.stops);
  core::SlotTypeRule type;
  type.type = terms.type;
  type.services = {terms.service};
  if (setting.slot_types.size() <= terms.type.n) setting.slot_types.resize(terms.type.n + std::size_t{1});
  setting.slot_types[terms.type.n] = std::move(type);
  for (unsigned k = 1; k <= clinic.workers; ++k)
    terms.workers.emplace_back(words.number(TermKind::worker, fmt::format("{}-{}", clinic.code, k)));
  return terms;
}

/// The furthest minute that anything may be booked at.
double furthest(const Scenario& scenario) {
  double days = 2;
  for (const Clinic& clinic : scenario.clinics) days = std::max(days, clinic.published_days + 3.0);
  return scenario.horizon + days * 24 * 60;
}

}  // namespace

Result<std::shared_ptr<const Prepared>> prepare(Scenario scenario, promises::RulePack pack,
                                                const calendar::Calendar& calendar, const Viewer& viewer) {
  core::Setting setting;
  setting.calendar = calendar;
  setting.pack = std::move(pack);
  setting.contact_domains = {promises::Domain::health};
  ModelClock clock(calendar, scenario.begin, scenario.runs, furthest(scenario));
  Ground ground({}, setting, viewer);
  Vocabulary words(ground, clock.at(0));
  const TeamId team{words.number(TermKind::team, "station")};
  setting.default_team = team;
  std::vector<ServiceId> stage_services;
  for (const Stage& stage : scenario.stages) {
    ServiceId service;
    if (stage.does == Does::visit) {
      service = ServiceId{words.number(TermKind::service, stage.code)};
      add_service(setting, service, team,
                  {promises::Trigger::visit_realised, promises::Trigger::care_started});
    }
    stage_services.push_back(service);
  }
  std::vector<ClinicTerms> clinics;
  for (const Clinic& clinic : scenario.clinics)
    clinics.push_back(define_clinic(words, setting, clinic, team));
  std::vector<std::string> rules(1);
  setting.pack.bind([&](std::string_view code) {
    const RuleId id{words.number(TermKind::rule, code)};
    rules.resize(id.n + std::size_t{1});
    rules[id.n] = code;
    return id;
  });
  if (auto fault = ground.fault()) return *fault;
  core::State start = ground.state();
  return std::shared_ptr<const Prepared>(
      new Prepared{std::move(scenario), std::move(setting), std::move(start), std::move(clock), team,
                   std::move(stage_services), std::move(clinics), std::move(rules)});
}

}  // namespace vuoro::twin
