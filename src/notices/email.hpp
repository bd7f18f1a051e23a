#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "notices/sender.hpp"

namespace vuoro::notices {

/// Whether an SMTP server can be asked to deliver to it as it stands: one '@', printable ASCII without
/// blanks, quotes or brackets, at most 254 bytes. Nothing that could end a header line or add a recipient.
[[nodiscard]] bool is_address(std::string_view text);

/// A header's text: as it is when plain, otherwise RFC 2047 words of at most 75 bytes, folded, never cut
/// inside a letter.
[[nodiscard]] std::string header_text(std::string_view text);

/// "Wed, 25 Nov 2026 07:20:00 +0000" (RFC 5322).
[[nodiscard]] std::string header_date(Instant at);

/// The message's headers, without line ends: From, To, Subject, Date, Message-ID, Content-Language and
/// Auto-Submitted (RFC 3834: so that no machine answers).
[[nodiscard]] std::vector<std::string> headers(const Envelope& envelope, std::string_view from);

/// "+358401234567" of "040 123 4567"; empty when it is no telephone number.
[[nodiscard]] std::string phone_number(std::string_view text);

}  // namespace vuoro::notices
