#pragma once

#include <optional>
#include <string>

#include "content/notices.hpp"
#include "content/toml_reader.hpp"

namespace vuoro::content {

/// Reads notices.toml: which notices go out, when and how. Faults go to the errors.
NoticePlan read_notices(const toml::table& table, const std::string& shown, ContentErrors& errors);

}  // namespace vuoro::content
