#include <algorithm>
#include <functional>
#include <map>
#include <set>

#include "core/booking.hpp"
#include "core/draft.hpp"
#include "core/time_rules.hpp"
#include "core/timetable.hpp"

/// Professionals' time on the lists and off them: shifts published, blocked out and given back.
namespace vuoro::core {

namespace {

constexpr std::uint16_t most_slots_at_once = 500;
constexpr std::uint8_t most_places = 200;
constexpr std::chrono::hours longest_block{31 * 24};

std::uint16_t spacing(const PublishSlots& c) {
  return c.every == 0 ? c.minutes : c.every;
}

/// Whether one of the run's slots overlaps the other: between two of them there may be room for it.
bool run_meets(const PublishSlots& c, const SlotRow& other) {
  const std::int64_t span = std::int64_t{spacing(c)} * 60;
  const std::int64_t length = std::int64_t{c.minutes} * 60;
  const std::int64_t from = std::max<std::int64_t>(0, (other.begin.s - c.begin.s - length) / span);
  for (std::int64_t i = from; i < c.count && c.begin.s + i * span < other.end(); ++i) {
    if (c.begin.s + i * span + length > other.begin.s) return true;
  }
  return false;
}

Answer refused_shape(const Draft& d, const PublishSlots& c) {
  if (d.actor.kind == ActorKind::resident) return Refusal{RefusalCode::staff_only};
  if (!known(d, TermKind::worker, c.worker.n)) return Refusal{RefusalCode::unknown_worker, c.worker.n};
  if (!known(d, TermKind::team, c.team.n)) return Refusal{RefusalCode::unknown_team, c.team.n};
  if (!known(d, TermKind::slot_type, c.type.n)) return Refusal{RefusalCode::unknown_slot_type, c.type.n};
  if (c.room && !known(d, TermKind::room, c.room.n)) return Refusal{RefusalCode::bad_text, c.room.n};
  if (c.count == 0) return Refusal{RefusalCode::no_slots};
  if (c.count > most_slots_at_once || c.capacity == 0 || c.capacity > most_places)
    return Refusal{RefusalCode::too_many_slots};
  constexpr auto longest = timetable::longest_slot.count();
  const std::uint16_t every = spacing(c);
  if (c.minutes == 0 || c.minutes > longest || every < c.minutes || every > longest || c.begin < earliest)
    return Refusal{RefusalCode::bad_time};
  return {};
}

/// Whose time or which room the run would take twice.
Answer refused_clash(const Draft& d, const PublishSlots& c, Instant end) {
  Answer clash;
  timetable::for_each_slot_of(d.t, c.worker, c.begin, end, [&](SlotId id, const SlotRow& other) {
    if (run_meets(c, other)) clash = Refusal{RefusalCode::slots_overlap, id.n};
  });
  if (clash || !c.room) return clash;
  timetable::for_each_slot_in_room(d.t, c.room, c.begin, end, [&](SlotId id, const SlotRow& other) {
    if (rivals_for_room(d.setting, c.team, c.mode, other) && run_meets(c, other))
      clash = Refusal{RefusalCode::room_taken, id.n};
  });
  return clash;
}

Answer refused_span(const Draft& d, WorkerId worker, Instant from, Instant until) {
  if (d.actor.kind == ActorKind::resident) return Refusal{RefusalCode::staff_only};
  if (!known(d, TermKind::worker, worker.n)) return Refusal{RefusalCode::unknown_worker, worker.n};
  if (until <= from || from < earliest || until > latest || until - from > longest_block)
    return Refusal{RefusalCode::bad_time};
  return {};
}

/// Steps with a booked, and steps with only a held place in the professional's time.
struct Hit {
  std::set<StepId> booked;
  std::set<StepId> held;
};

Hit hit_by(const Draft& d, const BlockTime& c) {
  Hit hit;
  timetable::for_each_slot_of(d.t, c.worker, c.from, c.until, [&](SlotId slot, const SlotRow&) {
    timetable::for_each_in_slot(d.t, slot, [&](StepId step, const PlaceRow& place) {
      const bool booked = place.state == PlaceState::booked && d.t.steps[step.n].state == StepState::booked;
      if (booked) hit.booked.insert(step);
      if (place.state == PlaceState::held) hit.held.insert(step);
    });
  });
  return hit;
}

/// Whether the slot's time or room is used otherwise by now.
bool in_use(const Draft& d, const SlotRow& slot) {
  bool used = false;
  const Instant begin = slot.begin.instant();
  timetable::for_each_slot_of(d.t, slot.worker, begin, {slot.end()},
                              [&](SlotId, const SlotRow&) { used = true; });
  if (!slot.room || used) return used;
  timetable::for_each_slot_in_room(d.t, slot.room, begin, {slot.end()}, [&](SlotId, const SlotRow& other) {
    used = used || rivals_for_room(d.setting, slot.team, slot.mode, other);
  });
  return used;
}

/// Which slots come back: of those that overlap each other the one published last.
struct Return {
  std::vector<SlotId> slots;  ///< In the order of their numbers.
  bool any_blocked = false;
};

Return returned_by(const Draft& d, const UnblockTime& c) {
  const auto reason = static_cast<std::uint8_t>(1 + static_cast<unsigned>(c.reason));
  Return back;
  std::vector<SlotId> blocked;
  timetable::for_each_slot_ever(d.t, c.worker, c.from, c.until, [&](SlotId id, const SlotRow& slot) {
    if (slot.blocked == reason && slot.end() > d.now.s) blocked.push_back(id);
  });
  back.any_blocked = !blocked.empty();
  std::ranges::sort(blocked, std::greater{});
  for (const SlotId id : blocked) {
    const SlotRow& slot = d.t.slots[id.n];
    const bool meets = std::ranges::any_of(back.slots, [&](SlotId other) {
      const SlotRow& o = d.t.slots[other.n];
      return o.begin.s < slot.end() && slot.begin.s < o.end();
    });
    if (!meets && !in_use(d, slot)) back.slots.push_back(id);
  }
  std::ranges::sort(back.slots);
  return back;
}

/// Books again what the block cancelled.
class Rebooking {
 public:
  Rebooking(Draft& d, const std::vector<SlotId>& back) : d_(d), back_(back) {}

  void run() {
    for (const auto& of_service : d_.t.waiting) {
      for (const StepId step : of_service) rebook(step);
    }
  }

 private:
  void rebook(StepId id) {
    const StepRow& step = d_.t.steps[id.n];
    const MatterRow& m = d_.t.matters[step.matter.n];
    if (!step.gap || d_.t.gaps[step.gap.n].until || m.status != MatterStatus::open) return;
    // Once somebody has done something to the matter the person may know of another time.
    if (d_.t.gaps[step.gap.n].version != m.version) return;
    SlotList lost;
    bool one_is_back = false;
    bool all_fit = true;
    timetable::for_each_place(d_.t, id, [&](SlotId slot, const PlaceRow& place) {
      if (place.state == PlaceState::held) all_fit = false;  // another time is being talked about
      if (place.state != PlaceState::left || place.until) return;
      static_cast<void>(lost.add(slot));
      const bool back = std::ranges::binary_search(back_, slot);
      one_is_back = one_is_back || back;
      all_fit = all_fit && fits(id, m, slot, back);
    });
    if (!one_is_back || !all_fit) return;
    for (const SlotId slot : lost.all()) {
      ++given_[slot];
      busy_.emplace_back(m.person, slot, id);
    }
    book(d_, id, step.service, lost);
  }

  /// Whether a place is left for the step beside those given here. Nobody has been able to take a blocked
  /// one.
  bool fits(StepId id, const MatterRow& m, SlotId slot, bool back) {
    const SlotRow& s = d_.t.slots[slot.n];
    const unsigned left =
        back ? unsigned{s.capacity} - s.taken : timetable::free_places(d_.t, slot, Moment::of(d_.now), id);
    return left > given_[slot] && !timetable::overlaps(d_.t, m.person, s.begin.instant(), s.minutes, id) &&
           !busy(m.person, s, id);
  }

  /// Whether the person has got another visit at the time back just now.
  [[nodiscard]] bool busy(PersonId person, const SlotRow& slot, StepId step) const {
    return person && std::ranges::any_of(busy_, [&](const Given& given) {
             const SlotRow& other = d_.t.slots[given.slot.n];
             return given.person == person && given.step != step && other.begin.s < slot.end() &&
                    slot.begin.s < other.end();
           });
  }

  struct Given {
    Given(PersonId of, SlotId in, StepId by) : person(of), slot(in), step(by) {}
    PersonId person;
    SlotId slot;
    StepId step;
  };

  Draft& d_;
  const std::vector<SlotId>& back_;
  std::map<SlotId, unsigned> given_;
  std::vector<Given> busy_;
};

}  // namespace

Answer decide_on(Draft& d, const PublishSlots& c) {
  if (Answer refused = refused_shape(d, c)) return refused;
  const std::uint16_t every = spacing(c);
  const std::int64_t end =
      c.begin.s + (std::int64_t{c.count} - 1) * every * 60 + std::int64_t{c.minutes} * 60;
  if (end > latest.s) return Refusal{RefusalCode::bad_time};
  if (Answer refused = refused_clash(d, c, {end})) return refused;
  const SlotId first{static_cast<std::uint32_t>(d.t.slots.size() + 1)};
  d.emit(SlotsPublished{first, c.count, c.worker, c.team, c.type, c.room, c.begin, c.minutes, every,
                        c.capacity, c.mode});
  d.decision.subject = first.n;
  return {};
}

Answer decide_on(Draft& d, const BlockTime& c) {
  if (Answer refused = refused_span(d, c.worker, c.from, c.until)) return refused;
  const Hit hit = hit_by(d, c);
  for (const StepId step : hit.held) d.emit(HoldEnded{step, HoldEnd::withdrawn});
  for (const StepId step : hit.booked) d.emit(BookingCancelled{step, CancelledBy::unit});
  d.emit(TimeBlocked{c.worker, c.from, c.until, c.reason});
  d.decision.subject = static_cast<std::uint32_t>(hit.booked.size());
  return {};
}

Answer decide_on(Draft& d, const UnblockTime& c) {
  if (Answer refused = refused_span(d, c.worker, c.from, c.until)) return refused;
  const Return back = returned_by(d, c);
  if (!back.any_blocked) return Refusal{RefusalCode::nothing_blocked, c.worker.n};
  if (back.slots.empty()) return Refusal{RefusalCode::slots_overlap, c.worker.n};
  if (back.slots.size() > most_slots_at_once) return Refusal{RefusalCode::too_many_slots};
  for (const SlotId slot : back.slots) d.emit(SlotReturned{slot});
  Rebooking(d, back.slots).run();
  d.decision.subject = static_cast<std::uint32_t>(back.slots.size());
  return {};
}

}  // namespace vuoro::core
