#pragma once

#include <atomic>
#include <cstdint>

namespace vuoro::app {

enum class RunUse : std::uint8_t { none, forecast, plan };

/// The one place in which this server lives futures: forecasts and plans take turns. Thread-safe.
class RunPlace {
 public:
  /// @return Who has it already, or none when it is now taken for `use`.
  RunUse take(RunUse use) {
    RunUse free = RunUse::none;
    return use_.compare_exchange_strong(free, use) ? RunUse::none : free;
  }
  void leave() { use_ = RunUse::none; }

 private:
  std::atomic<RunUse> use_{RunUse::none};
};

}  // namespace vuoro::app
