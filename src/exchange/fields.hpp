#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"
#include "base/time.hpp"
#include "core/vocabulary.hpp"
#include "exchange/csv_reader.hpp"

/// Reading of single fields; faults name the column and show the value, clipped.
namespace vuoro::exchange {

inline constexpr std::size_t most_id_bytes = 200;

/// A fault about one column's value.
[[nodiscard]] RowFault field_fault(std::string_view code, std::string_view column, std::string_view value,
                                   std::string_view reason);

/// Full years; empty = not known. Faults: "age-unreadable", "age-negative", "age-too-high" (over 130).
Result<core::Age, RowFault> read_age(std::string_view text, std::string_view column);

/// An id as written. Faults: "id-missing", "id-too-long".
Result<std::string, RowFault> read_id(std::string_view text, std::string_view column);

/// A name that can become a term; empty stays empty. Faults: "area-unreadable" (control characters),
/// "area-too-long" (62 bytes).
Result<std::string, RowFault> read_area(std::string_view text, std::string_view column);

/// Whether the calendar knows the instant (1992–2100).
[[nodiscard]] bool in_calendar(Instant t);

}  // namespace vuoro::exchange
