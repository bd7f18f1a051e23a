#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace vuoro::net {

/// True for a non-empty token of RFC 9110 §5.6.2 (method and header names).
bool is_token(std::string_view text);
/// ASCII letters compared without case.
bool same_letters(std::string_view a, std::string_view b);
/// Without spaces and tabs at both ends.
std::string_view trimmed(std::string_view text);
/// What stands before the first `separator`; `text` keeps what follows it ("" at the end).
std::string_view cut_before(std::string_view& text, char separator);

enum class PlusSign : unsigned char { itself, space };
/// Percent-decodes once. Nothing when a '%' is not followed by two hex digits.
std::optional<std::string> percent_decoded(std::string_view text, PlusSign plus);

}  // namespace vuoro::net
