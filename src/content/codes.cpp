#include "content/codes.hpp"

#include <algorithm>

namespace vuoro::content {

std::string Codes::read(Fields& fields) {
  const auto code = fields.text("code");
  if (!code) return {};
  const toml::node& node = *fields.node("code", Presence::required);
  if (code->size() > longest_code) fields.fault(node, "'code' is longer than 62 bytes");
  const bool plain = std::ranges::all_of(
      *code, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; });
  if (!plain) fields.fault(node, "'code' may hold only a-z, 0-9 and -");
  if (!known_.insert(*code).second) {
    fields.fault(node, "the " + std::string{kind_} + " '" + *code + "' is there already");
  }
  return *code;
}

void Codes::check(const std::vector<Mention>& mentions, ContentErrors& errors) const {
  const std::vector<std::string_view> allowed(known_.begin(), known_.end());
  for (const Mention& mention : mentions) {
    if (known_.contains(mention.code)) continue;
    errors.push_back(
        mention.place.error(did_you_mean("unknown " + std::string{kind_}, mention.code, allowed)));
  }
}

std::string mention(Fields& fields, std::string_view key, std::vector<Mention>& into, Presence presence) {
  const auto code = fields.text(key, presence);
  if (!code) return {};
  into.push_back({*code, fields.place_of(*fields.node(key, presence))});
  return *code;
}

std::vector<std::string> mentions(Fields& fields, std::string_view key, std::vector<Mention>& into,
                                  Presence presence) {
  const toml::array* list = fields.array(key, presence);
  std::set<std::string> seen;
  std::vector<std::string> codes;
  if (list == nullptr) return codes;
  if (list->empty() && presence == Presence::required)
    fields.fault(*list, "'" + std::string{key} + "' is empty");
  for (const toml::node& item : *list) {
    const auto* text = item.as_string();
    if (text == nullptr) {
      fields.fault(item, "'" + std::string{key} + "' may hold texts only");
      continue;
    }
    if (!seen.insert(text->get()).second)
      fields.fault(item, "'" + std::string{key} + "' names '" + text->get() + "' twice");
    into.push_back({text->get(), fields.place_of(item)});
    codes.push_back(text->get());
  }
  return codes;
}

std::vector<std::string> words_among(Fields& fields, std::string_view key,
                                     std::span<const std::string_view> allowed) {
  std::vector<std::string> words = fields.texts(key);
  const toml::node* list = fields.node(key, Presence::required);
  if (list == nullptr) return words;
  if (list->is_array() && list->as_array()->empty())
    fields.fault(*list, "'" + std::string{key} + "' is empty");
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (std::ranges::find(allowed, words[i]) == allowed.end()) {
      fields.fault(*list, "'" + std::string{key} + "': " + did_you_mean("unknown word", words[i], allowed));
    } else if (std::find(words.begin(), words.begin() + static_cast<std::ptrdiff_t>(i), words[i]) !=
               words.begin() + static_cast<std::ptrdiff_t>(i)) {
      fields.fault(*list, "'" + std::string{key} + "' names '" + words[i] + "' twice");
    }
  }
  return words;
}

}  // namespace vuoro::content
