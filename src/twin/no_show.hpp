#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "twin/probability_score.hpp"
#include "twin/reached_visits.hpp"

namespace vuoro::twin {

/// Ways of telling beforehand who will not come.
enum class NoShowModel : std::uint8_t {
  mean,       ///< The share of the visits it is fitted on, for everybody.
  futures,    ///< What futures draw by: the team's service, times the class of the lead.
  logistic,   ///< The usual baseline: lead, age, sex and weekday in a logistic regression.
  own_record  ///< Classes of lead and age, the team's service, and what the person's earlier visits say.
};
inline constexpr std::array<NoShowModel, 4> no_show_models{NoShowModel::mean, NoShowModel::futures,
                                                           NoShowModel::logistic, NoShowModel::own_record};
/// "own-record"
[[nodiscard]] std::string_view word_of(NoShowModel model);

/// A model's chances of visits that it was not fitted on. The same model gives the same chance for the same
/// visit. O(visits · columns²) to fit.
std::vector<double> told_chances(NoShowModel model, std::span<const ReachedVisit> fitted_on,
                                 std::span<const ReachedVisit> asked);

struct NoShowScore {
  NoShowModel model{};
  double area = 0;
  Interval area_interval;
  Interval beside_logistic;  ///< Of the area less the baseline's.
  double area_later = 0;     ///< Of visits that were not booked for the same day.
  double brier = 0;
  CalibrationLine line;
  std::vector<CalibrationPart> parts;  ///< Ten.
};

struct NoShowGroup {
  std::string kind;  ///< "age", "sex", "language", "lead", "record".
  std::string name;
  Observed came;                 ///< The share that was missed.
  std::array<double, 4> told{};  ///< Mean chance, by model.
  std::array<double, 4> area{};  ///< Within the group, by model.
};

struct NoShowReport {
  std::size_t fitted = 0;
  std::size_t judged = 0;
  double share_fitted = 0;
  double share_judged = 0;
  std::vector<NoShowScore> scores;  ///< By model.
  std::vector<NoShowGroup> groups;  ///< Those with visits, and at least `least_of_group` of them.
};
inline constexpr std::size_t least_of_group = 100;

/// Fits on the first and judges by the second. Errors: "history-thin" when either has fewer than 100 visits,
/// or nobody, or everybody, missed one.
Result<NoShowReport> judge_no_shows(std::span<const ReachedVisit> fitted_on,
                                    std::span<const ReachedVisit> judged_by, std::uint64_t seed);

}  // namespace vuoro::twin
