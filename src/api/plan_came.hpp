#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "api/plan_kept.hpp"
#include "api/plan_result.hpp"
#include "base/time.hpp"
#include "base/viewer.hpp"

/// What came of a decided plan: the same figures as in its result, as the ledger has them.
namespace vuoro::api {

struct CameSeries {
  std::vector<double> broken;  ///< In each week that is over;
  std::vector<double> queue;   ///< at each week's end; of the county empty;
  std::vector<double> debt;    ///< at each week's end.
  std::optional<Day> zero;     ///< The first midnight without debt; of the county never.
};

struct PlanCame {
  int weeks = 0;  ///< That are over, at least 1.
  CameSeries county;
  std::vector<CameSeries> queues;  ///< As the result has them.
};

/// Reads it from the ledger's State, by the reading that futures are read by. Thread-safe.
class PlansPast {
 public:
  PlansPast() = default;
  virtual ~PlansPast() = default;
  PlansPast(const PlansPast&) = delete;
  PlansPast& operator=(const PlansPast&) = delete;

  /// Null until a week is over.
  virtual std::shared_ptr<const PlanCame> came(const PlanResult& result, const Viewer& viewer) = 0;
};

/// How it came, beside what was foretold.
enum class Verdict : std::uint8_t { better, as_planned, worse };
/// Below, in or above the 80 % band. What is counted is whole, so the ends are rounded outwards.
[[nodiscard]] Verdict verdict_of(double happened, const KeptSpread& foretold);
/// In how many of the weeks that are over what happened lay in the 80 % band.
[[nodiscard]] int weeks_inside(const std::vector<double>& happened, const std::vector<KeptSpread>& foretold);

}  // namespace vuoro::api

namespace vuoro::promises {

template <>
struct Words<api::Verdict> {
  static constexpr std::array<std::string_view, 3> all = {"better", "as_planned", "worse"};
};

}  // namespace vuoro::promises
