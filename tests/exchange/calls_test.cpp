#include "measures/calls.hpp"

#include "core/invariants.hpp"
#include "core/view.hpp"
#include "exchange/house_for_tests.hpp"
#include "exchange/import_calls.hpp"
#include "live/install.hpp"

namespace vuoro::exchange {
namespace {

using ledger::must;
using ledger::Scratch;
using Counts = std::map<std::string, std::uint64_t>;

const auto example_map = source_dir / "content/maps/calls-example.toml";

content::County county() {
  content::County county;
  county.teams.push_back({"desk", {}, "", {}, {}, "", {}});
  county.default_team = "desk";
  county.contact_domains = {promises::Domain::health};
  content::Telephone telephone;
  telephone.days = {1, 2, 3, 4, 5};
  telephone.from = 8 * 3600;
  telephone.until = 16 * 3600;
  telephone.exchanges = {"demo"};
  telephone.lines = {{"tikkurila", {}, "desk"}, {"korso", {}, "desk"}};
  county.telephone = telephone;
  return county;
}

void install(live::Driver& driver) {
  must(live::install(driver, county(), {}, calendar::Calendar::finnish()));
}

constexpr std::string_view head =
    "CallId;Queue;Arrived;Queued;Answered;HungUp;CallbackAsked;CallbackFailed;CallbackResult;CallbackReached;"
    "Caller;Language;Agent\n";
constexpr std::string_view sound =
    "a1;tikkurila;2026-01-14T08:00;2026-01-14T08:00;2026-01-14T08:03;;;;;;040 111 2222;fi;x\n"
    "a2;tikkurila;2026-01-14T08:01;2026-01-14T08:01;;2026-01-14T08:06;;;;;;;x\n"
    "a3;korso;2026-01-14T08:02;2026-01-14T08:02;;;2026-01-14T08:04;2026-01-14T08:40;busy;2026-01-14T09:10;"
    "040 111 3333;sv;x\n"
    "a4;korso;2026-01-14T09:30;;;;2026-01-14T09:31;;;;+358401114444;;x\n";

CallMap map_of_example() {
  auto map = load_call_map(example_map);
  if (!map) throw std::runtime_error(content::to_string(map.error()));
  return *map;
}

Result<ImportReport> run(House& house, const std::filesystem::path& file,
                         const std::filesystem::path& rejects) {
  return import_calls(house.driver(), county(), map_of_example(), file, {.reject_path = rejects});
}

TEST(CallsFile, BecomesCallsAndCallBacks) {
  const Scratch scratch;
  House house(scratch / "county");
  install(house.driver());
  const auto file = written(scratch / "calls.csv", std::string(head) + std::string(sound));
  const auto report = must(run(house, file, scratch / "r.csv"));
  EXPECT_EQ(report.accepted, 4U);
  EXPECT_EQ(report.rejected, 0U);
  EXPECT_EQ(report.ignored_columns, std::vector<std::string>{"Agent"});
  const auto reading = house.driver().read();
  EXPECT_TRUE(core::violations(reading.state(), calendar::Calendar::finnish()).empty());
  const auto whole = core::Whole::open(reading.state(), lead());
  ASSERT_EQ(whole->calls().size(), 4U);
  ASSERT_EQ(whole->matters().size(), 2U) << "who was answered or gave up is no matter";
  const auto& reached = whole->matters()[1];
  EXPECT_EQ(reached.language, core::Language::of("sv"));
  EXPECT_TRUE(reached.happened.has(promises::Trigger::callback_reached));
  EXPECT_FALSE(whole->matters()[2].happened.has(promises::Trigger::callback_reached));
  const Viewer viewer = care();
  const auto number = must(
      house.driver().ledger().identity(viewer, {ledger::Subject::matter, 1, ledger::IdentityField::phone}));
  EXPECT_EQ(number.value_or(""), "+358401113333") << "kept with the request";
}

TEST(CallsFile, TheLinesFiguresAreCountedFromIt) {
  const Scratch scratch;
  House house(scratch / "county");
  install(house.driver());
  must(run(house, written(scratch / "calls.csv", std::string(head) + std::string(sound)), scratch / "r.csv"));
  const auto reading = house.driver().read();
  const Day day = day_of(2026, 1, 14);
  const auto figures = measures::call_figures(reading.state(), lead(), day, day + 1);
  ASSERT_TRUE(figures);
  EXPECT_EQ(figures->all.offered, 4U);
  EXPECT_EQ(figures->all.answered, 1U);
  EXPECT_EQ(figures->all.abandoned, 1U) << "who asked to be called back did not give up";
  EXPECT_EQ(figures->all.asked, 2U);
  EXPECT_EQ(figures->all.reached_same_day, 1U);
  EXPECT_EQ(figures->all.median_wait_s.value_or(0), 180U);
  ASSERT_EQ(figures->lines.size(), 2U);
  EXPECT_EQ(figures->lines[0].offered, 2U);
  EXPECT_FALSE(figures->lines[1].median_wait_s);
  EXPECT_EQ(measures::call_figures(reading.state(), lead(), day + 1, day + 2)->all.offered, 0U);
}

TEST(CallsFile, ASecondRunAddsNothingAndAGrownCallOnlyWhatIsNew) {
  const Scratch scratch;
  House house(scratch / "county");
  install(house.driver());
  const auto file = written(scratch / "calls.csv", std::string(head) + std::string(sound));
  must(run(house, file, scratch / "r.csv"));
  const auto before = house.hash();
  house.reopen();
  install(house.driver());
  const auto again = must(run(house, file, scratch / "r.csv"));
  EXPECT_EQ(again.accepted, 0U);
  EXPECT_EQ(again.repeated, 4U);
  EXPECT_EQ(house.hash(), before);
  const auto grown =
      written(scratch / "grown.csv",
              std::string(head) +
                  "a4;korso;2026-01-14T09:30;;;;2026-01-14T09:31;;;2026-01-14T10:00;+358401114444;;x\n");
  const auto more = must(run(house, grown, scratch / "r.csv"));
  EXPECT_EQ(more.accepted, 1U);
  const auto reading = house.driver().read();
  const auto whole = core::Whole::open(reading.state(), lead());
  EXPECT_EQ(whole->matters().size(), 2U);
  EXPECT_TRUE(whole->matters()[2].happened.has(promises::Trigger::callback_reached));
}

TEST(CallsFile, EveryBadRowIsSetAsideWithItsReason) {
  const Scratch scratch;
  House house(scratch / "county");
  install(house.driver());
  const auto file =
      written(scratch / "calls.csv",
              std::string(head) +
                  ";tikkurila;2026-01-14T08:00;;;;;;;;;;x\n"
                  "b1;nowhere;2026-01-14T08:00;;;;;;;;;;x\n"
                  "b2;korso;yesterday;;;;;;;;;;x\n"
                  "b3;korso;2027-01-14T08:00;;;;;;;;;;x\n"
                  "b4;korso;2026-01-14T08:00;;2026-01-14T07:59;;;;;;;;x\n"
                  "b5;korso;;;;;;;;;;;x\n"
                  "b6;korso;2026-01-14T08:00;;;;2026-01-14T08:01;;;;;;x\n"
                  "b7;korso;2026-01-14T08:00;;;;2026-01-14T08:01;;;;call me;;x\n"
                  "b8;korso;2026-01-14T08:00;;;;2026-01-14T08:01;2026-01-14T08:30;;;0401112222;;x\n"
                  "b9;korso;2026-01-14T08:00;;;;;;;;;Suomi;x\n"
                  "b10;korso;1970-01-14T08:00;;;;;;;;;;x\n");
  const auto report = must(run(house, file, scratch / "r.csv"));
  EXPECT_EQ(report.accepted, 0U);
  EXPECT_EQ(report.rejected_by_code, (Counts{{"before-offered", 1},
                                             {"date-unreadable", 1},
                                             {"id-missing", 1},
                                             {"language-unreadable", 1},
                                             {"line-unknown", 1},
                                             {"no-moment", 1},
                                             {"number-missing", 1},
                                             {"number-unreadable", 1},
                                             {"time-after-now", 1},
                                             {"time-out-of-range", 1},
                                             {"word-unknown", 1}}));
  EXPECT_NE(text_in(scratch / "r.csv").find("3,line-unknown"), std::string::npos)
      << text_in(scratch / "r.csv");
}

TEST(CallsFile, AFileThatIsAnothersIsRefused) {
  const Scratch scratch;
  House house(scratch / "county");
  install(house.driver());
  const auto file = written(scratch / "calls.csv", "CallId;Queue\nx;korso\n");
  EXPECT_EQ(run(house, file, {}).error().code, "columns-missing");
  CallMap map = map_of_example();
  map.exchange = "night";
  EXPECT_EQ(import_calls(house.driver(), county(), map, file, {}).error().code, "exchange-unknown");
}

TEST(CallsMap, EveryFaultIsNamedWithItsLine) {
  const Scratch scratch;
  const struct {
    std::string_view text;
    int line;
    std::string_view part;
  } faults[] = {
      {"format = 2\nkind = \"calls\"\nexchange = \"e\"\n[columns]\ncall = \"c\"\nline = \"l\"\noffered = "
       "\"o\"\n",
       1, "format"},
      {"format = 1\nkind = \"cals\"\nexchange = \"e\"\n[columns]\ncall = \"c\"\nline = \"l\"\noffered = "
       "\"o\"\n",
       2, "calls"},
      {"format = 1\nkind = \"calls\"\nexchange = \"e\"\n[columns]\ncall = \"c\"\nline = \"l\"\n", 4,
       "no column"},
      {"format = 1\nkind = \"calls\"\nexchange = \"e\"\n[columns]\ncall = \"c\"\nline = "
       "\"l\"\ncallback_asked = \"o\"\n",
       4, "number"},
      {"format = 1\nkind = \"calls\"\nexchange = \"e\"\n[columns]\ncall = \"c\"\nline = "
       "\"l\"\ncallback_tried = \"o\"\n",
       4, "result"},
      {"format = 1\nkind = \"calls\"\nexchange = \"e\"\n[columns]\ncall = \"c\"\nline = \"l\"\nofered = "
       "\"o\"\nqueued = \"q\"\n",
       7, "offered"},
  };
  for (const auto& fault : faults) {
    const auto map = load_call_map(written(scratch / "map.toml", fault.text));
    ASSERT_FALSE(map.ok()) << fault.text;
    EXPECT_EQ(map.error().size(), 1U) << content::to_string(map.error());
    EXPECT_EQ(map.error().front().line, fault.line) << map.error().front().reason;
    EXPECT_NE(map.error().front().reason.find(fault.part), std::string::npos) << map.error().front().reason;
  }
}

}  // namespace
}  // namespace vuoro::exchange
