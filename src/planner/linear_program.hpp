#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

/// A linear program, partly in whole numbers, and the one door to the solver behind it (COIN-OR's CBC and
/// CLP). Private to the planner. Another solver would be another file.
namespace vuoro::planner {

inline constexpr double unlimited = std::numeric_limits<double>::infinity();

enum class Values : std::uint8_t { real, whole };

/// Least Σ cost · x with lower <= x <= upper, and each row's sum between its limits.
class LinearProgram {
 public:
  struct Entry {
    int column;
    double factor;
  };

  /// @return Its number.
  int column(double lower, double upper, double cost, Values values = Values::real);
  void row(double lower, double upper, std::span<const Entry> entries);
  void cost(int column, double cost) { costs_[at(column)] = cost; }
  void bounds(int column, double lower, double upper);

  /// Whole numbers are no longer asked for.
  void relax() { std::ranges::fill(values_, Values::real); }

  [[nodiscard]] int columns() const { return static_cast<int>(costs_.size()); }
  [[nodiscard]] int rows() const { return static_cast<int>(row_lower_.size()); }

 private:
  friend class Coin;
  static std::size_t at(int column) { return static_cast<std::size_t>(column); }

  std::vector<double> lower_, upper_, costs_;
  std::vector<Values> values_;
  std::vector<double> row_lower_, row_upper_;
  std::vector<std::size_t> row_starts_{0};
  std::vector<Entry> entries_;
};

struct Effort {
  double gap = 0.005;    ///< Good enough: within this share of the best. 0 = the best.
  double seconds = 600;  ///< Processor time at most.
};

enum class Found : std::uint8_t {
  best,        ///< Proven, within Effort::gap.
  some,        ///< Time ran out; cost and bound say how far it may be from the best.
  impossible,  ///< Nothing keeps every row.
  nothing      ///< Time ran out before anything was found.
};

struct Solution {
  Found found = Found::nothing;
  double cost = 0;
  double bound = 0;  ///< Nothing costs less.
  std::vector<double> values;
};

[[nodiscard]] Solution solve(const LinearProgram& program, const Effort& effort);

}  // namespace vuoro::planner
