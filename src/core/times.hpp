#pragma once

#include <optional>
#include <span>
#include <vector>

#include "base/viewer.hpp"
#include "core/setting.hpp"
#include "core/state.hpp"

namespace vuoro::core {

/// Which free times are wanted for a step.
struct TimeWish {
  StepId step;
  std::span<const TeamId> teams;  ///< None = every team.
  Instant from;
  Instant until;             ///< Begins before this.
  std::optional<Mode> mode;  ///< None = any.
  WorkerId worker;           ///< None = any.
  std::size_t most = 20;
};

/// A time that the step could have now.
struct FreeTime {
  SlotId slot;
  const SlotRow* row = nullptr;
};

/// One place in a slot as the viewer may see it: whose it is shows only where the matter does.
struct PlaceSight {
  PlaceState state{};
  Moment until;  ///< Of a hold.
  StepId step;   ///< None when the matter is not to be seen.
  MatterId matter;
};

/// A slot of a working day.
struct SlotSight {
  SlotId slot;
  const SlotRow* row = nullptr;
  std::vector<PlaceSight> places;
};

/// How often the person has met a professional, and the index of continuity over all.
struct Continuity {
  struct Met {
    WorkerId worker;
    std::uint32_t visits = 0;
  };
  std::vector<Met> met;  ///< Most visits first.
  std::uint32_t visits = 0;
  /// COCI = (Σ nᵢ² − N) / (N (N − 1)), Bice & Boxerman 1977; none with fewer than two visits.
  std::optional<double> index;
};

/// A step that waits for a time, with what decides who gains most from one.
struct Waiting {
  StepId step;
  const StepRow* row = nullptr;
  MatterId matter;
  const MatterRow* of = nullptr;
  Moment due;                           ///< Of the soonest running promise that a visit of the step keeps.
  const EarlierRow* earlier = nullptr;  ///< Its place on the waiting list for earlier times; nullptr = none.
};

/// Reads of times for one viewer. Cheap to make. Valid while the State is neither written nor moved.
class Times {
 public:
  Times(const State& state, const Setting& setting, const Viewer& viewer)
      : state_(state), setting_(setting), viewer_(viewer) {}

  /// Times that could be booked for the step at `now`, soonest first: of a type that serves the step's
  /// service, with a free place, not kept for others, and when the person is free. Empty when the viewer may
  /// not see the step's matter. O((teams × types) log slots + times passed over).
  [[nodiscard]] std::vector<FreeTime> free(const TimeWish& wish, Instant now) const;

  /// The third next available time of the service in the team, whoever asks; none when there are fewer. No
  /// personal data: for staff, leads and the system.
  [[nodiscard]] std::optional<Instant> third_next(ServiceId service, TeamId team, Instant now) const;

  /// The team's slots that overlap [from, until), by professional and time. For the team's professionals, for
  /// leads and the system; others see nothing. O(professionals · log slots + slots of the days).
  [[nodiscard]] std::vector<SlotSight> day(TeamId team, Instant from, Instant until) const;

  /// Steps of the team that wait for a time although a promise that the visit would keep is due before
  /// `until`, the soonest first, at most `most`. For whoever may see the team's day. O(waiting steps).
  [[nodiscard]] std::vector<Waiting> unbooked(TeamId team, Instant until, std::size_t most) const;

  /// What the step has booked or holds. Empty when the viewer may not see the step's matter.
  [[nodiscard]] std::vector<std::pair<SlotId, PlaceRow>> places(StepId step) const;
  [[nodiscard]] const SlotRow* slot(SlotId id) const;  ///< nullptr when there is none.

  /// Slots that became free by a cancelling and begin in [from, until), soonest first. For the system.
  /// O(log slots + slots found).
  [[nodiscard]] std::vector<FreeTime> freed(Instant from, Instant until, Instant now) const;
  /// Steps of the service that wait for a time, or keep one and ask for an earlier. For the system. O(steps).
  [[nodiscard]] std::vector<Waiting> waiting(ServiceId service) const;
  /// When the soonest running promise that a held visit of the step stops is due; core::no_due when there is
  /// none, or when the viewer may not see the step's matter. O(promises of the matter).
  [[nodiscard]] Moment at_stake(StepId step) const;
  /// Whether the slot could be offered for the step now: it fits, is the step's own unit's or one that would
  /// do by the waiting list, suits the wishes there, comes before what the step has booked, which is with one
  /// professional, and the step has not had it or declined it before. For the system.
  [[nodiscard]] bool fits(StepId step, SlotId slot, Instant now) const;
  /// Steps whose hold or offer has run out by `now`, at most `most`. For the system.
  [[nodiscard]] std::vector<StepId> run_out(Instant now, std::size_t most) const;

  /// What the step's place on the waiting list for earlier times says; nullptr when it is not on it or not to
  /// be seen.
  [[nodiscard]] const EarlierRow* earlier(StepId step) const;

  /// The sessions of the step's course in their order; empty when it is no session or not to be seen.
  [[nodiscard]] std::vector<std::pair<StepId, SessionRow>> sessions(StepId step) const;

  /// Where a step stands; cancelled when it is not there or not to be seen.
  [[nodiscard]] StepState state_of(StepId step) const;
  /// Whether the slot is where the course wants the session by the one before it, as far as that has a time.
  [[nodiscard]] bool follows(StepId session, SlotId slot) const;

  /// Whom the matter's person has met. Empty without a person or when the matter is not to be seen.
  [[nodiscard]] Continuity continuity(MatterId matter) const;

 private:
  const State& state_;
  const Setting& setting_;
  const Viewer& viewer_;
};

}  // namespace vuoro::core
