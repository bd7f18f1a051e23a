#pragma once

#include <gtest/gtest.h>

#include <filesystem>

#include "calendar/zone.hpp"
#include "content/load_calendar.hpp"
#include "content/load_rules.hpp"
#include "promises/evaluate.hpp"

namespace vuoro::promises {

inline std::filesystem::path county_pack() {
  return std::filesystem::path{VUORO_SOURCE_DIR} / "content" / "vantaa-kerava";
}

/// The pack that ships, loaded once.
inline const RulePack& shipped_rules() {
  static const RulePack pack = [] {
    auto loaded = content::load_rules(county_pack());
    if (!loaded) throw std::runtime_error(content::to_string(loaded.error()));
    return std::move(loaded).value();
  }();
  return pack;
}

inline const calendar::Calendar& shipped_calendar() {
  static const calendar::Calendar built = [] {
    auto loaded = content::load_calendar(county_pack());
    if (!loaded) throw std::runtime_error(content::to_string(loaded.error()));
    return std::move(loaded).value();
  }();
  return built;
}

inline const Rule& rule(std::string_view code) {
  const Rule* const found = shipped_rules().find(code);
  if (found == nullptr) throw std::runtime_error("no rule " + std::string{code});
  return *found;
}

/// A wall time in Finland; noon when not told.
inline Instant at(int year, unsigned month, unsigned day, int hour = 12, int minute = 0) {
  return calendar::at_local(day_of(year, month, day), hour * 3600 + minute * 60);
}
inline Instant end_of(int year, unsigned month, unsigned day) {
  return calendar::end_of_day(day_of(year, month, day));
}

/// Circumstances in which nothing but age and date can stop the rule.
inline Circumstances fitting(const Rule& of, Instant start, std::optional<std::uint8_t> age) {
  return {.domains = of.applies_in, .facts = of.needs, .age = age, .start = start};
}

}  // namespace vuoro::promises
