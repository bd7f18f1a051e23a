#include "api/table_json.hpp"

#include <boost/json.hpp>

#include "rules/json.hpp"

namespace vuoro::api {

namespace json = boost::json;

json::value value_json(const rules::Value& value) {
  boost::system::error_code failed;
  json::value out = json::parse(rules::to_json(value), failed);
  return failed ? json::value(nullptr) : out;
}

json::object flaw_json(const tables::Flaw& flaw) {
  json::object values;
  for (const auto& [name, value] : flaw.reason.values) values[name] = value;
  json::array when;
  for (const rules::Condition& one : flaw.reason.when) {
    json::array of;
    for (const rules::Value& value : one.values) of.push_back(value_json(value));
    when.push_back(json::object{{"name", one.name}, {"is", rules::word(one.is)}, {"values", std::move(of)}});
  }
  return {{"place", flaw.place},     {"line", flaw.line},        {"row", flaw.row},
          {"column", flaw.column},   {"code", flaw.reason.code}, {"values", std::move(values)},
          {"when", std::move(when)}, {"warning", flaw.warning}};
}

json::object source_json(const Call& call, const tables::Source& source) {
  return {{"name", promises::in(source.name, call.language)},
          {"address", source.address.empty() ? json::value(nullptr) : json::value(source.address)},
          {"unverified", source.unverified}};
}

json::object table_line_json(const Call& call, const BookedTable& booked, std::uint32_t row) {
  json::object out{{"code", booked.code},
                   {"name", booked.code},
                   {"version", booked.version},
                   {"row", row},
                   {"source", nullptr}};
  if (!booked.table) return out;
  out["name"] = promises::in(booked.table->about().name, call.language);
  if (row < 1 || row > booked.table->rows().size()) return out;
  if (const tables::Source* const source = booked.table->row_says(row - 1U).source)
    out["source"] = source_json(call, *source);
  return out;
}

json::array conditions_json(const BookedTable& booked, std::uint32_t row) {
  json::array out;
  if (!booked.table || row < 1 || row > booked.table->rows().size()) return out;
  for (const auto& [input, test] : booked.table->rows()[row - 1U].conditions)
    out.push_back(json::object{{"input", input}, {"test", test}});
  return out;
}

json::array because_json(std::span<const tables::Because> because) {
  json::array out;
  for (const tables::Because& one : because)
    out.push_back(json::object{{"input", one.input}, {"value", value_json(one.value)}});
  return out;
}

}  // namespace vuoro::api
