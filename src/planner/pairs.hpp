#pragma once

#include "planner/assignment.hpp"

/// Which times could be whose. Private to the planner.
namespace vuoro::planner {

/// The slots by type, unit and time, and the units that each area reaches.
class Pairs {
 public:
  explicit Pairs(const Problem& problem);

  /// A run of `order()` that shares type and unit.
  struct Run {
    std::uint32_t from, until;
  };
  /// Where the matter's slots stand. Valid until the next call. Not for problems with `only`.
  [[nodiscard]] std::span<const Run> runs(const OpenMatter& matter);
  /// Slots by type, team and beginning.
  [[nodiscard]] std::span<const std::uint32_t> order() const { return order_; }

  [[nodiscard]] bool given() const { return explicit_; }
  /// Calls visit(slot) for every slot that could be the matter's.
  template <class Visit>
  void each(std::uint32_t matter, Visit visit) {
    if (explicit_) {
      for (std::uint32_t i = first_of_[matter]; i < first_of_[matter + 1]; ++i)
        visit((*problem_.only)[i].slot);
      return;
    }
    const OpenMatter& m = problem_.matters[matter];
    for (const Run run : runs(m)) {
      for (std::uint32_t i = run.from; i < run.until; ++i) {
        if (problem_.slots[order_[i]].minutes >= m.minutes) visit(order_[i]);
      }
    }
  }

 private:
  [[nodiscard]] std::span<const std::uint16_t> teams_near(std::uint16_t area) const;

  const Problem& problem_;
  bool explicit_;
  std::vector<std::uint32_t> first_of_;  ///< With `only`: where each matter's pairs begin.
  std::vector<std::uint32_t> order_;
  std::vector<Run> runs_;  ///< By type · teams + team.
  std::uint16_t types_ = 0;
  std::vector<std::vector<std::uint16_t>> near_;  ///< By area.
  std::vector<std::uint16_t> all_teams_;
  std::vector<Run> found_;
};

}  // namespace vuoro::planner
