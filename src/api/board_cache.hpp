#pragma once

#include <array>
#include <memory>
#include <mutex>
#include <vector>

#include "base/viewer.hpp"
#include "live/driver.hpp"
#include "measures/board.hpp"
#include "measures/debts.hpp"

namespace vuoro::api {

/// The board's figures at one moment.
struct BoardFigures {
  Instant at;
  std::uint64_t seq = 0;
  std::vector<measures::BoardLine> lines;
  std::array<measures::Debt, 3> debts;
};

/// Counts the board at most once a second, however many look. The figures are the same for everyone who may
/// see them; whether the viewer may is asked each time. Thread-safe.
class BoardCache {
 public:
  /// Nothing when the viewer may not see them.
  std::shared_ptr<const BoardFigures> figures(const live::Driver& driver, const Viewer& viewer);

 private:
  std::mutex mutex_;
  std::shared_ptr<const BoardFigures> kept_;
};

}  // namespace vuoro::api
