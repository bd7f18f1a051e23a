#pragma once

#include <map>
#include <string>

#include "race/booker.hpp"

namespace vuoro::race {

/// What the checker found in everybody's notes.
struct Verdicts {
  std::uint64_t operations = 0;
  std::uint64_t unknown = 0;
  std::uint64_t taken = 0, full = 0,
                seen = 0;         ///< Places given; refused because others have them; slots looked at.
  std::uint64_t overlapping = 0;  ///< Operations that were under way together with another on the same slot.
  std::size_t slots = 0;          ///< With at least one operation.
  std::size_t most_on_a_slot = 0;
  std::uint64_t configurations = 0;
  std::size_t illegal = 0, gave_up = 0;  ///< Slots.
  std::string first;  ///< The first illegal slot's history up to the call that nothing explains.
};

/// @param ends When each server was gone; what was sent to it cannot have happened later. Absent: it never
/// was.
Verdicts judge(std::vector<Note> notes, const Market& market, const std::map<int, Tick>& ends);

}  // namespace vuoro::race
