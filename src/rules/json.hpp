#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"
#include "rules/value.hpp"

namespace vuoro::rules {

/// Strict JSON (RFC 8259) into FEEL values: numbers keep their decimal digits, objects become contexts.
/// Errors: "json-invalid" with the byte; nesting over 200 is one of them. Boost.JSON, used elsewhere, gives
/// numbers as doubles only.
Result<Value> from_json(std::string_view text);

/// Numbers as JSON numbers, dates, times, durations and ranges as text in FEEL's form, functions as null.
std::string to_json(const Value& value);

}  // namespace vuoro::rules
