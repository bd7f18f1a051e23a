#pragma once

#include <map>
#include <optional>
#include <string>

#include "kill/wire.hpp"
#include "race/booker.hpp"

/// Wishes as requests, answers as what a booker learns.
namespace vuoro::race {

/// The request of a wish; `slots` by id, for what blocks and searches are about.
kill::Question question_of(const Wish& wish, const MatterSeen& matter,
                           const std::map<std::uint32_t, Slot>& slots,
                           const std::vector<std::string>& workers, const std::string& cookie);

/// Nothing when the answer is none that a race can give: a fault.
std::optional<Said> said_in(const kill::Answer& answer);

/// The matter in an answer; nothing when it holds none.
std::optional<MatterSeen> matter_in(const kill::Answer& answer);

/// Slots in the answer to a search, of those raced for.
std::vector<std::uint32_t> shown_in(const kill::Answer& answer, const std::map<std::uint32_t, Slot>& slots);

/// One slot in the answer to GET /day.
struct DaySlot {
  struct Place {
    std::uint32_t step = 0, matter = 0;  ///< 0: not to be seen.
    bool held = false;
  };
  Slot slot;
  std::string worker;
  bool blocked = false;
  std::vector<Place> places;
};
std::vector<DaySlot> day_in(const kill::Answer& answer);

/// "2026-11-24T08:00:00Z" as seconds since 1970, and back.
std::int64_t seconds_of(std::string_view instant);
std::string instant_of(std::int64_t seconds);

}  // namespace vuoro::race
