#include "twin/small_county.hpp"

/// The fit held to pasts whose truth is known.
namespace vuoro::twin::testing {
namespace {

/// How often the interval of each kind of parameter held the truth.
struct Held {
  int inside = 0;
  int all = 0;

  template <class Belief>
  void add(const Belief& belief, double truth) {
    ++all;
    if (belief.at(0.025) <= truth && truth <= belief.at(0.975)) ++inside;
  }
  [[nodiscard]] double share() const { return static_cast<double>(inside) / all; }
};

TEST(Fit, IntervalsHoldTheTruthAsOftenAsTheySay) {
  const int pasts = sanitized_form() ? 2 : 40;
  const Truth truth;
  Held contacts, needs, misses, cancels, growth;
  for (int n = 0; n < pasts; ++n) {
    SmallCounty small;
    small.live(truth, seed() + static_cast<std::uint64_t>(n));
    const auto county = small.county();
    const Habits& h = *county->habits;
    const TeamHabits& team = h.teams.at(small.team());
    for (std::size_t c = 0; c < 5; ++c) contacts.add(team.contacts[c], truth.contacts[c]);
    needs.add(Share{h.past->settled.at(small.team()), h.past->needing.at(small.care()), 0.5, 1},
              truth.needs_visit);
    misses.add(h.care.at(small.care()).misses, truth.misses);
    cancels.add(h.care.at(small.care()).person_cancels, truth.cancels);
    growth.add(h.growth, 0);
  }
  RecordProperty("contacts", contacts.inside);
  std::printf(
      "intervals of 95 %% held the truth: contacts %d of %d, needs %d of %d, missed %d of %d, cancelled %d "
      "of %d, "
      "growth %d of %d\n",
      contacts.inside, contacts.all, needs.inside, needs.all, misses.inside, misses.all, cancels.inside,
      cancels.all, growth.inside, growth.all);
  if (sanitized_form()) return;
  EXPECT_GE(contacts.share(), 0.90) << "200 intervals: 6 standard errors of 1.5 % below 0.95 would be 0.86";
  EXPECT_GE(needs.share(), 0.85);
  EXPECT_GE(misses.share(), 0.85);
  EXPECT_GE(cancels.share(), 0.85);
  EXPECT_GE(growth.share(), 0.85);
}

TEST(Fit, AnIntervalOfTheWrongTruthIsNoticed) {
  const Truth truth;
  Held held;
  for (std::uint64_t n = 0; n < 20; ++n) {
    SmallCounty small;
    small.live(truth, seed() + n);
    const auto county = small.county();
    held.add(county->habits->teams.at(small.team()).contacts[0], truth.contacts[1]);
  }
  EXPECT_LE(held.inside, 4) << "Mondays are not Tuesdays: eight of 14 ± 1.3 hold 9 in one past of thirty";
}

TEST(Fit, ARecordThatIsTooShortIsRefusedWithItsLength) {
  SmallCounty small;
  Truth truth;
  truth.days = 9;
  small.live(truth, seed());
  const auto county = small.unfitted(calendar::at_local(day_of(2026, 2, 11), 0));
  const auto habits = fit(small.past(), county->start, county->setting, viewer());
  ASSERT_FALSE(habits.ok());
  EXPECT_EQ(habits.error().code, "history-thin");
  EXPECT_NE(habits.error().what.find("9 whole days"), std::string::npos) << habits.error().what;
}

TEST(Fit, AStateWithoutHistoryIsRefused) {
  SmallCounty small;
  const auto county = small.unfitted(calendar::at_local(day_of(2026, 3, 2), 0));
  const auto habits = fit(small.past(), county->start, county->setting, viewer());
  ASSERT_FALSE(habits.ok());
  EXPECT_EQ(habits.error().code, "history-thin");
}

TEST(Fit, WhomATableFoundIsNoArrival) {
  const auto at = calendar::at_local(day_of(2026, 2, 3), 9 * 3600);
  Past past(calendar::Calendar::finnish());
  const core::Stamp stamp{at, at, {}, core::ActorKind::system};
  past.see(core::NeedFound{MatterId{1}, PersonId{1}, {}, {}, {}}, stamp);
  past.see(core::MatterOpened{MatterId{1}, TeamId{1}, {}, {}}, stamp);
  EXPECT_EQ(past.contacts(), 0U);
  EXPECT_EQ(past.standing(MatterId{1}), nullptr) << "nothing of it is a habit of those who ask";
  past.see(core::MatterTaken{MatterId{1}, StaffId{1}}, stamp);
  past.see(core::StepProposed{StepId{1}, MatterId{1}, ServiceId{1}, TeamId{1}, core::no_due}, stamp);
  past.see(core::StepEnded{StepId{1}, core::StepState::cancelled, {}, {}}, stamp);
  past.see(core::ContactReceived{MatterId{2}, {}, {}, {}, {}, {}, {}, {}, {}, {}}, stamp);
  past.see(core::MatterOpened{MatterId{2}, TeamId{1}, {}, {}}, stamp);
  EXPECT_EQ(past.contacts(), 1U);
}

TEST(Fit, WhatWasToldAfterwardsIsNoArrival) {
  const auto at = calendar::at_local(day_of(2026, 2, 3), 9 * 3600);
  Past past(calendar::Calendar::finnish());
  core::Stamp stamp{at, at, {}, core::ActorKind::resident};
  past.see(core::ContactReceived{MatterId{1}, {}, {}, {}, {}, {}, {}, {}, {}, {}}, stamp);
  past.see(core::MatterOpened{MatterId{1}, TeamId{1}, {}, {}}, stamp);
  stamp.recorded = at + std::chrono::hours{25};
  past.see(core::ContactReceived{MatterId{2}, {}, {}, {}, {}, {}, {}, {}, {}, {}}, stamp);
  past.see(core::MatterOpened{MatterId{2}, TeamId{1}, {}, {}}, stamp);
  past.finish(at + std::chrono::hours{200});
  EXPECT_EQ(past.contacts(), 1U);
  EXPECT_NE(past.standing(MatterId{2}), nullptr) << "but it goes on";
}

TEST(Fit, TheTextNamesSourceObservationsAndPriors) {
  SmallCounty small;
  small.live({}, seed());
  const auto county = small.county();
  const std::string text = to_toml(*county->habits, county->start);
  for (const char* wanted :
       {"source = \"ledger, 2026-02-02 to 2026-03-29 (56 whole days", "contacts_monday", "interval",
        "needs_gp", "ends_care_given", "prior_weight", "[missed_by_lead]", "thin = ["})
    EXPECT_NE(text.find(wanted), std::string::npos) << wanted << "\n" << text;
}

TEST(Belief, CountsHaveTheMeanAndVarianceAskedFor) {
  const Streams streams(seed(), 1);
  for (const auto& [mean, dispersion] :
       {std::pair(3.0, 1.0), std::pair(40.0, 1.0), std::pair(12.0, 2.5), std::pair(300.0, 1.0)}) {
    double sum = 0, squares = 0;
    constexpr int n = 40'000;
    for (std::uint32_t i = 0; i < n; ++i) {
      const double x = count_at(mean, dispersion, streams.unit(i, Purpose::count));
      sum += x, squares += x * x;
    }
    const double found = sum / n;
    EXPECT_NEAR(found, mean, 5 * std::sqrt(mean * dispersion / n));
    EXPECT_NEAR((squares / n - found * found) / mean, dispersion, 0.06 * dispersion);
  }
}

}  // namespace
}  // namespace vuoro::twin::testing
