#include "calendar/zone.hpp"

#include <date/tz.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <stdexcept>
#include <utility>
#include <vector>

namespace vuoro::calendar {
namespace {

constexpr std::int64_t first_second = std::int64_t{day_of(1992, 1, 1).n} * seconds_per_day;
constexpr std::int64_t last_second = std::int64_t{day_of(2107, 1, 1).n} * seconds_per_day;
/// A bucket is 2^22 s = 48.5 days: shorter than any summer or winter time, so it holds at most one change.
constexpr int bucket_shift = 22;
constexpr std::size_t bucket_count =
    static_cast<std::size_t>(((last_second - first_second) >> bucket_shift) + 1);
constexpr std::int32_t winter_offset = 7200;
constexpr std::int32_t summer_offset = 10800;
/// Keeps every sum and every Day far from overflow; three million years either way.
constexpr std::int64_t furthest_second = 100'000'000'000'000;

struct Change {
  std::int64_t at;
  std::int32_t offset;
};

struct Bucket {
  std::int64_t change = last_second;
  std::int32_t before = winter_offset;
  std::int32_t after = winter_offset;
};
using Table = std::array<Bucket, bucket_count>;

std::int64_t last_sunday_0100_utc(int year, date::month month) {
  const date::sys_days day = date::sys_days{date::year{year} / month / date::Sunday[date::last]};
  return std::int64_t{day.time_since_epoch().count()} * seconds_per_day + 3600;
}

/// date::date-tz reads the compiled zone files only up to their last listed change (2037) and not the rule in
/// their footer, so from 2038 the present rule of directive 2000/84/EC goes on. Were the zone database to end
/// summer time earlier, its last change would lie before 2037 and nothing is added.
void continue_after_2037(std::vector<Change>& changes) {
  if (changes.back().at < last_sunday_0100_utc(2037, date::October)) return;
  for (int year = 2038; year <= 2106; ++year) {
    changes.push_back({last_sunday_0100_utc(year, date::March), summer_offset});
    changes.push_back({last_sunday_0100_utc(year, date::October), winter_offset});
  }
}

std::vector<Change> read_changes() {
  const date::time_zone* const zone = date::locate_zone("Europe/Helsinki");
  std::vector<Change> changes;
  date::sys_seconds at{std::chrono::seconds{first_second}};
  while (at.time_since_epoch().count() < last_second) {
    const date::sys_info info = zone->get_info(at);
    changes.push_back({std::max(std::int64_t{info.begin.time_since_epoch().count()}, first_second),
                       static_cast<std::int32_t>(info.offset.count())});
    at = info.end;
  }
  if (changes.back().at < last_sunday_0100_utc(2025, date::October)) {
    throw std::runtime_error(
        "the zone database has no Europe/Helsinki changes up to 2025: package tzdata is damaged");
  }
  continue_after_2037(changes);
  return changes;
}

Table build_table() {
  const std::vector<Change> changes = read_changes();
  Table table;
  std::size_t next = 0;
  std::int32_t offset = changes.front().offset;
  for (std::size_t i = 0; i < bucket_count; ++i) {
    const std::int64_t end = first_second + (static_cast<std::int64_t>(i + 1) << bucket_shift);
    table[i] = {.change = end, .before = offset, .after = offset};
    if (next < changes.size() && changes[next].at < end) {
      offset = changes[next].offset;
      table[i].change = changes[next].at;
      table[i].after = offset;
      ++next;
    }
  }
  return table;
}

const Table& table() {
  static const Table built = build_table();
  return built;
}

std::int32_t offset_at(std::int64_t second) {
  if (second < first_second || second >= last_second) return winter_offset;
  const Bucket& bucket = table()[static_cast<std::size_t>((second - first_second) >> bucket_shift)];
  return second < bucket.change ? bucket.before : bucket.after;
}

/// The change of offset at or before `second`. Precondition: there is one within a day.
std::int64_t change_before(std::int64_t second) {
  const auto index = static_cast<std::size_t>((second - first_second) >> bucket_shift);
  const Bucket& bucket = table()[index];
  if (bucket.before != bucket.after && bucket.change <= second) return bucket.change;
  return table()[index - 1].change;
}

std::int64_t local_second(Instant instant) {
  const std::int64_t second = std::clamp(instant.s, -furthest_second, furthest_second);
  return second + offset_at(second);
}

std::int64_t floor_days(std::int64_t second) {
  return second >= 0 ? second / seconds_per_day : -((seconds_per_day - 1 - second) / seconds_per_day);
}

}  // namespace

Day local_day(Instant instant) {
  return {static_cast<std::int32_t>(floor_days(local_second(instant)))};
}

int second_of_day(Instant instant) {
  const std::int64_t local = local_second(instant);
  return static_cast<int>(local - floor_days(local) * seconds_per_day);
}

Instant at_local(Day day, int seconds_since_local_midnight) {
  const std::int64_t wall = std::int64_t{day.n} * seconds_per_day + seconds_since_local_midnight;
  const std::int32_t before = offset_at(wall - seconds_per_day);
  const std::int32_t after = offset_at(wall + seconds_per_day);
  if (before == after || offset_at(wall - before) == before) return {wall - before};
  if (offset_at(wall - after) == after) return {wall - after};
  return {change_before(wall - before)};
}

Instant end_of_day(Day day) {
  return at_local(day, seconds_per_day - 1);
}

}  // namespace vuoro::calendar
