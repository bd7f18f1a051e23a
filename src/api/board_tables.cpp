#include <boost/json.hpp>
#include <map>

#include "api/board_since.hpp"
#include "api/routes.hpp"
#include "api/sight.hpp"
#include "api/table_json.hpp"
#include "calendar/zone.hpp"
#include "core/county_tables.hpp"
#include "core/segments.hpp"
#include "core/words.hpp"

/// GET /api/v1/board/tables: how often the county's tables were followed, and how often and why people
/// decided otherwise.
namespace vuoro::api {

namespace {

namespace json = boost::json;
using core::Otherwise;
using core::Verdict;
using promises::word;

struct Sum {
  std::uint32_t times = 0;
  std::map<Verdict, std::uint32_t> verdicts;
  std::map<Otherwise, std::uint32_t> otherwise;
};

json::object sum_json(const Call& call, const BookedTable& booked, const Sum& sum) {
  json::object verdicts;
  for (const auto& [verdict, times] : sum.verdicts) verdicts[word(verdict)] = times;
  json::object otherwise;
  std::uint32_t against = 0;
  for (const auto& [reason, times] : sum.otherwise) {
    otherwise[word(reason)] = times;
    against += times;
  }
  return {{"code", booked.code},
          {"name", booked.table ? promises::in(booked.table->about().name, call.language) : booked.code},
          {"kind", booked.table ? json::value(tables::word(booked.table->kind())) : json::value(nullptr)},
          {"version", booked.version},
          {"inForce", booked.in_force},
          {"times", sum.times},
          {"verdicts", std::move(verdicts)},
          {"otherwise", against},
          {"reasons", std::move(otherwise)}};
}

void send_counts(const CallPtr& call, const Viewer& viewer, Day from) {
  std::optional<std::vector<core::AdviceCount>> counts;
  std::optional<std::vector<core::ProposalCount>> proposals;
  {
    const auto reading = call->house.driver.read();
    counts = core::advice_counts(reading.state(), viewer, calendar::at_local(from, 0));
    proposals = core::proposal_counts(reading.state(), viewer, calendar::at_local(from, 0));
  }
  if (!counts || !proposals) return send_problem(*call, 403, "not-for-you");
  std::map<std::pair<TableId, std::uint16_t>, Sum> sums;
  for (const core::AdviceCount& one : *counts) {
    Sum& sum = sums[{one.table, one.version}];
    sum.times += one.times;
    sum.verdicts[one.verdict] += one.times;
    if (one.otherwise != Otherwise::none) sum.otherwise[one.otherwise] += one.times;
  }
  for (const core::ProposalCount& one : *proposals) {
    if (!one.table) continue;
    Sum& sum = sums[{one.table, one.version}];
    sum.times += one.times;
    if (one.otherwise != Otherwise::none) sum.otherwise[one.otherwise] += one.times;
  }
  const auto tables = call->house.tables.now();
  json::array out;
  for (const auto& booked : tables->all()) {
    const auto sum = sums.find({booked->id, booked->version});
    if (sum == sums.end() && !booked->in_force) continue;
    out.push_back(sum_json(*call, *booked, sum == sums.end() ? Sum{} : sum->second));
  }
  send_json(*call, 200,
            json::object{{"from", day_json(calendar::at_local(from, 0))}, {"tables", std::move(out)}});
}

}  // namespace

void show_advice_counts(const CallPtr& call) {
  count_since(call, send_counts);
}

}  // namespace vuoro::api
