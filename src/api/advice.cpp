#include "api/advice.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>

#include "calendar/zone.hpp"
#include "core/words.hpp"
#include "tables/matter_facts.hpp"

namespace vuoro::api {

using core::TermKind;

std::optional<Said> criteria_say(const BookedTables& tables, std::string_view service,
                                 const rules::Value& facts, Day day) {
  const BookedTable* const booked = tables.criteria_of(service, day);
  if (booked == nullptr) return std::nullopt;
  auto advice = booked->table->ask(facts);
  if (!advice) return std::nullopt;
  return Said{booked, std::move(advice).value()};
}

core::Advice advice_of(const Said& said) {
  const auto verdict = promises::from_word<core::Verdict>(said.advice.verdict);
  return {said.booked->id, said.booked->version, static_cast<std::uint16_t>(said.advice.row),
          verdict.value_or(core::Verdict::person_decides)};
}

std::string mark_of(const core::Advice& advice) {
  return fmt::format("{}.{}.{}", advice.table.n, advice.version, advice.row);
}

std::optional<core::Advice> advice_seen(std::string_view mark) {
  std::array<std::uint16_t, 3> numbers{};
  const char* at = mark.data();
  const char* const end = at + mark.size();
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    if (i > 0) {
      if (at == end || *at != '.') return std::nullopt;
      ++at;
    }
    const auto [next, failed] = std::from_chars(at, end, numbers[i]);
    if (failed != std::errc{}) return std::nullopt;
    at = next;
  }
  if (at != end) return std::nullopt;
  return core::Advice{TableId{numbers[0]}, numbers[1], numbers[2], core::Verdict::none};
}

void route(const BookedTables& tables, const core::State& state, promises::DomainSet domains, Day day,
           core::ReceiveContact& contact) {
  if (contact.team) return;
  const auto routing = tables.of(tables::Kind::routing, day);
  if (routing.empty()) return;
  const rules::Value facts = tables::facts_of(state, contact, domains);
  for (const BookedTable* const booked : routing) {
    const auto advice = booked->table->ask(facts);
    if (!advice || advice->team.empty()) continue;
    const auto team = state.term(TermKind::team, advice->team);
    if (!team) continue;
    contact.team = TeamId{*team};
    contact.advice = {booked->id, booked->version, static_cast<std::uint16_t>(advice->row),
                      core::Verdict::routed};
    return;
  }
}

std::optional<core::Refusal> advise(const BookedTables& tables, const core::State& state,
                                    const Viewer& viewer, Instant now, core::ProposeStep& propose) {
  const core::Advice seen = propose.advice;
  propose.advice = {};
  const auto facts = tables::facts_of(state, viewer, propose.matter, now);
  if (facts) {
    const auto said = criteria_say(tables, state.term_text(TermKind::service, propose.service.n), *facts,
                                   calendar::local_day(now));
    if (said) propose.advice = advice_of(*said);
  }
  if (seen && mark_of(seen) != mark_of(propose.advice))
    return core::Refusal{core::RefusalCode::unknown_version, propose.matter.n};
  return std::nullopt;
}

}  // namespace vuoro::api
