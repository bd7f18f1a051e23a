#pragma once

#include <chrono>
#include <span>

#include "core/state.hpp"

/// What events do to slots and places: the rows and the lists computed from them move together. Precondition
/// of all: the step exists.
namespace vuoro::core::timetable {

/// Rows for a run of slots. False when the event does not fit. O(count · log slots).
bool publish(Tables& t, const SlotsPublished& e);

/// Takes the professional's slots that overlap [from, until) off the lists.
void block(Tables& t, const TimeBlocked& e);

/// Puts a slot on the lists again. False when it is not blocked.
bool give_back(Tables& t, SlotId slot);

/// Keeps a place until an instant. False when the slot is not on the lists or the step has it already.
bool hold(Tables& t, StepId step, SlotId slot, Moment until);

/// Books a place. False when the slot is full or off the lists.
bool take(Tables& t, StepId step, SlotId slot);

/// The step's booked places become free; it is remembered that they were its own.
void leave(Tables& t, StepId step);

/// Ends the step's holds. What was declined or ran out is remembered as left.
void end_hold(Tables& t, StepId step, HoldEnd how);

/// Ends the step's holds and forgets what it left.
void forget(Tables& t, StepId step);

/// Computes the lists anew from slots and places. False when the rows contradict each other.
bool rebuild(Tables& t);

/// Places of a slot that nobody but `except` has booked or holds at `now`. O(places of the slot).
[[nodiscard]] unsigned free_places(const Tables& t, SlotId slot, Moment now, std::span<const StepId> except);
[[nodiscard]] inline unsigned free_places(const Tables& t, SlotId slot, Moment now, StepId except = {}) {
  return free_places(t, slot, now, {&except, 1});
}

/// Whether the person has a booked time besides `except` that overlaps [begin, begin + minutes). Times of
/// which only the day is known (minutes == 0, imports) overlap nothing. O(steps of the person's matters).
[[nodiscard]] bool overlaps(const Tables& t, PersonId person, Instant begin, std::uint16_t minutes,
                            std::span<const StepId> except);
[[nodiscard]] inline bool overlaps(const Tables& t, PersonId person, Instant begin, std::uint16_t minutes,
                                   StepId except = {}) {
  return overlaps(t, person, begin, minutes, {&except, 1});
}

/// Calls visit(SlotId, const PlaceRow&) for what the step has, in the order of the slots' numbers.
template <class Visit>
void for_each_place(const Tables& t, StepId step, Visit visit) {
  for (auto at = t.places.lower_bound(place_key(step, SlotId{}));
       at != t.places.end() && at->first >> 32 == step.n; ++at) {
    visit(SlotId{static_cast<std::uint32_t>(at->first)}, at->second);
  }
}

/// Calls visit(StepId, const PlaceRow&) for everybody who has booked or holds a place of the slot, in the
/// order of the steps' numbers.
template <class Visit>
void for_each_in_slot(const Tables& t, SlotId slot, Visit visit) {
  for (auto at = t.at_slot.lower_bound(place_key(slot, StepId{}));
       at != t.at_slot.end() && *at >> 32 == slot.n; ++at) {
    const StepId step{static_cast<std::uint32_t>(*at)};
    visit(step, t.places.find(place_key(step, slot))->second);
  }
}

/// The longest slot there is. Whoever looks for what overlaps an instant begins this much earlier.
inline constexpr std::chrono::minutes longest_slot{24 * 60};

/// Calls visit(SlotId, const SlotRow&) for all the professional's slots that overlap [from, until), also
/// those that were blocked out, in the order of time.
template <class Visit>
void for_each_slot_ever(const Tables& t, WorkerId worker, Instant from, Instant until, Visit visit) {
  const Moment first = Moment::of(from + -longest_slot);
  for (auto at = t.worker_times.lower_bound({worker, first, SlotId{}});
       at != t.worker_times.end() && at->worker == worker && at->begin.s < until.s; ++at) {
    if (const SlotRow& slot = t.slots[at->slot.n]; slot.end() > from.s) visit(at->slot, slot);
  }
}

/// As for_each_slot_ever, but only slots on the lists.
template <class Visit>
void for_each_slot_of(const Tables& t, WorkerId worker, Instant from, Instant until, Visit visit) {
  for_each_slot_ever(t, worker, from, until, [&](SlotId id, const SlotRow& slot) {
    if (slot.blocked == 0) visit(id, slot);
  });
}

/// Calls visit(SlotId, const SlotRow&) for the slots on the lists in rooms of that name that overlap
/// [from, until).
template <class Visit>
void for_each_slot_in_room(const Tables& t, RoomId room, Instant from, Instant until, Visit visit) {
  const Moment first = Moment::of(from + -longest_slot);
  for (auto at = t.room_times.lower_bound({room, first, SlotId{}});
       at != t.room_times.end() && at->room == room && at->begin.s < until.s; ++at) {
    if (const SlotRow& slot = t.slots[at->slot.n]; slot.blocked == 0 && slot.end() > from.s)
      visit(at->slot, slot);
  }
}

}  // namespace vuoro::core::timetable
