#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "forms/fault.hpp"
#include "rules/value.hpp"

namespace vuoro::forms {

/// Everything of a navigator that is versioned as one: the form, the table, the texts and the cases. Nothing
/// of it is checked yet; Navigator::read does.
struct GuideBundle {
  rules::Value form;   ///< A FHIR Questionnaire.
  std::string dmn;     ///< XML.
  rules::Value texts;  ///< What texts.toml says, in the same shape.
  rules::Value cases;  ///< A list.
};

/// {"form": {…}, "dmn": "…", "texts": {…}, "cases": […]}: the same bundle gives the same bytes.
std::string guide_bundle_json(const GuideBundle& bundle);

/// Errors: "bundle-invalid" with the place: no strict JSON, a part that is missing or of another kind, a part
/// larger than the file of a form may be. O(bytes).
Result<GuideBundle> guide_bundle_from_json(std::string_view text);
Result<GuideBundle> guide_bundle_of(const rules::Value& json);

/// form.json, table.dmn and texts.toml of a folder; faults name the file. The cases are left empty.
Result<GuideBundle, Faults> read_guide_folder(const std::filesystem::path& folder);
/// The cases of cases/*.json, one list in the order of the files' names. Files that cannot be read, or have
/// none, are in the faults.
rules::Value read_guide_cases(const std::filesystem::path& folder, std::vector<Error>& faults);

/// Sixteen hexadecimal digits over the parts that residents see: form, table, texts. Not for proving anything
/// to an enemy.
std::string guide_mark(const GuideBundle& bundle);
/// The same over the cases too: which version of the files this is.
std::uint64_t guide_number(const GuideBundle& bundle);

}  // namespace vuoro::forms
