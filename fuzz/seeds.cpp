#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <pugixml.hpp>
#include <string>

#include "forms/guide_bundle.hpp"
#include "rules/json.hpp"
#include "tables/bundle.hpp"

/// seeds CONTENT OUT [DMN-FOLDER…]: what the fuzzers begin with, made from the tables, forms and guides that
/// the project has: OUT/feel, model, form, answers, guide, bundle.
namespace {

namespace fs = std::filesystem;
using vuoro::rules::Value;

class Seeds {
 public:
  explicit Seeds(fs::path out) : out_(std::move(out)) {}

  void add(const char* corpus, const std::string& bytes) {
    fs::create_directories(out_ / corpus);
    std::ofstream(out_ / corpus / fmt::format("seed-{}", count_++), std::ios::binary) << bytes;
  }

  void model(const std::string& dmn) {
    add("model", dmn);
    pugi::xml_document document;
    if (!document.load_string(dmn.c_str())) return;
    for (const auto& found : document.select_nodes("//*[local-name()='text']")) {
      const std::string text = found.node().text().get();
      add("feel", "\x01" + text);                // As an expression,
      add("feel", std::string(1, '\0') + text);  // and as unary tests.
    }
  }

 private:
  fs::path out_;
  int count_ = 0;
};

std::string text_of(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

void guide(Seeds& seeds, const fs::path& folder) {
  auto bundle = vuoro::forms::read_guide_folder(folder);
  if (!bundle) return;
  std::vector<vuoro::Error> faults;
  bundle->cases = vuoro::forms::read_guide_cases(folder, faults);
  const std::string form = text_of(folder / "form.json");
  seeds.add("form", form);
  seeds.add("guide", vuoro::forms::guide_bundle_json(*bundle));
  if (bundle->cases.list() == nullptr) return;
  for (const Value& one : *bundle->cases.list())
    if (const auto* fields = one.context())
      if (const Value* answers = fields->find("answers"))
        seeds.add("answers", form + '\0' + vuoro::rules::to_json(*answers));
}

}  // namespace

int main(int count, char** words) {
  if (count < 3) {
    std::cerr << "seeds CONTENT OUT [DMN-FOLDER…]\n";
    return 2;
  }
  const fs::path content = words[1];
  Seeds seeds{words[2]};
  for (const auto& entry : fs::directory_iterator(content / "navigators"))
    if (entry.is_directory()) guide(seeds, entry.path());
  for (const auto& entry : fs::recursive_directory_iterator(content)) {
    if (entry.path().extension() == ".dmn") seeds.model(text_of(entry.path()));
    if (entry.path().filename() != "table.dmn") continue;
    if (const auto bundle = vuoro::tables::read_bundle(entry.path().parent_path()))
      seeds.add("bundle", vuoro::tables::bundle_json(bundle->bundle));
  }
  for (int i = 3; i < count; ++i)
    for (const auto& entry : fs::recursive_directory_iterator(words[i]))
      if (entry.path().extension() == ".dmn") seeds.model(text_of(entry.path()));
  return 0;
}
