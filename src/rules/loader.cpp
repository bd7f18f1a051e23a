#include "rules/loader.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>

#include "rules/words.hpp"

namespace vuoro::rules {
namespace {

constexpr std::size_t largest_file = 64U << 20U;
constexpr std::size_t most_files = 64;

std::optional<std::string> file_text(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) return std::nullopt;
  std::string out;
  std::vector<char> buffer(1U << 16U);
  while (in && out.size() <= largest_file) {
    in.read(buffer.data(), static_cast<std::streamsize>(buffer.size()));
    out.append(buffer.data(), static_cast<std::size_t>(in.gcount()));
  }
  return out.size() > largest_file || in.bad() ? std::nullopt : std::optional(std::move(out));
}

Error refused(const Reason& reason, std::string where) {
  return {reason.code, in_english(reason), std::move(where)};
}

}  // namespace

std::string_view local_name(pugi::xml_node node) {
  const std::string_view name = node.name();
  const std::size_t colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

pugi::xml_node child_named(pugi::xml_node parent, std::string_view name) {
  for (const pugi::xml_node child : parent.children()) {
    if (child.type() == pugi::node_element && local_name(child) == name) return child;
  }
  return {};
}

std::vector<pugi::xml_node> children_named(pugi::xml_node parent, std::string_view name) {
  std::vector<pugi::xml_node> out;
  for (const pugi::xml_node child : parent.children()) {
    if (child.type() == pugi::node_element && local_name(child) == name) out.push_back(child);
  }
  return out;
}

std::string text_in(pugi::xml_node node) {
  const pugi::xml_node text = child_named(node, "text");
  std::string out;
  for (const pugi::xml_node part : (text ? text : node).children()) {
    if (part.type() == pugi::node_pcdata || part.type() == pugi::node_cdata) out += part.value();
  }
  return out;
}

Result<Model> Model::load(const std::filesystem::path& file) {
  return Loader().load(file);
}
Result<Model> Model::parse(std::string_view xml, const std::string& file_name) {
  return Loader().parse(xml, file_name);
}

Result<Model> Loader::load(const std::filesystem::path& file) {
  auto text = file_text(file);
  if (!text) return Error{"model-unreadable", "the file cannot be read", file.string()};
  std::uint32_t model = 0;
  if (auto done = read(file.string(), std::move(*text), model); !done) return done.error();
  if (auto done = read_imports(file.parent_path()); !done) return done.error();
  return finish();
}

Result<Model> Loader::parse(std::string_view xml, const std::string& file_name) {
  std::uint32_t model = 0;
  if (auto done = read(file_name, std::string(xml), model); !done) return done.error();
  if (auto done = read_imports({}); !done) return done.error();
  return finish();
}

Status Loader::read(const std::string& file, std::string text, std::uint32_t& model) {
  Document document;
  document.file = file;
  document.text = std::move(text);
  document.line_starts.push_back(0);
  for (std::size_t i = 0; i < document.text.size(); ++i) {
    if (document.text[i] == '\n') document.line_starts.push_back(i + 1);
  }
  document.xml = std::make_unique<pugi::xml_document>();
  const auto parsed = document.xml->load_buffer(document.text.data(), document.text.size(),
                                                pugi::parse_default | pugi::parse_ws_pcdata_single);
  const auto line_at = [&](std::ptrdiff_t offset) {
    const auto& starts = document.line_starts;
    return std::upper_bound(starts.begin(), starts.end(), static_cast<std::size_t>(offset)) - starts.begin();
  };
  if (!parsed) {
    return refused({"xml-broken", {{"detail", parsed.description()}}},
                   file + ":" + std::to_string(line_at(parsed.offset)));
  }
  if (!is_utf8(document.text)) return refused({"not-utf8"}, file);
  document.root = document.xml->document_element();
  if (local_name(document.root) != "definitions") {
    return refused({"not-dmn"}, file + ":1");
  }
  document.space = document.root.attribute("namespace").value();
  for (const Xml import : children_named(document.root, "import")) {
    document.imports.push_back(
        {import.attribute("name").value(), import.attribute("namespace").value(), none});
  }
  document.around = std::make_unique<Surroundings>(program_->code, members_);
  model = static_cast<std::uint32_t>(documents_.size());
  documents_.push_back(std::move(document));
  return Unit{};
}

Status Loader::read_imports(const std::filesystem::path& folder) {
  for (std::uint32_t model = 0; model < documents_.size(); ++model) {
    for (std::size_t i = 0; i < documents_[model].imports.size(); ++i) resolve_import(folder, model, i);
    if (documents_.size() > most_files) {
      return refused({"too-many-models"}, documents_.front().file);
    }
  }
  return Unit{};
}

void Loader::resolve_import(const std::filesystem::path& folder, std::uint32_t model, std::size_t at) {
  const std::string space = documents_[model].imports[at].space;
  const auto known = [&] {
    for (std::uint32_t i = 0; i < documents_.size(); ++i) {
      if (documents_[i].space == space) documents_[model].imports[at].model = i;
    }
    return documents_[model].imports[at].model != none;
  };
  if (known()) return;
  const Xml import = children_named(documents_[model].root, "import")[at];
  const std::string type = import.attribute("importType").value();
  if (type.find("DMN") == std::string::npos && type.find("MODEL") == std::string::npos && !type.empty())
    return;
  std::vector<std::filesystem::path> candidates;
  const std::string location = import.attribute("locationURI").value();
  // Only files of the model's own folder: a model must not make us open anything else.
  if (!location.empty()) candidates.push_back(folder / std::filesystem::path(location).filename());
  std::error_code failed;
  if (!folder.empty()) {
    for (const auto& entry : std::filesystem::directory_iterator(folder, failed)) {
      if (entry.path().extension() == ".dmn") candidates.push_back(entry.path());
    }
  }
  for (const auto& candidate : candidates) {
    auto text = file_text(candidate);
    if (!text || text->find(space) == std::string::npos) continue;
    std::uint32_t found = 0;
    if (!read(candidate.string(), std::move(*text), found)) continue;
    if (documents_[found].space == space) {
      documents_[model].imports[at].model = found;
      return;
    }
    documents_.pop_back();
  }
  report(Finding::Weight::error, {model, "import \"" + documents_[model].imports[at].name + "\""}, import,
         {"import-missing", {{"space", space}}});
}

std::uint32_t Loader::line_of(std::uint32_t model, Xml node) const {
  const auto& starts = documents_[model].line_starts;
  const auto offset = static_cast<std::size_t>(std::max<std::ptrdiff_t>(node.offset_debug(), 0));
  return static_cast<std::uint32_t>(std::upper_bound(starts.begin(), starts.end(), offset) - starts.begin());
}

void Loader::report(Finding::Weight weight, const Place& place, Xml node, Reason reason) {
  if (findings_.size() >= 1000) return;
  findings_.push_back({weight, documents_[place.model].file, line_of(place.model, node), place.where,
                       std::move(reason), place.row, place.column});
}

Model Loader::finish() {
  const auto models = static_cast<std::uint32_t>(documents_.size());
  for (std::uint32_t m = 0; m < models; ++m) declare_types(m);
  for (std::uint32_t m = 0; m < models; ++m) share_types(m);
  for (std::uint32_t m = 0; m < models; ++m) define_types(m);
  break_type_cycles();
  for (std::uint32_t m = 0; m < models; ++m) declare_elements(m);
  for (std::uint32_t e = 0; e < program_->elements.size(); ++e) require(e);
  order_elements();
  name_inputs();
  for (const std::uint32_t e : order_) compile_element(e);
  Model out;
  out.program_ = program_;
  out.paths_ = std::move(paths_);
  out.cyclic_ = std::move(cyclic_);
  out.findings_ = std::move(findings_);
  return out;
}

}  // namespace vuoro::rules
