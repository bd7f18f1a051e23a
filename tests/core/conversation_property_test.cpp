#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <map>
#include <optional>

#include "core/essence.hpp"
#include "core/world.hpp"

/// Any list of what people do in conversations against a plain model of a chat's life.
namespace vuoro::core::testing {
namespace {

struct TalkOp {
  std::uint8_t kind = 0;
  std::uint8_t matter = 0;
  std::uint8_t by = 0;
  std::uint8_t how = 0;
  std::uint8_t jump = 0;
};

constexpr std::array kinds = {"write",   "open",  "end",    "write", "take",    "abandon",
                              "release", "offer", "accept", "close", "details", "reopen"};
constexpr std::array<std::int64_t, 8> jumps = {0, 1, 30, 60, 300, 599, 600, 4000};
constexpr std::array ends_wished = {ChatEnd::agreed,        ChatEnd::agreed, ChatEnd::agreed,
                                    ChatEnd::agreed,        ChatEnd::other,  ChatEnd::continues_by_phone,
                                    ChatEnd::resident_left, ChatEnd::misuse, ChatEnd::continues_at_visit,
                                    ChatEnd::none};
constexpr std::uint32_t matters = 6;

std::ostream& operator<<(std::ostream& out, const TalkOp& op) {
  return out << kinds[op.kind] << "{" << int{op.matter} << "," << int{op.by} << "," << int{op.how} << ","
             << int{op.jump} << "}";
}

}  // namespace
}  // namespace vuoro::core::testing

namespace rc {

template <>
struct Arbitrary<vuoro::core::testing::TalkOp> {
  static Gen<vuoro::core::testing::TalkOp> arbitrary() {
    using vuoro::core::testing::TalkOp;
    const auto small = [](std::uint8_t below) { return gen::inRange<std::uint8_t>(0, below); };
    return gen::build<TalkOp>(gen::set(&TalkOp::kind, small(12)), gen::set(&TalkOp::matter, small(3)),
                              gen::set(&TalkOp::by, small(8)), gen::set(&TalkOp::how, small(10)),
                              gen::set(&TalkOp::jump, small(8)));
  }
};

}  // namespace rc

namespace vuoro::core::testing {
namespace {

/// One matter as people would tell of it.
struct Told {
  TeamId team = nurses;
  TeamId offered;
  StaffId staff;
  bool open = true;
  bool live = false;
  Side proposed = Side::none;
  ChatEnd ended = ChatEnd::none;
  bool answered = false;
  int messages = 0;
  std::int64_t silent_since = 0;
  std::optional<std::int64_t> waits;
  ReachBy reach = ReachBy::phone;
  bool call_back = false;

  friend bool operator==(const Told&, const Told&) = default;
};

struct TalkModel {
  std::map<std::uint32_t, Told> all;

  [[nodiscard]] int held_by(StaffId who) const {
    return static_cast<int>(std::count_if(
        all.begin(), all.end(), [&](const auto& m) { return m.second.live && m.second.staff == who; }));
  }
  [[nodiscard]] bool room(const Told& m, const Actor& by) const { return !m.live || held_by(by.staff) < 2; }

  bool write(Told& m, const Actor& by, std::int64_t now) const {
    const bool staff = by.kind == ActorKind::staff;
    if (!m.open || (!staff && by.kind != ActorKind::resident)) return false;
    if (staff && (by.team != m.team || (m.live && m.staff != by.staff))) return false;
    ++m.messages;
    m.proposed = Side::none;
    if (staff) {
      m.answered = true;
      m.waits.reset();
    } else {
      m.silent_since = now;
      if (!m.waits) m.waits = now;
    }
    return true;
  }
  static bool open(Told& m, const Actor& by, std::int64_t now) {
    if (by.kind != ActorKind::resident || !m.open || m.live) return false;
    m.live = true;
    m.ended = ChatEnd::none;
    m.proposed = Side::none;
    m.silent_since = now;
    if (!m.waits) m.waits = now;
    return true;
  }
  static bool end(Told& m, const Actor& by, ChatEnd how, std::int64_t now) {
    const bool staff = by.kind == ActorKind::staff;
    if (!m.open || !m.live || (staff && by.team != m.team)) return false;
    if (how == ChatEnd::abandoned) {
      if (by.kind != ActorKind::system || now - m.silent_since < 600) return false;
      m.staff = {};
      m.call_back = m.call_back || m.reach == ReachBy::phone || m.reach == ReachBy::sms;
    } else if (how == ChatEnd::agreed) {
      if (!staff && by.kind != ActorKind::resident) return false;
      const Side mine = staff ? Side::staff : Side::resident;
      if (m.proposed == mine) return false;
      if (m.proposed == Side::none) {
        m.proposed = mine;
        return true;
      }
    } else if (!staff || how == ChatEnd::none) {
      return false;
    }
    m.live = false;
    m.proposed = Side::none;
    m.ended = how;
    return true;
  }
};

class Stage {
 public:
  Stage() {
    w.setting.chats.most_per_staff = 2;
    for (std::uint32_t n = 1; n <= matters; ++n) {
      w.contact();
      model.all[n] = {};
    }
  }

  /// @return Whether the core took it; the model must say the same.
  bool act(const TalkOp& op) {
    w.wait(jumps[op.jump]);
    const MatterId m{op.matter % matters + 1U};
    Told& told = model.all.at(m.n);
    const std::array people = {resident, aino, bo, carita, resident, aino, machine, resident};
    const Actor by = people[op.by];
    const std::string_view kind = kinds[op.kind];
    const std::int64_t now = w.now.s;
    const bool held =
        told.open && (by.kind == ActorKind::system || (by.kind == ActorKind::staff && by.team == told.team));
    if (kind == "write")
      return both(told, WriteMessage{m, {}, op.how}, by, [&](Told& t) { return model.write(t, by, now); });
    if (kind == "open")
      return both(told, OpenChat{m}, by, [&](Told& t) { return TalkModel::open(t, by, now); });
    if (kind == "end" || kind == "abandon") {
      const Actor who = kind == "abandon" ? machine : by;
      const auto how = kind == "abandon" ? ChatEnd::abandoned : ends_wished[op.how];
      return both(told, EndChat{m, how}, who, [&](Told& t) { return TalkModel::end(t, who, how, now); });
    }
    if (kind == "take")
      return both(told, TakeMatter{m}, by, [&](Told& t) {
        if (!held || !by.staff || t.staff || !model.room(t, by)) return false;
        t.staff = by.staff;
        return true;
      });
    if (kind == "release")
      return both(told, ReleaseMatter{m}, aino, [&](Told& t) {
        if (!t.open || t.team != nurses || !t.staff) return false;
        t.staff = {};
        return true;
      });
    if (kind == "offer")
      return both(told, OfferHandOver{m, social, OfferReason::workload}, aino, [&](Told& t) {
        if (!t.open || t.team != nurses || t.offered) return false;
        t.offered = social;
        return true;
      });
    if (kind == "accept")
      return both(told, AcceptHandOver{m}, carita, [&](Told& t) {
        if (!t.open || t.offered != social || !model.room(t, carita)) return false;
        t.team = social;
        t.offered = {};
        t.staff = carita.staff;
        return true;
      });
    if (kind == "close")
      return both(told, CloseMatter{m, CloseReason::advice_was_enough}, by, [&](Told& t) {
        if (!held || t.live) return false;
        t.open = false;
        t.offered = {};
        return true;
      });
    if (kind == "reopen")
      return both(told, ReopenMatter{m, ReopenReason::need_returned}, by, [&](Told& t) {
        if (t.open || by.kind == ActorKind::resident) return false;
        if (by.kind == ActorKind::staff && by.team != t.team) return false;
        t.open = true;
        return true;
      });
    const auto reach = static_cast<ReachBy>(op.how % 5);
    return both(told, GiveDetails{m, reach}, by, [&](Told& t) {
      if (!t.open || (by.kind == ActorKind::staff && !held)) return false;
      t.reach = reach;
      return true;
    });
  }

  World w;
  TalkModel model;

 private:
  template <class Expected>
  bool both(Told& told, const Command& command, const Actor& by, const Expected& expected) {
    Told after = told;
    const bool should = expected(after);
    const bool did = w.accepts(command, by);
    RC_ASSERT(did == should);
    if (did) told = after;
    return did;
  }
};

Told as_kept(const World& w, std::uint32_t n) {
  const Tables& t = w.tables();
  const MatterRow& m = t.matters[n];
  Told told;
  told.team = m.team;
  told.offered = m.offered_to;
  told.staff = m.staff;
  told.open = m.status == MatterStatus::open;
  told.answered = static_cast<bool>(m.answered);
  told.reach = m.reach;
  told.call_back = m.happened.has(Trigger::callback_asked);
  if (const auto thread = t.threads.find(n); thread != t.threads.end()) {
    told.messages = static_cast<int>(thread->second.messages);
    told.silent_since = thread->second.from_resident.s;
    if (thread->second.waits) told.waits = thread->second.waits.s;
  }
  if (const auto chat = t.chats.find(n); chat != t.chats.end()) {
    told.live = chat->second.live();
    told.proposed = chat->second.end_proposed;
    told.ended = chat->second.how;
    told.silent_since = std::max<std::int64_t>(told.silent_since, chat->second.opened.s);
  }
  return told;
}

RC_GTEST_PROP(ConversationModel, AgreesWithTheCore, (const std::vector<TalkOp>& ops)) {
  Stage stage;
  for (const TalkOp& op : ops) {
    const bool did = stage.act(op);
    RC_LOG() << op << (did ? "" : " refused") << "\n";
    RC_ASSERT(stage.w.fitted);
    for (std::uint32_t n = 1; n <= matters; ++n) RC_ASSERT(as_kept(stage.w, n) == stage.model.all.at(n));
    for (const Violation& v : stage.w.faults())
      RC_FAIL("matter " + std::to_string(v.matter.n) + ": " + v.what);
  }
  const auto bytes = write_snapshot(stage.w.state);
  const auto back = read_snapshot(bytes);
  RC_ASSERT(back.ok());
  RC_ASSERT(hash_of(*back) == hash_of(stage.w.state));
  RC_ASSERT(Access::tables(*back).live_chats == stage.w.tables().live_chats);
}

TEST(ConversationModel, RandomListsReachEveryKindAndEveryEnd) {
  std::map<std::string_view, int> accepted;
  std::map<ChatEnd, int> ends;
  const auto lists = rc::gen::arbitrary<std::vector<TalkOp>>();
  for (std::uint64_t seed = 0; seed < 600; ++seed) {
    Stage stage;
    for (const TalkOp& op : lists(rc::Random(seed), 100).value()) {
      if (!stage.act(op)) continue;
      ++accepted[kinds[op.kind]];
    }
    for (const auto& [n, told] : stage.model.all) ++ends[told.ended];
  }
  for (const auto* kind : kinds) EXPECT_GE(accepted[kind], 5) << kind;
  for (int end = 1; end < 8; ++end) EXPECT_GE(ends[static_cast<ChatEnd>(end)], 3) << end;
}

}  // namespace
}  // namespace vuoro::core::testing
