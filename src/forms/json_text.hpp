#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "rules/value.hpp"

namespace vuoro::forms {

/// Largest form, answers or case file, in bytes.
inline constexpr std::size_t largest_text = 2UL * 1024 * 1024;

/// Strict JSON that can be written again without loss: what rules/json.hpp refuses, and besides keys given
/// twice, control characters in texts (FHIR allows tab and line ends), numbers of more than 34 digits and
/// texts larger than largest_text. Errors: "json-invalid" with the place. O(bytes log keys).
Result<rules::Value> read_json_text(std::string_view text);

/// The same from a file. Errors: "file-unreadable", "json-invalid"; `where` names the file.
Result<rules::Value> read_json_file(const std::filesystem::path& file);

/// Member of an object; nullptr when there is none or the value is no object.
const rules::Value* field(const rules::Value& of, std::string_view name);

}  // namespace vuoro::forms
