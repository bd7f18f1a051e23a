#include <gtest/gtest.h>

#include <deque>

#include "twin/small_county.hpp"

/// Who was not helped turns to the county again: the matter is reopened, and in futures as often as it was.
namespace vuoro::twin::testing {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;

struct Back {
  Day day;
  MatterId matter;
};

/// Six a working day are given advice, and every third comes back after three working days.
void advise(SmallCounty& small, Day first, Day end) {
  const calendar::Calendar calendar = calendar::Calendar::finnish();
  const auto close = [&](MatterId matter, Instant at) {
    small.give(core::CloseMatter{matter, core::CloseReason::advice_was_enough}, at);
  };
  std::deque<Back> back;
  int nth = 0;
  for (Day day = first; day < end; day = day + 1) {
    if (!calendar.is_working_day(day)) continue;
    const Instant nine = calendar::at_local(day, 9 * 3600);
    for (; !back.empty() && back.front().day <= day; back.pop_front()) {
      small.give(core::ReopenMatter{back.front().matter, core::ReopenReason::need_returned}, nine);
      close(back.front().matter, nine + seconds{30});
    }
    for (int i = 0; i < 6; ++i) {
      const Instant at = nine + minutes{10 + i};
      const MatterId matter = small.contact(at);
      small.assess(matter, at + seconds{5});
      close(matter, at + seconds{90});
      if (++nth % 3 == 0) back.push_back({calendar.add_working_days(day, 3), matter});
    }
  }
}

TEST(ComingBack, HappensInAFutureAsOftenAndAsLateAsItDid) {
  SmallCounty small;
  const Day end = day_of(2026, 3, 30);
  advise(small, day_of(2026, 2, 2), end);
  const auto county = small.unfitted(calendar::at_local(end, 0));
  const auto habits = fit(small.past(), county->start, county->setting, viewer());
  ASSERT_TRUE(habits.ok()) << habits.error().what;
  county->habits = *habits;
  const auto whole = core::Whole::open(county->start, viewer());
  const std::size_t known = whole->matters().size();
  const Day last = end + 28;
  const calendar::Calendar calendar = calendar::Calendar::finnish();
  std::map<std::uint32_t, Day> closed;
  double could = 0, back = 0;
  for (std::uint32_t number = 0; number < 10; ++number) {
    Future future(*county, viewer(), seed(), number);
    future.ground().tell([&](const core::State&, const core::Event& e, const core::Stamp& stamp) {
      const Day today = calendar::local_day(stamp.at);
      if (const auto* one = std::get_if<core::MatterClosed>(&e)) {
        closed[one->matter.n] = today;
        could += one->matter.n > known && calendar.add_working_days(today, 3) < last ? 1 : 0;
      }
      const auto* one = std::get_if<core::MatterReopened>(&e);
      if (one == nullptr || one->matter.n <= known) return;
      back += 1;
      EXPECT_EQ(calendar.add_working_days(closed[one->matter.n], 3), today);
    });
    future.run(calendar::at_local(last, 0));
  }
  // Whoever came back closes once more.
  EXPECT_GT(could, 500);
  EXPECT_NEAR(back / (could - back), 1.0 / 3, 0.08);
}

}  // namespace
}  // namespace vuoro::twin::testing
