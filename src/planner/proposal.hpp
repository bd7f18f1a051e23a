#pragma once

#include <optional>
#include <vector>

#include "core/times.hpp"

/// Which of the free times to put before people, and why. Proposes; people choose.
namespace vuoro::planner {

/// A free time and what speaks for it.
struct ProposedTime {
  core::FreeTime time;
  core::Profession profession{};
  std::uint32_t met = 0;  ///< Visits that the person has had with this professional.
  bool speaks = false;    ///< The professional speaks the language that the person wishes to use.
  bool keeps = false;     ///< Begins before the promise at stake breaks.
  bool fits = false;      ///< Of a type that comes first in the person's segment.
};

struct Proposal {
  std::vector<ProposedTime> times;  ///< Soonest first.
  SlotId first;         ///< Of those that keep the promise: of a type that comes first in the person's
                        ///< segment, else the lightest suitable professional's, the soonest of them; when
                        ///< none keeps it, the soonest of all.
  SlotId known;         ///< The soonest with somebody the person has met; none when there is none.
  SlotId own_language;  ///< The soonest in the person's language, when `first` is not.
  core::Continuity continuity;
};

struct Wish {
  core::TimeWish times;
  MatterId matter;
  core::Moment due;         ///< Of the soonest running promise that the visit would keep (Times::at_stake).
  core::Language language;  ///< Of the matter.
  /// Suitable professions, the lightest first; empty = all alike.
  std::vector<core::Profession> lightest_first;
  std::vector<SlotTypeId> first_types = {};  ///< What comes first in the person's segment.
};

/// Looks at up to `wish.times.most` times, and further for one with a professional whom the person has met.
/// @return Nothing to choose from when the viewer may not see the matter or nothing is free.
[[nodiscard]] Proposal propose(const core::Times& times, const core::Setting& setting, const Wish& wish,
                               Instant now);

}  // namespace vuoro::planner
