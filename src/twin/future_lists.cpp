#include <algorithm>
#include <map>

#include "calendar/zone.hpp"
#include "core/view.hpp"
#include "planner/live_matter.hpp"
#include "twin/future.hpp"

/// Mornings on which all who wait are given times together: by urgency, or by the planner.
namespace vuoro::twin {

namespace {

using How = Alterations::Booking::How;

constexpr core::Actor machine{core::ActorKind::system, {}, {}};
constexpr std::chrono::minutes soonest{60};  ///< From the morning's round to a time of the same day.
constexpr int noon = 12 * 3600;
/// Times beyond one for everybody who waits, so that there is a choice of professionals.
constexpr std::size_t to_choose_from = 40;

}  // namespace

/// Those of one care who wait, and the times that could be theirs.
struct Future::Morning {
  /// A published slot, or so many times of a day that are not in slots.
  struct Time {
    std::optional<core::FreeTime> slot;
    Beside beside;
  };
  std::vector<Waiting> waiting;  ///< By matter of the problem.
  std::vector<Time> times;       ///< By slot of the problem.
  planner::Problem problem;
  Day last;  ///< No time after it is given yet.
  std::map<std::uint32_t, std::uint32_t> of_slot;
  std::map<std::pair<std::uint32_t, Day>, std::uint32_t> of_day;  ///< By room and day.
  std::map<Day, std::vector<std::uint32_t>> from_day;  ///< Times for those whom no sooner day suits.

  std::uint32_t add(Time time, const planner::OpenSlot& slot) {
    times.push_back(time);
    problem.slots.push_back(slot);
    return static_cast<std::uint32_t>(times.size() - 1);
  }
};

bool Future::by_policy(const Care& care) const {
  return alterations_.booking.how != How::recorded && care.limited();
}

bool Future::free_today(const Visit& v) const {
  const Day today = calendar::local_day(now_);
  const auto slot = first_slot(v, today);
  if (slot && calendar::local_day(slot->row->begin.instant()) == today) return true;
  const auto beside = day_beside(v, today);
  return beside && beside->day == today;
}

void Future::give_times() {
  if (alterations_.booking.how == How::recorded) return;
  const content::Planning& planning = *alterations_.booking.planning;
  const planner::Rules rules = planner::rules_of(planning);
  planner::LiveReader reader(ground_.state(), setting_, planning, now_);
  for (const std::uint32_t one : in_turn_) {
    Care& care = cares_[one];
    if (by_policy(care) && !care.waiting.empty()) give_times(care, reader, rules);
  }
}

void Future::give_times(Care& care, planner::LiveReader& reader, const planner::Rules& rules) {
  const Day today = calendar::local_day(now_);
  Morning morning;
  morning.last = today + std::min<int>(alterations_.booking.planning->days_ahead, care.habits->window);
  for (const Care::Room& room : care.rooms)
    morning.problem.teams =
        std::max(morning.problem.teams, static_cast<std::uint16_t>(cares_[room.care].key.team.n + 1));
  morning.problem.languages_of_worker = reader.languages_of_worker();
  std::deque<Waiting> later;
  for (Waiting w : care.waiting) {
    w.from = std::max(w.from, today);
    (w.from > morning.last ? later.push_back(w) : morning.waiting.push_back(w));
  }
  for (const Waiting& w : morning.waiting) {
    if (!morning.from_day.contains(w.from)) offer_times(care, w.from, morning);
  }
  if (morning.times.empty()) return;
  std::vector<planner::Pair>& pairs = morning.problem.only.emplace();
  for (std::uint32_t i = 0; i < morning.waiting.size(); ++i) {
    const StepId step = visits_[morning.waiting[i].visit].step;
    const core::StepRow& row = whole_.steps()[step.n];
    const core::MatterRow& matter = whole_.matters()[row.matter.n];
    const core::Waiting waits{step, &row, row.matter, &matter, times_.at_stake(step), nullptr};
    morning.problem.matters.push_back(reader.matter(waits, times_.continuity(row.matter)));
    for (const std::uint32_t time : morning.from_day[morning.waiting[i].from]) {
      // Only people of the record are known by who they are, and can be elsewhere at that time.
      const auto& slot = morning.times[time].slot;
      if (matter.person && slot && !times_.fits(step, slot->slot, now_)) continue;
      pairs.push_back({i, time});
    }
  }
  std::ranges::sort(pairs);
  pairs.erase(std::ranges::unique(pairs).begin(), pairs.end());
  for (std::size_t t = 0; t < morning.times.size(); ++t) {
    const auto& [slot, beside] = morning.times[t];
    planner::OpenSlot& open = morning.problem.slots[t];
    if (slot) {
      open = reader.slot(*slot->row, slot->row->capacity);
    } else {
      const Care& room = cares_[beside.room];
      open.begin = reader.minute(core::Moment::of(calendar::at_local(beside.day, noon)));
      open.team = room.key.team.n;
      open.places = static_cast<std::uint16_t>(room_on(room, beside.day));
    }
  }
  const planner::Assignment given = alterations_.booking.how == How::planned
                                        ? planner::assign(morning.problem, rules)
                                        : planner::soonest_due_first(morning.problem, rules);
  care.waiting.clear();
  for (std::size_t i = 0; i < morning.waiting.size(); ++i) {
    const std::uint32_t time = given.slot_of[i];
    if (time == planner::no_slot || !take_time(morning.waiting[i], morning, time))
      care.waiting.push_back(morning.waiting[i]);
  }
  care.waiting.insert(care.waiting.end(), later.begin(), later.end());
}

/// The soonest times from a day on: one for everybody who waits – others take no more of them – and some to
/// choose from.
void Future::offer_times(const Care& care, Day from, Morning& morning) const {
  std::vector<std::uint32_t>& offered = morning.from_day[from];
  const std::size_t wanted = morning.waiting.size() + to_choose_from;
  const Visit& first = visits_[morning.waiting.front().visit];
  for (const Care::Room& room : care.rooms) {
    for (const core::FreeTime& time : free_slots(first, room, from, morning.last, wanted)) {
      const auto [at, fresh] = morning.of_slot.emplace(time.slot.n, 0);
      if (fresh) at->second = morning.add({time, {}}, {});
      offered.push_back(at->second);
    }
    if (cares_[room.care].has_days()) offer_days(room, from, wanted, morning);
  }
}

void Future::offer_days(const Care::Room& room, Day from, std::size_t wanted, Morning& morning) const {
  std::size_t places = 0;
  for (Day day = first_day_beside(std::max(from, room.when.from));
       day <= morning.last && room.when.holds(day) && places < wanted;
       day = calendar().add_working_days(day, 1)) {
    const int free = room_on(cares_[room.care], day);
    if (free <= 0) continue;
    places += static_cast<std::size_t>(free);
    const auto [at, fresh] = morning.of_day.try_emplace({room.care, day}, 0);
    if (fresh) at->second = morning.add({std::nullopt, {day, room.care}}, {});
    morning.from_day[from].push_back(at->second);
  }
}

/// @return Whether the core accepted it; otherwise the step waits on.
bool Future::take_time(const Waiting& waits, const Morning& morning, std::uint32_t time) {
  Visit& v = visits_[waits.visit];
  const auto& [slot, beside] = morning.times[time];
  if (!(slot ? book_in_slots(v, *slot) : book_beside(v, beside, wish_of(v)))) return false;
  booked_now(waits.visit);
  return true;
}

}  // namespace vuoro::twin
