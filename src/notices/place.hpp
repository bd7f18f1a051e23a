#pragma once

#include <vector>

#include "base/viewer.hpp"
#include "content/county.hpp"
#include "core/setting.hpp"
#include "core/state.hpp"
#include "notices/letter.hpp"
#include "notices/message.hpp"

namespace vuoro::notices {

/// Where and when somebody has to be for a step.
struct StepTime {
  Instant begin;
  std::uint16_t minutes = 0;
  core::Mode mode{};
  const content::Unit* house = nullptr;  ///< Of the team whose time it is; nullptr when the county has none.
};

/// The step's booked or offered times, soonest first: one for each beginning, however many professionals
/// there are. Empty when the viewer may not see its matter.
[[nodiscard]] std::vector<StepTime> times_of(const core::State& state, const core::Setting& setting,
                                             const Viewer& viewer, const content::County& county, StepId step,
                                             core::PlaceState which);

/// What the notice may say; nothing when it is not to be seen or what it tells is no longer there. Its code
/// is for the caller to fill in.
[[nodiscard]] std::optional<Facts> facts_of(const core::State& state, const core::Setting& setting,
                                            const Viewer& viewer, const content::County& county,
                                            NoticeId notice);

/// The same for a letter about the matter; the recipient, the words of needs, the code and the day are for
/// the caller to fill in. Nothing when it is not to be seen.
[[nodiscard]] std::optional<LetterFacts> letter_facts(const core::State& state, const core::Setting& setting,
                                                      const Viewer& viewer, const content::County& county,
                                                      MatterId matter);

}  // namespace vuoro::notices
