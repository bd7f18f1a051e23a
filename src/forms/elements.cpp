#include <fmt/format.h>

#include "forms/form_reader.hpp"
#include "forms/json_text.hpp"

// Elements that many parts of a form have: texts with translations, extensions.
namespace vuoro::forms {
namespace {

using rules::Value;

void read_translations(const Value& element, Wording& wording, const std::string& link_id,
                       const std::string& path, Faults& faults) {
  constexpr std::size_t most_languages = 50;
  for (const Value* const extension : extensions(element, fmt::format("{}translation", url::hl7))) {
    std::string language;
    std::string content;
    const Value* const parts = field(*extension, "extension");
    if (parts != nullptr && parts->list() != nullptr) {
      for (const Value& part : *parts->list()) {
        const Value* const name = field(part, "url");
        if (name == nullptr || name->string() == nullptr) continue;
        for (const std::string_view kind : {"valueCode", "valueString", "valueMarkdown"}) {
          const Value* const value = field(part, kind);
          if (value == nullptr || value->string() == nullptr) continue;
          if (*name->string() == "lang") language = *value->string();
          if (*name->string() == "content") content = *value->string();
        }
      }
    }
    if (language.empty() || content.empty() || content.size() > largest_datum ||
        wording.by_language.size() == most_languages) {
      faults.add("translation", link_id, path, "a translation has a lang and a content");
    } else if (!wording.by_language.emplace(language, content).second) {
      faults.add("translation", link_id, path, fmt::format("translated twice to '{}'", language));
    }
  }
}

}  // namespace

Wording read_wording(const Value& of, std::string_view name, const std::string& link_id,
                     const std::string& path, Faults& faults) {
  Wording out;
  const std::string place = path.empty() ? std::string(name) : fmt::format("{}.{}", path, name);
  const Value* const text = field(of, name);
  if (text != nullptr && text->string() != nullptr && text->string()->size() <= largest_datum) {
    out.text = *text->string();
  } else if (text != nullptr) {
    faults.add("wrong-type", link_id, place, fmt::format("a text of at most {} bytes", largest_datum));
  }
  const Value* const beside = field(of, fmt::format("_{}", name));
  if (beside != nullptr && beside->context() != nullptr)
    read_translations(*beside, out, link_id, place, faults);
  return out;
}

std::vector<const Value*> extensions(const Value& of, std::string_view url) {
  std::vector<const Value*> out;
  const Value* const all = field(of, "extension");
  if (all == nullptr || all->list() == nullptr) return out;
  for (const Value& extension : *all->list()) {
    const Value* const name = field(extension, "url");
    if (name != nullptr && name->string() != nullptr && *name->string() == url) out.push_back(&extension);
  }
  return out;
}

}  // namespace vuoro::forms
