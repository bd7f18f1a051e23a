#pragma once

#include <boost/json/fwd.hpp>
#include <cstddef>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace vuoro::net {

/// Budgets of one JSON text.
struct JsonLimits {
  std::size_t bytes = 1024UL * 1024;
  std::size_t depth = 32;        ///< nested arrays and objects
  std::size_t members = 1'000;   ///< per object
  std::size_t values = 100'000;  ///< in the whole text
};

/// Why a text is not taken. `code` is stable: "json-too-big", "json-too-deep", "json-too-many-members",
/// "json-too-many-values", "json-bom", "json-not-utf8", "json-surrogate", "json-duplicate-key",
/// "json-number-range", "json-trailing", "json-incomplete", "json-syntax".
struct JsonFault {
  std::string code;
  std::size_t offset = 0;    ///< byte at which reading stopped
  std::string pointer = {};  ///< for a duplicate key: its JSON Pointer (RFC 6901)
};

/// Reads one JSON value (RFC 8259), strictly: UTF-8 without BOM, no duplicate keys, no lone surrogates, no
/// trailing text, finite numbers. "\u0000" in a string is JSON and is taken here; a text field refuses it by
/// name (Fields). Integers keep 64 bits, signed or unsigned; everything else is double (-0 reads as integer
/// 0). O(bytes), no recursion.
Result<boost::json::value, JsonFault> read_json(std::string_view text, const JsonLimits& limits = {});

/// True for well-formed UTF-8 (no overlongs, surrogates or values above U+10FFFF).
bool is_utf8(std::string_view text);
/// How many bytes at the front are well-formed UTF-8.
std::size_t utf8_prefix(std::string_view text);

}  // namespace vuoro::net
