// kill -9 in the middle of an import, again and again: running it to the end then gives, bit for bit, the
// State of an import that nobody disturbed.
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <random>
#include <sstream>
#include <thread>

#include "exchange/house_for_tests.hpp"

namespace vuoro::exchange {
namespace {

using ledger::Scratch;

/// A file big enough to be killed in: patients come back, areas are new from time to time, some rows are bad.
std::string many_rows(int rows) {
  std::mt19937 chance(20160429);
  const auto below = [&](unsigned n) { return static_cast<int>(chance() % n); };
  std::string text = "PatientId,AppointmentID,Gender,ScheduledDay,AppointmentDay,Age,Neighbourhood,No-show\n";
  for (int i = 0; i < rows; ++i) {
    const int day = 1 + below(27);
    char line[200];
    std::snprintf(line, sizeof line,
                  "%d,%d,%c,2016-04-%02dT%02d:%02d:00Z,2016-%02d-%02dT00:00:00Z,%d,AREA %d,%s\n",
                  below(static_cast<unsigned>(rows) / 2U), i, below(2) == 0 ? 'F' : 'M', day, below(24),
                  below(60), 4 + below(3), day, below(140) - 2,
                  i < 50 ? i : below(static_cast<unsigned>(50 + i / 100)), below(4) == 0 ? "Yes" : "No");
    text += line;
  }
  return text;
}

/// Runs the tool; kills it when it has told of `rows` rows and lived `more` longer, or lets it end (rows =
/// -1). Returns what it rejected and the State's hash, empty when it was killed.
std::string run_tool(const std::filesystem::path& map, const std::filesystem::path& county,
                     const std::filesystem::path& file, long rows, std::chrono::milliseconds more) {
  int ends[2];
  if (::pipe(ends) != 0) throw std::runtime_error("pipe");
  const pid_t child = ::fork();
  if (child == 0) {
    ::dup2(ends[1], STDOUT_FILENO);
    ::close(ends[0]);
    ::close(ends[1]);
    ::execl(VUORO_IMPORT_TOOL, VUORO_IMPORT_TOOL, county.c_str(), map.c_str(), file.c_str(), "", "512",
            nullptr);
    ::_exit(127);
  }
  ::close(ends[1]);
  std::FILE* const out = ::fdopen(ends[0], "r");
  std::array<char, 256> line{};
  std::string told_at_end;
  while (std::fgets(line.data(), line.size(), out) != nullptr) {
    const std::string_view text = line.data();
    if (text.starts_with("rejected ") || text.starts_with("hash ")) told_at_end += text;
    long told = 0;
    if (rows >= 0 && std::sscanf(line.data(), "rows %ld", &told) == 1 && told >= rows) {
      std::this_thread::sleep_for(more);
      ::kill(child, SIGKILL);
      told_at_end.clear();
      break;
    }
  }
  std::fclose(out);
  int status = 0;
  ::waitpid(child, &status, 0);
  if (rows < 0) {
    EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0) << told_at_end;
  }
  return told_at_end;
}

/// How many rows were rejected in all, and what became of the State. A row that clashes with two others is
/// refused for whichever of them is there when it is looked at: after an interruption for a later one too.
std::pair<long, std::string> counted(const std::string& told) {
  long rejected = 0;
  std::string hash;
  std::istringstream lines(told);
  for (std::string word; lines >> word;) {
    std::string code;
    long n = 0;
    if (word == "rejected" && lines >> code >> n) rejected += n;
    if (word == "hash") lines >> hash;
  }
  EXPECT_FALSE(hash.empty()) << told;
  return {rejected, hash};
}

/// Kills an import when it has told of so many rows, then lets it end, and compares with one never disturbed:
/// the same State, and no row that had gone in is called rejected.
void expect_same_state(const std::filesystem::path& map, const Scratch& scratch,
                       const std::filesystem::path& file, std::initializer_list<long> kill_at) {
  const std::string whole = run_tool(map, scratch / "whole", file, -1, {});
  ASSERT_NE(whole.find("hash "), std::string::npos) << whole;
  std::mt19937 chance(7);
  int killed = 0;
  for (const long rows : kill_at) {
    const auto more = std::chrono::milliseconds(chance() % 40);
    if (run_tool(map, scratch / "killed", file, rows, more).empty()) ++killed;
  }
  EXPECT_GT(killed, 2) << "the test must really interrupt";
  EXPECT_EQ(counted(run_tool(map, scratch / "killed", file, -1, {})), counted(whole));
}

TEST(ImportKill, AKilledImportGoesOnToTheSameState) {
  const Scratch scratch;
  const auto file = written(scratch / "many.csv", many_rows(20000));
  expect_same_state(vitoria_map, scratch, file, {64L, 2000L, 2000L, 6000L, 12000L, 18000L});
}

/// Professionals are new from time to time, some have other times already, rooms come and go.
std::string many_shifts(int rows) {
  std::mt19937 chance(20260329);
  const auto below = [&](unsigned n) { return static_cast<int>(chance() % n); };
  std::string text = "worker,team,date,from,until,type,room\n";
  for (int i = 0; i < rows; ++i) {
    char line[200];
    std::snprintf(line, sizeof line, "w%d,desk-korso,2026-%02d-%02d,%02d:00,%02d:30,nurse-visit,Huone %d\n",
                  below(static_cast<unsigned>(20 + i / 20)), 1 + below(12), 1 + below(28), 8 + below(4),
                  13 + below(4), below(static_cast<unsigned>(3 + i / 500)));
    text += line;
  }
  return text;
}

TEST(ImportKill, AKilledImportOfShiftsGoesOnToTheSameState) {
  const Scratch scratch;
  const auto file = written(scratch / "shifts.csv", many_shifts(20000));
  expect_same_state("shifts", scratch, file, {64L, 2000L, 2000L, 6000L, 12000L, 18000L});
}

}  // namespace
}  // namespace vuoro::exchange
