#include "twin/future.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "calendar/zone.hpp"

/// A future's days: who comes, what is published, and what happens in order.
namespace vuoro::twin {

namespace {

constexpr int quarter = 900;

bool later(const auto& a, const auto& b) {
  return a.at != b.at ? a.at > b.at : a.order > b.order;
}

}  // namespace

const Alterations Future::unaltered{};

Future::Future(const LiveCounty& county, const Viewer& viewer, std::uint64_t seed, std::uint32_t number,
               const Alterations& alterations)
    : county_(county),
      habits_(*county.habits),
      past_(*county.habits->past),
      alterations_(alterations),
      setting_(alterations.setting ? *alterations.setting : county.setting),
      streams_(seed, number),
      ground_(county.start, setting_, viewer),
      whole_(core::Whole::open(ground_.state(), viewer).value()),
      times_(ground_.state(), setting_, viewer),
      first_day_(calendar::local_day(county.now)),
      now_(county.now) {}

void Future::run(Instant until) {
  until_ = until;
  choose_parameters();
  publish(first_day_);
  take_over();
  begin_day(first_day_);
  while (const auto task = next_task()) {
    now_ = Instant{task->at};
    happen(*task);
  }
  now_ = until_;
}

/// Most of what is planned is weeks away: only today's is kept in order.
std::optional<Future::Task> Future::next_task() {
  while (turned_ == agenda_.size() && soon_.empty()) {
    if (today_ >= later_days_.size()) return std::nullopt;
    agenda_ = std::move(later_days_[today_]);
    later_days_[today_] = {};
    turned_ = 0;
    sort_by_time(agenda_, county_.now + std::chrono::hours{24 * today_});
    ++today_;
  }
  if (turned_ == agenda_.size() || (!soon_.empty() && later(agenda_[turned_], soon_.front()))) {
    std::ranges::pop_heap(soon_, later<Task, Task>);
    const Task task = soon_.back();
    soon_.pop_back();
    return task;
  }
  fetch_ahead();
  return agenda_[turned_++];
}

/// Tasks stand in the order in which they were planned, so a stable sort by time is enough: by the lower and
/// then the upper nine bits of the seconds since `midnight`. O(tasks).
void Future::sort_by_time(std::vector<Task>& tasks, Instant midnight) {
  constexpr int bits = 9;
  static_assert(1 << (2 * bits) > calendar::seconds_per_day);
  sorting_.resize(tasks.size());
  for (const int shift : {0, bits}) {
    const auto digit = [&](const Task& task) {
      return static_cast<std::size_t>((task.at - midnight.s) >> shift) & ((1U << bits) - 1);
    };
    std::array<std::uint32_t, (1U << bits) + 1> begins{};
    for (const Task& task : tasks) ++begins[digit(task) + 1];
    std::partial_sum(begins.begin(), begins.end(), begins.begin());
    for (const Task& task : tasks) sorting_[begins[digit(task)]++] = task;
    tasks.swap(sorting_);
  }
}

/// What was planned today for today joins the agenda: who will contact is known at midnight.
void Future::put_in_order() {
  std::ranges::sort(soon_, [](const Task& a, const Task& b) { return later(b, a); });
  sorting_.clear();
  std::ranges::merge(std::span(agenda_).subspan(turned_), soon_, std::back_inserter(sorting_),
                     [](const Task& a, const Task& b) { return later(b, a); });
  agenda_.swap(sorting_);
  soon_.clear();
  turned_ = 0;
}

void Future::happen(const Task& task) {
  switch (task.what) {
    case What::day:
      return begin_day(calendar::local_day(now_));
    case What::tick:
      return work_desks();
    case What::lists:
      return serve_lists();
    case What::contact:
      return contact(task.who);
    case What::deed:
      if (cases_[task.who].round == task.round) advance(task.who);
      return;
    case What::accept_offer:
      return accept_offer(task.who);
    case What::visit:
      if (visits_[task.who].round == task.round) visit_time(task.who);
      return;
    case What::cancel:
      if (visits_[task.who].round == task.round) cancel(task.who);
      return;
  }
}

void Future::plan(std::int64_t at, What what, std::uint32_t who, std::uint16_t round) {
  if (at >= until_.s) return;
  const Task task{std::max(at, now_.s), ++order_, who, round, what};
  const auto day = static_cast<std::size_t>((task.at - county_.now.s) / calendar::seconds_per_day);
  if (day >= today_) {
    if (later_days_.size() <= day) later_days_.resize(day + 1);
    return later_days_[day].push_back(task);
  }
  soon_.push_back(task);
  std::ranges::push_heap(soon_, later<Task, Task>);
}

double Future::unit_of(const Visit& v, Purpose purpose, std::uint16_t place, std::uint16_t attempt) const {
  return unit(cases_[v.who].key, purpose, place, (std::uint32_t{v.nth} << 16U) | attempt);
}

double Future::unit(std::uint32_t entity, Purpose purpose, std::uint16_t place, std::uint32_t attempt) const {
  return streams_.unit(entity, purpose, place, attempt);
}

core::Actor Future::staff(TeamId team) const {
  return {core::ActorKind::staff, StaffId{team.n * 10U + 1U}, team};
}

std::optional<std::uint32_t> Future::ask(const core::Command& command, const core::Actor& actor) {
  return ground_.ask(command, actor, now_);
}

std::uint64_t Future::refusals() const {
  const std::size_t publishing = core::Command{core::PublishSlots{}}.index();
  std::uint64_t sum = 0;
  for (std::size_t i = 0; i < ground_.refused().size(); ++i)
    sum += i == publishing ? 0 : ground_.refused()[i];
  return sum;
}

void Future::begin_day(Day day) {
  plan(calendar::at_local(day + 1, 0).s, What::day, 0, 0);
  if (day != first_day_) publish(day);
  arriving_.clear();
  draw_contacts(day);
  plan_office(day);
  put_in_order();
}

void Future::plan_office(Day day) {
  if (!calendar().is_working_day(day)) return;
  const calendar::OfficeHours hours = calendar().parameters().office;
  const Instant open = calendar::at_local(day, hours.open_s);
  if (open >= now_) plan(open.s, What::lists, 0, 0);
  const std::int64_t close = calendar::at_local(day, hours.close_s).s;
  for (std::int64_t at = open.s + quarter; at <= close; at += quarter) {
    if (at > now_.s) plan(at - 1, What::tick, 0, 0);
  }
  open_desks(day);
}

/// Somebody is ill, somebody helps out: a day's speed differs as past days' did, and is as like the working
/// day before as those were (an autoregression of the first order).
void Future::open_desks(Day day) {
  const std::size_t c = day_class(calendar(), day) == 0 ? 0 : 1;
  const double fresh = std::sqrt(1 - persistence_ * persistence_);
  const Known standard{0, 1};
  for (std::uint16_t n = 1; n < desks_.size(); ++n) {
    Desk& desk = desks_[n];
    const double drawn = standard.at(unit(static_cast<std::uint32_t>(day.n), Purpose::speed, n));
    desk.deviations = persistence_ * desk.deviations + fresh * drawn;
    desk.today = desk.per_hour[c] * std::clamp(1 + desk.day_to_day[c] * desk.deviations, 0.5, 1.5) *
                 habits_.year.desks(day) * alterations_.speed_of(TeamId{n}, day);
    desk.credit = 0;
  }
}

/// As the server does each morning: what the weekly templates give, so far ahead as the county says.
void Future::publish(Day today) {
  const auto& all = county_.publishing;
  while (published_ < all.size() && all[published_].day < today + county_.published_days) {
    const core::PublishSlots& slots = all[published_++].slots;
    if (slots.begin > now_) static_cast<void>(ask(slots, {core::ActorKind::system, {}, slots.team}));
  }
}

void Future::draw_contacts(Day day) {
  const std::size_t kind = day_class(calendar(), day);
  const double weeks = (day - first_day_) / 7.0;
  const bool working = calendar().is_working_day(day);
  const int part = habits_.year.on(day);
  const double in_part = part < 0 ? 1 : part_contacts_[static_cast<std::size_t>(part)];
  for (std::uint16_t n = 1; n < desks_.size(); ++n) {
    const Desk& desk = desks_[n];
    const double mean = desk.contacts[kind] * std::exp(growth_ * weeks) * in_part * county_.demand *
                        alterations_.demand_of(TeamId{n}, day);
    const double digital = alterations_.digital_of(TeamId{n}, day);
    const auto entity = static_cast<std::uint32_t>(day.n);
    const std::uint32_t count = count_at(mean, desk.dispersion, unit(entity, Purpose::count, n));
    for (std::uint32_t i = 0; i < count; ++i) {
      const Anchor anchor{Anchor::Kind::contact, {}, working, TeamId{n}, {}};
      const Stretch* stretch = pick(anchor, unit(entity, Purpose::template_of, n, i));
      if (stretch == nullptr) break;
      const int second = past_.asked()[stretch->asked].second / quarter * quarter +
                         static_cast<int>(unit(entity, Purpose::moment, n, i) * quarter);
      const Instant at = calendar::at_local(day, std::min(second, calendar::seconds_per_day - 1));
      if (at < county_.now) continue;
      plan(at.s, What::contact, static_cast<std::uint32_t>(arriving_.size()), 0);
      const bool solved = unit(entity, Purpose::digital, n, i) < digital;
      if (const Stretch* other = solved ? solved_without_visit(anchor, entity, i) : nullptr; other != nullptr)
        stretch = other;
      const auto key = static_cast<std::uint32_t>(unit(entity, Purpose::person, n, i) * 0x1p32);
      arriving_.push_back({*stretch, TeamId{n}, key});
    }
  }
}

/// A past contact of the same desk that came to an end without any visit; nothing when none is drawn.
const Stretch* Future::solved_without_visit(const Anchor& anchor, std::uint32_t entity, std::uint32_t nth) {
  constexpr std::uint32_t tries = 64;
  for (std::uint32_t i = 1; i <= tries; ++i) {
    const Stretch* one = pick(anchor, unit(entity, Purpose::digital, anchor.team.n, nth + (i << 20U)));
    if (one != nullptr && past_.solved_without_visit(*one)) return one;
  }
  return nullptr;
}

void Future::contact(std::uint32_t arriving) {
  const auto [stretch, team, key] = arriving_[arriving];
  const Asked& asked = past_.asked()[stretch.asked];
  core::ReceiveContact command;
  command.channel = asked.channel;
  command.about = asked.about;
  command.language = asked.language;
  command.interpreter = asked.interpreter;
  command.reach = asked.reach;
  command.area = asked.area;
  command.age = asked.age;
  command.team = alterations_.instead_of(team, asked.area, calendar::local_day(now_));
  const auto matter = ask(command, {core::ActorKind::resident, {}, {}});
  if (!matter) return;
  Case c;
  c.matter = MatterId{*matter};
  c.holder = command.team;
  c.key = key;
  c.last = now_;
  c.at_once = habits_.at_once[static_cast<std::size_t>(asked.channel)];
  const auto who = static_cast<std::uint32_t>(cases_.size());
  cases_.push_back(c);
  follow(who, stretch);
  advance(who);
}

}  // namespace vuoro::twin
