#include "exchange/shift.hpp"

#include <fmt/format.h>

#include <optional>

#include "calendar/zone.hpp"
#include "core/words.hpp"

namespace vuoro::exchange {
namespace {

Instant clock_on(Day day, int second) {
  return second == calendar::seconds_per_day ? calendar::at_local(day + 1, 0)
                                             : calendar::at_local(day, second);
}

/// The instant of a clock time, none when the clock skips it that day.
std::optional<Instant> existing(Day day, int second) {
  const Instant at = calendar::at_local(day, second);
  if (calendar::local_day(at) != day || calendar::second_of_day(at) != second) return std::nullopt;
  return at;
}

}  // namespace

SlotShapes shapes_of(const content::County& county) {
  SlotShapes shapes;
  for (const content::SlotType& type : county.slot_types) {
    const auto mode = promises::from_word<core::Mode>(type.mode);
    shapes.emplace(type.code, SlotShape{type.minutes, type.places, mode.value_or(core::Mode::visit)});
  }
  return shapes;
}

Digest Shift::digest() const {
  const std::string rest = fmt::format("{}|{}|{}|{}|{}|{}", day.n, from, until, shape.minutes, shape.places,
                                       promises::word(shape.mode));
  return digest_of({"shift", worker, team, type, room, rest});
}

std::vector<SlotRun> runs_of(const Shift& shift) {
  std::vector<SlotRun> runs;
  const int length = shift.shape.minutes * 60;
  if (length == 0) return runs;
  const Instant close = clock_on(shift.day, shift.until);
  Instant free{};  // when the time before has ended
  for (int second = shift.from; second + length <= shift.until; second += length) {
    const auto begin = existing(shift.day, second);
    if (!begin || *begin < free || *begin + std::chrono::seconds{length} > close) continue;
    if (!runs.empty() && *begin == free) {
      ++runs.back().count;
    } else {
      runs.push_back({*begin, 1});
    }
    free = *begin + std::chrono::seconds{length};
  }
  return runs;
}

std::uint64_t slots_in(const std::vector<SlotRun>& runs) {
  std::uint64_t slots = 0;
  for (const SlotRun& run : runs) slots += run.count;
  return slots;
}

}  // namespace vuoro::exchange
