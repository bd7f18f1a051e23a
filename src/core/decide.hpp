#pragma once

#include <boost/container/small_vector.hpp>
#include <cstdint>

#include "base/result.hpp"
#include "core/commands.hpp"
#include "core/events.hpp"
#include "core/refusal.hpp"
#include "core/setting.hpp"
#include "core/state.hpp"

namespace vuoro::core {

/// What a command brings about.
struct Decision {
  boost::container::small_vector<Event, 16> events;
  std::uint32_t subject = 0;  ///< What was made or moved: the number of a matter, person, step or term.
};

/// What the command would do now. Pure: reads no clock, file or chance; the same State, setting, command,
/// actor and instant give the same answer. The events fit State as it is. `now` is when it happens: imports
/// tell of the past. O(promises and steps of the matter and of the person's other open matters).
Result<Decision, Refusal> decide(const State& state, const Setting& setting, const Command& command,
                                 const Actor& actor, Instant now);

}  // namespace vuoro::core
