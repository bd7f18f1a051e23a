#pragma once

#include <cstdint>
#include <vector>

#include "base/time.hpp"
#include "calendar/holidays.hpp"
#include "twin/belief.hpp"

namespace vuoro::twin {

/// One wait at a desk.
struct Turn {
  Instant joined;
  Instant touched;  ///< When somebody turned to it; 0 = nobody has yet.
};

/// The busy stretches of one day: how long they were in office hours, and to how many somebody turned in
/// them.
struct BusyDay {
  Day day;
  double hours = 0;
  std::uint32_t handled = 0;
};

/// A stretch is busy from the moment when a quarter of an hour's work waits until half of that is left, or
/// the office closes. Both ends are told by what has happened so far (stopping times), so the number handled
/// is on average the speed times the length, whatever the load (Wald). Hours chosen because somebody waited
/// in all of them would be the slow ones. Who is turned to within a minute has not waited, but takes a place
/// in a busy stretch. A matter that nobody has turned to although others that came two weeks later have had
/// their turn is not waiting for the desk. Order of `turns` does not matter. O(n log n).
std::vector<BusyDay> busy_days(const calendar::Calendar& calendar, std::vector<Turn> turns, Day first,
                               Day end);

/// What busy days say of a desk.
struct DeskSpeed {
  double handled = 0;
  double hours = 0;
  double dispersion = 1;  ///< Variance over mean of a day's number handled; below 1 when days are much alike.
  double day_to_day = 0;  ///< Deviation of a day's speed, as a part of the mean.

  [[nodiscard]] double per_hour() const { return hours > 0 ? handled / hours : 0; }
};
DeskSpeed speed_of(const std::vector<BusyDay>& days);

/// One day's number handled against what its desk's speed gives in its busy hours, in deviations of its days.
struct DayOff {
  Day day;
  double deviations = 0;
};

/// How alike neighbouring working days of the county's desks are: whoever is ill today is mostly ill
/// tomorrow. Pairs of neighbouring working days of all desks give the lag-one correlation, corrected for the
/// mean having been estimated from the same days (Marriott & Pope 1954: its expectation is rho - (1 + 4
/// rho)/n). Each day also counts its own chance, which no neighbour shares: what is found is a lower bound of
/// how long absences last.
class Persistence {
 public:
  /// One desk's days, by day. Desks with fewer than eight pairs say nothing.
  void add(const calendar::Calendar& calendar, const std::vector<DayOff>& days);
  [[nodiscard]] std::uint32_t pairs() const { return pairs_; }
  /// As Fisher's z, drawn towards 0 by a prior of deviation 0.3: nothing else when there were no pairs.
  [[nodiscard]] Known z() const;

 private:
  double xx_ = 0, xy_ = 0, yy_ = 0;
  std::uint32_t pairs_ = 0;
  std::uint32_t desks_ = 0;
};

}  // namespace vuoro::twin
