#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "core/essence.hpp"
#include "core/journal.hpp"
#include "core/random_commands.hpp"
#include "core/words.hpp"

/// What holds after any list of commands, sensible or not.
namespace vuoro::core::testing {
namespace {

/// One person more than nobody, so that the first contacts can be somebody's.
World peopled() {
  World w;
  w.person(day_of(2002, 3, 11).n);
  return w;
}

bool act(World& w, const Op& op) {
  w.wait(jump_before(op));
  const Done done = meant(w, op);
  const bool accepted = w.accepts(done.command, done.actor);
  Story{}.tell(w, op, done, accepted);
  return accepted;
}

void sound(const World& w) {
  RC_ASSERT(w.fitted);
  for (const Violation& v : w.faults()) RC_FAIL("matter " + std::to_string(v.matter.n) + ": " + v.what);
}

/// The properties say nothing about commands that are never accepted.
TEST(Commands, RandomListsReachEveryKindOfCommandAndUndo) {
  std::vector<int> accepted(op_names.size());
  std::vector<int> undone(promises::words_of<Action>().size());
  const auto lists = rc::gen::arbitrary<std::vector<Op>>();
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    World w = peopled();
    for (const Op& op : lists(rc::Random(seed), 100).value()) {
      w.wait(jump_before(op));
      const Done done = meant(w, op);
      const auto* undo = std::get_if<UndoLast>(&done.command);
      const unsigned last =
          undo && w.tables().matters.has(undo->matter.n) ? w.matter(undo->matter).last_action : 0;
      if (!w.accepts(done.command, done.actor)) continue;
      ++accepted[op.kind];
      if (undo) ++undone[last];
    }
  }
  for (std::size_t kind = 0; kind < accepted.size(); ++kind) {
    EXPECT_GE(accepted[kind], 5) << op_names[kind];
  }
  for (const Action a :
       {Action::take, Action::release, Action::answer, Action::assess, Action::offer, Action::propose,
        Action::book, Action::complete, Action::miss, Action::refuse, Action::close}) {
    EXPECT_GE(undone[static_cast<std::size_t>(a)], 1) << "undo of " << promises::word(a);
  }
}

RC_GTEST_PROP(Commands, KeepTheInvariants, (const std::vector<Op>& ops)) {
  World w = peopled();
  for (const Op& op : ops) {
    const StateHash before = hash_of(w.state);
    const bool accepted = act(w, op);
    sound(w);
    if (!accepted) RC_ASSERT(hash_of(w.state) == before);
  }
}

RC_GTEST_PROP(Commands, DecideTheSameTwice, (const std::vector<Op>& ops, const Op& last)) {
  World w = peopled();
  for (const Op& op : ops) act(w, op);
  const Done done = meant(w, last);
  const auto one = decide(w.state, w.setting, done.command, done.actor, w.now);
  const auto two = decide(w.state, w.setting, done.command, done.actor, w.now);
  RC_ASSERT(one.ok() == two.ok());
  if (!one) return;
  std::vector<std::byte> a;
  std::vector<std::byte> b;
  for (const Event& e : one->events) encode({e, {}, 0}, a);
  for (const Event& e : two->events) encode({e, {}, 0}, b);
  RC_ASSERT(a == b);
}

RC_GTEST_PROP(Commands, ReplayFromBytesGivesTheSameState, (const std::vector<Op>& ops)) {
  World w = peopled();
  for (const Op& op : ops) act(w, op);
  State recorded;
  State replayed;
  for (const Entry& entry : w.entries) {
    std::vector<std::byte> bytes;
    RC_ASSERT(record(recorded, entry.event, entry.stamp, bytes));
    const auto back = decode(bytes);
    RC_ASSERT(back.ok());
    RC_ASSERT(replay(replayed, *back).ok());
  }
  RC_ASSERT(hash_of(recorded) == hash_of(w.state));
  RC_ASSERT(hash_of(replayed) == hash_of(w.state));
  RC_ASSERT(essence(replayed) == essence(w.state));
}

RC_GTEST_PROP(Commands, DoTheSameWhereNobodyWorks,
              (const std::vector<Op>& ops, const std::vector<Op>& more)) {
  World w = peopled();
  for (const Op& op : ops) act(w, op);
  World v = w;
  v.state.stop_work();
  for (const Op& op : more) RC_ASSERT(act(w, op) == act(v, op));
  sound(v);
  for (const Queue& queue : v.tables().queues) RC_ASSERT(queue.empty());
  for (const Queue& queue : v.tables().offers) RC_ASSERT(queue.empty());
  RC_ASSERT(v.tables().visits.empty() && v.tables().untold.empty());
  w.state.stop_work();
  RC_ASSERT(hash_of(v.state) == hash_of(w.state));
}

RC_GTEST_PROP(Commands, SnapshotGoesOnAsTheStateItself,
              (const std::vector<Op>& ops, const std::vector<Op>& more)) {
  World w = peopled();
  for (const Op& op : ops) act(w, op);
  auto read = read_snapshot(write_snapshot(w.state));
  RC_ASSERT(read.ok());
  RC_ASSERT(hash_of(*read) == hash_of(w.state));
  World v = w;
  v.state = std::move(*read);
  for (const Op& op : more) RC_ASSERT(act(w, op) == act(v, op));
  RC_ASSERT(hash_of(v.state) == hash_of(w.state));
  RC_ASSERT(essence(v.state) == essence(w.state));
  sound(v);
}

RC_GTEST_PROP(Commands, DamagedSnapshotsAreRefusedOrSafe, (const std::vector<Op>& ops)) {
  World w = peopled();
  for (const Op& op : ops) act(w, op);
  auto bytes = write_snapshot(w.state);
  const auto at = *rc::gen::inRange<std::size_t>(0, bytes.size());
  bytes[at] = std::byte{*rc::gen::arbitrary<std::uint8_t>()};
  auto read = read_snapshot(bytes);
  if (!read) return;
  RC_ASSERT(write_snapshot(*read) == bytes);
  World v = w;
  v.state = std::move(*read);
  static_cast<void>(v.faults());
  for (const Op& op : ops) act(v, op);
}

RC_GTEST_PROP(Commands, UndoneLeaveNoTrace, (const std::vector<Op>& ops)) {
  World w = peopled();
  for (const Op& op : ops) {
    w.wait(jump_before(op));
    const Done done = meant(w, op);
    const std::string before = essence(w.state);
    World undone = w;
    const auto subject = undone.attempt(done.command, done.actor);
    if (subject.ok() && !std::holds_alternative<UndoLast>(done.command)) {
      const MatterId m = subject_of(undone.state, undone.entries.back().event);
      const bool offer_withdrawn =
          std::holds_alternative<CloseMatter>(done.command) && w.matter(m).offered_to;
      undone.wait(*rc::gen::element(0, 1, 600));
      if (m && undone.accepts(UndoLast{m}, done.actor) && !offer_withdrawn) {
        RC_LOG() << "undone: " << op << "\n";
        RC_ASSERT(essence(undone.state) == before);
        sound(undone);
      }
    }
    const bool accepted = w.accepts(done.command, done.actor);
    Story{}.tell(w, op, done, accepted);
  }
}

}  // namespace
}  // namespace vuoro::core::testing
