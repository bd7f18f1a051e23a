#pragma once

#include <boost/json/fwd.hpp>
#include <span>

#include "api/call.hpp"
#include "api/table_book.hpp"

/// Tables, their rows and what they said, as the interface writes them.
namespace vuoro::api {

/// {code, name, version, row, source}: a row of a version, with where it comes from.
boost::json::object table_line_json(const Call& call, const BookedTable& booked, std::uint32_t row);

/// [{input, test}]: what the row asks for, as it is written. Empty for a version that can no longer be read.
boost::json::array conditions_json(const BookedTable& booked, std::uint32_t row);

/// [{input, value}]: the facts that the row looked at.
boost::json::array because_json(std::span<const tables::Because> because);

/// {name, address, unverified}
boost::json::object source_json(const Call& call, const tables::Source& source);

/// {place, line, row, column, code, values, when, warning}: the page has the words.
boost::json::object flaw_json(const tables::Flaw& flaw);

boost::json::value value_json(const rules::Value& value);

}  // namespace vuoro::api
