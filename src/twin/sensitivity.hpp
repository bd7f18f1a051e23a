#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

#include "twin/whatif.hpp"

namespace vuoro::twin {

/// What a forecast rests on.
enum class Assumption : std::uint8_t {
  contacts,     ///< How many come.
  variation,    ///< How much a day's contacts vary, beyond chance.
  growth,       ///< Of contacts: 0.2 percentage points a week more or less, whatever the step.
  desk_speed,   ///< Contacts handled an hour.
  visit_times,  ///< Of care that is not given in published slots: those stand.
  lead,         ///< Wished times that are not today's: a working day later or sooner, whatever the step.
  refused,      ///< Steps refused before any time was booked.
  missed,       ///< Visits to which nobody came.
  cancelled,    ///< Bookings given back, by person or unit.
  given_up      ///< Of those given back, the share that is not booked again.
};
inline constexpr std::size_t assumptions = 10;
/// "desk-speed"
[[nodiscard]] std::string_view word_of(Assumption assumption);
/// Whether its step is a part of it (true), or a fixed amount.
[[nodiscard]] bool goes_by_parts(Assumption assumption);

/// What changes when one assumption is off and all others stand, on the same people.
struct Leaning {
  Assumption assumption{};
  Effect broken_less, broken_more;    ///< Promises of the county in all weeks;
  Effect overdue_less, overdue_more;  ///< at the end.
  /// Half of the 95 % interval that the fit leaves, of the whole county's mean, as a part of it; 0 where the
  /// fit has none.
  double unsure = 0;
};

struct SensitivityPlan {
  int weeks = 12;
  std::uint64_t seed = 1;
  std::uint32_t futures = 40;  ///< Of each; at least 2.
  unsigned threads = 1;
  double step = 0.1;  ///< In (0, 1).
  /// Told after each future how many of all are lived; from any of the threads. May be empty.
  std::function<void(std::uint32_t lived, std::uint32_t all)> told = {};
};

struct Sensitivity {
  Instant from;
  std::uint32_t futures = 0;
  Spread broken;                  ///< With everything as fitted.
  Spread overdue;                 ///< At the end.
  std::vector<Leaning> leanings;  ///< What moves broken promises most is first.
};

/// One assumption at a time, both ways. What they do together, and what the model leaves out, it cannot say.
/// Bit for bit the same whatever the number of threads. Time: 21 × futures × one future.
Sensitivity sensitivity(const LiveCounty& county, const Viewer& viewer, const SensitivityPlan& how);

/// The county as it would be fitted if the assumption were so much (a part, or the sign of a fixed amount)
/// off; `alterations` is added to.
LiveCounty with_assumption(const LiveCounty& county, Assumption assumption, double off,
                           Alterations& alterations);

}  // namespace vuoro::twin
