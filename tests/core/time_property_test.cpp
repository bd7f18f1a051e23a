#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <map>
#include <set>
#include <utility>

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

constexpr std::array kinds = {"book",   "hold",  "offer",   "accept",   "decline", "expire",
                              "cancel", "block", "publish", "complete", "unblock", "ask",
                              "stop",   "book",  "book",    "hold",     "offer",   "ask"};
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
    bool offered = false;                        // without a time, or beside the booked one
    bool done = false;
    bool listed = false;           // for an earlier time
    std::set<std::uint32_t> lost;  // to a block, and nothing done since
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
    const bool accepted = act(kind, n, wanted, now, self);
    if (accepted) steps.at(n).lost.clear();
    return accepted;
  }

  bool act(std::string_view kind, std::uint32_t n, const std::vector<std::uint32_t>& wanted, std::int64_t now,
           bool self) {
    Step& s = steps.at(n);
    if (s.done) return false;
    if (kind == "ask") {
      if (!s.booked.empty() && begin(s) <= now) return false;
      s.listed = true;
      return true;
    }
    if (kind == "stop") {
      if (!s.listed) return false;
      s.listed = false;
      if (beside(s)) end_hold(s);
      return true;
    }
    if (kind == "complete") {
      if (self || s.booked.empty()) return false;  // all of it is on one day, which has begun
      held_at_completion += !s.held.empty();
      s.held.clear();
      s.offered = s.listed = false;
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
      if (offering && (self || (!s.booked.empty() && !earlier(s, wanted)))) return false;
      if (!offering && s.offered && s.booked.empty()) return false;
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
      if (!s.offered || all.empty() || (self && begun(s, now))) return false;
      for (const std::uint32_t one : all) {
        if (!fits({one}, n, now, self)) return false;
      }
      moved_by_offer += !s.booked.empty();
      s.booked = {all.begin(), all.end()};
      end_hold(s);
      s.listed = false;
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
        if (!s.held.contains(n)) continue;
        end_hold(s);
        s.lost.clear();
      }
    }
    for (auto& [m, s] : steps) {
      const bool hit = std::ranges::any_of(s.booked, [&](std::uint32_t n) { return slots.at(n).off; });
      if (!hit || s.done) continue;
      s.lost = s.booked;
      s.booked.clear();
    }
  }

  /// What comes back of the professional's time, the newest first, and whose bookings with it.
  bool unblock(std::uint16_t worker, std::int64_t from, std::int64_t until, std::int64_t now) {
    std::set<std::uint32_t> back;
    for (auto at = slots.rbegin(); at != slots.rend(); ++at) {
      Slot& slot = at->second;
      if (slot.worker != worker || !slot.off || slot.begin >= until || slot.end <= from || slot.end <= now)
        continue;
      const bool used = std::ranges::any_of(slots, [&](const auto& other) {
        const Slot& o = other.second;
        return o.worker == worker && !o.off && o.begin < slot.end && slot.begin < o.end;
      });
      if (used) continue;
      slot.off = false;
      back.insert(at->first);
    }
    for (auto& [n, s] : steps) {
      if (s.done || s.lost.empty() || !s.booked.empty() || !s.held.empty()) continue;
      const bool all = std::ranges::all_of(s.lost, [&, step = n](std::uint32_t one) {
        return !slots.at(one).off && free(one, step, now) && !clash(one, step);
      });
      if (!all || std::ranges::none_of(s.lost, [&](std::uint32_t one) { return back.contains(one); }))
        continue;
      s.booked = std::exchange(s.lost, {});
      ++given_back;
    }
    return !back.empty();
  }

  // How often the lists of commands came to what they are for.
  int held_at_completion = 0;
  int moved_by_offer = 0;
  int given_back = 0;

 private:
  static void end_hold(Step& s) {
    s.held.clear();
    s.offered = false;
  }
  static bool beside(const Step& s) { return s.offered && !s.booked.empty(); }
  [[nodiscard]] std::int64_t begin(const Step& s) const {
    std::int64_t first = INT64_MAX;
    for (const std::uint32_t one : s.booked) first = std::min(first, slots.at(one).begin);
    return first;
  }
  /// Whether somebody who keeps their time asked for these.
  [[nodiscard]] bool earlier(const Step& s, const std::vector<std::uint32_t>& wanted) const {
    return s.listed && std::ranges::all_of(wanted, [&](std::uint32_t one) {
             return !slots.contains(one) || slots.at(one).begin < begin(s);
           });
  }

 public:
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

  bool act(const TimeOp& given) {
    w.wait(jumps[given.jump]);
    const StepId step = steps[given.step];
    const TimeOp op = given.slot2 % 2 == 0 ? given : onward(given, model.steps.at(step.n));
    const std::string_view kind = kinds[op.kind];
    Instant hour = at(2025, 3, 10, 9) + std::chrono::minutes{15 * (op.slot % 20)};
    WorkerId worker{static_cast<std::uint16_t>(1 + op.by % 2)};
    if ((kind == "block" || kind == "unblock") && given.slot2 % 2 != 0)
      std::tie(worker, hour) = to_block(kind);
    if (kind == "publish") return publish(worker, hour, static_cast<std::uint16_t>(1 + op.slot2 % 3), 1);
    if (kind == "unblock") {
      const bool expected = model.unblock(worker.n, hour.s, hour.s + 1800, w.now.s);
      return w.attempt(UnblockTime{worker, hour, hour + std::chrono::minutes{30}, BlockReason::other}, aino)
                 .ok() == expected;
    }
    if (kind == "block") {
      model.block(worker.n, hour.s, hour.s + 1800);
      return w.attempt(BlockTime{worker, hour, hour + std::chrono::minutes{30}, BlockReason::other}, aino)
          .ok();
    }
    SlotList list;
    const auto size = static_cast<std::uint32_t>(w.tables().slots.size());
    list.add(kind == "offer" && given.slot2 % 2 != 0 ? before_booked(model.steps.at(step.n), op.slot)
                                                     : SlotId{1 + op.slot % size});
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
      RC_ASSERT(state == (s.done              ? StepState::done
                          : !s.booked.empty() ? StepState::booked
                          : s.offered         ? StepState::offered
                                              : StepState::proposed));
      const auto listed = w.tables().earlier.find(n);
      RC_ASSERT((listed != w.tables().earlier.end()) == s.listed);
      if (s.listed) RC_ASSERT((listed->second.offered != 0) == (s.offered && !s.booked.empty()));
    }
    for (const Violation& v : w.faults()) RC_FAIL(v.what);
    RC_ASSERT(w.fitted);
  }

  World w;
  TimeModel model;
  std::vector<StepId> steps;

 private:
  /// What leads on from where the step is: chance alone seldom does the third thing after the second.
  static TimeOp onward(TimeOp op, const TimeModel::Step& s) {
    const auto to = [&](std::string_view kind) {
      op.kind = static_cast<std::uint8_t>(std::ranges::find(kinds, kind) - kinds.begin());
      return op;
    };
    if (s.done || s.booked.empty() || std::string_view(kinds[op.kind]).ends_with("block")) return op;
    if (!s.held.empty()) return to(s.offered ? "accept" : "complete");
    if (s.listed) return to("offer");
    return to(op.slot % 2 == 0 ? "ask" : "hold");
  }
  /// A slot that begins before the step's own, if there is one.
  [[nodiscard]] SlotId before_booked(const TimeModel::Step& s, std::uint8_t pick) const {
    std::vector<std::uint32_t> found;
    for (const auto& [n, slot] : model.slots) {
      if (!s.booked.empty() && slot.begin < model.slots.at(*s.booked.begin()).begin) found.push_back(n);
    }
    return SlotId{found.empty() ? 1 : found[pick % found.size()]};
  }
  /// Somebody's booked time, and then the same again.
  std::pair<WorkerId, Instant> to_block(std::string_view kind) {
    if (kind == "block") {
      for (const auto& [n, s] : model.steps) {
        if (s.done || s.booked.empty()) continue;
        const auto& slot = model.slots.at(*s.booked.begin());
        blocked_ = {WorkerId{slot.worker}, Instant{slot.begin}};
      }
    }
    return blocked_;
  }
  std::pair<WorkerId, Instant> blocked_{anna, at(2025, 3, 10, 9)};

  [[nodiscard]] Command command(std::string_view kind, StepId step, const SlotList& list) const {
    if (kind == "book") return BookTimes{step, list};
    if (kind == "hold") return HoldTimes{step, list};
    if (kind == "offer") return OfferTimes{step, list, w.now + std::chrono::hours{1}};
    if (kind == "accept") return AcceptTimes{step};
    if (kind == "decline") return EndHold{step, HoldEnd::declined};
    if (kind == "expire") return EndHold{step, HoldEnd::expired};
    if (kind == "complete") return CompleteStep{step, Outcome::helped};
    if (kind == "ask") return AskEarlier{step, 0, 1440, {}, {}, {}};
    if (kind == "stop") return StopEarlier{step};
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
        gen::set(&TimeOp::step, gen::element<std::uint8_t>(0, 0, 0, 0, 1, 1, 2, 3, 4, 5)),
        gen::set(&TimeOp::slot, byte), gen::set(&TimeOp::slot2, byte), gen::set(&TimeOp::by, byte),
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
  RC_CLASSIFY(stage.model.held_at_completion > 0, "completed with a hold");
  RC_CLASSIFY(stage.model.moved_by_offer > 0, "moved by an offer");
  RC_CLASSIFY(stage.model.given_back > 0, "given back");
}

/// The lists above are worth what they come to. Counted over a thousand lists that are the same every time.
TEST(Times, TheListsComeToWhatTheyAreFor) {
  const auto lists = rc::gen::arbitrary<std::vector<TimeOp>>();
  int held_at_completion = 0;
  int moved_by_offer = 0;
  int given_back = 0;
  for (std::uint64_t seed = 1; seed <= 1000; ++seed) {
    Stage stage;
    const std::vector<TimeOp> ops = lists(rc::Random(seed), 100).value();
    for (const TimeOp& op : ops) stage.act(op);
    held_at_completion += stage.model.held_at_completion;
    moved_by_offer += stage.model.moved_by_offer;
    given_back += stage.model.given_back;
  }
  EXPECT_GT(held_at_completion, 100) << "a booked step that holds another time is completed";
  EXPECT_GT(moved_by_offer, 10) << "an earlier time is accepted";
  EXPECT_GT(given_back, 10) << "a booking comes back with its time";
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
