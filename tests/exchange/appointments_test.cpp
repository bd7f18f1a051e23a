#include "calendar/zone.hpp"
#include "core/invariants.hpp"
#include "core/view.hpp"
#include "exchange/csv_reader.hpp"
#include "exchange/house_for_tests.hpp"
#include "exchange/import_appointments.hpp"
#include "measures/wait.hpp"

namespace vuoro::exchange {
namespace {

using ledger::must;
using ledger::Scratch;
using Counts = std::map<std::string, std::uint64_t>;

const std::string header =
    "PatientId,AppointmentID,Gender,ScheduledDay,AppointmentDay,Age,Neighbourhood,No-show\n";

TEST(Appointments, TakesGoodRowsAndSetsBadOnesAside) {
  const Scratch scratch;
  House house(scratch / "county");
  const auto report =
      must(import_appointments(house.driver(), loaded_map(), small_file, {.reject_path = scratch / "r.csv"}));
  EXPECT_EQ(report.accepted, 15U);
  EXPECT_EQ(report.repeated, 1U);
  EXPECT_EQ(report.rejected_by_code, (Counts{{"age-negative", 1},
                                             {"age-too-high", 1},
                                             {"age-unreadable", 1},
                                             {"area-too-long", 1},
                                             {"area-unreadable", 1},
                                             {"column-count", 1},
                                             {"date-unreadable", 3},
                                             {"id-conflict", 1},
                                             {"id-missing", 1},
                                             {"not-utf8", 1},
                                             {"nul-character", 1},
                                             {"quote-malformed", 1},
                                             {"quote-unclosed", 1},
                                             {"time-out-of-range", 1},
                                             {"visit-after-now", 1},
                                             {"visit-before-booking", 1},
                                             {"word-unknown", 2}}));
  EXPECT_EQ(report.rows, report.accepted + report.repeated + report.rejected);
  EXPECT_EQ(report.persons_added, 13U);
  EXPECT_EQ(report.ignored_columns.front(), "Scholarship");

  // The reject file is CSV itself: every line with its own number, code and text, in the file's order.
  auto rejects = must(CsvReader::open(scratch / "r.csv", ','));
  const std::string original = text_in(small_file);
  CsvRecord record;
  std::vector<std::string> lines;
  std::uint64_t rows = 0;
  while (must(rejects.next(record))) {
    ++rows;
    if (record.fault) continue;  // the row with bytes that are no text stays as it was
    lines.emplace_back(record.fields[0]);
    EXPECT_NE(original.find(record.fields[3]), std::string::npos);
  }
  EXPECT_EQ(rows, report.rejected);
  EXPECT_EQ(lines, (std::vector<std::string>{"14", "15", "16", "17", "18", "19", "20", "21", "22", "23", "25",
                                             "26", "27", "28", "29", "30", "31", "38"}));
}

TEST(Appointments, ASecondRunAddsNothing) {
  const Scratch scratch;
  House house(scratch / "county");
  const Map map = loaded_map();
  const auto first = must(import_appointments(house.driver(), map, small_file, {}));
  const auto before = house.hash();
  const auto seq = house.driver().ledger().last_seq();
  house.reopen();
  EXPECT_EQ(house.hash(), before) << "replay";
  const auto second = must(import_appointments(house.driver(), map, small_file, {}));
  EXPECT_EQ(second.accepted, 0U);
  EXPECT_EQ(second.repeated, first.accepted + first.repeated);
  EXPECT_EQ(second.rejected_by_code, first.rejected_by_code);
  EXPECT_EQ(second.persons_added, 0U);
  EXPECT_EQ(second.events, 0U);
  EXPECT_EQ(house.driver().ledger().last_seq(), seq);
  EXPECT_EQ(house.hash(), before);
}

TEST(Appointments, LeavesMattersThatTellTheRow) {
  const Scratch scratch;
  House house(scratch / "county");
  must(import_appointments(house.driver(), loaded_map(), small_file, {}));
  const auto reading = house.driver().read();
  EXPECT_TRUE(core::violations(reading.state(), calendar::Calendar::finnish()).empty());
  const auto whole = core::Whole::open(reading.state(), lead());
  struct Case {
    const char* why;
    std::uint32_t matter;
    int days;
    std::uint8_t age;
    const char* area;
    core::StepState state;
    core::CloseReason reason;
  };
  using core::CloseReason;
  using core::StepState;
  const std::uint8_t unknown = core::Age::unknown;
  const Case cases[] = {
      {"same day", 1, 0, 34, "TIKKURILA", StepState::done, CloseReason::care_given},
      {"missed", 3, 8, 22, "KORSO", StepState::missed, CloseReason::source_ended},
      {"over the change of clocks", 4, 2, 0, "HAKUNILA", StepState::done, CloseReason::care_given},
      {"an hour that Helsinki skips", 5, 7, 23, "KORSO", StepState::done, CloseReason::care_given},
      {"booked after noon for the same day", 6, 0, 62, "MYYRMÄKI", StepState::missed,
       CloseReason::source_ended},
      {"comma in the area", 8, 61, 71, "KERAVA, KESKUSTA", StepState::done, CloseReason::care_given},
      {"quotation marks in the area", 9, 1, 45, "KERAVA \"SAVIO\"", StepState::done, CloseReason::care_given},
      {"nothing known", 10, 7, unknown, "", StepState::done, CloseReason::care_given},
      {"an hour that Helsinki repeats", 12, 7, 8, "KOIVUKYLÄ", StepState::done, CloseReason::care_given},
      {"CRLF", 14, 8, 40, "TIKKURILA", StepState::done, CloseReason::care_given},
  };
  for (const Case& c : cases) {
    const core::MatterRow& m = whole->matters()[c.matter];
    const core::StepRow& step = whole->steps()[m.first_step.n];
    EXPECT_EQ(m.opened, m.assessed) << c.why;
    EXPECT_EQ(m.opened, m.answered) << c.why;
    EXPECT_EQ(calendar::local_day(step.begin.instant()) - calendar::local_day(m.assessed.instant()), c.days)
        << c.why;
    EXPECT_EQ(m.age.years, c.age) << c.why;
    EXPECT_EQ(reading.state().term_text(core::TermKind::area, m.area.n), c.area) << c.why;
    EXPECT_EQ(step.state, c.state) << c.why;
    EXPECT_EQ(step.minutes, 0) << c.why;
    EXPECT_EQ(m.close_reason, c.reason) << c.why;
    EXPECT_EQ(m.channel, core::Channel::import) << c.why;
  }
  // The same patient is one person, whoever's row comes first; a row that names nobody has none.
  EXPECT_EQ(whole->matters()[1].person, whole->matters()[2].person);
  EXPECT_EQ(whole->persons()[whole->matters()[1].person.n].sex, core::Sex::female);
  EXPECT_FALSE(whole->matters()[11].person);
}

TEST(Appointments, HowManyAreOnTheWayChangesNothing) {
  const Scratch scratch;
  House one(scratch / "one");
  House many(scratch / "many");
  must(import_appointments(one.driver(), loaded_map(), small_file, {.in_flight = 1}));
  must(import_appointments(many.driver(), loaded_map(), small_file, {.in_flight = 4096}));
  EXPECT_EQ(one.hash(), many.hash());
}

TEST(Appointments, APersonIsFoundAgainInALaterFile) {
  const Scratch scratch;
  House house(scratch / "county");
  const Map map = loaded_map();
  written(scratch / "1.csv", header + "77,1,F,2016-03-01T08:00:00Z,2016-03-02T00:00:00Z,34,KORSO,No\n");
  written(scratch / "2.csv", header +
                                 "77,2,F,2016-04-01T08:00:00Z,2016-04-02T00:00:00Z,34,HAKUNILA,No\n"
                                 "78,3,M,2016-04-01T08:00:00Z,2016-04-02T00:00:00Z,34,HAKUNILA,No\n");
  must(import_appointments(house.driver(), map, scratch / "1.csv", {}));
  house.reopen();
  const auto second = must(import_appointments(house.driver(), map, scratch / "2.csv", {}));
  EXPECT_EQ(second.accepted, 2U);
  EXPECT_EQ(second.persons_added, 1U);
  const auto reading = house.driver().read();
  const auto whole = core::Whole::open(reading.state(), lead());
  EXPECT_EQ(whole->matters()[2].person, whole->matters()[1].person);
  EXPECT_EQ(whole->persons().size(), 2U);
}

TEST(Appointments, UtcDatesBecomeHelsinkiDays) {
  const Scratch scratch;
  House house(scratch / "county");
  std::string text = text_in(vitoria_map);
  text.replace(text.find("as-written"), 10, "utc");
  const Map map = loaded_map(written(scratch / "m.toml", text));
  // 22:30 UTC is the next day in Helsinki: booked and visited on the same day.
  written(scratch / "1.csv", header +
                                 "77,1,F,2016-03-01T22:30:00Z,2016-03-02T00:00:00Z,34,KORSO,No\n"
                                 "78,2,F,2016-03-01T22:30:00Z,2016-03-01T00:00:00Z,34,KORSO,No\n");
  const auto report = must(import_appointments(house.driver(), map, scratch / "1.csv", {}));
  EXPECT_EQ(report.rejected_by_code, (Counts{{"visit-before-booking", 1}}));
  const auto reading = house.driver().read();
  const auto columns = must(measures::wait_columns(reading.state(), lead()));
  EXPECT_EQ(columns.planned, std::vector<std::uint16_t>{0});
}

TEST(Appointments, RefusesFilesThatTheMapDoesNotFit) {
  const Scratch scratch;
  House house(scratch / "county");
  const Map map = loaded_map();
  const auto into = [&](std::string_view text) {
    return import_appointments(house.driver(), map, written(scratch / "f.csv", text), {});
  };
  const auto missing = into("PatientId,AppointmentID\n1,2\n");
  EXPECT_EQ(ledger::code_of(missing), "columns-missing");
  EXPECT_NE(missing.error().what.find("ScheduledDay"), std::string::npos);
  EXPECT_NE(missing.error().where.find("f.csv:1"), std::string::npos);
  EXPECT_EQ(
      ledger::code_of(into("PatientId,AppointmentID,AppointmentID,Gender,ScheduledDay,AppointmentDay,Age,"
                           "Neighbourhood,No-show\n")),
      "columns-twice");
  EXPECT_EQ(ledger::code_of(import_appointments(house.driver(), map, small_file,
                                                {.reject_path = scratch / "no" / "such" / "place.csv"})),
            "file-unwritable");
  EXPECT_EQ(house.driver().ledger().last_seq(), 2U) << "only the map's team and service";
}

TEST(Appointments, TellsHowFarItIs) {
  const Scratch scratch;
  House house(scratch / "county");
  std::vector<Progress> told;
  const auto report = must(import_appointments(house.driver(), loaded_map(), small_file,
                                               {.progress = [&](const Progress& p) { told.push_back(p); }}));
  ASSERT_FALSE(told.empty());
  EXPECT_EQ(told.back().rows, report.rows);
  EXPECT_EQ(told.back().bytes, told.back().bytes_total);
  EXPECT_GT(told.back().rows_per_second, 0);
}

/// Rows that break into every field of a good one: nothing crashes, nothing is half done, all are told of.
TEST(Appointments, NastyTextIsKeptWholeOrRefusedByItsField) {
  const Scratch scratch;
  House house(scratch / "county");
  const std::vector<std::string> nasty = {"'; DROP TABLE events; --",
                                          "<script>alert(1)</script>",
                                          "\xE2\x80\xAE"
                                          "esrever",
                                          "😀👩‍👩‍👧",
                                          "%s%n",
                                          "../../etc",
                                          "=1+1",
                                          std::string(1 << 16, 'a'),
                                          std::string(1 << 20, 'b'),
                                          "\x1b[31m",
                                          "NULL",
                                          "9999999999999999999999"};
  std::string text = header;
  std::uint64_t rows = 0;
  const std::vector<std::string> good = {"p",  "",      "F", "2016-03-01T08:00:00Z", "2016-03-02T00:00:00Z",
                                         "34", "KORSO", "No"};
  for (const std::string& word : nasty) {
    for (std::size_t column = 0; column < good.size(); ++column) {
      auto fields = good;
      fields[1] = "id" + std::to_string(rows);
      fields[column] = word;
      for (std::size_t i = 0; i < fields.size(); ++i) text += (i == 0 ? "\"" : ",\"") + fields[i] + "\"";
      text += "\n";
      ++rows;
    }
  }
  const auto report =
      must(import_appointments(house.driver(), loaded_map(), written(scratch / "n.csv", text), {}));
  EXPECT_EQ(report.rows, rows);
  EXPECT_FALSE(report.rejected_by_code.contains("refused"));
  const auto reading = house.driver().read();
  EXPECT_TRUE(reading.state().term(core::TermKind::area, "'; DROP TABLE events; --"));
  EXPECT_TRUE(reading.state().term(core::TermKind::area, "😀👩‍👩‍👧"));
  EXPECT_FALSE(reading.state().term(core::TermKind::area, "\x1b[31m"));
  EXPECT_TRUE(core::violations(reading.state(), calendar::Calendar::finnish()).empty());
}

}  // namespace
}  // namespace vuoro::exchange
