#include "planner/capacity.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <numeric>

#include "planner/capacity_program.hpp"

namespace vuoro::planner {

namespace {

using Clock = std::chrono::steady_clock;

/// Works that share limits, directly or through others, together.
std::vector<std::vector<std::uint32_t>> parts_of(const CapacityProblem& problem) {
  std::vector<std::uint32_t> root(problem.works.size());
  std::iota(root.begin(), root.end(), 0U);
  const auto find = [&](std::uint32_t w) {
    while (root[w] != w) w = root[w] = root[root[w]];
    return w;
  };
  for (const SharedLimit& limit : problem.limits) {
    for (const std::uint32_t w : limit.works) {
      const auto [low, high] = std::minmax({find(limit.works.front()), find(w)});
      root[high] = low;
    }
  }
  std::vector<std::vector<std::uint32_t>> by_root(root.size());
  for (std::uint32_t w = 0; w < root.size(); ++w) by_root[find(w)].push_back(w);
  std::erase_if(by_root, [](const auto& part) { return part.empty(); });
  return by_root;
}

bool usable(const Solution& s) {
  return s.found == Found::best || s.found == Found::some;
}

class Planner {
 public:
  Planner(const CapacityProblem& problem, const CapacityEffort& effort)
      : problem_(problem),
        effort_(effort),
        until_(Clock::now() +
               std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(effort.seconds))) {
    out_.works.resize(problem.works.size());
  }

  Result<CapacityPlan> run() {
    const auto parts = parts_of(problem_);
    out_.parts = static_cast<std::uint32_t>(parts.size());
    for (std::size_t i = 0; i < parts.size(); ++i) {
      left_ = parts.size() - i;
      if (!part(parts[i]))
        return Error{"no-plan-in-time", "no weekly plan was found in the time given, nor that there is none",
                     problem_.works[parts[i].front()].unit};
    }
    out_.gap = out_.cost > 0 ? std::max(0.0, (out_.cost - out_.bound) / out_.cost) : 0;
    return std::move(out_);
  }

 private:
  using Works = std::vector<std::uint32_t>;

  [[nodiscard]] Effort effort() const {
    const double left = std::chrono::duration<double>(until_ - Clock::now()).count();
    return {effort_.gap, std::max(0.05, left / static_cast<double>(left_))};
  }

  /// @return Whether there is a plan.
  bool part(const Works& works) {
    CapacityProgram strict(problem_, works, Beyond::nothing);
    strict.aim_at_cost();
    out_.columns += static_cast<std::uint64_t>(strict.program().columns());
    out_.rows += static_cast<std::uint64_t>(strict.program().rows());
    const Solution found = solve(strict.program(), effort());
    if (usable(found)) {
      take(works, strict, found);
      return true;
    }
    // Running out of time is no shortage.
    if (found.found != Found::impossible) return false;
    out_.reached = false;
    return missing_hours(works) && nearest(works);
  }

  bool missing_hours(const Works& works) {
    CapacityProgram wider(problem_, works, Beyond::hours);
    wider.aim_at_beyond();
    const Solution found = solve(wider.program(), effort());
    if (!usable(found)) return false;
    for (std::size_t n = 0; n < works.size(); ++n) {
      const Work& work = problem_.works[works[n]];
      Shortage lacks{works[n], {}};
      for (const int column : wider.of(n).beyond) {
        const double visits = found.values[static_cast<std::size_t>(column)];
        lacks.hours.push_back(visits < 1e-6 ? 0 : visits * work.hours_a_shift / work.visits_a_shift);
      }
      if (std::ranges::any_of(lacks.hours, [](double h) { return h > 0; }))
        out_.shortages.push_back(std::move(lacks));
    }
    return true;
  }

  /// The plan that breaks least of what is promised, and of those the cheapest.
  bool nearest(const Works& works) {
    CapacityProgram giving(problem_, works, Beyond::promises);
    giving.aim_at_beyond();
    const Solution least = solve(giving.program(), effort());
    if (!usable(least)) return false;
    giving.hold_beyond(least.cost * (1 + 1e-6) + 1e-6);
    giving.aim_at_cost();
    const Solution cheapest = solve(giving.program(), effort());
    take(works, giving, usable(cheapest) ? cheapest : least);
    return true;
  }

  void take(const Works& works, CapacityProgram& program, const Solution& found) {
    out_.bound += found.bound;
    program.aim_at_people(found);
    const Solution people = solve(program.program(), effort());
    for (std::size_t n = 0; n < works.size(); ++n)
      read(works[n], program.of(n), found, people.found == Found::best ? people : found);
  }

  void read(std::uint32_t w, const CapacityProgram::Columns& columns, const Solution& shifts,
            const Solution& people) {
    const Work& work = problem_.works[w];
    WorkPlan& plan = out_.works[w];
    const auto of = [](const Solution& s, int column) { return s.values[static_cast<std::size_t>(column)]; };
    for (std::size_t week = 0; week < problem_.weeks; ++week) {
      plan.own.push_back(of(shifts, columns.own[week]));
      plan.extra.push_back(of(shifts, columns.extra[week]));
      out_.cost += plan.own.back() * work.own_cost + plan.extra.back() * work.extra_cost;
    }
    for (std::size_t i = 0; i < work.lines.size(); ++i) {
      std::vector<double> late;
      for (const int column : columns.lines[i].late) late.push_back(of(people, column));
      plan.lines.push_back(fares(work.lines[i], late));
    }
  }

  [[nodiscard]] LinePlan fares(const Line& line, const std::vector<double>& late) const {
    LinePlan out;
    const std::size_t weeks = problem_.weeks;
    const Flow flow = flow_of(line, weeks);
    out.late.assign(weeks, 0);
    for (std::size_t k = 0; k < problem_.likely.size(); ++k) {
      double before = line.overdue;
      out.fell_due += problem_.likely[k] * flow.due[k * weeks + weeks - 1];
      for (std::size_t week = 0; week < weeks; ++week) {
        const double now = late[k * weeks + week];
        out.late[week] += problem_.likely[k] * now;
        out.broken += problem_.likely[k] * std::max(0.0, now - before);
        before = now;
      }
      if (line.no_debt_by) out.worst_debt = std::max(out.worst_debt, late[k * weeks + *line.no_debt_by - 1U]);
    }
    if (out.fell_due > 0) out.kept = 1 - out.broken / out.fell_due;
    return out;
  }

  const CapacityProblem& problem_;
  const CapacityEffort& effort_;
  Clock::time_point until_;
  std::size_t left_ = 1;
  CapacityPlan out_;
};

}  // namespace

Result<CapacityPlan> plan_capacity(const CapacityProblem& problem, const CapacityEffort& effort) {
  return Planner(problem, effort).run();
}

}  // namespace vuoro::planner
