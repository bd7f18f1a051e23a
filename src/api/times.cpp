#include <algorithm>
#include <boost/json.hpp>
#include <map>

#include "api/query.hpp"
#include "api/routes.hpp"
#include "api/segments.hpp"
#include "api/sight.hpp"
#include "api/slot_json.hpp"
#include "calendar/zone.hpp"
#include "core/time_rules.hpp"
#include "core/words.hpp"
#include "planner/proposal.hpp"
#include "planner/ways.hpp"
#include "rights/gate.hpp"

/// Free times for a step, for the staff who choose one with the person.
namespace vuoro::api {

namespace {

namespace json = boost::json;
using core::TermKind;
using promises::word;

constexpr std::uint32_t usual_limit = 40;
constexpr std::uint32_t most_limit = 200;
constexpr int usual_days = 92;

struct TimesAsk {
  MatterId matter;
  StepId step;
  Instant from;
  Instant until;
  std::optional<core::Mode> mode;
  std::string team;  ///< A code; "all"; empty = the team that gives the service.
  std::string worker;
  std::uint32_t limit = usual_limit;
};

/// Reads the query, or sends what is wrong with it.
std::optional<TimesAsk> read_times_ask(Call& call, MatterId matter) {
  Query query(call.request);
  TimesAsk ask;
  ask.matter = matter;
  ask.step = query.step();
  const Instant now = call.house.driver.now();
  ask.from = now;
  if (const auto from = query.day("from")) ask.from = calendar::at_local(*from, 0);
  const Day last = query.day("until").value_or(calendar::local_day(std::max(ask.from, now)) + usual_days);
  ask.until = calendar::at_local(last + 1, 0);
  ask.mode = query.choice<core::Mode>("mode");
  ask.team = query.text("team").value_or("");
  ask.worker = query.text("worker").value_or("");
  ask.limit = query.number("limit", 1, most_limit).value_or(usual_limit);
  const auto known = [&](std::string_view name, TermKind kind, const std::string& code) {
    if (code.empty() || (kind == TermKind::team && code == "all")) return;
    if (!call.house.driver.read().state().term(kind, code)) query.fault(name, "not-a-choice");
  };
  known("team", TermKind::team, ask.team);
  known("worker", TermKind::worker, ask.worker);
  if (query.faults().empty()) return ask;
  send_faults(call, query.faults());
  return std::nullopt;
}

json::object time_json(const Call& call, const core::State& state, const core::Setting& setting,
                       const planner::ProposedTime& p) {
  json::object out = slot_json(call, state, setting, p.time.slot, *p.time.row);
  out["profession"] = word(p.profession);
  out["met"] = p.met;
  out["speaks"] = p.speaks;
  out["keeps"] = p.keeps;
  out["fits"] = p.fits;
  return out;
}

/// The person's way to the teams whose times they are offered, as the county's network tells it.
class Travel {
 public:
  Travel(const Call& call, const core::State& state, const core::MatterRow& matter, Instant now)
      : state_(state), area_(state.term_text(TermKind::area, matter.area.n)) {
    const auto& network = call.house.network;
    if (!network) return;
    const int year = static_cast<int>(calendar::local_day(now).civil().year());
    ways_.emplace(*network, call.house.county, static_cast<std::uint16_t>(year));
    if (matter.age.known()) age_ = matter.age.years;
  }

  /// Minutes one way; null when nobody travels, or nobody knows.
  json::value to(const core::SlotRow& slot) {
    if (!ways_ || !core::comes_there(slot.mode)) return nullptr;
    const auto [at, added] = minutes_.try_emplace(slot.team);
    if (added) at->second = ways_->minutes(area_, age_, state_.term_text(TermKind::team, slot.team.n));
    return at->second ? json::value(*at->second) : json::value(nullptr);
  }

 private:
  const core::State& state_;
  std::string_view area_;
  std::optional<std::uint8_t> age_;
  std::optional<planner::Ways> ways_;
  std::map<TeamId, std::optional<std::uint16_t>> minutes_;
};

/// Nothing has been held or booked about the matter: its segment says what is proposed first.
bool is_first_visit(const core::View& view, const core::MatterSight& sight) {
  return std::ranges::none_of(sight.steps, [&](StepId id) {
    const core::StepState state = view.step(id).state;
    return state == core::StepState::done || state == core::StepState::booked;
  });
}

std::vector<SlotTypeId> first_types(const Call& call, const core::State& state, const Viewer& viewer,
                                    MatterId matter) {
  std::vector<SlotTypeId> out;
  const auto* const segment = segment_in_force(call, state, viewer, matter);
  if (segment == nullptr) return out;
  for (const std::string& code : segment->slot_types) {
    if (const auto type = state.term(TermKind::slot_type, code)) out.push_back(SlotTypeId{*type});
  }
  return out;
}

json::value slot_or_null(SlotId slot) {
  return slot ? json::value(slot.n) : json::value(nullptr);
}

void send_times(const CallPtr& call, const Viewer& viewer, const TimesAsk& ask) {
  const Instant now = call->house.driver.now();
  const auto setting = call->house.driver.setting();
  json::object out;
  {
    const auto reading = call->house.driver.read();
    const core::State& state = reading.state();
    const core::View view(state, viewer);
    if (view.matter_of(ask.step) != ask.matter || !ask.matter)
      return send_problem(*call, 404, "unknown-step");
    const auto sight = view.matter(ask.matter);
    const core::StepRow& step = view.step(ask.step);
    std::vector<TeamId> teams{step.team};
    if (ask.team == "all") teams.clear();
    if (const auto team = state.term(TermKind::team, ask.team)) teams = {TeamId{*team}};
    planner::Wish wish;
    wish.times = {ask.step, teams, ask.from, ask.until, ask.mode, {}, ask.limit};
    if (const auto worker = state.term(TermKind::worker, ask.worker)) wish.times.worker = WorkerId{*worker};
    wish.matter = ask.matter;
    wish.language = sight->row->language;
    if (step.service.n < setting->services.size())
      wish.lightest_first = setting->services[step.service.n].lightest_first;
    if (is_first_visit(view, *sight)) wish.first_types = first_types(*call, state, viewer, ask.matter);
    const core::Times times(state, *setting, viewer);
    wish.due = times.at_stake(ask.step);
    const planner::Proposal proposal = planner::propose(times, *setting, wish, now);
    json::array all;
    Travel travel(*call, state, *sight->row, now);
    for (const planner::ProposedTime& p : proposal.times) {
      json::object& one = all.emplace_back(time_json(*call, state, *setting, p)).as_object();
      one["travel"] = travel.to(*p.time.row);
    }
    const auto third = times.third_next(step.service, step.team, now);
    const auto index = proposal.continuity.index;
    out = {{"asOf", instant_json(now)},
           {"step", ask.step.n},
           {"due", instant_json(wish.due)},
           {"times", std::move(all)},
           {"first", slot_or_null(proposal.first)},
           {"known", slot_or_null(proposal.known)},
           {"ownLanguage", slot_or_null(proposal.own_language)},
           {"visits", proposal.continuity.visits},
           {"continuity", index ? json::value(*index) : json::value(nullptr)},
           {"thirdNext", third ? instant_json(*third) : json::value(nullptr)}};
  }
  send_json(*call, 200, out);
}

}  // namespace

void show_times(const CallPtr& call) {
  const auto viewer = rights::Gate::care(*call->session);
  if (!viewer) return send_problem(*call, 403, "not-for-you");
  const auto id = number_of(call->parts[0]);
  if (!id) return send_problem(*call, 404, "unknown-matter");
  const auto ask = read_times_ask(*call, MatterId{*id});
  if (!ask) return;
  call->house.workers.run([call, viewer = *viewer, ask = *ask] { send_times(call, viewer, ask); });
}

}  // namespace vuoro::api
