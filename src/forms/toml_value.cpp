#include "forms/toml_value.hpp"

#include <utility>
#include <vector>

#include "forms/toml_file.hpp"

namespace vuoro::forms {
namespace {

using rules::Value;

/// A table or list under way: what it has so far, and what of it is still to be read.
struct Level {
  const toml::table* table = nullptr;
  const toml::array* list = nullptr;
  std::size_t next = 0;
  std::vector<std::pair<std::string, Value>> entries;
  std::vector<Value> items;

  /// The next thing in it and its key; nullptr at the end.
  std::pair<const toml::node*, std::string> take() {
    if (list != nullptr) {
      if (next == list->size()) return {nullptr, {}};
      return {list->get(next++), {}};
    }
    if (next == table->size()) return {nullptr, {}};
    auto at = table->cbegin();
    std::advance(at, static_cast<std::ptrdiff_t>(next++));
    return {&at->second, std::string(at->first.str())};
  }
  void put(std::string key, Value value) {
    if (list != nullptr) {
      items.push_back(std::move(value));
    } else {
      entries.emplace_back(std::move(key), std::move(value));
    }
  }
  Value done() {
    return list != nullptr ? Value::list(std::move(items)) : Value::context(std::move(entries));
  }
};

Value plain(const toml::node& node) {
  if (const auto* const text = node.as_string()) return Value::string(text->get());
  if (const auto* const flag = node.as_boolean()) return flag->get();
  if (const auto* const number = node.as_integer()) return Value::number(number->get());
  return {};
}

}  // namespace

Result<Value> read_toml_value(const std::filesystem::path& file) {
  const auto root = read_toml_file(file);
  if (!root) return root.error();
  std::vector<std::pair<std::string, Level>> levels;
  levels.push_back({"", Level{&*root, nullptr, 0, {}, {}}});
  while (true) {
    auto [node, key] = levels.back().second.take();
    if (node == nullptr) {
      auto [name, level] = std::move(levels.back());
      levels.pop_back();
      Value value = level.done();
      if (levels.empty()) return value;
      levels.back().second.put(std::move(name), std::move(value));
    } else if (node->is_table()) {
      levels.push_back({std::move(key), Level{node->as_table(), nullptr, 0, {}, {}}});
    } else if (node->is_array()) {
      levels.push_back({std::move(key), Level{nullptr, node->as_array(), 0, {}, {}}});
    } else {
      levels.back().second.put(std::move(key), plain(*node));
    }
  }
}

}  // namespace vuoro::forms
