#include <algorithm>
#include <set>

#include "core/draft.hpp"
#include "core/time_rules.hpp"
#include "core/timetable.hpp"

/// Slots, holds, offers and bookings in slots. Holds run out without an event; every question about a place
/// is therefore asked at an instant.
namespace vuoro::core {

namespace {

constexpr std::uint16_t most_slots_at_once = 500;
constexpr std::uint8_t most_places = 200;
constexpr std::chrono::hours longest_block{31 * 24};
constexpr std::chrono::hours longest_offer{14 * 24};

bool known(const Draft& d, TermKind kind, std::uint16_t n) {
  return n >= 1 && n <= d.t.of(kind).texts.size();
}

Answer fits(const Draft& d, StepId step, const HeldStep& held, SlotId id) {
  if (!d.t.slots.has(id.n)) return Refusal{RefusalCode::unknown_slot, id.n};
  const SlotRow& slot = d.t.slots[id.n];
  if (slot.blocked != 0) return Refusal{RefusalCode::slot_blocked, id.n};
  // Staff may still book a time that has begun: somebody walked in.
  const std::int64_t over = d.actor.kind == ActorKind::resident ? slot.begin.s : slot.end();
  if (over <= d.now.s) return Refusal{RefusalCode::slot_past, id.n};
  if (timetable::free_places(d.t, id, Moment::of(d.now), step) == 0)
    return Refusal{RefusalCode::slot_taken, id.n};
  if (reserved(d.setting, slot, *held.matter, d.now)) return Refusal{RefusalCode::slot_reserved, id.n};
  if (timetable::overlaps(d.t, held.matter->person, slot.begin.instant(), slot.minutes, step))
    return Refusal{RefusalCode::overlapping_booking, step.n};
  return {};
}

/// Whether the step may have the slots now. People choose one time of the step's own service; a visit of
/// several professionals is put together by staff.
Answer all_fit(const Draft& d, StepId step, const HeldStep& held, const SlotList& list) {
  const auto slots = list.all();
  if (slots.empty()) return Refusal{RefusalCode::no_slots, step.n};
  if (slots.size() > 1 && d.actor.kind == ActorKind::resident)
    return Refusal{RefusalCode::staff_only, step.n};
  for (std::size_t i = 0; i < slots.size(); ++i) {
    if (std::find(slots.begin(), slots.begin() + static_cast<std::ptrdiff_t>(i), slots[i]) !=
        slots.begin() + static_cast<std::ptrdiff_t>(i)) {
      return Refusal{RefusalCode::slot_named_twice, slots[i].n};
    }
    if (Answer refused = fits(d, step, held, slots[i])) return refused;
  }
  const ServiceId service = held.step->service;
  if (std::ranges::none_of(slots,
                           [&](SlotId id) { return serves(d.setting, d.t.slots[id.n].type, service); }))
    return Refusal{RefusalCode::slot_wrong_service, slots.front().n};
  return {};
}

/// The slot that begins first, of those the one of the step's own service.
const SlotRow& first_of(const Draft& d, const SlotList& list, ServiceId service) {
  const auto before = [&](SlotId a, SlotId b) {
    const SlotRow& x = d.t.slots[a.n];
    const SlotRow& y = d.t.slots[b.n];
    if (x.begin != y.begin) return x.begin < y.begin;
    return serves(d.setting, x.type, service) && !serves(d.setting, y.type, service);
  };
  const auto slots = list.all();
  return d.t.slots[std::ranges::min_element(slots, before)->n];
}

void book(Draft& d, StepId step, const HeldStep& held, const SlotList& list) {
  const SlotRow& first = first_of(d, list, held.step->service);
  d.emit(StepBooked{step, first.begin.instant(), first.minutes, first.mode});
  for (const SlotId slot : list.all()) d.emit(PlaceTaken{step, slot});
  d.decision.subject = step.n;
}

/// What the step holds now; a hold that has run out is none.
SlotList held_slots(const Draft& d, StepId step) {
  SlotList list;
  timetable::for_each_place(d.t, step, [&](SlotId slot, const PlaceRow& place) {
    if (place.state == PlaceState::held && place.until > Moment::of(d.now)) static_cast<void>(list.add(slot));
  });
  return list;
}

bool holds_anything(const Draft& d, StepId step) {
  bool any = false;
  timetable::for_each_place(d.t, step,
                            [&](SlotId, const PlaceRow& p) { any = any || p.state == PlaceState::held; });
  return any;
}

/// Those of the slots that the step has not booked already: a visit can grow by another professional.
SlotList not_booked(const Draft& d, StepId step, const SlotList& list) {
  SlotList others;
  for (const SlotId slot : list.all()) {
    const auto place = d.t.places.find(place_key(step, slot));
    if (place == d.t.places.end() || place->second.state != PlaceState::booked)
      static_cast<void>(others.add(slot));
  }
  return others;
}

/// Whether the slots are what the step has booked already.
bool same_places(const Draft& d, StepId step, const SlotList& list) {
  std::size_t booked = 0;
  timetable::for_each_place(d.t, step,
                            [&](SlotId, const PlaceRow& p) { booked += p.state == PlaceState::booked; });
  return booked == list.all().size() && not_booked(d, step, list).all().empty();
}

void hold(Draft& d, StepId step, const SlotList& list, Instant until) {
  if (holds_anything(d, step)) d.emit(HoldEnded{step, HoldEnd::replaced});
  for (const SlotId slot : list.all()) d.emit(PlaceHeld{step, slot, until});
  d.decision.subject = step.n;
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

}  // namespace

Answer decide_on(Draft& d, const PublishSlots& c) {
  if (d.actor.kind == ActorKind::resident) return Refusal{RefusalCode::staff_only};
  if (!known(d, TermKind::worker, c.worker.n)) return Refusal{RefusalCode::unknown_worker, c.worker.n};
  if (!known(d, TermKind::team, c.team.n)) return Refusal{RefusalCode::unknown_team, c.team.n};
  if (!known(d, TermKind::slot_type, c.type.n)) return Refusal{RefusalCode::unknown_slot_type, c.type.n};
  if (c.room && !known(d, TermKind::room, c.room.n)) return Refusal{RefusalCode::bad_text, c.room.n};
  const std::uint16_t every = c.every == 0 ? c.minutes : c.every;
  if (c.count == 0) return Refusal{RefusalCode::no_slots};
  if (c.count > most_slots_at_once || c.capacity == 0 || c.capacity > most_places)
    return Refusal{RefusalCode::too_many_slots};
  constexpr auto longest = timetable::longest_slot.count();
  if (c.minutes == 0 || c.minutes > longest || every < c.minutes || every > longest || c.begin < earliest) {
    return Refusal{RefusalCode::bad_time};
  }
  const std::int64_t end =
      c.begin.s + (std::int64_t{c.count} - 1) * every * 60 + std::int64_t{c.minutes} * 60;
  if (end > latest.s) return Refusal{RefusalCode::bad_time};
  std::optional<SlotId> clash;
  timetable::for_each_slot_of(d.t, c.worker, c.begin, {end}, [&](SlotId id, const SlotRow& other) {
    // Between two slots of the run there may be room for another.
    const std::int64_t span = std::int64_t{every} * 60;
    const std::int64_t length = std::int64_t{c.minutes} * 60;
    const std::int64_t from = std::max<std::int64_t>(0, (other.begin.s - c.begin.s - length) / span);
    for (std::int64_t i = from; i < c.count && c.begin.s + i * span < other.end(); ++i) {
      if (c.begin.s + i * span + length > other.begin.s) clash = id;
    }
  });
  if (clash) return Refusal{RefusalCode::slots_overlap, clash->n};
  const SlotId first{static_cast<std::uint32_t>(d.t.slots.size() + 1)};
  d.emit(SlotsPublished{first, c.count, c.worker, c.team, c.type, c.room, c.begin, c.minutes, every,
                        c.capacity, c.mode});
  d.decision.subject = first.n;
  return {};
}

Answer decide_on(Draft& d, const BlockTime& c) {
  if (d.actor.kind == ActorKind::resident) return Refusal{RefusalCode::staff_only};
  if (!known(d, TermKind::worker, c.worker.n)) return Refusal{RefusalCode::unknown_worker, c.worker.n};
  if (c.until <= c.from || c.from < earliest || c.until > latest || c.until - c.from > longest_block)
    return Refusal{RefusalCode::bad_time};
  const Hit hit = hit_by(d, c);
  for (const StepId step : hit.held) d.emit(HoldEnded{step, HoldEnd::withdrawn});
  for (const StepId step : hit.booked) d.emit(BookingCancelled{step, CancelledBy::unit});
  d.emit(TimeBlocked{c.worker, c.from, c.until, c.reason});
  d.decision.subject = static_cast<std::uint32_t>(hit.booked.size());
  return {};
}

Answer decide_on(Draft& d, const HoldTimes& c) {
  const HeldStep held = chosen_step(d, c.step);
  if (held.refusal) return held.refusal;
  if (held.step->state == StepState::offered) return Refusal{RefusalCode::step_already_booked, c.step.n};
  if (Answer refused = all_fit(d, c.step, held, c.slots)) return refused;
  const SlotList others = not_booked(d, c.step, c.slots);
  if (others.all().empty()) return Refusal{RefusalCode::step_already_booked, c.step.n};
  hold(d, c.step, others, d.now + d.setting.hold_for);
  return {};
}

Answer decide_on(Draft& d, const OfferTimes& c) {
  const HeldStep held = chosen_step(d, c.step);
  if (held.refusal) return held.refusal;
  if (d.actor.kind == ActorKind::resident) return Refusal{RefusalCode::staff_only, c.step.n};
  if (held.step->state == StepState::booked) return Refusal{RefusalCode::step_already_booked, c.step.n};
  if (c.until <= d.now || c.until - d.now > longest_offer || c.until > latest)
    return Refusal{RefusalCode::bad_time, c.step.n};
  if (Answer refused = all_fit(d, c.step, held, c.slots)) return refused;
  hold(d, c.step, c.slots, c.until);
  d.emit(TimeOffered{c.step});
  return {};
}

Answer decide_on(Draft& d, const BookTimes& c) {
  const HeldStep held = chosen_step(d, c.step);
  if (held.refusal) return held.refusal;
  if (Answer refused = all_fit(d, c.step, held, c.slots)) return refused;
  if (held.step->state == StepState::booked) {
    if (same_places(d, c.step, c.slots)) return Refusal{RefusalCode::step_already_booked, c.step.n};
    if (begun_for_resident(d, *held.step)) return Refusal{RefusalCode::slot_past, c.step.n};
    d.emit(BookingCancelled{c.step, CancelledBy::moved});
  }
  book(d, c.step, held, c.slots);
  return {};
}

Answer decide_on(Draft& d, const AcceptTimes& c) {
  const HeldStep held = chosen_step(d, c.step);
  if (held.refusal) return held.refusal;
  const SlotList offered = held_slots(d, c.step);
  if (held.step->state != StepState::offered || offered.all().empty())
    return Refusal{RefusalCode::nothing_offered, c.step.n};
  for (const SlotId slot : offered.all()) {
    if (Answer refused = fits(d, c.step, held, slot)) return refused;
  }
  book(d, c.step, held, offered);
  return {};
}

Answer decide_on(Draft& d, const EndHold& c) {
  const HeldStep held = chosen_step(d, c.step);
  if (held.refusal) return held.refusal;
  if (!holds_anything(d, c.step)) return Refusal{RefusalCode::nothing_held, c.step.n};
  const bool run_out = held_slots(d, c.step).all().empty();
  if (c.how == HoldEnd::replaced || (c.how == HoldEnd::expired && !run_out))
    return Refusal{RefusalCode::no_reason, c.step.n};
  d.emit(HoldEnded{c.step, c.how});
  d.decision.subject = c.step.n;
  return {};
}

}  // namespace vuoro::core
