#include "planner/groups.hpp"

#include <algorithm>

namespace vuoro::planner {

Groups::Groups(const core::State& state, const content::Planning& planning) : planning_(planning) {
  for (const content::ProtectedGroup& group : planning.groups) {
    auto& areas = areas_.emplace_back();
    for (const std::string& code : group.areas) {
      if (const auto n = state.term(core::TermKind::area, code)) areas.push_back(AreaId{*n});
    }
  }
}

bool Groups::holds(const core::MatterRow& m, std::size_t group) const {
  const content::ProtectedGroup& g = planning_.groups[group];
  const auto speaks = [&](const std::string& code) { return core::Language::of(code) == m.language; };
  if ((g.age_from || g.age_below) && !m.age.known()) return false;
  if (g.age_from && m.age.years < *g.age_from) return false;
  if (g.age_below && m.age.years >= *g.age_below) return false;
  if (g.interpreter && m.interpreter != core::Interpreter::yes) return false;
  if (!g.languages.empty() && !std::ranges::any_of(g.languages, speaks)) return false;
  // Named areas that the ledger does not know hold nobody; a group without areas holds all.
  return g.areas.empty() || std::ranges::find(areas_[group], m.area) != areas_[group].end();
}

std::uint8_t Groups::first(const core::MatterRow& matter) const {
  for (std::size_t group = 0; group < count(); ++group) {
    if (holds(matter, group)) return static_cast<std::uint8_t>(group + 1);
  }
  return 0;
}

}  // namespace vuoro::planner
