#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>
#include <vector>

#include "base/ids.hpp"
#include "base/time.hpp"
#include "content/planning.hpp"
#include "core/setting.hpp"
#include "twin/deed.hpp"

namespace vuoro::twin {

/// From a day on, until a day that is not in it any more.
struct Span {
  Day from;
  Day until;

  [[nodiscard]] bool holds(Day day) const { return day >= from && day < until; }
};

/// What is done otherwise than so far, in a county's own numbers. Nothing in it: the future goes on as
/// fitted. Immutable while futures run.
struct Alterations {
  /// Visit times of a team's service that are added to those there are (or, below 0, taken from them): so
  /// many a week of five working days, and a part of those fitted.
  struct Capacity {
    CareKey care;
    Span when;
    double per_week = 0;
    double part = 0;
  };
  /// A desk's speed: this part more (or, below 0, less).
  struct Speed {
    TeamId team;
    Span when;
    double part = 0;
  };
  /// Contacts: this part more or less; team 0 is every team.
  struct Demand {
    TeamId team;
    Span when;
    double part = 0;
  };
  /// The share of a team's contacts that are solved without a visit, of those that would have led to one.
  struct Digital {
    TeamId team;
    Span when;
    double share = 0;
  };
  /// Who would turn to a team turns to another: a point closes, or its people are led elsewhere. What is
  /// open at the team on the first day is seen through by it.
  struct Move {
    TeamId team;
    TeamId to;
    std::vector<AreaId> areas;  ///< Of those who turn; none: everybody.
    Span when;
    /// Whether the team's people come along: the time that its own matters leave them is the other team's.
    bool staff_follow = false;

    [[nodiscard]] bool takes(TeamId from, AreaId area, Day day) const {
      return from == team && when.holds(day) &&
             (areas.empty() || std::ranges::find(areas, area) != areas.end());
    }
  };
  /// Who is given which of the free times (docs/model.md, "Who is given which time").
  struct Booking {
    enum class How : std::uint8_t {
      recorded,  ///< As the record shows: the first time that suits, at once; else in order of the proposals.
      urgent,    ///< Each morning for all who wait: whose promise is due soonest chooses first.
      planned    ///< Each morning for all who wait: the planner's assignment.
    };
    How how = How::recorded;
    /// The county's planning.toml; set unless `recorded`.
    std::shared_ptr<const content::Planning> planning;
  };
  std::vector<Capacity> capacity;
  std::vector<Speed> speed;
  std::vector<Demand> demand;
  std::vector<Digital> digital;
  std::vector<Move> moves;
  Booking booking;
  /// The county's, with other limits of promises (with_limits); none: as it is.
  std::shared_ptr<const core::Setting> setting;

  [[nodiscard]] double speed_of(TeamId team, Day day) const {
    double factor = 1;
    for (const Speed& one : speed) factor *= one.team == team && one.when.holds(day) ? 1 + one.part : 1;
    return factor;
  }
  [[nodiscard]] double demand_of(TeamId team, Day day) const {
    double factor = 1;
    for (const Demand& one : demand)
      factor *= (!one.team || one.team == team) && one.when.holds(day) ? 1 + one.part : 1;
    return factor;
  }
  [[nodiscard]] double digital_of(TeamId team, Day day) const {
    double left = 1;
    for (const Digital& one : digital) left *= one.team == team && one.when.holds(day) ? 1 - one.share : 1;
    return 1 - left;
  }
  /// Where somebody of the area finds the team on the day: the first move that takes them counts, and only
  /// one.
  [[nodiscard]] TeamId instead_of(TeamId team, AreaId area, Day day) const {
    const auto move = std::ranges::find_if(moves, [&](const Move& m) { return m.takes(team, area, day); });
    return move == moves.end() ? team : move->to;
  }
};

}  // namespace vuoro::twin
