#pragma once

#include <filesystem>

#include "base/result.hpp"
#include "calendar/holidays.hpp"
#include "content/content_error.hpp"

namespace vuoro::content {

/// Builds the calendar of a pack: holidays.toml and counting.toml (opening hours, eves) of the included law
/// pack, and school-calendar.toml of the pack. Later packs go before included ones. Same conventions as
/// load_rules.
Result<calendar::Calendar, ContentErrors> load_calendar(const std::filesystem::path& pack_dir);

}  // namespace vuoro::content
