#include "forms/datum.hpp"

#include <fmt/format.h>

#include <array>
#include <limits>
#include <utility>
#include <vector>

#include "forms/json_text.hpp"

namespace vuoro::forms {
namespace {

using rules::Value;

constexpr std::array<std::string_view, 10> names{"Boolean", "Decimal", "Integer", "Date",   "DateTime",
                                                 "Time",    "String",  "Uri",     "Coding", "Quantity"};

Error invalid(std::string why) {
  return {"value-invalid", std::move(why)};
}

Result<Value> number_in(const Value& value, DatumType type) {
  if (value.number() == nullptr) return invalid("not a number");
  if (type == DatumType::decimal) return Value(*value.number());
  const auto whole = value.number()->integer();
  constexpr std::int64_t most = std::numeric_limits<std::int32_t>::max();
  if (!whole || *whole > most || *whole < -most - 1) return invalid("not a whole number of 32 bits");
  return Value::number(*whole);
}

Result<Value> moment_in(const std::string& text, DatumType type) {
  if (type == DatumType::date) {
    const auto date = text.size() == 10 ? rules::Date::parse(text) : std::nullopt;
    if (!date) return invalid("not a day such as 2026-11-22");
    return Value(*date);
  }
  if (type == DatumType::time) {
    const auto time = rules::Time::parse(text);
    if (!time || time->zone.kind != rules::Zone::Kind::none) return invalid("not a time such as 08:30:00");
    return Value(*time);
  }
  const auto moment = rules::DateTime::parse(text);
  if (!moment || moment->time.zone.kind == rules::Zone::Kind::named ||
      moment->time.zone.kind == rules::Zone::Kind::none) {
    return invalid("not a moment such as 2026-11-22T08:30:00+02:00");
  }
  return Value(*moment);
}

Result<Value> plain(DatumType type, const Value& value) {
  if (type == DatumType::boolean) {
    if (value.boolean() == nullptr) return invalid("neither true nor false");
    return Value(*value.boolean());
  }
  if (type == DatumType::decimal || type == DatumType::integer) return number_in(value, type);
  const std::string* const text = value.string();
  if (text == nullptr) return invalid("not a text");
  if (text->empty()) return invalid("an empty text");
  if (text->size() > largest_datum) return invalid(fmt::format("longer than {} bytes", largest_datum));
  if (type == DatumType::string || type == DatumType::uri) return Value(value);
  return moment_in(*text, type);
}

/// A text member; empty without one. False when it is there and no text, or too long.
bool take_text(const Value& of, std::string_view name, std::string& into) {
  const Value* const found = field(of, name);
  if (found == nullptr) return true;
  if (found->string() == nullptr || found->string()->size() > largest_datum) return false;
  into = *found->string();
  return true;
}

Result<Datum> coding(const Value& value) {
  Datum out;
  out.type = DatumType::coding;
  std::string code;
  if (value.context() == nullptr) return invalid("not an object");
  if (!take_text(value, "code", code) || !take_text(value, "system", out.system) ||
      !take_text(value, "display", out.display)) {
    return invalid("code, system and display must be texts");
  }
  if (code.empty()) return invalid("a coding without a code");
  out.value = Value::string(std::move(code));
  return out;
}

Result<Datum> quantity(const Value& value) {
  Datum out;
  out.type = DatumType::quantity;
  if (value.context() == nullptr) return invalid("not an object");
  const Value* const number = field(value, "value");
  if (number == nullptr || number->number() == nullptr) return invalid("a quantity without a number");
  if (field(value, "comparator") != nullptr) return invalid("a quantity with a comparator is not exact");
  out.value = *number->number();
  if (!take_text(value, "code", out.code) || !take_text(value, "system", out.system) ||
      !take_text(value, "unit", out.display)) {
    return invalid("code, system and unit must be texts");
  }
  return out;
}

std::string_view unit_of(const Datum& datum) {
  return datum.code.empty() ? datum.display : datum.code;
}

void put(std::vector<std::pair<std::string, Value>>& into, std::string name, const std::string& text) {
  if (!text.empty()) into.emplace_back(std::move(name), Value::string(text));
}

}  // namespace

std::string_view name_of(DatumType type) {
  return names[static_cast<std::size_t>(type)];
}

Result<Datum> make_datum(DatumType type, const Value& value) {
  if (type == DatumType::coding) return coding(value);
  if (type == DatumType::quantity) return quantity(value);
  auto held = plain(type, value);
  if (!held) return held.error();
  Datum out;
  out.type = type;
  out.value = std::move(*held);
  return out;
}

Result<Datum> read_datum(const Value& holder, std::string_view prefix) {
  const std::pair<std::string, Value>* found = nullptr;
  for (const auto& entry : holder.context()->entries) {
    const std::string_view key = entry.first;
    if (!key.starts_with(prefix) || key.size() == prefix.size()) continue;
    const char next = key[prefix.size()];
    if (next < 'A' || next > 'Z') continue;
    if (found != nullptr)
      return Error{"value-twice", fmt::format("both {} and {}", found->first, entry.first)};
    found = &entry;
  }
  if (found == nullptr) return Error{"value-missing", fmt::format("no {}[x]", prefix)};
  const std::string_view type = std::string_view(found->first).substr(prefix.size());
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (names[i] != type) continue;
    auto datum = make_datum(static_cast<DatumType>(i), found->second);
    if (!datum) return Error{datum.error().code, fmt::format("{}: {}", found->first, datum.error().what)};
    return datum;
  }
  return Error{"value-type", fmt::format("{} is not taken here", found->first)};
}

bool same(const Datum& a, const Datum& b) {
  const bool a_number = a.type == DatumType::decimal || a.type == DatumType::integer;
  const bool b_number = b.type == DatumType::decimal || b.type == DatumType::integer;
  if (a.type != b.type && !(a_number && b_number)) return false;
  if (!rules::equal(a.value, b.value).value_or(false)) return false;
  if (a.type == DatumType::coding) return a.system.empty() || b.system.empty() || a.system == b.system;
  return a.type != DatumType::quantity || unit_of(a) == unit_of(b);
}

std::optional<int> order(const Datum& a, const Datum& b) {
  if (a.type == DatumType::coding || b.type == DatumType::coding) return std::nullopt;
  if (a.type == DatumType::quantity && b.type == DatumType::quantity && unit_of(a) != unit_of(b))
    return std::nullopt;
  return rules::compare(a.value, b.value);
}

Value to_plain(const Value& value) {
  const bool moment = value.date() != nullptr || value.time() != nullptr || value.date_time() != nullptr;
  return moment ? Value::string(rules::text_of(value)) : value;
}

std::pair<std::string, Value> to_member(const Datum& datum, std::string_view prefix) {
  std::string name = fmt::format("{}{}", prefix, name_of(datum.type));
  std::vector<std::pair<std::string, Value>> parts;
  switch (datum.type) {
    case DatumType::coding:
      put(parts, "system", datum.system);
      parts.emplace_back("code", datum.value);
      put(parts, "display", datum.display);
      return {std::move(name), Value::context(std::move(parts))};
    case DatumType::quantity:
      parts.emplace_back("value", datum.value);
      put(parts, "unit", datum.display);
      put(parts, "system", datum.system);
      put(parts, "code", datum.code);
      return {std::move(name), Value::context(std::move(parts))};
    default:
      return {std::move(name), to_plain(datum.value)};
  }
}

}  // namespace vuoro::forms
