// Where points should stand, beside trying every choice.
#include "planner/siting.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace vuoro::planner {
namespace {

Siting random_siting(std::mt19937_64& chance, std::size_t places, std::size_t sites) {
  std::uniform_int_distribution<int> minutes(1, 60);
  std::uniform_int_distribution<int> need(0, 9);
  Siting s;
  s.sites = sites;
  for (std::size_t i = 0; i < places; ++i) {
    s.need.push_back(need(chance));
    s.minutes.emplace_back();
    for (std::size_t j = 0; j < sites; ++j) s.minutes.back().push_back(minutes(chance));
  }
  return s;
}

/// Every choice of sites, each once.
template <class See>
void each_choice(std::size_t sites, const See& see) {
  for (unsigned bits = 0; bits < (1U << sites); ++bits) {
    std::vector<std::size_t> open;
    for (std::size_t j = 0; j < sites; ++j) {
      if ((bits >> j & 1U) != 0) open.push_back(j);
    }
    see(open);
  }
}

TEST(Siting, PMedianIsTheBestOfEveryChoice) {
  std::mt19937_64 chance(7);
  for (std::size_t round = 0; round < 40; ++round) {
    const std::size_t sites = 2 + round % 6;
    const Siting s = random_siting(chance, 3 + round % 9, sites);
    for (std::size_t p = 1; p <= sites; ++p) {
      double best = INFINITY;
      each_choice(sites, [&](const auto& open) {
        if (open.size() == p) best = std::min(best, travel_of(s, open));
      });
      const SitingAnswer a = p_median(s, p, 10);
      ASSERT_EQ(a.open.size(), p);
      ASSERT_NEAR(a.value, best, 1e-6) << "round " << round << ", " << p << " of " << sites;
      ASSERT_NEAR(a.bound, best, 1e-4 * (1 + best));
      ASSERT_NEAR(a.value, travel_of(s, a.open), 1e-9);
      ASSERT_GE(a.greedy_value, best - 1e-9);
      ASSERT_EQ(a.greedy.size(), p);
    }
  }
}

TEST(Siting, CoverageIsTheFewestOfEveryChoice) {
  std::mt19937_64 chance(11);
  int impossible = 0;
  for (std::size_t round = 0; round < 60; ++round) {
    const std::size_t sites = 2 + round % 6;
    const Siting s = random_siting(chance, 3 + round % 9, sites);
    for (const double share : {0.3, 0.75, 1.0}) {
      std::size_t fewest = sites + 1;
      each_choice(sites, [&](const auto& open) {
        if (covered_by(s, open, 20) >= share - 1e-9) fewest = std::min(fewest, open.size());
      });
      const SitingAnswer a = coverage(s, 20, share, 10);
      ASSERT_EQ(a.possible, fewest <= sites);
      if (!a.possible) {
        ++impossible;
        continue;
      }
      ASSERT_EQ(a.open.size(), fewest) << "round " << round << ", share " << share;
      ASSERT_EQ(a.bound, static_cast<double>(fewest));
      ASSERT_GE(covered_by(s, a.open, 20), share - 1e-6);
      ASSERT_GE(covered_by(s, a.greedy, 20), share - 1e-6);
      ASSERT_GE(a.greedy_value, a.value);
    }
  }
  EXPECT_GT(impossible, 0);
}

TEST(Siting, OneAfterTheOtherIsNotAlwaysTheBest) {
  // The middle serves both ends fairly; the two ends together serve everybody well.
  const Siting s{3, {1, 1}, {{0, 5, 9}, {9, 5, 0}}};
  const Siting skewed{3, {1, 1}, {{0, 4, 9}, {9, 4, 0}}};
  EXPECT_EQ(p_median(s, 2, 10).open, (std::vector<std::size_t>{0, 2}));
  const SitingAnswer a = p_median(skewed, 2, 10);
  EXPECT_EQ(a.value, 0);
  EXPECT_EQ(a.greedy_value, 4);
}

TEST(Siting, NobodyAndNothing) {
  const Siting nobody{2, {0, 0}, {{1, 2}, {3, 4}}};
  EXPECT_EQ(p_median(nobody, 1, 10).value, 0);
  EXPECT_EQ(coverage(nobody, 1, 1, 10).open.size(), 0U);
  EXPECT_TRUE(coverage(nobody, 1, 1, 10).possible);
  const Siting nowhere{0, {1}, {{}}};
  EXPECT_FALSE(p_median(nowhere, 1, 10).possible);
  EXPECT_FALSE(coverage(nowhere, 60, 0.5, 10).possible);
}

}  // namespace
}  // namespace vuoro::planner
