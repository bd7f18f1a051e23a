#include <algorithm>

#include "core/booking.hpp"
#include "core/course.hpp"
#include "core/draft.hpp"
#include "core/time_rules.hpp"
#include "core/timetable.hpp"
#include "core/unused.hpp"

/// Slots, holds, offers and bookings in slots. Holds run out without an event; every question about a place
/// is therefore asked at an instant.
namespace vuoro::core {

namespace {

constexpr std::chrono::hours longest_offer{14 * 24};

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

/// A booked step is offered a time only when somebody asked for an earlier one.
Answer refused_beside_booking(const Draft& d, const OfferTimes& c, const StepRow& step) {
  if (step.state != StepState::booked) return {};
  if (!d.t.earlier.contains(c.step.n)) return Refusal{RefusalCode::step_already_booked, c.step.n};
  for (const SlotId slot : c.slots.all()) {
    if (d.t.slots.has(slot.n) && d.t.slots[slot.n].begin >= step.begin)
      return Refusal{RefusalCode::not_earlier, slot.n};
  }
  return {};
}

/// After too many unused times people talk with a professional before they choose again; what they have
/// booked they may still move.
Answer refused_for_unused(const Draft& d, StepId step, const HeldStep& held) {
  if (d.actor.kind != ActorKind::resident || held.step->state == StepState::booked) return {};
  if (!call_first(d.t, d.setting, held.step->matter)) return {};
  return Refusal{RefusalCode::call_first, step.n};
}

void hold(Draft& d, StepId step, const SlotList& list, Instant until) {
  if (holds_anything(d, step)) d.emit(HoldEnded{step, HoldEnd::replaced});
  for (const SlotId slot : list.all()) d.emit(PlaceHeld{step, slot, until});
  d.decision.subject = step.n;
}

}  // namespace

Answer decide_on(Draft& d, const HoldTimes& c) {
  const HeldStep held = chosen_step(d, c.step);
  if (held.refusal) return held.refusal;
  if (held.step->state == StepState::offered) return Refusal{RefusalCode::step_already_booked, c.step.n};
  if (Answer refused = refused_for_unused(d, c.step, held)) return refused;
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
  if (Answer refused = refused_beside_booking(d, c, *held.step)) return refused;
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
  if (Answer refused = refused_for_unused(d, c.step, held)) return refused;
  if (Answer refused = all_fit(d, c.step, held, c.slots)) return refused;
  // Staff know when a session may come sooner or later; people move theirs within the course's gaps.
  if (d.actor.kind == ActorKind::resident &&
      !course::stands_between(d.t, c.step, course::visit_in(d.t, c.slots.all().front())))
    return Refusal{RefusalCode::course_gap, c.step.n};
  if (held.step->state == StepState::booked) {
    if (same_places(d, c.step, c.slots)) return Refusal{RefusalCode::step_already_booked, c.step.n};
    if (begun_for_resident(d, *held.step)) return Refusal{RefusalCode::slot_past, c.step.n};
    d.emit(BookingCancelled{c.step, CancelledBy::moved});
  }
  book(d, c.step, held.step->service, c.slots);
  return {};
}

Answer decide_on(Draft& d, const AcceptTimes& c) {
  const HeldStep held = chosen_step(d, c.step);
  if (held.refusal) return held.refusal;
  const SlotList offered = held_slots(d, c.step);
  const auto listed = d.t.earlier.find(c.step.n);
  const bool moves = held.step->state == StepState::booked;
  const bool asked = moves ? listed != d.t.earlier.end() && listed->second.offered != 0
                           : held.step->state == StepState::offered;
  if (!asked || offered.all().empty()) return Refusal{RefusalCode::nothing_offered, c.step.n};
  if (begun_for_resident(d, *held.step)) return Refusal{RefusalCode::slot_past, c.step.n};
  for (const SlotId slot : offered.all()) {
    if (Answer refused = fits(d, c.step, held, slot)) return refused;
  }
  // The old place is kept until now, and free for the next one in the same breath.
  if (moves) d.emit(BookingCancelled{c.step, CancelledBy::moved});
  book(d, c.step, held.step->service, offered);
  if (listed != d.t.earlier.end()) d.emit(EarlierEnded{c.step});
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
