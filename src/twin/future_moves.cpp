#include <algorithm>
#include <utility>

#include "calendar/zone.hpp"
#include "twin/future.hpp"

/// Moves: who turns to another team, and whose people come along.
namespace vuoro::twin {

TeamId Future::instead_of(TeamId team, const Case& c) const {
  if (alterations_.moves.empty()) return team;
  return alterations_.instead_of(team, whole_.matters()[c.matter.n].area, calendar::local_day(now_));
}

/// What a team gave, the other gives from now on; where it never did, by the habits of those who did.
void Future::add_moves() {
  for (const Alterations::Move& move : alterations_.moves) {
    for (const auto& [key, habits] : habits_.care) {
      if (key.team != move.team) continue;
      const std::uint32_t from = care_of(key);
      const std::uint32_t to = care_of({move.to, key.service});
      if (cares_[to].habits == nullptr) give_without_times(cares_[to], cares_[from]);
      if (move.staff_follow && cares_[from].limited() && cares_[to].limited())
        cares_[to].rooms.push_back({from, move.when});
    }
  }
  // A team's own people are served before those it helps.
  std::ranges::stable_partition(in_turn_, [&](std::uint32_t care) {
    return std::ranges::any_of(alterations_.moves, [&](const Alterations::Move& move) {
      return move.staff_follow && move.team == cares_[care].key.team;
    });
  });
}

void Future::give_without_times(Care& care, const Care& as) {
  care.habits = as.habits;
  care.per_day = 0;
  care.refuses = as.refuses;
  care.person_cancels = as.person_cancels;
  care.unit_cancels = as.unit_cancels;
  care.misses = as.misses;
}

/// What time a quarter of an hour leaves those who came along is for the other desk's people.
void Future::work_for_others() {
  const Day today = calendar::local_day(now_);
  for (const Alterations::Move& move : alterations_.moves) {
    if (!move.staff_follow || !move.when.holds(today)) continue;
    Desk& helping = desks_[move.team.n];
    Desk& helped = desks_[move.to.n];
    if (!helping.waiting.empty() || helped.waiting.empty() || helping.credit <= 0) continue;
    helped.credit += std::exchange(helping.credit, 0);
    work(helped);
  }
}

}  // namespace vuoro::twin
