#pragma once

#include <cstdint>
#include <string>
#include <variant>

namespace vuoro::twin {

/// A value of a scenario file that is another than the file says.
struct Override {
  using Value = std::variant<bool, std::int64_t, double, std::string>;
  /// Keys with points between them; of an array of tables the one with this code: "stage.phone.servers".
  std::string path;
  Value value;
};

/// As it would stand in a TOML or CSV file; a text without its quotes.
std::string words_of(const Override::Value& value);

}  // namespace vuoro::twin
