#include "forms/form_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "forms/json_text.hpp"

namespace vuoro::forms {
namespace {

using rules::Value;

constexpr std::array<std::string_view, 39> known_of_form{"resourceType",
                                                         "id",
                                                         "meta",
                                                         "implicitRules",
                                                         "language",
                                                         "text",
                                                         "contained",
                                                         "extension",
                                                         "url",
                                                         "identifier",
                                                         "version",
                                                         "name",
                                                         "title",
                                                         "derivedFrom",
                                                         "status",
                                                         "experimental",
                                                         "subjectType",
                                                         "date",
                                                         "publisher",
                                                         "contact",
                                                         "description",
                                                         "useContext",
                                                         "jurisdiction",
                                                         "purpose",
                                                         "copyright",
                                                         "approvalDate",
                                                         "lastReviewDate",
                                                         "effectivePeriod",
                                                         "code",
                                                         "item",
                                                         "modifierExtension",
                                                         "_title",
                                                         "_description",
                                                         "_name",
                                                         "_purpose",
                                                         "_copyright",
                                                         "_status",
                                                         "_language",
                                                         "$schema"};
constexpr std::array<std::string_view, 28> known_of_item{"id",
                                                         "extension",
                                                         "modifierExtension",
                                                         "linkId",
                                                         "definition",
                                                         "code",
                                                         "prefix",
                                                         "text",
                                                         "type",
                                                         "enableWhen",
                                                         "enableBehavior",
                                                         "required",
                                                         "repeats",
                                                         "readOnly",
                                                         "maxLength",
                                                         "answerValueSet",
                                                         "answerOption",
                                                         "initial",
                                                         "item",
                                                         "_text",
                                                         "_prefix",
                                                         "_linkId",
                                                         "_type",
                                                         "_required",
                                                         "_repeats",
                                                         "_readOnly",
                                                         "_maxLength",
                                                         "_enableBehavior"};

template <std::size_t n>
bool one_of(std::string_view name, const std::array<std::string_view, n>& names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

constexpr std::size_t longest_link_id = 255;

}  // namespace

FormReader::FormReader(Value document) {
  form_.document_ = std::move(document);
}

Result<Form, Faults> FormReader::run() {
  read_head();
  if (faults_.empty()) read_items();
  link();
  if (!faults_.empty()) return faults_;
  return std::move(form_);
}

void FormReader::read_head() {
  const Value& root = form_.document_;
  const Value* const type = field(root, "resourceType");
  if (type == nullptr || type->string() == nullptr || *type->string() != "Questionnaire") {
    faults_.add("not-a-questionnaire", "", "resourceType", "not a FHIR Questionnaire");
    return;
  }
  for (const std::string_view name : {"modifierExtension", "implicitRules"}) {
    if (field(root, name) != nullptr)
      faults_.add("modifier", "", name, "it would change the meaning in a way that is not known here");
  }
  const auto text = [&](std::string_view name, std::string& into) {
    const Value* const found = field(root, name);
    if (found != nullptr && found->string() != nullptr) into = *found->string();
    if (found != nullptr && found->string() == nullptr) faults_.add("wrong-type", "", name, "not a text");
  };
  text("url", form_.url_);
  text("version", form_.version_);
  text("language", form_.language_);
  if (form_.url_.empty() || form_.url_.find('|') != std::string::npos)
    faults_.add("url-missing", "", "url", "a form is told by its url, without '|'");
  if (form_.version_.empty()) faults_.add("version-missing", "", "version", "a form has a version");
  form_.title_ = read_wording(root, "title", "", "", faults_);
  form_.marks_ = {form_.title_.text, form_.url_};
  for (const auto& [language, words] : form_.title_.by_language) form_.marks_.push_back(words);
  for (const std::string_view name : {"name", "description", "copyright"}) {
    const Value* const found = field(root, name);
    if (found != nullptr && found->string() != nullptr && name != "copyright")
      form_.marks_.push_back(*found->string());
  }
  for (const std::string_view name : {"derivedFrom", "code"}) {
    const Value* const found = field(root, name);
    if (found == nullptr || found->list() == nullptr) continue;
    for (const Value& one : *found->list()) {
      if (one.string() != nullptr) form_.marks_.push_back(*one.string());
      for (const std::string_view part : {"code", "display"}) {
        const Value* const words = field(one, part);
        if (words != nullptr && words->string() != nullptr) form_.marks_.push_back(*words->string());
      }
    }
  }
  note_unknown(root, "", true);
}

void FormReader::note_unknown(const Value& of, std::string_view path, bool root) {
  constexpr std::size_t most_notes = 100;
  for (const auto& [key, value] : of.context()->entries) {
    const bool known = root ? one_of(key, known_of_form) : one_of(key, known_of_item);
    if (!known && form_.notes_.size() < most_notes)
      form_.notes_.push_back(fmt::format("{}: {}", path.empty() ? "the form" : path, key));
  }
}

void FormReader::read_items() {
  const Value* const items = field(form_.document_, "item");
  if (items == nullptr || items->list() == nullptr || items->list()->empty()) {
    faults_.add("no-items", "", "item", "a form without items");
    return;
  }
  std::vector<Level> levels{{items->list(), 0, nothing, ""}};
  while (!levels.empty()) {
    Level& level = levels.back();
    if (level.next == level.items->size()) {
      if (level.parent != nothing) form_.items_[level.parent].end = static_cast<ItemId>(form_.items_.size());
      levels.pop_back();
      continue;
    }
    if (form_.items_.size() == most_items) {
      faults_.add("too-many-items", "", level.path, fmt::format("more than {} items", most_items));
      return;
    }
    const Value& item = (*level.items)[level.next];
    std::string path = fmt::format("{}item[{}]", level.path, level.next);
    ++level.next;
    read_item(item, level.parent, std::move(path), levels);
  }
}

void FormReader::read_item(const Value& source, ItemId parent, std::string path, std::vector<Level>& levels) {
  if (source.context() == nullptr) {
    faults_.add("wrong-type", "", path, "an item is an object");
    return;
  }
  const auto id = static_cast<ItemId>(form_.items_.size());
  Item item;
  item.path = path;
  item.parent = parent;
  item.end = id + 1;
  const Value* const link_id = field(source, "linkId");
  if (link_id == nullptr || link_id->string() == nullptr || link_id->string()->empty() ||
      link_id->string()->size() > longest_link_id) {
    faults_.add("link-id", "", path, "linkId must be a text of 1 to 255 bytes");
  } else {
    item.link_id = *link_id->string();
    const auto [before, fresh] = form_.by_link_id_.emplace(item.link_id, id);
    if (!fresh)
      faults_.add("link-id-twice", item.link_id, path,
                  fmt::format("{} has this linkId already", form_.items_[before->second].path));
  }
  read_item_parts(source, item, faults_);
  note_unknown(source, path, false);
  form_.items_.push_back(std::move(item));
  sources_.push_back(&source);
  const Value* const below = field(source, "item");
  if (below == nullptr) return;
  const Item& read = form_.items_.back();
  if (below->list() == nullptr || below->list()->empty()) {
    faults_.add("wrong-type", read.link_id, path + ".item", "items are a list that is not empty");
  } else if (read.type == ItemType::display) {
    faults_.add("display-with-items", read.link_id, path, "a display has no items below it");
  } else if (read.is_question() && read.repeats) {
    faults_.add("repeats-with-items", read.link_id, path,
                "items below a question with several answers are not read; use a repeating group");
  } else if (levels.size() == deepest_item) {
    faults_.add("too-deep", read.link_id, path, fmt::format("items nest deeper than {}", deepest_item));
  } else {
    levels.push_back({below->list(), 0, id, path + "."});
  }
}

}  // namespace vuoro::forms
