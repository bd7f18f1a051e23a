#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/ids.hpp"
#include "base/time.hpp"
#include "base/viewer.hpp"
#include "core/state.hpp"

namespace vuoro::measures {

/// What one telephone line's calls came to.
struct LineFigures {
  LineId line;  ///< None in a sum over all.
  std::uint32_t offered = 0;
  std::uint32_t answered = 0;
  std::uint32_t abandoned = 0;  ///< Hung up, neither answered nor asking to be called back.
  std::uint32_t asked = 0;      ///< Asked to be called back.
  std::uint32_t reached_same_day = 0;
  /// From queueing (from the call's arrival where the exchange tells of no queue) to the answer; the lower
  /// middle of an even number. Nothing when nothing was answered.
  std::optional<std::uint32_t> median_wait_s;
};

struct CallFigures {
  std::vector<LineFigures> lines;  ///< Lines with calls, by number.
  LineFigures all;
};

/// Calls that began on the local days [from, until). A call-back is reached within the day when a try reached
/// the caller on the local day of the request, whoever made it. Nothing when the viewer may not read the
/// whole. O(calls log calls).
[[nodiscard]] std::optional<CallFigures> call_figures(const core::State& state, const Viewer& viewer,
                                                      Day from, Day until);

}  // namespace vuoro::measures
