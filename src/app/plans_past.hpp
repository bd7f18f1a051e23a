#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <tuple>

#include "api/plan_came.hpp"
#include "core/state.hpp"
#include "live/driver.hpp"

namespace vuoro::app {

/// What came of plans, by the twin's one reading of what happened. What is over does not change, so a week is
/// read once.
class PlansPast final : public api::PlansPast {
 public:
  explicit PlansPast(const live::Driver& driver) : driver_(driver) {}

  std::shared_ptr<const api::PlanCame> came(const api::PlanResult& result, const Viewer& viewer) override;

 private:
  const live::Driver& driver_;
  std::mutex mutex_;
  using Key = std::tuple<std::uint32_t, std::uint32_t, int>;  ///< Plan, what was lived, weeks that are over.
  std::map<Key, std::shared_ptr<const api::PlanCame>> known_;
};

/// The same of a State, for so many weeks that are over.
api::PlanCame came_of(const api::PlanResult& result, const core::State& state, const Viewer& viewer,
                      int weeks);

}  // namespace vuoro::app
