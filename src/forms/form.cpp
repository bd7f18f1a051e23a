#include "forms/form.hpp"

#include "forms/form_reader.hpp"
#include "forms/json_text.hpp"
#include "rules/json.hpp"

namespace vuoro::forms {

Result<Form, Faults> Form::read(std::string_view json) {
  auto document = read_json_text(json);
  if (!document) {
    Faults faults;
    faults.add(document.error().code, "", document.error().where, document.error().what);
    return faults;
  }
  return FormReader(std::move(*document)).run();
}

std::optional<ItemId> Form::find(std::string_view link_id) const {
  const auto found = by_link_id_.find(std::string(link_id));
  if (found == by_link_id_.end()) return std::nullopt;
  return found->second;
}

bool Form::stands_repeatedly(ItemId id) const {
  for (ItemId at = id; at != nothing; at = items_[at].parent) {
    const bool below_answers = at != id && items_[at].is_question();
    if (items_[at].repeats && (items_[at].type == ItemType::group || below_answers)) return true;
  }
  return false;
}

ItemId Form::repeating_group_of(ItemId id) const {
  for (ItemId at = items_[id].parent; at != nothing; at = items_[at].parent) {
    if (items_[at].repeats && items_[at].type == ItemType::group) return at;
  }
  return nothing;
}

ItemId Form::page_of(ItemId id) const {
  ItemId out = nothing;
  for (ItemId at = id; at != nothing; at = items_[at].parent) {
    const Item& item = items_[at];
    if (item.type == ItemType::group && (item.page || item.repeats)) out = at;
  }
  return out;
}

std::string Form::to_json() const {
  return rules::to_json(document_);
}

}  // namespace vuoro::forms
