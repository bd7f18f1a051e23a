#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "base/viewer.hpp"
#include "twin/estimate.hpp"
#include "twin/prepared.hpp"
#include "twin/tally.hpp"

namespace vuoro::twin {

/// How often to run, and when it is enough.
struct Plan {
  std::uint64_t seed = 1;
  std::uint32_t first = 0;          ///< Number of the first replication; 0 when a precision is asked for.
  std::uint32_t replications = 20;  ///< The number, or the least number when a precision is asked for.
  /// Relative half-width of the confidence interval of every watched quantity at which to stop.
  std::optional<double> precision;
  double level = 0.95;
  std::uint32_t most = 10'000;  ///< Replications, whatever the precision.
  unsigned threads = 1;
};

/// Every replication's values, in the order of their numbers.
struct Results {
  std::vector<Quantity> quantities;
  std::vector<std::vector<double>> rows;
  bool precise = true;  ///< The precision asked for was reached.
  std::uint64_t commands = 0;
  std::uint64_t events = 0;

  [[nodiscard]] std::optional<std::size_t> find(std::string_view name) const;
  [[nodiscard]] std::vector<double> column(std::size_t quantity) const;
};

/// Runs replications over threads. The precision is looked at only after `replications`, twice, four times …
/// as many: looking after each would stop too early too often. The same plan gives the same rows, bit for
/// bit, whatever the number of threads. Errors: "twin-refused"; "watch-unknown" when the scenario watches
/// what it does not have.
Result<Results> run(const Prepared& prepared, const Viewer& viewer, const Plan& plan);

/// The rows as CSV: a line for each replication, a column for each quantity, numbers that read back to the
/// same bits.
std::string to_csv(const Results& results);

}  // namespace vuoro::twin
