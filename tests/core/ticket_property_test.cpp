#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <array>
#include <map>
#include <tuple>
#include <vector>

#include "calendar/zone.hpp"
#include "core/refused_tickets.hpp"
#include "core/walk_in.hpp"

/// Any day at the door against a plain model: a list of people, and what was said of each.
namespace vuoro::core::testing {
namespace {

struct DoorOp {
  std::uint8_t kind = 0;
  std::uint8_t who = 0;
  std::uint8_t to = 0;
  std::uint8_t jump = 0;
};

constexpr std::array kinds = {"arrive", "give", "next", "move", "move", "hand-over", "lapse"};
constexpr std::array<std::int64_t, 8> jumps = {0, 0, 1, 60, 300, 601, 3600, 43'200};

std::ostream& operator<<(std::ostream& out, const DoorOp& op) {
  return out << kinds[op.kind] << "{" << int{op.who} << "," << int{op.to} << "," << int{op.jump} << "}";
}

}  // namespace
}  // namespace vuoro::core::testing

namespace rc {

template <>
struct Arbitrary<vuoro::core::testing::DoorOp> {
  static Gen<vuoro::core::testing::DoorOp> arbitrary() {
    using vuoro::core::testing::DoorOp;
    const auto small = [](std::uint8_t below) { return gen::inRange<std::uint8_t>(0, below); };
    return gen::build<DoorOp>(gen::set(&DoorOp::kind, small(7)), gen::set(&DoorOp::who, small(6)),
                              gen::set(&DoorOp::to, small(7)), gen::set(&DoorOp::jump, small(8)));
  }
};

}  // namespace rc

namespace vuoro::core::testing {
namespace {

/// One person's newest number, as a receptionist would have it on paper.
struct Slip {
  MatterId matter;
  TeamId team = nurses;  // that has the matter now
  bool has = false;
  TeamId of;  // whose list
  Day day;
  std::uint32_t number = 0;
  TicketState state{}, was{};
  std::int64_t called = 0, ended = 0;

  [[nodiscard]] bool live() const { return has && state < TicketState::came; }
};

class Paper {
 public:
  explicit Paper(World& w) : w_(w) {}

  /// Whether the same command is accepted on paper; it is done then.
  bool give(Slip& s) {
    if (s.live() && s.day == today()) return false;
    s = {s.matter, s.team, true, s.team, today(), ++counted(s.team), {}, {}, 0, 0};
    return true;
  }
  Slip* next(TeamId team) {
    auto order = waiting(team);
    if (order.empty()) return nullptr;
    call(*order.front());
    return order.front();
  }
  bool move(Slip& s, TicketState to, bool by_clock) {
    if (!s.has || s.of != s.team || to == TicketState::moved) return false;
    const bool is_today = s.day == today();
    if (to == TicketState::waiting) {
      if (s.live() || (s.state != TicketState::came && s.state != TicketState::left) || !is_today ||
          w_.now.s - s.ended > 600)
        return false;
      s.state = s.was;
      return true;
    }
    if (!s.live()) return false;
    if (to == TicketState::lapsed ? !by_clock || is_today : !is_today) return false;
    if (to == TicketState::unanswered && s.state != TicketState::called) return false;
    if (to == TicketState::called) {
      call(s);
      return true;
    }
    if (to >= TicketState::came) {
      s.was = s.state;
      s.ended = w_.now.s;
    }
    s.state = to;
    return true;
  }
  void moves_on(Slip& s) {
    s.team = social;
    if (!s.live()) return;
    s.was = s.state;
    s.state = TicketState::moved;
  }
  [[nodiscard]] std::vector<Slip*> waiting(TeamId team) {
    std::vector<Slip*> out;
    for (Slip& s : slips) {
      if (s.live() && s.state != TicketState::called && s.of == team && s.day == today()) out.push_back(&s);
    }
    std::ranges::sort(out, {}, [](const Slip* s) {
      const bool again = s->state == TicketState::unanswered;
      return std::tuple(again, again ? s->called : 0, s->number);
    });
    return out;
  }
  std::vector<Slip> slips;

 private:
  [[nodiscard]] Day today() const { return calendar::local_day(w_.now); }
  std::uint32_t& counted(TeamId team) { return counts_[{team, today()}]; }
  void call(Slip& s) {
    s.state = TicketState::called;
    s.called = w_.now.s;
  }

  World& w_;
  std::map<std::pair<TeamId, Day>, std::uint32_t> counts_;
};

void step(World& w, Paper& paper, const DoorOp& op) {
  const std::string_view kind = kinds[op.kind];
  w.now.s += jumps[op.jump];
  if (kind == "arrive" || paper.slips.empty()) {
    Slip& s = paper.slips.emplace_back();
    s.matter = w.contact({}, aino);
    s.team = w.matter(s.matter).team;
    RC_ASSERT(w.accepts(GiveTicket{s.matter}, staff(1, s.team)) == paper.give(s));
    return;
  }
  Slip& s = paper.slips[op.who % paper.slips.size()];
  const Actor holder = staff(1, s.team);
  if (kind == "give") {
    RC_ASSERT(w.accepts(GiveTicket{s.matter}, holder) == paper.give(s));
  } else if (kind == "next") {
    const auto done = w.attempt(CallNext{}, holder);
    const Slip* next = paper.next(s.team);
    RC_ASSERT(done.ok() == (next != nullptr));
    if (next != nullptr) RC_ASSERT(*done == next->matter.n);
  } else if (kind == "move" || kind == "lapse") {
    const bool clock = kind == "lapse";
    const TicketState to = clock ? TicketState::lapsed : static_cast<TicketState>(op.to);
    RC_ASSERT(w.accepts(MoveTicket{s.matter, to}, clock ? machine : holder) == paper.move(s, to, clock));
  } else if (s.team != social) {
    w.must(OfferHandOver{s.matter, social, OfferReason::other_skill}, holder);
    w.must(AcceptHandOver{s.matter}, carita);
    paper.moves_on(s);
  }
}

RC_GTEST_PROP(DoorProperty, AnyDayAtTheDoorIsAsOnPaper, (const std::vector<DoorOp>& ops)) {
  World w;
  Paper paper(w);
  for (const DoorOp& op : ops) {
    step(w, paper, op);
    for (const TeamId team : {nurses, social}) {
      std::vector<std::uint32_t> on_paper;
      for (const Slip* s : paper.waiting(team)) on_paper.push_back(s->number);
      RC_ASSERT(waiting_room(w.state, team, calendar::local_day(w.now)).next == on_paper);
    }
    RC_ASSERT(w.fitted);
    RC_ASSERT(w.faults().empty());
  }
  RC_ASSERT(hash_of(w.state) == hash_of(*read_snapshot(write_snapshot(w.state))));
}

}  // namespace
}  // namespace vuoro::core::testing
