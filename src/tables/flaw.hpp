#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "rules/reason.hpp"

namespace vuoro::tables {

/// One thing wrong with a bundle, and where.
struct Flaw {
  std::string place;       ///< "about.sources[0].name.sv", "table.dmn", "cases[3].given.age".
  std::uint32_t line = 0;  ///< In table.dmn; 0 = not there.
  std::uint32_t row = 0;   ///< From 1; 0 = the whole table.
  std::string column;      ///< Name of the input or output; empty = the whole row.
  rules::Reason reason;
  bool warning = false;      ///< Only said; everything else keeps the table from being used.
  std::string element = {};  ///< Of table.dmn, when it is none of the table's cells: "decision \"d\"".

  /// The reason in English, after the element.
  [[nodiscard]] std::string what() const;
  /// "place:line, row 3, column age: what"
  [[nodiscard]] std::string text() const;
};

/// How commands and logs say what this room finds: in a bundle, and only where files are read.
std::span<const rules::Wording> wordings();
std::span<const rules::Wording> file_wordings();
/// In English, whichever room the code is of.
std::string what_of(const rules::Reason& reason);

/// Collects flaws, at most `most`: a hostile bundle cannot make a list larger than itself.
class Flaws {
 public:
  static constexpr std::size_t most = 200;

  void add(Flaw flaw);
  void add(std::string place, rules::Reason reason) { add({std::move(place), 0, 0, {}, std::move(reason)}); }
  [[nodiscard]] const std::vector<Flaw>& all() const { return all_; }
  /// Whether anything but warnings was found.
  [[nodiscard]] bool refuse() const { return refuse_; }

 private:
  std::vector<Flaw> all_;
  bool refuse_ = false;
};

}  // namespace vuoro::tables
