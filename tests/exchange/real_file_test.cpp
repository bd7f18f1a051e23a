// The real file, against a recount that Python makes of it (recount.py): equal to the last person.
#include <array>
#include <cstdio>
#include <cstdlib>
#include <sstream>

#include "exchange/house_for_tests.hpp"
#include "measures/wait.hpp"

namespace vuoro::exchange {
namespace {

using ledger::must;
using ledger::Scratch;
using measures::Split;
using measures::WaitEnd;

std::filesystem::path real_file() {
  const char* const elsewhere = std::getenv("VUORO_SHARED_DIR");
  return std::filesystem::path(elsewhere != nullptr ? elsewhere : VUORO_SHARED_DIR) /
         "data/appointments-vitoria-2016.csv";
}

/// "<end> <split>" -> lines of groups, sorted.
using Recount = std::map<std::string, std::vector<std::string>>;

Recount recount(const std::filesystem::path& file, int days, std::string& rows) {
  const std::string command = "python3 '" + (source_dir / "tests/exchange/recount.py").string() + "' '" +
                              file.string() + "' " + std::to_string(days);
  std::FILE* const out = ::popen(command.c_str(), "r");
  std::array<char, 512> line{};
  Recount counts;
  while (std::fgets(line.data(), line.size(), out) != nullptr) {
    std::string text = line.data();
    text.pop_back();
    if (text.starts_with("rows ")) {
      rows = text;
      continue;
    }
    const auto second = text.find(' ', text.find(' ') + 1);
    counts[text.substr(0, second)].push_back(text.substr(second + 1));
  }
  EXPECT_EQ(::pclose(out), 0) << command;
  return counts;
}

std::vector<std::string> lines_of(const std::vector<measures::WaitGroup>& groups) {
  std::vector<std::string> lines;
  for (const auto& g : groups)
    lines.push_back(std::to_string(g.count) + " " + std::to_string(g.within) + " " + g.group);
  return lines;
}

void expect_equal(const std::filesystem::path& file, const Map& map) {
  const Scratch scratch;
  House house(scratch / "county");
  const auto report = must(import_appointments(house.driver(), map, file, {}));
  const auto reading = house.driver().read();
  const auto columns = must(measures::wait_columns(reading.state(), lead()));
  for (const int days : {0, 7, 14, 90}) {
    std::string rows;
    Recount expected = recount(file, days, rows);
    EXPECT_EQ(rows, "rows " + std::to_string(report.accepted) + " " + std::to_string(report.rejected));
    ASSERT_EQ(expected.size(), 8U);
    for (const auto& [name, by] :
         {std::pair{"none", ""}, {"age", "age:0-22,23+"}, {"area", "area"}, {"sex", "sex"}}) {
      const std::array splits{must(Split::parse(by))};
      for (const auto& [word, end] :
           {std::pair{"planned", WaitEnd::planned}, {"realised", WaitEnd::realised}}) {
        auto got = lines_of(wait_within(columns, end, static_cast<std::uint16_t>(days), splits));
        auto& want = expected[std::string(word) + " " + name];
        std::sort(got.begin(), got.end());
        std::sort(want.begin(), want.end());
        EXPECT_EQ(got, want) << days << " " << word << " " << name;
      }
    }
  }
}

TEST(RealFile, WaitsAreThoseOfAnIndependentRecount) {
  if (!std::filesystem::exists(real_file())) {
    GTEST_SKIP() << real_file()
                 << " is not there (set VUORO_SHARED_DIR); the made-up file is counted instead";
  }
  expect_equal(real_file(), loaded_map());
}

TEST(MadeUpFile, WaitsAreThoseOfAnIndependentRecount) {
  // The same check for everybody: good rows and the two faults that the recount knows.
  const Scratch scratch;
  std::string text = "PatientId,AppointmentID,Gender,ScheduledDay,AppointmentDay,Age,Neighbourhood,No-show\n";
  for (int i = 0; i < 3000; ++i) {
    char line[200];
    std::snprintf(line, sizeof line,
                  "%d,%d,%c,2016-%02d-%02dT%02d:00:00Z,2016-%02d-%02dT00:00:00Z,%d,AREA %d,%s\n", i % 1700, i,
                  i % 1700 % 3 == 0 ? 'F' : 'M', 1 + i % 4, 1 + i % 28, i % 24, 3 + i % 5, 1 + (i * 7) % 28,
                  i % 103 - 1, i % 37, i % 5 == 0 ? "Yes" : "No");
    text += line;
  }
  expect_equal(written(scratch / "f.csv", text), loaded_map());
}

}  // namespace
}  // namespace vuoro::exchange
