#include "content/codes.hpp"

#include <algorithm>

namespace vuoro::content {

namespace {

constexpr std::array<std::string_view, 7> weekdays = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};

/// Seconds since midnight of "08:00"; 24:00 is the end of the day.
std::optional<std::int32_t> seconds_of(std::string_view text) {
  if (text.size() != 5 || text[2] != ':') return std::nullopt;
  for (const std::size_t i : {0U, 1U, 3U, 4U}) {
    if (text[i] < '0' || text[i] > '9') return std::nullopt;
  }
  const int hours = (text[0] - '0') * 10 + (text[1] - '0');
  const int minutes = (text[3] - '0') * 10 + (text[4] - '0');
  if (minutes > 59 || hours * 60 + minutes > 24 * 60) return std::nullopt;
  return hours * 3600 + minutes * 60;
}

}  // namespace

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

std::optional<std::int32_t> clock_time(Fields& fields, std::string_view key) {
  const auto text = fields.text(key);
  if (!text) return std::nullopt;
  const auto time = seconds_of(*text);
  if (!time)
    fields.fault(*fields.node(key, Presence::required),
                 "'" + std::string{key} + "' must be a time of day like \"08:00\"");
  return time;
}

std::vector<std::uint8_t> weekdays_of(Fields& fields) {
  std::vector<std::uint8_t> days;
  for (const std::string& word : words_among(fields, "days", weekdays)) {
    const auto found = std::ranges::find(weekdays, word);
    if (found != weekdays.end()) days.push_back(static_cast<std::uint8_t>(found - weekdays.begin() + 1));
  }
  return days;
}

}  // namespace vuoro::content
