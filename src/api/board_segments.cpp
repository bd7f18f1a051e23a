#include <algorithm>
#include <boost/json.hpp>
#include <map>

#include "api/board_since.hpp"
#include "api/routes.hpp"
#include "api/sight.hpp"
#include "calendar/zone.hpp"
#include "core/segments.hpp"
#include "core/words.hpp"

/// GET /api/v1/board/segments: how many open matters there are in each segment, which wait for a review or an
/// own contact, and how the decisions since a day came about.
namespace vuoro::api {

namespace {

namespace json = boost::json;
using core::TermKind;
using promises::word;

struct Sum {
  std::uint32_t open = 0;
  std::uint32_t review = 0;
  std::uint32_t without_own = 0;
};

json::object sum_json(const Sum& sum) {
  return {{"open", sum.open}, {"review", sum.review}, {"withoutOwn", sum.without_own}};
}

/// How the decisions came about.
struct Decisions {
  std::uint32_t all = 0;
  std::uint32_t followed = 0;
  std::uint32_t without_form = 0;
  std::map<core::Otherwise, std::uint32_t> reasons;
};

json::object decisions_json(const Decisions& d) {
  json::object reasons;
  std::uint32_t otherwise = 0;
  for (const auto& [reason, times] : d.reasons) {
    reasons[word(reason)] = times;
    otherwise += times;
  }
  return {{"all", d.all},
          {"followed", d.followed},
          {"otherwise", otherwise},
          {"withoutForm", d.without_form},
          {"reasons", std::move(reasons)}};
}

void send_counts(const CallPtr& call, const Viewer& viewer, Day from) {
  const auto& county = call->house.county;
  const Day today = calendar::local_day(call->house.driver.now());
  std::map<std::string, Sum> sums;  // By code; "" = not decided.
  Decisions decisions;
  {
    const auto reading = call->house.driver.read();
    const core::State& state = reading.state();
    std::vector<SegmentId> asks;
    if (county.segments) {
      for (const auto& segment : county.segments->segments) {
        const auto id = state.term(TermKind::segment, segment.code);
        if (id && segment.own_contact) asks.push_back(SegmentId{*id});
      }
    }
    const auto counts = core::segment_counts(state, viewer, today, asks);
    const auto proposals = core::proposal_counts(state, viewer, calendar::at_local(from, 0));
    if (!counts || !proposals) return send_problem(*call, 403, "not-for-you");
    for (const core::SegmentCount& one : *counts) {
      Sum& sum = sums[std::string(state.term_text(TermKind::segment, one.segment.n))];
      sum.open += one.open;
      sum.review += one.review;
      sum.without_own += one.without_own;
    }
    for (const core::ProposalCount& one : *proposals) {
      decisions.all += one.times;
      if (!one.proposed) decisions.without_form += one.times;
      if (one.proposed && one.proposed == one.decided) decisions.followed += one.times;
      if (one.otherwise != core::Otherwise::none) decisions.reasons[one.otherwise] += one.times;
    }
  }
  json::array out;
  if (county.segments) {
    for (const auto& segment : county.segments->segments) {
      json::object line = sum_json(sums[segment.code]);
      line["code"] = segment.code;
      line["name"] = promises::in(segment.name, call->language);
      out.push_back(std::move(line));
      sums.erase(segment.code);
    }
  }
  const std::uint32_t undecided = sums[""].open;
  sums.erase("");
  // Segments that the county has no more, while somebody is still in them.
  for (const auto& [code, sum] : sums) {
    json::object line = sum_json(sum);
    line["code"] = code;
    line["name"] = code;
    out.push_back(std::move(line));
  }
  send_json(*call, 200,
            json::object{{"from", day_json(calendar::at_local(from, 0))},
                         {"segments", std::move(out)},
                         {"undecided", undecided},
                         {"decisions", decisions_json(decisions)}});
}

}  // namespace

void show_segment_counts(const CallPtr& call) {
  count_since(call, send_counts);
}

}  // namespace vuoro::api
