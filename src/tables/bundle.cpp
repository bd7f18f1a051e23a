#include "tables/bundle.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iterator>

#include "rules/json.hpp"
#include "tables/json_fields.hpp"

namespace vuoro::tables {
namespace {

using rules::Value;
namespace fs = std::filesystem;

Result<std::string, rules::Reason> text_of_file(const fs::path& file) {
  std::error_code failed;
  if (!fs::is_regular_file(file, failed)) return rules::Reason{"file-missing"};
  const auto size = fs::file_size(file, failed);
  if (failed || size > largest_bundle)
    return rules::Reason{"file-too-large", {{"limit", std::to_string(largest_bundle)}}};
  std::ifstream in(file, std::ios::binary);
  std::string text(std::istreambuf_iterator<char>(in), {});
  if (!in) return rules::Reason{"file-unreadable"};
  return text;
}

/// Notes why the file cannot be read; null then.
Value json_of_file(const fs::path& folder, const char* name, Flaws& flaws) {
  const std::string place = fmt::format("{}/{}", folder.filename().string(), name);
  const auto text = text_of_file(folder / name);
  if (!text) {
    flaws.add(place, text.error());
    return {};
  }
  auto json = rules::from_json(*text);
  if (json) return std::move(json).value();
  flaws.add(place, {"not-json", {{"detail", json.error().what}, {"where", json.error().where}}});
  return {};
}

NamedBundle read_one(const fs::path& folder, Flaws& flaws) {
  NamedBundle out;
  out.code = folder.filename().string();
  if (!is_code(out.code)) flaws.add(out.code, {"folder-code", {{"limit", std::to_string(longest_code)}}});
  out.bundle.about = json_of_file(folder, "about.json", flaws);
  const Value cases = json_of_file(folder, "cases.json", flaws);
  if (!cases.is_null()) {
    JsonFields fields(cases, out.code + "/cases.json", flaws);
    out.bundle.cases = Value::list(fields.list("cases"));
    fields.finish();
  }
  auto dmn = text_of_file(folder / "table.dmn");
  if (dmn) {
    out.bundle.dmn = std::move(dmn).value();
  } else {
    flaws.add(out.code + "/table.dmn", dmn.error());
  }
  return out;
}

}  // namespace

bool is_code(std::string_view code) {
  return !code.empty() && code.size() <= longest_code && std::all_of(code.begin(), code.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
}

std::string bundle_json(const Bundle& bundle) {
  return rules::to_json(
      Value::context({{"about", bundle.about}, {"dmn", Value::string(bundle.dmn)}, {"cases", bundle.cases}}));
}

Result<Bundle> bundle_of(const Value& json) {
  Flaws flaws;
  JsonFields fields(json, "", flaws);
  Bundle out;
  out.about = fields.object("about");
  const Value* const dmn = json.context() == nullptr ? nullptr : json.context()->find("dmn");
  if (dmn == nullptr || dmn->string() == nullptr) {
    fields.flaw("dmn", {"not-text"});
  } else {
    out.dmn = *dmn->string();
  }
  out.cases = Value::list(fields.list("cases"));
  if (out.dmn.size() > largest_bundle)
    fields.flaw("dmn", {"too-large", {{"limit", std::to_string(largest_bundle)}}});
  fields.known("dmn");
  fields.finish();
  if (!flaws.refuse()) return out;
  const Flaw& first = flaws.all().front();
  return Error{"bundle-invalid", first.what(), first.place};
}

Result<Bundle> bundle_from_json(std::string_view text) {
  if (text.size() > 2 * largest_bundle)
    return Error{"bundle-invalid", fmt::format("larger than {} bytes", 2 * largest_bundle)};
  const auto json = rules::from_json(text);
  if (!json) return Error{"bundle-invalid", "not JSON: " + json.error().what, json.error().where};
  return bundle_of(*json);
}

std::vector<fs::path> bundle_folders(const fs::path& tables) {
  std::vector<fs::path> out;
  std::error_code failed;
  for (const auto& entry : fs::directory_iterator(tables, failed)) {
    if (entry.is_directory(failed)) out.push_back(entry.path());
  }
  std::sort(out.begin(), out.end());
  return out;
}

Result<NamedBundle, std::vector<Flaw>> read_bundle(const fs::path& folder) {
  Flaws flaws;
  NamedBundle out = read_one(folder, flaws);
  if (flaws.refuse()) return flaws.all();
  return out;
}

Result<std::vector<NamedBundle>, std::vector<Flaw>> read_folder(const fs::path& tables) {
  Flaws flaws;
  std::vector<NamedBundle> out;
  for (const fs::path& folder : bundle_folders(tables)) out.push_back(read_one(folder, flaws));
  if (flaws.refuse()) return flaws.all();
  return out;
}

std::string mark_of(const Bundle& bundle) {
  std::uint64_t hash = 14695981039346656037ULL;  // FNV-1a
  for (const char c : bundle_json(bundle)) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
  return fmt::format("{:016x}", hash);
}

}  // namespace vuoro::tables
