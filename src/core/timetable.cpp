#include "core/timetable.hpp"

#include "core/words.hpp"

namespace vuoro::core::timetable {

namespace {

FreeKey free_key(SlotId id, const SlotRow& s) {
  return {s.team, s.type, s.begin, id};
}

void list(Tables& t, SlotId id, const SlotRow& s) {
  if (s.blocked == 0 && s.taken < s.capacity) {
    t.free_times.insert(free_key(id, s));
  } else {
    t.free_times.erase(free_key(id, s));
  }
  if (s.blocked == 0 && s.freed != 0) {
    t.freed_times.insert(begin_key(s.begin, id));
  } else {
    t.freed_times.erase(begin_key(s.begin, id));
  }
}

bool on_the_lists(const Tables& t, SlotId slot) {
  return t.slots.has(slot.n) && t.slots[slot.n].blocked == 0;
}

std::vector<SlotId> slots_of(const Tables& t, StepId step, PlaceState state) {
  std::vector<SlotId> found;
  for_each_place(t, step, [&](SlotId slot, const PlaceRow& place) {
    if (place.state == state) found.push_back(slot);
  });
  return found;
}

/// Whether the step's booked time overlaps [begin, end): each of its places, or the time it was booked at.
bool busy(const Tables& t, StepId step, std::int64_t begin, std::int64_t end) {
  const StepRow& s = t.steps[step.n];
  if (s.state != StepState::booked) return false;
  bool any = false;
  bool clash = false;
  for_each_place(t, step, [&](SlotId id, const PlaceRow& place) {
    if (place.state != PlaceState::booked) return;
    const SlotRow& slot = t.slots[id.n];
    any = true;
    clash = clash || (slot.begin.s < end && begin < slot.end());
  });
  if (any || s.minutes == 0) return clash;
  return s.begin.s < end && begin < std::int64_t{s.begin.s} + std::int64_t{s.minutes} * 60;
}

}  // namespace

bool publish(Tables& t, const SlotsPublished& e) {
  const auto known = [&](TermKind kind, std::uint16_t n) { return n >= 1 && n <= t.of(kind).texts.size(); };
  if (e.first.n != t.slots.size() + 1 || e.count == 0 || e.capacity == 0 || e.minutes == 0 ||
      e.every < e.minutes || !known(TermKind::worker, e.worker.n) || !known(TermKind::team, e.team.n) ||
      !known(TermKind::slot_type, e.type.n) || (e.room && !known(TermKind::room, e.room.n))) {
    return false;
  }
  for (std::uint32_t i = 0; i < e.count; ++i) {
    SlotRow s;
    s.begin = Moment::of({e.begin.s + std::int64_t{i} * e.every * 60});
    s.worker = e.worker;
    s.team = e.team;
    s.type = e.type;
    s.room = e.room;
    s.minutes = e.minutes;
    s.capacity = e.capacity;
    s.mode = e.mode;
    const SlotId id{static_cast<std::uint32_t>(t.slots.push(s))};
    t.worker_times.insert({s.worker, s.begin, id});
    if (s.room) t.room_times.insert({s.room, s.begin, id});
    t.free_times.insert(free_key(id, s));
  }
  return true;
}

void block(Tables& t, const TimeBlocked& e) {
  for_each_slot_of(t, e.worker, e.from, e.until, [&](SlotId id, const SlotRow&) {
    SlotRow& s = t.slots[id.n];
    s.blocked = static_cast<std::uint8_t>(1 + static_cast<unsigned>(e.reason));
    list(t, id, s);
  });
}

bool give_back(Tables& t, SlotId slot) {
  if (!t.slots.has(slot.n) || t.slots[slot.n].blocked == 0) return false;
  SlotRow& s = t.slots[slot.n];
  s.blocked = 0;
  list(t, slot, s);
  return true;
}

bool hold(Tables& t, StepId step, SlotId slot, Moment until) {
  if (!on_the_lists(t, slot) || !until) return false;
  PlaceRow& place = t.places.try_emplace(place_key(step, slot), PlaceRow{{}, PlaceState::left}).first->second;
  if (place.state != PlaceState::left) return false;
  place = {until, PlaceState::held};
  t.at_slot.insert(place_key(slot, step));
  t.hold_ends.insert(queue_key(until, MatterId{step.n}));
  return true;
}

bool take(Tables& t, StepId step, SlotId slot) {
  if (!on_the_lists(t, slot)) return false;
  SlotRow& s = t.slots[slot.n];
  if (s.taken >= s.capacity) return false;
  PlaceRow& place = t.places[place_key(step, slot)];
  if (place.state == PlaceState::booked) return false;
  place = {{}, PlaceState::booked};
  t.at_slot.insert(place_key(slot, step));
  ++s.taken;
  s.freed = 0;
  list(t, slot, s);
  return true;
}

void leave(Tables& t, StepId step) {
  for (const SlotId slot : slots_of(t, step, PlaceState::booked)) {
    t.places[place_key(step, slot)].state = PlaceState::left;
    t.at_slot.erase(place_key(slot, step));
    SlotRow& s = t.slots[slot.n];
    --s.taken;
    s.freed = 1;
    list(t, slot, s);
  }
}

void end_hold(Tables& t, StepId step, HoldEnd how) {
  const bool answered = how == HoldEnd::declined || how == HoldEnd::expired;
  for (const SlotId slot : slots_of(t, step, PlaceState::held)) {
    PlaceRow& place = t.places[place_key(step, slot)];
    t.hold_ends.erase(queue_key(place.until, MatterId{step.n}));
    t.at_slot.erase(place_key(slot, step));
    if (answered) {
      place.state = PlaceState::left;  // with its instant: not to be offered to the same step again
    } else {
      t.places.erase(place_key(step, slot));
    }
  }
}

void forget(Tables& t, StepId step) {
  end_hold(t, step, HoldEnd::replaced);
  for (const SlotId slot : slots_of(t, step, PlaceState::left)) t.places.erase(place_key(step, slot));
}

bool rebuild(Tables& t) {
  for (std::uint32_t n = 1; n <= t.slots.size(); ++n) t.slots[n].taken = 0;
  for (const auto& [key, place] : t.places) {
    const StepId step{static_cast<std::uint32_t>(key >> 32)};
    const SlotId slot{static_cast<std::uint32_t>(key)};
    if (!t.steps.has(step.n) || !t.slots.has(slot.n)) return false;
    if (place.state == PlaceState::left) continue;
    SlotRow& s = t.slots[slot.n];
    t.at_slot.insert(place_key(slot, step));
    if (place.state == PlaceState::held) {
      if (!place.until) return false;
      t.hold_ends.insert(queue_key(place.until, MatterId{step.n}));
    } else if (s.taken++ >= s.capacity) {
      return false;
    }
  }
  const std::size_t workers = t.of(TermKind::worker).texts.size();
  const std::size_t rooms = t.of(TermKind::room).texts.size();
  for (std::uint32_t n = 1; n <= t.slots.size(); ++n) {
    const SlotRow& s = t.slots[n];
    if (s.worker.n == 0 || s.worker.n > workers || s.room.n > rooms || s.capacity == 0 || s.freed > 1 ||
        s.blocked > promises::Words<BlockReason>::all.size())
      return false;
    t.worker_times.insert({s.worker, s.begin, SlotId{n}});
    if (s.room) t.room_times.insert({s.room, s.begin, SlotId{n}});
    list(t, SlotId{n}, s);
  }
  return true;
}

unsigned free_places(const Tables& t, SlotId slot, Moment now, std::span<const StepId> except) {
  const SlotRow& s = t.slots[slot.n];
  if (s.blocked != 0) return 0;
  unsigned used = 0;
  for_each_in_slot(t, slot, [&](StepId step, const PlaceRow& place) {
    const bool theirs = std::ranges::find(except, step) == except.end();
    if (theirs && (place.state == PlaceState::booked || place.until > now)) ++used;
  });
  return used >= s.capacity ? 0 : s.capacity - used;
}

bool overlaps(const Tables& t, PersonId person, Instant begin, std::uint16_t minutes,
              std::span<const StepId> except) {
  if (!person || minutes == 0) return false;
  const std::int64_t end = begin.s + std::int64_t{minutes} * 60;
  for (MatterId id = t.persons[person.n].last_matter; id; id = t.matters[id.n].older_of_person) {
    for (StepId step = t.matters[id.n].first_step; step; step = t.steps[step.n].older) {
      if (std::ranges::find(except, step) == except.end() && busy(t, step, begin.s, end)) return true;
    }
  }
  return false;
}

}  // namespace vuoro::core::timetable
