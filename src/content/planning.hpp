#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "content/content_error.hpp"
#include "promises/rule.hpp"

/// How a county wants times proposed for all who wait at once (content/<pack>/planning.toml;
/// docs/planner.md).
namespace vuoro::content {

struct County;

/// Whoever meets every condition that is given.
struct ProtectedGroup {
  std::string code;
  promises::Translated name;
  std::optional<std::uint8_t> age_from;
  std::optional<std::uint8_t> age_below;
  bool interpreter = false;            ///< Needs one.
  std::vector<std::string> languages;  ///< ISO 639 codes; empty = any.
  std::vector<std::string> areas;      ///< Empty = any.
  std::uint16_t weight_percent = 100;  ///< Of a member's points.
  std::string source;                  ///< Who decided it, where.
};

struct Planning {
  enum class Protection : std::uint8_t { order, weights };
  /// In the order of planner::Points.
  struct Points {
    std::uint32_t promise = 0, late_day = 0, wait_day = 0, unplaced = 0, stranger = 0, other_language = 0,
                  other_unit = 0, travel_ten_minutes = 0;
  };
  std::uint16_t days_ahead = 28;
  Protection protection = Protection::order;
  Points points;
  std::vector<ProtectedGroup> groups;  ///< The first protected first.
};

/// Reads planning.toml of the pack; nothing when the pack has none. Faults: unknown keys, figures out of
/// range, a group without a condition or with an age span of nobody, areas that the county does not have.
[[nodiscard]] Result<std::optional<Planning>, ContentErrors> load_planning(const std::filesystem::path& pack,
                                                                           const County& county);

}  // namespace vuoro::content
