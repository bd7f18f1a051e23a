#pragma once

#include <string>
#include <string_view>

#include "base/time.hpp"

/// iCalendar as text (RFC 5545).
namespace vuoro::api::ics {

/// Text as a value wants it: backslash, semicolon, comma and line ends escaped.
std::string escaped(std::string_view text);

/// "20261125T092000Z".
std::string basic(Instant at);

/// Adds a line of at most 75 octets, folded between letters (§3.1).
void line(std::string& out, std::string_view text);

}  // namespace vuoro::api::ics
