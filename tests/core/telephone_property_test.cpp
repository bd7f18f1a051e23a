#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "core/callbacks.hpp"
#include "core/journal.hpp"
#include "core/words.hpp"
#include "core/world.hpp"

/// What exchanges tell may come in any order, late and twice: the end is the same.
namespace vuoro::core::testing {
namespace {

struct Telling {
  std::uint8_t call = 0;    // of three calls of one exchange
  std::uint8_t what = 0;    // CallMoment
  std::uint8_t result = 0;  // of a try
  std::uint8_t minutes = 0;
  std::uint8_t line = 0;
};

std::ostream& operator<<(std::ostream& out, const Telling& t) {
  return out << "call " << int{t.call} << " " << promises::word(static_cast<CallMoment>(t.what)) << " +"
             << int{t.minutes} * 10 << " min";
}

Instant instant_of(const Telling& t) {
  return at(2025, 3, 10, 8) + std::chrono::minutes{t.minutes * 10};
}

TellCall command_of(const Telling& t, std::uint64_t caller) {
  TellCall c;
  c.key_high = 3;
  c.key_low = t.call + 1U;
  c.line = LineId{static_cast<std::uint16_t>(1 + t.line)};
  c.what = static_cast<CallMoment>(t.what);
  if (c.what == CallMoment::callback_tried) c.result = static_cast<TryResult>(1 + t.result);
  if (c.what == CallMoment::callback_asked) c.caller = caller;
  return c;
}

/// Tells all of it on the evening of the day, each at its own instant.
World told(const std::vector<Telling>& tellings, bool own_callers) {
  World w;
  w.now = at(2025, 3, 10, 22);
  for (const Telling& t : tellings) {
    const Instant evening = w.now;
    w.now = instant_of(t);
    const MatterId m{w.must(command_of(t, own_callers ? t.call + 11U : 11U), machine)};
    w.now = evening;
    if (!m || w.matter(m).status != MatterStatus::open) continue;
    int rounds = 0;
    for (std::size_t before = 0; before != w.entries.size();) {
      before = w.entries.size();
      w.must(SettleCallback{m}, machine);
      RC_ASSERT(++rounds <= 4);
    }
  }
  return w;
}

/// Everything a call came to, by the call's own number: matters are numbered in the order of telling.
std::string story_of(const World& w, std::uint64_t call) {
  const auto found = w.tables().call_numbers.find({3, call});
  if (found == w.tables().call_numbers.end()) return "";
  const CallRow& c = w.tables().calls[found->second.n];
  std::string out;
  for (const Moment m : {c.first, c.offered, c.queued, c.answered, c.abandoned, c.asked, c.tried, c.reached})
    out += std::to_string(m.s) + " ";
  out += "line " + std::to_string(c.line.n);
  if (!c.matter) return out;
  const MatterRow& m = w.matter(c.matter);
  out += " opened " + std::to_string(m.opened.s) + " answered " + std::to_string(m.answered.s) +
         " happened " + std::to_string(m.happened.bits) + " contacts " + std::to_string(m.contacts) +
         " due " + std::to_string(m.queue_due.s) + " unreached " +
         std::to_string(w.tables().callbacks.at(c.matter.n).unreached.s);
  std::vector<std::string> lines;
  for (PromiseId id = m.first_promise; id; id = w.tables().promises[id.n].older) {
    const PromiseRow& p = w.tables().promises[id.n];
    if (p.reason == PromiseReason::entered_in_error) continue;
    lines.push_back(std::string(w.code(id)) + " " + std::to_string(p.start.s) + " " +
                    std::to_string(p.due.s) + " " + std::to_string(static_cast<int>(p.state)) + " " +
                    std::to_string(p.ended.s));
  }
  std::sort(lines.begin(), lines.end());
  for (const std::string& l : lines) out += "; " + l;
  for (const auto& [key, row] : w.tables().tries) {
    if (key >> 32 == c.matter.n)
      out += "; try " + std::to_string(static_cast<std::uint32_t>(key)) + " " +
             std::to_string(static_cast<int>(row.result));
  }
  return out;
}

std::vector<Telling> some_tellings(std::uint8_t calls) {
  return *rc::gen::container<std::vector<Telling>>(rc::gen::build<Telling>(
      rc::gen::set(&Telling::call, rc::gen::inRange<std::uint8_t>(0, calls)),
      rc::gen::set(&Telling::what, rc::gen::element<std::uint8_t>(0, 1, 2, 3, 4, 4, 4, 5, 5, 5, 5, 6)),
      rc::gen::set(&Telling::result, rc::gen::element<std::uint8_t>(0, 0, 0, 1, 1, 2)),
      rc::gen::set(&Telling::minutes, rc::gen::inRange<std::uint8_t>(0, 60)),
      rc::gen::set(&Telling::line, rc::gen::inRange<std::uint8_t>(0, 2))));
}

std::vector<Telling> shuffled_with_doubles(const std::vector<Telling>& once) {
  std::vector<Telling> again = once;
  for (const Telling& t : once) {
    if (*rc::gen::inRange(0, 3) == 0) again.push_back(t);
  }
  for (std::size_t i = again.size(); i > 1; --i)
    std::swap(again[i - 1], again[*rc::gen::inRange<std::size_t>(0, i)]);
  return again;
}

RC_GTEST_PROP(Calls, EndTheSameInAnyOrderAndHoweverOftenTold, ()) {
  const std::vector<Telling> once = some_tellings(3);
  const std::vector<Telling> again = shuffled_with_doubles(once);
  const World a = told(once, true);
  const World b = told(again, true);
  RC_ASSERT(a.fitted && b.fitted);
  for (std::uint64_t call = 1; call <= 3; ++call) RC_ASSERT(story_of(a, call) == story_of(b, call));
  RC_ASSERT(a.faults().empty() && b.faults().empty());
}

/// With several calls of one caller the number of matters may differ with the order, never that somebody who
/// asked is forgotten: every request is on a matter, and who asked after the last reaching waits.
RC_GTEST_PROP(Calls, OfOneCallerLeaveNobodyForgotten, ()) {
  const World w = told(shuffled_with_doubles(some_tellings(3)), false);
  RC_ASSERT(w.fitted && w.faults().empty());
  for (const auto& chunk : w.tables().calls.chunks()) {
    for (const CallRow& c : chunk) {
      if (!c.asked) continue;
      RC_ASSERT(static_cast<bool>(c.matter));
      const bool reached_since = w.tables().callbacks.at(c.matter.n).reached >= c.asked;
      RC_ASSERT(reached_since != awaits_call(w.tables(), c.matter));
    }
  }
}

struct DeskOp {
  std::uint8_t kind = 0;
  std::uint8_t call = 0;
  std::uint8_t n = 0;
  std::uint8_t jump = 0;
};
std::ostream& operator<<(std::ostream& out, const DeskOp& op) {
  return out << int{op.kind} << "/" << int{op.call} << "/" << int{op.n} << "/" << int{op.jump};
}

/// What exchange and desk do to call-backs, mixed.
std::pair<Command, Actor> meant(const World& w, const DeskOp& op) {
  const auto matters = static_cast<std::uint32_t>(w.tables().matters.size());
  const MatterId m{matters == 0 ? 0 : matters - op.call % matters};
  const Telling telling{static_cast<std::uint8_t>(op.call % 4), static_cast<std::uint8_t>(op.n % 7),
                        static_cast<std::uint8_t>(op.n % 3), 0, static_cast<std::uint8_t>(op.n % 2)};
  const TeamId team = matters == 0 ? nurses : w.matter(m).team;
  const Actor desk = staff(1U + op.n % 2U, team);
  switch (op.kind) {
    case 0:
    case 1:
      return {command_of(telling, 11U + op.call % 2U), op.n % 5 == 0 ? importer : machine};
    case 2:
    case 3:
      return {RecordTry{m, static_cast<TryResult>(op.n % 7)}, desk};
    case 4:
      return {UndoLast{m}, matters == 0 ? desk : staff(w.matter(m).last_by.n, team)};
    case 5:
      return {SettleCallback{m}, machine};
    case 6:
      return {AnswerContact{m}, desk};
    case 7:
      return {CloseMatter{m, CloseReason::not_reached}, desk};
    case 8:
      return {ReopenMatter{m, ReopenReason::need_returned}, desk};
    case 9:
      return {AssessNeed{m, Urgency::days, Profession::nurse, {Domain::oral}, {}}, desk};
    default:
      return {RecordFact{m, op.n % 2 == 0 ? Trigger::callback_reached : Trigger::unreached_told}, desk};
  }
}

std::vector<DeskOp> some_ops() {
  return *rc::gen::container<std::vector<DeskOp>>(
      rc::gen::build<DeskOp>(rc::gen::set(&DeskOp::kind, rc::gen::inRange<std::uint8_t>(0, 11)),
                             rc::gen::set(&DeskOp::call, rc::gen::inRange<std::uint8_t>(0, 8)),
                             rc::gen::set(&DeskOp::n, rc::gen::inRange<std::uint8_t>(0, 64)),
                             rc::gen::set(&DeskOp::jump, rc::gen::inRange<std::uint8_t>(0, 8))));
}

constexpr std::array<std::int64_t, 8> jumps = {0, 1, 60, 599, 1800, 3600, 7200, 86'400};

RC_GTEST_PROP(Calls, AndTheDeskKeepTheInvariants, ()) {
  World w;
  for (const DeskOp& op : some_ops()) {
    w.wait(jumps[op.jump]);
    const auto [command, actor] = meant(w, op);
    const StateHash before = hash_of(w.state);
    const bool accepted = w.accepts(command, actor);
    RC_ASSERT(w.fitted);
    for (const Violation& v : w.faults()) RC_FAIL(v.what);
    if (!accepted) RC_ASSERT(hash_of(w.state) == before);
  }
  const auto read = read_snapshot(write_snapshot(w.state));
  RC_ASSERT(read.ok() && hash_of(*read) == hash_of(w.state));
  State replayed;
  for (const Entry& e : w.entries) RC_ASSERT(replay(replayed, e).ok());
  RC_ASSERT(hash_of(replayed) == hash_of(w.state));
}

/// Undo of a try leaves the promises as they were.
RC_GTEST_PROP(Calls, ATryTakenBackLeavesNothing, ()) {
  World w;
  for (const DeskOp& op : some_ops()) {
    w.wait(jumps[op.jump]);
    const auto [command, actor] = meant(w, op);
    static_cast<void>(w.accepts(command, actor));
  }
  const auto matters = static_cast<std::uint32_t>(w.tables().matters.size());
  RC_PRE(matters > 0);
  const MatterId m{matters};
  w.wait(1801);
  const auto running = [&] {
    std::string out = std::to_string(w.matter(m).queue_due.s) + " " + std::to_string(w.matter(m).answered.s) +
                      " " + std::to_string(w.matter(m).happened.bits);
    for (PromiseId p = w.matter(m).first_promise; p; p = w.tables().promises[p.n].older) {
      const PromiseRow& row = w.tables().promises[p.n];
      if (row.reason != PromiseReason::entered_in_error)
        out += "; " + std::to_string(p.n) + " " + std::to_string(static_cast<int>(row.state)) + " " +
               std::to_string(row.ended.s);
    }
    return out;
  };
  const std::string before = running();
  const Actor desk = staff(1, w.matter(m).team);
  RC_PRE(w.accepts(RecordTry{m, static_cast<TryResult>(*rc::gen::inRange(1, 7))}, desk));
  w.wait(5);
  w.must(UndoLast{m}, desk);
  RC_ASSERT(running() == before);
}

}  // namespace
}  // namespace vuoro::core::testing
