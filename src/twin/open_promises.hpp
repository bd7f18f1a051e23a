#pragma once

#include <atomic>
#include <cstdint>
#include <vector>

#include "base/viewer.hpp"
#include "core/state.hpp"

namespace vuoro::twin {

/// How likely a promise that runs now is to be broken.
struct PromiseChance {
  PromiseId promise;
  MatterId matter;
  double chance = 0;  ///< Share of futures in which it was not kept when it fell due.
};

/// Counts, for each promise of a State that runs and falls due in a span, in how many futures of that State
/// it is broken. Four bytes a promise, however many futures. see() may be called from many threads; the order
/// of calls changes nothing.
class OpenPromises {
 public:
  /// Promises due in [from, until). What was due before is broken already, and what falls due later is not
  /// decided by then: neither is counted. None for a viewer that may not see the whole. O(promises).
  OpenPromises(const core::State& now, const Viewer& viewer, Instant from, Instant until);

  /// `future` must have lived until the span's end. O(counted promises).
  void see(const core::State& future, const Viewer& viewer);

  /// By number. `futures`: how many were seen; above 0.
  [[nodiscard]] std::vector<PromiseChance> chances(std::uint32_t futures) const;

 private:
  struct Watched {
    PromiseId promise;
    MatterId matter;
  };
  std::vector<Watched> watched_;
  std::vector<std::atomic<std::uint32_t>> broken_;
};

}  // namespace vuoro::twin
