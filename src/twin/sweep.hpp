#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "base/viewer.hpp"
#include "twin/load_scenario.hpp"

/// Many scenarios that differ in a few places, each run many times: cut into units of work that any process
/// on any host can do, with the same result whoever does which.
namespace vuoro::twin {

/// A place of the scenario file and what to try there.
struct Factor {
  std::string path;
  std::vector<Override::Value> values;
};

/// A full factorial: every value of a factor with every value of the others.
struct Design {
  std::filesystem::path scenario;
  std::uint64_t seed = 1;
  std::uint32_t replications = 1;  ///< Of each point; the n-th has the same chance at every point.
  std::uint32_t together = 10;     ///< Replications of one unit of work.
  std::vector<Factor> factors;
  /// Sixteen hexadecimal digits that differ when the design, its scenario or the scenario's promises do.
  std::string mark;
};

inline constexpr std::uint32_t most_points = 100'000;
inline constexpr std::uint32_t most_units = 1'000'000;

/// Reads a design (docs/model.md tells its words). Errors: every fault with file, line and reason; what a
/// point's scenario lacks is found when it is run.
Result<Design, content::ContentErrors> load_design(const std::filesystem::path& file);

[[nodiscard]] std::uint32_t points_of(const Design& design);
[[nodiscard]] std::uint32_t units_of(const Design& design);
/// What the point sets, in the order of factors; the last factor changes fastest. Precondition: n <
/// points_of(design).
[[nodiscard]] std::vector<Override> point_of(const Design& design, std::uint32_t n);

/// Which units a process does: those whose number divided by `of` leaves `nth`.
struct Layout {
  std::uint32_t nth = 0;
  std::uint32_t of = 1;  ///< At least 1; nth < of.

  [[nodiscard]] bool mine(std::uint32_t unit) const { return unit % of == nth; }
};

/// Runs one unit. @return Its file: the design's mark and the quantities, a line of CSV for each replication
/// (point, values of the factors, replication, quantities; numbers that read back to the same bits), and an
/// end, so that a torn file is known. The same bytes on every machine of one kind. Errors: "sweep-point" with
/// what is wrong with the point's scenario; those of run().
Result<std::string> run_unit(const Design& design, std::uint32_t unit, const Viewer& viewer,
                             unsigned threads);

/// Whether these bytes are the unit's whole file.
[[nodiscard]] bool whole_unit(const Design& design, std::uint32_t unit, std::string_view text);

/// All units' files, in their order, as one CSV. Errors: "sweep-columns" when points have different
/// quantities.
Result<std::string> gather(const Design& design, const std::vector<std::string>& units);

}  // namespace vuoro::twin
