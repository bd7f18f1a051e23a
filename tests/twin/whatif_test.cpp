#include "twin/whatif.hpp"

#include <algorithm>
#include <fstream>

#include "core/snapshot.hpp"
#include "core/view.hpp"
#include "twin/six_wait.hpp"

/// Changes to a county as it stands, beside doing nothing.
namespace vuoro::twin::testing {
namespace {

const Span always{calendar::first_known_day, calendar::last_known_day};

Changes more_times(CareKey care, double per_week) {
  Changes changes;
  changes.name = "more";
  changes.alterations.capacity.push_back({care, always, per_week, 0});
  changes.by_visit.push_back({0, 85});
  return changes;
}

WhatIfPlan plan_of(int weeks, std::uint32_t futures, unsigned threads = 2) {
  WhatIfPlan how;
  how.weeks = weeks;
  how.seed = seed();
  how.futures = futures;
  how.threads = threads;
  return how;
}

const QueueEffect& queue_of(const PlanEffect& plan, CareKey care) {
  return *std::ranges::find(plan.queues, care, &QueueEffect::key);
}

/// On Wednesday 14 January two times a day are free from Thursday on. Thursday: the 7th (due on Wednesday,
/// late) and one of the 8th. Friday: both of the 5th (due on Tuesday). Monday: the 9th and the other of the
/// 8th, both late.
TEST(WhatIf, SixWhoWaitComeOutAsByHand) {
  SmallCounty small(day_of(2026, 1, 5));
  six_wait(small);
  const auto county = small.unfitted(calendar::at_local(day_of(2026, 1, 14), 0));
  county->habits = nobody_but_those_here(small, false, 2);
  const std::vector<Changes> plans = {more_times(small.care(), 10), more_times(small.care(), 20)};
  const WhatIf what = what_if(*county, viewer(), plans, plan_of(1, 3));
  ASSERT_EQ(what.plans.size(), 3U);
  struct Row {
    const char* why;
    double broken, change, cost;
    Day zero;
  };
  const std::array<Row, 3> rows = {
      Row{"two a day", 3, 0, 0, day_of(2026, 1, 20)},
      Row{"four a day: Thursday takes the 5th too, Friday the rest; the other of the 8th is late", 2, -1, 850,
          day_of(2026, 1, 17)},
      Row{"six a day: all on Thursday", 1, -2, 1700, day_of(2026, 1, 16)}};
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const PlanEffect& plan = what.plans[i];
    const QueueEffect& queue = queue_of(plan, small.care());
    EXPECT_DOUBLE_EQ(plan.broken.under.mean, rows[i].broken) << rows[i].why;
    EXPECT_DOUBLE_EQ(queue.broken.change, rows[i].change) << rows[i].why;
    EXPECT_DOUBLE_EQ(queue.broken.half, 0) << rows[i].why;
    EXPECT_DOUBLE_EQ(plan.cost.mean, rows[i].cost) << rows[i].why;
    EXPECT_EQ(queue.debt_now, 2) << rows[i].why;
    EXPECT_EQ(queue.zero.middle, rows[i].zero) << rows[i].why;
    EXPECT_EQ(queue.zero.low, queue.zero.high) << rows[i].why;
    EXPECT_EQ(plan.refusals, 0U) << rows[i].why;
  }
}

TEST(WhatIf, TimesAreAddedBesidePublishedSlots) {
  SmallCounty small(day_of(2026, 1, 5));
  six_wait(small);
  for (const unsigned day : {15U, 16U, 19U})
    small.publish(calendar::at_local(day_of(2026, 1, day), 10 * 3600), 2);
  const auto county = small.unfitted(calendar::at_local(day_of(2026, 1, 14), 0));
  county->habits = nobody_but_those_here(small, true, 0);
  const std::vector<Changes> plans = {more_times(small.care(), 10)};
  const WhatIf what = what_if(*county, viewer(), plans, plan_of(1, 2));
  EXPECT_EQ(queue_of(what.plans[0], small.care()).zero.middle, Day{day_of(2026, 1, 20)});
  EXPECT_EQ(queue_of(what.plans[1], small.care()).zero.middle, Day{day_of(2026, 1, 17)});
}

TEST(WhatIf, TimesInShiftsAreOnlyAddedByNumber) {
  SmallCounty small(day_of(2026, 1, 5));
  six_wait(small);
  const auto county = small.unfitted(calendar::at_local(day_of(2026, 1, 14), 0));
  county->habits = nobody_but_those_here(small, true, 0);
  content::PlannedChange change;
  change.kind = content::ChangeKind::capacity;
  change.team = county->start.term_text(core::TermKind::team, small.team().n);
  change.service = county->start.term_text(core::TermKind::service, small.service().n);
  const auto code = [&](double amount, content::AmountUnit unit) {
    change.amount = amount;
    change.unit = unit;
    const auto changes = changes_of("x", std::span(&change, 1), *county);
    return changes ? std::string{} : changes.error().at(0).code;
  };
  EXPECT_EQ(code(5, content::AmountUnit::visits_a_week), "");
  EXPECT_EQ(code(-5, content::AmountUnit::visits_a_week), "in-slots");
  EXPECT_EQ(code(5, content::AmountUnit::percent), "in-slots");
  EXPECT_EQ(code(-5, content::AmountUnit::percent), "in-slots");
}

/// Weeks come to the whole, and what a queue is now is read from the county.
TEST(WhatIf, WeeksComeToTheWhole) {
  SmallCounty small(day_of(2026, 1, 5));
  six_wait(small);
  const auto county = small.unfitted(calendar::at_local(day_of(2026, 1, 14), 0));
  county->habits = nobody_but_those_here(small, false, 2);
  std::uint32_t told = 0;
  WhatIfPlan how = plan_of(2, 3, 1);
  how.told = [&](std::uint32_t lived, std::uint32_t all) {
    EXPECT_EQ(lived, ++told);
    EXPECT_EQ(all, 6U);
  };
  const WhatIf what = what_if(*county, viewer(), std::vector{more_times(small.care(), 10)}, how);
  EXPECT_EQ(told, 6U);
  for (const PlanEffect& plan : what.plans) {
    const QueueEffect& queue = queue_of(plan, small.care());
    ASSERT_EQ(queue.broken_weeks.size(), 2U);
    ASSERT_EQ(plan.broken_weeks.size(), 2U);
    EXPECT_DOUBLE_EQ(queue.broken_weeks[0].mean + queue.broken_weeks[1].mean, queue.broken.under.mean);
    EXPECT_DOUBLE_EQ(plan.broken_weeks[0].mean + plan.broken_weeks[1].mean, plan.broken.under.mean);
    EXPECT_DOUBLE_EQ(queue.queue_weeks[1].mean, queue.queue.under.mean);
    EXPECT_DOUBLE_EQ(queue.debt_weeks[1].mean, queue.debt.under.mean);
    EXPECT_EQ(queue.queue_now, 6);
    EXPECT_EQ(queue.debt_allowed, 0);
  }
}

TEST(WhatIf, MoreTimesNeverGiveALaterDateWithoutDebt) {
  SmallCounty small(day_of(2026, 1, 5));
  six_wait(small);
  const auto county = small.unfitted(calendar::at_local(day_of(2026, 1, 15), 0));
  auto habits = std::make_shared<Habits>(*nobody_but_those_here(small, false, 1));
  habits->care.at(small.care()).per_day = {1, 0.4};  // every future believes in another capacity
  county->habits = habits;
  std::vector<Changes> plans;
  for (const double more : {1, 2, 4, 8, 16, 32}) plans.push_back(more_times(small.care(), more));
  const WhatIf what = what_if(*county, viewer(), plans, plan_of(6, 20));
  const auto day_of_zero = [](const std::optional<Day>& day) {
    return day.value_or(calendar::last_known_day);
  };
  for (std::size_t i = 1; i < what.plans.size(); ++i) {
    const ZeroDate& less = queue_of(what.plans[i - 1], small.care()).zero;
    const ZeroDate& more = queue_of(what.plans[i], small.care()).zero;
    EXPECT_LE(day_of_zero(more.low), day_of_zero(less.low)) << i;
    EXPECT_LE(day_of_zero(more.middle), day_of_zero(less.middle)) << i;
    EXPECT_LE(day_of_zero(more.high), day_of_zero(less.high)) << i;
  }
  EXPECT_LT(day_of_zero(queue_of(what.plans.back(), small.care()).zero.middle),
            day_of_zero(queue_of(what.plans.front(), small.care()).zero.middle));
}

TEST(WhatIf, NoChangeIsExactlyDoingNothing) {
  SmallCounty small;
  small.live({}, seed());
  const auto county = small.county();
  Changes idle = more_times(small.care(), 0);
  idle.alterations.speed.push_back({small.team(), always, 0});
  idle.alterations.demand.push_back({{}, always, 0});
  idle.alterations.digital.push_back({small.team(), always, 0});
  Changes over = more_times(small.care(), 100);
  over.alterations.capacity[0].when = {calendar::first_known_day, calendar::local_day(county->now)};
  const WhatIf what = what_if(*county, viewer(), std::vector{idle, over}, plan_of(3, 6));
  ForecastPlan plan;
  plan.weeks = 3;
  plan.seed = seed();
  plan.replications = 6;
  EXPECT_EQ(what.plans[0].broken.under.mean, forecast(*county, viewer(), plan).all.mean);
  for (const PlanEffect& one : what.plans) {
    EXPECT_EQ(one.broken.change, 0.0);
    EXPECT_EQ(one.broken.half, 0.0);
    for (const QueueEffect& q : one.queues) {
      EXPECT_EQ(q.queue.change, 0.0);
      EXPECT_EQ(q.waited.change, 0.0);
      EXPECT_EQ(q.waited.half, 0.0);
    }
  }
  const auto hash = [&](const Alterations& alterations) {
    Future future(*county, viewer(), seed(), 2, alterations);
    future.run(county->now + std::chrono::hours{24 * 14});
    return core::hash_of(future.ground().state());
  };
  EXPECT_EQ(hash({}), hash(idle.alterations));
  EXPECT_NE(hash({}), hash(more_times(small.care(), 100).alterations));
}

struct Counted {
  std::size_t matters = 0, steps = 0;
};
Counted lived(const LiveCounty& county, const Alterations& alterations) {
  Future future(county, viewer(), seed(), 1, alterations);
  future.run(county.now + std::chrono::hours{24 * 28});
  const auto whole = core::Whole::open(future.ground().state(), viewer());
  const auto before = core::Whole::open(county.start, viewer());
  return {whole->matters().size() - before->matters().size(), whole->steps().size() - before->steps().size()};
}

TEST(WhatIf, DemandAndDigitalSharesDoWhatTheySay) {
  SmallCounty small;
  small.live({}, seed());
  const auto county = small.county();
  const Counted as_is = lived(*county, {});
  ASSERT_GT(as_is.steps, 20U);
  Alterations none;
  none.demand.push_back({{}, always, -1});
  EXPECT_EQ(lived(*county, none).matters, 0U);
  Alterations twice;
  twice.demand.push_back({small.team(), always, 1});
  EXPECT_NEAR(static_cast<double>(lived(*county, twice).matters) / static_cast<double>(as_is.matters), 2,
              0.3);
  Alterations digital;
  digital.digital.push_back({small.team(), always, 1});
  const Counted solved = lived(*county, digital);
  EXPECT_EQ(solved.matters, as_is.matters) << "the same people come";
  EXPECT_EQ(solved.steps, 0U) << "and nobody needs a visit";
  Alterations elsewhere;
  elsewhere.demand.push_back({TeamId{99}, always, 1});
  EXPECT_EQ(lived(*county, elsewhere).matters, as_is.matters);
}

TEST(WhatIf, AFasterDeskHelpsAndASlowerOneHinders) {
  SmallCounty small;
  small.live({}, seed());
  const auto county = small.county();
  auto habits = std::make_shared<Habits>(*county->habits);
  for (Rate& one : habits->teams.at(small.team()).per_hour) one = {110, 100, 1.1, 1, 1};  // just enough
  habits->at_once.fill(false);
  county->habits = habits;
  const auto speed = [&](double part) {
    Changes changes;
    changes.alterations.speed.push_back({small.team(), always, part});
    return changes;
  };
  const WhatIf what = what_if(*county, viewer(), std::vector{speed(0.5), speed(-0.5)}, plan_of(4, 10));
  const CareKey desk{small.team(), {}};
  EXPECT_LT(queue_of(what.plans[1], desk).waited.change, 0);
  EXPECT_GT(queue_of(what.plans[2], desk).queue.change, 10);
}

TEST(WhatIf, TheNumberOfThreadsChangesNoBit) {
  SmallCounty small;
  small.live({}, seed());
  const auto county = small.county();
  const std::vector<Changes> plans = {more_times(small.care(), 3)};
  const WhatIf one = what_if(*county, viewer(), plans, plan_of(2, 5, 1));
  const WhatIf many = what_if(*county, viewer(), plans, plan_of(2, 5, 4));
  for (std::size_t p = 0; p < 2; ++p) {
    EXPECT_EQ(one.plans[p].commands, many.plans[p].commands);
    ASSERT_EQ(one.plans[p].queues.size(), many.plans[p].queues.size());
    for (std::size_t q = 0; q < one.plans[p].queues.size(); ++q)
      EXPECT_EQ(one.plans[p].queues[q].waited.change, many.plans[p].queues[q].waited.change);
  }
}

TEST(ZeroDate, SharesThatDoNotGetThereLeaveTheEndOpen) {
  const Day first{day_of(2026, 5, 20)};
  const auto of = [&](int there, int not_there) {
    std::vector<std::optional<int>> days(static_cast<std::size_t>(not_there));
    for (int i = 0; i < there; ++i) days.emplace_back(i);
    return zero_date(days, first);
  };
  const ZeroDate all = of(10, 0);
  EXPECT_DOUBLE_EQ(all.within, 1);
  EXPECT_EQ(all.low, first);
  EXPECT_EQ(all.middle, first + 4);
  EXPECT_EQ(all.high, first + 8);
  const ZeroDate most = of(8, 2);
  EXPECT_DOUBLE_EQ(most.within, 0.8);
  EXPECT_EQ(most.middle, first + 4);
  EXPECT_FALSE(most.high);
  EXPECT_FALSE(of(0, 5).low);
  EXPECT_FALSE(zero_date({}, first).low);
}

TEST(ZeroDate, IsTheFirstMidnightWithAtMostSoManyOverdue) {
  const std::vector<std::int32_t> overdue = {9, 4, 5, 2, 0, 3};
  EXPECT_EQ(first_without_debt(overdue, 0), 4);
  EXPECT_EQ(first_without_debt(overdue, 4), 1);
  EXPECT_EQ(first_without_debt(overdue, 9), 0);
  EXPECT_FALSE(first_without_debt(std::vector<std::int32_t>{3, 2, 1}, 0));
  EXPECT_FALSE(first_without_debt({}, 5));
}

class ChangeFile : public ::testing::Test {
 protected:
  ChangeFile() {
    small_.live({}, seed());
    county_ = small_.county();
    team_ = county_->start.term_text(core::TermKind::team, small_.team().n);
    service_ = county_->start.term_text(core::TermKind::service, small_.service().n);
  }
  Result<Changes, content::ContentErrors> read(std::string text) {
    const auto put = [&](std::string_view mark, const std::string& code) {
      for (auto at = text.find(mark); at != std::string::npos; at = text.find(mark))
        text.replace(at, mark.size(), code);
    };
    put("RULE", county_->setting.pack.rules()[0].code);
    put("TEAM", team_);
    put("SERVICE", service_);
    const auto file = std::filesystem::path(::testing::TempDir()) / "change.toml";
    std::ofstream(file) << text;
    return load_changes(file, *county_);
  }

  SmallCounty small_;
  std::shared_ptr<LiveCounty> county_;
  std::string team_;
  std::string service_;
};

TEST_F(ChangeFile, EveryTableIsRead) {
  const auto read_one = read(R"(name = "More in the spring"
source = "the board of 3 March"

[[capacity]]
team = "TEAM"
service = "SERVICE"
from = 2026-04-06
until = 2026-05-31
visits_per_week = "+20"
cost = "85 € a visit"
source = "offer 7"

[[capacity]]
team = "TEAM"
service = "SERVICE"
visits_per_week = "-15 %"

[[desk]]
team = "TEAM"
speed = "+10 %"
cost = "4000 € a month"

[[desk]]
team = "TEAM"
hours_a_day = "+1"

[[demand]]
all = true
contacts = "+5 %"

[[digital]]
team = "TEAM"
without_visit = "+10 %"
)");
  ASSERT_TRUE(read_one.ok()) << content::to_string(read_one.error());
  const Alterations& a = read_one->alterations;
  ASSERT_EQ(a.capacity.size(), 2U);
  EXPECT_EQ(a.capacity[0].care, small_.care());
  EXPECT_EQ(a.capacity[0].when.from, Day{day_of(2026, 4, 6)});
  EXPECT_EQ(a.capacity[0].when.until, Day{day_of(2026, 6, 1)}) << "the last day is in it";
  EXPECT_DOUBLE_EQ(a.capacity[0].per_week, 20);
  EXPECT_DOUBLE_EQ(a.capacity[1].part, -0.15);
  EXPECT_EQ(a.capacity[1].when.from, calendar::local_day(county_->now));
  EXPECT_DOUBLE_EQ(a.speed_of(small_.team(), day_of(2026, 5, 4)), 1.1 * (1 + 1.0 / 8));
  EXPECT_DOUBLE_EQ(a.demand_of(small_.team(), day_of(2026, 5, 4)), 1.05);
  EXPECT_DOUBLE_EQ(a.digital_of(small_.team(), day_of(2026, 5, 4)), 0.1);
  ASSERT_EQ(read_one->by_visit.size(), 1U);
  ASSERT_EQ(read_one->by_month.size(), 1U);
  EXPECT_DOUBLE_EQ(read_one->by_month[0].euros, 4000);
}

TEST_F(ChangeFile, WhatIsWrongIsToldByLineAndReason) {
  struct Bad {
    const char* text;
    const char* reason;
    int line;
  };
  const std::string top = "name = \"x\"\n";
  for (const Bad& bad : {
           Bad{"", "nothing is changed", 1},
           Bad{"[[capacity]]\nteam = \"nobody\"\nservice = \"SERVICE\"\nvisits_per_week = \"+2\"",
               "unknown word", 3},
           Bad{"[[capacity]]\nteam = \"TEAM\"\nservice = \"SERVICE\"\nvisits_per_week = \"2\"",
               "'visits_per_week'", 2},
           Bad{"[[capacity]]\nteam = \"TEAM\"\nservice = \"SERVICE\"\nvisits_per_week = \"+2 visits\"",
               "'visits_per_week'", 2},
           Bad{"[[capacity]]\nteam = \"TEAM\"\nservice = \"SERVICE\"\nvisits_per_week = \"-9000\"",
               "to take away", 2},
           Bad{"[[capacity]]\nteam = \"TEAM\"\nservice = \"SERVICE\"\nvisits_per_week = \"+2\"\nfrom = "
               "2020-01-01",
               "only what comes can be changed", 2},
           Bad{"[[capacity]]\nteam = \"TEAM\"\nservice = \"SERVICE\"\nvisits_per_week = \"+2\"\nfrom = "
               "2026-05-01\nuntil "
               "= 2026-04-01",
               "'until' is before 'from'", 2},
           Bad{"[[capacity]]\nteam = \"TEAM\"\nservice = \"SERVICE\"\nvisits_per_week = \"+2\"\ncost = "
               "\"85\"",
               "'cost' must be like", 2},
           Bad{"[[desk]]\nteam = \"TEAM\"", "give 'speed'", 2},
           Bad{"[[desk]]\nteam = \"TEAM\"\nspeed = \"+5 %\"\nhours_a_day = \"+1\"", "not both", 2},
           Bad{"[[desk]]\nteam = \"TEAM\"\nspeed = \"-101 %\"", "not below -100 %", 2},
           Bad{"[[desk]]\nteam = \"TEAM\"\nhours_a_day = \"-9\"", "not below -8", 2},
           Bad{"[[desk]]\nteam = \"TEAM\"\nspeed = \"+5 %\"\ncost = \"85 € a visit\"", "a month", 2},
           Bad{"[[demand]]\ncontacts = \"+5 %\"", "give 'team', or 'all = true'", 2},
           Bad{"[[demand]]\nall = true\nteam = \"TEAM\"\ncontacts = \"+5 %\"", "not both", 2},
           Bad{"[[demand]]\nall = true\ncontacts = 5", "'contacts'", 4},
           Bad{"[[digital]]\nteam = \"TEAM\"\nwithout_visit = \"-5 %\"", "'without_visit'", 2},
           Bad{"[[demands]]\nall = true", "unknown key", 2},
           Bad{"[[promise]]\nrule = \"NO-SUCH\"\nlimit = { n = 7, unit = \"calendar_day\" }", "unknown word",
               3},
           Bad{"[[promise]]\nrule = \"RULE\"", "'limit'", 2},
           Bad{"[[promise]]\nrule = \"RULE\"\nlimit = { unit = \"same_day\" }", "a unit that is counted", 4},
           Bad{"[[promise]]\nrule = \"RULE\"\nlimit = { n = 0, unit = \"week\" }", "'n'", 4},
           Bad{"[[promise]]\nrule = \"RULE\"\nlimit = { n = 1, unit = \"week\" }\nfrom = 2020-01-01",
               "only what comes can be changed", 2},
           Bad{"[[promise]]\nrule = \"RULE\"\nlimit = { n = 1, unit = \"week\" }\nteam = \"TEAM\"",
               "unknown key", 5},
           Bad{"[[move]]\nteam = \"TEAM\"", "'to'", 2},
           Bad{"[[move]]\nteam = \"TEAM\"\nto = \"TEAM\"", "'to' is the team itself", 2},
           Bad{"[[move]]\nteam = \"TEAM\"\nto = \"TEAM\"\nareas = [\"nowhere\"]", "unknown area 'nowhere'",
               2},
           Bad{"[[move]]\nteam = \"TEAM\"\nto = \"TEAM\"\nstaff = \"leave\"", "unknown word", 5},
           Bad{"[[move]]\nteam = \"TEAM\"\nto = \"TEAM\"\ncost = \"-2e9 € a month\"", "'cost' must be like",
               2},
           Bad{"[[move]]\nteam = \"TEAM\"\nto = \"TEAM\"\ncost = \"5 € a visit\"", "a month", 2},
           Bad{"[[move]]\nteam = \"TEAM\"\nto = \"TEAM\"\nfrom = 2020-01-01",
               "only what comes can be changed", 2},
           Bad{"[[move]]\nteam = \"TEAM\"\nto = \"TEAM\"\nfrom = 2026-05-01\nuntil = 2026-04-01",
               "'until' is before 'from'", 2},
           Bad{"[[demand]]\nall = true\ncontacts = ", "", 0},
       }) {
    const auto found = read(top + bad.text);
    ASSERT_FALSE(found.ok()) << bad.text;
    const std::string told = content::to_string(found.error());
    EXPECT_NE(told.find(bad.reason), std::string::npos) << bad.text << "\n" << told;
    EXPECT_EQ(found.error().front().file, "change.toml");
    const bool at = std::ranges::any_of(found.error(),
                                        [&](const auto& e) { return bad.line == 0 || e.line == bad.line; });
    EXPECT_TRUE(at) << bad.text << "\n" << told;
  }
}

TEST_F(ChangeFile, AllFaultsAreToldAtOnce) {
  const auto found = read("[[desk]]\nteam = \"nobody\"\nspeed = \"fast\"\n[[demand]]\ncontacts = \"+5 %\"\n");
  ASSERT_FALSE(found.ok());
  EXPECT_GE(found.error().size(), 4U) << content::to_string(found.error());
}

TEST(Amount, SignsAndUnitsMustStand) {
  const auto number = [](std::string_view text) { return parse_amount(text)->number; };
  EXPECT_DOUBLE_EQ(number("+20"), 20);
  EXPECT_DOUBLE_EQ(number("-2.5"), -2.5);
  EXPECT_DOUBLE_EQ(parse_amount("+15 %")->part, 0.15);
  for (const char* bad : {"", "20", "+", "+-2", "++2", "+ 2", "+2%", "+2 %%", "+inf", "+nan", "+1e9", "+2 x"})
    EXPECT_FALSE(parse_amount(bad)) << bad;
}

}  // namespace
}  // namespace vuoro::twin::testing
