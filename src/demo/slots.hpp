#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <vector>

#include "calendar/holidays.hpp"

namespace vuoro::demo {

/// The visits that one team can give of one service, by working day. Small on purpose: no rooms, no rotas.
class Slots {
 public:
  /// `per_day` visits on the mean working day; fractions spread over days. Days from `first` on.
  Slots(double per_day, Day first, const calendar::Calendar& calendar)
      : per_day_(per_day), first_(first), calendar_(&calendar) {}

  struct Slot {
    Day day;
    std::uint16_t position = 0;  ///< 0, 1, … on that day.
  };
  /// The first free one of [from, last], taken. O(days).
  std::optional<Slot> take(Day from, Day last) {
    for (Day day = from; day <= last; day = day + 1) {
      if (!calendar_->is_working_day(day)) continue;
      std::uint16_t& used = used_on(day);
      if (used < capacity(day)) return Slot{day, used++};
    }
    return std::nullopt;
  }
  /// Somebody gave their time back.
  void give_back(Day day) {
    std::uint16_t& used = used_on(day);
    if (used > 0) --used;
  }

 private:
  [[nodiscard]] std::int64_t capacity(Day day) const {
    const double n = calendar_->working_days_between(first_, day);
    return static_cast<std::int64_t>((n + 1) * per_day_) - static_cast<std::int64_t>(n * per_day_);
  }
  std::uint16_t& used_on(Day day) {
    const auto index = static_cast<std::size_t>(std::max(0, day - first_));
    if (used_.size() <= index) used_.resize(index + 1);
    return used_[index];
  }

  double per_day_;
  Day first_;
  const calendar::Calendar* calendar_;
  std::vector<std::uint16_t> used_;
};

}  // namespace vuoro::demo
