// `vuoro import shifts`: every bad row named, every good one in, once.
#include "exchange/import_shifts.hpp"

#include <fmt/format.h>

#include <array>
#include <set>

#include "core/invariants.hpp"
#include "exchange/house_for_tests.hpp"
#include "exchange/shift_county.hpp"

namespace vuoro::exchange {
namespace {

using ledger::must;
using ledger::Scratch;
using Counts = std::map<std::string, std::uint64_t>;

constexpr std::string_view header = "worker,team,date,from,until,type,room,minutes,places,mode\n";

class Shifts : public testing::Test {
 protected:
  Shifts() { must(install_shift_county(house.driver())); }
  ImportReport import(std::string_view rows) {
    const auto file = written(scratch / "shifts.csv", std::string(header) + std::string(rows));
    return must(import_shifts(house.driver(), shift_county(), file, ',', {.reject_path = rejects}));
  }
  [[nodiscard]] std::optional<std::uint16_t> term(core::TermKind kind, std::string_view text) {
    return house.driver().read().state().term(kind, text);
  }
  Scratch scratch;
  std::filesystem::path rejects = scratch / "rejected.csv";
  House house{scratch / "county"};
};

TEST_F(Shifts, EveryBadRowIsSetAsideWithItsReason) {
  const struct {
    const char* why;
    const char* row;
    const char* code;
    const char* reason;
  } rows[] = {
      {"nobody's", ",desk-korso,2026-03-02,8:00,9:00,nurse-visit,,,,", "worker-missing", "must not be empty"},
      {"no term takes it",
       "w23456789012345678901234567890123456789012345678901234567890123,desk-korso,2026-03-02,8:00,9:00,"
       "nurse-visit,,,,",
       "worker-too-long", "longer than 62 bytes"},
      {"it would break lists", "a\tb,desk-korso,2026-03-02,8:00,9:00,nurse-visit,,,,", "worker-unreadable",
       "control character"},
      {"misspelt", "w,desk-korsu,2026-03-02,8:00,9:00,nurse-visit,,,,", "team-unknown",
       "did you mean 'desk-korso'?"},
      {"whose?", "w,,2026-03-02,8:00,9:00,nurse-visit,,,,", "team-unknown", "no such team"},
      {"misspelt", "w,desk-korso,2026-03-02,8:00,9:00,nurse-vist,,,,", "type-unknown",
       "did you mean 'nurse-visit'?"},
      {"no such day", "w,desk-korso,2026-02-30,8:00,9:00,nurse-visit,,,,", "date-unreadable",
       "not a day like"},
      {"before the calendar", "w,desk-korso,1950-03-02,8:00,9:00,nurse-visit,,,,", "time-out-of-range",
       "outside 1992–2100"},
      {"words", "w,desk-korso,2026-03-02,aamu,9:00,nurse-visit,,,,", "time-unreadable", "from = 'aamu'"},
      {"25 hours", "w,desk-korso,2026-03-02,8:00,25:00,nurse-visit,,,,", "time-unreadable",
       "until = '25:00'"},
      {"swapped, or over midnight", "w,desk-korso,2026-03-02,21:00,07:00,nurse-visit,,,,",
       "until-before-from", "is two rows"},
      {"no time fits", "w,desk-korso,2026-03-02,8:00,8:20,nurse-visit,,,,", "shift-too-short",
       "not even one time of 30 minutes fits"},
      {"the whole shift is skipped", "w,desk-korso,2026-03-29,3:00,4:00,nurse-visit,,,,", "shift-too-short",
       "not even one"},
      {"a moment", "w,desk-korso,2026-03-02,8:00,9:00,nurse-visit,,1,,", "minutes-out-of-range", "5 to 1440"},
      {"not a number", "w,desk-korso,2026-03-02,8:00,9:00,nurse-visit,,30 min,,", "minutes-out-of-range",
       "30 min"},
      {"a stadium", "w,desk-korso,2026-03-02,8:00,9:00,nurse-visit,,,201,", "places-out-of-range",
       "1 to 200"},
      {"nobody", "w,desk-korso,2026-03-02,8:00,9:00,nurse-visit,,,0,", "places-out-of-range", "1 to 200"},
      {"misspelt", "w,desk-korso,2026-03-02,8:00,9:00,nurse-visit,,,,remot", "word-unknown",
       "did you mean 'remote'?"},
      {"no term takes it",
       "w,desk-korso,2026-03-02,8:00,9:00,nurse-visit,"
       "r23456789012345678901234567890123456789012345678901234567890123,,,",
       "room-too-long", "longer than 62 bytes"},
      {"it would break lists", "w,desk-korso,2026-03-02,8:00,9:00,nurse-visit,a\tb,,,", "room-unreadable",
       "control character"},
      {"a field short", "w,desk-korso,2026-03-02,8:00,9:00,nurse-visit", "column-count", ""},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(std::string(row.code) + ": " + row.why);
    const auto report = import(std::string(row.row) + "\n");
    EXPECT_EQ(report.rejected_by_code, (Counts{{row.code, 1}}));
    EXPECT_EQ(report.accepted, 0U);
    const std::string rejected = text_in(rejects);
    EXPECT_NE(rejected.find(fmt::format("\n2,{},", row.code)), std::string::npos) << rejected;
    EXPECT_NE(rejected.find(row.reason), std::string::npos) << rejected;
  }
  EXPECT_FALSE(term(core::TermKind::worker, "w")) << "only rows that make sense define anything";
}

TEST_F(Shifts, StrangersAndTheirRoomsBecomeTerms) {
  const auto report = import(
      "4711,desk-korso,2026-03-02,8:00,10:00,nurse-visit,Huone 12,,,\n"
      "4711,oral-korso,3.3.2026,08.00,10.00,nurse-visit,Huone 12,40,3,remote\n");
  EXPECT_EQ(report.accepted, 2U);
  EXPECT_EQ(report.rejected, 0U);
  EXPECT_TRUE(term(core::TermKind::worker, "4711"));
  EXPECT_TRUE(term(core::TermKind::room, "Huone 12"));
  EXPECT_TRUE(core::violations(house.driver().read().state(), calendar::Calendar::finnish()).empty());
}

TEST_F(Shifts, TimesInTheWayAreNamed) {
  const auto report = import(
      "4711,desk-korso,2026-03-02,8:00,10:00,nurse-visit,,,,\n"
      "4711,desk-korso,2026-03-02,9:30,11:00,nurse-call,,,,\n"
      "4712,desk-korso,2026-03-02,9:30,11:00,nurse-call,,,,\n"
      "4711,desk-korso,2026-03-02,10:00,11:00,nurse-call,,,,\n");
  EXPECT_EQ(report.accepted, 3U);
  EXPECT_EQ(report.rejected_by_code, (Counts{{"slots-overlap", 1}}));
  EXPECT_NE(text_in(rejects).find("3,slots-overlap,"), std::string::npos);
  EXPECT_NE(text_in(rejects).find("4711 2026-03-02 09:30–11:00 nurse-call: the worker has other times then"),
            std::string::npos)
      << text_in(rejects);
}

TEST_F(Shifts, NeedTypesAndTheirColumns) {
  const auto file = written(scratch / "f.csv", "worker,team,date,from,until\n");
  EXPECT_EQ(ledger::code_of(import_shifts(house.driver(), shift_county(), file, ',', {})), "columns-missing");
  EXPECT_EQ(ledger::code_of(import_shifts(house.driver(), {}, file, ',', {})), "types-missing");
  const auto semicolons = written(scratch / "g.csv",
                                  "worker;team;date;from;until;type;unit\n"
                                  "1;desk-korso;2.3.2026;8.00;9.00;nurse-visit;Korso\n");
  const auto report = must(import_shifts(house.driver(), shift_county(), semicolons, ';', {}));
  EXPECT_EQ(report.accepted, 1U);
  EXPECT_EQ(report.ignored_columns, std::vector<std::string>{"unit"});
}

/// Ten thousand rows, every seventh bad in one of nine ways, some told twice.
struct Many {
  std::string text;
  Counts bad;
  std::uint64_t good = 0, twice = 0;
};

Many many_shifts(int rows) {
  Many many;
  many.text = header;
  for (int i = 0; i < rows; ++i) {
    const int worker = i % 100;
    const Day day = day_of(2026, 1, 1) + i / 100;
    const auto date = day.civil();
    const std::string when =
        fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                    static_cast<unsigned>(date.day()));
    const auto row = [&](std::string_view team, std::string_view type, std::string_view clock,
                         std::string_view rest) {
      return fmt::format("w{},{},{},{},{},{}\n", worker, team, when, clock, type, rest);
    };
    const std::string sound = row("desk-korso", "nurse-visit", "08:00,11:30", ",,,");
    if (i % 7 != 3) {
      many.text += sound;
      ++many.good;
      if (i % 50 == 49) {
        many.text += sound;
        ++many.twice;
      }
      continue;
    }
    const std::array<std::pair<const char*, std::string>, 9> kinds = {{
        {"team-unknown", row("desk-korsu", "nurse-visit", "08:00,11:30", ",,,")},
        {"type-unknown", row("desk-korso", "nurze", "08:00,11:30", ",,,")},
        {"time-unreadable", row("desk-korso", "nurse-visit", "klo 8,11:30", ",,,")},
        {"until-before-from", row("desk-korso", "nurse-visit", "11:30,08:00", ",,,")},
        {"shift-too-short", row("desk-korso", "nurse-visit", "08:00,08:10", ",,,")},
        {"minutes-out-of-range", row("desk-korso", "nurse-visit", "08:00,11:30", ",0,,")},
        {"word-unknown", row("desk-korso", "nurse-visit", "08:00,11:30", ",,,fax")},
        {"column-count", "too,few\n"},
        {"slots-overlap", sound + row("desk-korso", "nurse-call", "11:00,12:00", ",,,")},
    }};
    const auto& [code, line] = kinds[static_cast<std::size_t>(i / 7) % kinds.size()];
    many.text += line;
    ++many.bad[code];
    if (std::string_view(code) == "slots-overlap") ++many.good;
  }
  return many;
}

TEST_F(Shifts, TenThousandRowsWithErrorsGoInOnce) {
  const Many many = many_shifts(10'000);
  const auto file = written(scratch / "many.csv", many.text);
  const auto report =
      must(import_shifts(house.driver(), shift_county(), file, ',', {.reject_path = rejects}));
  EXPECT_EQ(report.accepted, many.good);
  EXPECT_EQ(report.repeated, many.twice);
  EXPECT_EQ(report.rejected_by_code, many.bad);
  std::uint64_t bad = 0;
  for (const auto& [code, count] : many.bad) bad += count;
  EXPECT_EQ(report.rejected, bad);
  EXPECT_EQ(report.rows, many.good + many.twice + bad);
  const std::string rejected = text_in(rejects);
  EXPECT_EQ(static_cast<std::uint64_t>(std::ranges::count(rejected, '\n')), bad + 1) << "and a header";
  EXPECT_TRUE(core::violations(house.driver().read().state(), calendar::Calendar::finnish()).empty());

  const auto before = house.hash();
  house.reopen();
  must(install_shift_county(house.driver()));
  const auto again =
      must(import_shifts(house.driver(), shift_county(), file, ',', {.reject_path = scratch / "again.csv"}));
  EXPECT_EQ(again.accepted, 0U);
  EXPECT_EQ(again.repeated, many.good + many.twice);
  EXPECT_EQ(again.rejected_by_code, many.bad);
  EXPECT_EQ(house.hash(), before);
  EXPECT_EQ(text_in(scratch / "again.csv"), rejected);
}

}  // namespace
}  // namespace vuoro::exchange
