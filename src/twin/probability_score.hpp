#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace vuoro::twin {

/// How chances that were told beforehand came out. All spans of one call are of equal length; outcomes are 0
/// or 1.

/// How often of two visits, one missed and one not, the missed one had the larger chance; ties count a half
/// (the area under the ROC curve, Hanley & McNeil 1982). `weights`: how often each counts; empty: once.
/// 0.5 when one of the outcomes never was. O(n log n).
double area_under_roc(std::span<const double> chances, std::span<const std::uint8_t> outcomes,
                      std::span<const std::uint32_t> weights = {});

/// Mean of (chance − outcome)² (Brier 1950). 0 for none.
double brier(std::span<const double> chances, std::span<const std::uint8_t> outcomes);

/// Share k of n with Wilson's 95 % interval (1927).
struct Observed {
  std::size_t n = 0;
  double share = 0;
  double low = 0;
  double high = 1;
};
Observed observed(std::size_t k, std::size_t n);

/// What was told and what came.
struct CalibrationPart {
  double told = 0;  ///< Mean chance.
  Observed came;
};
/// As many parts of equal size, in the order of their chances; fewer when there are fewer visits. Equal
/// chances are never parted. O(n log n).
std::vector<CalibrationPart> calibration(std::span<const double> chances,
                                         std::span<const std::uint8_t> outcomes, std::size_t parts);

/// Slope and intercept of a logistic regression of the outcome on the chance's logit (Cox 1958): 1 and 0 when
/// calibrated; a slope below 1 says that chances lie too far apart. Both 0 when one of the outcomes never
/// was.
struct CalibrationLine {
  double slope = 0;
  double intercept = 0;
};
CalibrationLine calibration_line(std::span<const double> chances, std::span<const std::uint8_t> outcomes);

/// 95 % interval by the bootstrap over clusters (whose members are not independent): percentiles of 200
/// draws. The same seed gives the same interval. O(200 n), after one sorting.
struct Interval {
  double low = 0;
  double high = 0;
};
/// Of area(a) − area(b); of area(a) alone when `b` is empty.
Interval area_interval(std::span<const double> a, std::span<const double> b,
                       std::span<const std::uint8_t> outcomes, std::span<const std::uint32_t> clusters,
                       std::uint64_t seed);

}  // namespace vuoro::twin
