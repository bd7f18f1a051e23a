#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/time.hpp"

namespace vuoro::api {

enum class RunPhase : std::uint8_t { never, running, done, failed };
/// Who asked for a run: the night, or a leader.
enum class RunCause : std::uint8_t { night, asked };

/// How the last making of a forecast stands.
struct RunState {
  RunPhase phase = RunPhase::never;
  RunCause by = RunCause::night;
  Instant began;
  Instant ended;
  /// Why it failed, one of run_faults; texts forecast.failed.<fault>.
  std::string fault = {};

  friend bool operator==(const RunState&, const RunState&) = default;
};

/// `plan_running`: a plan is being lived in the same place.
enum class RunStart : std::uint8_t { started, running, plan_running, off };

/// Makes forecasts in a process of their own, one at a time. Thread-safe.
class ForecastRuns {
 public:
  ForecastRuns() = default;
  virtual ~ForecastRuns() = default;
  ForecastRuns(const ForecastRuns&) = delete;
  ForecastRuns& operator=(const ForecastRuns&) = delete;

  virtual RunStart start(RunCause by) = 0;
  [[nodiscard]] virtual RunState last() const = 0;
  /// Whether this server makes forecasts at all.
  [[nodiscard]] virtual bool on() const = 0;
};

}  // namespace vuoro::api
