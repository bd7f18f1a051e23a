#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "api/plan_came.hpp"
#include "api/plan_shelf.hpp"

/// Plans and their results as files.
namespace vuoro::api {
namespace {

namespace fs = std::filesystem;

class Place {
 public:
  Place() {
    std::string name = (fs::temp_directory_path() / "vuoro-plans-XXXXXX").string();
    path_ = mkdtemp(name.data());
  }
  ~Place() { fs::remove_all(path_); }
  Place(const Place&) = delete;
  Place& operator=(const Place&) = delete;
  [[nodiscard]] fs::path path() const { return path_ / "plans"; }

 private:
  fs::path path_;
};

KeptPlan plan() {
  KeptPlan p;
  p.number = 7;
  p.revision = 4;
  p.changed = 3;
  p.by = StaffId{900'001};
  p.changed_by = StaffId{900'002};
  p.at = Instant{1'700'000'000};
  p.changed_at = Instant{1'700'000'060};
  p.name = "Lisää aikoja \"Korsoon\"\n";
  p.reason = "Jono – kasvaa";
  p.weeks = 12;
  p.changes.push_back({content::ChangeKind::capacity, "oral", "dentist", 40.5,
                       content::AmountUnit::visits_a_week, Day{20'000}, Day{20'010},
                       content::PlannedChange::Cost{95.5, content::CostPer::visit}});
  p.changes.push_back({content::ChangeKind::demand, "", "", -5, content::AmountUnit::percent, {}, {}, {}});
  p.run = {PlanRunPhase::failed, 3, Instant{1'700'000'070}, Instant{1'700'000'090}, "too-slow"};
  return p;
}

PlanResult result(std::uint32_t number, std::uint32_t of) {
  const KeptSpread spread{5, 4, 6, 3, 7, 2, 8};
  const PlanEffect effect{spread, spread, -1.5, 0.5};
  const PlanWeeks weeks{{spread, spread}, {spread, spread}};
  PlanResult r;
  r.plan = number;
  r.of = of;
  r.made = Instant{1'700'000'090};
  r.as_of = Instant{1'700'000'000};
  r.from = Day{19'700};
  r.weeks = 2;
  r.futures = 4;
  r.program = "test";
  r.cost = {-100, -100, -100, -100, -100, -100, -100};
  r.broken = r.debt = effect;
  r.broken_weeks = r.debt_weeks = weeks;
  r.queues.push_back({"oral",
                      "",
                      true,
                      12,
                      3,
                      0,
                      effect,
                      effect,
                      effect,
                      effect,
                      {0.5, Day{19'705}, {}, {}},
                      {1, Day{19'701}, Day{19'702}, Day{19'703}},
                      weeks,
                      weeks,
                      weeks});
  return r;
}

TEST(PlanFile, ComesBackAsItWas) {
  const auto read = read_plan(to_json(plan()));
  ASSERT_TRUE(read.ok()) << read.error().what << " " << read.error().where;
  EXPECT_EQ(*read, plan());
  KeptPlan decided = plan();
  decided.state = PlanState::decided;
  decided.end = {StaffId{900'003}, Instant{1'700'000'100}, "Tehdään"};
  EXPECT_EQ(read_plan(to_json(decided)).value(), decided);
}

TEST(PlanFile, WhatCannotBeIsDamaged) {
  const std::string whole = to_json(plan());
  const auto with = [&](const std::string& what, const std::string& instead) {
    std::string text = whole;
    const auto at = text.find(what);
    EXPECT_NE(at, std::string::npos) << what;
    if (at != std::string::npos) text.replace(at, what.size(), instead);
    return read_plan(text);
  };
  for (const auto& [what, instead] :
       std::vector<std::pair<std::string, std::string>>{{"\"weeks\":12", "\"weeks\":0"},
                                                        {"\"revision\":4", "\"revision\":0"},
                                                        {"\"state\":\"draft\"", "\"state\":\"decided\""},
                                                        {"\"state\":\"draft\"", "\"state\":\"gone\""},
                                                        {"\"kind\":\"demand\"", "\"kind\":\"magic\""},
                                                        {"\"fault\":\"too-slow\"", "\"fault\":\"magic\""},
                                                        {"\"fault\":\"too-slow\"", "\"fault\":null"},
                                                        {"\"end\":null", "\"end\":7"},
                                                        {"\"changes\":[", "\"changes\":7,\"x\":["},
                                                        {"\"phase\":\"failed\"", "\"phase\":\"\""}}) {
    const auto read = with(what, instead);
    ASSERT_FALSE(read.ok()) << instead;
    EXPECT_EQ(read.error().code, "plan-damaged") << instead;
  }
  EXPECT_EQ(with("\"format\":1", "\"format\":2").error().code, "plan-other-format");
  for (std::size_t n = 0; n < whole.size() - 2; n += 7)
    EXPECT_EQ(read_plan(whole.substr(0, n)).error().code, "plan-damaged") << n;
}

TEST(PlanResultFile, ComesBackAsItWas) {
  const std::string whole = to_json(result(7, 3));
  const auto read = read_plan_result(whole);
  ASSERT_TRUE(read.ok()) << read.error().what << " " << read.error().where;
  EXPECT_EQ(to_json(*read), whole);
  EXPECT_DOUBLE_EQ(read->cost.mean, -100);
  EXPECT_FALSE(read->queues[0].zero_nothing.high);
  PlanResult refused;
  refused.plan = 7;
  refused.of = 3;
  refused.program = "test";
  refused.faults.push_back({1, "too-much-taken", 12.5});
  const auto again = read_plan_result(to_json(refused));
  ASSERT_TRUE(again.ok()) << again.error().where;
  EXPECT_FALSE(again->lived());
  EXPECT_EQ(again->faults[0].code, "too-much-taken");
  for (std::size_t n = 0; n < whole.size() - 2; n += 11)
    EXPECT_EQ(read_plan_result(whole.substr(0, n)).error().code, "plan-damaged") << n;
}

TEST(PlanShelfOf, GivesNumbersAndTakesOneChangeOfEachRevision) {
  const Place place;
  PlanShelf shelf(place.path());
  EXPECT_TRUE(shelf.all().plans.empty());
  EXPECT_EQ(shelf.find(1).error().code, "plan-unknown");
  KeptPlan fresh = plan();
  fresh.revision = fresh.changed = 1;
  fresh.run = {};
  const auto first = shelf.begin(fresh);
  ASSERT_TRUE(first.ok());
  EXPECT_EQ(first->number, 1U);
  EXPECT_EQ(shelf.begin(fresh)->number, 2U);
  const auto rename = [](KeptPlan& p) -> Status {
    p.name = "new";
    return Unit{};
  };
  EXPECT_EQ(shelf.change(1, 1, rename)->revision, 2U);
  EXPECT_EQ(shelf.change(1, 1, rename).error().code, "plan-changed");
  EXPECT_EQ(shelf.change(1, 2, [](KeptPlan&) -> Status { return Error{"no", "no"}; }).error().code, "no");
  EXPECT_EQ(shelf.find(1)->revision, 2U) << "a refused change leaves nothing";
  ASSERT_TRUE(shelf.note(1, [](KeptPlan& p) { p.run.phase = PlanRunPhase::running; }).ok());
  EXPECT_EQ(shelf.change(1, 2, rename).error().code, "plan-running");
  shelf.settle();
  EXPECT_EQ(shelf.find(1)->run.phase, PlanRunPhase::failed);
  EXPECT_EQ(shelf.find(1)->run.fault, "interrupted");
  EXPECT_EQ(shelf.find(1)->revision, 2U) << "a run is nobody's change";
}

TEST(PlanShelfOf, AResultIsOnlyOfWhatWasLived) {
  const Place place;
  PlanShelf shelf(place.path());
  KeptPlan fresh = plan();
  const auto kept = shelf.begin(fresh);
  EXPECT_EQ(shelf.result_of(*kept), nullptr);
  ASSERT_TRUE(shelf.keep(result(kept->number, 3)).ok());
  EXPECT_NE(shelf.result_of(*kept), nullptr);
  KeptPlan changed = *kept;
  changed.changed = 4;
  EXPECT_EQ(shelf.result_of(changed), nullptr) << "it has changed since";
  ASSERT_TRUE(shelf.keep(result(kept->number, 4)).ok());
  EXPECT_NE(shelf.result_of(changed), nullptr) << "lived again";
  std::ofstream(place.path() / "1.result.json") << "torn";
  EXPECT_EQ(shelf.result_of(changed), nullptr);
  std::ofstream(place.path() / "2.json") << "torn";
  EXPECT_EQ(shelf.all().plans.size(), 1U);
  EXPECT_EQ(shelf.all().skipped.at(0).first, "2.json");
  EXPECT_EQ(shelf.begin(fresh)->number, 3U) << "a damaged plan keeps its number";
}

TEST(Verdicts, LieBelowInOrAboveTheBand) {
  const KeptSpread s{5, 4, 6, 3.4, 7.2, 2, 8};
  EXPECT_EQ(verdict_of(2, s), Verdict::better);
  EXPECT_EQ(verdict_of(3, s), Verdict::as_planned) << "ends are rounded outwards";
  EXPECT_EQ(verdict_of(8, s), Verdict::as_planned);
  EXPECT_EQ(verdict_of(9, s), Verdict::worse);
  EXPECT_EQ(weeks_inside({3, 9, 8}, {s, s, s}), 2);
  EXPECT_EQ(weeks_inside({3, 9, 8}, {s}), 1) << "weeks that were foretold";
}

}  // namespace
}  // namespace vuoro::api
