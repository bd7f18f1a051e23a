#include "api/plan_kept.hpp"

#include <algorithm>
#include <array>
#include <boost/json.hpp>

#include "api/forecast_reading.hpp"
#include "api/instants.hpp"
#include "api/sight.hpp"
#include "calendar/zone.hpp"

namespace vuoro::api {

namespace json = boost::json;
using content::PlannedChange;
using promises::word;

namespace {

constexpr std::size_t most_words = 16'000;  // 4000 letters of any script

json::value day_or_null(const std::optional<Day>& day) {
  return day ? day_json(calendar::at_local(*day, 0)) : json::value(nullptr);
}

json::object change_json(const PlannedChange& c) {
  json::value cost = nullptr;
  if (c.cost) cost = json::object{{"euros", c.cost->euros}, {"per", word(c.cost->per)}};
  return {{"kind", word(c.kind)},
          {"team", text_or_null(c.team)},
          {"service", text_or_null(c.service)},
          {"amount", c.amount},
          {"unit", word(c.unit)},
          {"from", day_or_null(c.from)},
          {"until", day_or_null(c.until)},
          {"cost", std::move(cost)}};
}

class PlanReader {
 public:
  explicit PlanReader(std::string_view text) : file_(in_.whole_file(text)) {}

  Result<KeptPlan> read() {
    if (!in_.ok()) return in_.fault();
    const json::object& all = in_.object(file_, "the file");
    KeptPlan plan = head(all);
    for (const json::value& one : in_.array(all, "changes")) plan.changes.push_back(change(one));
    if (plan.changes.empty() || plan.changes.size() > most_changes)
      in_.damaged("has none or too many", "changes");
    plan.run = run(in_.object(in_.member(all, "run"), "run"));
    if (!in_.member(all, "end").is_null()) plan.end = end(in_.object(in_.member(all, "end"), "end"));
    if (plan.end.has_value() == (plan.state == PlanState::draft))
      in_.damaged("does not fit the state", "end");
    if (!in_.ok()) return in_.fault();
    return plan;
  }

 private:
  std::uint32_t number(const json::object& in, std::string_view name) {
    return static_cast<std::uint32_t>(in_.whole(in, name, 1, UINT32_MAX));
  }
  StaffId staff(const json::object& in, std::string_view name) { return StaffId{number(in, name)}; }

  template <class E>
  E choice(const json::object& in, std::string_view name) {
    const auto known = promises::from_word<E>(in_.text(in, name));
    if (!known) in_.damaged("is no such word", name);
    return known.value_or(E{});
  }

  KeptPlan head(const json::object& all) {
    KeptPlan plan;
    plan.number = number(all, "number");
    plan.revision = number(all, "revision");
    plan.changed = number(all, "changed");
    plan.by = staff(all, "by");
    plan.at = in_.instant(all, "at");
    plan.changed_by = staff(all, "changedBy");
    plan.changed_at = in_.instant(all, "changedAt");
    plan.name = in_.words(all, "name", most_words);
    plan.reason = in_.words(all, "reason", most_words);
    plan.weeks = static_cast<int>(in_.whole(all, "weeks", 1, 52));
    plan.state = choice<PlanState>(all, "state");
    return plan;
  }

  std::optional<Day> day(const json::object& in, std::string_view name) {
    if (in_.member(in, name).is_null()) return std::nullopt;
    return in_.day(in, name);
  }

  PlannedChange change(const json::value& value) {
    const json::object& in = in_.object(value, "changes");
    PlannedChange c;
    c.kind = choice<content::ChangeKind>(in, "kind");
    c.team = in_.text_or_null(in, "team");
    c.service = in_.text_or_null(in, "service");
    c.amount = in_.signed_number(in_.member(in, "amount"), "amount");
    c.unit = choice<content::AmountUnit>(in, "unit");
    c.from = day(in, "from");
    c.until = day(in, "until");
    if (in_.member(in, "cost").is_null()) return c;
    const json::object& cost = in_.object(in_.member(in, "cost"), "cost");
    c.cost = {in_.number(cost, "euros", 1e9), choice<content::CostPer>(cost, "per")};
    return c;
  }

  PlanRun run(const json::object& in) {
    static constexpr std::array<std::string_view, 8> known = {
        "history-thin", "ledger", "content", "disk", "too-slow", "killed", "interrupted", "unknown"};
    PlanRun run{choice<PlanRunPhase>(in, "phase"),
                static_cast<std::uint32_t>(in_.whole(in, "of", 0, UINT32_MAX)), in_.instant(in, "began"),
                in_.instant(in, "ended"), in_.text_or_null(in, "fault")};
    const bool failed = run.phase == PlanRunPhase::failed;
    if (failed != !run.fault.empty() || (failed && std::ranges::find(known, run.fault) == known.end()))
      in_.damaged("does not fit the phase", "fault");
    return run;
  }

  PlanEnd end(const json::object& in) {
    return {staff(in, "by"), in_.instant(in, "at"), in_.words(in, "words", most_words)};
  }

  KeptReader in_{"plan", plan_format};
  json::value file_;
};

}  // namespace

std::string to_json(const KeptPlan& p) {
  json::array changes;
  for (const PlannedChange& one : p.changes) changes.emplace_back(change_json(one));
  json::value end = nullptr;
  if (p.end)
    end = json::object{{"by", p.end->by.n}, {"at", instant_json(p.end->at)}, {"words", p.end->words}};
  const json::object out{{"format", plan_format},
                         {"number", p.number},
                         {"revision", p.revision},
                         {"changed", p.changed},
                         {"by", p.by.n},
                         {"at", instant_json(p.at)},
                         {"changedBy", p.changed_by.n},
                         {"changedAt", instant_json(p.changed_at)},
                         {"name", p.name},
                         {"reason", p.reason},
                         {"weeks", p.weeks},
                         {"changes", std::move(changes)},
                         {"state", word(p.state)},
                         {"run",
                          {{"phase", word(p.run.phase)},
                           {"of", p.run.of},
                           {"began", instant_json(p.run.began)},
                           {"ended", instant_json(p.run.ended)},
                           {"fault", text_or_null(p.run.fault)}}},
                         {"end", std::move(end)}};
  return json::serialize(out) + "\n";
}

Result<KeptPlan> read_plan(std::string_view text) {
  return PlanReader(text).read();
}

}  // namespace vuoro::api
