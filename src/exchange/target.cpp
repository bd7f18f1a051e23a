#include "exchange/target.hpp"

#include <memory>

#include "core/words.hpp"

namespace vuoro::exchange {
namespace {

core::DebtKind debt_of(std::string_view word) {
  if (word == "service") return core::DebtKind::service;
  if (word == "rehabilitation") return core::DebtKind::rehabilitation;
  return core::DebtKind::care;
}

core::ServiceRule rule_of(const ImportedService& service, ServiceId number) {
  core::ServiceRule rule;
  rule.service = number;
  rule.domain = service.domain;
  rule.debt = debt_of(service.debt);
  for (const promises::Trigger t : service.on_done) rule.on_done.insert(t);
  return rule;
}

}  // namespace

Result<std::uint16_t, core::Refusal> term_number(live::Transaction& tx, core::TermKind kind,
                                                 std::string_view text) {
  if (const auto known = tx.state().term(kind, text)) return *known;
  const core::Actor system{core::ActorKind::system, {}, {}};
  auto defined = tx.decide(core::DefineTerm{kind, core::ShortText::of(text)}, system);
  if (!defined) return defined.error();
  return static_cast<std::uint16_t>(*defined);
}

Result<Target> prepare_target(live::Driver& driver, const Map& map) {
  Target target;
  const live::Outcome outcome =
      driver.submit_and_wait(std::nullopt, [&](live::Transaction& tx) -> std::optional<core::Refusal> {
        const auto team = term_number(tx, core::TermKind::team, map.team);
        if (!team) return team.error();
        const auto service = term_number(tx, core::TermKind::service, map.service.code);
        if (!service) return service.error();
        target = {TeamId{*team}, ServiceId{*service}};
        return std::nullopt;
      });
  if (outcome.fate == live::Fate::refused) {
    return Error{"content-refused", std::string(promises::word(outcome.refusal.code)), map.team};
  }
  if (outcome.fate != live::Fate::accepted) return outcome.error;
  auto setting = std::make_shared<core::Setting>(*driver.setting());
  if (setting->services.size() <= target.service.n)
    setting->services.resize(target.service.n + std::size_t{1});
  core::ServiceRule& rule = setting->services[target.service.n];
  if (!rule.service) rule = rule_of(map.service, target.service);
  if (!setting->default_team) setting->default_team = target.team;
  if (setting->contact_domains.empty()) setting->contact_domains = map.domains;
  driver.use(std::move(setting));
  return target;
}

}  // namespace vuoro::exchange
