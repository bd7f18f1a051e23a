#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "rules/value.hpp"

namespace vuoro::forms {

/// What value[x] or answer[x] can be here (FHIR R4; Attachment and Reference are not taken).
enum class DatumType : std::uint8_t {
  boolean,
  decimal,
  integer,
  date,
  date_time,
  time,
  string,
  uri,
  coding,
  quantity
};

/// One typed value of a form or of answers.
struct Datum {
  DatumType type = DatumType::boolean;
  rules::Value value;   ///< A coding's code, a quantity's number, a uri's text.
  std::string system;   ///< Of a coding, or of a quantity's unit.
  std::string code;     ///< Of a quantity's unit.
  std::string display;  ///< Of a coding, or a quantity's unit in words.
};

/// Largest text of one datum, in bytes.
inline constexpr std::size_t largest_datum = 20'000;

/// Reads the one member of `holder` whose name begins with `prefix` ("value", "answer") and goes on with a
/// type. Errors: "value-missing", "value-twice", "value-type" (a type that is not taken),
/// "value-invalid" with the reason.
Result<Datum> read_datum(const rules::Value& holder, std::string_view prefix);

/// A date, time, … from the JSON value itself.
Result<Datum> make_datum(DatumType type, const rules::Value& value);

/// The same value: codings by code, and by system when both name one; quantities by number and unit.
bool same(const Datum& a, const Datum& b);

/// The order of two of the same kind, where there is one: numbers, days, times, quantities of one unit.
std::optional<int> order(const Datum& a, const Datum& b);

/// FHIR's name of the type with a capital: "Boolean", "DateTime".
std::string_view name_of(DatumType type);

/// As JSON has it: days and times are texts.
rules::Value to_plain(const rules::Value& value);

/// As a member of a QuestionnaireResponse's answer: {"valueCoding", {"code": …}}.
std::pair<std::string, rules::Value> to_member(const Datum& datum, std::string_view prefix);

}  // namespace vuoro::forms
