#include "forms/sheet.hpp"

#include <algorithm>

#include "forms/sheet_reader.hpp"

namespace vuoro::forms {

Result<Sheet> Sheet::read(const Form& form, const rules::Value& answers) {
  return SheetReader(form, answers).run();
}

std::vector<std::uint32_t> Sheet::near(const Form& form, std::uint32_t node, ItemId question) const {
  std::uint32_t above = nodes_[node].parent;
  while (above != nothing) {
    const ItemId item = nodes_[above].item;
    if (question > item && question < form.item(item).end) break;
    above = nodes_[above].parent;
  }
  const auto& all = by_item_[question];
  if (above == nothing) return all;
  const auto first = std::upper_bound(all.begin(), all.end(), above);
  const auto last = std::lower_bound(first, all.end(), nodes_[above].end);
  return {first, last};
}

}  // namespace vuoro::forms
