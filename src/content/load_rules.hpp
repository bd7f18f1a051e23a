#pragma once

#include <filesystem>

#include "base/result.hpp"
#include "content/content_error.hpp"
#include "promises/rule.hpp"

namespace vuoro::content {

/// Reads the promise rules of a pack: <pack_dir>/pack.toml names the pack and what it includes (other packs
/// beside it under the content root, which is the parent of pack_dir); then promises/*.toml of each, included
/// ones first, files in name order. counting.toml says which periods roll forward. Either every rule is sound
/// or nothing loads; all errors found are reported together, each with file, line and column. Errors:
/// content/README.md.
Result<promises::RulePack, ContentErrors> load_rules(const std::filesystem::path& pack_dir);

}  // namespace vuoro::content
