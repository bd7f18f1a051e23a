#include "content/toml_reader.hpp"

#include <algorithm>
#include <chrono>
#include <fstream>
#include <utility>

#include "promises/nearest.hpp"

namespace vuoro::content {
namespace {

constexpr std::uintmax_t largest_file = 8U << 20U;

std::optional<std::string> read_file(const std::filesystem::path& path, std::string& reason) {
  std::error_code fault;
  const std::uintmax_t size = std::filesystem::file_size(path, fault);
  if (fault) {
    reason = "cannot be read: " + fault.message();
    return std::nullopt;
  }
  if (size > largest_file) {
    reason = "larger than 8 MiB";
    return std::nullopt;
  }
  std::ifstream stream{path, std::ios::binary};
  std::string text(static_cast<std::size_t>(size), '\0');
  if (!stream.read(text.data(), static_cast<std::streamsize>(size))) {
    reason = "cannot be read";
    return std::nullopt;
  }
  return text;
}

std::optional<Day> civil_day(const toml::date& date) {
  const std::chrono::year_month_day civil{std::chrono::year{date.year}, std::chrono::month{date.month},
                                          std::chrono::day{date.day}};
  if (!civil.ok() || date.year < 1900 || date.year > 2200) return std::nullopt;
  return day_of(civil);
}

std::string in_quotes(std::string_view text) {
  return "'" + std::string{text} + "'";
}

}  // namespace

std::optional<toml::table> read_toml(const std::filesystem::path& path, const std::string& shown_name,
                                     ContentErrors& errors) {
  std::string reason;
  const std::optional<std::string> text = read_file(path, reason);
  if (!text) {
    errors.push_back({shown_name, 0, 0, reason});
    return std::nullopt;
  }
  try {
    return toml::parse(*text, std::string_view{shown_name});
  } catch (const toml::parse_error& fault) {
    const toml::source_position at = fault.source().begin;
    errors.push_back({shown_name, static_cast<int>(at.line), static_cast<int>(at.column),
                      "not valid TOML: " + std::string{fault.description()}});
    return std::nullopt;
  }
}

std::string did_you_mean(std::string_view what, std::string_view got,
                         std::span<const std::string_view> allowed) {
  std::string reason = std::string{what} + " " + in_quotes(got.substr(0, 80));
  if (!allowed.empty()) reason += "; did you mean " + in_quotes(promises::nearest_word(got, allowed)) + "?";
  return reason;
}

Place Fields::place_of(const toml::node& node) const {
  const toml::source_position at = node.source().begin;
  return {file_, static_cast<int>(at.line), static_cast<int>(at.column)};
}

const toml::node* Fields::node(std::string_view key, Presence presence) {
  asked_.emplace_back(key);
  const toml::node* const found = table_.get(key);
  if (found == nullptr && presence == Presence::required) fault("key " + in_quotes(key) + " is missing");
  return found;
}

std::optional<std::string> Fields::text(std::string_view key, Presence presence) {
  const toml::node* const found = node(key, presence);
  if (found == nullptr) return std::nullopt;
  const toml::value<std::string>* const value = found->as_string();
  if (value == nullptr) {
    fault(*found, in_quotes(key) + " must be a text");
    return std::nullopt;
  }
  if (value->get().empty()) {
    fault(*found, in_quotes(key) + " is empty");
    return std::nullopt;
  }
  return value->get();
}

std::optional<std::int64_t> Fields::number(std::string_view key, std::int64_t min, std::int64_t max,
                                           Presence presence) {
  const toml::node* const found = node(key, presence);
  if (found == nullptr) return std::nullopt;
  const toml::value<std::int64_t>* const value = found->as_integer();
  if (value == nullptr || value->get() < min || value->get() > max) {
    fault(*found, in_quotes(key) + " must be a whole number from " + std::to_string(min) + " to " +
                      std::to_string(max));
    return std::nullopt;
  }
  return value->get();
}

std::optional<bool> Fields::flag(std::string_view key, Presence presence) {
  const toml::node* const found = node(key, presence);
  if (found == nullptr) return std::nullopt;
  if (const toml::value<bool>* const value = found->as_boolean()) return value->get();
  fault(*found, in_quotes(key) + " must be true or false");
  return std::nullopt;
}

std::optional<Day> Fields::day(std::string_view key, Presence presence) {
  const toml::node* const found = node(key, presence);
  if (found == nullptr) return std::nullopt;
  if (const toml::value<toml::date>* const value = found->as_date()) {
    if (const std::optional<Day> day = civil_day(value->get())) return day;
  }
  fault(*found, in_quotes(key) + " must be a day like 2025-01-31, without quotes, from 1900 to 2200");
  return std::nullopt;
}

std::optional<std::int32_t> Fields::time_of_day(std::string_view key) {
  const toml::node* const found = node(key, Presence::required);
  if (found == nullptr) return std::nullopt;
  if (const toml::value<toml::time>* const value = found->as_time()) {
    const toml::time time = value->get();
    return time.hour * 3600 + time.minute * 60 + time.second;
  }
  fault(*found, in_quotes(key) + " must be a time like 08:00:00, without quotes");
  return std::nullopt;
}

const toml::array* Fields::array(std::string_view key, Presence presence) {
  const toml::node* const found = node(key, presence);
  if (found == nullptr) return nullptr;
  const toml::array* const array = found->as_array();
  if (array == nullptr) fault(*found, in_quotes(key) + " must be a list");
  return array;
}

std::vector<std::string> Fields::texts(std::string_view key) {
  std::vector<std::string> result;
  const toml::array* const list = array(key, Presence::optional);
  if (list == nullptr) return result;
  for (const toml::node& item : *list) {
    if (const toml::value<std::string>* const value = item.as_string()) {
      result.push_back(value->get());
    } else {
      fault(item, in_quotes(key) + " may hold texts only");
    }
  }
  return result;
}

std::optional<std::size_t> Fields::choice(std::string_view key, std::span<const std::string_view> words,
                                          Presence presence) {
  const std::optional<std::string> got = text(key, presence);
  if (!got) return std::nullopt;
  const auto found = std::ranges::find(words, *got);
  if (found != words.end()) return static_cast<std::size_t>(found - words.begin());
  fault(*table_.get(key), in_quotes(key) + ": " + did_you_mean("unknown word", *got, words));
  return std::nullopt;
}

std::vector<std::size_t> Fields::choices(std::string_view key, std::span<const std::string_view> words,
                                         Presence presence) {
  std::vector<std::size_t> result;
  const toml::array* const list = array(key, presence);
  if (list == nullptr) return result;
  for (const toml::node& item : *list) {
    const toml::value<std::string>* const value = item.as_string();
    const auto found = value == nullptr ? words.end() : std::ranges::find(words, value->get());
    const auto index = static_cast<std::size_t>(found - words.begin());
    if (value == nullptr) {
      fault(item, in_quotes(key) + " may hold texts only");
    } else if (found == words.end()) {
      fault(item, in_quotes(key) + ": " + did_you_mean("unknown word", value->get(), words));
    } else if (std::ranges::find(result, index) != result.end()) {
      fault(item, in_quotes(key) + " names " + in_quotes(value->get()) + " twice");
    } else {
      result.push_back(index);
    }
  }
  return result;
}

std::optional<Fields> Fields::table(std::string_view key, Presence presence) {
  const toml::node* const found = node(key, presence);
  if (found == nullptr) return std::nullopt;
  if (const toml::table* const table = found->as_table()) return Fields{*table, file_, errors_};
  fault(*found, in_quotes(key) + " must be a table");
  return std::nullopt;
}

std::vector<Fields> Fields::tables(std::string_view key, Presence presence) {
  std::vector<Fields> result;
  const toml::array* const list = array(key, presence);
  if (list == nullptr) return result;
  for (const toml::node& item : *list) {
    if (const toml::table* const table = item.as_table()) {
      result.emplace_back(*table, file_, errors_);
    } else {
      fault(item, in_quotes(key) + " may hold tables only");
    }
  }
  return result;
}

promises::Translated Fields::translated(std::string_view key, Presence presence) {
  promises::Translated result;
  std::optional<Fields> languages = table(key, presence);
  if (!languages) return result;
  for (std::size_t i = 0; i < promises::language_count; ++i) {
    result[i] = languages->text(promises::words_of<promises::Language>()[i]).value_or("");
  }
  languages->finish();
  return result;
}

void Fields::finish() {
  const std::vector<std::string_view> allowed(asked_.begin(), asked_.end());
  for (const auto& [key, value] : table_) {
    if (std::ranges::find(allowed, key.str()) != allowed.end()) continue;
    const toml::source_position at = key.source().begin;
    errors_.push_back({file_, static_cast<int>(at.line), static_cast<int>(at.column),
                       did_you_mean("unknown key", key.str(), allowed)});
  }
}

}  // namespace vuoro::content
