#pragma once

#include <array>
#include <cstddef>
#include <initializer_list>
#include <string_view>

namespace vuoro::exchange {

using Digest = std::array<std::byte, 16>;

/// BLAKE2b-128 over the parts, each with its length before it, so that ("ab","c") and ("a","bc") differ.
/// Pure.
[[nodiscard]] Digest digest_of(std::initializer_list<std::string_view> parts);

}  // namespace vuoro::exchange
