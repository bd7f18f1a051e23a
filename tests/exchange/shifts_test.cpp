// Shifts become slots: on the clock also when the clock changes, once however often they are told.
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <set>

#include "calendar/zone.hpp"
#include "core/codec.hpp"
#include "core/invariants.hpp"
#include "exchange/house_for_tests.hpp"
#include "exchange/import_shifts.hpp"
#include "exchange/publish_shifts.hpp"
#include "exchange/shift_county.hpp"
#include "exchange/shift_row.hpp"

namespace vuoro::exchange {
namespace {

using ledger::must;
using ledger::Scratch;
using Counts = std::map<std::string, std::uint64_t>;

constexpr int hour = 3600;
constexpr int half = 1800;

Shift shift_on(Day day, int from, int until, std::uint16_t minutes) {
  return {"nurse-1", "desk-korso", "nurse-visit", "", day, from, until, {minutes, 1, core::Mode::visit}};
}

/// "08:00 08:30": when the times begin on the Finnish clock.
std::string clocks(const Shift& shift) {
  std::string text;
  for (const SlotRun& run : runs_of(shift)) {
    for (int i = 0; i < run.count; ++i) {
      const Instant at{run.begin.s + std::int64_t{i} * shift.shape.minutes * 60};
      const int second = calendar::second_of_day(at);
      text += fmt::format("{}{:02}:{:02}", text.empty() ? "" : " ", second / hour, second / 60 % 60);
    }
  }
  return text;
}

TEST(Runs, KeepToTheClock) {
  const Day plain = day_of(2026, 3, 2);
  const Day spring = day_of(2026, 3, 29);   // 03:00 becomes 04:00
  const Day autumn = day_of(2026, 10, 25);  // 04:00 becomes 03:00
  const struct {
    const char* why;
    Shift shift;
    std::size_t runs;
    const char* clocks;
  } rows[] = {
      {"an ordinary morning is one run", shift_on(plain, 8 * hour, 10 * hour, 30), 1,
       "08:00 08:30 09:00 09:30"},
      {"what is left over stays free", shift_on(plain, 8 * hour, 9 * hour + 1000, 30), 1, "08:00 08:30"},
      {"until midnight", shift_on(plain, 23 * hour, 24 * hour, 30), 1, "23:00 23:30"},
      {"not even one fits", shift_on(plain, 8 * hour, 8 * hour + half - 60, 30), 0, ""},
      {"no length, no times", shift_on(plain, 8 * hour, 9 * hour, 0), 0, ""},
      {"the skipped hour has no times", shift_on(spring, 2 * hour, 5 * hour, 30), 1,
       "02:00 02:30 04:00 04:30"},
      {"a time into the skipped hour keeps its length", shift_on(spring, 1 * hour + half, 6 * hour, 90), 2,
       "01:30 04:30"},
      {"it never overlaps the next", shift_on(spring, 2 * hour + half, 6 * hour, 45), 2, "02:30 04:45"},
      {"a shift that ends in the skipped hour", shift_on(spring, 2 * hour, 3 * hour + half, 60), 1, "02:00"},
      {"after the change the clock goes on", shift_on(spring, 8 * hour, 9 * hour, 30), 1, "08:00 08:30"},
      {"the repeated hour has times once", shift_on(autumn, 2 * hour, 5 * hour, 30), 2,
       "02:00 02:30 03:00 03:30 04:00 04:30"},
      {"a whole autumn day", shift_on(autumn, 0, 24 * hour, 240), 2, "00:00 04:00 08:00 12:00 16:00 20:00"},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.why);
    EXPECT_EQ(clocks(row.shift), row.clocks);
    EXPECT_EQ(runs_of(row.shift).size(), row.runs);
  }
}

RC_GTEST_PROP(Runs, NeverOverlapNorLeaveTheShiftWhateverTheDay, ()) {
  const Day day =
      *rc::gen::element(day_of(2026, 3, 29), day_of(2027, 3, 28), day_of(2026, 10, 25), day_of(2026, 6, 1));
  const int from = *rc::gen::inRange(0, 5 * 60) * 60;
  const int until = *rc::gen::inRange(from / 60, 24 * 60 + 1) * 60;
  const Shift shift = shift_on(day, from, until, *rc::gen::inRange<std::uint16_t>(5, 180));
  const Instant open = calendar::at_local(day, from);
  const Instant close = until == 24 * hour ? calendar::at_local(day + 1, 0) : calendar::at_local(day, until);
  Instant free = open;
  for (const SlotRun& run : runs_of(shift)) {
    for (int i = 0; i < run.count; ++i) {
      const Instant begin{run.begin.s + std::int64_t{i} * shift.shape.minutes * 60};
      RC_ASSERT(begin >= free);
      RC_ASSERT((calendar::second_of_day(begin) - from) % (shift.shape.minutes * 60) == 0);
      free = begin + std::chrono::minutes{shift.shape.minutes};
    }
  }
  RC_ASSERT(free <= std::max(close, open));
}

TEST(Clock, IsReadAsShiftSystemsWriteIt) {
  const struct {
    const char* text;
    std::optional<int> second;
  } rows[] = {{"08:00", 8 * hour},
              {"8:00", 8 * hour},
              {"8.30", 8 * hour + half},
              {"08:30:00", 8 * hour + half},
              {"24:00", 24 * hour},
              {"24:01", {}},
              {"08:00:30", {}},
              {"25:00", {}},
              {"08:60", {}},
              {"8", {}},
              {"", {}},
              {":00", {}},
              {"08:0", {}},
              {"-8:00", {}},
              {"08:00 ", {}},
              {"008:00", {}},
              {"08.00:00", {}},
              {"8 :00", {}}};
  for (const auto& row : rows) EXPECT_EQ(read_clock(row.text), row.second) << row.text;
}

/// Every run of slots in the ledger's order.
std::vector<core::SlotsPublished> published(live::Driver& driver) {
  std::vector<core::SlotsPublished> all;
  must(driver.ledger().replay(1, driver.ledger().head().seq,
                              [&](ledger::Seq, std::span<const std::byte> body) -> Status {
                                const auto entry = core::decode(body);
                                if (!entry) return entry.error();
                                if (const auto* e = std::get_if<core::SlotsPublished>(&entry->event))
                                  all.push_back(*e);
                                return Unit{};
                              }));
  return all;
}

class Templates : public testing::Test {
 protected:
  Templates() { must(install_shift_county(house.driver())); }
  PublishReport publish(Day from, int days) {
    return must(publish_templates(house.driver(), county, from, days));
  }
  Scratch scratch;
  House house{scratch / "county"};
  content::County county = shift_county();
};

TEST_F(Templates, AWeekOfShiftsBecomesSlots) {
  const auto report = publish(day_of(2026, 2, 2), 7);  // a Monday
  EXPECT_EQ(report.added.shifts, 12U) << "2 workers on 5 days, a course, a Saturday";
  EXPECT_EQ(report.added.slots, 2U * 5 * 7 + 1 + 6);
  EXPECT_EQ(report.there.shifts + report.refused.shifts + report.on_holidays, 0U);
  const auto runs = published(house.driver());
  ASSERT_EQ(runs.size(), 12U);
  const auto reading = house.driver().read();
  const auto& state = reading.state();
  EXPECT_TRUE(core::violations(state, calendar::Calendar::finnish()).empty());
  EXPECT_EQ(state.term_text(core::TermKind::worker, runs[0].worker.n), "nurse-1");
  EXPECT_EQ(state.term_text(core::TermKind::team, runs[0].team.n), "desk-korso");
  EXPECT_EQ(runs[0].begin, calendar::at_local(day_of(2026, 2, 2), 8 * hour));
  EXPECT_EQ(runs[0].count, 7);
  EXPECT_EQ(runs[0].minutes, 30);
  EXPECT_EQ(runs[0].every, 30);
  EXPECT_FALSE(runs[0].room);
  const auto course = std::ranges::find_if(runs, [](const auto& e) { return e.capacity == 10; });
  ASSERT_NE(course, runs.end());
  EXPECT_EQ(course->mode, core::Mode::group);
  EXPECT_EQ(state.term_text(core::TermKind::room, course->room.n), "Sali");
}

TEST_F(Templates, ASecondRunAddsNothing) {
  publish(day_of(2026, 2, 2), 14);
  const auto before = house.hash();
  house.reopen();
  must(install_shift_county(house.driver()));
  const auto again = publish(day_of(2026, 2, 2), 14);
  EXPECT_EQ(again.added.shifts, 0U);
  EXPECT_EQ(again.there.shifts, 24U);
  EXPECT_EQ(again.there.slots, 2U * (2 * 5 * 7 + 1 + 6));
  EXPECT_EQ(house.hash(), before);
  const auto further = publish(day_of(2026, 2, 9), 14);
  EXPECT_EQ(further.added.shifts, 12U);
  EXPECT_EQ(further.there.shifts, 12U);
}

TEST_F(Templates, HolidaysAreLeftOut) {
  const auto christmas = publish(day_of(2026, 12, 21), 7);  // Fri 25 and Sat 26 December are holidays
  EXPECT_EQ(christmas.on_holidays, 3U) << "two nurses on Friday, one on Saturday";
  EXPECT_EQ(christmas.added.shifts, 9U);
  for (const auto& run : published(house.driver())) {
    const Day day = calendar::local_day(run.begin);
    EXPECT_NE(day, day_of(2026, 12, 25));
    EXPECT_NE(day, day_of(2026, 12, 26));
  }
}

TEST_F(Templates, SummerTimeMovesTheInstantAndNotTheClock) {
  publish(day_of(2026, 3, 23), 14);
  std::set<int> clock;
  std::set<std::int64_t> of_day;
  for (const auto& run : published(house.driver())) {
    if (run.minutes != 30) continue;
    clock.insert(calendar::second_of_day(run.begin));
    of_day.insert(run.begin.s % 86'400);
  }
  EXPECT_EQ(clock, std::set<int>{8 * hour});
  EXPECT_EQ(of_day.size(), 2U) << "in winter 6:00, in summer 5:00 UTC";
}

TEST_F(Templates, WhatIsInTheWayIsToldAndTheRestGoesIn) {
  publish(day_of(2026, 2, 2), 7);
  county.shifts[0].from = 7 * hour;
  const auto changed = publish(day_of(2026, 2, 2), 8);
  EXPECT_EQ(changed.refused.shifts, 10U);
  EXPECT_EQ(changed.refused.slots, 90U);
  EXPECT_EQ(changed.refused_by_code, (Counts{{"slots-overlap", 10}}));
  EXPECT_EQ(changed.added.shifts, 3U) << "the Monday after, whole";
  EXPECT_EQ(changed.there.shifts, 2U);
  ASSERT_EQ(changed.reasons.size(), 10U);
  EXPECT_TRUE(changed.reasons[0].starts_with(
      "nurse-1 2026-02-02 07:00–11:30 nurse-visit: the worker has other times then"))
      << changed.reasons[0];
}

TEST_F(Templates, AFileAndATemplateOfTheSameShiftAreOne) {
  publish(day_of(2026, 2, 2), 7);
  const auto file = written(scratch / "s.csv",
                            "worker,team,date,from,until,type\nnurse-1,desk-korso,2.2.2026,8.00,11.30,"
                            "nurse-visit\n");
  const auto report = must(import_shifts(house.driver(), county, file, ',', {}));
  EXPECT_EQ(report.repeated, 1U);
  EXPECT_EQ(report.accepted, 0U);
}

}  // namespace
}  // namespace vuoro::exchange
