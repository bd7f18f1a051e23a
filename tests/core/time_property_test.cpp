#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <map>
#include <set>

#include "core/timetable.hpp"
#include "core/world.hpp"

/// Any list of commands about times against a plain model: who may have which place at which instant.
namespace vuoro::core::testing {
namespace {

struct TimeOp {
  std::uint8_t kind = 0;
  std::uint8_t step = 0;
  std::uint8_t slot = 0;
  std::uint8_t slot2 = 0;
  std::uint8_t by = 0;
  std::uint8_t jump = 0;
};

constexpr std::array kinds = {"book",   "hold",  "offer",   "accept", "decline", "expire",
                              "cancel", "block", "publish", "book",   "complete"};
constexpr std::array<std::int64_t, 8> jumps = {0, 0, 0, 1, 60, 599, 600, 3600};

std::ostream& operator<<(std::ostream& out, const TimeOp& op) {
  return out << kinds[op.kind] << "{" << int{op.step} << "," << int{op.slot} << "," << int{op.slot2} << ","
             << int{op.by} << "," << int{op.jump} << "}";
}

/// What the issue promises, told as sets: nothing of how the core keeps it.
struct TimeModel {
  struct Slot {
    std::int64_t begin = 0;
    std::int64_t end = 0;
    unsigned capacity = 1;
    std::uint16_t worker = 0;
    bool off = false;
  };
  struct Step {
    std::uint32_t person = 0;
    std::set<std::uint32_t> booked;
    std::map<std::uint32_t, std::int64_t> held;  // slot -> until
    bool offered = false;
    bool done = false;
  };
  std::map<std::uint32_t, Slot> slots;
  std::map<std::uint32_t, Step> steps;

  [[nodiscard]] bool free(std::uint32_t slot, std::uint32_t mine, std::int64_t now) const {
    unsigned used = 0;
    for (const auto& [n, s] : steps) {
      if (n == mine) continue;
      const auto held = s.held.find(slot);
      used += s.booked.contains(slot) || (held != s.held.end() && held->second > now);
    }
    return used < slots.at(slot).capacity;
  }
  [[nodiscard]] bool clash(std::uint32_t slot, std::uint32_t mine) const {
    const Slot& a = slots.at(slot);
    for (const auto& [n, s] : steps) {
      if (n == mine || s.done || s.person != steps.at(mine).person) continue;
      for (const std::uint32_t other : s.booked) {
        if (slots.at(other).begin < a.end && a.begin < slots.at(other).end) return true;
      }
    }
    return false;
  }
  [[nodiscard]] bool begun(const Step& s, std::int64_t now) const {
    return std::ranges::any_of(s.booked, [&](std::uint32_t slot) { return slots.at(slot).begin <= now; });
  }
  [[nodiscard]] bool fits(const std::vector<std::uint32_t>& wanted, std::uint32_t mine, std::int64_t now,
                          bool self) const {
    if (wanted.empty() || (self && wanted.size() > 1)) return false;
    if (std::set(wanted.begin(), wanted.end()).size() != wanted.size()) return false;
    return std::ranges::all_of(wanted, [&](std::uint32_t s) {
      const auto found = slots.find(s);
      if (found == slots.end() || found->second.off) return false;
      const std::int64_t over = self ? found->second.begin : found->second.end;
      return over > now && free(s, mine, now) && !clash(s, mine);
    });
  }

  bool command(const TimeOp& op, std::uint32_t n, const std::vector<std::uint32_t>& wanted, std::int64_t now,
               bool self) {
    const std::string_view kind = kinds[op.kind];
    Step& s = steps.at(n);
    if (s.done) return false;
    if (kind == "complete") {
      if (self || s.booked.empty()) return false;  // all of it is on one day, which has begun
      s.held.clear();
      s.done = true;
      return true;
    }
    if (kind == "book") {
      if (!fits(wanted, n, now, self) || s.booked == std::set(wanted.begin(), wanted.end())) return false;
      if (self && begun(s, now)) return false;
      s.booked = {wanted.begin(), wanted.end()};
      s.held.clear();
      s.offered = false;
      return true;
    }
    if (kind == "hold" || kind == "offer") {
      const bool offering = kind == "offer";
      if (offering ? self || !s.booked.empty() : s.offered) return false;
      if (!fits(wanted, n, now, self)) return false;
      std::vector<std::uint32_t> others;
      for (const std::uint32_t w : wanted) {
        if (!s.booked.contains(w)) others.push_back(w);
      }
      if (others.empty()) return false;
      s.held.clear();
      for (const std::uint32_t w : others) s.held[w] = now + (offering ? 3600 : 600);
      s.offered = offering;
      return true;
    }
    if (kind == "accept") {
      std::vector<std::uint32_t> all;
      for (const auto& [slot, until] : s.held) {
        if (until > now) all.push_back(slot);
      }
      if (!s.offered || all.empty()) return false;
      for (const std::uint32_t one : all) {
        if (!fits({one}, n, now, self)) return false;
      }
      s.booked = {all.begin(), all.end()};
      s.held.clear();
      s.offered = false;
      return true;
    }
    if (kind == "decline" || kind == "expire") {
      const bool running = std::ranges::any_of(s.held, [&](const auto& h) { return h.second > now; });
      if (s.held.empty() || (kind == "expire" && running)) return false;
      s.held.clear();
      s.offered = false;
      return true;
    }
    if (s.booked.empty() || (self && begun(s, now))) return false;  // cancel
    s.booked.clear();
    return true;
  }

  void block(std::uint16_t worker, std::int64_t from, std::int64_t until) {
    for (auto& [n, slot] : slots) {
      if (slot.worker != worker || slot.off || slot.begin >= until || slot.end <= from) continue;
      slot.off = true;
      for (auto& [m, s] : steps) {
        if (s.held.contains(n)) {
          s.held.clear();
          s.offered = false;
        }
        if (s.booked.contains(n) && !s.done) s.booked.clear();
      }
    }
  }
};

class Stage {
 public:
  Stage() {
    for (int p = 0; p < 3; ++p) {
      const PersonId person = w.person(day_of(1980 + p, 1, 1).n);
      for (int k = 0; k < 2; ++k) {
        const MatterId m = w.contact_of(person);
        w.assess(m);
        const StepId s = w.propose(m);
        model.steps[s.n].person = person.n;
        steps.push_back(s);
      }
    }
    publish(anna, at(2025, 3, 10, 9), 5, 1);
    publish(berit, at(2025, 3, 10, 9, 15), 4, 2);
  }

  bool publish(WorkerId worker, Instant begin, std::uint16_t count, std::uint8_t capacity) {
    PublishSlots c;
    c.worker = worker;
    c.team = nurses;
    c.type = nurse_time;
    c.begin = begin;
    c.count = count;
    c.minutes = 30;
    c.capacity = capacity;
    bool expected = true;
    for (const auto& [n, slot] : model.slots) {
      if (slot.worker == worker.n && !slot.off && slot.begin < begin.s + count * 1800 && begin.s < slot.end)
        expected = false;
    }
    const auto done = w.attempt(c, importer);
    if (done.ok() && expected) {
      for (std::uint32_t i = 0; i < count; ++i)
        model.slots[*done + i] = {begin.s + i * 1800, begin.s + (i + 1) * 1800, capacity, worker.n, false};
    }
    return done.ok() == expected;
  }

  bool act(const TimeOp& op) {
    w.wait(jumps[op.jump]);
    const std::string_view kind = kinds[op.kind];
    const StepId step = steps[op.step];
    const Instant hour = at(2025, 3, 10, 9) + std::chrono::minutes{15 * (op.slot % 20)};
    const WorkerId worker{static_cast<std::uint16_t>(1 + op.by % 2)};
    if (kind == "publish") return publish(worker, hour, static_cast<std::uint16_t>(1 + op.slot2 % 3), 1);
    if (kind == "block") {
      model.block(worker.n, hour.s, hour.s + 1800);
      return w.attempt(BlockTime{worker, hour, hour + std::chrono::minutes{30}, BlockReason::other}, aino)
          .ok();
    }
    SlotList list;
    const auto size = static_cast<std::uint32_t>(w.tables().slots.size());
    list.add(SlotId{1 + op.slot % size});
    if (op.slot2 % 3 == 0) list.add(SlotId{1 + op.slot2 % size});
    std::vector<std::uint32_t> wanted;
    for (const SlotId s : list.all()) wanted.push_back(s.n);
    const bool self = op.by % 3 == 0;
    const bool expected = model.command(op, step.n, wanted, w.now.s, self);
    return w.attempt(command(kind, step, list), self ? resident : aino).ok() == expected;
  }

  /// The core's places are the model's.
  void same() const {
    for (const auto& [n, s] : model.steps) {
      std::set<std::uint32_t> booked;
      std::map<std::uint32_t, std::int64_t> held;
      timetable::for_each_place(w.tables(), StepId{n}, [&](SlotId slot, const PlaceRow& place) {
        if (place.state == PlaceState::booked) booked.insert(slot.n);
        if (place.state == PlaceState::held) held[slot.n] = place.until.s;
      });
      RC_ASSERT(booked == s.booked);
      RC_ASSERT(held == s.held);
      const StepState state = w.step(StepId{n}).state;
      RC_ASSERT(state == (s.done             ? StepState::done
                          : s.offered        ? StepState::offered
                          : s.booked.empty() ? StepState::proposed
                                             : StepState::booked));
    }
    for (const Violation& v : w.faults()) RC_FAIL(v.what);
    RC_ASSERT(w.fitted);
  }

  World w;
  TimeModel model;
  std::vector<StepId> steps;

 private:
  [[nodiscard]] Command command(std::string_view kind, StepId step, const SlotList& list) const {
    if (kind == "book") return BookTimes{step, list};
    if (kind == "hold") return HoldTimes{step, list};
    if (kind == "offer") return OfferTimes{step, list, w.now + std::chrono::hours{1}};
    if (kind == "accept") return AcceptTimes{step};
    if (kind == "decline") return EndHold{step, HoldEnd::declined};
    if (kind == "expire") return EndHold{step, HoldEnd::expired};
    if (kind == "complete") return CompleteStep{step, Outcome::helped};
    return CancelBooking{step, CancelledBy::person};
  }
};

}  // namespace
}  // namespace vuoro::core::testing

namespace rc {
template <>
struct Arbitrary<vuoro::core::testing::TimeOp> {
  static Gen<vuoro::core::testing::TimeOp> arbitrary() {
    using vuoro::core::testing::TimeOp;
    const auto byte = gen::inRange<std::uint8_t>(0, 40);
    return gen::build<TimeOp>(
        gen::set(&TimeOp::kind, gen::inRange<std::uint8_t>(0, vuoro::core::testing::kinds.size())),
        gen::set(&TimeOp::step, gen::inRange<std::uint8_t>(0, 6)), gen::set(&TimeOp::slot, byte),
        gen::set(&TimeOp::slot2, byte), gen::set(&TimeOp::by, byte),
        gen::set(&TimeOp::jump, gen::inRange<std::uint8_t>(0, vuoro::core::testing::jumps.size())));
  }
};
}  // namespace rc

namespace vuoro::core::testing {
namespace {

RC_GTEST_PROP(Times, AgreeWithAPlainModel, (const std::vector<TimeOp>& ops)) {
  Stage stage;
  for (const TimeOp& op : ops) {
    const bool agreed = stage.act(op);
    RC_LOG() << op << (agreed ? "" : " is judged otherwise by the model") << "\n";
    RC_ASSERT(agreed);
    stage.same();
  }
}

RC_GTEST_PROP(Times, ASnapshotGoesOnAsTheStateItself,
              (const std::vector<TimeOp>& ops, const std::vector<TimeOp>& more)) {
  Stage stage;
  for (const TimeOp& op : ops) stage.act(op);
  auto read = read_snapshot(write_snapshot(stage.w.state));
  RC_ASSERT(read.ok());
  Stage other = stage;
  other.w.state = std::move(*read);
  for (const TimeOp& op : more) RC_ASSERT(stage.act(op) == other.act(op));
  RC_ASSERT(hash_of(stage.w.state) == hash_of(other.w.state));
  RC_ASSERT(stage.w.tables().free_times == other.w.tables().free_times);
}

}  // namespace
}  // namespace vuoro::core::testing
