#include "planner/assignment.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <map>

#include "planner/small_assignments.hpp"

/// Who gets which time.
namespace vuoro::planner {
namespace {

using testing::best_value;
using testing::every_assignment;
using testing::random_small;
using testing::Small;
using testing::value_of;

constexpr SolveOptions to_the_end{.gap = 0, .first_pairs = 1, .added_pairs = 1, .most_rounds = 1000};

Minute day(int n) {
  return n * minutes_a_day;
}

/// One unit, one service, one type; what a table test changes.
class Queue : public ::testing::Test {
 protected:
  Queue() {
    p.teams = 2;
    p.types_of_service = {{}, {1}};
    p.languages_of_worker = {0, 0b01, 0b10};
  }
  std::uint32_t slot(int on, std::uint16_t worker = 1, std::uint16_t places = 1) {
    p.slots.push_back({day(on), 30, 1, 1, worker, places});
    return static_cast<std::uint32_t>(p.slots.size() - 1);
  }
  std::uint32_t matter(Minute due, std::uint8_t group = 0) {
    OpenMatter m;
    m.due = due;
    m.service = 1;
    m.team = 1;
    m.group = group;
    p.matters.push_back(m);
    return static_cast<std::uint32_t>(p.matters.size() - 1);
  }
  [[nodiscard]] Assignment best() const { return assign(p, rules, {.gap = 0}); }

  Problem p;
  Rules rules;
};

TEST_F(Queue, TheFarPromiseLeavesTheSoonTimeToTheNearOne) {
  slot(1);
  slot(5);
  const auto late = matter(day(6));
  const auto soon = matter(day(2));
  const Assignment a = best();
  EXPECT_EQ(a.slot_of[soon], 0U);
  EXPECT_EQ(a.slot_of[late], 1U);
  EXPECT_EQ(a.proof.gap, 0);
}

TEST_F(Queue, SoonestDueFirstSpendsTheTimeOnAPromiseThatIsLost) {
  slot(2);
  const auto lost = matter(day(1));
  const auto savable = matter(day(3));
  EXPECT_EQ(soonest_due_first(p, rules).slot_of[lost], 0U);
  EXPECT_EQ(soonest_due_first(p, rules).groups[0].kept, 0U);
  EXPECT_EQ(best().slot_of[savable], 0U);
  EXPECT_EQ(best().groups[0].kept, 1U);
}

TEST_F(Queue, DoingNothingBreaksWhatFallsDue) {
  slot(1);
  matter(day(2));
  matter(rules.horizon + 1);
  matter(-1);
  const Tally t = do_nothing(p, rules).groups[0];
  EXPECT_EQ(t.at_stake, 2U);
  EXPECT_EQ(t.broken, 1U);
  EXPECT_EQ(t.open, 1U);
  EXPECT_EQ(t.late_before, 1U);
}

TEST_F(Queue, ATimeAtTheVeryMinuteKeepsThePromise) {
  slot(2);
  matter(day(2));
  EXPECT_EQ(best().groups[0].kept, 1U);
  p.matters[0].due = day(2) - 1;
  EXPECT_EQ(best().groups[0].broken, 1U);
}

TEST_F(Queue, TheProtectedComeFirstByOrderWhateverTheWeights) {
  slot(1);
  rules.group_weights = {100};
  const auto other = matter(day(1));
  const auto protected_one = matter(day(1), 1);
  EXPECT_EQ(best().slot_of[protected_one], 0U);
  EXPECT_EQ(best().slot_of[other], no_slot);
  rules.protection = Protection::weights;
  p.matters[protected_one].language = 2;  // the one professional does not speak it
  EXPECT_EQ(best().slot_of[other], 0U);
  rules.group_weights = {200};
  EXPECT_EQ(best().slot_of[protected_one], 0U);
}

TEST_F(Queue, TermsSayWhatSpeaksAgainstAPair) {
  slot(3, 2);
  const auto m = matter(day(1));
  p.matters[m].met[0] = 1;
  p.matters[m].language = 0;
  TermPoints why = explain(p, rules, m, 0);
  const auto points = [&](Term t) { return why[static_cast<std::size_t>(t)]; };
  EXPECT_EQ(points(Term::promise), rules.points.promise);
  EXPECT_EQ(points(Term::late), 2 * rules.points.late_day);
  EXPECT_EQ(points(Term::wait), 3 * rules.points.wait_day);
  EXPECT_EQ(points(Term::stranger), rules.points.stranger);
  EXPECT_EQ(points(Term::unit), 0U);
  why = explain(p, rules, m, no_slot);
  EXPECT_EQ(points(Term::unplaced), rules.points.unplaced);
}

TEST_F(Queue, KnownProfessionalAndOwnLanguageDecideBetweenAlikeTimes) {
  const auto first = slot(2, 1);
  const auto second = slot(2, 2);
  const auto m = matter(day(9));
  p.matters[m].met[0] = 2;
  EXPECT_EQ(best().slot_of[m], second);
  p.matters[m].met[0] = 0;
  p.languages_of_worker = {0, 0b100, 0b010};
  p.matters[m].language = 2;
  EXPECT_EQ(best().slot_of[m], first);
}

/// Two units with the same times, and a matter that both could serve.
class TwoUnits : public Queue {
 protected:
  TwoUnits() {
    p.teams = 3;
    m = matter(day(9));
    p.matters[m].area = 1;
    own = slot(2);
    other = slot(2);
    p.slots[other].team = 2;
    p.only = std::vector<Pair>{{m, own}, {m, other}};
  }
  [[nodiscard]] std::uint32_t points(std::uint32_t slot, Term term) const {
    return explain(p, rules, m, slot)[static_cast<std::size_t>(term)];
  }
  /// Rows of nowhere and of area 1; teams none, own and other.
  void ways(std::uint16_t to_own, std::uint16_t to_other) { p.travel = {0, 0, 0, 0, to_own, to_other}; }

  std::uint32_t m = 0, own = 0, other = 0;
};

TEST_F(TwoUnits, TheNearerUnitIsProposed) {
  ways(30, 12);
  EXPECT_EQ(points(own, Term::travel), 3 * rules.points.travel_ten_minutes);
  EXPECT_EQ(points(other, Term::travel), 12 * rules.points.travel_ten_minutes / 10);
  EXPECT_EQ(points(other, Term::unit), 0U);
  EXPECT_EQ(best().slot_of[m], other);
  ways(12, 30);
  EXPECT_EQ(best().slot_of[m], own);
}

TEST_F(TwoUnits, AnUnknownWayIsNoShortOne) {
  for (const bool told : {false, true}) {
    if (told) ways(unknown_way, unknown_way);
    EXPECT_EQ(points(own, Term::travel) + points(own, Term::unit), 0U);
    EXPECT_EQ(points(other, Term::unit), rules.points.other_unit);
    EXPECT_EQ(best().slot_of[m], own);
  }
  // As far as the own unit, and other_unit more: a long known way does not make the unknown one look short.
  ways(90, unknown_way);
  EXPECT_EQ(points(other, Term::travel), points(own, Term::travel));
  EXPECT_EQ(points(other, Term::unit), rules.points.other_unit);
  EXPECT_EQ(best().slot_of[m], own);
}

TEST_F(TwoUnits, NobodyTravelsToACall) {
  ways(10, 90);
  p.slots[other].there = false;
  EXPECT_EQ(points(other, Term::travel), 0U);
  EXPECT_EQ(best().slot_of[m], other);
  p.travel.clear();
  EXPECT_EQ(points(other, Term::unit), 0U);
}

TEST_F(Queue, NobodyAndNothingIsAPlanToo) {
  EXPECT_TRUE(best().slot_of.empty());
  matter(day(1));
  EXPECT_EQ(best().slot_of, std::vector<std::uint32_t>{no_slot});
}

RC_GTEST_PROP(AssignmentProperty, AsGoodAsTheBestOfAllAssignments, ()) {
  const Small s = random_small();
  const Assignment a = assign(s.problem, s.rules, to_the_end);
  RC_ASSERT(value_of(s, a.slot_of) == best_value(s));
  RC_ASSERT(a.proof.gap == 0);
}

RC_GTEST_PROP(AssignmentProperty, NoPlaceTwiceAndOnlyPossiblePairs, ()) {
  const Small s = random_small(12, 8);
  const std::vector<Pair> pairs = possible_pairs(s.problem);
  for (const Assignment& a : {assign(s.problem, s.rules), soonest_due_first(s.problem, s.rules)}) {
    std::map<std::uint32_t, unsigned> taken;
    for (std::uint32_t m = 0; m < a.slot_of.size(); ++m) {
      if (a.slot_of[m] == no_slot) continue;
      RC_ASSERT(std::ranges::binary_search(pairs, Pair{m, a.slot_of[m]}));
      RC_ASSERT(++taken[a.slot_of[m]] <= s.problem.slots[a.slot_of[m]].places);
    }
  }
}

/// The promises that can be kept together are a matroid: putting one group first takes none from the sum.
RC_GTEST_PROP(AssignmentProperty, OrderTakesNoPromiseFromTheGroupsBeforeItNorFromAll, ()) {
  Small s = random_small();
  s.rules.protection = Protection::order;
  const Assignment a = assign(s.problem, s.rules, to_the_end);
  every_assignment(s.problem, [&](const auto& slot_of) {
    const Assignment other = judged(s.problem, s.rules, slot_of);
    std::uint32_t ours = 0;
    std::uint32_t theirs = 0;
    for (std::size_t g = 1; g < a.groups.size(); ++g) {
      ours += a.groups[g].broken;
      theirs += other.groups[g].broken;
      RC_ASSERT(ours <= theirs);
    }
    RC_ASSERT(ours + a.groups[0].broken <= theirs + other.groups[0].broken);
  });
}

RC_GTEST_PROP(AssignmentProperty, TheFirstGroupIsNeverWorseThanWithoutProtection, ()) {
  Small s = random_small(12, 8);
  s.rules.protection = Protection::order;
  const Assignment with = assign(s.problem, s.rules, to_the_end);
  s.rules.protection = Protection::weights;
  s.rules.group_weights.assign(s.rules.group_weights.size(), 100);
  const Assignment without = assign(s.problem, s.rules, to_the_end);
  if (with.groups.size() > 1)
    RC_ASSERT(with.groups[1].kept + with.groups[1].open >= without.groups[1].kept + without.groups[1].open);
}

/// The bound of a few pairs against the true best of all pairs, wherever the rounds are stopped.
RC_GTEST_PROP(AssignmentProperty, TheBoundHoldsWhereverTheRoundsStop, ()) {
  Small s = random_small(10, 8);
  s.rules.protection = Protection::weights;
  SolveOptions options = to_the_end;
  options.most_rounds = *rc::gen::inRange(1U, 5U);
  const Assignment stopped = assign(s.problem, s.rules, options);
  const Assignment full = assign(s.problem, s.rules, {.gap = 0, .first_pairs = 1000, .added_pairs = 1000});
  RC_ASSERT(full.proof.gap == 0);
  RC_ASSERT(stopped.proof.bound <= full.proof.cost);
  RC_ASSERT(stopped.proof.cost >= full.proof.cost);
  RC_ASSERT(stopped.proof.gap >=
            (stopped.proof.cost - full.proof.cost) / std::max(1.0, stopped.proof.cost) - 1e-12);
}

RC_GTEST_PROP(AssignmentProperty, NumberingChangesNothing, ()) {
  Small s = random_small(8, 6);
  s.problem.only.reset();
  const auto before = value_of(s, assign(s.problem, s.rules, to_the_end).slot_of);
  std::ranges::reverse(s.problem.matters);
  std::ranges::reverse(s.problem.slots);
  RC_ASSERT(value_of(s, assign(s.problem, s.rules, to_the_end).slot_of) == before);
}

/// Costs too wide for 64 bits take the other road to the same answer.
TEST(AssignmentWide, ManyGroupsAndManyMattersStayExact) {
  Problem p;
  p.teams = 2;
  p.types_of_service = {{}, {1}};
  Rules rules;
  rules.group_weights.assign(8, 10'000);
  rules.points.promise = 1'000'000;
  rules.points.late_day = 1'000'000;
  for (int i = 0; i < 400; ++i) {
    OpenMatter m;
    m.due = day(i % 25);
    m.service = 1;
    m.team = 1;
    m.group = static_cast<std::uint8_t>(i % 9);
    p.matters.push_back(m);
  }
  for (int i = 0; i < 200; ++i) p.slots.push_back({day(i % 20), 30, 1, 1, 1, 1});
  const Assignment a = assign(p, rules, {.gap = 0});
  EXPECT_EQ(a.proof.gap, 0);
  std::uint32_t kept = 0;
  for (const Tally& t : a.groups) kept += t.kept;
  std::uint32_t kept_greedy = 0;
  for (const Tally& t : soonest_due_first(p, rules).groups) kept_greedy += t.kept;
  EXPECT_GE(kept, kept_greedy);
  // Group 1 alone could keep no more.
  Problem alone = p;
  std::erase_if(alone.matters, [](const OpenMatter& m) { return m.group != 1; });
  EXPECT_EQ(a.groups[1].kept, assign(alone, rules, {.gap = 0}).groups[1].kept);
}

}  // namespace
}  // namespace vuoro::planner
