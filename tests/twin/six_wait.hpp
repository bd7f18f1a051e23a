#pragma once

#include "twin/small_county.hpp"

/// Six people, and nothing left to chance.
namespace vuoro::twin::testing {

inline Share never() {
  return {1'000'000'000, 0, 1e-9, 1e-6};
}

/// Nobody comes, nobody stays away, and the desk is quick.
inline std::shared_ptr<const Habits> nobody_but_those_here(const SmallCounty& small, bool in_slots,
                                                           double per_day) {
  auto habits = std::make_shared<Habits>();
  habits->past = small.past();
  CareHabits care;
  care.key = small.care();
  care.in_slots = in_slots;
  care.per_day = {per_day, 0};
  care.refuses = care.person_cancels = care.unit_cancels = care.misses = never();
  care.wishes = {{1, 0, 9 * 3600, 20, core::Mode::visit}};
  static const CareCounts nothing;
  care.counts = &nothing;
  habits->care.emplace(care.key, care);
  habits->gives_up = habits->all_misses = never();
  for (Share& one : habits->misses) one = never();
  return habits;
}

/// Six people wait for a time on Monday 12 January. Tuesday 6 January is Epiphany. Five working days from the
/// contact: Mon 5 → Tue 13, Wed 7 → Wed 14, Thu 8 → Thu 15, Fri 9 → Fri 16.
inline void six_wait(SmallCounty& small) {
  const auto on = [](unsigned day, int hour, int minute = 0) {
    return calendar::at_local(day_of(2026, 1, day), hour * 3600 + minute * 60);
  };
  std::vector<MatterId> matters;
  const std::vector<unsigned> contacted = {5, 5, 7, 8, 8, 9};
  int minute = 0;
  for (const unsigned day : contacted) matters.push_back(small.contact(on(day, 9, minute++)));
  for (const MatterId m : matters) small.assess(m, on(9, 9, 30));
  // The order in which they wait: 7th, 8th, both of the 5th, 9th, the other of the 8th.
  minute = 0;
  for (const std::size_t i : {2U, 3U, 0U, 1U, 5U, 4U}) small.propose(matters[i], on(9, 10, minute++));
}

}  // namespace vuoro::twin::testing
