#include "tables/json_fields.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "rules/temporal.hpp"

namespace vuoro::tables {

using rules::Value;

JsonFields::JsonFields(const Value& object, std::string place, Flaws& flaws)
    : object_(object.context()), place_(std::move(place)), flaws_(flaws) {
  if (object_ == nullptr) {
    flaws_.add(place_, {"not-object"});
    return;
  }
  std::vector<std::string_view> keys;
  for (const auto& [key, value] : object_->entries) keys.push_back(key);
  std::sort(keys.begin(), keys.end());
  const auto twice = std::adjacent_find(keys.begin(), keys.end());
  if (twice != keys.end()) flaw(*twice, {"key-twice"});
}

std::string JsonFields::at(std::string_view key) const {
  return place_.empty() ? std::string(key) : fmt::format("{}.{}", place_, key);
}

void JsonFields::flaw(std::string_view key, rules::Reason reason) {
  flaws_.add(at(key), std::move(reason));
}

bool JsonFields::has(std::string_view key) const {
  return object_ != nullptr && object_->find(key) != nullptr;
}

const Value* JsonFields::take(std::string_view key, Needed needed) {
  asked_.emplace_back(key);
  if (object_ == nullptr) return nullptr;
  const Value* const found = object_->find(key);
  if (found == nullptr && needed == Needed::yes) flaw(key, {"missing"});
  return found;
}

std::string JsonFields::text(std::string_view key, Needed needed) {
  const Value* const found = take(key, needed);
  if (found == nullptr) return {};
  const std::string* const text = found->string();
  if (text == nullptr) {
    flaw(key, {"not-text"});
    return {};
  }
  const bool control =
      std::any_of(text->begin(), text->end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; });
  if (control) flaw(key, {"control-character"});
  if (text->size() > most_text) flaw(key, {"too-long", {{"limit", std::to_string(most_text)}}});
  if (needed == Needed::yes && text->empty()) flaw(key, {"empty"});
  return *text;
}

promises::Translated JsonFields::three(std::string_view key) {
  const Value* const found = take(key, Needed::yes);
  if (found == nullptr) return {};
  JsonFields fields(*found, at(key), flaws_);
  promises::Translated out{fields.text("fi"), fields.text("sv"), fields.text("en")};
  fields.finish();
  return out;
}

std::optional<Day> JsonFields::day(std::string_view key, Needed needed) {
  const Value* const found = take(key, needed);
  if (found == nullptr) return std::nullopt;
  const std::string* const text = found->string();
  const auto date = text == nullptr || text->size() != 10 ? std::nullopt : rules::Date::parse(*text);
  if (!date) {
    flaw(key, {"not-day"});
    return std::nullopt;
  }
  return Day{static_cast<std::int32_t>(date->days())};
}

std::optional<std::int64_t> JsonFields::whole(std::string_view key, std::int64_t least, std::int64_t most,
                                              Needed needed) {
  const Value* const found = take(key, needed);
  if (found == nullptr) return std::nullopt;
  const auto number = found->number() == nullptr ? std::nullopt : found->number()->integer();
  if (number && *number >= least && *number <= most) return number;
  flaw(key, {"not-whole", {{"least", std::to_string(least)}, {"most", std::to_string(most)}}});
  return std::nullopt;
}

bool JsonFields::flag(std::string_view key) {
  const Value* const found = take(key, Needed::no);
  if (found == nullptr) return false;
  if (found->boolean() == nullptr) flaw(key, {"not-flag"});
  return found->is_true();
}

std::vector<Value> JsonFields::list(std::string_view key, Needed needed) {
  const Value* const found = take(key, needed);
  if (found == nullptr) return {};
  if (found->list() != nullptr) return *found->list();
  flaw(key, {"not-list"});
  return {};
}

Value JsonFields::object(std::string_view key) {
  const Value* const found = take(key, Needed::yes);
  if (found == nullptr) return Value::context({});
  if (found->context() != nullptr) return *found;
  flaw(key, {"not-object"});
  return Value::context({});
}

void JsonFields::finish() {
  if (object_ == nullptr) return;
  for (const auto& [key, value] : object_->entries) {
    if (std::find(asked_.begin(), asked_.end(), key) == asked_.end()) flaw(key, {"unknown-key"});
  }
}

}  // namespace vuoro::tables
