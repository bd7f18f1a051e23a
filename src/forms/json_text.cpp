#include "forms/json_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <vector>

#include "rules/json.hpp"

namespace vuoro::forms {
namespace {

constexpr std::size_t most_digits = 34;

/// Digits that a decimal has to keep: zeros in front and behind cost nothing.
std::size_t digits_of(std::string_view number) {
  std::string digits;
  for (const char c : number.substr(0, number.find_first_of("eE"))) {
    if (c >= '0' && c <= '9') digits += c;
  }
  const std::size_t first = digits.find_first_not_of('0');
  if (first == std::string::npos) return 0;
  return digits.find_last_not_of('0') - first + 1;
}

/// Where a number begins that would be rounded; npos without one. The text is JSON already.
std::size_t too_long_number(std::string_view text) {
  bool in_string = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (in_string) {
      if (c == '\\') ++i;
      if (c == '"') in_string = false;
    } else if (c == '"') {
      in_string = true;
    } else if (c == '-' || (c >= '0' && c <= '9')) {
      const std::size_t end = std::min(text.find_first_not_of("+-.0123456789eE", i), text.size());
      if (digits_of(text.substr(i, end - i)) > most_digits) return i;
      i = end - 1;
    }
  }
  return std::string_view::npos;
}

bool has_control(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == '\x7f';
  });
}

/// A key that the object has twice, else empty.
std::string repeated_key(const rules::Context& object) {
  std::vector<std::string_view> keys;
  keys.reserve(object.entries.size());
  for (const auto& [key, value] : object.entries) keys.push_back(key);
  std::sort(keys.begin(), keys.end());
  const auto twice = std::adjacent_find(keys.begin(), keys.end());
  return twice == keys.end() ? "" : std::string(*twice);
}

/// What no later step should have to think of; empty when there is nothing.
std::string unfit(const rules::Value& root) {
  std::vector<const rules::Value*> waiting{&root};
  while (!waiting.empty()) {
    const rules::Value& value = *waiting.back();
    waiting.pop_back();
    if (const std::string* const text = value.string(); text != nullptr && has_control(*text))
      return "a text has a control character";
    if (value.list() != nullptr) {
      for (const rules::Value& item : *value.list()) waiting.push_back(&item);
    }
    if (value.context() == nullptr) continue;
    if (const std::string key = repeated_key(*value.context()); !key.empty())
      return fmt::format("the key '{}' is given twice", key);
    for (const auto& [key, item] : value.context()->entries) {
      if (has_control(key)) return "a key has a control character";
      waiting.push_back(&item);
    }
  }
  return {};
}

}  // namespace

Result<rules::Value> read_json_text(std::string_view text) {
  if (text.size() > largest_text)
    return Error{"json-invalid", fmt::format("larger than {} bytes", largest_text)};
  auto value = rules::from_json(text);
  if (!value) return Error{"json-invalid", "not JSON: " + value.error().what, value.error().where};
  if (const std::size_t at = too_long_number(text); at != std::string_view::npos)
    return Error{"json-invalid", "a number has more than 34 digits", "byte " + std::to_string(at)};
  if (std::string why = unfit(*value); !why.empty()) return Error{"json-invalid", std::move(why)};
  return value;
}

Result<rules::Value> read_json_file(const std::filesystem::path& file) {
  std::error_code failed;
  if (!std::filesystem::is_regular_file(file, failed))
    return Error{"file-unreadable", "there is no such file", file.string()};
  const auto size = std::filesystem::file_size(file, failed);
  if (failed || size > largest_text)
    return Error{"file-unreadable", fmt::format("larger than {} bytes", largest_text), file.string()};
  std::ifstream in(file, std::ios::binary);
  const std::string text(std::istreambuf_iterator<char>(in), {});
  if (!in) return Error{"file-unreadable", "the file cannot be read", file.string()};
  auto value = read_json_text(text);
  if (!value) {
    const std::string& place = value.error().where;
    return Error{value.error().code, value.error().what, file.string() + (place.empty() ? "" : " " + place)};
  }
  return value;
}

const rules::Value* field(const rules::Value& of, std::string_view name) {
  return of.context() == nullptr ? nullptr : of.context()->find(name);
}

}  // namespace vuoro::forms
