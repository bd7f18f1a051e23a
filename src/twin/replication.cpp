#include "twin/replication.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace vuoro::twin {

Replication::Replication(const Prepared& prepared, const Viewer& viewer, std::uint64_t seed,
                         std::uint32_t number)
    : prepared_(prepared),
      scenario_(prepared.scenario),
      streams_(seed, number),
      ground_(prepared.start, prepared.setting, viewer),
      tally_(prepared.scenario),
      cases_(1),
      desks_(prepared.scenario.stages.size()),
      wishes_(prepared.scenario.clinics.size()) {
  for (std::size_t i = 0; i < desks_.size(); ++i) {
    const Stage& stage = scenario_.stages[i];
    desks_[i].queues.resize(stage.ranks);
    for (std::uint32_t n = stage.servers; n > 0; --n) desks_[i].free.push_back(n);
  }
}

Result<std::vector<double>> Replication::run() {
  instant_ = prepared_.clock.at(0);
  for (std::uint8_t clinic = 0; clinic < scenario_.clinics.size(); ++clinic) {
    for (int day = 0; day <= scenario_.clinics[clinic].published_days; ++day) publish(clinic, day);
    agenda_.add({prepared_.clock.day_length(), 0, 1, 0, clinic, What::publish});
  }
  if (scenario_.warm_up > 0) agenda_.add({scenario_.warm_up, 0, 0, 0, 0, What::begin_counting});
  plan_next_contact();
  Task task;
  while (agenda_.next(scenario_.horizon, task)) {
    now_ = task.at;
    instant_ = prepared_.clock.at(now_);
    happen(task);
  }
  if (auto fault = ground_.fault()) return *fault;
  return values_of(scenario_, prepared_.rules, tally_, ground_, scenario_.horizon);
}

void Replication::happen(const Task& task) {
  switch (task.what) {
    case What::contact:
      ++tally_.happenings;
      return contact();
    case What::work_done:
      ++tally_.happenings;
      return finish(task.who, task.place);
    case What::patience_over:
      if (cases_[task.who].round == task.round) hang_up(task.who, task.place);
      return;
    case What::comes_back:
      ++tally_.happenings;
      return come_back(task.who, task.place);
    case What::visit_time:
      ++tally_.happenings;
      return visit_time(task.who, task.place);
    case What::visit_over:
      ++tally_.happenings;
      return visit_over(task.who, task.place);
    case What::publish:
      return publish_next_day(task.place, static_cast<int>(task.who));
    case What::begin_counting:
      tally_.forget(now_);
      return ground_.forget_counts();
  }
}

void Replication::plan(double at, What what, std::uint32_t who, std::uint8_t place) {
  agenda_.add({at, 0, who, cases_[who].round, place, what});
}

double Replication::unit(std::uint32_t who, Purpose purpose, std::uint8_t place,
                         std::uint32_t attempt) const {
  return streams_.unit(who, purpose, place, attempt);
}

/// Poisson contacts; a rate that swings is thinned from its highest (Lewis & Shedler 1979). Listed contacts
/// come when they are listed.
void Replication::plan_next_contact() {
  const Arrivals& arrivals = scenario_.arrivals;
  while (listed_ < arrivals.listed.size()) {
    const double at = arrivals.listed[listed_++];
    if (unit(static_cast<std::uint32_t>(listed_), Purpose::comes, 0, 0) >= arrivals.comes) {
      tally_.last_done = std::max(tally_.last_done, at);  // until then staff wait for them
      continue;
    }
    return agenda_.add({at, 0, 0, 0, arrivals.to, What::contact});
  }
  if (arrivals.per_minute <= 0) return;
  const double highest = arrivals.per_minute * (1 + arrivals.swing);
  while (next_contact_ < scenario_.horizon) {
    ++gaps_;
    next_contact_ += -std::log1p(-unit(gaps_, Purpose::gap, 0, 0)) / highest;
    const double wave = std::sin(2 * std::numbers::pi * next_contact_ / arrivals.period);
    const double rate = arrivals.per_minute * (1 + arrivals.swing * wave);
    if (arrivals.swing > 0 && unit(gaps_, Purpose::thinning, 0, 0) * highest > rate) continue;
    return agenda_.add({next_contact_, 0, 0, 0, arrivals.to, What::contact});
  }
}

std::uint8_t Replication::segment_of(std::uint32_t who) const {
  double left = unit(who, Purpose::segment, 0, 0);
  for (std::uint8_t i = 0; i + 1U < scenario_.segments.size(); ++i) {
    left -= scenario_.segments[i].share;
    if (left < 0) return i;
  }
  return static_cast<std::uint8_t>(scenario_.segments.size() - 1);
}

void Replication::contact() {
  const auto who = static_cast<std::uint32_t>(cases_.size());
  Case c;
  c.contacted = now_;
  c.segment = segment_of(who);
  core::ReceiveContact command;
  command.channel = core::Channel::phone;
  command.about = core::About::unnamed;
  c.matter = MatterId{give(command, {core::ActorKind::resident, {}, {}})};
  cases_.push_back(c);
  ++tally_.contacts;
  plan_next_contact();
  arrive(who, scenario_.arrivals.to);
}

std::uint32_t Replication::give(const core::Command& command, const core::Actor& actor) {
  return ground_.give(command, actor, instant_);
}

core::Actor Replication::staff(const Case& c) const {
  return {core::ActorKind::staff, c.staff, prepared_.team};
}

}  // namespace vuoro::twin
