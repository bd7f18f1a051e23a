#include "forms/guide_wording.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "forms/form_reader.hpp"
#include "forms/json_text.hpp"

namespace vuoro::forms {
namespace {

using rules::Value;

constexpr std::size_t most_texts = 5'000;

std::string text_at(const Value& of, std::string_view key) {
  const Value* const found = field(of, key);
  return found == nullptr || found->string() == nullptr ? std::string{} : *found->string();
}

/// The object with the key set, or without it when the value is null.
Value with(const Value& object, std::string_view key, Value value) {
  std::vector<std::pair<std::string, Value>> entries;
  if (object.context() != nullptr) entries = object.context()->entries;
  const auto found =
      std::find_if(entries.begin(), entries.end(), [&](const auto& e) { return e.first == key; });
  if (value.is_null()) {
    if (found != entries.end()) entries.erase(found);
  } else if (found != entries.end()) {
    found->second = std::move(value);
  } else {
    entries.emplace_back(std::string(key), std::move(value));
  }
  return Value::context(std::move(entries));
}

std::string translation_url() {
  return fmt::format("{}translation", url::hl7);
}

/// The part of a translation extension that is called so: its value's name and words.
std::pair<std::string, std::string> part_of(const Value& extension, std::string_view name) {
  const Value* const parts = field(extension, "extension");
  if (parts == nullptr || parts->list() == nullptr) return {};
  for (const Value& part : *parts->list()) {
    if (text_at(part, "url") != name) continue;
    for (const std::string_view kind : {"valueCode", "valueString", "valueMarkdown"}) {
      if (std::string words = text_at(part, kind); !words.empty()) return {std::string(kind), words};
    }
  }
  return {};
}

bool translates(const Value& extension, std::string_view language) {
  return text_at(extension, "url") == translation_url() && part_of(extension, "lang").second == language;
}

Value new_translation(std::string_view language, const std::string& text) {
  return Value::context(
      {{"url", Value::string(translation_url())},
       {"extension", Value::list({Value::context({{"url", Value::string("lang")},
                                                  {"valueCode", Value::string(std::string(language))}}),
                                  Value::context({{"url", Value::string("content")},
                                                  {"valueString", Value::string(text)}})})}});
}

/// The translation with other words; whatever else it has stays.
Value reworded(const Value& extension, const std::string& text) {
  std::vector<Value> parts = *field(extension, "extension")->list();
  for (Value& part : parts) {
    if (text_at(part, "url") != "content") continue;
    const std::string kind = part_of(extension, "content").first;
    part = with(part, kind.empty() ? "valueString" : kind, Value::string(text));
  }
  return with(extension, "extension", Value::list(std::move(parts)));
}

std::string translation(const Value& owner, const std::string& key, std::string_view language) {
  const Value* const beside = field(owner, "_" + key);
  const Value* const all = beside == nullptr ? nullptr : field(*beside, "extension");
  if (all == nullptr || all->list() == nullptr) return {};
  for (const Value& one : *all->list()) {
    if (translates(one, language)) return part_of(one, "content").second;
  }
  return {};
}

Value translated(const Value& owner, const std::string& key, std::string_view language,
                 const std::string& text) {
  const Value* const beside = field(owner, "_" + key);
  const Value* const all = beside == nullptr ? nullptr : field(*beside, "extension");
  std::vector<Value> extensions;
  if (all != nullptr && all->list() != nullptr) extensions = *all->list();
  const auto found = std::find_if(extensions.begin(), extensions.end(),
                                  [&](const Value& one) { return translates(one, language); });
  if (found == extensions.end()) {
    if (!text.empty()) extensions.push_back(new_translation(language, text));
  } else if (text.empty()) {
    extensions.erase(found);
  } else {
    *found = reworded(*found, text);
  }
  const Value none;
  Value changed = with(beside == nullptr ? none : *beside, "extension",
                       extensions.empty() ? Value() : Value::list(std::move(extensions)));
  const bool empty = changed.context() == nullptr || changed.context()->entries.empty();
  return with(owner, "_" + key, empty ? Value() : std::move(changed));
}

TextKind kind_of(const Value& item) {
  const std::string type = text_at(item, "type");
  if (type == "group") return TextKind::group;
  return type == "display" ? TextKind::help : TextKind::question;
}

}  // namespace

std::string_view word_of(TextKind kind) {
  constexpr std::array<std::string_view, 12> words{
      "name", "intro",         "form-title",   "group",      "question",   "option",
      "help", "outcome-title", "outcome-text", "first-step", "exit-title", "exit-text"};
  return words[static_cast<std::size_t>(kind)];
}

/// Finds the places, in the order in which somebody meets them.
class GuideWording::Walk {
 public:
  Walk(const GuideBundle& bundle, std::vector<Spot>& spots) : bundle_(bundle), spots_(spots) {}

  void run() {
    add("texts.name", TextKind::name, "", false, {}, "name");
    add("texts.intro", TextKind::intro, "", false, {}, "intro");
    add("form.title", TextKind::form_title, "", true, {}, "title");
    items();
    said("outcome", {{"title", TextKind::outcome_title},
                     {"text", TextKind::outcome_text},
                     {"first_step", TextKind::first_step}});
    said("exit", {{"title", TextKind::exit_title}, {"text", TextKind::exit_text}});
  }

 private:
  struct Level {
    const std::vector<Value>* items;
    std::size_t next;
  };

  Spot* add(std::string place, TextKind kind, std::string about, bool in_form, std::vector<Step> owner,
            std::string key) {
    if (spots_.size() == most_texts) return nullptr;
    spots_.push_back(
        {{std::move(place), kind, std::move(about), "", {}}, in_form, std::move(owner), std::move(key)});
    return &spots_.back();
  }

  /// In document order, with a stack of its own: what comes from outside nests as deep as it likes.
  void items() {
    std::vector<Level> levels;
    std::vector<Step> steps;
    enter(bundle_.form, levels, steps);
    while (!levels.empty()) {
      Level& level = levels.back();
      if (level.next == level.items->size()) {
        levels.pop_back();
        steps.resize(steps.size() - std::min<std::size_t>(steps.size(), 2));
        continue;
      }
      steps.back().index = level.next;
      const Value& item = (*level.items)[level.next++];
      one_item(item, steps);
      enter(item, levels, steps);
    }
  }

  static void enter(const Value& of, std::vector<Level>& levels, std::vector<Step>& steps) {
    const Value* const items = field(of, "item");
    if (items == nullptr || items->list() == nullptr || items->list()->empty()) return;
    levels.push_back({items->list(), 0});
    steps.push_back({"item", 0});
    steps.push_back({"", 0});
  }

  void one_item(const Value& item, const std::vector<Step>& steps) {
    if (item.context() == nullptr) return;
    const std::string id = text_at(item, "linkId");
    add(fmt::format("form.{}.text", id), kind_of(item), id, true, steps, "text");
    const Value* const options = field(item, "answerOption");
    if (options == nullptr || options->list() == nullptr) return;
    for (std::size_t i = 0; i < options->list()->size(); ++i) {
      const Value& option = (*options->list())[i];
      const Value* const coding = field(option, "valueCoding");
      std::vector<Step> owner = steps;
      owner.push_back({"answerOption", 0});
      owner.push_back({"", i});
      const bool worded = coding == nullptr && field(option, "valueString") != nullptr;
      if (coding == nullptr && !worded) continue;  // a number or a day needs no words
      if (coding != nullptr) owner.push_back({"valueCoding", 0});
      Spot* const spot = add(fmt::format("form.{}.option.{}", id, i), TextKind::option, id, true,
                             std::move(owner), worded ? "valueString" : "display");
      if (spot != nullptr) spot->text.option = coding == nullptr ? "" : text_at(*coding, "code");
    }
  }

  void said(const std::string& list, std::initializer_list<std::pair<const char*, TextKind>> keys) {
    const Value* const all = field(bundle_.texts, list);
    if (all == nullptr || all->list() == nullptr) return;
    for (std::size_t i = 0; i < all->list()->size(); ++i) {
      const Value& one = (*all->list())[i];
      if (one.context() == nullptr) continue;
      const std::string code = text_at(one, "code");
      for (const auto& [key, kind] : keys)
        add(fmt::format("texts.{}.{}.{}", list, code, key), kind, code, false, {{list, 0}, {"", i}}, key);
    }
  }

  const GuideBundle& bundle_;
  std::vector<Spot>& spots_;
};

GuideWording::GuideWording(GuideBundle bundle) : bundle_(std::move(bundle)) {
  Walk(bundle_, spots_).run();
  for (std::size_t i = 0; i < spots_.size(); ++i) by_place_.emplace(spots_[i].text.place, i);
}

const Value* GuideWording::owner_of(const Spot& spot) const {
  const Value* at = spot.in_form ? &bundle_.form : &bundle_.texts;
  for (const Step& step : spot.owner) {
    if (!step.key.empty()) {
      at = field(*at, step.key);
    } else {
      at = at->list() == nullptr || step.index >= at->list()->size() ? nullptr : &(*at->list())[step.index];
    }
    if (at == nullptr) return nullptr;
  }
  return at;
}

std::vector<GuideText> GuideWording::texts() const {
  std::vector<GuideText> out;
  out.reserve(spots_.size());
  for (const Spot& spot : spots_) {
    GuideText one = spot.text;
    const Value* const owner = owner_of(spot);
    for (std::size_t i = 0; owner != nullptr && i < language_codes.size(); ++i) {
      if (!spot.in_form) {
        const Value* const words = field(*owner, spot.key);
        if (words != nullptr) one.text[i] = text_at(*words, language_codes[i]);
      } else {
        one.text[i] = i == 0 ? text_at(*owner, spot.key) : translation(*owner, spot.key, language_codes[i]);
      }
    }
    out.push_back(std::move(one));
  }
  return out;
}

Value GuideWording::replaced(const Value& root, const std::vector<Step>& steps, Value leaf) {
  std::vector<const Value*> chain{&root};
  for (std::size_t i = 0; i + 1 < steps.size(); ++i) {
    const Value& at = *chain.back();
    chain.push_back(steps[i].key.empty() ? &(*at.list())[steps[i].index] : field(at, steps[i].key));
  }
  for (std::size_t i = steps.size(); i-- > 0;) {
    if (steps[i].key.empty()) {
      std::vector<Value> items = *chain[i]->list();
      items[steps[i].index] = std::move(leaf);
      leaf = Value::list(std::move(items));
    } else {
      leaf = with(*chain[i], steps[i].key, std::move(leaf));
    }
  }
  return leaf;
}

bool GuideWording::set(std::string_view place, Language language, const std::string& text) {
  const auto found = by_place_.find(place);
  if (found == by_place_.end()) return false;
  const Spot& spot = spots_[found->second];
  const Value* const owner = owner_of(spot);
  if (owner == nullptr) return false;
  const std::string_view code = language_codes[static_cast<std::size_t>(language)];
  Value changed;
  if (!spot.in_form) {
    const Value none;
    const Value* const words = field(*owner, spot.key);
    changed = with(*owner, spot.key, with(words == nullptr ? none : *words, code, Value::string(text)));
  } else if (language == Language::fi) {
    changed = with(*owner, spot.key, text.empty() ? Value() : Value::string(text));
  } else {
    changed = translated(*owner, spot.key, code, text);
  }
  Value& root = spot.in_form ? bundle_.form : bundle_.texts;
  root = replaced(root, spot.owner, std::move(changed));
  return true;
}

}  // namespace vuoro::forms
