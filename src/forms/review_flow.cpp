#include <algorithm>

#include "forms/review.hpp"

// What a review says to whoever fills the form: what comes next, what is missing, what there is so far.
namespace vuoro::forms {

using rules::Value;

bool Review::asked(std::uint32_t node) const {
  if (!enabled_[node] || !form_->item(sheet_.nodes()[node].item).is_asked()) return false;
  for (std::uint32_t above = sheet_.nodes()[node].parent; above != nothing;
       above = sheet_.nodes()[above].parent) {
    if (form_->item(sheet_.nodes()[above].item).hidden) return false;
  }
  return true;
}

std::optional<std::uint32_t> Review::next() const {
  for (std::uint32_t node = 0; node < enabled_.size(); ++node) {
    if (!sheet_.nodes()[node].seen && asked(node)) return node;
  }
  return std::nullopt;
}

std::optional<std::uint32_t> Review::next_page() const {
  for (std::uint32_t top = 0; top < enabled_.size(); top = sheet_.nodes()[top].end) {
    for (std::uint32_t node = top; node < sheet_.nodes()[top].end; ++node) {
      const bool lacks =
          std::any_of(missing_.begin(), missing_.end(), [&](const Missing& one) { return one.node == node; });
      if (asked(node) && (!sheet_.nodes()[node].seen || faulty_[node] || lacks)) return top;
    }
  }
  return std::nullopt;
}

std::vector<std::uint32_t> Review::page(std::uint32_t top) const {
  std::vector<std::uint32_t> out;
  for (std::uint32_t node = top; node < sheet_.nodes()[top].end; ++node) {
    const Item& item = form_->item(sheet_.nodes()[node].item);
    if (enabled_[node] && !item.hidden && (asked(node) || !item.is_question())) out.push_back(node);
  }
  return out;
}

void Review::find_missing() {
  // Whether anything below (or at) the node is answered; nodes below come after, so backwards.
  std::vector<bool> filled(enabled_.size());
  for (auto node = static_cast<std::uint32_t>(enabled_.size()); node-- > 0;) {
    const bool own = !answers_[node].empty() && form_->item(sheet_.nodes()[node].item).is_asked();
    filled[node] = filled[node] || own;
    const std::uint32_t above = sheet_.nodes()[node].parent;
    if (filled[node] && above != nothing) filled[above] = true;
  }
  for (std::uint32_t node = 0; node < enabled_.size(); ++node) {
    const ItemId id = sheet_.nodes()[node].item;
    const Item& item = form_->item(id);
    const bool needed = item.required || (item.type == ItemType::group && item.fewest > 0);
    if (!enabled_[node] || !needed || faulty_[node]) continue;
    if (item.is_question() && (!asked(node) || !answers_[node].empty())) continue;
    if (!item.is_question() && filled[node]) continue;
    bool optional_part = false;  // of a group that may be left out as a whole
    for (std::uint32_t above = sheet_.nodes()[node].parent; above != nothing;
         above = sheet_.nodes()[above].parent) {
      const Item& group = form_->item(sheet_.nodes()[above].item);
      optional_part =
          optional_part || (group.repeats && !group.required && group.fewest == 0 && !filled[above]);
    }
    if (!optional_part) missing_.push_back({node, id});
  }
}

Value Review::fact(ItemId id) const {
  const Item& item = form_->item(id);
  std::vector<Value> values;
  for (const std::uint32_t node : sheet_.of(id)) {
    for (const Datum& answer : answers_[node]) values.push_back(answer.value);
  }
  if (item.repeats || form_->stands_repeatedly(id)) return values.empty() ? Value{} : Value::list(values);
  return values.empty() ? Value{} : values.front();
}

std::optional<Standing> standing_of(const Form& form, const Sheet& sheet, std::uint32_t node) {
  const std::vector<Node>& nodes = sheet.nodes();
  while (node != nothing) {
    const Item& item = form.item(nodes[node].item);
    if (item.type == ItemType::group && item.repeats) break;
    node = nodes[node].parent;
  }
  if (node == nothing) return std::nullopt;
  Standing out{nodes[node].item, 0};
  for (const std::uint32_t one : sheet.of(nodes[node].item)) {
    if (nodes[one].parent == nodes[node].parent && one <= node) ++out.nth;
  }
  return out;
}

std::optional<std::uint32_t> node_of(const Form& form, const Sheet& sheet, const Fault& fault) {
  const auto id = form.find(fault.link_id);
  if (!id || sheet.of(*id).empty()) return std::nullopt;
  for (const std::uint32_t node : sheet.of(*id)) {
    const std::string& path = sheet.nodes()[node].path;
    const bool starts = !path.empty() && fault.path.starts_with(path);
    // "age[1]" is an answer of "age"; "age2" is another question.
    if (starts && (fault.path.size() == path.size() || fault.path[path.size()] == '[' ||
                   fault.path[path.size()] == '.'))
      return node;
  }
  return sheet.of(*id).front();
}

Value first_answers(const Form& form) {
  std::vector<std::pair<std::string, Value>> out;
  for (const Item& item : form.items()) {
    std::vector<Value> values;
    for (const Datum& datum : item.initial) {
      values.push_back(datum.type == DatumType::quantity ? to_member(datum, "").second
                                                         : to_plain(datum.value));
    }
    for (const Option& option : item.options) {
      if (option.selected) values.push_back(to_plain(option.datum.value));
    }
    if (values.empty()) continue;
    out.emplace_back(item.link_id, item.repeats ? Value::list(std::move(values)) : values.front());
  }
  return Value::context(std::move(out));
}

}  // namespace vuoro::forms
