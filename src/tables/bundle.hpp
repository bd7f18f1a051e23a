#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.hpp"
#include "rules/value.hpp"
#include "tables/flaw.hpp"

namespace vuoro::tables {

/// Everything that is versioned as one: who answers for a table and where it comes from, the table itself,
/// and its cases. Nothing of it is checked yet; Table::read does.
struct Bundle {
  rules::Value about;  ///< An object.
  std::string dmn;     ///< XML.
  rules::Value cases;  ///< A list.
};

/// {"about": {…}, "dmn": "…", "cases": […]}: the same bundle gives the same bytes.
std::string bundle_json(const Bundle& bundle);

/// Errors: "bundle-invalid" with the place: not strict JSON, a key that is missing, unknown or of another
/// type, a DMN larger than `largest_bundle`. O(bytes).
Result<Bundle> bundle_from_json(std::string_view text);
Result<Bundle> bundle_of(const rules::Value& json);

/// Largest file of a bundle, in bytes.
inline constexpr std::size_t largest_bundle = 1UL * 1024 * 1024;

struct NamedBundle {
  std::string code;  ///< The folder's name.
  Bundle bundle;
};

/// The folders below content/<county>/tables, in the order of their names; none when that is not there.
std::vector<std::filesystem::path> bundle_folders(const std::filesystem::path& tables);
/// about.json, table.dmn and cases.json of one. Flaws name the file: "physio-direct/about.json".
Result<NamedBundle, std::vector<Flaw>> read_bundle(const std::filesystem::path& folder);
/// Every folder below content/<county>/tables, in the order of their names. Empty when
/// there is no such folder; flaws of all of them.
Result<std::vector<NamedBundle>, std::vector<Flaw>> read_folder(const std::filesystem::path& tables);

/// Sixteen hexadecimal digits that differ when the bundle does. Not for proving anything to an enemy.
std::string mark_of(const Bundle& bundle);

inline constexpr std::size_t longest_code = 62;
/// [a-z0-9-]{1,62}
bool is_code(std::string_view code);

}  // namespace vuoro::tables
