#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <map>

#include "core/words.hpp"
#include "notices/plan_for_tests.hpp"

/// Whatever happens between the bookings, the gateway and the program's end: nobody is left with a wrong idea
/// of their time, and nobody is told anything twice unless a try was cut off.
namespace vuoro::notices::testing {
namespace {

using core::NoticeFault;
using core::NoticeKind;
using core::NoticeState;
using core::testing::aino;
using core::testing::machine;
using core::testing::World;

/// The program that sends, as NoticePost does, and what gateways have delivered.
class Post {
 public:
  Post(World& w, const content::NoticePlan& plan) : w_(w), plan_(plan) {}

  /// Where a crash comes, counted in durable events and deliveries; the rest of the round does not happen.
  void round(int crash_after, int down_from, int down_until) {
    int step = 0;
    const auto crashed = [&] { return step++ == crash_after; };
    const Round round = round_of(w_, plan_);
    for (const core::EndNotice& drop : round.drop) {
      if (crashed()) return;
      w_.must(drop, machine);
    }
    for (const core::StartNotice& start : round.start) {
      if (crashed()) return;
      const auto started = w_.attempt(start, machine);
      if (!started) continue;  // an earlier one of the round has told it
      const NoticeId id{*started};
      if (crashed()) return;
      const bool down = step >= down_from && step < down_until;
      if (!down) {
        delivered_[id.n].push_back(start);
        in_order_.push_back(start);
      }
      if (crashed()) return;
      w_.must(core::EndNotice{id, down ? NoticeFault::unreachable : NoticeFault::none}, machine);
    }
  }

  /// As at start-up.
  void take_up() {
    const Viewer viewer = rights::Gate::operations();
    const core::Notices notices(w_.state, viewer);
    for (const NoticeId id : notices.unfinished()) {
      if (notices.notice(id)->state == NoticeState::started)
        w_.must(core::EndNotice{id, NoticeFault::interrupted}, machine);
    }
  }

  [[nodiscard]] const std::map<std::uint32_t, std::vector<core::StartNotice>>& delivered() const {
    return delivered_;
  }
  /// As they reached the resident.
  [[nodiscard]] const std::vector<core::StartNotice>& in_order() const { return in_order_; }

 private:
  World& w_;
  const content::NoticePlan& plan_;
  std::map<std::uint32_t, std::vector<core::StartNotice>> delivered_;
  std::vector<core::StartNotice> in_order_;
};

void somebody_acts(World& w, const std::vector<StepId>& steps) {
  const StepId step = *rc::gen::elementOf(steps);
  const Instant begin = w.now + std::chrono::seconds{3600 * *rc::gen::inRange(1, 400)};
  switch (*rc::gen::inRange(0, 6)) {
    case 0:
    case 1:
    case 2:
      if (w.step(step).state == core::StepState::booked)
        static_cast<void>(w.attempt(core::CancelBooking{step, core::CancelledBy::unit}, aino));
      static_cast<void>(w.attempt(core::BookStep{step, begin, 30, core::Mode::visit}, aino));
      break;
    case 3:
      static_cast<void>(w.attempt(core::CancelBooking{step, core::CancelledBy::unit}, aino));
      break;
    case 4:
      static_cast<void>(
          w.attempt(core::CancelBooking{step, core::CancelledBy::person}, core::testing::resident));
      break;
    default:
      static_cast<void>(w.attempt(core::UndoLast{w.step(step).matter}, aino));
  }
}

/// What the resident believes: the last thing delivered about the step.
std::string belief(const Post& post, StepId step) {
  std::string told = "nothing";
  for (const core::StartNotice& n : post.in_order()) {
    if (n.step != step || n.kind == NoticeKind::reminder) continue;
    const bool time = n.kind == NoticeKind::booked || n.kind == NoticeKind::moved;
    told = time ? "booked at " + std::to_string(n.about.s) : "no time";
  }
  return told;
}

RC_GTEST_PROP(Crash, NobodyIsLeftInTheDarkAndNobodyToldTwice, ()) {
  World w;
  content::NoticePlan plan = plan_for_tests();
  plan.told_within_hours = 1000;
  w.setting.notices.tries = 200;
  Post post(w, plan);
  std::vector<StepId> steps;
  for (int i = 0; i < 3; ++i) {
    core::ReceiveContact c;
    c.reach = i == 0 ? core::ReachBy::sms : core::ReachBy::email;
    const MatterId m = w.contact(c);
    w.assess(m);
    steps.push_back(w.propose(m));
  }
  std::map<std::uint32_t, unsigned> cut_off;
  for (int turn = *rc::gen::inRange(1, 25); turn > 0; --turn) {
    for (int acts = *rc::gen::inRange(0, 4); acts > 0; --acts) somebody_acts(w, steps);
    const int down_from = *rc::gen::inRange(0, 20);
    post.round(*rc::gen::inRange(0, 30), down_from, down_from + *rc::gen::inRange(0, 6));
    for (std::uint32_t n = 1; n <= w.tables().notices.size(); ++n)
      cut_off[n] += w.tables().notices[n].state == NoticeState::started;
    post.take_up();
    w.wait(*rc::gen::element(1, 60, 600, 7200));
  }
  // In the end everything works, and time passes without anything else.
  for (int turn = 0; turn < 40; ++turn) {
    post.round(-1, 0, 0);
    w.wait(600);
  }
  for (const StepId step : steps) {
    const core::StepRow& row = w.step(step);
    const bool to_come = row.state == core::StepState::booked && row.begin.instant() > w.now;
    const std::string heard = belief(post, step);
    if (to_come) RC_ASSERT(heard == "booked at " + std::to_string(row.begin.s));
    if (row.state == core::StepState::proposed) {
      // A time that was told and is over is nobody's wrong idea any more.
      const bool still_ahead = heard.starts_with("booked at ") && std::stoll(heard.substr(10)) > w.now.s;
      RC_ASSERT(!still_ahead);
    }
  }
  for (const auto& [id, copies] : post.delivered()) RC_ASSERT(copies.size() <= 1 + cut_off[id]);
  for (const core::Violation& v : w.faults()) RC_FAIL(v.what);
}

}  // namespace
}  // namespace vuoro::notices::testing
