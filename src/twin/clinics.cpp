#include <algorithm>
#include <cmath>

#include "core/times.hpp"
#include "core/view.hpp"
#include "twin/replication.hpp"

/// Shifts that become slots, and the visits booked in them.
namespace vuoro::twin {

namespace {

constexpr core::Actor machine{core::ActorKind::system, {}, {}};
constexpr int most_slots_in_a_run = 500;
constexpr double hair = 1e-9;

}  // namespace

/// The shifts of one day. The workers begin one after another, so that a time begins every visit / workers
/// minutes.
void Replication::publish(std::uint8_t clinic, int day) {
  const Clinic& rules = scenario_.clinics[clinic];
  const double length = prepared_.clock.day_length();
  for (std::uint16_t k = 0; k < rules.workers; ++k) {
    const double offset = rules.visit * (static_cast<double>(k) / rules.workers);
    const double from = std::max(day * length, rules.first_free);
    auto first = static_cast<std::int64_t>(std::ceil((from - offset) / rules.visit - hair));
    const auto end = static_cast<std::int64_t>(std::ceil(((day + 1) * length - offset) / rules.visit - hair));
    while (first < end) {
      const auto count = std::min<std::int64_t>(end - first, most_slots_in_a_run);
      core::PublishSlots shift;
      shift.worker = prepared_.clinics[clinic].workers[k];
      shift.team = prepared_.team;
      shift.type = prepared_.clinics[clinic].type;
      const double begin = offset + static_cast<double>(first) * rules.visit;
      shift.begin = prepared_.clock.at(begin + 0.5 / 60);  // the nearest whole second
      shift.count = static_cast<std::uint16_t>(count);
      shift.minutes = rules.visit;
      give(shift, machine);
      first += count;
    }
  }
}

void Replication::publish_next_day(std::uint8_t clinic, int day) {
  publish(clinic, day + scenario_.clinics[clinic].published_days);
  agenda_.add({(day + 1) * prepared_.clock.day_length(), 0, static_cast<std::uint32_t>(day + 1), 0, clinic,
               What::publish});
  while (!wishes_[clinic].empty() && book(wishes_[clinic].front(), clinic)) wishes_[clinic].pop_front();
}

void Replication::propose(std::uint32_t who, std::uint8_t clinic) {
  Case& c = cases_[who];
  if (!c.assessed) assess(c);
  const auto& due = scenario_.clinics[clinic].due;
  const Instant by = due ? prepared_.clock.at(c.contacted + *due) : core::no_due;
  c.step = StepId{give(core::ProposeStep{c.matter, prepared_.clinics[clinic].service, by}, machine)};
  if (!c.step) return;
  ++c.bookings;
  if (wishes_[clinic].empty() && book(who, clinic)) return;
  ++tally_.clinics[clinic].waiting_for_times;
  wishes_[clinic].push_back(who);
}

/// The first time that the core shows as free.
bool Replication::book(std::uint32_t who, std::uint8_t clinic) {
  const Clinic& rules = scenario_.clinics[clinic];
  Case& c = cases_[who];
  const core::Times times(ground_.state(), ground_.setting(), ground_.viewer());
  core::TimeWish wish;
  wish.step = c.step;
  wish.teams = {&prepared_.team, 1};
  wish.from = prepared_.clock.at_or_after(now_ + rules.not_before);
  wish.until = core::no_due;
  wish.most = 1;
  const auto free = times.free(wish, instant_);
  if (free.empty()) return false;
  const double begin = prepared_.clock.minute(free.front().row->begin.instant());
  core::BookTimes command{c.step, {}};
  command.slots.add(free.front().slot);
  give(command, machine);
  c.lead = begin - now_;
  ClinicTally& t = tally_.clinics[clinic];
  t.lead.add(c.lead);
  if (rules.over && c.lead > *rules.over) ++t.over;
  plan(begin, What::visit_time, who, clinic);
  return true;
}

void Replication::visit_time(std::uint32_t who, std::uint8_t clinic) {
  const Clinic& rules = scenario_.clinics[clinic];
  ClinicTally& t = tally_.clinics[clinic];
  Case& c = cases_[who];
  ++t.reached;
  const double stays_away =
      rules.no_show + rules.no_show_rise * (1 - std::exp(-c.lead / rules.no_show_scale));
  if (unit(who, Purpose::show, clinic, c.bookings) >= stays_away) {
    ++t.held;
    const core::View view(ground_.state(), ground_.viewer());
    const core::StepRow& step = view.step(c.step);
    if (step.due && step.begin > step.due) ++t.late;
    return plan(now_ + rules.visit, What::visit_over, who, clinic);
  }
  ++t.missed;
  give(core::MissStep{c.step}, machine);
  if (unit(who, Purpose::rebook, clinic, c.bookings) < rules.rebook) return propose(who, clinic);
  close(c, core::CloseReason::not_reached);
}

void Replication::visit_over(std::uint32_t who, std::uint8_t) {
  Case& c = cases_[who];
  give(core::CompleteStep{c.step, core::Outcome::helped}, machine);
  close(c, core::CloseReason::care_given);
}

}  // namespace vuoro::twin
