#pragma once

#include <map>
#include <vector>

#include "content/planning.hpp"
#include "core/setting.hpp"
#include "core/times.hpp"
#include "planner/assignment.hpp"
#include "planner/groups.hpp"

namespace vuoro::planner {

/// A county's figures as the assignment's rules.
[[nodiscard]] Rules rules_of(const content::Planning& planning);

/// Who waits and what is free, read into the assignment's numbers at one instant. What it is given must
/// outlive it.
class LiveReader {
 public:
  LiveReader(const core::State& state, const core::Setting& setting, const content::Planning& planning,
             Instant now);

  /// `met`: whom the matter's person has met.
  /// Its area is the core's number.
  [[nodiscard]] OpenMatter matter(const core::Waiting& waits, const core::Continuity& met);
  [[nodiscard]] OpenSlot slot(const core::SlotRow& row, std::uint16_t places) const;
  /// Whole minutes of the clock from now: times begin at such, so they tell exactly which come before a
  /// promise.
  [[nodiscard]] Minute minute(core::Moment moment) const;
  /// By worker, for Problem.
  [[nodiscard]] const std::vector<std::uint64_t>& languages_of_worker() const { return of_worker_; }

 private:
  /// 0 = none of the languages that could be told apart.
  std::uint8_t number_of(core::Language language);

  Groups groups_;
  Instant now_;
  std::map<core::Language, std::uint8_t> languages_;
  std::vector<std::uint64_t> of_worker_;
};

}  // namespace vuoro::planner
