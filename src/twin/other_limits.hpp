#pragma once

#include <memory>
#include <span>
#include <string>

#include "base/time.hpp"
#include "core/setting.hpp"

namespace vuoro::twin {

/// A promise rule with another limit from a day on: a law that changes, or an aim of the county's own.
struct OtherLimit {
  std::string rule;  ///< Its code in the pack.
  promises::Limit limit;
  Day from;
};

/// The county's setting with these limits, applied in their order. Promises that begin on the day or later
/// have the new limit, whatever the age; those that run keep their dates. A later alternative and a steering
/// aim of the rule no longer count; an urgent limit does where it is still the shorter. Rules that the pack
/// does not have change nothing. O(rules).
[[nodiscard]] std::shared_ptr<const core::Setting> with_limits(const core::Setting& setting,
                                                               std::span<const OtherLimit> limits);

}  // namespace vuoro::twin
