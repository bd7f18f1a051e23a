#pragma once

#include <optional>

#include "calendar/holidays.hpp"
#include "content/county.hpp"

namespace vuoro::api {

/// When the chat is open next, or still.
struct Opening {
  bool open = false;
  std::optional<Instant> opens;   ///< The next opening, when it is closed now; nothing within a fortnight.
  std::optional<Instant> closes;  ///< When it is open.
};

/// The chat's hours at an instant, by the wall clock of Finland. Pure.
Opening opening_at(const content::Chat& chat, const calendar::Calendar& calendar, Instant now);

}  // namespace vuoro::api
