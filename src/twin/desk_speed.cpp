#include "twin/desk_speed.hpp"

#include <algorithm>
#include <cmath>

#include "calendar/zone.hpp"

namespace vuoro::twin {

namespace {

constexpr std::int64_t at_once_s = 60;
constexpr std::int64_t passed_over_s = 14 * 86'400;
constexpr double most_dispersion = 50;
constexpr double least_dispersion = 0.05;
constexpr std::uint32_t least_pairs = 8;  ///< Of one desk.
constexpr double prior_z = 0.3;
constexpr double most_correlation = 0.95;

/// What changes the number of those who wait.
struct Change {
  std::int64_t at = 0;
  int waiting = 0;  ///< +1 or −1; 0 for somebody who did not wait.
  bool handled = false;
};

bool at_once(const Turn& turn) {
  return turn.touched.s != 0 && turn.touched.s - turn.joined.s < at_once_s;
}

std::vector<Change> changes_of(const std::vector<Turn>& turns) {
  std::int64_t newest = 0;  // Of those who waited and had their turn: when they joined.
  for (const Turn& turn : turns) {
    if (turn.touched.s != 0 && !at_once(turn)) newest = std::max(newest, turn.joined.s);
  }
  std::vector<Change> changes;
  changes.reserve(2 * turns.size());
  for (const Turn& turn : turns) {
    const bool passed_over = turn.touched.s == 0 && turn.joined.s + passed_over_s < newest;
    if (passed_over) continue;
    if (at_once(turn)) {
      changes.push_back({turn.touched.s, 0, true});
      continue;
    }
    changes.push_back({turn.joined.s, 1, false});
    if (turn.touched.s != 0) changes.push_back({turn.touched.s, -1, true});
  }
  std::ranges::sort(changes, {}, [](const Change& c) { return std::pair(c.at, c.waiting); });
  return changes;
}

/// One reading of all days with a given quarter of an hour's work.
class Reading {
 public:
  Reading(const std::vector<Change>& changes, int quarter)
      : changes_(changes), begins_(std::max(2, quarter)), ends_(std::max(1, quarter / 2)) {}

  BusyDay day(Day day, std::int64_t open, std::int64_t close) {
    for (; next_ < changes_.size() && changes_[next_].at < open; ++next_) waiting_ += changes_[next_].waiting;
    BusyDay found{day, 0, 0};
    std::int64_t since = waiting_ >= begins_ ? open : -1;
    for (; next_ < changes_.size() && changes_[next_].at < close; ++next_) {
      const Change& change = changes_[next_];
      waiting_ += change.waiting;
      if (since >= 0 && change.handled) ++found.handled;
      if (since < 0 && waiting_ >= begins_) since = change.at;
      if (since >= 0 && waiting_ < ends_) {
        found.hours += static_cast<double>(change.at - since) / 3600;
        since = -1;
      }
    }
    if (since >= 0) found.hours += static_cast<double>(close - since) / 3600;
    return found;
  }

 private:
  const std::vector<Change>& changes_;
  std::size_t next_ = 0;
  std::int64_t waiting_ = 0;
  int begins_;
  int ends_;
};

std::vector<BusyDay> read(const calendar::Calendar& calendar, const std::vector<Change>& changes, int quarter,
                          Day first, Day end) {
  const calendar::OfficeHours hours = calendar.parameters().office;
  Reading reading(changes, quarter);
  std::vector<BusyDay> days;
  for (Day day = first; day < end; day = day + 1) {
    if (!calendar.is_working_day(day)) continue;
    const BusyDay one =
        reading.day(day, calendar::at_local(day, hours.open_s).s, calendar::at_local(day, hours.close_s).s);
    if (one.hours > 0) days.push_back(one);
  }
  return days;
}

}  // namespace

std::vector<BusyDay> busy_days(const calendar::Calendar& calendar, std::vector<Turn> turns, Day first,
                               Day end) {
  const auto changes = changes_of(turns);
  turns.clear();
  const auto roughly = speed_of(read(calendar, changes, 2, first, end));
  const int quarter = static_cast<int>(std::min(1e6, std::ceil(roughly.per_hour() / 4)));
  return read(calendar, changes, quarter, first, end);
}

DeskSpeed speed_of(const std::vector<BusyDay>& days) {
  DeskSpeed speed;
  for (const BusyDay& one : days) {
    speed.handled += one.handled;
    speed.hours += one.hours;
  }
  const auto n = static_cast<double>(days.size());
  if (n < 3 || speed.handled <= 0) return speed;
  double squares = 0;
  double expected_squares = 0;
  for (const BusyDay& one : days) {
    const double expected = speed.per_hour() * one.hours;
    squares += (one.handled - expected) * (one.handled - expected);
    expected_squares += expected * expected;
  }
  squares *= n / (n - 1);
  // The deviation is known from few days itself: as wide as Student's t with n − 1 degrees.
  const double wide = (n - 1) / std::max(1.0, n - 3);
  speed.dispersion = std::clamp(wide * squares / speed.handled, least_dispersion, most_dispersion);
  speed.day_to_day = std::sqrt(squares / expected_squares);
  return speed;
}

void Persistence::add(const calendar::Calendar& calendar, const std::vector<DayOff>& days) {
  double xx = 0, xy = 0, yy = 0;
  std::uint32_t pairs = 0;
  for (std::size_t i = 1; i < days.size(); ++i) {
    if (calendar.add_working_days(days[i - 1].day, 1) != days[i].day) continue;
    const double x = days[i - 1].deviations;
    const double y = days[i].deviations;
    xx += x * x, xy += x * y, yy += y * y;
    ++pairs;
  }
  if (pairs < least_pairs) return;
  xx_ += xx, xy_ += xy, yy_ += yy;
  pairs_ += pairs;
  ++desks_;
}

Known Persistence::z() const {
  if (pairs_ == 0 || xx_ <= 0 || yy_ <= 0) return {0, prior_z};
  const double each = static_cast<double>(pairs_) / desks_;
  const double found = xy_ / std::sqrt(xx_ * yy_);
  const double rho = std::clamp((found + 1 / each) / (1 - 4 / each), -most_correlation, most_correlation);
  const double variance = 1.0 / (pairs_ - 3);
  const double prior = prior_z * prior_z;
  return {std::atanh(rho) * prior / (prior + variance), std::sqrt(prior * variance / (prior + variance))};
}

}  // namespace vuoro::twin
