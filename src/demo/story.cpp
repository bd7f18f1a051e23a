#include "demo/story.hpp"

#include <algorithm>

#include "calendar/zone.hpp"

namespace vuoro::demo {

using core::Channel;
using core::CloseReason;

namespace {

/// How long before the first day the queues began to form, in days.
constexpr int history_days = 150;

}  // namespace

Story::Story(const Places& places, const Residents& residents, const Demand& demand, const Arrivals& arrivals,
             const core::Setting& setting, const Viewer& viewer, const DemoOptions& options, Day first_day)
    : places_(places),
      residents_(residents),
      demand_(demand),
      arrivals_(arrivals),
      setting_(setting),
      calendar_(setting.calendar),
      viewer_(viewer),
      chance_(options.seed, 2),
      first_slot_day_(first_day - history_days),
      floor_(calendar_.opening_at_or_after(calendar::at_local(first_day, 0))),
      desks_(places.teams()),
      slots_(places.given().size() * places.teams()),
      waiting_(slots_.size()) {
  for (std::size_t team = 0; team < desks_.size(); ++team) {
    desks_[team].mean = demand.answers(team);
    for (const Shortage& s : shortages) {
      if (s.service.empty() && s.team == places.team_code(team)) desks_[team].factor = s.factor;
    }
  }
  for (std::size_t given = 0; given < places.given().size(); ++given) {
    const Supply& supply = *places.given()[given].supply;
    for (std::size_t team = 0; team < places.teams(); ++team) {
      double per_day = demand.visits(given, team) * supply.ratio;
      for (const Shortage& s : shortages) {
        if (s.service == supply.service && s.team == places.team_code(team)) per_day *= s.factor;
      }
      if (per_day > 0) slots_[given * places.teams() + team].emplace(per_day, first_slot_day_, calendar_);
    }
  }
}

core::Actor Story::actor(const Case& c) const {
  return {core::ActorKind::staff, c.staff, places_.team(c.team)};
}

core::Actor Story::someone(std::uint16_t team) {
  // Six members of staff in each team: the demo's logins use these numbers.
  const TeamId id = places_.team(team);
  return {core::ActorKind::staff, StaffId{id.n * 10U + 1U + chance_.below(6)}, id};
}

Instant Story::office_after(Instant at, double days) {
  const auto seconds = static_cast<std::int64_t>(days * 86'400);
  const Instant later{at.s + seconds};
  const Instant open = office(later);
  // Things that fall on closed hours are spread over the next day, not all at its opening.
  return open == later ? later
                       : open + std::chrono::seconds{static_cast<std::int64_t>(chance_.below(7 * 3600))};
}

void Story::register_resident(std::uint32_t n, Instant at) {
  const Resident& r = residents_[n];
  pen_.write(core::RegisterPerson{r.born, r.sex, r.tongue, places_.area(r.area), {}}, {}, at);
  ++report_.residents;
}

std::uint32_t Story::write(Case& c, const core::Command& command, Instant at) {
  return pen_.write(command, actor(c), at);
}

void Story::fact(Case& c, promises::Trigger trigger, Instant at) {
  write(c, core::RecordFact{c.matter, trigger}, at);
}

void Story::plan(What what, std::uint32_t index, Instant at) {
  Task task;
  task.at = std::max(at, floor_);
  task.what = what;
  task.index = index;
  agenda_.add(task);
}

void Story::plan_visit(What what, const Wish& wish, Instant at, Day day) {
  Task task;
  task.at = std::max(at, floor_);
  task.what = what;
  task.index = wish.index;
  task.given = wish.given;
  task.team = wish.team;
  task.step = wish.step;
  task.day = day;
  agenda_.add(task);
}

MatterId Story::receive(const Contact& contact, DocumentId words) {
  core::ReceiveContact command;
  command.channel = contact.channel;
  command.about = contact.about;
  command.person = PersonId{contact.person};
  command.language = contact.language;
  command.interpreter = contact.interpreter;
  command.reach = contact.reach;
  command.area = places_.area(contact.area);
  command.age = contact.age;
  command.words = words;
  if (contact.team != nowhere) command.team = places_.team(contact.team);

  Case c;
  c.team = contact.team != nowhere ? contact.team : places_.desk(contact.area);
  const core::Actor staff = someone(c.team);
  const bool by_staff = contact.channel == Channel::phone || contact.channel == Channel::walk_in ||
                        contact.channel == Channel::letter || contact.channel == Channel::professional;
  const core::Actor resident{core::ActorKind::resident, {}, {}};
  c.matter = MatterId{pen_.write(command, by_staff ? staff : resident, contact.at)};
  c.opened = c.ready = contact.at;
  c.named_later = contact.named_later;
  c.staff = staff.staff;
  c.asked = contact.asked;
  c.area = contact.area;
  c.language = contact.language;
  c.channel = contact.channel;
  c.young = contact.age.known() && contact.age.years < 23;
  c.with_interpreter = contact.interpreter == core::Interpreter::yes;
  const auto index = static_cast<std::uint32_t>(cases_.size());
  cases_.push_back(c);
  ++report_.matters;
  ++report_.by_channel[static_cast<std::size_t>(contact.channel)];
  const bool here = contact.channel == Channel::phone || contact.channel == Channel::walk_in ||
                    contact.channel == Channel::chat;
  (here ? desks_[c.team].here : desks_[c.team].waiting).push_back(index);
  if (!here && chance_.yes(0.05)) plan(What::repeat, index, office_after(contact.at, 0.2 + chance_.unit()));
  return c.matter;
}

void Story::begin_day(Day day) {
  today_ = day;
  if (!calendar_.is_working_day(day)) return;
  const bool monday = (day.n + 3) % 7 == 0;
  const calendar::OfficeHours hours = calendar_.parameters().office;
  const double quarters = (hours.close_s - hours.open_s) / 900.0;
  for (Desk& desk : desks_) {
    const double present = 0.96 + 0.08 * chance_.unit();  // somebody is ill, somebody helps out
    const double share = desk.factor * present * (monday ? answers_on_monday : answers_on_other_days);
    // A few more than the share: in a small county chance alone would fill the queues.
    desk.per_quarter = (desk.mean * share + 3) / quarters;
    desk.credit = 0;
  }
  serve_waiting_lists(day);
}

void Story::work(Instant from, Instant end) {
  const Day day = calendar::local_day(from);
  const Instant opening = calendar::at_local(day, calendar_.parameters().office.open_s);
  Task task;
  if (day != today_ && end > opening) {
    while (agenda_.next(opening, task)) happen(task);
    begin_day(day);
  }
  while (agenda_.next(end, task)) happen(task);
  if (calendar_.opening_at_or_after(from) == from) work_desks(from, end);
  while (agenda_.next(end, task)) happen(task);
}

void Story::happen(const Task& task) {
  Case& c = cases_[task.index];
  if (c.closed && task.what != What::reopen) return;
  switch (task.what) {
    case What::back_to_desk:
      c.ready = task.at;
      desks_[c.team].waiting.push_front(task.index);
      return;
    case What::accept:
      return accept(task);
    case What::decline:
      return decline(task);
    case What::visit:
      return visit(task);
    case What::unit_cancels:
    case What::person_cancels:
      return cancelled(task);
    case What::book_again:
      return find_time({task.index, task.step, task.given, task.team, calendar::local_day(task.at) + 1},
                       task.at);
    case What::forecast:
      return fact(c, promises::Trigger::forecast_recorded, task.at);
    case What::begin_assessment:
      return begin_assessment(task);
    case What::make_decision:
      return make_decision(task);
    case What::finish:
      return finish(task.index, c.open_steps == 0 ? CloseReason::care_given : CloseReason::none, task.at);
    case What::reopen:
      return reopen(task);
    case What::repeat:
      pen_.write(core::RepeatContact{c.matter, chance_.yes(0.7) ? Channel::phone : Channel::message, {}},
                 someone(c.team), std::max(task.at, c.opened));
      ++report_.repeats;
      return;
  }
}

void Story::finish(std::uint32_t index, CloseReason reason, Instant at) {
  Case& c = cases_[index];
  if (c.closed || c.open_steps > 0 || reason == CloseReason::none) return;
  write(c, core::CloseMatter{c.matter, reason}, at);
  c.closed = true;
  if (!c.reopened && reason != CloseReason::not_reached && chance_.yes(reopened_share))
    plan(What::reopen, index, office_after(at, 2 + 8 * chance_.unit()));
}

std::uint32_t Story::open_matters() const {
  return static_cast<std::uint32_t>(std::ranges::count(cases_, false, &Case::closed));
}

}  // namespace vuoro::demo
