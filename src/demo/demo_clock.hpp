#pragma once

#include <atomic>
#include <functional>
#include <memory>

#include "base/time.hpp"

namespace vuoro::demo {

/// The clock of a driver that a demo county is made with: it shows the simulated time, so that two runs
/// record the same instants. Copies show the same time. Thread-safe.
class DemoClock {
 public:
  explicit DemoClock(Instant now) : seconds_(std::make_shared<std::atomic<std::int64_t>>(now.s)) {}

  void set(Instant now) { seconds_->store(now.s); }
  [[nodiscard]] Instant now() const { return {seconds_->load()}; }
  /// For live::Driver::Options::clock; may outlive this object.
  [[nodiscard]] std::function<Instant()> reader() const {
    return [seconds = seconds_] { return Instant{seconds->load()}; };
  }

 private:
  std::shared_ptr<std::atomic<std::int64_t>> seconds_;
};

}  // namespace vuoro::demo
