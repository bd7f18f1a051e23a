#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <vector>

#include "base/viewer.hpp"
#include "core/state.hpp"

/// What is known of navigators: how often they were used, and answers kept under a code – neither has a
/// matter or a person – and what became of contacts that their results led to.
namespace vuoro::core {

/// How long a code is good for.
inline constexpr std::chrono::days answers_good_for{30};

/// A Finnish calendar month, counted from January 1970.
constexpr std::uint16_t month_number(int year, unsigned month) {
  return static_cast<std::uint16_t>((year - 1970) * 12 + static_cast<int>(month) - 1);
}
/// The month in which the instant lies in Helsinki. Precondition: core::earliest … core::latest.
std::uint16_t month_of(Instant at);

/// Uses of one navigator (or of one of its results) in one month, by people of one area in one language.
struct NavigatorUses {
  std::uint16_t month = 0;
  NavigatorId navigator;
  AreaId area;  ///< None: they did not say.
  Language language;
  std::uint32_t times = 0;
};

constexpr std::uint64_t navigator_key(std::uint16_t month, NavigatorId navigator, AreaId area,
                                      Language language) {
  return std::uint64_t{month} << 48U | std::uint64_t{navigator.n} << 32U | std::uint64_t{area.n} << 16U |
         language.n;
}
constexpr NavigatorUses uses_of(std::uint64_t key, std::uint32_t times) {
  return {static_cast<std::uint16_t>(key >> 48U), NavigatorId{static_cast<std::uint16_t>(key >> 32U)},
          AreaId{static_cast<std::uint16_t>(key >> 16U)}, Language{static_cast<std::uint16_t>(key)}, times};
}

/// Whether every row of uses and of kept answers can have come from events.
bool navigators_hold(const Tables& t);

/// Uses from the first to the last month, in order of months and navigators. Nothing when the viewer may not:
/// leads and analysts for steering or publishing, the system for operations. O(log rows + found).
std::optional<std::vector<NavigatorUses>> navigator_uses(const State& state, const Viewer& viewer,
                                                         std::uint16_t first, std::uint16_t last);

/// What became of the contacts that a result of a navigator led to. A matter counts in each it fits.
struct LedContacts {
  NavigatorId result;
  std::uint32_t contacts = 0;
  std::uint32_t open = 0;
  std::uint32_t advised = 0;      ///< Ended because advice was enough.
  std::uint32_t cared = 0;        ///< Ended because care was given.
  std::uint32_t moved = 0;        ///< Somebody else got it: handed over, or ended by passing it on.
  std::uint32_t asked_again = 0;  ///< The person had to ask about the same need again.
  std::uint32_t helped = 0;       ///< The newest visit whose outcome was asked helped.
  std::uint32_t not_helped = 0;   ///< It did not, or more is needed.
};

/// Of matters opened from the first to the last month, in order of results. Nothing when the viewer may not:
/// as navigator_uses. O(led contacts + their steps).
std::optional<std::vector<LedContacts>> led_contacts(const State& state, const Viewer& viewer,
                                                     std::uint16_t first, std::uint16_t last);

/// Whether what was kept then is too old to be opened now.
constexpr bool expired(const KeptAnswersRow& row, Instant now) {
  return row.since.instant() + answers_good_for < now;
}

/// The answers kept under the code of this digest, good still or not. Nothing when there are none, or the
/// viewer is neither a professional for care, nor somebody who shows a code, nor the system for operations.
/// O(log rows).
std::optional<KeptAnswersRow> kept_answers(const State& state, const Viewer& viewer, std::uint64_t key);

/// Documents of answers whose code ran out at `since` or later and before `now`, opened or not. For the
/// system alone; nothing for others. O(rows).
std::vector<DocumentId> outdated_answers(const State& state, const Viewer& viewer, Instant since,
                                         Instant now);

}  // namespace vuoro::core
