#pragma once

#include <cstdint>
#include <vector>

#include "content/planning.hpp"
#include "core/rows.hpp"
#include "core/state.hpp"

namespace vuoro::planner {

/// Who belongs to a county's protected groups, by what is known of the matter: age, language, interpreter and
/// area. The one reading of planning.toml's groups. `planning` must outlive it.
class Groups {
 public:
  Groups(const core::State& state, const content::Planning& planning);

  [[nodiscard]] std::size_t count() const { return planning_.groups.size(); }
  /// `group` from 0, in planning.toml's order. An unknown age meets no condition of age.
  [[nodiscard]] bool holds(const core::MatterRow& matter, std::size_t group) const;
  /// The first group that holds the matter, from 1; 0 = none does.
  [[nodiscard]] std::uint8_t first(const core::MatterRow& matter) const;

 private:
  const content::Planning& planning_;
  std::vector<std::vector<AreaId>> areas_;  ///< By group.
};

}  // namespace vuoro::planner
