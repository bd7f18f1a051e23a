#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "base/time.hpp"
#include "content/content_error.hpp"

/// Parts of the year in which more or less comes and is done than otherwise (content/<pack>/season.toml;
/// docs/model.md, "Parts of the year").
namespace vuoro::content {

/// Of every year; the last day belongs to it. One that ends before it begins goes over the new year.
struct PartOfYear {
  std::string code;
  std::uint16_t first = 101;  ///< Month times 100 and day.
  std::uint16_t last = 1231;  ///< The same.
  double contacts = 0;        ///< Part more (or, below 0, less) than otherwise; above -1.
  double contacts_doubt = 0;  ///< Two times in three the contacts lie within such a part of it; above 0.
  double desks = 0;           ///< Of a desk's speed.
  double visits = 0;          ///< Of visit times that are not published as shifts.
  std::string source;         ///< Who says so, where.

  [[nodiscard]] bool holds(Day day) const;
};

/// No two parts share a day.
using Season = std::vector<PartOfYear>;

/// Reads season.toml of the pack; empty when the pack has none. Faults: unknown keys, days that no year has,
/// figures out of range, parts that share a day.
[[nodiscard]] Result<Season, ContentErrors> load_season(const std::filesystem::path& pack);

}  // namespace vuoro::content
