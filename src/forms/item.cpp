#include "forms/item.hpp"

#include <algorithm>
#include <array>

namespace vuoro::forms {
namespace {

constexpr std::array<std::string_view, 14> names{"group", "display",  "boolean",     "decimal", "integer",
                                                 "date",  "dateTime", "time",        "string",  "text",
                                                 "url",   "choice",   "open-choice", "quantity"};

}  // namespace

std::string_view name_of(ItemType type) {
  return names[static_cast<std::size_t>(type)];
}

std::optional<ItemType> item_type(std::string_view name) {
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) return std::nullopt;
  return static_cast<ItemType>(found - names.begin());
}

const std::string& Wording::in(std::string_view language) const {
  const auto found = by_language.find(language);
  if (found != by_language.end()) return found->second;
  const auto main = by_language.find(language.substr(0, language.find('-')));
  return main != by_language.end() ? main->second : text;
}

bool takes(const Item& item, DatumType type) {
  switch (item.type) {
    case ItemType::group:
    case ItemType::display:
      return false;
    case ItemType::boolean:
      return type == DatumType::boolean;
    case ItemType::decimal:
      return type == DatumType::decimal;
    case ItemType::integer:
      return type == DatumType::integer;
    case ItemType::date:
      return type == DatumType::date;
    case ItemType::date_time:
      return type == DatumType::date_time;
    case ItemType::time:
      return type == DatumType::time;
    case ItemType::string:
    case ItemType::text:
      return type == DatumType::string;
    case ItemType::url:
      return type == DatumType::uri;
    case ItemType::quantity:
      return type == DatumType::quantity;
    case ItemType::open_choice:
      if (type == DatumType::string) return true;
      [[fallthrough]];
    case ItemType::choice:
      return item.options.empty() ? type == DatumType::coding : item.options.front().datum.type == type;
  }
  return false;
}

}  // namespace vuoro::forms
