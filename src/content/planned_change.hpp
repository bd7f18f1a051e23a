#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.hpp"
#include "promises/vocabulary.hpp"

namespace vuoro::content {

enum class ChangeKind : std::uint8_t { capacity, desk, demand, digital };
enum class AmountUnit : std::uint8_t { visits_a_week, hours_a_day, percent };
enum class CostPer : std::uint8_t { visit, month };

/// One thing that a plan does otherwise than so far, as people write it: in a file of changes or on a page.
struct PlannedChange {
  struct Cost {
    double euros = 0;
    CostPer per{};
    friend bool operator==(const Cost&, const Cost&) = default;
  };

  ChangeKind kind{};
  std::string team;     ///< Empty is every team, which only demand may be of.
  std::string service;  ///< Of capacity only.
  double amount = 0;    ///< More, or below 0 less.
  AmountUnit unit{};
  std::optional<Day> from;   ///< From the beginning when not given.
  std::optional<Day> until;  ///< The last day; for good when not given.
  std::optional<Cost> cost;

  friend bool operator==(const PlannedChange&, const PlannedChange&) = default;
};

/// What a county has to change.
struct ChangePlaces {
  std::span<const std::string_view> teams;
  std::span<const std::string_view> services;
  Day today;              ///< Only what comes can be changed.
  double open_hours = 0;  ///< Of a desk's day.
};

/// What is wrong with a field of a change. `field` is a member of PlannedChange; `reason` one of "missing",
/// "not-a-choice", "not-here", "too-small", "too-big", "before-today", "before-from"; `limit` what the reason
/// speaks of, where there is one.
struct ChangeFault {
  std::string_view field;
  std::string_view reason;
  std::string limit;
};

/// The one check of what people plan; what only the fitted record can say comes when the plan is lived.
std::vector<ChangeFault> faults_of(const PlannedChange& change, const ChangePlaces& places);

}  // namespace vuoro::content

namespace vuoro::promises {

template <>
struct Words<content::ChangeKind> {
  static constexpr std::array<std::string_view, 4> all = {"capacity", "desk", "demand", "digital"};
};
template <>
struct Words<content::AmountUnit> {
  static constexpr std::array<std::string_view, 3> all = {"visits_a_week", "hours_a_day", "percent"};
};
template <>
struct Words<content::CostPer> {
  static constexpr std::array<std::string_view, 2> all = {"visit", "month"};
};

}  // namespace vuoro::promises
