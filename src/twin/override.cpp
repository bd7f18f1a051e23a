#include "twin/override.hpp"

#include <fmt/format.h>

#include "twin/override_toml.hpp"

namespace vuoro::twin {

namespace {

/// The element with the code; nothing when there is none.
toml::node* with_code(toml::array& list, std::string_view code) {
  for (toml::node& item : list) {
    const toml::table* const table = item.as_table();
    if (table != nullptr && (*table)["code"].value_or(std::string_view{}) == code) return &item;
  }
  return nullptr;
}

toml::node* step_into(toml::node& at, std::string_view key) {
  if (toml::table* const table = at.as_table()) return table->get(key);
  if (toml::array* const list = at.as_array()) return with_code(*list, key);
  return nullptr;
}

}  // namespace

std::string words_of(const Override::Value& value) {
  return std::visit(
      [](const auto& v) -> std::string {
        if constexpr (std::is_same_v<std::decay_t<decltype(v)>, std::string>)
          return v;
        else
          return fmt::format("{}", v);
      },
      value);
}

std::string put(toml::table& root, const Override& one) {
  toml::node* at = &root;
  std::string_view rest = one.path;
  while (true) {
    const std::size_t point = rest.find('.');
    const std::string_view key = rest.substr(0, point);
    if (point == std::string_view::npos) {
      toml::table* const table = at->as_table();
      if (table == nullptr || key.empty()) return fmt::format("'{}' is no place of the scenario", one.path);
      std::visit([&](const auto& v) { table->insert_or_assign(key, v); }, one.value);
      return {};
    }
    at = step_into(*at, key);
    if (at == nullptr) return fmt::format("'{}' is no place of the scenario: it has no '{}'", one.path, key);
    rest.remove_prefix(point + 1);
  }
}

}  // namespace vuoro::twin
