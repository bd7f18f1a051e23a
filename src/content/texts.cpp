#include "content/texts.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "content/toml_reader.hpp"

namespace vuoro::content {
namespace {

using promises::language_count;

/// A text cut at its arguments: literal, argument, literal, argument, … literal.
struct Template {
  std::vector<std::string> parts;
  Place place;

  [[nodiscard]] std::set<std::string> arguments() const {
    std::set<std::string> names;
    for (std::size_t i = 1; i < parts.size(); i += 2) names.insert(parts[i]);
    return names;
  }
};
using Table = std::map<std::string, Template, std::less<>>;

bool is_argument_name(std::string_view name) {
  const auto allowed = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; };
  return !name.empty() && std::ranges::all_of(name, allowed);
}

/// Nothing when a brace is alone or holds something else than a name.
std::optional<std::vector<std::string>> cut(std::string_view text) {
  std::vector<std::string> parts;
  while (true) {
    const std::size_t brace = text.find_first_of("{}");
    parts.emplace_back(text.substr(0, brace));
    if (brace == std::string_view::npos) return parts;
    const std::size_t end = text.find('}', brace);
    if (text[brace] == '}' || end == std::string_view::npos) return std::nullopt;
    const std::string_view name = text.substr(brace + 1, end - brace - 1);
    if (!is_argument_name(name)) return std::nullopt;
    parts.emplace_back(name);
    text.remove_prefix(end + 1);
  }
}

void read_text(std::string key, const toml::node& node, const Place& place, Table& table,
               ContentErrors& errors) {
  const toml::value<std::string>* const text = node.as_string();
  if (text == nullptr) {
    errors.push_back(place.error("'" + key + "' must be a text"));
    return;
  }
  std::optional<std::vector<std::string>> parts = cut(text->get());
  if (text->get().empty()) {
    errors.push_back(place.error("'" + key + "' is empty"));
  } else if (!parts) {
    errors.push_back(place.error("'" + key + "' has a brace that is not an argument like {name}"));
  } else {
    table.emplace(std::move(key), Template{std::move(*parts), place});
  }
}

/// Flattens nested tables ("weekday.1" in TOML is a table) without recursing on input.
Table read_language(const std::filesystem::path& path, const std::string& shown, ContentErrors& errors) {
  Table table;
  const std::optional<toml::table> root = read_toml(path, shown, errors);
  if (!root) return table;
  std::vector<std::pair<std::string, const toml::table*>> waiting{{"", &*root}};
  while (!waiting.empty()) {
    const auto [prefix, next] = std::move(waiting.back());
    waiting.pop_back();
    for (const auto& [key, node] : *next) {
      const std::string full = prefix + std::string{key.str()};
      const toml::source_position at = node.source().begin;
      if (const toml::table* const inner = node.as_table()) {
        waiting.emplace_back(full + ".", inner);
      } else {
        read_text(full, node, {shown, static_cast<int>(at.line), static_cast<int>(at.column)}, table, errors);
      }
    }
  }
  return table;
}

void check_plurals(const Table& table, ContentErrors& errors) {
  for (const auto& [key, text] : table) {
    if (key.ends_with(".one") && !table.contains(key.substr(0, key.size() - 3) + "other")) {
      errors.push_back(text.place.error("'" + key + "' has no '.other'"));
    }
    if (key.ends_with(".other") && !table.contains(key.substr(0, key.size() - 5) + "one")) {
      errors.push_back(text.place.error("'" + key + "' has no '.one'"));
    }
  }
}

void check_keys(const Table& table, const Table& other, const std::string& other_file,
                ContentErrors& errors) {
  for (const auto& [key, text] : table) {
    if (!other.contains(key))
      errors.push_back(text.place.error("'" + key + "' is missing from " + other_file));
  }
}

/// Keys that both have must take the same arguments.
void check_arguments(const Table& table, const Table& other, const std::string& other_file,
                     ContentErrors& errors) {
  for (const auto& [key, text] : table) {
    const auto found = other.find(key);
    if (found != other.end() && text.arguments() != found->second.arguments()) {
      errors.push_back(text.place.error("'" + key + "' has other arguments than in " + other_file));
    }
  }
}

void append_argument(std::string& into, const std::string& name, TextArgs args) {
  const auto found = std::ranges::find(args, std::string_view{name}, &TextArg::name);
  if (found != args.end()) {
    into += found->value;
  } else {
    into += '{';
    into += name;
    into += '}';
  }
}

}  // namespace

struct Texts::Tables {
  std::array<Table, language_count> by_language;
};

Result<Texts, ContentErrors> Texts::load(const std::filesystem::path& dir) {
  ContentErrors errors;
  auto tables = std::make_shared<Tables>();
  std::array<std::string, language_count> files;
  for (std::size_t i = 0; i < language_count; ++i) {
    const std::string name = std::string{promises::words_of<Language>()[i]} + ".toml";
    files[i] = dir.filename().string() + "/" + name;
    tables->by_language[i] = read_language(dir / name, files[i], errors);
    check_plurals(tables->by_language[i], errors);
  }
  if (!errors.empty()) return errors;
  const Table& first = tables->by_language[0];
  for (std::size_t i = 1; i < language_count; ++i) {
    check_keys(first, tables->by_language[i], files[i], errors);
    check_keys(tables->by_language[i], first, files[0], errors);
    check_arguments(tables->by_language[i], first, files[0], errors);
  }
  if (!errors.empty()) return errors;
  Texts texts;
  texts.tables_ = std::move(tables);
  return texts;
}

std::string Texts::text(Language language, std::string_view key, TextArgs args) const {
  const Table& table = tables_->by_language[static_cast<std::size_t>(language)];
  const auto found = table.find(key);
  if (found == table.end()) return "[" + std::string{key} + "]";
  const std::vector<std::string>& parts = found->second.parts;
  std::string result = parts.front();
  for (std::size_t i = 1; i + 1 < parts.size(); i += 2) {
    append_argument(result, parts[i], args);
    result += parts[i + 1];
  }
  return result;
}

std::string Texts::count(Language language, std::string_view key, std::int64_t n, TextArgs args) const {
  const std::string number = std::to_string(n);
  std::vector<TextArg> all(args.begin(), args.end());
  all.push_back({"n", number});
  return text(language, std::string{key} + (n == 1 ? ".one" : ".other"), all);
}

bool Texts::has(std::string_view key) const {
  return tables_->by_language[0].contains(key);
}

}  // namespace vuoro::content
