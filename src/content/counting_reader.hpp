#pragma once

#include "calendar/holidays.hpp"
#include "content/pack_folders.hpp"
#include "content/rule_reader.hpp"

namespace vuoro::content {

/// What counting.toml says.
struct Counting {
  calendar::CalendarParameters parameters;
  RollLines rolls;
};

/// counting.toml of the last pack that has one (a county's own goes before the law pack's).
Counting read_counting(const std::vector<PackFolder>& packs, ContentErrors& errors);

}  // namespace vuoro::content
