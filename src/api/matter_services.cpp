#include <algorithm>
#include <boost/json.hpp>

#include "api/advice.hpp"
#include "api/reference.hpp"
#include "api/routes.hpp"
#include "api/segments.hpp"
#include "api/sight.hpp"
#include "api/table_json.hpp"
#include "calendar/zone.hpp"
#include "core/county_tables.hpp"
#include "core/view.hpp"
#include "core/words.hpp"
#include "rights/gate.hpp"
#include "tables/matter_facts.hpp"

/// GET /api/v1/matters/{id}/services: which services the criteria grant and why, and what was decided about
/// the matter by which version of them.
namespace vuoro::api {

namespace {

namespace json = boost::json;
using core::TermKind;
using core::Verdict;
using promises::word;

/// Where a line stands in the list: what is granted first.
int place_of(const std::optional<Said>& said) {
  if (!said) return 2;
  switch (advice_of(*said).verdict) {
    case Verdict::met:
      return 0;
    case Verdict::person_decides:
      return 1;
    default:
      return 3;
  }
}

json::object service_json(const Call& call, const content::Service& service,
                          const std::optional<Said>& said) {
  json::object out{{"code", service.code},
                   {"name", promises::in(service.name, call.language)},
                   {"domain", word(service.domain)},
                   {"verdict", nullptr}};
  if (!said) return out;
  out["verdict"] = word(advice_of(*said).verdict);
  out["profession"] =
      said->advice.profession.empty() ? json::value(nullptr) : json::value(said->advice.profession);
  out["table"] = table_line_json(call, *said->booked, said->advice.row);
  out["because"] = because_json(said->advice.because);
  out["seen"] = mark_of(advice_of(*said));
  return out;
}

/// `first` are the services that the person's segment begins with.
json::array services_json(const Call& call, const BookedTables& tables, const rules::Value& facts, Day day,
                          const std::vector<std::string>& first) {
  std::vector<std::pair<std::pair<int, std::ptrdiff_t>, json::object>> lines;
  for (const content::Service& service : call.house.county.services) {
    const auto said = criteria_say(tables, service.code, facts, day);
    json::object line = service_json(call, service, said);
    const auto place = std::ranges::find(first, service.code) - first.begin();
    line["segment"] = place < std::ssize(first);
    lines.push_back({{place_of(said), place}, std::move(line)});
  }
  std::ranges::stable_sort(lines, {}, [](const auto& line) { return line.first; });
  json::array out;
  for (auto& [place, line] : lines) out.push_back(std::move(line));
  return out;
}

json::object given_json(const Call& call, const core::State& state, const core::View& view,
                        const BookedTables& tables, const core::MatterAdvice& given) {
  const core::AdviceRow& row = given.row;
  json::object out{{"step", nullptr},      {"service", nullptr},         {"verdict", word(row.verdict)},
                   {"otherwise", nullptr}, {"at", instant_json(row.at)}, {"by", staff_name(call, row.by)},
                   {"table", nullptr},     {"conditions", json::array{}}};
  if (given.step) {
    out["step"] = given.step.n;
    out["service"] = service_name(call, state.term_text(TermKind::service, view.step(given.step).service.n));
  }
  if (row.otherwise != core::Otherwise::none) out["otherwise"] = word(row.otherwise);
  const BookedTable* const booked = tables.find(row.table, row.version);
  if (booked == nullptr) return out;
  out["table"] = table_line_json(call, *booked, row.row);
  out["conditions"] = conditions_json(*booked, row.row);
  return out;
}

void send_services(const CallPtr& call, const Viewer& viewer, MatterId matter) {
  const Instant now = call->house.driver.now();
  const auto tables = call->house.tables.now();
  std::optional<rules::Value> facts;
  json::array given;
  std::vector<std::string> first;
  {
    const auto reading = call->house.driver.read();
    facts = tables::facts_of(reading.state(), viewer, matter, now);
    if (!facts) return send_problem(*call, 404, "unknown-matter");
    const core::View view(reading.state(), viewer);
    if (const auto* segment = segment_in_force(*call, reading.state(), viewer, matter))
      first = segment->services;
    for (const core::MatterAdvice& one : core::advice_about(reading.state(), viewer, matter))
      given.push_back(given_json(*call, reading.state(), view, *tables, one));
  }
  send_json(*call, 200,
            json::object{{"services", services_json(*call, *tables, *facts, calendar::local_day(now), first)},
                         {"given", std::move(given)}});
}

}  // namespace

void show_services(const CallPtr& call) {
  const auto viewer = rights::Gate::care(*call->session);
  if (!viewer) return send_problem(*call, 403, "not-for-you");
  const auto id = number_of(call->parts[0]);
  if (!id) return send_problem(*call, 404, "unknown-matter");
  call->house.workers.run(
      [call, viewer = *viewer, matter = MatterId{*id}] { send_services(call, viewer, matter); });
}

}  // namespace vuoro::api
