#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "content/toml_reader.hpp"
#include "promises/rule.hpp"

namespace vuoro::content {

/// The lines of counting.toml [roll_forward] that rules refer to.
using RollLines = std::vector<std::pair<std::string, promises::Roll>>;

/// A rule with the places of its parts, so that later checks can name a line.
struct ReadRule {
  promises::Rule rule;
  Place place;
  std::vector<Place> version_places;
};

/// { n = 7, unit = "calendar_day" }, a count of days, weeks or months. Faults go to the errors of `fields`.
std::optional<promises::Limit> read_counted_limit_at(Fields& fields, std::string_view key,
                                                     Presence presence = Presence::optional);

/// Reads one [[rule]]; faults go to the errors of `fields` and leave defaults behind.
ReadRule read_rule(Fields fields, const RollLines& rolls);

/// What only the whole shows: versions that overlap or leave gaps, codes used twice, too many rules on one
/// event.
void check_rules(const std::vector<ReadRule>& rules, ContentErrors& errors);

}  // namespace vuoro::content
