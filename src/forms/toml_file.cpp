#include "forms/toml_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iterator>

namespace vuoro::forms {
namespace {

constexpr std::size_t largest_toml = 1UL << 20;
constexpr std::array<std::string_view, 3> languages{"fi", "sv", "en"};

}  // namespace

Result<toml::table> read_toml_file(const std::filesystem::path& file) {
  std::error_code failed;
  if (!std::filesystem::is_regular_file(file, failed) ||
      std::filesystem::file_size(file, failed) > largest_toml) {
    return Error{"file-unreadable", "there is no such file, or it is larger than 1 MiB", file.string()};
  }
  std::ifstream in(file, std::ios::binary);
  const std::string text(std::istreambuf_iterator<char>(in), {});
  try {
    return toml::parse(text, file.string());
  } catch (const toml::parse_error& error) {
    return Error{"toml-invalid", std::string(error.description()),
                 fmt::format("{}:{}", file.string(), error.source().begin.line)};
  }
}

void TomlFields::fault(std::string_view code, std::string what) {
  faults_.add(code, "", fmt::format("line {}", table_.source().begin.line), std::move(what));
}

std::string TomlFields::text(std::string_view key, bool required) {
  asked_.emplace_back(key);
  const toml::node* const node = table_.get(key);
  const auto* const text = node == nullptr ? nullptr : node->as_string();
  if (text != nullptr && !text->get().empty()) return text->get();
  if (node != nullptr) {
    fault("wrong-type", fmt::format("'{}' must be a text that is not empty", key));
  } else if (required) {
    fault("missing", fmt::format("'{}' is missing", key));
  }
  return {};
}

std::vector<std::string> TomlFields::texts(std::string_view key) {
  asked_.emplace_back(key);
  std::vector<std::string> out;
  const toml::node* const node = table_.get(key);
  if (node == nullptr) return out;
  const toml::array* const list = node->as_array();
  if (list == nullptr) fault("wrong-type", fmt::format("'{}' must be a list of texts", key));
  for (std::size_t i = 0; list != nullptr && i < list->size(); ++i) {
    const auto* const text = list->get(i)->as_string();
    if (text == nullptr) {
      fault("wrong-type", fmt::format("'{}' must be a list of texts", key));
    } else {
      out.push_back(text->get());
    }
  }
  return out;
}

InThree TomlFields::three(std::string_view key, bool required) {
  asked_.emplace_back(key);
  InThree out;
  const toml::node* const node = table_.get(key);
  if (node == nullptr) {
    if (required) fault("missing", fmt::format("'{}' is missing", key));
    return out;
  }
  const toml::table* const table = node->as_table();
  if (table == nullptr) {
    fault("wrong-type", fmt::format("'{}' must have fi, sv and en", key));
    return out;
  }
  for (std::size_t i = 0; i < languages.size(); ++i) {
    const toml::node* const words = table->get(languages[i]);
    const auto* const text = words == nullptr ? nullptr : words->as_string();
    if (text == nullptr || text->get().empty()) {
      fault("text-missing", fmt::format("'{}' has no text in {}", key, languages[i]));
    } else {
      out[i] = text->get();
    }
  }
  if (table->size() > languages.size())
    fault("unknown-key", fmt::format("'{}' has other than fi, sv, en", key));
  return out;
}

bool TomlFields::flag(std::string_view key) {
  asked_.emplace_back(key);
  const toml::node* const node = table_.get(key);
  if (node == nullptr) return false;
  const auto* const flag = node->as_boolean();
  if (flag == nullptr) fault("wrong-type", fmt::format("'{}' must be true or false", key));
  return flag != nullptr && flag->get();
}

void TomlFields::finish() {
  for (const auto& [key, node] : table_) {
    if (std::find(asked_.begin(), asked_.end(), key.str()) == asked_.end())
      fault("unknown-key", fmt::format("unknown key '{}'", key.str()));
  }
}

}  // namespace vuoro::forms
