#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <numeric>
#include <set>

#include "calendar/counting.hpp"
#include "calendar/zone.hpp"
#include "content/load_calendar.hpp"
#include "content/load_rules.hpp"
#include "core/codec.hpp"
#include "core/invariants.hpp"
#include "core/snapshot.hpp"
#include "core/times.hpp"
#include "demo/arrivals.hpp"
#include "demo/make_demo.hpp"
#include "demo/residents.hpp"
#include "demo/tally.hpp"
#include "ledger/sqlite.hpp"
#include "ledger/viewer_for_tests.hpp"
#include "live/install.hpp"

namespace vuoro::demo {
namespace {

namespace fs = std::filesystem;
using core::Channel;

const fs::path pack = fs::path(VUORO_SOURCE_DIR) / "content" / "vantaa-kerava";

/// A county made in a fresh ledger.
struct Made {
  explicit Made(const std::string& name, DemoOptions wanted) : options(wanted), clock(demo_start(wanted)) {
    folder = fs::temp_directory_path() / ("vuoro-demo-" + name);
    remove();
    county = content::load_county(pack).value();
    const auto place = ledger::Place::at(folder);
    EXPECT_TRUE(ledger::create_ledger(place).ok());
    auto ledger = ledger::open_ledger(place, ledger::Mode::write);
    live::Driver::Options driving;
    driving.clock = clock.reader();
    driver = std::move(live::Driver::start(std::move(ledger).value(), driving)).value();
    EXPECT_TRUE(live::install(*driver, county, content::load_rules(pack).value(),
                              content::load_calendar(pack).value())
                    .ok());
    auto result = make_demo(*driver, county, Words::load(pack).value(), clock,
                            rights::Gate::system(Purpose::operations), options, {});
    EXPECT_TRUE(result.ok()) << result.error().what << " " << result.error().where;
    if (result) report = *result;
  }
  ~Made() {
    driver.reset();
    remove();
  }
  Made(const Made&) = delete;
  Made& operator=(const Made&) = delete;
  void remove() const {
    fs::remove_all(folder);
    fs::remove(folder.string() + ".keys");
  }

  std::vector<std::byte> bodies() const {
    std::vector<std::byte> all;
    const auto read = driver->ledger().replay(1, driver->ledger().head().seq,
                                              [&](ledger::Seq, std::span<const std::byte> body) -> Status {
                                                all.insert(all.end(), body.begin(), body.end());
                                                return Unit{};
                                              });
    EXPECT_TRUE(read.ok());
    return all;
  }
  std::vector<std::byte> state() const { return core::write_snapshot(driver->read().state()); }

  DemoOptions options;
  fs::path folder;
  DemoClock clock;
  content::County county;
  std::unique_ptr<live::Driver> driver;
  DemoReport report;
};

DemoOptions small(std::uint64_t seed) {
  return {2'000, 30, seed, morning_of(day_of(2026, 3, 17))};
}

TEST(Demo, TheSameSeedGivesTheSameEventsBitForBit) {
  const Made one("one", small(7));
  const Made two("two", small(7));
  EXPECT_GT(one.report.events, 10'000U);
  EXPECT_EQ(one.bodies(), two.bodies());
  EXPECT_EQ(one.state(), two.state());
}

TEST(Demo, AnotherSeedGivesAnotherCounty) {
  const Made one("seed-one", small(7));
  const Made two("seed-two", small(8));
  EXPECT_NE(one.bodies(), two.bodies());
}

/// One county for the tests that only look.
class DemoCounty : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    made_ = std::make_unique<Made>("county", DemoOptions{12'000, 40, 3, morning_of(day_of(2026, 3, 17))});
  }
  static void TearDownTestSuite() { made_.reset(); }

  template <class Fn>
  void look(Fn fn) {
    const auto reading = made_->driver->read();
    const Viewer lead = rights::Gate::staff(Role::lead, Purpose::steering);
    fn(reading.state(), *core::Whole::open(reading.state(), lead));
  }

  static std::unique_ptr<Made> made_;
};
std::unique_ptr<Made> DemoCounty::made_;

TEST_F(DemoCounty, KeepsEveryInvariant) {
  const auto setting = made_->driver->setting();
  for (const auto& v : core::violations(made_->driver->read().state(), setting->calendar))
    ADD_FAILURE() << v.invariant << " matter " << v.matter.n << ": " << v.what;
}

TEST_F(DemoCounty, HasTimesOnTheListsFourWeeksBackAndEightAhead) {
  const Day today = calendar::local_day(made_->options.until);
  std::uint64_t slots = 0;
  std::set<std::uint16_t> teams, workers, types;
  std::set<Day> days;
  const auto read = made_->driver->ledger().replay(
      1, made_->driver->ledger().head().seq, [&](ledger::Seq, std::span<const std::byte> body) -> Status {
        const auto entry = core::decode(body);
        if (!entry) return entry.error();
        if (const auto* e = std::get_if<core::SlotsPublished>(&entry->event)) {
          slots += e->count;
          teams.insert(e->team.n);
          workers.insert(e->worker.n);
          types.insert(e->type.n);
          days.insert(calendar::local_day(e->begin));
        }
        return Unit{};
      });
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(slots, made_->report.slots);
  EXPECT_EQ(teams.size(), made_->county.teams.size());
  EXPECT_EQ(workers.size(), made_->county.workers.size());
  EXPECT_EQ(types.size(), made_->county.slot_types.size());
  EXPECT_EQ(*days.begin(), today - 28);
  EXPECT_EQ(*days.rbegin(), today + 55);
  EXPECT_FALSE(days.contains(day_of(2026, 4, 3))) << "Good Friday";
  EXPECT_FALSE(days.contains(day_of(2026, 4, 5)))
      << "Easter Sunday, though the same-day clinic is open on Sundays";
  EXPECT_TRUE(days.contains(day_of(2026, 3, 15))) << "a plain Sunday";
}

TEST_F(DemoCounty, BooksPublishedTimesAndLeavesSomeFree) {
  const auto setting = made_->driver->setting();
  const Viewer viewer = rights::Gate::system(Purpose::operations);
  const auto reading = made_->driver->read();
  const core::Times times(reading.state(), *setting, viewer);
  const Day today = calendar::local_day(made_->options.until);
  std::size_t booked = 0, free = 0;
  for (std::uint16_t team = 1; team <= made_->county.teams.size(); ++team) {
    for (const core::SlotSight& sight :
         times.day(TeamId{team}, calendar::at_local(today + 1, 0), calendar::at_local(today + 15, 0))) {
      const auto taken = std::ranges::count(sight.places, core::PlaceState::booked, &core::PlaceSight::state);
      booked += static_cast<std::size_t>(taken);
      free += taken == 0;
    }
  }
  EXPECT_GT(booked, 50U);
  EXPECT_GT(free, booked) << "a county of 12 000 fills few of the times of 264 000";
}

TEST_F(DemoCounty, HasEveryChannelInItsShare) {
  const auto& n = made_->report.by_channel;
  const double all = std::accumulate(n.begin(), n.end(), 0.0);
  const auto share = [&](std::initializer_list<Channel> list) {
    double sum = 0;
    for (const Channel c : list) sum += n[static_cast<std::size_t>(c)];
    return sum / all;
  };
  EXPECT_NEAR(share({Channel::phone, Channel::callback, Channel::professional}), 0.50, 0.03);
  EXPECT_NEAR(share({Channel::web, Channel::message, Channel::chat}), 0.30, 0.03);
  EXPECT_NEAR(share({Channel::walk_in, Channel::letter}), 0.20, 0.03);
  for (std::size_t c = 0; c < static_cast<std::size_t>(Channel::import); ++c)
    EXPECT_GT(n[c], 0U) << "channel " << c;
  const double per_year = all / 12'000 / 40 * 365;
  EXPECT_NEAR(per_year, 2.2 + 0.9 + 0.07, 0.3) << "contacts per resident and year";
}

TEST_F(DemoCounty, HappensOnlyBeforeNowAndInOrder) {
  look([&](const core::State&, const core::Whole& whole) {
    for (std::uint32_t i = 1; i <= whole.matters().size(); ++i) {
      const core::MatterRow& m = whole.matters()[i];
      ASSERT_LE(m.opened.instant(), made_->options.until);
      ASSERT_LE(m.changed.instant(), made_->options.until);
      if (m.answered) {
        ASSERT_LE(m.opened, m.answered) << i;
      }
      if (m.closed) {
        ASSERT_LE(m.opened, m.closed) << i;
      }
    }
  });
}

TEST_F(DemoCounty, LeavesALivingQueueAndEveryDebt) {
  look([&](const core::State& state, const core::Whole& whole) {
    const Tally t = tally(state, whole, *made_->driver->setting(), made_->options.until);
    EXPECT_GT(t.debts[0], 0U) << "care debt";
    EXPECT_GT(t.debts[2], 0U) << "rehabilitation debt";
    std::uint32_t decided_not_done = 0;
    for (std::uint32_t i = 1; i <= whole.matters().size(); ++i) {
      const core::MatterRow& m = whole.matters()[i];
      if (m.status == core::MatterStatus::open && m.happened.has(promises::Trigger::decision_made) &&
          !m.happened.has(promises::Trigger::decision_implemented))
        ++decided_not_done;
    }
    EXPECT_GT(decided_not_done, 0U) << "service debt: decided, not put into effect";
    std::uint32_t untaken = 0, overdue = 0, today = 0;
    for (const auto& [team, n] : t.teams) {
      untaken += n.untaken;
      overdue += n.overdue;
      today += n.today;
    }
    EXPECT_GT(untaken, 0U);
    EXPECT_GT(overdue, 0U);
    EXPECT_GT(today, 0U);
    const RuleTally& contact = t.rules.at("TH51-CONTACT");
    EXPECT_GT(contact.kept, contact.missed * 5) << "most are answered the same day";
    EXPECT_GT(contact.missed, 0U);
    const RuleTally& week = t.rules.at("PT-PTH7");
    EXPECT_GT(week.kept, week.missed);
    EXPECT_GT(week.missed, 0U);
  });
}

TEST(DemoResidents, AreAsManyAndAsOldAsTheFiguresSay) {
  const Day today = day_of(2026, 3, 17);
  const Residents all(264'420, {228'166, 36'254}, today, 1);
  std::uint32_t minors = 0, oldest = 0, foreign = 0, kerava = 0;
  for (std::uint32_t i = 0; i < all.size(); ++i) {
    const auto age = calendar::age_on(Day{all[i].born}, today);
    minors += age < 18 ? 1U : 0U;
    oldest += age >= 75 ? 1U : 0U;
    kerava += all[i].area == 1 ? 1U : 0U;
    foreign +=
        all[i].tongue != core::Language::of("fi") && all[i].tongue != core::Language::of("sv") ? 1U : 0U;
  }
  EXPECT_EQ(oldest, 15'865U);
  EXPECT_NEAR(minors, 54'471, 5);
  EXPECT_EQ(kerava, 36'254U);
  EXPECT_NEAR(foreign / 264'420.0, 0.166, 0.012);
}

TEST(DemoChance, IsTheSameEverywhere) {
  Chance chance(1, 2, 3);
  EXPECT_EQ(chance.next(), Chance(1, 2, 3).next());
  EXPECT_NE(Chance(1, 2, 3).next(), Chance(1, 2, 4).next());
  double sum = 0;
  int below = 0;
  for (int i = 0; i < 20'000; ++i) {
    sum += chance.unit();
    below += chance.lognormal(11, 0.89) < 11 ? 1 : 0;
  }
  EXPECT_NEAR(sum / 20'000, 0.5, 0.01);
  EXPECT_NEAR(below / 20'000.0, 0.5, 0.015) << "the median is the median";
}

TEST_F(DemoCounty, WishesForFewerVisitsWhereAdviceIsEnough) {
  const auto reading = made_->driver->read();
  const auto setting = made_->driver->setting();
  const auto places = Places::of(made_->county, reading.state(), *setting);
  ASSERT_TRUE(places.ok());
  const Demand demand(*places, 100'000);
  double contacts = 0, visits = 0;
  for (std::size_t area = 0; area < places->areas(); ++area) {
    for (std::size_t band = 0; band < bands.size(); ++band)
      contacts += demand.contacts_per_year(area, Sector::oral, band) / working_days_in_year;
  }
  for (const char* service : {"dentist-acute", "oral-examination"}) {
    const std::size_t given = places->given_index(service);
    for (std::size_t team = 0; team < places->teams(); ++team) visits += demand.visits(given, team);
  }
  EXPECT_NEAR(visits / contacts, 0.50, 0.05)
      << "two thirds of the contacts if nobody were helped by advice alone";
}

TEST_F(DemoCounty, HasMondaysAndHolidays) {
  const auto reading = made_->driver->read();
  const auto setting = made_->driver->setting();
  const auto places = Places::of(made_->county, reading.state(), *setting);
  ASSERT_TRUE(places.ok());
  const Residents residents(100'000, places->residents(), day_of(2026, 3, 2), 1);
  const Demand demand(*places, 100'000);
  const Arrivals arrivals(*places, demand, residents, setting->calendar, 1);
  const auto office = [&](Day day) {
    const auto all = arrivals.of(day);
    return static_cast<double>(
        std::ranges::count_if(all, [](const Contact& c) { return by_voice(c.channel); }));
  };
  double week = 0;
  for (int i = 0; i < 5; ++i) week += office(day_of(2026, 3, 9) + i);
  EXPECT_NEAR(office(day_of(2026, 3, 9)) / (week / 5), 1.35, 0.1) << "Monday";
  EXPECT_EQ(office(day_of(2026, 3, 14)), 0) << "nobody answers on a Saturday";
  EXPECT_EQ(office(day_of(2026, 4, 3)), 0) << "nor on Good Friday";
  EXPECT_GT(arrivals.of(day_of(2026, 3, 14)).size(), 50U) << "the web is open";
  const auto monday = arrivals.of(day_of(2026, 3, 9));
  double calls = 0, early = 0;
  for (const Contact& c : monday) {
    if (c.channel != Channel::phone && c.channel != Channel::callback) continue;
    ++calls;
    early += calendar::second_of_day(c.at) < 10 * 3600 ? 1 : 0;
  }
  EXPECT_NEAR(early / calls, 0.40, 0.05) << "from eight to ten";
}

TEST(DemoOptions, AreRefusedWithTheFieldNamed) {
  Made made("refused", DemoOptions{10, 1, 1, morning_of(day_of(2026, 3, 17))});
  const auto words = Words::load(pack).value();
  const auto try_with = [&](DemoOptions o) {
    return make_demo(*made.driver, made.county, words, made.clock, rights::Gate::system(Purpose::operations),
                     o, {});
  };
  const Instant until = morning_of(day_of(2026, 3, 17));
  EXPECT_EQ(try_with({0, 1, 1, until}).error().where, "residents");
  EXPECT_EQ(try_with({10, 0, 1, until}).error().where, "days");
  EXPECT_EQ(try_with({10, 1, 1, Instant{0}}).error().where, "until");
}

TEST(DemoWords, SpeakEveryLanguageOfEveryNeed) {
  const auto words = Words::load(pack);
  ASSERT_TRUE(words.ok()) << content::to_string(words.error());
  Chance chance(1, 1);
  for (const Need& need : needs()) {
    ASSERT_TRUE(words->has(need.topic)) << need.topic;
    for (const std::string_view language : Words::languages)
      EXPECT_NE(words->text(need.topic, core::Language::of(language), chance).find('('), std::string::npos);
  }
}

}  // namespace
}  // namespace vuoro::demo
