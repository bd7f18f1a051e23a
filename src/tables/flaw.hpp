#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace vuoro::tables {

/// One thing wrong with a bundle, and where. `what` is English, for whoever edits the table.
struct Flaw {
  std::string place;       ///< "about.sources[0].name.sv", "table.dmn", "cases[3].given.age".
  std::uint32_t line = 0;  ///< In table.dmn; 0 = not there.
  std::uint32_t row = 0;   ///< From 1; 0 = the whole table.
  std::string column;      ///< Name of the input or output; empty = the whole row.
  std::string what;
  bool warning = false;  ///< Only said; everything else keeps the table from being used.

  /// "place:line, row 3, column age: what"
  [[nodiscard]] std::string text() const;
};

/// Collects flaws, at most `most`: a hostile bundle cannot make a list larger than itself.
class Flaws {
 public:
  static constexpr std::size_t most = 200;

  void add(Flaw flaw);
  void add(std::string place, std::string what) { add({std::move(place), 0, 0, {}, std::move(what), false}); }
  [[nodiscard]] const std::vector<Flaw>& all() const { return all_; }
  /// Whether anything but warnings was found.
  [[nodiscard]] bool refuse() const { return refuse_; }

 private:
  std::vector<Flaw> all_;
  bool refuse_ = false;
};

}  // namespace vuoro::tables
