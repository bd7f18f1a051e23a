// `wait --within 7` over ten million closed matters, split by age and area, against SQLite and PostgreSQL 15
// on a plain table with the same rows, in one run. Usage: bench_measures_wait [rows] [matters in State]
#include <fmt/format.h>
#include <sqlite3.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "calendar/zone.hpp"
#include "core/apply.hpp"
#include "core/decide.hpp"
#include "measures/wait.hpp"

namespace vuoro::rights {

/// The benchmark's own gate; it links no src/rights.
class Gate {
 public:
  static Viewer system() { return ViewerIssuer::system(Purpose::operations); }
};

}  // namespace vuoro::rights

namespace {

using namespace vuoro;
using measures::Split;
using measures::WaitColumns;
using measures::WaitEnd;
using Clock = std::chrono::steady_clock;
using Answer =
    std::map<std::pair<int, int>, std::pair<std::int64_t, std::int64_t>>;  // (band, area) -> counts

constexpr int areas = 40;
constexpr int repeats = 7;

/// Best and median of several runs, in milliseconds.
struct Times {
  double best = 0;
  double median = 0;
};
Times timed(const std::function<void()>& work) {
  std::vector<double> ms;
  for (int i = 0; i < repeats; ++i) {
    const auto from = Clock::now();
    work();
    ms.push_back(std::chrono::duration<double, std::milli>(Clock::now() - from).count());
  }
  std::sort(ms.begin(), ms.end());
  return {ms.front(), ms[ms.size() / 2]};
}

WaitColumns made_up(std::size_t rows) {
  std::mt19937_64 chance(1);
  WaitColumns c;
  c.area_names.emplace_back();
  for (int a = 1; a <= areas; ++a) c.area_names.push_back(fmt::format("area {:02}", a));
  for (std::size_t i = 0; i < rows; ++i) {
    const std::uint64_t r = chance();
    const auto wait = static_cast<std::uint16_t>(std::min<std::uint64_t>((r & 63U) * ((r >> 6U) & 3U), 180));
    c.planned.push_back(wait);
    c.realised.push_back((r >> 60U) < 3 ? measures::no_wait : wait);
    c.age.push_back(static_cast<std::uint8_t>((r >> 16U) % 100));
    c.area.push_back(static_cast<std::uint16_t>(1 + (r >> 32U) % areas));
    c.sex.push_back(static_cast<std::uint8_t>(1 + ((r >> 24U) & 1U)));
  }
  return c;
}

Answer of_groups(const std::vector<measures::WaitGroup>& groups) {
  Answer answer;
  for (const auto& g : groups) {
    const int band = g.group.starts_with("23+") ? 1 : 0;
    const int area = std::atoi(g.group.substr(g.group.size() - 2).c_str());
    answer[{band, area}] = {static_cast<std::int64_t>(g.count), static_cast<std::int64_t>(g.within)};
  }
  return answer;
}

// ---- SQLite

void run(sqlite3* db, const char* sql) {
  if (sqlite3_exec(db, sql, nullptr, nullptr, nullptr) != SQLITE_OK) {
    fmt::print(stderr, "{}\n", sqlite3_errmsg(db));
    std::exit(1);
  }
}

Answer ask(sqlite3* db, const char* sql) {
  sqlite3_stmt* statement = nullptr;
  if (sqlite3_prepare_v2(db, sql, -1, &statement, nullptr) != SQLITE_OK) std::exit(1);
  Answer answer;
  while (sqlite3_step(statement) == SQLITE_ROW) {
    answer[{sqlite3_column_int(statement, 0), sqlite3_column_int(statement, 1)}] = {
        sqlite3_column_int64(statement, 2), sqlite3_column_int64(statement, 3)};
  }
  sqlite3_finalize(statement);
  return answer;
}

/// The best of several ways to ask, each checked against our own answer.
Times sqlite(const WaitColumns& c, const Answer& expected) {
  sqlite3* db = nullptr;
  sqlite3_open(":memory:", &db);
  run(db, "CREATE TABLE w(wait INTEGER NOT NULL, age INTEGER NOT NULL, area INTEGER NOT NULL); BEGIN");
  sqlite3_stmt* insert = nullptr;
  sqlite3_prepare_v2(db, "INSERT INTO w VALUES(?,?,?)", -1, &insert, nullptr);
  for (std::size_t i = 0; i < c.rows(); ++i) {
    sqlite3_bind_int(insert, 1, c.planned[i]);
    sqlite3_bind_int(insert, 2, c.age[i]);
    sqlite3_bind_int(insert, 3, c.area[i]);
    sqlite3_step(insert);
    sqlite3_reset(insert);
  }
  sqlite3_finalize(insert);
  run(db, "COMMIT");
  const auto table_bytes = sqlite3_memory_used();
  struct Way {
    const char* name;
    const char* prepare;
    const char* sql;
  };
  const Way ways[] = {
      {"table scan", "", "SELECT age>22, area, count(*), sum(wait<=7) FROM w GROUP BY 1, 2"},
      {"covering index (area, age>22, wait)", "CREATE INDEX w1 ON w(area, age>22, wait)",
       "SELECT age>22, area, count(*), sum(wait<=7) FROM w INDEXED BY w1 GROUP BY area, age>22"},
      {"covering index, grouped twice", "DROP INDEX w1; CREATE INDEX w2 ON w(area, age, wait)",
       "SELECT age>22, area, sum(n), sum(k) FROM (SELECT area, age, count(*) n, sum(wait<=7) k FROM w "
       "INDEXED BY w2 GROUP BY area, age) GROUP BY area, age>22"},
      {"covering index, counted by wait", "ANALYZE",
       "SELECT age>22, area, sum(n), sum(n*(wait<=7)) FROM (SELECT area, age, wait, count(*) n FROM w "
       "INDEXED BY w2 GROUP BY area, age, wait) GROUP BY area, age>22"},
  };
  Times best{1e9, 1e9};
  for (const Way& way : ways) {
    run(db, way.prepare);
    Answer answer;
    const Times t = timed([&] { answer = ask(db, way.sql); });
    fmt::print("SQLite {}, {}: best {:.0f} ms, median {:.0f} ms, memory {} MB{}\n", sqlite3_libversion(),
               way.name, t.best, t.median, sqlite3_memory_used() >> 20,
               answer == expected ? "" : "  WRONG ANSWER");
    if (t.median < best.median) best = t;
  }
  fmt::print("SQLite table alone: {} MB\n", table_bytes >> 20);
  sqlite3_close(db);
  return best;
}

// ---- PostgreSQL, through its own psql (measures_postgres.sh)

/// Medians below 0: not there.
Times postgres(const WaitColumns& c, const Answer& expected) {
  const auto directory = std::filesystem::temp_directory_path() / fmt::format("vuoro-pg-{}", ::getpid());
  std::filesystem::create_directories(directory);
  std::FILE* rows = std::fopen((directory / "rows.csv").c_str(), "w");
  for (std::size_t i = 0; i < c.rows(); ++i)
    fmt::print(rows, "{},{},{}\n", c.planned[i], c.age[i], c.area[i]);
  std::fclose(rows);
  const std::string command = fmt::format("sh '{}' '{}'", VUORO_POSTGRES_SCRIPT, directory.string());
  std::FILE* out = ::popen(command.c_str(), "r");
  char line[256];
  Answer answer;
  Times best{-1, -1};
  while (std::fgets(line, sizeof line, out) != nullptr) {
    int band = 0;
    int area = 0;
    long long n = 0;
    long long k = 0;
    Times t;
    if (std::sscanf(line, "row %d|%d|%lld|%lld", &band, &area, &n, &k) == 4) {
      answer[{band, area}] = {n, k};
    } else if (std::sscanf(line, "times %lf %lf", &t.best, &t.median) == 2) {
      if (best.median < 0 || t.median < best.median) best = t;
    } else {
      fmt::print("PostgreSQL {}", line);
    }
  }
  ::pclose(out);
  std::filesystem::remove_all(directory);
  if (best.median >= 0 && answer != expected) fmt::print("PostgreSQL: WRONG ANSWER\n");
  return best;
}

// ---- Columns out of a State that decide() and apply() made

core::State lived(std::size_t matters, core::Setting& setting) {
  core::State state;
  const auto tell = [&](const core::Command& command, Instant at) -> std::uint32_t {
    const core::Actor actor{core::ActorKind::import, {}, TeamId{1}};
    const auto decision = core::decide(state, setting, command, actor, at);
    if (!decision) std::exit(1);
    for (const auto& event : decision->events) {
      if (!core::apply(state, event, core::Stamp{at, at, {}, actor.kind})) std::exit(1);
    }
    return decision->subject;
  };
  const Instant start = calendar::at_local(day_of(2025, 1, 1), 8 * 3600);
  tell(core::DefineTerm{core::TermKind::team, core::ShortText::of("team")}, start);
  for (int a = 0; a < areas; ++a)
    tell(core::DefineTerm{core::TermKind::area, core::ShortText::of(fmt::format("area {}", a))}, start);
  const auto service = tell(core::DefineTerm{core::TermKind::service, core::ShortText::of("visit")}, start);
  setting.services.resize(service + std::size_t{1});
  setting.services[service] = {ServiceId{static_cast<std::uint16_t>(service)}, {}, {}, {}, {}};
  std::mt19937 chance(2);
  for (std::size_t i = 0; i < matters; ++i) {
    const Instant at = start + std::chrono::seconds(chance() % (300 * 86400));
    const Instant visit = at + std::chrono::seconds((chance() % 60) * 86400);
    core::ReceiveContact contact;
    contact.age = {static_cast<std::uint8_t>(chance() % 100)};
    contact.area = AreaId{static_cast<std::uint16_t>(1 + chance() % areas)};
    contact.team = TeamId{1};
    const MatterId m{tell(contact, at)};
    tell(core::AssessNeed{m, core::Urgency::non_urgent, {}, {promises::Domain::health}, {}}, at);
    const StepId step{tell(core::ProposeStep{m, ServiceId{1}, core::no_due}, at)};
    tell(core::BookStep{step, visit, 0, {}}, at);
    tell(core::CompleteStep{step, core::Outcome::helped}, visit);
    tell(core::CloseMatter{m, core::CloseReason::care_given}, visit);
  }
  return state;
}

std::size_t argument(int argc, char** argv, int index, std::size_t otherwise) {
  return argc > index ? static_cast<std::size_t>(std::atoll(argv[index])) : otherwise;
}

}  // namespace

int main(int argc, char** argv) {
  const std::size_t rows = argument(argc, argv, 1, 10'000'000);
  const std::size_t matters = argument(argc, argv, 2, 1'000'000);
  const WaitColumns columns = made_up(rows);
  const std::vector<Split> by{Split::parse("age:0-22,23+").value(), Split::parse("area").value()};
  std::vector<measures::WaitGroup> groups;
  const Times ours = timed([&] { groups = wait_within(columns, WaitEnd::planned, 7, by); });
  fmt::print("Vuoro, {} rows, age x area: best {:.1f} ms, median {:.1f} ms, columns {} MB\n", rows, ours.best,
             ours.median, columns.bytes() >> 20);
  const Answer expected = of_groups(groups);
  std::fflush(stdout);
  const Times lite = sqlite(columns, expected);
  std::fflush(stdout);
  const Times pg = postgres(columns, expected);
  fmt::print("SQLite / Vuoro: {:.0f} x (medians, SQLite's best way)\n", lite.median / ours.median);
  if (pg.median >= 0) {
    fmt::print("PostgreSQL / Vuoro: {:.0f} x (medians, PostgreSQL's best way)\n", pg.median / ours.median);
  } else {
    fmt::print("PostgreSQL 15 is not there: left out (apt-get install postgresql)\n");
  }
  std::fflush(stdout);
  core::Setting setting;
  const core::State state = lived(matters, setting);
  const Times read = timed([&] {
    if (!measures::wait_columns(state, rights::Gate::system())) std::exit(1);
  });
  fmt::print("columns out of State, {} matters: median {:.0f} ms ({:.0f} ns each)\n", matters, read.median,
             read.median * 1e6 / static_cast<double>(matters));
  rusage used{};
  ::getrusage(RUSAGE_SELF, &used);
  fmt::print("largest memory of this process, SQLite and State with it: {} MB\n", used.ru_maxrss >> 10);
  return 0;
}
