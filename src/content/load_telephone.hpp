#pragma once

#include <optional>
#include <string>
#include <vector>

#include "content/codes.hpp"
#include "content/county.hpp"

namespace vuoro::content {

/// Reads telephone.toml: exchanges, lines, and how callers who wait are tried. Faults go to the errors.
class TelephoneReader {
 public:
  explicit TelephoneReader(ContentErrors& errors) : errors_(errors) {}

  void read(const toml::table& table, const std::string& shown);
  /// Judges what was read against the county's teams and gives it to the county.
  void finish(const Codes& teams, County& county);

 private:
  void read_callback(Fields& fields);
  void read_events(Fields& fields);
  void read_exchange(Fields& fields);
  void read_line(Fields& fields);

  ContentErrors& errors_;
  std::optional<Telephone> telephone_;
  Codes exchange_codes_{"exchange"};
  Codes line_codes_{"line"};
  std::vector<Mention> named_teams_;
};

}  // namespace vuoro::content
