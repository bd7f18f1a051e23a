#pragma once

#include <cstddef>

#include "base/result.hpp"
#include "live/driver.hpp"

namespace vuoro::app {

/// What came of a round of forgetting.
struct Forgotten {
  std::size_t answers = 0;
  bool clean = true;  ///< No reader holds an old view of them; else ask again later.
};

/// Erases the answers of navigators whose code ran out at `since` or later and before now, opened or not.
/// What is erased already is passed over, so a round that a crash has cut short is simply done again. Some at
/// a time, on the writer's thread between batches: commits wait for one portion at most. Errors: the
/// ledger's.
Result<Forgotten> forget_answers(live::Driver& driver, Instant since);

/// Does so once an hour of the driver's clock, and at the beginning once for all that ever ran out: a ledger
/// brought back from a backup has answers again that were erased after it was made. For one thread.
class ForgetRun {
 public:
  /// It must outlive it.
  explicit ForgetRun(live::Driver& driver) : driver_(driver) {}
  void look();

 private:
  live::Driver& driver_;
  Instant since_{};   ///< Everything that ran out before is erased.
  Instant looked_{};  ///< When the last round began.
};

}  // namespace vuoro::app
