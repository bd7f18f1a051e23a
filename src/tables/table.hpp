#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/result.hpp"
#include "rules/model.hpp"
#include "tables/about.hpp"
#include "tables/bundle.hpp"
#include "tables/flaw.hpp"
#include "tables/vocabulary.hpp"

namespace vuoro::tables {

/// One fact that an advice rests on. Null: nobody knows it, and the row was reached for that.
struct Because {
  std::string input;
  rules::Value value;
};

/// What a table says, and why. Outputs that the table does not give are empty.
struct Advice {
  std::uint32_t row = 0;  ///< From 1.
  std::string verdict;    ///< "met", "not_met", "person_decides"; "found", "not_found".
  std::string profession;
  std::string team;                ///< Empty in a routing table: the team of the area.
  std::string segment;             ///< A code of segments.toml.
  const Source* source = nullptr;  ///< Of the table; never nullptr. Lives as long as any copy of the table.
  std::vector<Because> because;    ///< Only facts that the row looks at, in the order of the columns.
};

/// A row as it is written, for people.
struct Row {
  std::uint32_t number = 0;                                     ///< From 1.
  std::uint32_t line = 0;                                       ///< In table.dmn.
  std::vector<std::pair<std::string, std::string>> conditions;  ///< Input and test; without "-".
  std::vector<std::pair<std::string, std::string>> outputs;     ///< Column and text, without quotes.
};

/// How a table's rows are matched by element numbers, for whoever asks it for many people at once.
struct Compiled {
  rules::Model model;
  std::uint32_t table = 0;  ///< In model.program().code.tables.
  std::uint32_t frame = 0;  ///< Slots that it needs.
  /// Where each input of the vocabulary goes; rules::none when the table does not ask for it.
  std::vector<std::uint32_t> elements;
};

/// A county's decision table with its cases: read, checked, compiled. Immutable, cheap to copy, safe from
/// many threads.
class Table {
 public:
  /// Everything that is wrong, in the order about, table.dmn, cases; warnings alone do not refuse. A table
  /// that is read has exactly one row for every input that its vocabulary allows, or a last row for all.
  /// O(bytes + combinations of what its rows tell apart, at most `most_combinations`).
  static Result<Table, std::vector<Flaw>> read(std::string code, const Bundle& bundle, const Places& places);
  static constexpr std::size_t most_combinations = 20'000;
  static constexpr std::size_t most_rows = 500;

  [[nodiscard]] const std::string& code() const;
  [[nodiscard]] Kind kind() const { return about().kind; }
  [[nodiscard]] const About& about() const;
  [[nodiscard]] const std::vector<Case>& cases() const;
  [[nodiscard]] const std::string& mark() const;  ///< mark_of(the bundle).
  [[nodiscard]] const std::vector<Row>& rows() const;
  [[nodiscard]] const Vocabulary& vocabulary() const;
  /// What was found besides; nothing of it keeps the table from being used.
  [[nodiscard]] const std::vector<Flaw>& warnings() const;

  /// What the table says of these facts, an object by input; what is missing is null (lists: empty), what the
  /// vocabulary does not have is passed over. Errors: "table-facts" with the input, when a value is of
  /// another type; "table-no-row", "table-rows" (more than one under Unique), "table-budget".
  [[nodiscard]] Result<Advice> ask(const rules::Value& facts) const;

  [[nodiscard]] const Compiled& compiled() const;
  /// The row's outputs, without facts; row from 0. Precondition: row < rows().size().
  [[nodiscard]] const Advice& row_says(std::size_t row) const;

 private:
  struct Kept;
  explicit Table(std::shared_ptr<const Kept> kept) : kept_(std::move(kept)) {}
  std::shared_ptr<const Kept> kept_;
};

}  // namespace vuoro::tables
