#include <fmt/core.h>

#include <optional>
#include <random>

#include "core/apply.hpp"
#include "core/setting_for_tests.hpp"
#include "core/view.hpp"
#include "rights/gate.hpp"
#include "sqlite_rival.hpp"

/// The desk's first page – 50 rows, soonest to miss, one unit – at 300 000 open matters, against the same
/// question to SQLite (in memory, covering index in the order asked for, prepared once). CPU per page, in
/// turns within one run.
namespace vuoro::core::testing {
namespace {

constexpr std::uint32_t open_matters = 300'000;
constexpr int rounds = 5;
constexpr int pages = 4000;

using bench::cpu_seconds;

State filled(const Setting& setting) {
  State state;
  Instant now = at(2025, 3, 10, 8);
  const auto run = [&](const Command& command, const Actor& actor) {
    const auto decided = decide(state, setting, command, actor, now);
    if (!decided) std::exit(1);  // NOLINT: a benchmark of refusals measures nothing
    for (const Event& e : decided->events) {
      if (!apply(state, e, {now, now, actor.staff, actor.kind})) std::exit(1);  // NOLINT
    }
    return decided->subject;
  };
  for (const char* area : {"Tikkurila", "Kerava"}) run(DefineTerm{TermKind::area, ShortText::of(area)}, {});
  for (const char* team : {"nurses", "social", "dental"})
    run(DefineTerm{TermKind::team, ShortText::of(team)}, {});
  for (const promises::Rule& r : setting.pack.rules())
    run(DefineTerm{TermKind::rule, ShortText::of(r.code)}, {});
  std::mt19937 random(11);  // NOLINT: the same county each time
  for (std::uint32_t n = 0; n < open_matters; ++n) {
    now.s += static_cast<std::int64_t>(random() % 40);
    ReceiveContact c;
    c.channel = static_cast<Channel>(random() % 5);
    c.language = Language::of("fi");
    c.area = AreaId{static_cast<std::uint16_t>(1 + random() % 2)};
    c.age = {static_cast<std::uint8_t>(random() % 95)};
    c.team = nurses;
    const MatterId id{run(c, {})};
    const Actor nurse{ActorKind::staff, StaffId{1 + n % 400}, nurses};
    if (n % 2 == 0) run(TakeMatter{id}, nurse);
    if (n % 3 == 0) run(AssessNeed{id, Urgency::non_urgent, Profession::nurse, {Domain::health}, {}}, nurse);
  }
  return state;
}

/// The rival: one row a matter, as wide as a line of the queue.
class Rival {
 public:
  explicit Rival(const State& state) {
    db_.run(
        "CREATE TABLE matter(id INTEGER PRIMARY KEY, team INT, status INT, due INT, opened INT, age INT, "
        "area INT, language INT, channel INT, about INT, interpreter INT, staff INT, offered INT, version "
        "INT, "
        "rule INT)");
    db_.run("BEGIN");
    const Tables& t = Access::tables(state);
    bench::Statement insert(db_.get(), "INSERT INTO matter VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)");
    for (std::uint32_t n = 1; n <= t.matters.size(); ++n) {
      const MatterRow& m = t.matters[n];
      insert.run({n, m.team.n, static_cast<int>(m.status), m.queue_due.s, m.opened.s, m.age.years, m.area.n,
                  m.language.n, static_cast<int>(m.channel), static_cast<int>(m.about),
                  static_cast<int>(m.interpreter), m.staff.n, m.offered_to.n, m.version, 1});
    }
    db_.run("COMMIT");
    db_.run(
        "CREATE INDEX page ON matter(team, status, due, id, opened, age, area, language, channel, about, "
        "interpreter, staff, offered, version, rule)");
    db_.run("ANALYZE");
    page_.emplace(db_.get(),
                  "SELECT id, due, opened, age, area, language, channel, about, interpreter, staff, offered, "
                  "version, rule FROM matter WHERE team=1 AND status=0 ORDER BY due, id LIMIT 50");
  }

  std::int64_t page() { return page_->sum(13); }

 private:
  bench::Memory db_;
  std::optional<bench::Statement> page_;
};

std::int64_t page_of(const View& view) {
  std::int64_t sum = 0;
  for (const QueueLine& line : view.queue(QueuePart::all, 0, 50)) {
    const MatterRow& m = *line.row;
    const std::int64_t rule = line.soonest ? view.limit(view.promise(line.soonest)).rule.n : 0;
    const auto words = static_cast<std::int64_t>(m.channel) + static_cast<std::int64_t>(m.about);
    sum += rule + words + line.matter.n + m.queue_due.s + m.opened.s + m.age.years + m.area.n + m.language.n +
           m.staff.n + m.offered_to.n + m.version + static_cast<std::int64_t>(m.interpreter);
  }
  return sum;
}

void compare() {
  const Setting setting = setting_for_tests();
  const State state = filled(setting);
  Rival rival(state);
  const auto viewer = rights::Gate::care(
      rights::StaffSession{{"bench", Role::professional, StaffId{1}, nurses, "nurses", {}}});
  const View view(state, *viewer);
  fmt::print("open matters {}, one unit; first page of 50\n", open_matters);
  std::int64_t keep = 0;
  for (int round = 0; round < rounds; ++round) {
    const double start = cpu_seconds();
    for (int i = 0; i < pages; ++i) keep += page_of(view);
    const double ours = cpu_seconds() - start;
    for (int i = 0; i < pages; ++i) keep += rival.page();
    const double theirs = cpu_seconds() - start - ours;
    fmt::print("round {}: State {:.2f} us/page, SQLite {:.2f} us/page, ratio {:.1f}\n", round + 1,
               ours * 1e6 / pages, theirs * 1e6 / pages, theirs / ours);
  }
  const Tables& t = Access::tables(state);
  fmt::print("memory: matters and promises {:.1f} MB, SQLite {:.1f} MB (checksum {})\n",
             static_cast<double>(t.matters.bytes() + t.promises.bytes()) / 1e6,
             static_cast<double>(bench::Memory::bytes()) / 1e6, keep);
}

}  // namespace
}  // namespace vuoro::core::testing

int main() {
  vuoro::core::testing::compare();
}
