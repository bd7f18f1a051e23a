#include <fmt/format.h>

#include <algorithm>

#include "forms/json_text.hpp"
#include "forms/sheet_reader.hpp"
#include "rules/words.hpp"

// Answers as {"linkId": value}: what a page posts and a test case says.
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

void SheetReader::check_compact_names(const Scope& scope, ItemId group) {
  for (const auto& [name, value] : scope.values->context()->entries) {
    const auto id = form_.find(name);
    if (!id) {
      constexpr std::size_t shown = 100;
      fault("question-unknown", nothing, scope.prefix + name.substr(0, rules::offset_of(name, shown)),
            "the form has no such item");
      continue;
    }
    const Item& item = form_.item(*id);
    const bool below = group == nothing || (*id > group && *id < form_.item(group).end);
    // What a group that is named here holds is said in its own list.
    bool elsewhere = !below;
    for (ItemId above = form_.repeating_group_of(*id); above != nothing && above != group;
         above = form_.repeating_group_of(above))
      elsewhere = elsewhere || field(*scope.values, form_.item(above).link_id) != nullptr;
    if (elsewhere) {
      fault("misplaced", *id, scope.prefix + name, "it stands elsewhere in the form");
    } else if (!item.is_question() && !(item.type == ItemType::group && item.repeats)) {
      fault("wrong-type", *id, scope.prefix + name, "it takes no answer");
    }
  }
}

std::optional<std::vector<SheetReader::Entry>> SheetReader::compact_entries(ItemId id, const Scope& scope) {
  const Item& item = form_.item(id);
  const Value* const named = item.repeats ? field(*scope.values, item.link_id) : nullptr;
  if (named == nullptr) return std::nullopt;
  std::vector<Entry> out;
  if (named->is_null()) return out;
  if (named->list() == nullptr) {
    fault("wrong-type", id, scope.prefix + item.link_id, "a group that repeats is a list of objects");
    return std::nullopt;
  }
  for (std::size_t i = 0; i < named->list()->size(); ++i) {
    const Value& one = (*named->list())[i];
    std::string path = fmt::format("{}{}[{}]", scope.prefix, item.link_id, i);
    if (one.context() == nullptr) {
      fault("wrong-type", id, path, "a group that repeats is a list of objects");
    } else {
      out.push_back({&one, std::move(path)});
    }
  }
  return out;
}

void SheetReader::compact(ItemId id, std::uint32_t parent, const Scope& scope) {
  const std::uint32_t node = add(id, parent);
  const Item& item = form_.item(id);
  if (full_ || !item.is_question()) return;
  const Value* const value = field(*scope.values, item.link_id);
  if (value != nullptr) {
    sheet_.nodes_[node].seen = true;
    sheet_.nodes_[node].path = scope.prefix + item.link_id;
    take_compact(id, node, *value, scope.prefix + item.link_id);
  }
  if (item.end == id + 1 || sheet_.nodes_[node].answers.empty()) return;
  tasks_.push_back({Task::Kind::close, 0, 0, node, {}});
  Task below{Task::Kind::items, id + 1, item.end, node, {}};
  below.scope = scope;
  tasks_.push_back(std::move(below));
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
