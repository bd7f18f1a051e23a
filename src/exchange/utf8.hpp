#pragma once

#include <string_view>

namespace vuoro::exchange {

/// Whether the bytes are well-formed UTF-8 (RFC 3629: no overlong forms, no surrogates, at most U+10FFFF).
/// O(bytes), pure.
[[nodiscard]] bool is_utf8(std::string_view bytes);

}  // namespace vuoro::exchange
