#include "promises/rule.hpp"

#include <algorithm>
#include <utility>

namespace vuoro::promises {

RulePack::RulePack(std::string name, std::vector<Rule> rules)
    : name_(std::move(name)), rules_(std::move(rules)) {
  index_triggers();
}

void RulePack::index_triggers() {
  for (std::size_t i = 0; i < rules_.size(); ++i) {
    const auto index = static_cast<std::uint16_t>(i);
    started_by_[static_cast<std::size_t>(rules_[i].start)].push_back(index);
    stopped_by_[static_cast<std::size_t>(rules_[i].stop)].push_back(index);
  }
}

void RulePack::index_ids() {
  by_id_.clear();
  for (std::size_t i = 0; i < rules_.size(); ++i) {
    const std::size_t slot = rules_[i].id.n;
    if (slot == 0) continue;
    if (slot >= by_id_.size()) by_id_.resize(slot + 1, 0);
    by_id_[slot] = static_cast<std::uint16_t>(i + 1);
  }
}

std::span<const std::uint16_t> RulePack::started_by(Trigger trigger) const {
  return started_by_[static_cast<std::size_t>(trigger)];
}

std::span<const std::uint16_t> RulePack::stopped_by(Trigger trigger) const {
  return stopped_by_[static_cast<std::size_t>(trigger)];
}

const Rule* RulePack::find(std::string_view code) const {
  const auto found = std::ranges::find(rules_, code, &Rule::code);
  return found == rules_.end() ? nullptr : &*found;
}

const Rule* RulePack::find(RuleId id) const {
  if (id.n >= by_id_.size() || by_id_[id.n] == 0) return nullptr;
  return &rules_[by_id_[id.n] - 1U];
}

}  // namespace vuoro::promises
