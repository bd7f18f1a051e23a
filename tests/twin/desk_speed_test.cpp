#include <cmath>
#include <queue>

#include "twin/small_county.hpp"

/// The speed of a desk that is nearly full, held to desks whose speed is known. A few per cent too little
/// double such a desk's queue, so that what is tested is the estimate's bias as much as its interval.
namespace vuoro::twin::testing {
namespace {

/// Several professionals, each as long with one as chance has it; who is on the line is helped before those
/// who wait to be called. More come than can be helped early in the day and on Mondays.
struct DeskTruth {
  int servers = 6;
  double load = 0.97;        ///< A week's contacts against the week's capacity.
  double per_hour = 60;      ///< On other days; Mondays have more staff.
  double monday = 1.15;      ///< Times that.
  double presence = 0.05;    ///< A day's capacity is this much more or less, evenly.
  double written_after = 0;  ///< Seconds at most between what was done and its writing down.
  bool in_quarters = false;  ///< Written down each quarter of an hour, after what is stamped ahead.
  double here = 0.4;         ///< Share on the line.
  int days = 63;
};

constexpr std::array<double, 5> week_of_contacts = {1.35, 1.0, 0.92, 0.88, 0.85};
/// By hour of a working day, from midnight. What is written in the evening waits for the morning.
constexpr std::array<double, 24> day_of_contacts = {0,    0,    0,   0,   0,   0,   .01, .02,
                                                    .20,  .15,  .12, .11, .10, .08, .07, .055,
                                                    .015, .015, .02, .02, .01, .01, .01, 0};

/// A past written by a desk: what came, and when somebody turned to it.
class DeskPast {
 public:
  DeskPast(const DeskTruth& truth, std::uint64_t seed)
      : truth_(truth), streams_(seed, 0), past_(std::make_shared<Past>(calendar::Calendar::finnish())) {
    double week = 0;
    for (const double share : week_of_contacts) week += share;
    per_share_ = truth.load * truth.per_hour * 8 * (4 + truth.monday) / week;
    for (int n = 0; n < truth.days; ++n) one_day(Day{day_of(2026, 1, 12)} + n);
    std::ranges::stable_sort(told_, {}, [](const Told& t) { return t.stamp.recorded; });
    for (const Told& one : told_) past_->see(one.event, one.stamp);
    past_->finish(calendar::at_local(Day{day_of(2026, 1, 12)} + truth.days, 0));
  }

  [[nodiscard]] std::shared_ptr<const Past> past() const { return past_; }

 private:
  struct Told {
    core::Event event;
    core::Stamp stamp;
  };
  struct Caller {
    Instant at;
    MatterId matter;
    bool here = false;
  };

  double unit(std::uint16_t place) { return streams_.unit(++drawn_, Purpose::service, place); }

  void tell(core::Event event, Instant at, double late = 0) {
    const Instant recorded{at.s + static_cast<std::int64_t>(late)};
    told_.push_back({std::move(event), {at, recorded, {}, core::ActorKind::staff}});
  }

  void one_day(Day day) {
    const auto& calendar = past_->calendar();
    if (!calendar.is_working_day(day)) return;
    const auto weekday = static_cast<std::size_t>((day.n + 3) % 7);
    std::vector<Caller> callers;
    for (std::size_t hour = 0; hour < 24; ++hour) {
      const double mean = per_share_ * week_of_contacts[weekday] * day_of_contacts[hour];
      const std::uint32_t count = count_at(mean, 1, unit(2));
      for (std::uint32_t i = 0; i < count; ++i) {
        const bool here = hour >= 8 && hour < 15 && unit(3) < truth_.here;
        const int second = static_cast<int>(hour * 3600) + static_cast<int>(unit(4) * 3600);
        callers.push_back({calendar::at_local(day, second), {}, here});
      }
    }
    std::ranges::sort(callers, {}, &Caller::at);
    for (Caller& one : callers) {
      one.matter = MatterId{++matters_};
      tell(core::ContactReceived{one.matter, core::Channel::web, {}, {}, {}, {}, {}, {}, {}, {}}, one.at);
      tell(core::MatterOpened{one.matter, TeamId{1}, {}, {}}, one.at);
    }
    work(day, weekday == 0 ? truth_.monday : 1, callers);
  }

  /// Until closing; what is left waits for the next working day.
  void work(Day day, double factor, const std::vector<Caller>& callers) {
    const Instant open = calendar::at_local(day, 8 * 3600);
    const Instant close = calendar::at_local(day, 16 * 3600);
    const double present = 1 - truth_.presence + 2 * truth_.presence * unit(5);
    const double mean_s = 3600.0 * truth_.servers / (truth_.per_hour * factor * present);
    std::priority_queue<double, std::vector<double>, std::greater<>> free;
    // They begin one by one, as they go on: at opening nobody is ahead of the speed.
    for (int i = 0; i < truth_.servers; ++i)
      free.push(static_cast<double>(open.s) - mean_s * std::log(unit(7)));
    std::size_t next = 0;
    while (true) {
      const double at = free.top();
      const auto arrive = [&](double until) {
        for (; next < callers.size() && static_cast<double>(callers[next].at.s) <= until; ++next)
          (callers[next].here ? here_ : waiting_).push(callers[next]);
      };
      arrive(at);
      if (here_.empty() && waiting_.empty()) {
        if (next == callers.size()) break;
        arrive(static_cast<double>(callers[next].at.s));
      }
      auto& queue = here_.empty() ? waiting_ : here_;
      const Caller one = queue.front();
      const double begin = std::max(at, static_cast<double>(one.at.s));
      if (begin >= static_cast<double>(close.s)) break;
      queue.pop();
      free.pop();
      free.push(begin - mean_s * std::log(unit(6)));
      const auto turned = static_cast<std::int64_t>(begin);
      const auto quarter_left = static_cast<double>(900 - turned % 900);
      tell(core::MatterTaken{one.matter, StaffId{1}}, Instant{turned},
           truth_.in_quarters ? quarter_left : truth_.written_after * unit(1));
    }
    // Another desk's writing of the same quarter, which comes first, tells of two minutes later.
    for (Instant end = open + std::chrono::minutes{15}; truth_.in_quarters && end <= close;
         end = end + std::chrono::minutes{15}) {
      const Instant ahead = end + std::chrono::seconds{110};
      told_.push_back({core::TermDefined{}, {ahead, Instant{end.s - 1}, {}, core::ActorKind::staff}});
    }
    // What came after closing, or was on the line then, is there in the morning.
    for (; next < callers.size(); ++next) waiting_.push(callers[next]);
    for (; !here_.empty(); here_.pop()) waiting_.push(here_.front());
  }

  DeskTruth truth_;
  Streams streams_;
  std::shared_ptr<Past> past_;
  double per_share_ = 0;
  std::uint32_t matters_ = 0;
  std::uint32_t drawn_ = 0;
  std::queue<Caller> here_;
  std::queue<Caller> waiting_;
  std::vector<Told> told_;
};

struct Measured {
  double bias = 0;  ///< Mean over pasts of estimate / truth − 1.
  double held = 0;  ///< Share of 95 % intervals with the truth.
};

/// [0] is Mondays' speed.
std::array<Measured, 2> measure(const DeskTruth& truth, int pasts) {
  std::array<Measured, 2> m{};
  SmallCounty terms;
  const auto county = terms.unfitted(Instant{});
  for (int n = 0; n < pasts; ++n) {
    const DeskPast desk(truth, seed() + static_cast<std::uint64_t>(n));
    const auto habits = fit(desk.past(), county->start, county->setting, viewer());
    if (!habits) throw std::runtime_error(habits.error().what);
    const TeamHabits& team = (*habits)->teams.at(TeamId{1});
    for (std::size_t c = 0; c < 2; ++c) {
      const double real = truth.per_hour * (c == 0 ? truth.monday : 1);
      m[c].bias += (team.per_hour[c].mean() / real - 1) / pasts;
      m[c].held +=
          (team.per_hour[c].at(0.025) <= real && real <= team.per_hour[c].at(0.975) ? 1.0 : 0.0) / pasts;
    }
  }
  std::printf("speed: Mondays %+.2f %%, held %.2f; other days %+.2f %%, held %.2f\n", 100 * m[0].bias,
              m[0].held, 100 * m[1].bias, m[1].held);
  return m;
}

struct SpeedCase {
  const char* why;
  DeskTruth truth;
};

TEST(DeskSpeed, OfAFullDeskIsFoundWithoutBias) {
  DeskTruth full;
  DeskTruth late = full;
  late.written_after = 240;
  DeskTruth in_quarters = full;
  in_quarters.in_quarters = true;
  DeskTruth small = full;
  small.servers = 2;
  small.per_hour = 12;
  DeskTruth half_idle = full;
  half_idle.load = 0.8;
  DeskTruth over = full;
  over.load = 1.05;
  const int pasts = sanitized_form() ? 2 : 40;
  for (const auto& [why, truth] :
       {SpeedCase{"at 0.97 of its capacity", full},
        SpeedCase{"what is written down minutes after it was done", late},
        SpeedCase{"written each quarter, after what is stamped ahead", in_quarters},
        SpeedCase{"two people", small}, SpeedCase{"a desk with room: only its mornings are full", half_idle},
        SpeedCase{"a desk that cannot keep up", over}}) {
    std::printf("%s: ", why);
    const auto measured = measure(truth, pasts);
    if (sanitized_form()) continue;
    for (const Measured& m : measured) {
      EXPECT_LT(std::abs(m.bias), 0.01) << why;
      EXPECT_GE(m.held, 0.85) << why << ": 0.95 less three standard errors";
    }
  }
}

/// Working days whose deviations are like the day's before by `rho`.
std::vector<DayOff> days_alike(double rho, int days, std::uint32_t desk) {
  const calendar::Calendar calendar = calendar::Calendar::finnish();
  const Streams streams(seed(), desk);
  const Known standard{0, 1};
  std::vector<DayOff> off;
  Day day = day_of(2026, 2, 2);
  double last = 0;
  for (int n = 0; n < days; ++n, day = calendar.add_working_days(day, 1)) {
    last = rho * last + std::sqrt(1 - rho * rho) *
                            standard.at(streams.unit(static_cast<std::uint32_t>(n), Purpose::speed));
    off.push_back({day, last});
  }
  // As a fit sees them: around their own mean.
  double mean = 0;
  for (const DayOff& one : off) mean += one.deviations / days;
  for (DayOff& one : off) one.deviations -= mean;
  return off;
}

TEST(Persistence, IsFoundInTheDaysOfManyDesks) {
  const calendar::Calendar calendar = calendar::Calendar::finnish();
  for (const double rho : {0.0, 0.3, 0.6}) {
    Persistence found;
    for (std::uint32_t desk = 0; desk < 40; ++desk) found.add(calendar, days_alike(rho, 60, desk));
    EXPECT_EQ(found.pairs(), 40U * 59U);
    const Known z = found.z();
    EXPECT_NEAR(std::tanh(z.mean), rho, 0.1) << rho;
    EXPECT_LT(z.error, 0.03);
  }
}

TEST(Persistence, DaysThatAreNotNeighboursSayNothing) {
  const calendar::Calendar calendar = calendar::Calendar::finnish();
  auto days = days_alike(0.9, 60, 1);
  for (std::size_t i = days.size(); i-- > 0;) {
    if (i % 2 == 1) days.erase(days.begin() + static_cast<std::ptrdiff_t>(i));
  }
  Persistence found;
  found.add(calendar, days);
  EXPECT_EQ(found.pairs(), 0U);
  EXPECT_EQ(found.z().mean, 0);
  EXPECT_EQ(found.z().error, 0.3) << "only the prior";
}

/// What one desk, always behind, gets done on each day of a future.
std::vector<double> done_by_day(const LiveCounty& county, double z, std::optional<DayOff> lately,
                                std::uint32_t number) {
  auto habits = std::make_shared<Habits>(*county.habits);
  habits->persistence = {z, 0};
  TeamHabits& team = habits->teams.at(TeamId{1});
  team.per_hour = {Rate{40e6, 1e6, 40, 1, 1}, Rate{40e6, 1e6, 40, 1, 1}};
  team.day_to_day = {0.2, 0.2};
  team.lately = lately;
  for (Rate& contacts : team.contacts) contacts = Rate{1000e6, 1e6, 1000, 1, 1};
  LiveCounty other = county;
  other.habits = habits;
  std::map<std::int32_t, double> done;
  Future future(other, viewer(), seed(), number);
  future.ground().tell([&](const core::State&, const core::Event& e, const core::Stamp& stamp) {
    if (std::holds_alternative<core::MatterTaken>(e)) ++done[calendar::local_day(stamp.at).n];
  });
  future.run(county.now + std::chrono::hours{24 * 70});
  std::vector<double> numbers;
  for (const auto& [day, n] : done) numbers.push_back(n);
  return numbers;
}

/// Correlation of neighbouring days.
double alike_from_day_to_day(const LiveCounty& county, double z) {
  double xy = 0, xx = 0;
  for (std::uint32_t number = 0; number < 12; ++number) {
    const auto done = done_by_day(county, z, {}, number);
    double mean = 0;
    for (const double n : done) mean += n / static_cast<double>(done.size());
    double last = 0;
    for (const double n : done) {
      xy += last * (n - mean);
      xx += (n - mean) * (n - mean);
      last = n - mean;
    }
  }
  return xy / xx;
}

TEST(Persistence, AFuturesDesksAreIllForDaysWhenThePastsWere) {
  const DeskPast desk(DeskTruth{}, seed());
  SmallCounty terms;
  const auto county = terms.unfitted(desk.past()->end());
  const auto habits = fit(desk.past(), county->start, county->setting, viewer());
  ASSERT_TRUE(habits.ok());
  county->habits = *habits;
  EXPECT_NEAR(alike_from_day_to_day(*county, 0), 0, 0.15);
  EXPECT_NEAR(alike_from_day_to_day(*county, std::atanh(0.8)), 0.75, 0.15);
  const auto& calendar = county->setting.calendar;
  Day yesterday = calendar::local_day(county->now);
  while (calendar.add_working_days(yesterday, 1) >
         calendar.next_working_day_on_or_after(calendar::local_day(county->now)))
    yesterday = yesterday - 1;
  const double ill = done_by_day(*county, 2, DayOff{yesterday, -2}, 0).front();
  const double many = done_by_day(*county, 2, DayOff{yesterday, 2}, 0).front();
  EXPECT_LT(ill + 40, many) << "whoever was ill yesterday may be ill still";
  EXPECT_EQ(done_by_day(*county, 2, DayOff{yesterday - 30, -2}, 0).front(),
            done_by_day(*county, 2, {}, 0).front())
      << "not whoever was ill a month ago";
}

}  // namespace
}  // namespace vuoro::twin::testing
