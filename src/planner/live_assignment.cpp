#include "planner/live_assignment.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace vuoro::planner {

namespace {

using core::Moment;

constexpr std::size_t most_languages = 63;
constexpr std::size_t most_free_times = 100'000;

class Gatherer {
 public:
  Gatherer(const core::State& state, const core::Setting& setting, const Viewer& viewer,
           const content::Planning& planning, Instant now)
      : state_(state), setting_(setting), planning_(planning), times_(state, setting, viewer) {
    out_.now = now;
    until_ = now + std::chrono::hours{24} * planning.days_ahead;
  }

  LiveProblem run() {
    read_rules();
    for (const content::ProtectedGroup& group : planning_.groups) areas_of_group_.push_back(areas_of(group));
    for (std::uint16_t service = 1; service <= state_.term_count(core::TermKind::service); ++service) {
      for (const core::Waiting& waits : times_.waiting(ServiceId{service})) {
        // Who has a time and hopes for an earlier one is served when times are given back.
        if (waits.row->state != core::StepState::booked) add(waits);
      }
    }
    std::ranges::sort(pairs_);
    out_.problem.only = std::move(pairs_);
    return std::move(out_);
  }

 private:
  void read_rules() {
    const content::Planning::Points& p = planning_.points;
    out_.rules.points = {p.promise,  p.late_day,       p.wait_day,   p.unplaced,
                         p.stranger, p.other_language, p.other_unit, p.travel_ten_minutes};
    out_.rules.protection = planning_.protection == content::Planning::Protection::order
                                ? Protection::order
                                : Protection::weights;
    out_.rules.horizon = planning_.days_ahead * minutes_a_day;
    for (const content::ProtectedGroup& group : planning_.groups)
      out_.rules.group_weights.push_back(group.weight_percent);
    out_.problem.languages_of_worker.resize(setting_.workers.size());
    for (std::size_t worker = 0; worker < setting_.workers.size(); ++worker) {
      for (const core::Language language : setting_.workers[worker].languages)
        out_.problem.languages_of_worker[worker] |= std::uint64_t{1} << number_of(language);
    }
  }

  /// 0 = none of the languages that could be told apart.
  std::uint8_t number_of(core::Language language) {
    if (language == core::Language{}) return 0;
    const auto next = static_cast<std::uint8_t>(languages_.size() + 1);
    if (next > most_languages && !languages_.contains(language)) return 0;
    return languages_.emplace(language, next).first->second;
  }

  [[nodiscard]] std::vector<AreaId> areas_of(const content::ProtectedGroup& group) const {
    std::vector<AreaId> areas;
    for (const std::string& code : group.areas) {
      if (const auto n = state_.term(core::TermKind::area, code)) areas.push_back(AreaId{*n});
    }
    return areas;
  }

  [[nodiscard]] bool belongs(const core::MatterRow& m, std::size_t group) const {
    const content::ProtectedGroup& g = planning_.groups[group];
    const auto speaks = [&](const std::string& code) { return core::Language::of(code) == m.language; };
    if ((g.age_from || g.age_below) && !m.age.known()) return false;
    if (g.age_from && m.age.years < *g.age_from) return false;
    if (g.age_below && m.age.years >= *g.age_below) return false;
    if (g.interpreter && m.interpreter != core::Interpreter::yes) return false;
    if (!g.languages.empty() && !std::ranges::any_of(g.languages, speaks)) return false;
    const auto& areas = areas_of_group_[group];
    return g.areas.empty() || std::ranges::find(areas, m.area) != areas.end();
  }

  [[nodiscard]] Minute minute(Moment moment) const {
    // Times begin at whole minutes of the clock, so whole minutes tell exactly which come before a promise.
    return static_cast<Minute>(std::int64_t{moment.s} / 60 - out_.now.s / 60);
  }

  void add(const core::Waiting& waits) {
    const core::MatterRow& row = *waits.of;
    OpenMatter m;
    m.due = waits.due == Moment::of(core::no_due) ? never : minute(waits.due);
    m.service = waits.row->service.n;
    m.team = waits.row->team.n;
    m.area = row.area.n;
    m.language = number_of(row.language);
    for (std::size_t group = 0; group < planning_.groups.size() && m.group == 0; ++group) {
      if (belongs(row, group)) m.group = static_cast<std::uint8_t>(group + 1);
    }
    const core::Continuity met = times_.continuity(waits.matter);
    for (std::size_t i = 0; i < std::min(met.met.size(), m.met.size()); ++i) m.met[i] = met.met[i].worker.n;
    add_times(waits, static_cast<std::uint32_t>(out_.problem.matters.size()));
    out_.problem.matters.push_back(m);
    out_.waiting.push_back(waits);
  }

  void add_times(const core::Waiting& waits, std::uint32_t matter) {
    std::vector<TeamId> teams{waits.row->team};
    if (waits.earlier != nullptr) {
      for (const TeamId also : {waits.earlier->also1, waits.earlier->also2, waits.earlier->also3})
        if (also) teams.push_back(also);
    }
    const core::TimeWish wish{waits.step, teams, out_.now, until_, {}, {}, most_free_times};
    for (const core::FreeTime& time : times_.free(wish, out_.now)) {
      if (times_.fits(waits.step, time.slot, out_.now)) pairs_.push_back({matter, number_of(time)});
    }
  }

  std::uint32_t number_of(const core::FreeTime& time) {
    const auto next = static_cast<std::uint32_t>(out_.slots.size());
    const auto [at, added] = slot_numbers_.emplace(time.slot.n, next);
    if (!added) return at->second;
    const core::SlotRow& row = *time.row;
    OpenSlot slot;
    slot.begin = minute(row.begin);
    slot.minutes = row.minutes;
    slot.type = row.type.n;
    slot.team = row.team.n;
    slot.worker = row.worker.n;
    slot.places = places_left(time);
    out_.problem.teams = std::max(out_.problem.teams, static_cast<std::uint16_t>(slot.team + 1));
    out_.slots.push_back(time);
    out_.problem.slots.push_back(slot);
    return next;
  }

  std::uint16_t places_left(const core::FreeTime& time) {
    const TeamId team = time.row->team;
    if (seen_.insert(team).second) {
      for (const core::SlotSight& slot : times_.day(team, out_.now, until_)) {
        const auto theirs = [&](const core::PlaceSight& p) {
          return p.state == core::PlaceState::booked || p.until > Moment::of(out_.now);
        };
        taken_[slot.slot.n] = static_cast<std::uint16_t>(std::ranges::count_if(slot.places, theirs));
      }
    }
    const std::uint16_t taken = taken_[time.slot.n];
    return time.row->capacity > taken ? static_cast<std::uint16_t>(time.row->capacity - taken) : 0;
  }

  const core::State& state_;
  const core::Setting& setting_;
  const content::Planning& planning_;
  core::Times times_;
  Instant until_{};
  LiveProblem out_;
  std::vector<Pair> pairs_;
  std::map<core::Language, std::uint8_t> languages_;
  std::vector<std::vector<AreaId>> areas_of_group_;
  std::map<std::uint32_t, std::uint32_t> slot_numbers_;
  std::set<TeamId> seen_;
  std::map<std::uint32_t, std::uint16_t> taken_;  ///< Places in the slots of the units seen.
};

/// Pairs that would put a person in two places at once: of times that overlap, all but the first.
std::vector<Pair> clashes_of(const LiveProblem& live, const Assignment& plan) {
  std::map<PersonId, std::vector<std::uint32_t>> of_person;
  for (std::uint32_t m = 0; m < live.waiting.size(); ++m) {
    const PersonId person = live.waiting[m].of->person;
    if (person && plan.slot_of[m] != no_slot) of_person[person].push_back(m);
  }
  std::vector<Pair> found;
  for (auto& [person, matters] : of_person) {
    const auto slot = [&](std::uint32_t m) -> const OpenSlot& { return live.problem.slots[plan.slot_of[m]]; };
    std::ranges::sort(matters, {}, [&](std::uint32_t m) { return std::pair(slot(m).begin, m); });
    Minute busy_until = std::numeric_limits<Minute>::min();
    for (const std::uint32_t m : matters) {
      if (slot(m).begin < busy_until) {
        found.push_back({m, plan.slot_of[m]});
      } else {
        busy_until = slot(m).begin + slot(m).minutes;
      }
    }
  }
  return found;
}

}  // namespace

LiveProblem gather(const core::State& state, const core::Setting& setting, const Viewer& viewer,
                   const content::Planning& planning, Instant now) {
  return Gatherer(state, setting, viewer, planning, now).run();
}

LivePlan plan(const LiveProblem& live, const SolveOptions& options) {
  LivePlan out;
  Problem problem = live.problem;
  out.best = assign(problem, live.rules, options);
  const double bound = out.best.proof.bound;
  for (auto clash = clashes_of(live, out.best); !clash.empty(); clash = clashes_of(live, out.best)) {
    out.clashes += static_cast<std::uint32_t>(clash.size());
    std::ranges::sort(clash);
    std::erase_if(*problem.only, [&](const Pair& pair) { return std::ranges::binary_search(clash, pair); });
    out.best = assign(problem, live.rules, options);
  }
  // Without those pairs nothing can be cheaper than with them.
  Proof& proof = out.best.proof;
  proof.bound = bound;
  proof.gap = proof.cost > bound ? (proof.cost - bound) / proof.cost : 0;
  out.soonest_first = soonest_due_first(live.problem, live.rules);
  out.nothing = do_nothing(live.problem, live.rules);
  for (std::uint32_t m = 0; m < live.waiting.size(); ++m) {
    const std::uint32_t s = out.best.slot_of[m];
    if (s == no_slot) continue;
    out.pairs.push_back({m, s, explain(live.problem, live.rules, m, s), out.best.price_of[s]});
  }
  std::ranges::sort(out.pairs, {}, [&](const ProposedPair& p) {
    return std::pair(live.problem.slots[p.slot].begin, p.matter);
  });
  return out;
}

}  // namespace vuoro::planner
