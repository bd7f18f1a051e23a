#include "core/booking.hpp"

#include <algorithm>

#include "core/time_rules.hpp"

namespace vuoro::core {

namespace {

const SlotRow& first_of(const Draft& d, const SlotList& list, ServiceId service) {
  const auto before = [&](SlotId a, SlotId b) {
    const SlotRow& x = d.t.slots[a.n];
    const SlotRow& y = d.t.slots[b.n];
    if (x.begin != y.begin) return x.begin < y.begin;
    return serves(d.setting, x.type, service) && !serves(d.setting, y.type, service);
  };
  return d.t.slots[std::ranges::min_element(list.all(), before)->n];
}

}  // namespace

void book(Draft& d, StepId step, ServiceId service, const SlotList& list) {
  const SlotRow& first = first_of(d, list, service);
  d.emit(StepBooked{step, first.begin.instant(), first.minutes, first.mode});
  for (const SlotId slot : list.all()) d.emit(PlaceTaken{step, slot});
  d.decision.subject = step.n;
}

}  // namespace vuoro::core
