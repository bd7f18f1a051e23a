#include "planner/capacity_program.hpp"

#include <algorithm>
#include <cmath>

namespace vuoro::planner {

using Entry = LinearProgram::Entry;

Flow flow_of(const Line& line, std::size_t weeks) {
  Flow flow;
  for (std::size_t k = 0; k < line.arrivals.size(); ++k) {
    const std::vector<double>& arrivals = line.arrivals[k];
    double arrived = line.waiting;
    double due = 0;
    for (std::size_t week = 0; week < weeks; ++week) {
      arrived += arrivals[week];
      const std::size_t within = line.within;
      if (!line.due.empty()) {
        due += line.due[k][week];
      } else if (within == 0) {
        due = arrived;
      } else {
        if (week < within) due += line.waiting / static_cast<double>(within);
        if (week >= within) due += arrivals[week - within];
      }
      // Sums in another order may differ in the last digit, and due may never pass arrived.
      flow.due.push_back(std::min(due, arrived));
      flow.arrived.push_back(arrived);
    }
  }
  return flow;
}

CapacityProgram::CapacityProgram(const CapacityProblem& problem, std::span<const std::uint32_t> works,
                                 Beyond beyond)
    : problem_(problem), beyond_(beyond), weeks_(problem.weeks) {
  for (const std::uint32_t w : works) add_work(problem.works[w]);
  for (const SharedLimit& limit : problem.limits) {
    const auto mine = [&](std::uint32_t w) { return std::ranges::find(works, w) != works.end(); };
    if (std::ranges::any_of(limit.works, mine)) add_limit(limit, works);
  }
}

void CapacityProgram::add_work(const Work& work) {
  Columns columns;
  for (std::size_t week = 0; week < weeks_; ++week) {
    columns.own.push_back(program_.column(0, work.own_shifts, 0, Values::whole));
    columns.extra.push_back(program_.column(0, work.extra_shifts, 0, Values::whole));
    euros_.emplace_back(columns.own.back(), work.own_cost);
    euros_.emplace_back(columns.extra.back(), work.extra_cost);
    if (beyond_ != Beyond::hours) continue;
    columns.beyond.push_back(program_.column(0, unlimited, 0));
    given_.emplace_back(columns.beyond.back(), work.hours_a_shift / work.visits_a_shift);
  }
  std::vector<std::vector<int>> passed(work.lines.size());
  for (std::size_t i = 0; i < work.lines.size(); ++i) add_line(work, work.lines[i], columns, passed[i]);
  add_hours(work, columns, passed);
  columns_.push_back(std::move(columns));
}

void CapacityProgram::add_line(const Work& work, const Line& line, Columns& columns,
                               std::vector<int>& passed) {
  const Flow flow = flow_of(line, weeks_);
  Columns::OfLine of;
  for (std::size_t k = 0; k < problem_.likely.size(); ++k) {
    for (std::size_t week = 0; week < weeks_; ++week) {
      passed.push_back(program_.column(flow.due[at(k, week)], flow.arrived[at(k, week)], 0));
      of.late.push_back(program_.column(0, unlimited, 0));
      of.newly_late.push_back(program_.column(0, unlimited, 0));
      // Newly late is at least what the late ones grow by.
      const int late = of.late.back();
      const int newly = of.newly_late.back();
      if (week == 0) {
        program_.row(-line.overdue, unlimited, std::array{Entry{newly, 1}, Entry{late, -1}});
      } else {
        const int before = of.late[at(k, week - 1)];
        program_.row(0, unlimited, std::array{Entry{newly, 1}, Entry{late, -1}, Entry{before, 1}});
      }
      // Alone, a line gains nothing by taking back what it has seen; beside others it would lend them the
      // time.
      if (work.lines.size() == 1) continue;
      if (week == 0) {
        program_.row(0, unlimited, std::array{Entry{passed.back(), 1}, Entry{newly, -1}});
      } else {
        const int before = passed[at(k, week - 1)];
        program_.row(0, unlimited, std::array{Entry{passed.back(), 1}, Entry{before, -1}, Entry{newly, -1}});
      }
    }
  }
  add_promise(line, of);
  columns.lines.push_back(std::move(of));
}

void CapacityProgram::add_promise(const Line& line, const Columns::OfLine& of) {
  const Flow flow = flow_of(line, weeks_);
  std::vector<Entry> broken;
  double due = 0;
  for (std::size_t k = 0; k < problem_.likely.size(); ++k) {
    due += problem_.likely[k] * flow.due[at(k, weeks_ - 1)];
    for (std::size_t week = 0; week < weeks_; ++week)
      broken.push_back({of.newly_late[at(k, week)], problem_.likely[k]});
  }
  if (beyond_ == Beyond::promises) {
    broken.push_back({program_.column(0, unlimited, 0), -1});
    given_.emplace_back(broken.back().column, 1);
  }
  program_.row(-unlimited, (1 - line.kept) * due, broken);
  if (!line.no_debt_by) return;
  for (std::size_t k = 0; k < problem_.likely.size(); ++k) {
    int rest = -1;
    if (beyond_ == Beyond::promises) {
      rest = program_.column(0, unlimited, 0);
      given_.emplace_back(rest, problem_.likely[k]);
    }
    for (std::size_t week = *line.no_debt_by - std::size_t{1}; week < weeks_; ++week) {
      const int late = of.late[at(k, week)];
      if (rest < 0) {
        program_.bounds(late, 0, 0);
      } else {
        program_.row(-unlimited, 0, std::array{Entry{late, 1}, Entry{rest, -1}});
      }
    }
  }
}

void CapacityProgram::add_hours(const Work& work, const Columns& columns,
                                const std::vector<std::vector<int>>& passed) {
  const bool reserves = work.reserved > 0 && work.lines.size() > 1;
  std::vector<Entry> seen;
  // Seen by the first lines ≤ share of what the shifts give; `before` is what had
  // been seen a week before, and what is given without them.
  const auto row = [&](std::size_t lines, double share, std::size_t k, std::size_t week) {
    seen.clear();
    double before = work.standing_visits.empty() ? 0 : share * work.standing_visits[week];
    for (std::size_t i = 0; i < lines; ++i) {
      seen.push_back({passed[i][at(k, week)], 1});
      seen.push_back({columns.lines[i].late[at(k, week)], -1});
      if (week == 0) {
        before -= work.lines[i].overdue;
      } else {
        seen.push_back({passed[i][at(k, week - 1)], -1});
        seen.push_back({columns.lines[i].late[at(k, week - 1)], 1});
      }
    }
    seen.push_back({columns.own[week], -share * work.visits_a_shift});
    seen.push_back({columns.extra[week], -share * work.visits_a_shift});
    if (!columns.beyond.empty()) seen.push_back({columns.beyond[week], -share});
    program_.row(-unlimited, before, seen);
  };
  for (std::size_t k = 0; k < problem_.likely.size(); ++k) {
    for (std::size_t week = 0; week < weeks_; ++week) {
      row(work.lines.size(), 1, k, week);
      if (reserves) row(1, 1 - work.reserved, k, week);
    }
  }
}

void CapacityProgram::add_limit(const SharedLimit& limit, std::span<const std::uint32_t> works) {
  for (std::size_t week = 0; week < weeks_; ++week) {
    std::vector<Entry> entries;
    for (std::size_t n = 0; n < works.size(); ++n) {
      if (std::ranges::find(limit.works, works[n]) == limit.works.end()) continue;
      entries.push_back({columns_[n].own[week], 1});
      entries.push_back({columns_[n].extra[week], 1});
    }
    program_.row(-unlimited, limit.shifts, entries);
  }
}

void CapacityProgram::aim_at_cost() {
  for (const auto& [column, weight] : given_) program_.cost(column, 0);
  for (const auto& [column, price] : euros_) program_.cost(column, price);
}

void CapacityProgram::aim_at_beyond() {
  for (const auto& [column, price] : euros_) program_.cost(column, 0);
  for (const auto& [column, weight] : given_) program_.cost(column, weight);
}

void CapacityProgram::hold_beyond(double most) {
  std::vector<Entry> entries;
  for (const auto& [column, weight] : given_) entries.push_back({column, weight});
  program_.row(-unlimited, most, entries);
}

void CapacityProgram::aim_at_people(const Solution& with) {
  program_.relax();  // the shifts are fixed, and people may be counted on average
  for (const auto& [column, price] : euros_) {
    const double shifts = std::round(with.values[static_cast<std::size_t>(column)]);
    program_.bounds(column, shifts, shifts);
    program_.cost(column, 0);
  }
  for (const auto& [column, weight] : given_) program_.cost(column, 0);
  for (const Columns& columns : columns_) {
    for (const Columns::OfLine& line : columns.lines) {
      for (std::size_t i = 0; i < line.late.size(); ++i) {
        const double likely = problem_.likely[i / weeks_];
        program_.cost(line.newly_late[i], likely);
        program_.cost(line.late[i], likely / 100);  // of those alike, the one with fewer waiting
      }
    }
  }
}

}  // namespace vuoro::planner
