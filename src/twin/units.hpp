#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/time.hpp"

namespace vuoro::twin {

/// "4.5 min" → 4.5; s, min, h and d (24 h). Nothing when it is no such text, negative or not finite.
std::optional<double> parse_minutes(std::string_view text);

/// "4.5 per min" → 4.5 a minute; per s, min, h or d.
std::optional<double> parse_rate(std::string_view text);

/// "2026-05-20".
std::string iso(Day day);

}  // namespace vuoro::twin
