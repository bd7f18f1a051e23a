#include "linear/random_history.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace vuoro::linear {
namespace {

/// The definition, tried out: any order of the calls that respects who returned before whom was invoked, with
/// each unknown call in it or left out. Exponential; nothing of the checker's.
class EveryOrder {
 public:
  explicit EveryOrder(const std::vector<SlotCall>& calls) : calls_(calls), used_(calls.size()) {}

  bool some_fits(const SlotModel::State& state) {
    bool whole = true;
    for (std::size_t i = 0; i < calls_.size(); ++i) whole = whole && (used_[i] || calls_[i].unknown);
    if (whole) return true;
    for (std::size_t i = 0; i < calls_.size(); ++i) {
      if (used_[i] || !may_be_next(i)) continue;
      const auto next = calls_[i].unknown ? SlotModel::effect(state, calls_[i].operation)
                                          : SlotModel::after(state, calls_[i].operation);
      if (!next) continue;
      used_[i] = true;
      const bool fits = some_fits(*next);
      used_[i] = false;
      if (fits) return true;
    }
    return false;
  }

 private:
  /// Nothing that is still to come, and must come, returned before this one was invoked; nothing that has
  /// come already was invoked after its last moment.
  [[nodiscard]] bool may_be_next(std::size_t call) const {
    for (std::size_t i = 0; i < calls_.size(); ++i) {
      if (i == call) continue;
      if (!used_[i] && !calls_[i].unknown && calls_[i].returned < calls_[call].invoked) return false;
      if (used_[i] && calls_[call].returned < calls_[i].invoked) return false;
    }
    return true;
  }

  const std::vector<SlotCall>& calls_;
  std::vector<bool> used_;
};

/// Any answer may be changed.
void spoil(SlotModel::Operation& o) {
  if (o.act == SlotAct::take) o.said = o.said == SlotSaid::ok ? SlotSaid::full : SlotSaid::ok;
  if (o.act == SlotAct::leave || o.act == SlotAct::look)
    o.said = o.said == SlotSaid::ok ? SlotSaid::not_there : SlotSaid::ok;
  if (o.act == SlotAct::read) o.all = {1};
}

TEST(Linearize, AgreesWithEveryOrderOnSmallHistories) {
  std::mt19937_64 chance(std::random_device{}());
  const std::uint64_t first = chance();
  int legal_ones = 0;
  constexpr int all = 20'000;
  for (int n = 0; n < all; ++n) {
    RandomPlan plan;
    plan.seed = first + static_cast<std::uint64_t>(n);
    plan.capacity = 1 + static_cast<std::uint32_t>(chance() % 2);
    plan.clients = 2 + chance() % 4;
    plan.calls = 1 + chance() % 8;
    plan.lost_answers = 20;
    plan.defect = static_cast<Defect>(chance() % 4);
    auto calls = RandomSlot(plan).run().calls;
    if (const auto spoilt = chance() % (calls.size() * 2); spoilt < calls.size())
      spoil(calls[spoilt].operation);
    const bool legal = EveryOrder(calls).some_fits({plan.capacity, false, {}});
    legal_ones += legal;
    ASSERT_EQ(check_slot(calls, plan.capacity).verdict,
              legal ? Verdict::linearizable : Verdict::not_linearizable)
        << "seed " << first << " + " << n;
  }
  EXPECT_GT(legal_ones, all / 4);
  EXPECT_LT(legal_ones, all * 3 / 4);
}

RC_GTEST_PROP(Linearize, AcceptsWhatReallyHappened, ()) {
  RandomPlan plan;
  plan.seed = *rc::gen::arbitrary<std::uint64_t>();
  plan.capacity = *rc::gen::inRange(1U, 6U);
  plan.clients = *rc::gen::inRange<std::size_t>(1, 13);
  plan.calls = *rc::gen::inRange<std::size_t>(1, 400);
  RC_ASSERT(check_slot(RandomSlot(plan).run().calls, plan.capacity).verdict == Verdict::linearizable);
}

struct Injected {
  const char* name;
  Defect defect;
  int least;  ///< Of a hundred; the rest is legally explainable. Seeds are fixed, so is the number.
};

class Defects : public testing::TestWithParam<Injected> {};

/// A defect that no observer can tell from something legal is none: concurrent calls may explain it. How many
/// are, on fixed seeds, is printed.
TEST_P(Defects, AreFlaggedUnlessLegallyExplainable) {
  int bitten = 0;
  int flagged = 0;
  for (std::uint64_t seed = 1; bitten < 1000; ++seed) {
    RandomPlan plan;
    plan.seed = seed;
    plan.capacity = 1 + static_cast<std::uint32_t>(seed % 3);
    plan.defect = GetParam().defect;
    const RandomHistory history = RandomSlot(plan).run();
    const Verdict verdict = check_slot(history.calls, plan.capacity).verdict;
    ASSERT_NE(verdict, Verdict::gave_up);
    if (!history.bitten) {
      ASSERT_EQ(verdict, Verdict::linearizable) << "seed " << seed;
      continue;
    }
    ++bitten;
    flagged += verdict == Verdict::not_linearizable;
  }
  std::cout << GetParam().name << ": " << flagged << " of " << bitten << " flagged, " << bitten - flagged
            << " legally explainable\n";
  EXPECT_GE(flagged, GetParam().least * 10);
}

INSTANTIATE_TEST_SUITE_P(Injected, Defects,
                         testing::Values(Injected{"an extra ok", Defect::extra_ok, 50},
                                         Injected{"a lost ok", Defect::lost_ok, 50},
                                         Injected{"a stale read", Defect::stale_read, 50}));

}  // namespace
}  // namespace vuoro::linear
