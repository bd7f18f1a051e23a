#include <fmt/core.h>

#include <algorithm>
#include <optional>
#include <random>
#include <set>

#include "core/apply.hpp"
#include "core/setting_for_tests.hpp"
#include "core/times.hpp"
#include "planner/freed_times.hpp"
#include "rights/gate.hpp"
#include "sqlite_rival.hpp"

/// Free times over 400 units and 12 weeks against the same question to SQLite (in memory, partial covering
/// index, prepared once); bookings a second through decide + apply; 500 freed slots matched to 10 000 who
/// wait. CPU, in turns within one run.
namespace vuoro::core::testing {
namespace {

constexpr std::uint16_t units = 400;
constexpr std::uint16_t workers_each = 5;
constexpr int days = 60;
constexpr std::uint16_t slots_a_day = 14;
constexpr std::uint32_t waiting = 10'000;
constexpr std::size_t freed = 500;
constexpr int rounds = 5;

using bench::cpu_seconds;

/// A State that commands are done to; a refusal ends the program, for it would measure nothing.
class County {
 public:
  County() {
    define(TermKind::area, "area");
    for (int n = 1; n <= units; ++n) define(TermKind::team, fmt::format("unit {}", n));
    define(TermKind::service, "doctor");
    for (const promises::Rule& r : setting.pack.rules()) define(TermKind::rule, r.code);
    for (int n = 1; n <= units * workers_each; ++n) define(TermKind::worker, fmt::format("worker {}", n));
    define(TermKind::slot_type, "nurse");
  }

  std::uint32_t run(const Command& command, const Actor& actor) {
    const auto decided = decide(state, setting, command, actor, now);
    if (!decided) {
      fmt::print("refused: {}\n", static_cast<int>(decided.error().code));
      std::exit(1);  // NOLINT
    }
    for (const Event& e : decided->events) {
      if (!apply(state, e, {now, now, actor.staff, actor.kind})) std::exit(1);  // NOLINT
    }
    return decided->subject;
  }

  /// Twelve weeks of half hours from eight to three for everybody.
  void publish() {
    const Actor importer{ActorKind::import, {}, {}};
    for (int day = 0; day < days; ++day) {
      for (std::uint16_t n = 0; n < units * workers_each; ++n) {
        PublishSlots c;
        c.worker = WorkerId{static_cast<std::uint16_t>(n + 1)};
        c.team = TeamId{static_cast<std::uint16_t>(n / workers_each + 1)};
        c.type = nurse_time;
        c.begin = at(2025, 3, 17, 8) + std::chrono::hours{24 * (day / 5 * 7 + day % 5)};
        c.count = slots_a_day;
        c.minutes = 30;
        run(c, importer);
      }
    }
  }

  StepId waiter(TeamId team, std::uint32_t n) {
    ReceiveContact c;
    c.language = Language::of(n % 9 == 0 ? "so" : "fi");
    c.age = {static_cast<std::uint8_t>(n * 7 % 95)};
    c.team = team;
    now.s += 20;
    const MatterId matter{run(c, {})};
    const Actor nurse{ActorKind::staff, StaffId{1}, team};
    run(AssessNeed{matter, Urgency::non_urgent, Profession::nurse, {Domain::health}, {}}, nurse);
    return StepId{run(ProposeStep{matter, doctor_visit, no_due}, nurse)};
  }

  State state;
  Setting setting = setting_for_tests();
  Instant now = at(2025, 3, 10, 8);

 private:
  void define(TermKind kind, std::string_view text) { run(DefineTerm{kind, ShortText::of(text)}, {}); }
};

/// The rival: one row a slot, the free ones in an index that answers the question by itself.
class Rival {
 public:
  explicit Rival(const State& state) {
    db_.run(
        "CREATE TABLE slot(id INTEGER PRIMARY KEY, team INT, type INT, starts INT, minutes INT, worker INT, "
        "free INT)");
    db_.run("BEGIN");
    const Tables& t = Access::tables(state);
    bench::Statement insert(db_.get(), "INSERT INTO slot VALUES(?,?,?,?,?,?,?)");
    for (std::uint32_t n = 1; n <= t.slots.size(); ++n) {
      const SlotRow& s = t.slots[n];
      insert.run({n, s.team.n, s.type.n, s.begin.s, s.minutes, s.worker.n, s.capacity - s.taken});
    }
    db_.run("COMMIT");
    db_.run("CREATE INDEX anywhere ON slot(type, starts, id, team, minutes, worker) WHERE free > 0");
    db_.run("CREATE INDEX unit ON slot(team, type, starts, id, minutes, worker) WHERE free > 0");
    db_.run("ANALYZE");
    anywhere_.emplace(db_.get(),
                      "SELECT id, team, starts, minutes, worker FROM slot INDEXED BY anywhere WHERE free > 0 "
                      "AND type = 1 AND starts > ? ORDER BY starts, id LIMIT 40");
    unit_.emplace(
        db_.get(),
        "SELECT id, team, starts, minutes, worker FROM slot INDEXED BY unit WHERE free > 0 AND team "
        "= ? AND type = 1 AND starts > ? ORDER BY starts, id LIMIT 40");
  }

  std::int64_t anywhere(Instant now) {
    anywhere_->bind({now.s});
    return anywhere_->sum(5);
  }
  std::int64_t unit(TeamId team, Instant now) {
    unit_->bind({team.n, now.s});
    return unit_->sum(5);
  }

 private:
  bench::Memory db_;
  std::optional<bench::Statement> anywhere_;
  std::optional<bench::Statement> unit_;
};

std::int64_t sum_of(const std::vector<FreeTime>& found) {
  std::int64_t sum = 0;
  for (const FreeTime& f : found)
    sum += std::int64_t{f.slot.n} + f.row->team.n + f.row->begin.s + f.row->minutes + f.row->worker.n;
  return sum;
}

void search(const County& county, StepId step, Rival& rival) {
  const Viewer viewer = rights::Gate::operations();
  const Times times(county.state, county.setting, viewer);
  const Instant until = county.now + std::chrono::hours{24 * 98};
  const auto ours = [&](std::span<const TeamId> teams) {
    return sum_of(times.free({step, teams, county.now, until, {}, {}, 40}, county.now));
  };
  const TeamId one{37};
  if (ours({}) != rival.anywhere(county.now) || ours({&one, 1}) != rival.unit(one, county.now)) {
    fmt::print("the two do not find the same times\n");
    std::exit(1);  // NOLINT
  }
  std::int64_t keep = 0;
  for (int round = 0; round < rounds; ++round) {
    constexpr int wide = 500;
    constexpr int narrow = 20'000;
    const double a = cpu_seconds();
    for (int i = 0; i < wide; ++i) keep += ours({});
    const double b = cpu_seconds();
    for (int i = 0; i < wide; ++i) keep += rival.anywhere(county.now);
    const double c = cpu_seconds();
    for (int i = 0; i < narrow; ++i) keep += ours({&one, 1});
    const double d = cpu_seconds();
    for (int i = 0; i < narrow; ++i) keep += rival.unit(one, county.now);
    const double e = cpu_seconds();
    fmt::print(
        "round {}: 40 soonest of {} units {:.0f} us (SQLite {:.0f} us); of one unit {:.2f} us (SQLite {:.2f} "
        "us, ratio {:.1f})\n",
        round + 1, units, (b - a) * 1e6 / wide, (c - b) * 1e6 / wide, (d - c) * 1e6 / narrow,
        (e - d) * 1e6 / narrow, (e - d) / (d - c));
  }
  fmt::print("(checksum {})\n", keep);
}

void compare() {
  County county;
  county.publish();
  std::mt19937 random(7);  // NOLINT: the same county each time
  std::vector<StepId> steps;
  for (std::uint32_t n = 0; n < waiting; ++n)
    steps.push_back(county.waiter(TeamId{static_cast<std::uint16_t>(1 + n % units)}, n));

  // Bookings: those who wait get times of their unit, then give them back, then others take them.
  const auto slots = static_cast<std::uint32_t>(Access::tables(county.state).slots.size());
  std::vector<SlotList> wanted(steps.size());
  std::set<std::uint32_t> used;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    std::uint32_t n = 0;
    do n = 1 + static_cast<std::uint32_t>(random()) % slots;
    while (!used.insert(n).second);
    wanted[i].add(SlotId{n});
  }
  const double start = cpu_seconds();
  const Actor machine{ActorKind::system, {}, {}};
  for (int round = 0; round < rounds; ++round) {
    for (std::size_t i = 0; i < steps.size(); ++i) county.run(BookTimes{steps[i], wanted[i]}, machine);
    for (const StepId step : steps) county.run(CancelBooking{step, CancelledBy::person}, machine);
  }
  const double booked = cpu_seconds() - start;
  fmt::print("{} slots of {} professionals in {} units; {} people wait\n", slots, units * workers_each, units,
             waiting);
  fmt::print("bookings and cancellings, decide + apply: {:.2f} M commands/s\n",
             static_cast<double>(2 * rounds * steps.size()) / booked / 1e6);

  Rival rival(county.state);
  search(county, steps.front(), rival);

  const Viewer viewer = rights::Gate::operations();
  const Times times(county.state, county.setting, viewer);
  auto given_back = times.freed(county.now, county.now + std::chrono::hours{24 * 98}, county.now);
  given_back.resize(std::min(freed, given_back.size()));
  for (int round = 0; round < 3; ++round) {
    const double before = cpu_seconds();
    const auto matches = planner::match_freed(times, county.setting, given_back, county.now);
    fmt::print("{} freed slots among {} who wait: {} offers in {:.1f} ms CPU\n", given_back.size(), waiting,
               matches.size(), (cpu_seconds() - before) * 1e3);
  }
  const Tables& t = Access::tables(county.state);
  fmt::print("memory: slot rows {:.1f} MB beside their lists; SQLite {:.1f} MB\n",
             static_cast<double>(t.slots.bytes()) / 1e6, static_cast<double>(bench::Memory::bytes()) / 1e6);
}

}  // namespace
}  // namespace vuoro::core::testing

int main() {
  vuoro::core::testing::compare();
}
