#pragma once

#include <optional>
#include <string_view>

#include "base/time.hpp"

/// Days and instants as requests write them. Pure.
namespace vuoro::api {

/// "2026-11-25"; nothing for anything else.
[[nodiscard]] std::optional<Day> read_day(std::string_view text);

/// "2026-11-25T09:20:00Z", with or without milliseconds; nothing for anything else.
[[nodiscard]] std::optional<Instant> read_instant(std::string_view text);

}  // namespace vuoro::api
