#pragma once

#include <cstdint>
#include <optional>

namespace vuoro::api {

enum class PlanStart : std::uint8_t { started, plan_running, forecast_running, off, refused };

/// How far the plan that is being lived has come.
struct PlanProgress {
  std::uint32_t plan = 0;
  double share = 0;  ///< Of its futures; 0 while what is known is read and fitted.
};

/// Lives plans in a process of their own, one at a time, in the place that forecasts are made in too.
/// Thread-safe.
class PlanRuns {
 public:
  PlanRuns() = default;
  virtual ~PlanRuns() = default;
  PlanRuns(const PlanRuns&) = delete;
  PlanRuns& operator=(const PlanRuns&) = delete;

  /// `refused`: the plan is gone, no draft, or cannot be noted.
  virtual PlanStart start(std::uint32_t plan) = 0;
  /// Ends the run soon. @return Whether this plan was running.
  virtual bool cancel(std::uint32_t plan) = 0;
  [[nodiscard]] virtual std::optional<PlanProgress> running() const = 0;
  /// Whether this server lives plans at all.
  [[nodiscard]] virtual bool on() const = 0;
};

}  // namespace vuoro::api
