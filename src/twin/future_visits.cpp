#include <algorithm>
#include <cmath>

#include "calendar/zone.hpp"
#include "twin/future.hpp"

/// Steps: finding a time, coming or not, giving a time back.
namespace vuoro::twin {

namespace {

using core::ActorKind;

constexpr core::Actor machine{ActorKind::system, {}, {}};
constexpr core::Actor resident{ActorKind::resident, {}, {}};
constexpr int most_tries = 6;  ///< Of times that overlap another of the person's.
constexpr std::chrono::minutes between_tries{35};
constexpr std::chrono::minutes soonest{60};  ///< From the booking to a time in slots.
const Span always{calendar::first_known_day, calendar::last_known_day};
const Wish in_a_week{5, 0, 9 * 3600, 30, core::Mode::visit};

std::uint32_t packed(CareKey key) {
  return std::uint32_t{key.team.n} << 16U | key.service.n;
}

}  // namespace

std::uint32_t Future::care_of(CareKey key) {
  const auto index = static_cast<std::uint32_t>(cares_.size());
  const auto [known, fresh] = care_index_.try_emplace(packed(key), index);
  if (!fresh) return known->second;
  Care care;
  care.key = key;
  care.misses = habits_.all_misses.mean();
  care.rooms.push_back({index, always});
  cares_.push_back(std::move(care));
  in_turn_.push_back(index);
  return index;
}

double Future::capacity(CareKey key) const {
  const auto known = care_index_.find(packed(key));
  return known == care_index_.end() ? 0 : cares_[known->second].per_day;
}

const Wish& Future::wish_of(const Visit& v) const {
  const Care& care = cares_[v.care];
  if (care.habits == nullptr || care.habits->wishes.empty()) return in_a_week;
  const auto& wishes = care.habits->wishes;
  const double u = unit_of(v, Purpose::lead, 0, v.tries);
  return wishes[std::min(wishes.size() - 1,
                         static_cast<std::size_t>(u * static_cast<double>(wishes.size())))];
}

/// The first so many working days, those of July as the part of an ordinary one that they are.
double Future::ordinary_days(int working_days) const {
  if (working_days <= 0 || ordinary_days_.empty()) return working_days;
  const auto known = std::min(ordinary_days_.size(), static_cast<std::size_t>(working_days));
  return ordinary_days_[known - 1] + (working_days - static_cast<double>(known));
}

/// Visit times of the first so many working days.
double Future::times_upto(const Care& care, int working_days) const {
  double sum = care.in_slots() ? 0 : care.per_day * ordinary_days(working_days);
  for (const Care::Added& one : care.added)
    sum += one.per_day * std::clamp(working_days - one.from, 0, std::max(0, one.until - one.from));
  return sum;
}

/// Visit times of the day that nobody has. Capacity of 2.4 a day is 2 or 3 in turn.
int Future::room_on(const Care& care, Day day) const {
  const int nth = calendar().working_days_between(first_day_, day);
  const auto upto = [&](int n) { return static_cast<int>(std::floor(times_upto(care, n))); };
  const auto index = static_cast<std::size_t>(day - first_day_);
  const int taken = index < care.taken.size() ? care.taken[index] : 0;
  return upto(nth + 1) - upto(nth) - taken;
}

/// The first time that suits; when there is none within the window, the step waits. Where all who wait are
/// given times together in the morning, only who needs a time today, and finds one, does not.
void Future::find_time(std::uint32_t visit) {
  const Wish& wish = wish_of(visits_[visit]);
  ++visits_[visit].tries;
  // A week with a holiday puts what is booked ahead off by a day, as it does desks and limits.
  const Day from = calendar().add_working_days(calendar::local_day(now_), wish.working_days);
  const bool waits = by_policy(cares_[visits_[visit].care]) &&
                     !(from == calendar::local_day(now_) && free_today(visits_[visit]));
  if (waits || !book(visit, from, wish)) cares_[visits_[visit].care].waiting.push_back({visit, from});
}

bool Future::book(std::uint32_t visit, Day from, const Wish& wish) {
  Visit& v = visits_[visit];
  if (!cares_[v.care].limited()) {
    if (!book_freely(v, from, wish)) return false;
  } else {
    const auto slot = first_slot(v, from);
    const auto beside = day_beside(v, from);
    const bool in_slot = slot && (!beside || calendar::local_day(slot->row->begin.instant()) <= beside->day);
    if (!(in_slot ? book_in_slots(v, *slot) : beside && book_beside(v, *beside, wish))) return false;
  }
  booked_now(visit);
  return true;
}

void Future::booked_now(std::uint32_t visit) {
  visits_[visit].booked = now_;
  ++visits_[visit].round;
  plan_fate(visit, 1);
}

/// Of the published times that are theirs, the first.
std::optional<core::FreeTime> Future::first_slot(const Visit& v, Day from) const {
  std::optional<core::FreeTime> first;
  for (const Care::Room& room : cares_[v.care].rooms) {
    const auto found = free_slots(v, room, from, calendar::last_known_day - 1, 1);
    if (!found.empty() && (!first || found.front().row->begin < first->row->begin)) first = found.front();
  }
  return first;
}

/// Published times of one room from a day to a last one, the first so many.
std::vector<core::FreeTime> Future::free_slots(const Visit& v, const Care::Room& room, Day from, Day last,
                                               std::size_t most) const {
  const Care& care = cares_[room.care];
  if (!care.in_slots()) return {};
  core::TimeWish wanted;
  wanted.step = v.step;
  wanted.teams = std::span(&care.key.team, 1);
  wanted.from = std::max(now_ + soonest, calendar::at_local(std::max(from, room.when.from), 0));
  wanted.until = calendar::at_local(std::min(last + 1, room.when.until), 0);
  wanted.most = most;
  return times_.free(wanted, now_);
}

bool Future::book_in_slots(Visit& v, const core::FreeTime& time) {
  core::BookTimes command;
  command.step = v.step;
  static_cast<void>(command.slots.add(time.slot));
  v.beside = false;
  v.begin = time.row->begin.instant();
  v.minutes = time.row->minutes;
  v.day = calendar::local_day(v.begin);
  return ask(command, machine).has_value();
}

/// The first working day within the window that has room and time enough left.
std::optional<Future::Beside> Future::day_beside(const Visit& v, Day from) const {
  const Care& care = cares_[v.care];
  if (std::ranges::none_of(care.rooms, [&](const Care::Room& r) { return cares_[r.care].has_days(); }))
    return std::nullopt;
  const Day today = calendar::local_day(now_);
  const Day last =
      std::max(today + care.habits->window, calendar().next_working_day_on_or_after(std::max(from, today)));
  for (Day day = first_day_beside(from); day <= last; day = calendar().add_working_days(day, 1)) {
    if (const auto room = room_beside(care, day)) return Beside{day, *room};
  }
  return std::nullopt;
}

/// Not today when the day is nearly over.
Day Future::first_day_beside(Day from) const {
  const Day today = calendar::local_day(now_);
  const Day day = calendar().next_working_day_on_or_after(std::max(from, today));
  const bool over = day == today && calendar::local_day(now_ + soonest) != today;
  return over ? calendar().add_working_days(day, 1) : day;
}

/// Of the days' times that are theirs, the care that has one on the day: their own first.
std::optional<std::uint32_t> Future::room_beside(const Care& care, Day day) const {
  const auto room = std::ranges::find_if(care.rooms, [&](const Care::Room& r) {
    return r.when.holds(day) && cares_[r.care].has_days() && room_on(cares_[r.care], day) > 0;
  });
  return room == care.rooms.end() ? std::nullopt : std::optional{room->care};
}

/// Where no limit is known: as the record's people did.
bool Future::book_freely(Visit& v, Day from, const Wish& wish) {
  v.beside = false;
  if (wish.working_days == 0) return book_at(v, now_ + std::chrono::seconds{wish.later}, wish);
  return book_on(v, first_day_beside(from), wish);
}

bool Future::book_beside(Visit& v, const Beside& beside, const Wish& wish) {
  if (!book_on(v, beside.day, wish)) return false;
  v.beside = true;
  v.room = beside.room;
  std::vector<std::uint16_t>& taken = cares_[beside.room].taken;
  const auto index = static_cast<std::size_t>(beside.day - first_day_);
  if (taken.size() <= index) taken.resize(index + 1);
  ++taken[index];
  return true;
}

bool Future::book_on(Visit& v, Day day, const Wish& wish) {
  Instant begin = calendar::at_local(day, wish.second);
  if (day == calendar::local_day(now_)) begin = std::max(begin, now_ + soonest);
  return book_at(v, begin, wish);
}

bool Future::book_at(Visit& v, Instant begin, const Wish& wish) {
  for (int attempt = 0; attempt < most_tries; ++attempt) {
    if (ask(core::BookStep{v.step, begin, wish.minutes, wish.mode}, machine)) {
      v.begin = begin;
      v.minutes = wish.minutes;
      v.day = calendar::local_day(begin);
      return true;
    }
    begin = begin + between_tries;
  }
  return false;
}

/// Whether and when the booking is given back. `left`: which part of the lead is still to come.
void Future::plan_fate(std::uint32_t visit, double left) {
  const Visit& v = visits_[visit];
  const Care& care = cares_[v.care];
  const double u = unit_of(v, Purpose::fate, 2, v.round);
  const double unit_cancels = care.unit_cancels * left;
  if (u < unit_cancels + care.person_cancels * left) {
    visits_[visit].by = u < unit_cancels ? core::CancelledBy::unit : core::CancelledBy::person;
    double part = unit_of(v, Purpose::cancelled, 0, v.round);
    if (care.habits != nullptr && !care.habits->cancelled.empty() && left >= 1) {
      const auto& when = care.habits->cancelled;
      part = static_cast<double>(
          when[std::min(when.size() - 1, static_cast<std::size_t>(part * static_cast<double>(when.size())))]);
    }
    const auto after_now = static_cast<std::int64_t>(part * static_cast<double>(v.begin.s - now_.s));
    return plan(std::min(now_.s + after_now, v.begin.s - 60), What::cancel, visit, v.round);
  }
  plan(v.begin.s + v.minutes * 60, What::visit, visit, v.round);
}

/// Each morning those who wait are given what is free, the longest wait first.
void Future::serve_lists() {
  const Day tomorrow = calendar::local_day(now_) + 1;
  give_times();
  for (const std::uint32_t one : in_turn_) {
    Care& care = cares_[one];
    if (by_policy(care)) continue;
    while (!care.waiting.empty()) {
      const Waiting first = care.waiting.front();
      Wish wish = wish_of(visits_[first.visit]);
      wish.working_days = 1;
      if (!book(first.visit, std::max(first.from, tomorrow), wish)) break;
      care.waiting.pop_front();
    }
  }
}

void Future::visit_time(std::uint32_t visit) {
  Visit& v = visits_[visit];
  const Care& care = cares_[v.care];
  const int lead = std::max(0, v.day - calendar::local_day(v.booked));
  const double misses = care.misses * lead_factor_[lead_class(lead)];
  if (unit_of(v, Purpose::show, 0, v.round) < misses) {
    static_cast<void>(ask(core::MissStep{v.step}, machine));
    return step_over(visit, core::StepState::missed);
  }
  double u = unit_of(v, Purpose::outcome, 0, v.round);
  auto outcome = core::Outcome::helped;
  if (care.habits != nullptr && care.habits->counts->held > 0) {
    u *= care.habits->counts->held;
    for (std::size_t o = 1; o < care.habits->outcomes.size() && u >= 0; ++o) {
      outcome = static_cast<core::Outcome>(o);
      u -= care.habits->outcomes[o];
    }
  }
  static_cast<void>(ask(core::CompleteStep{v.step, outcome}, machine));
  step_over(visit, core::StepState::done);
}

void Future::cancel(std::uint32_t visit) {
  Visit& v = visits_[visit];
  std::vector<std::uint16_t>& taken = cares_[v.room].taken;
  const bool own = v.by == core::CancelledBy::person;
  static_cast<void>(ask(core::CancelBooking{v.step, v.by}, own ? resident : machine));
  ++v.round;
  const auto index = static_cast<std::size_t>(std::max(0, v.day - first_day_));
  if (v.beside && index < taken.size() && taken[index] > 0 && v.day - calendar::local_day(now_) >= 2)
    --taken[index];
  if (unit_of(v, Purpose::outcome, 1, v.round) < gives_up_) {
    static_cast<void>(ask(core::RefuseStep{v.step}, machine));
    return step_over(visit, core::StepState::refused);
  }
  find_time(visit);
}

/// The step is over: what comes next is what came after such steps before.
void Future::step_over(std::uint32_t visit, core::StepState state) {
  Visit& v = visits_[visit];
  ++v.round;
  Case& c = cases_[v.who];
  if (c.open_steps > 0) --c.open_steps;
  const CareKey key = cares_[v.care].key;
  const Anchor anchor{Anchor::Kind::step, state, c.open_steps == 0, key.team, key.service};
  const Stretch* stretch = pick(anchor, unit(c.key, Purpose::template_of, 1, ++c.picks));
  c.last = now_;
  if (stretch == nullptr) return close(v.who, core::CloseReason::care_given);
  const std::uint32_t who = v.who;
  follow(who, *stretch);
  advance(who);
}

}  // namespace vuoro::twin
