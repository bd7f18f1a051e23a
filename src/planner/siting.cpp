#include "planner/siting.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <numeric>

#include "planner/linear_program.hpp"

namespace vuoro::planner {

namespace {

constexpr double small_part = 1e-9;

double whole_need(const Siting& siting) {
  return std::accumulate(siting.need.begin(), siting.need.end(), 0.0);
}

std::vector<std::size_t> chosen(const Solution& solution, std::size_t sites) {
  std::vector<std::size_t> out;
  for (std::size_t j = 0; j < sites && j < solution.values.size(); ++j) {
    if (solution.values[j] > 0.5) out.push_back(j);
  }
  return out;
}

/// The best site to add next, by what the whole is then worth: less is better, the first of equals.
std::size_t best_next(const Siting& siting, const std::vector<std::size_t>& open,
                      const std::function<double(const std::vector<std::size_t>&)>& worth) {
  std::size_t best = siting.sites;
  double least = std::numeric_limits<double>::infinity();
  for (std::size_t j = 0; j < siting.sites; ++j) {
    if (std::ranges::find(open, j) != open.end()) continue;
    std::vector<std::size_t> with = open;
    with.push_back(j);
    const double value = worth(with);
    if (best == siting.sites || value < least) {
      best = j;
      least = value;
    }
  }
  return best;
}

}  // namespace

double travel_of(const Siting& siting, const std::vector<std::size_t>& open) {
  double sum = 0;
  for (std::size_t i = 0; i < siting.need.size(); ++i) {
    if (siting.need[i] <= 0) continue;
    double least = std::numeric_limits<double>::infinity();
    for (const std::size_t j : open) least = std::min(least, siting.minutes[i][j]);
    sum += siting.need[i] * least;
  }
  return sum;
}

double covered_by(const Siting& siting, const std::vector<std::size_t>& open, double minutes) {
  const double all = whole_need(siting);
  if (all <= 0) return 1;
  double sum = 0;
  for (std::size_t i = 0; i < siting.need.size(); ++i) {
    if (std::ranges::any_of(open, [&](std::size_t j) { return siting.minutes[i][j] <= minutes; }))
      sum += siting.need[i];
  }
  return sum / all;
}

SitingAnswer p_median(const Siting& siting, std::size_t points, double seconds) {
  SitingAnswer out;
  if (points == 0 || points > siting.sites) {
    out.possible = false;
    out.greedy_reached = false;
    return out;
  }
  // Costs as shares of the whole need keep the solver's numbers small.
  const double all = std::max(whole_need(siting), small_part);
  LinearProgram program;
  std::vector<LinearProgram::Entry> opened;
  for (std::size_t j = 0; j < siting.sites; ++j)
    opened.push_back({program.column(0, 1, 0, Values::whole), 1.0});
  const auto p = static_cast<double>(points);
  program.row(p, p, opened);
  for (std::size_t i = 0; i < siting.need.size(); ++i) {
    if (siting.need[i] <= 0) continue;
    std::vector<LinearProgram::Entry> served;
    for (std::size_t j = 0; j < siting.sites; ++j) {
      const int x = program.column(0, 1, siting.need[i] / all * siting.minutes[i][j]);
      served.push_back({x, 1.0});
      const LinearProgram::Entry only_open[] = {{x, 1.0}, {opened[j].column, -1.0}};
      program.row(-unlimited, 0, only_open);
    }
    program.row(1, 1, served);
  }
  const Solution solution = solve(program, {0, seconds});
  for (std::size_t n = 0; n < points; ++n)
    out.greedy.push_back(
        best_next(siting, out.greedy, [&](const auto& open) { return travel_of(siting, open); }));
  std::ranges::sort(out.greedy);
  out.greedy_value = travel_of(siting, out.greedy);
  out.open = chosen(solution, siting.sites);
  // Time ran out before anything was found: the greedy answer is one, and the bound says how good.
  if (out.open.size() != points) out.open = out.greedy;
  out.value = travel_of(siting, out.open);
  out.bound = std::clamp(solution.bound * all, 0.0, out.value);
  return out;
}

SitingAnswer coverage(const Siting& siting, double minutes, double share, double seconds) {
  SitingAnswer out;
  std::vector<std::size_t> every(siting.sites);
  std::iota(every.begin(), every.end(), std::size_t{0});
  const double enough = share - small_part;
  if (covered_by(siting, every, minutes) < enough) {
    out.possible = false;
    out.greedy_reached = false;
    return out;
  }
  if (covered_by(siting, {}, minutes) >= enough) return out;
  const double all = whole_need(siting);
  LinearProgram program;
  for (std::size_t j = 0; j < siting.sites; ++j) program.column(0, 1, 1, Values::whole);
  std::vector<LinearProgram::Entry> reached;
  for (std::size_t i = 0; i < siting.need.size(); ++i) {
    if (siting.need[i] <= 0) continue;
    const int z = program.column(0, 1, 0);
    reached.push_back({z, siting.need[i] / all});
    std::vector<LinearProgram::Entry> near{{z, 1.0}};
    for (std::size_t j = 0; j < siting.sites; ++j) {
      if (siting.minutes[i][j] <= minutes) near.push_back({static_cast<int>(j), -1.0});
    }
    program.row(-unlimited, 0, near);
  }
  program.row(enough, unlimited, reached);
  const Solution solution = solve(program, {0, seconds});
  while (covered_by(siting, out.greedy, minutes) < enough)
    out.greedy.push_back(
        best_next(siting, out.greedy, [&](const auto& open) { return -covered_by(siting, open, minutes); }));
  std::ranges::sort(out.greedy);
  out.greedy_value = static_cast<double>(out.greedy.size());
  out.open = chosen(solution, siting.sites);
  if (covered_by(siting, out.open, minutes) < share - 1e-6) out.open = out.greedy;
  out.value = static_cast<double>(out.open.size());
  out.bound = std::min(std::ceil(solution.bound - 1e-6), out.value);
  return out;
}

}  // namespace vuoro::planner
