#include <fmt/format.h>

#include <algorithm>

#include "forms/json_text.hpp"
#include "forms/sheet_reader.hpp"
#include "rules/words.hpp"

// Answers as {"linkId": value}: what a page posts and a test case says. Repeating groups stand once.
namespace vuoro::forms {

using rules::Value;

namespace {

DatumType type_of(ItemType type) {
  switch (type) {
    case ItemType::boolean:
      return DatumType::boolean;
    case ItemType::decimal:
      return DatumType::decimal;
    case ItemType::integer:
      return DatumType::integer;
    case ItemType::date:
      return DatumType::date;
    case ItemType::date_time:
      return DatumType::date_time;
    case ItemType::time:
      return DatumType::time;
    case ItemType::url:
      return DatumType::uri;
    case ItemType::quantity:
      return DatumType::quantity;
    default:
      return DatumType::string;
  }
}

}  // namespace

void SheetReader::check_compact_names() {
  for (const auto& [name, value] : answers_.context()->entries) {
    const auto id = form_.find(name);
    if (!id) {
      constexpr std::size_t shown = 100;
      fault("question-unknown", nothing, name.substr(0, rules::offset_of(name, shown)),
            "the form has no such item");
    } else if (!form_.item(*id).is_question()) {
      fault("wrong-type", *id, name, "it takes no answer");
    }
  }
}

void SheetReader::compact(ItemId id, std::uint32_t parent) {
  const std::uint32_t node = add(id, parent);
  const Item& item = form_.item(id);
  if (full_ || !item.is_question()) return;
  const Value* const value = field(answers_, item.link_id);
  if (value != nullptr) {
    sheet_.nodes_[node].seen = true;
    sheet_.nodes_[node].path = item.link_id;
    take_compact(id, node, *value, item.link_id);
  }
  if (item.end == id + 1 || sheet_.nodes_[node].answers.empty()) return;
  tasks_.push_back({Task::Kind::close, 0, 0, node, {}});
  tasks_.push_back({Task::Kind::items, id + 1, item.end, node, {}});
}

void SheetReader::take_compact(ItemId id, std::uint32_t node, const Value& value, const std::string& path) {
  if (value.is_null()) return;
  const std::vector<Value> one{value};
  const std::vector<Value>& all = value.list() != nullptr ? *value.list() : one;
  if (all.size() > most_answers)
    return fault("too-many", id, path, fmt::format("more than {} answers", most_answers));
  for (std::size_t i = 0; i < all.size(); ++i) {
    auto datum = from_compact(form_.item(id), all[i]);
    std::string place = value.list() != nullptr ? fmt::format("{}[{}]", path, i) : path;
    if (!datum) {
      fault(datum.error().code, id, place, datum.error().what);
      continue;
    }
    sheet_.nodes_[node].answers.push_back(std::move(*datum));
    sheet_.nodes_[node].places.push_back(std::move(place));
  }
}

Result<Datum> SheetReader::from_compact(const Item& item, const Value& value) const {
  if (item.type == ItemType::quantity && value.number() != nullptr) {
    Datum out;
    out.type = DatumType::quantity;
    out.value = value;
    return out;
  }
  if (!item.is_choice()) return make_datum(type_of(item.type), value);
  for (const Option& option : item.options) {
    if (option.datum.type == DatumType::coding || option.datum.type == DatumType::string) {
      if (rules::equal(option.datum.value, value).value_or(false)) return option.datum;
    } else if (auto datum = make_datum(option.datum.type, value); datum && same(*datum, option.datum)) {
      return option.datum;
    }
  }
  if (item.type == ItemType::open_choice) return make_datum(DatumType::string, value);
  return Error{"option-unknown", "none of the options"};
}

}  // namespace vuoro::forms
