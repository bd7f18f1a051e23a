#pragma once

// Private to src/forms/*.cpp: toml++ costs more than a second of compiling each time it is included.
#include <toml++/toml.h>

#include <array>
#include <filesystem>
#include <initializer_list>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "forms/fault.hpp"

namespace vuoro::forms {

/// fi, sv and en of one text.
using InThree = std::array<std::string, 3>;

/// Reads one file. Errors: "file-unreadable", "toml-invalid" with line and reason.
Result<toml::table> read_toml_file(const std::filesystem::path& file);

/// Takes named values out of a table and says what is wrong, with line; path() names file-internal places.
class TomlFields {
 public:
  TomlFields(const toml::table& table, Faults& faults) : table_(table), faults_(faults) {}

  /// Empty, with a fault, when it is missing or no text.
  std::string text(std::string_view key, bool required = true);
  std::vector<std::string> texts(std::string_view key);
  /// A table of fi, sv and en, all there and not empty.
  InThree three(std::string_view key, bool required = true);
  bool flag(std::string_view key);
  /// Keys that nobody asked for are faults.
  void finish();
  void fault(std::string_view code, std::string what);

 private:
  const toml::table& table_;
  Faults& faults_;
  std::vector<std::string> asked_;
};

}  // namespace vuoro::forms
