#pragma once

#include "core/state.hpp"
#include "simulator/chance.hpp"
#include "simulator/errand.hpp"

namespace vuoro::simulator {

/// How big the model county is.
inline constexpr std::uint32_t teams = 3;
inline constexpr std::uint32_t staff_per_team = 3;
inline constexpr std::uint32_t persons = 8;

/// What residents and staff want, going by the State they are shown.
class Wishes {
 public:
  Wishes(Chance& chance, const core::State& shown, Instant now) : chance_(chance), shown_(shown), now_(now) {}

  /// One errand, without its number.
  Errand any();
  /// Two or three errands of which at most one can win: the same matter taken, the same offer accepted, the
  /// same person booked for one time. Empty when there is nothing to race for.
  std::vector<Errand> race();

 private:
  Errand contact();
  Errand talk(MatterId matter);
  Errand at_door(MatterId matter);
  Errand at_desk(MatterId matter);
  Errand bundle(MatterId matter);
  MatterId neighbour_of(MatterId matter);
  core::Command about_matter(MatterId matter);
  core::Command about_step(MatterId matter);
  std::vector<Errand> race_for(MatterId matter);
  std::vector<Errand> race_to_book(PersonId person);
  std::vector<Errand> race_for_slot();
  Errand of_the_house();
  Errand of_the_exchange();
  Errand of_a_navigator();
  Errand of_a_table();
  core::Advice advice(core::Verdict verdict);
  core::Command of_a_segment(MatterId matter);
  Errand of_the_post(MatterId matter);
  core::Command about_time(StepId step);
  core::Command about_course(StepId step);
  core::Command towards_a_time(MatterId matter);
  core::SlotList times(StepId step);
  core::Actor member(TeamId team);
  StepId step_of(MatterId matter);
  PromiseId promise_of(MatterId matter);
  Instant soon();

  Chance& chance_;
  const core::State& shown_;
  Instant now_;
};

}  // namespace vuoro::simulator
