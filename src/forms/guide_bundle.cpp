#include "forms/guide_bundle.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <initializer_list>
#include <iterator>

#include "forms/json_text.hpp"
#include "forms/toml_value.hpp"
#include "rules/json.hpp"

namespace vuoro::forms {
namespace {

using rules::Value;
namespace fs = std::filesystem;

Result<std::string> text_of_file(const fs::path& file) {
  std::error_code failed;
  if (!fs::is_regular_file(file, failed))
    return Error{"file-unreadable", "there is no such file", file.string()};
  const auto size = fs::file_size(file, failed);
  if (failed || size > largest_text)
    return Error{"file-unreadable", fmt::format("larger than {} bytes", largest_text), file.string()};
  std::ifstream in(file, std::ios::binary);
  std::string text(std::istreambuf_iterator<char>(in), {});
  if (!in) return Error{"file-unreadable", "the file cannot be read", file.string()};
  return text;
}

/// FNV-1a; the length of each part goes in too, so that no two lists of parts run together.
std::uint64_t hash_of(std::initializer_list<std::string_view> parts) {
  std::uint64_t hash = 14695981039346656037ULL;
  for (const std::string_view part : parts) {
    for (const char c : part) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
    hash = (hash ^ part.size()) * 1099511628211ULL;
  }
  return hash;
}

Error wrong(std::string_view part, std::string what) {
  return {"bundle-invalid", std::move(what), std::string(part)};
}

}  // namespace

std::string guide_bundle_json(const GuideBundle& bundle) {
  return rules::to_json(Value::context({{"form", bundle.form},
                                        {"dmn", Value::string(bundle.dmn)},
                                        {"texts", bundle.texts},
                                        {"cases", bundle.cases}}));
}

Result<GuideBundle> guide_bundle_of(const Value& json) {
  if (json.context() == nullptr) return wrong("bundle", "must be an object");
  for (const auto& [key, value] : json.context()->entries) {
    if (key != "form" && key != "dmn" && key != "texts" && key != "cases") return wrong(key, "unknown key");
  }
  GuideBundle out;
  const auto part = [&](std::string_view name) {
    const Value* const found = field(json, name);
    return found == nullptr ? Value() : *found;
  };
  out.form = part("form");
  out.texts = part("texts");
  out.cases = part("cases");
  const Value dmn = part("dmn");
  if (out.form.context() == nullptr) return wrong("form", "must be an object");
  if (dmn.string() == nullptr) return wrong("dmn", "must be a text");
  if (out.texts.context() == nullptr) return wrong("texts", "must be an object");
  if (out.cases.list() == nullptr) return wrong("cases", "must be a list");
  out.dmn = *dmn.string();
  if (out.dmn.size() > largest_text) return wrong("dmn", fmt::format("larger than {} bytes", largest_text));
  return out;
}

Result<GuideBundle> guide_bundle_from_json(std::string_view text) {
  constexpr std::size_t parts = 4;
  if (text.size() > parts * largest_text)
    return wrong("bundle", fmt::format("larger than {} bytes", parts * largest_text));
  const auto json = rules::from_json(text);
  if (!json) return wrong(json.error().where, "not JSON: " + json.error().what);
  return guide_bundle_of(*json);
}

Result<GuideBundle, Faults> read_guide_folder(const fs::path& folder) {
  Faults faults;
  const auto add = [&](const Error& error) { faults.add(error.code, "", error.where, error.what); };
  GuideBundle out;
  out.cases = Value::list({});
  auto form = read_json_file(folder / "form.json");
  if (form) {
    out.form = std::move(form).value();
  } else {
    add(form.error());
  }
  auto dmn = text_of_file(folder / "table.dmn");
  if (dmn) {
    out.dmn = std::move(dmn).value();
  } else {
    add(dmn.error());
  }
  auto texts = read_toml_value(folder / "texts.toml");
  if (texts) {
    out.texts = std::move(texts).value();
  } else {
    add(texts.error());
  }
  if (!faults.empty()) return faults;
  return out;
}

Value read_guide_cases(const fs::path& folder, std::vector<Error>& faults) {
  std::vector<fs::path> files;
  std::error_code failed;
  for (const auto& entry : fs::directory_iterator(folder / "cases", failed)) {
    if (entry.path().extension() == ".json") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  if (files.empty())
    faults.push_back({"cases-missing", "there are no test cases here", (folder / "cases").string()});
  std::vector<Value> out;
  for (const fs::path& path : files) {
    const auto document = read_json_file(path);
    if (!document) {
      faults.push_back(document.error());
      continue;
    }
    const Value* const cases = field(*document, "cases");
    if (cases == nullptr || cases->list() == nullptr || cases->list()->empty()) {
      faults.push_back({"cases-invalid", "no list called 'cases'", path.string()});
      continue;
    }
    out.insert(out.end(), cases->list()->begin(), cases->list()->end());
  }
  return Value::list(std::move(out));
}

std::string guide_mark(const GuideBundle& bundle) {
  return fmt::format("{:016x}",
                     hash_of({rules::to_json(bundle.form), bundle.dmn, rules::to_json(bundle.texts)}));
}

std::uint64_t guide_number(const GuideBundle& bundle) {
  const std::uint64_t number = hash_of({guide_bundle_json(bundle)});
  return number == 0 ? 1 : number;
}

}  // namespace vuoro::forms
