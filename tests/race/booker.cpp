#include "race/booker.hpp"

#include <algorithm>

namespace vuoro::race {

namespace {

std::vector<std::uint32_t> slots_of(const StepSeen& step, bool held) {
  std::vector<std::uint32_t> slots;
  for (const Place& place : step.places) {
    if (place.held == held) slots.push_back(place.slot);
  }
  return slots;
}

bool in(const std::vector<std::uint32_t>& slots, std::uint32_t slot) {
  return std::find(slots.begin(), slots.end(), slot) != slots.end();
}

}  // namespace

Wish Booker::next() {
  Wish wish;
  wish.matter = chance_() % matters_.size();
  const Mine& mine = matters_[wish.matter];
  if (mine.stale || chance_() % 100 < 4) {
    wish.deed = Deed::look;
  } else if (chance_() % 1000 < 2) {
    wish = block();
  } else {
    const std::size_t step = chance_() % mine.seen.steps.size();
    wish = of_step(wish.matter, step);
  }
  wish.version = mine.seen.version;
  wish.key = (number_ << 32) | ++asked_;
  wish.invoked = ticks_.next();
  return wish;
}

Wish Booker::block() {
  Wish wish;
  wish.deed = Deed::block;
  const Slot& slot = market_.choose(chance_);
  wish.slots = {slot.id};
  return wish;
}

/// Nobody holds a place for long: what is held is booked or given up before anything else.
Wish Booker::of_step(std::size_t matter, std::size_t step) {
  const StepSeen& s = matters_[matter].seen.steps[step];
  const auto booked = slots_of(s, false);
  const auto held = slots_of(s, true);
  Wish wish;
  wish.matter = matter;
  wish.step = step;
  const auto dice = chance_() % 100;
  if (dice < 6) {
    wish.deed = Deed::search;
    wish.slots = {market_.choose(chance_).id};
    return wish;
  }
  if (!held.empty()) {
    wish.deed = dice < 45 ? Deed::end_hold : Deed::book;
    wish.slots_had = wish.deed == Deed::book ? booked : held;
    if (wish.deed == Deed::book) wish.slots = held;
    return wish;
  }
  if (!booked.empty() && dice < 50) {
    wish.deed = Deed::cancel;
    wish.slots_had = booked;
    return wish;
  }
  wish.deed = dice < 75 ? Deed::book : Deed::hold;
  wish.slots = {market_.choose(chance_).id};
  if (wish.deed == Deed::book) wish.slots_had = booked;
  if (dice % 12 == 0) {
    // A visit of two professionals.
    if (const std::uint32_t other = market_.choose(chance_).id; other != wish.slots[0])
      wish.slots.push_back(other);
  }
  return wish;
}

void Booker::note(const Wish& wish, std::uint32_t slot, SlotAct act, SlotSaid said, int unknown_at) {
  const std::uint32_t step = act == SlotAct::block ? 0 : matters_[wish.matter].seen.steps[wish.step].id;
  notes_.push_back({slot,
                    {{act, step, said, {}, false},
                     wish.invoked,
                     unknown_at < 0 ? returned_ : linear::never,
                     unknown_at >= 0},
                    unknown_at});
}

/// What a wish that was done has done.
void Booker::note_effect(const Wish& wish, int unknown_at) {
  switch (wish.deed) {
    case Deed::block:
      for (const auto slot : wish.slots) note(wish, slot, SlotAct::block, SlotSaid::ok, unknown_at);
      return;
    case Deed::book:
    case Deed::hold:
      for (const auto slot : wish.slots) note(wish, slot, SlotAct::take, SlotSaid::ok, unknown_at);
      for (const auto slot : wish.slots_had) {
        if (!in(wish.slots, slot)) note(wish, slot, SlotAct::drop, SlotSaid::ok, unknown_at);
      }
      return;
    case Deed::cancel:
    case Deed::end_hold:
      for (const auto slot : wish.slots_had) note(wish, slot, SlotAct::leave, SlotSaid::ok, unknown_at);
      return;
    case Deed::look:
    case Deed::search:
      return;
  }
}

/// Each place that was believed in is there or not, each that is there is there.
void Booker::note_look(const Wish& wish, Mine& mine, const MatterSeen& seen) {
  for (std::size_t n = 0; n < mine.seen.steps.size(); ++n) {
    const StepSeen& before = mine.seen.steps[n];
    const auto now =
        std::find_if(seen.steps.begin(), seen.steps.end(), [&](const auto& s) { return s.id == before.id; });
    if (now == seen.steps.end()) continue;
    std::vector<std::uint32_t> about = mine.doubts;
    for (const auto& places : {before.places, now->places}) {
      for (const Place& place : places) about.push_back(place.slot);
    }
    std::sort(about.begin(), about.end());
    about.erase(std::unique(about.begin(), about.end()), about.end());
    Wish of_step = wish;
    of_step.step = n;
    for (const auto slot : about) {
      const bool there =
          std::any_of(now->places.begin(), now->places.end(), [&](const Place& p) { return p.slot == slot; });
      note(of_step, slot, SlotAct::look, there ? SlotSaid::ok : SlotSaid::not_there);
    }
  }
  mine.doubts.clear();
}

/// A block of one slot cancels the whole visit, also its places in other slots: of those the blocked slot's
/// own history says nothing, so that each may be left at some instant until it is seen to be gone.
void Booker::note_visits(const Wish& wish, Said said, Mine& mine, const MatterSeen& seen) {
  for (std::size_t n = 0; n < mine.seen.steps.size(); ++n) {
    const StepSeen& before = mine.seen.steps[n];
    const bool own = said == Said::done && wish.step == n && !wish.slots.empty();
    std::vector<std::uint32_t> expected = own ? wish.slots : std::vector<std::uint32_t>{};
    for (const Place& place : before.places) {
      if (!in(expected, place.slot) &&
          !(said == Said::done && wish.step == n && in(wish.slots_had, place.slot)))
        expected.push_back(place.slot);
    }
    const auto now =
        std::find_if(seen.steps.begin(), seen.steps.end(), [&](const auto& s) { return s.id == before.id; });
    if (expected.size() < 2 || now == seen.steps.end()) continue;
    for (const auto slot : expected) {
      if (std::none_of(now->places.begin(), now->places.end(),
                       [&](const Place& p) { return p.slot == slot; }))
        notes_.push_back({slot,
                          {{SlotAct::leave, before.id, SlotSaid::ok, {}, false},
                           std::min(mine.known, wish.invoked),
                           returned_,
                           true},
                          -1});
    }
  }
  for (Note& note : mine.may_leave) {
    note.call.returned = returned_;
    notes_.push_back(std::move(note));
  }
  mine.may_leave.clear();
  mine.known = wish.invoked;
}

void Booker::answered(const Wish& wish, Said said, const MatterSeen* seen,
                      const std::vector<std::uint32_t>& shown) {
  returned_ = ticks_.next();
  if (said == Said::done) {
    note_effect(wish, -1);
  } else if ((said == Said::full || said == Said::blocked) && wish.slots.size() == 1) {
    note(wish, wish.slots[0], SlotAct::take, said == Said::full ? SlotSaid::full : SlotSaid::blocked);
  } else if (said == Said::not_there) {
    for (const auto slot : wish.slots_had) note(wish, slot, SlotAct::look, SlotSaid::not_there);
  }
  for (const auto slot : shown) note(wish, slot, SlotAct::see, SlotSaid::ok);
  if (wish.deed == Deed::block) return;
  Mine& mine = matters_[wish.matter];
  if (seen != nullptr) note_visits(wish, said, mine, *seen);
  if (wish.deed == Deed::look && seen != nullptr) note_look(wish, mine, *seen);
  if (seen == nullptr) {
    mine.stale = mine.stale || wish.deed != Deed::search;
    return;
  }
  mine.seen.version = seen->version;
  for (StepSeen& step : mine.seen.steps) {
    for (const StepSeen& now : seen->steps) {
      if (now.id == step.id) step.places = now.places;
    }
  }
  mine.stale = false;
}

void Booker::lost(const Wish& wish, int server) {
  note_effect(wish, server);
  if (wish.deed == Deed::block) return;
  Mine& mine = matters_[wish.matter];
  if (wish.slots.size() > 1) {
    for (const auto slot : wish.slots)
      mine.may_leave.push_back({slot,
                                {{SlotAct::leave, mine.seen.steps[wish.step].id, SlotSaid::ok, {}, false},
                                 wish.invoked,
                                 linear::never,
                                 true},
                                -1});
  }
  mine.doubts.insert(mine.doubts.end(), wish.slots.begin(), wish.slots.end());
  mine.stale = true;
}

std::vector<std::pair<std::uint32_t, std::uint32_t>> Booker::sure_of() const {
  std::vector<std::pair<std::uint32_t, std::uint32_t>> sure;
  for (const Mine& mine : matters_) {
    if (mine.stale) continue;
    for (const StepSeen& step : mine.seen.steps) {
      if (step.places.size() == 1 && !step.places[0].held) sure.emplace_back(step.id, step.places[0].slot);
    }
  }
  return sure;
}

void Booker::close() {
  for (Mine& mine : matters_) {
    for (const StepSeen& step : mine.seen.steps) {
      if (step.places.size() < 2) continue;
      for (const Place& place : step.places)
        mine.may_leave.push_back(
            {place.slot,
             {{SlotAct::leave, step.id, SlotSaid::ok, {}, false}, mine.known, linear::never, true},
             -1});
    }
    notes_.insert(notes_.end(), mine.may_leave.begin(), mine.may_leave.end());
    mine.may_leave.clear();
  }
}

}  // namespace vuoro::race
