#include "planner/live_assignment.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "planner/live_matter.hpp"

namespace vuoro::planner {

namespace {

using core::Moment;

constexpr std::size_t most_free_times = 100'000;

class Gatherer {
 public:
  Gatherer(const core::State& state, const core::Setting& setting, const Viewer& viewer,
           const content::Planning& planning, Instant now, const Ways* ways)
      : state_(state), times_(state, setting, viewer), reader_(state, setting, planning, now), ways_(ways) {
    out_.now = now;
    out_.problem.teams = static_cast<std::uint16_t>(state.term_count(core::TermKind::team) + 1);
    if (ways_ != nullptr) fill_travel();
    out_.rules = rules_of(planning);
    out_.problem.languages_of_worker = reader_.languages_of_worker();
    until_ = now + std::chrono::hours{24} * planning.days_ahead;
  }

  LiveProblem run() {
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
  void add(const core::Waiting& waits) {
    add_times(waits, static_cast<std::uint32_t>(out_.problem.matters.size()));
    OpenMatter matter = reader_.matter(waits, times_.continuity(waits.matter));
    if (ways_ != nullptr) matter.area = travel_row(waits.of->area, waits.of->age);
    out_.problem.matters.push_back(matter);
    out_.waiting.push_back(waits);
  }

  /// Rows of an area: of an unknown age, then of each age.
  [[nodiscard]] std::uint16_t travel_row(AreaId area, core::Age age) const {
    const std::size_t of_age = age.known() ? 1 + ways_->age_of(age.years) : 0;
    return static_cast<std::uint16_t>(area.n * (ways_->ages() + 1) + of_age);
  }

  void fill_travel() {
    const std::size_t rows_of_area = ways_->ages() + 1;
    const std::size_t areas = state_.term_count(core::TermKind::area) + std::size_t{1};
    std::vector<std::uint16_t>& travel = out_.problem.travel;
    travel.assign(areas * rows_of_area * out_.problem.teams, unknown_way);
    for (std::uint16_t area = 1; area < areas; ++area) {
      const std::string_view lives = state_.term_text(core::TermKind::area, area);
      for (std::size_t row = 0; row < rows_of_area; ++row) {
        const auto age = row == 0 ? std::nullopt : std::optional(ways_->years_of(row - 1));
        for (std::uint16_t team = 1; team < out_.problem.teams; ++team) {
          const auto way = ways_->minutes(lives, age, state_.term_text(core::TermKind::team, team));
          if (way) travel[(area * rows_of_area + row) * out_.problem.teams + team] = *way;
        }
      }
    }
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
    const OpenSlot slot = reader_.slot(row, places_left(time));
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
  core::Times times_;
  LiveReader reader_;
  const Ways* ways_;
  Instant until_{};
  LiveProblem out_;
  std::vector<Pair> pairs_;
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
                   const content::Planning& planning, Instant now, const Ways* ways) {
  return Gatherer(state, setting, viewer, planning, now, ways).run();
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
