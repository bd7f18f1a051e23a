#pragma once

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "rules/json.hpp"
#include "tables/table.hpp"

namespace vuoro::tables::testing {

using rules::Value;

inline Value json(const std::string& text) {
  auto value = rules::from_json(text);
  EXPECT_TRUE(value.ok()) << text << (value.ok() ? "" : value.error().what);
  return value.ok() ? std::move(value).value() : Value{};
}

inline Places places() {
  return {{"korso", "tikkurila"},
          {"desk", "families"},
          {"physio", "nurse"},
          {"light", "wide"},
          {"tangle", "help"}};
}

/// A row: tests by column, then outputs, all as they are written.
using Cells = std::vector<std::string>;

/// A table in XML; each row begins on a line of its own: the first on line `first_row`, the next five lines
/// on for two columns and two outputs.
struct Dmn {
  std::vector<std::pair<std::string, std::string>> inputs;  ///< Name and type, "" for none.
  std::vector<std::string> outputs = {"verdict", "source"};
  std::vector<Cells> rows;
  std::string policy = "FIRST";
  std::string beside = {};  ///< More elements.

  [[nodiscard]] std::string text() const {
    std::string out =
        "<definitions xmlns=\"https://www.omg.org/spec/DMN/20191111/MODEL/\" name=\"t\" "
        "namespace=\"urn:t\">\n"
        "<itemDefinition name=\"tTexts\" isCollection=\"true\"><typeRef>string</typeRef></itemDefinition>\n" +
        beside;
    const auto type = [](const std::string& name) {
      return name.empty() ? "" : fmt::format(" typeRef=\"{}\"", name);
    };
    for (const auto& [name, of] : inputs)
      out += fmt::format("<inputData id=\"i-{0}\" name=\"{0}\"><variable name=\"{0}\"{1}/></inputData>", name,
                         type(of));
    out += "<decision name=\"d\"><variable name=\"d\"/>";
    for (const auto& [name, of] : inputs)
      out += fmt::format("<informationRequirement><requiredInput href=\"#i-{}\"/></informationRequirement>",
                         name);
    out += fmt::format("<decisionTable hitPolicy=\"{}\">", policy);
    for (const auto& [name, of] : inputs)
      out +=
          fmt::format("<input><inputExpression{}><text>{}</text></inputExpression></input>", type(of), name);
    for (const std::string& name : outputs)
      out += fmt::format("<output name=\"{}\" typeRef=\"string\"/>", name);
    for (const Cells& cells : rows) {
      out += "\n<rule>";
      for (std::size_t i = 0; i < cells.size(); ++i) {
        const char* const tag = i < inputs.size() ? "inputEntry" : "outputEntry";
        out += fmt::format("<{0}><text><![CDATA[{1}]]></text></{0}>", tag, cells[i]);
      }
      out += "</rule>";
    }
    return out + "\n</decisionTable></decision></definitions>";
  }
};
inline constexpr std::uint32_t first_row = 4;  ///< Its line.

inline const char* const criterion_about =
    R"({"kind": "criterion", "name": {"fi": "a", "sv": "b", "en": "c"}, "service": "physio",
  "valid_from": "2026-01-01", "sources": [{"code": "law", "name": {"fi": "l", "sv": "l", "en": "l"}}]})";
inline const char* const routing_about = R"({"kind": "routing", "name": {"fi": "a", "sv": "b", "en": "c"},
  "valid_from": "2026-01-01", "sources": [{"code": "law", "name": {"fi": "l", "sv": "l", "en": "l"}}]})";
inline const char* const group_about =
    R"({"kind": "group", "name": {"fi": "a", "sv": "b", "en": "c"}, "per_night": 20,
  "valid_from": "2026-01-01", "sources": [{"code": "law", "name": {"fi": "l", "sv": "l", "en": "l"}}]})";

inline const char* const segment_about = R"({"kind": "segment", "name": {"fi": "a", "sv": "b", "en": "c"},
  "valid_from": "2026-01-01", "sources": [{"code": "law", "name": {"fi": "l", "sv": "l", "en": "l"}}]})";

/// Adults meet it, children do not; of an unknown age a person decides.
inline Dmn by_age() {
  return {{{"age", "number"}},
          {"verdict", "source"},
          {{">= 18", "\"met\"", "\"law\""},
           {"< 18", "\"not_met\"", "\"law\""},
           {"-", "\"person_decides\"", "\"law\""}}};
}

inline Bundle bundle(const Dmn& dmn, const std::string& about = criterion_about,
                     const std::string& cases = "[]") {
  return {json(about), dmn.text(), json(cases)};
}

inline Table table(const Dmn& dmn, const std::string& about = criterion_about,
                   const std::string& cases = "[]") {
  auto read = Table::read("t", bundle(dmn, about, cases), places());
  if (!read) {
    for (const Flaw& flaw : read.error()) ADD_FAILURE() << flaw.text();
    throw std::runtime_error("the table was refused");
  }
  return std::move(read).value();
}

inline std::vector<Flaw> flaws_of(const Bundle& bundle, const std::string& code = "t") {
  const auto read = Table::read(code, bundle, places());
  return read ? read->warnings() : read.error();
}

inline std::string all(const std::vector<Flaw>& flaws) {
  std::string out;
  for (const Flaw& flaw : flaws) out += flaw.text() + "\n";
  return out;
}

/// by_age with one cell of one row (from 1) written otherwise.
inline Dmn with_cell(std::size_t row, std::size_t cell, const std::string& text) {
  Dmn out = by_age();
  out.rows[row - 1][cell] = text;
  return out;
}

}  // namespace vuoro::tables::testing
