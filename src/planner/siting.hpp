#pragma once

#include <cstddef>
#include <vector>

/// Where points should stand: the fewest minutes with so many of them (p-median), the fewest points that
/// reach so many (coverage). Solved to a proven gap, with a greedy answer beside it. Pure.
namespace vuoro::planner {

struct Siting {
  std::size_t sites = 0;
  std::vector<double> need;                  ///< Of each place where people live.
  std::vector<std::vector<double>> minutes;  ///< By place and site.
};

struct SitingAnswer {
  std::vector<std::size_t> open;    ///< Rising; empty when nothing keeps what was asked.
  double value = 0;                 ///< Minutes of all needs together, or the number of points.
  double bound = 0;                 ///< Nothing does better.
  std::vector<std::size_t> greedy;  ///< One site after the other, each the best at its turn.
  double greedy_value = 0;
  bool greedy_reached = true;
  bool possible = true;

  [[nodiscard]] double gap() const { return value > 0 ? (value - bound) / value : 0; }
};

/// @param points From 1 to Siting::sites.
SitingAnswer p_median(const Siting& siting, std::size_t points, double seconds);

/// The fewest sites so that `share` of the need is within `minutes`.
SitingAnswer coverage(const Siting& siting, double minutes, double share, double seconds);

/// Minutes of all needs together when these are open; infinite when none is.
double travel_of(const Siting& siting, const std::vector<std::size_t>& open);
/// The share of the need within the minutes when these are open; 1 when nobody needs anything.
double covered_by(const Siting& siting, const std::vector<std::size_t>& open, double minutes);

}  // namespace vuoro::planner
