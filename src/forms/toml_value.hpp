#pragma once

#include <filesystem>

#include "base/result.hpp"
#include "rules/value.hpp"

namespace vuoro::forms {

/// A TOML file as the values that JSON of the same shape gives: tables, lists, texts, flags, whole numbers.
/// Anything else in it becomes null. Errors: those of read_toml_file.
Result<rules::Value> read_toml_value(const std::filesystem::path& file);

}  // namespace vuoro::forms
