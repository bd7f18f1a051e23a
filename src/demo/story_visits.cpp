#include <algorithm>

#include "calendar/zone.hpp"
#include "demo/story.hpp"

/// Steps: proposing, booking, visits held and missed, and what follows them.
namespace vuoro::demo {

using core::CloseReason;
using promises::Domain;
using promises::Trigger;

namespace {

constexpr int first_visit_at = 8 * 3600;
constexpr int visiting_minutes = 450;
/// Of the published times every so many stays free, for whoever books in Vuoro.
constexpr std::uint32_t one_left_of = 6;
/// Published times looked at for one visit.
constexpr std::size_t looked_at = 12;

}  // namespace

Slots* Story::slots(std::uint16_t given, std::uint16_t team) {
  auto& found = slots_[given * places_.teams() + team];
  return found ? &*found : nullptr;
}

void Story::propose(std::uint32_t index, std::uint16_t given, Instant at, Instant due,
                    double not_before_days) {
  Case& c = cases_[index];
  const Given& g = places_.given()[given];
  const StepId step{write(c, core::ProposeStep{c.matter, g.service, due}, at)};
  if (chance_.yes(0.015)) {
    write(c, core::RefuseStep{step}, at);
    return finish(index, CloseReason::person_withdrew, at + std::chrono::seconds{60});
  }
  ++c.open_steps;
  double days = std::max(not_before_days, chance_.lognormal(g.supply->median_days, g.supply->sigma));
  // Those under 23 have a week by law after a nurse's word: they are mostly seen first.
  if (c.young && g.doctor && chance_.yes(0.8)) days = std::min(days, 4.0);
  const bool far = c.language == core::Language::of("ar") || c.language == core::Language::of("so");
  if (far && c.with_interpreter) days += interpreter_delay_days;
  const Day from = calendar::local_day(at) + 1 + static_cast<int>(std::min(days, 150.0));
  find_time({index, step, given, Places::provider(g, c.team), from}, at);
}

void Story::find_time(Wish wish, Instant at) {
  const Given& g = places_.given()[wish.given];
  if (g.same_day) return book_same_day(wish, at);
  Slots* const times = slots(wish.given, wish.team);
  const Day last = calendar::local_day(at) + g.supply->window_days;
  const auto slot = times == nullptr ? std::nullopt : times->take(wish.from, last);
  if (slot) return book(wish, *slot, at);
  waiting_[wish.given * places_.teams() + wish.team].push_back(wish);
}

std::optional<core::FreeTime> Story::published(const Wish& wish, Day day, Instant at) {
  const TeamId team = places_.team(wish.team);
  const core::Times times(pen_.transaction().state(), setting_, viewer_);
  core::TimeWish asked;
  asked.step = wish.step;
  asked.teams = {&team, 1};
  asked.from = calendar::at_local(day, 0);
  asked.until = calendar::at_local(day + 1, 0);
  asked.most = looked_at;
  for (const core::FreeTime& time : times.free(asked, at)) {
    if (time.slot.n % one_left_of != 0) return time;
  }
  return std::nullopt;
}

bool Story::book_published(const Wish& wish, Day day, Instant at) {
  const auto time = published(wish, day, at);
  if (!time) return false;
  const Instant begin = time->row->begin.instant();
  const int minutes = time->row->minutes;
  core::SlotList slots;
  slots.add(time->slot);
  write(cases_[wish.index], core::BookTimes{wish.step, slots}, at);
  plan_after_booking(wish, day, begin, minutes, at);
  return true;
}

void Story::book(const Wish& wish, const Slots::Slot& slot, Instant at) {
  if (book_published(wish, slot.day, at)) return;
  const int minutes = places_.given()[wish.given].minutes;
  const int per_room = std::max(1, visiting_minutes / minutes);
  const Instant first =
      calendar::at_local(slot.day, first_visit_at + (slot.position % per_room) * minutes * 60);
  // Somebody with two visits on one day gets the second at another hour.
  for (int shift = 0; shift < 14; ++shift) {
    const Instant begin = first + std::chrono::minutes{35 * shift};
    if (write_booking(wish, begin, at)) return plan_after_booking(wish, slot.day, begin, minutes, at);
  }
  slots(wish.given, wish.team)->give_back(slot.day);
  plan_visit(What::book_again, wish, office_after(at, 1));
}

void Story::book_same_day(const Wish& wish, Instant at) {
  const int asked_at = calendar::second_of_day(at);
  const Day today = calendar::local_day(at);
  if (asked_at <= 15 * 3600 && book_published(wish, today, at)) return;
  Instant begin = calendar::at_local(today, std::min(asked_at / 900 * 900 + 3600, 23 * 3600));
  if (asked_at > 15 * 3600)
    begin = office(calendar::at_local(today + 1, 8 * 3600)) + std::chrono::minutes{15 * chance_.below(8)};
  for (int shift = 0; shift < 14; ++shift) {
    if (write_booking(wish, begin, at))
      return plan_after_booking(wish, calendar::local_day(begin), begin, places_.given()[wish.given].minutes,
                                at);
    begin = begin + std::chrono::minutes{35};
  }
  plan_visit(What::book_again, wish, office_after(at, 1));
}

bool Story::write_booking(const Wish& wish, Instant begin, Instant at) {
  const Given& g = places_.given()[wish.given];
  Case& c = cases_[wish.index];
  const core::Mode mode = chance_.yes(0.75) ? g.mode : g.other_mode;
  return pen_.book({wish.step, begin, g.minutes, mode}, actor(c), at);
}

void Story::plan_after_booking(const Wish& wish, Day day, Instant begin, int minutes, Instant at) {
  const Instant end = begin + std::chrono::minutes{minutes};
  const std::int64_t wait = (begin - at).count();
  const double fate = chance_.unit();
  const Instant eve = calendar::at_local(day - 1, 13 * 3600 + static_cast<int>(chance_.below(7200)));
  if (wait > 14 * 86'400 && chance_.yes(0.08))
    plan(What::repeat, wish.index,
         office_after(at, 3 + chance_.unit() * static_cast<double>(wait) / 86'400 / 2));
  if (fate < unit_cancels && eve > at) return plan_visit(What::unit_cancels, wish, eve, day);
  if (fate < unit_cancels + person_cancels && wait > 2 * 86'400) {
    const auto when = static_cast<std::int64_t>(chance_.unit() * static_cast<double>(wait - 86'400));
    return plan_visit(What::person_cancels, wish, at + std::chrono::seconds{when}, day);
  }
  plan_visit(What::visit, wish, end, day);
}

void Story::serve_waiting_lists(Day day) {
  // Each morning the desk gives the newly opened times to those who have waited longest.
  Instant at = calendar::at_local(day, calendar_.parameters().office.open_s);
  for (std::size_t list = 0; list < waiting_.size(); ++list) {
    auto& waiting = waiting_[list];
    while (!waiting.empty()) {
      const Wish wish = waiting.front();
      const Given& g = places_.given()[wish.given];
      Slots* const times = slots(wish.given, wish.team);
      if (times == nullptr) break;
      const auto slot = times->take(std::max(wish.from, day + 1), day + g.supply->window_days);
      if (!slot) break;
      waiting.pop_front();
      book(wish, *slot, at);
    }
  }
}

void Story::visit(const Task& task) {
  if (chance_.yes(no_show)) return missed(task);
  Case& c = cases_[task.index];
  const Given& g = places_.given()[task.given];
  core::Outcome outcome = core::Outcome::helped;
  const double u = chance_.unit();
  if (u < 0.20) outcome = core::Outcome::follow_up_needed;
  if (u < 0.06) outcome = core::Outcome::not_helped;
  if (u < 0.03) outcome = core::Outcome::moved_to_other_service;
  write(c, core::CompleteStep{task.step, outcome}, task.at);
  --c.open_steps;
  ++report_.visits;
  if (social(c) && g.supply->service != "needs-assessment" && !g.implements)
    fact(c, Trigger::decision_implemented, task.at);
  after_visit(task);
}

void Story::after_visit(const Task& task) {
  Case& c = cases_[task.index];
  const Given& g = places_.given()[task.given];
  const Instant later = task.at + std::chrono::seconds{300};
  if (g.supply->service == "needs-assessment") {
    if (chance_.yes(decisions_after_assessment))
      return plan(What::make_decision, task.index, office_after(task.at, chance_.lognormal(5, 0.7)));
    return finish(task.index, CloseReason::advice_was_enough, later);
  }
  if (g.supply->service == "rehabilitation-assessment") return plan_rehabilitation(task.index, later);
  if (g.next != nowhere && chance_.yes(g.supply->next_share)) {
    const Given& next = places_.given()[g.next];
    if (next.doctor && !g.doctor) fact(c, Trigger::doctor_need_found, task.at);
    if (next.dentist && !g.dentist) fact(c, Trigger::dentist_need_found, task.at);
    return propose(task.index, g.next, later, core::no_due);
  }
  if (c.open_steps > 0) return;
  if (chance_.yes(0.85)) return finish(task.index, CloseReason::care_given, later);
  plan(What::finish, task.index, office_after(task.at, 1 + 13 * chance_.unit()));
}

void Story::missed(const Task& task) {
  Case& c = cases_[task.index];
  write(c, core::MissStep{task.step}, task.at);
  --c.open_steps;
  ++report_.no_shows;
  if (chance_.yes(0.72))
    return propose(task.index, task.given, task.at + std::chrono::seconds{600}, core::no_due);
  plan(What::finish, task.index, office_after(task.at, 1 + 5 * chance_.unit()));
}

void Story::cancelled(const Task& task) {
  Case& c = cases_[task.index];
  const bool by_unit = task.what == What::unit_cancels;
  write(c, core::CancelBooking{task.step, by_unit ? core::CancelledBy::unit : core::CancelledBy::person},
        task.at);
  Slots* const times = slots(task.given, task.team);
  if (!by_unit && times != nullptr) times->give_back(task.day);
  const Wish wish{task.index, task.step, task.given, task.team, calendar::local_day(task.at) + 2};
  const double u = chance_.unit();
  if (by_unit && u < 0.25) {  // no new time was found: the step waits unbooked
    waiting_[wish.given * places_.teams() + wish.team].push_back(wish);
  } else if (by_unit || u < 0.7) {
    plan_visit(What::book_again, wish, task.at + std::chrono::seconds{600 + chance_.below(3600)});
  } else {
    write(c, core::RefuseStep{task.step}, task.at);
    --c.open_steps;
    finish(task.index, u < 0.85 ? CloseReason::person_withdrew : CloseReason::need_lapsed, task.at);
  }
}

void Story::begin_assessment(const Task& task) {
  fact(cases_[task.index], Trigger::assessment_started, task.at);
  propose(task.index, places_.given_index("needs-assessment"), task.at, core::no_due);
}

void Story::make_decision(const Task& task) {
  Case& c = cases_[task.index];
  fact(c, Trigger::decision_made, task.at);
  const Asked& asked = places_.asked()[c.asked];
  propose(task.index, asked.offers[0], task.at + std::chrono::seconds{60},
          c.opened + std::chrono::hours{24 * 90});
}

void Story::plan_rehabilitation(std::uint32_t index, Instant at) {
  const auto in_days = [&](int days) { return at + std::chrono::hours{24 * days}; };
  propose(index, places_.given_index("rehabilitation-course"), at, in_days(35));
  if (cases_[index].closed) return;
  if (chance_.yes(0.6)) propose(index, places_.given_index("occupational-therapy"), at, in_days(56), 28);
  if (cases_[index].closed) return;
  if (chance_.yes(0.4)) propose(index, places_.given_index("home-rehabilitation"), at, in_days(70), 45);
}

void Story::reopen(const Task& task) {
  Case& c = cases_[task.index];
  c.closed = false;
  c.reopened = true;
  write(c, core::ReopenMatter{c.matter, core::ReopenReason::need_returned}, task.at);
  const Domain holder = need(c).holder;
  if (c.assessed && holder == Domain::health)
    return propose(task.index, places_.given_index("nurse-phone"), task.at, core::no_due);
  if (c.assessed && holder == Domain::oral)
    return propose(task.index, places_.given_index("dentist"), task.at, core::no_due);
  plan(What::finish, task.index, office_after(task.at, 2 + 6 * chance_.unit()));
}

}  // namespace vuoro::demo
