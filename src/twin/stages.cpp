#include <algorithm>

#include "twin/replication.hpp"

/// Queues with staff: who is taken next, who hangs up, and which commands the work is.
namespace vuoro::twin {

namespace {

using core::Actor;
using core::ActorKind;

constexpr Actor machine{ActorKind::system, {}, {}};

/// Staff numbers tell the stage, so that a ledger of the twin can be read.
StaffId staff_id(std::uint8_t stage, std::uint32_t server) {
  return StaffId{(stage + 1U) * 100'000U + server};
}

}  // namespace

void Replication::arrive(std::uint32_t who, std::uint8_t stage) {
  const Stage& rules = scenario_.stages[stage];
  Desk& desk = desks_[stage];
  StageTally& t = tally_.stages[stage];
  Case& c = cases_[who];
  ++c.round;
  ++c.calls;
  c.since = now_;
  if (desk.free.empty() && rules.room && desk.waiting >= *rules.room) {
    ++t.turned_away;
    return retreat(who, stage, rules.when_full, Purpose::turned_away);
  }
  ++t.came;
  tally_.present.change(now_, 1);
  if (rules.does == Does::visit) {
    if (!c.assessed) assess(c);
    const core::ProposeStep propose{c.matter, prepared_.stage_services[stage], core::no_due};
    c.step = StepId{give(propose, machine)};
  }
  if (desk.free.empty()) return wait(who, stage);
  const std::uint32_t server = desk.free.back();
  desk.free.pop_back();
  begin(who, stage, server);
}

void Replication::wait(std::uint32_t who, std::uint8_t stage) {
  const Stage& rules = scenario_.stages[stage];
  Case& c = cases_[who];
  const std::uint8_t rank =
      c.called_back && rules.rank_of_call_backs ? *rules.rank_of_call_backs : rules.rank[c.segment];
  desks_[stage].queues[rank].push_back({who, c.round});
  ++desks_[stage].waiting;
  ++tally_.stages[stage].waited;
  tally_.stages[stage].queue.change(now_, 1);
  if (rules.patience && !c.called_back)
    plan(now_ + rules.patience->at(unit(who, Purpose::patience, stage, c.calls)), What::patience_over, who,
         stage);
}

void Replication::begin(std::uint32_t who, std::uint8_t stage, std::uint32_t server) {
  const Stage& rules = scenario_.stages[stage];
  StageTally& t = tally_.stages[stage];
  Case& c = cases_[who];
  const double waited = now_ - c.since;
  t.wait[c.segment].add(waited);
  t.wait_of_all.add(waited);
  if (rules.within && waited <= *rules.within) ++t.within;
  t.busy.change(now_, 1);
  ++c.round;
  c.staff = staff_id(stage, server);
  take(c, rules);
  plan(now_ + rules.service[c.segment].at(unit(who, Purpose::service, stage, c.calls)), What::work_done, who,
       stage);
}

/// The commands with which the work begins.
void Replication::take(Case& c, const Stage& stage) {
  if (stage.does == Does::visit) {
    const double mean = stage.service[c.segment].mean();
    const auto minutes = static_cast<std::uint16_t>(std::clamp(mean, 1.0, 24.0 * 60));
    give(core::BookStep{c.step, instant_, minutes, core::Mode::visit}, staff(c));
    return;
  }
  give(core::TakeMatter{c.matter}, staff(c));
  if (stage.does != Does::answer) return;
  if (c.called_back) give(core::RecordFact{c.matter, promises::Trigger::callback_reached}, staff(c));
  if (!c.answered) give(core::AnswerContact{c.matter}, staff(c));
  c.answered = true;
}

void Replication::finish(std::uint32_t who, std::uint8_t stage) {
  Case& c = cases_[who];
  const auto server = c.staff.n % 100'000U;
  tally_.stages[stage].busy.change(now_, -1);
  tally_.present.change(now_, -1);
  tally_.last_done = std::max(tally_.last_done, now_);
  if (tally_.first_empty < 0 && tally_.present.now() <= 0) tally_.first_empty = now_;
  const Does does = scenario_.stages[stage].does;
  if (does == Does::assess) assess(c);
  if (does == Does::visit) give(core::CompleteStep{c.step, core::Outcome::helped}, staff(c));
  desks_[stage].free.push_back(server);
  next_in_queue(stage);
  route(who, stage);
}

void Replication::next_in_queue(std::uint8_t stage) {
  Desk& desk = desks_[stage];
  if (desk.free.empty()) return;
  for (auto& queue : desk.queues) {
    while (!queue.empty()) {
      const auto [who, round] = queue.front();
      queue.pop_front();
      if (cases_[who].round != round) continue;  // hung up meanwhile
      --desk.waiting;
      tally_.stages[stage].queue.change(now_, -1);
      const std::uint32_t server = desk.free.back();
      desk.free.pop_back();
      return begin(who, stage, server);
    }
  }
}

void Replication::hang_up(std::uint32_t who, std::uint8_t stage) {
  Case& c = cases_[who];
  StageTally& t = tally_.stages[stage];
  ++tally_.happenings;
  ++tally_.abandoned;
  ++t.hung_up;
  t.wait_of_all.add(now_ - c.since);
  t.queue.change(now_, -1);
  tally_.present.change(now_, -1);
  --desks_[stage].waiting;
  ++c.round;
  retreat(who, stage, scenario_.stages[stage].give_up, Purpose::give_up);
}

void Replication::retreat(std::uint32_t who, std::uint8_t stage, const std::vector<Retreat>& ways,
                          Purpose purpose) {
  Case& c = cases_[who];
  double left = unit(who, purpose, stage, c.calls);
  for (const Retreat& way : ways) {
    left -= way.share;
    if (left >= 0) continue;
    if (way.then == Retreat::Then::leave) break;
    if (way.then == Retreat::Then::call_back) {
      c.called_back = true;
      give(core::RecordFact{c.matter, promises::Trigger::callback_asked}, machine);
    }
    tally_.stages[stage].away.change(now_, 1);
    return plan(now_ + way.after.at(unit(who, Purpose::later, stage, c.calls)), What::comes_back, who, stage);
  }
  close(c, core::CloseReason::abandoned);
}

void Replication::come_back(std::uint32_t who, std::uint8_t stage) {
  Case& c = cases_[who];
  tally_.stages[stage].away.change(now_, -1);
  if (!c.called_back)
    give(core::RepeatContact{c.matter, core::Channel::phone, {}}, {ActorKind::resident, {}, {}});
  arrive(who, stage);
}

void Replication::route(std::uint32_t who, std::uint8_t stage) {
  Case& c = cases_[who];
  double left = unit(who, Purpose::route, stage, 0);
  for (const Route& way : scenario_.stages[stage].next) {
    if (way.segment != Route::any_segment && way.segment != c.segment) continue;
    left -= way.share;
    if (left >= 0) continue;
    if (way.to == Route::To::leave) break;
    if (way.to == Route::To::clinic) return propose(who, way.place);
    if (scenario_.stages[stage].does != Does::visit) give(core::ReleaseMatter{c.matter}, staff(c));
    c.called_back = false;
    return arrive(who, way.place);
  }
  const bool cared_for = scenario_.stages[stage].does == Does::visit;
  close(c, cared_for ? core::CloseReason::care_given : core::CloseReason::advice_was_enough);
}

void Replication::assess(Case& c) {
  if (c.assessed) return;
  c.assessed = true;
  const core::AssessNeed command{c.matter,
                                 scenario_.segments[c.segment].urgency,
                                 core::Profession::none,
                                 {promises::Domain::health},
                                 {}};
  give(command, c.staff ? staff(c) : machine);
}

void Replication::close(Case& c, core::CloseReason reason) {
  give(core::CloseMatter{c.matter, reason}, machine);
  tally_.in_house.add(now_ - c.contacted);
}

}  // namespace vuoro::twin
