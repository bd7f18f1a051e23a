#include "api/plan_result.hpp"

#include <algorithm>
#include <array>
#include <boost/json.hpp>

#include "api/forecast_reading.hpp"
#include "api/plan_kept.hpp"
#include "api/sight.hpp"
#include "calendar/zone.hpp"

namespace vuoro::api {

namespace json = boost::json;

namespace {

constexpr double most = 1e9;

json::value day_or_null(const std::optional<Day>& day) {
  return day ? day_json(calendar::at_local(*day, 0)) : json::value(nullptr);
}

json::object effect_json(const PlanEffect& e) {
  return {{"nothing", spread_json(e.nothing)},
          {"plan", spread_json(e.plan)},
          {"change", thousandths(e.change)},
          {"half", thousandths(e.half)}};
}

json::object weeks_json(const PlanWeeks& w) {
  return {{"nothing", spreads_json(w.nothing)}, {"plan", spreads_json(w.plan)}};
}

json::object zero_json(const PlanZero& z) {
  return {{"within", thousandths(z.within)},
          {"low", day_or_null(z.low)},
          {"middle", day_or_null(z.middle)},
          {"high", day_or_null(z.high)}};
}

json::object queue_json(const PlanQueue& q) {
  return {{"team", q.team},
          {"service", text_or_null(q.service)},
          {"touched", q.touched},
          {"queueNow", thousandths(q.queue_now)},
          {"debtNow", thousandths(q.debt_now)},
          {"debtAllowed", q.debt_allowed},
          {"broken", effect_json(q.broken)},
          {"queue", effect_json(q.queue)},
          {"debt", effect_json(q.debt)},
          {"waitedDays", effect_json(q.waited)},
          {"zeroNothing", zero_json(q.zero_nothing)},
          {"zeroPlan", zero_json(q.zero_plan)},
          {"brokenWeeks", weeks_json(q.broken_weeks)},
          {"queueWeeks", weeks_json(q.queue_weeks)},
          {"debtWeeks", weeks_json(q.debt_weeks)}};
}

class ResultReader {
 public:
  explicit ResultReader(std::string_view text) : file_(in_.whole_file(text)) {}

  Result<PlanResult> read() {
    if (!in_.ok()) return in_.fault();
    const json::object& all = in_.object(file_, "the file");
    PlanResult r;
    r.plan = static_cast<std::uint32_t>(in_.whole(all, "plan", 1, UINT32_MAX));
    r.of = static_cast<std::uint32_t>(in_.whole(all, "of", 1, UINT32_MAX));
    r.made = in_.instant(all, "made");
    r.as_of = in_.instant(all, "asOf");
    r.seed = in_.whole(all, "seed", 0, UINT64_MAX);
    r.program = in_.text(all, "program");
    for (const json::value& one : in_.array(all, "faults")) r.faults.push_back(why_not(one));
    if (r.lived()) figures(all, r);
    if (!in_.ok()) return in_.fault();
    return r;
  }

 private:
  void figures(const json::object& all, PlanResult& r) {
    r.from = in_.day(all, "from");
    r.weeks = static_cast<int>(in_.whole(all, "weeks", 1, 52));
    r.futures = static_cast<std::uint32_t>(in_.whole(all, "futures", 1, UINT32_MAX));
    r.cost = signed_spread(in_.member(all, "cost"));
    r.broken = effect(all, "broken");
    r.debt = effect(all, "debt");
    r.broken_weeks = weeks(all, "brokenWeeks", r.weeks);
    r.debt_weeks = weeks(all, "debtWeeks", r.weeks);
    for (const json::value& one : in_.array(all, "queues")) r.queues.push_back(queue(one, r.weeks));
  }

  PlanFault why_not(const json::value& value) {
    static constexpr std::array<std::string_view, 7> known = {
        "unknown",        "no-such-service", "same-day",      "in-slots",
        "too-much-taken", "nobody-waits",    "too-few-solved"};
    const json::object& in = in_.object(value, "faults");
    PlanFault fault{static_cast<std::uint32_t>(in_.whole(in, "change", 0, most_changes - 1)),
                    in_.text(in, "code"), in_.number(in, "number", most)};
    if (std::ranges::find(known, fault.code) == known.end()) in_.damaged("is no such fault", "code");
    return fault;
  }

  /// What is taken away costs less than nothing.
  KeptSpread signed_spread(const json::value& value) {
    const auto* figures = value.if_array();
    if (figures == nullptr || figures->size() != 7) {
      in_.damaged("is not a mean and three bands", "cost");
      return {};
    }
    const auto at = [&](std::size_t i) { return in_.signed_number((*figures)[i], "cost"); };
    return {at(0), at(1), at(2), at(3), at(4), at(5), at(6)};
  }

  PlanEffect effect(const json::object& all, std::string_view name) {
    const json::object& in = in_.object(in_.member(all, name), name);
    return {in_.spread(in_.member(in, "nothing"), name), in_.spread(in_.member(in, "plan"), name),
            in_.signed_number(in_.member(in, "change"), name), in_.number(in, "half", most)};
  }

  PlanWeeks weeks(const json::object& all, std::string_view name, int count) {
    const json::object& in = in_.object(in_.member(all, name), name);
    PlanWeeks w{in_.spreads(in, "nothing"), in_.spreads(in, "plan")};
    const auto wanted = static_cast<std::size_t>(count);
    if (w.nothing.size() != wanted || w.plan.size() != wanted)
      in_.damaged("does not have a figure for each week", name);
    return w;
  }

  PlanZero zero(const json::object& all, std::string_view name) {
    const json::object& in = in_.object(in_.member(all, name), name);
    const auto day = [&](std::string_view which) {
      return in_.member(in, which).is_null() ? std::nullopt : std::optional(in_.day(in, which));
    };
    return {in_.number(in, "within", 1), day("low"), day("middle"), day("high")};
  }

  PlanQueue queue(const json::value& value, int count) {
    const json::object& in = in_.object(value, "queues");
    PlanQueue q;
    q.team = in_.text(in, "team");
    q.service = in_.text_or_null(in, "service");
    q.touched = in_.truth(in, "touched");
    q.queue_now = in_.number(in, "queueNow", most);
    q.debt_now = in_.number(in, "debtNow", most);
    q.debt_allowed = static_cast<std::uint32_t>(in_.whole(in, "debtAllowed", 0, UINT32_MAX));
    q.broken = effect(in, "broken");
    q.queue = effect(in, "queue");
    q.debt = effect(in, "debt");
    q.waited = effect(in, "waitedDays");
    q.zero_nothing = zero(in, "zeroNothing");
    q.zero_plan = zero(in, "zeroPlan");
    q.broken_weeks = weeks(in, "brokenWeeks", count);
    q.queue_weeks = weeks(in, "queueWeeks", count);
    q.debt_weeks = weeks(in, "debtWeeks", count);
    return q;
  }

  KeptReader in_{"plan", plan_format};
  json::value file_;
};

}  // namespace

json::object figures_json(const PlanResult& r) {
  json::array queues;
  for (const PlanQueue& one : r.queues) queues.emplace_back(queue_json(one));
  return {{"from", day_or_null(r.from)},
          {"weeks", r.weeks},
          {"futures", r.futures},
          {"cost", spread_json(r.cost)},
          {"broken", effect_json(r.broken)},
          {"debt", effect_json(r.debt)},
          {"brokenWeeks", weeks_json(r.broken_weeks)},
          {"debtWeeks", weeks_json(r.debt_weeks)},
          {"queues", std::move(queues)}};
}

std::string to_json(const PlanResult& r) {
  json::array faults;
  for (const PlanFault& one : r.faults)
    faults.emplace_back(
        json::object{{"change", one.change}, {"code", one.code}, {"number", thousandths(one.number)}});
  json::object out = r.lived() ? figures_json(r) : json::object{};
  out["format"] = plan_format;
  out["plan"] = r.plan;
  out["of"] = r.of;
  out["seed"] = r.seed;
  out["program"] = r.program;
  out["made"] = instant_json(r.made);
  out["asOf"] = instant_json(r.as_of);
  out["faults"] = std::move(faults);
  return json::serialize(out) + "\n";
}

Result<PlanResult> read_plan_result(std::string_view text) {
  return ResultReader(text).read();
}

}  // namespace vuoro::api
