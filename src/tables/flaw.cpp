#include "tables/flaw.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace vuoro::tables {
namespace {

using rules::Wording;

// web/src/i18n/*/studioflaws.json says the same to people; web/test/flaws.test.ts holds the two together.
constexpr std::array words_of_codes = {
    Wording{"address", "must begin with https://"},
    Wording{"case-input", "is no input of this kind of table"},
    Wording{"case-output", "is no output of this kind of table"},
    Wording{"cell-form",
            "a test is made of constants, comparisons, ranges, not(…), list contains(?, …) and count(?)"},
    Wording{"cell-list", "this is a list: test it with list contains(?, \"…\") or count(?)"},
    Wording{"cell-order", "only numbers have an order"},
    Wording{"code-form", "must be [a-z0-9-], at most {limit} characters"},
    Wording{"column-not-input", "a column must be simply one input"},
    Wording{"column-type", "the column's type must be {type}"},
    Wording{"control-character", "has a control character"},
    Wording{
        "cover-too-much",
        "too much to prove that one row always matches: let the policy be First and the last row all '-'"},
    Wording{"decisions", "has {count} decisions: a table has exactly one"},
    Wording{"default-output", "write a last row instead of a default output"},
    Wording{"empty", "is empty"},
    Wording{"foreign-element", "'{name}': only input data and one decision belong here"},
    Wording{"input-type", "is a {type}"},
    Wording{"key-twice", "is given twice"},
    Wording{"kind-kept", "a table keeps its kind"},
    Wording{"missing", "is missing"},
    Wording{"never-null", "is never null"},
    Wording{"never-word", "is never \"{word}\""},
    Wording{"no-expect", "names at least one output"},
    Wording{"no-rows", "has no rows"},
    Wording{"no-source", "a table names where it comes from"},
    Wording{"not-a-number", "{value} is no number"},
    Wording{"not-a-table", "its decision must be a decision table"},
    Wording{"not-count", "must be a whole number from 0 on"},
    Wording{"not-day", "must be a day, YYYY-MM-DD"},
    Wording{"not-flag", "must be true or false"},
    Wording{"not-list", "must be a list"},
    Wording{"not-object", "must be an object"},
    Wording{"not-text", "must be a text"},
    Wording{"not-texts", "must be a list of texts"},
    Wording{"not-whole", "must be a whole number, {least} … {most}"},
    Wording{"output-missing", "the output is missing"},
    Wording{"output-not-text", "must be a text in quotes"},
    Wording{"policy", "its policy must be Unique or First"},
    Wording{"rows-meet", "rows {first} and {second} both match when {when}"},
    Wording{"service-kept", "a table keeps its service"},
    Wording{"source-unused", "no row gives the source '{source}'"},
    Wording{"tables-inside", "has tables inside its table"},
    Wording{"taken", "'{code}' is there already"},
    Wording{"too-large", "is larger than {limit} bytes"},
    Wording{"too-long", "is longer than {limit} bytes"},
    Wording{"too-many", "more than {limit}"},
    Wording{"too-many-rows", "has more than {limit} rows"},
    Wording{"twice", "is there twice"},
    Wording{"unknown-input", "a {kind} table has no input '{name}'"},
    Wording{"unknown-key", "is no key that is known here"},
    Wording{"unknown-kind", "is one of criterion, routing, group, segment"},
    Wording{"unknown-output", "a {kind} table has no such output"},
    Wording{"unknown-service", "the county has no service '{code}'"},
    Wording{"unknown-source", "about.json has no source '{source}'"},
    Wording{"unknown-team", "the county has no team '{code}'"},
    Wording{"unknown-word", "there is no {output} '{word}'"},
    Wording{"until-before-from", "is before valid_from"},
};

/// Nobody reads files in the studio: these are worded here only.
constexpr std::array words_of_files = {
    Wording{"file-missing", "there is no such file"},
    Wording{"file-too-large", "larger than {limit} bytes"},
    Wording{"file-unreadable", "the file cannot be read"},
    Wording{"folder-code", "a table's folder is called [a-z0-9-], at most {limit} characters"},
    Wording{"not-json", "not JSON: {detail} ({where})"},
};

}  // namespace

std::span<const Wording> wordings() {
  return words_of_codes;
}
std::span<const Wording> file_wordings() {
  return words_of_files;
}

std::string what_of(const rules::Reason& reason) {
  for (const auto words : {wordings(), file_wordings()}) {
    if (std::ranges::any_of(words, [&](const Wording& w) { return w.code == reason.code; }))
      return rules::in_english(reason, words);
  }
  return rules::in_english(reason);
}

std::string Flaw::what() const {
  return element.empty() ? what_of(reason) : fmt::format("{}: {}", element, what_of(reason));
}

std::string Flaw::text() const {
  std::string out = place;
  if (line != 0) out += fmt::format(":{}", line);
  if (row != 0) out += fmt::format(", row {}", row);
  if (!column.empty()) out += fmt::format(", column {}", column);
  return fmt::format("{}: {}{}", out, warning ? "warning: " : "", what());
}

void Flaws::add(Flaw flaw) {
  refuse_ = refuse_ || !flaw.warning;
  if (all_.size() < most) all_.push_back(std::move(flaw));
}

}  // namespace vuoro::tables
