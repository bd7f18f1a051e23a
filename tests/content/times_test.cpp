// times.toml: types of time, professionals, weeks.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "content/small_county.hpp"

namespace vuoro::content {
namespace {

constexpr std::string_view sound = R"([[slot_type]]
code = "nurse-visit"
name = { fi = "Aika", sv = "Tid", en = "Time" }
services = ["nurse"]
profession = "nurse"
minutes = 30
mode = "visit"
places = 2
reserved_for = "today"
release_hours = 2
[[worker]]
code = "nurse-1"
name = "Hoitaja 1"
profession = "nurse"
team = "desk"
languages = ["fi", "sv"]
[[shift]]
workers = ["nurse-1"]
days = ["mon", "fri"]
from = "08:00"
until = "11:30"
type = "nurse-visit"
room = "12"
[[shift]]
workers = ["nurse-1"]
days = ["mon"]
from = "11:30"
until = "24:00"
type = "nurse-visit"
)";

class TimesFile : public SmallCounty {
 protected:
  [[nodiscard]] Result<County, ContentErrors> load(std::string_view text) const {
    return load_with("times.toml", text);
  }
};

TEST_F(TimesFile, ASoundFileLoads) {
  const auto county = load(sound);
  ASSERT_TRUE(county.ok()) << to_string(county.error());
  const SlotType& type = county->slot_types.at(0);
  EXPECT_EQ(type.services, std::vector<std::string>{"nurse"});
  EXPECT_EQ(type.minutes, 30);
  EXPECT_EQ(type.places, 2);
  EXPECT_EQ(type.reserved_for, "today");
  EXPECT_EQ(type.release_hours, 2);
  EXPECT_EQ(county->workers.at(0).languages, (std::vector<std::string>{"fi", "sv"}));
  const ShiftTemplate& shift = county->shifts.at(0);
  EXPECT_EQ(shift.days, (std::vector<std::uint8_t>{1, 5}));
  EXPECT_EQ(shift.from, 8 * 3600);
  EXPECT_EQ(shift.until, 11 * 3600 + 1800);
  EXPECT_EQ(shift.room, "12");
  EXPECT_EQ(county->shifts.at(1).until, 24 * 3600);
}

TEST_F(TimesFile, LeavesWhatIsNotSaidAtItsDefault) {
  const auto county = load(replaced(sound, "places = 2\nreserved_for = \"today\"\nrelease_hours = 2\n", ""));
  ASSERT_TRUE(county.ok()) << to_string(county.error());
  EXPECT_EQ(county->slot_types.at(0).places, 1);
  EXPECT_EQ(county->slot_types.at(0).reserved_for, "");
  EXPECT_EQ(county->slot_types.at(0).release_hours, 24);
}

constexpr std::string_view by_itself = R"([publishing]
weeks_ahead = 8
[freed_times]
offered_for_minutes = 180
not_within_minutes = 120
days_ahead = 14
)";

TEST_F(TimesFile, SaysWhatTheServerDoesByItself) {
  const auto without = load(sound);
  ASSERT_TRUE(without.ok());
  EXPECT_EQ(without->weeks_ahead, 0);
  EXPECT_FALSE(without->freed_times);
  const auto with = load(std::string(by_itself) + std::string(sound));
  ASSERT_TRUE(with.ok()) << to_string(with.error());
  EXPECT_EQ(with->weeks_ahead, 8);
  ASSERT_TRUE(with->freed_times);
  EXPECT_EQ(with->freed_times->offered_for_minutes, 180);
  EXPECT_EQ(with->freed_times->not_within_minutes, 120);
  EXPECT_EQ(with->freed_times->days_ahead, 14);
  EXPECT_EQ(with->freed_times->gain.promise, 30) << "the default";
  for (const auto& [from, to] : {std::pair{"weeks_ahead = 8", "weeks_ahead = 0"},
                                 {"= 180", "= 4"},
                                 {"= 14", "= 93"},
                                 {"days_ahead", "day_ahead"}}) {
    EXPECT_FALSE(load(replaced(std::string(by_itself) + std::string(sound), from, to)).ok()) << to;
  }
}

TEST_F(TimesFile, SaysWhatFollowsAnUnusedTime) {
  EXPECT_FALSE(load(sound)->unused_times) << "they are only counted";
  const std::string whole = "[unused_times]\nlate_hours = 48\nchoose_again = 2\n" + std::string(sound);
  const auto county = load(whole);
  ASSERT_TRUE(county.ok()) << to_string(county.error());
  EXPECT_EQ(county->unused_times->late_hours, 48);
  EXPECT_EQ(county->unused_times->choose_again, 2);
  for (const auto& [from, to] : {std::pair{"= 48", "= 337"},
                                 {"= 48", "= -1"},
                                 {"again = 2", "again = 21"},
                                 {"late_hours = 48\n", ""},
                                 {"choose_again", "choose"}}) {
    EXPECT_FALSE(load(replaced(whole, from, to)).ok()) << to;
  }
}

constexpr std::string_view gains = R"([freed_times.gain]
promise = 10
age = 0
known = 20
language = 1
own_area = 2
interpreter = 1000
)";

TEST_F(TimesFile, SaysWhoGainsMost) {
  const std::string whole = std::string(by_itself) + std::string(gains) + std::string(sound);
  const auto county = load(whole);
  ASSERT_TRUE(county.ok()) << to_string(county.error());
  const FreedTimes::Gain& gain = county->freed_times->gain;
  EXPECT_EQ(std::vector({gain.promise, gain.age, gain.known, gain.language, gain.own_area, gain.interpreter}),
            (std::vector<std::uint16_t>{10, 0, 20, 1, 2, 1000}));
  for (const auto& [from, to] :
       {std::pair{"= 1000", "= 1001"}, {"age = 0", "age = -1"}, {"own_area = 2\n", ""}, {"known", "owned"}}) {
    EXPECT_FALSE(load(replaced(whole, from, to)).ok()) << to;
  }
}

constexpr std::string_view courses = R"([[course]]
code = "three"
name = { fi = "Kolme", sv = "Tre", en = "Three" }
[[course.part]]
service = "nurse"
[[course.part]]
service = "nurse"
times = 2
least_days = 5
most_days = 14
same_professional = "wished"
)";

TEST_F(TimesFile, SaysWhatFollowsWhat) {
  const std::string whole = std::string(courses) + std::string(sound);
  const auto county = load(whole);
  ASSERT_TRUE(county.ok()) << to_string(county.error());
  ASSERT_EQ(county->courses.size(), 1U);
  const Course& course = county->courses.front();
  ASSERT_EQ(course.parts.size(), 2U);
  EXPECT_EQ(course.parts[0].times, 1);
  EXPECT_EQ(course.parts[1].times, 2);
  EXPECT_EQ(course.parts[1].least_days, 5);
  EXPECT_EQ(course.parts[1].most_days, 14);
  EXPECT_EQ(course.parts[1].same_professional, "wished");
  for (const auto& [from, to] : {std::pair{"times = 2", "times = 20"},
                                 {"least_days = 5", "least_days = 15"},
                                 {"least_days = 5\n", ""},
                                 {"\"wished\"", "\"maybe\""},
                                 {"service = \"nurse\"", "service = \"nobody\""},
                                 {"most_days = 14", "most_days = 367"}}) {
    EXPECT_FALSE(load(replaced(whole, from, to)).ok()) << to;
  }
}

struct Broken {
  const char* why;
  std::string_view from, to;
  std::string_view file_line;
  std::string_view reason;
};

TEST_F(TimesFile, EveryFaultIsNamedWithItsPlace) {
  const Broken cases[] = {
      {"a misspelt table", "[[worker]]", "[[workers]]", "times.toml:11:", "did you mean 'worker'?"},
      {"a misspelt key", "minutes = 30", "minuts = 30", "times.toml:6:", "did you mean 'minutes'?"},
      {"a service that is not there", "[\"nurse\"]", "[\"nurze\"]", "times.toml:4:13",
       "unknown service 'nurze'; did you mean 'nurse'?"},
      {"a type that serves nothing", "services = [\"nurse\"]", "services = []",
       "times.toml:4:", "'services' is empty"},
      {"no time lasts an instant", "minutes = 30", "minutes = 0", "times.toml:6:", "whole number from 5"},
      {"more places than the core takes", "places = 2", "places = 201",
       "times.toml:8:", "whole number from 1 to 200"},
      {"a group of nobody", "places = 2", "places = 0", "times.toml:8:", "whole number from 1 to 200"},
      {"a mode nobody knows", "mode = \"visit\"", "mode = \"vist\"",
       "times.toml:7:", "did you mean 'visit'?"},
      {"a mode in which the service is not given", "mode = \"visit\"", "mode = \"phone\"",
       "times.toml:1:", "in which the service 'nurse' is not given"},
      {"an urgency that is none", "reserved_for = \"today\"", "reserved_for = \"todya\"",
       "times.toml:9:", "did you mean 'today'?"},
      {"released, but never kept", "reserved_for = \"today\"\n", "",
       "times.toml:9:", "means nothing without 'reserved_for'"},
      {"a profession that does not give the service", "profession = \"nurse\"", "profession = \"dentist\"",
       "times.toml:1:", "who does not give the service 'nurse'"},
      {"a type twice", "[[worker]]",
       "[[slot_type]]\ncode = \"nurse-visit\"\nname = { fi = \"A\", sv = \"T\", en = \"T\" }\n"
       "services = [\"nurse\"]\nprofession = \"nurse\"\nminutes = 30\nmode = \"visit\"\n[[worker]]",
       "times.toml:12:", "the slot type 'nurse-visit' is there already"},
      {"a worker code with spaces", "code = \"nurse-1\"", "code = \"nurse 1\"",
       "times.toml:12:", "a-z, 0-9 and -"},
      {"a worker without a label", "name = \"Hoitaja 1\"\n", "", "times.toml:11:", "'name' is missing"},
      {"a label that breaks lines", "Hoitaja 1", "Hoitaja\\n1", "times.toml:13:", "control character"},
      {"a team that is not there", "team = \"desk\"", "team = \"dsk\"",
       "times.toml:15:", "unknown team 'dsk'; did you mean 'desk'?"},
      {"a language by its name", "\"sv\"", "\"Swedish\"",
       "times.toml:16:", "'Swedish' is not an ISO 639 code"},
      {"nobody to speak with", "languages = [\"fi\", \"sv\"]", "languages = []",
       "times.toml:16:", "'languages' is empty"},
      {"somebody else's shift", "workers = [\"nurse-1\"]", "workers = [\"nurse-2\"]", "times.toml:18:12",
       "unknown worker 'nurse-2'; did you mean 'nurse-1'?"},
      {"somebody twice", "workers = [\"nurse-1\"]", "workers = [\"nurse-1\", \"nurse-1\"]",
       "times.toml:18:", "names 'nurse-1' twice"},
      {"a day nobody knows", "[\"mon\", \"fri\"]", "[\"mon\", \"fry\"]",
       "times.toml:19:", "did you mean 'fri'?"},
      {"no day", "[\"mon\", \"fri\"]", "[]", "times.toml:19:", "'days' is empty"},
      {"a time without its zero", "from = \"08:00\"", "from = \"8:00\"",
       "times.toml:20:", "'from' must be a time of day like \"08:00\""},
      {"a minute that no clock has", "until = \"11:30\"", "until = \"11:60\"",
       "times.toml:21:", "'until' must be a time of day"},
      {"past the end of the day", "until = \"24:00\"", "until = \"24:01\"",
       "times.toml:28:", "'until' must be a time of day"},
      {"an end before its beginning", "until = \"11:30\"", "until = \"07:30\"",
       "times.toml:21:", "'until' is not after 'from'"},
      {"shorter than one time", "until = \"11:30\"", "until = \"08:25\"",
       "times.toml:17:", "shorter than one time of 'nurse-visit' (30 minutes)"},
      {"a type that is not there", "type = \"nurse-visit\"", "type = \"nurse-vizit\"",
       "times.toml:22:", "unknown slot type 'nurse-vizit'; did you mean 'nurse-visit'?"},
      {"a room longer than the ledger's terms", "room = \"12\"",
       "room = \"123456789012345678901234567890123456789012345678901234567890123\"",
       "times.toml:23:", "longer than 62 bytes"},
      {"two shifts at once, both places named", "from = \"11:30\"", "from = \"11:29\"",
       "times.toml:24:", "on Monday 'nurse-1' has a shift at the same time already, see small/times.toml:17"},
      {"two people in one room", "[[shift]]\nworkers = [\"nurse-1\"]",
       "[[worker]]\ncode = \"nurse-2\"\nname = \"Hoitaja 2\"\nprofession = \"nurse\"\nteam = \"desk\"\n"
       "languages = [\"fi\"]\n[[shift]]\nworkers = [\"nurse-2\"]\ndays = [\"fri\"]\nfrom = \"11:00\"\n"
       "until = \"12:00\"\ntype = \"nurse-visit\"\nroom = \"12\"\n[[shift]]\nworkers = [\"nurse-1\"]",
       "times.toml:30:",
       "on Friday the room '12' is taken by somebody else at the same time, see small/times.toml:23"},
      {"several in one room by one shift", "[[shift]]\nworkers = [\"nurse-1\"]",
       "[[worker]]\ncode = \"nurse-2\"\nname = \"Hoitaja 2\"\nprofession = \"nurse\"\nteam = \"desk\"\n"
       "languages = [\"fi\"]\n[[shift]]\nworkers = [\"nurse-2\", \"nurse-1\"]",
       "times.toml:23:", "on Monday the room '12' is taken by somebody else"},
      {"not TOML at all", "[[slot_type]]", "[[slot_type", "times.toml:1:", "not valid TOML"},
  };
  for (const Broken& c : cases) {
    SCOPED_TRACE(c.why);
    const auto loaded = load(replaced(sound, c.from, c.to));
    if (loaded.ok()) {
      ADD_FAILURE() << "was taken";
      continue;
    }
    const std::string told = to_string(loaded.error());
    EXPECT_NE(told.find("small/" + std::string(c.file_line)), std::string::npos) << told;
    EXPECT_NE(told.find(c.reason), std::string::npos) << told;
  }
}

TEST_F(TimesFile, ARoomIsFreeAfterTheLastWholeTimeAndSharedByGroups) {
  const std::string second =
      "[[worker]]\ncode = \"nurse-2\"\nname = \"Hoitaja 2\"\nprofession = \"nurse\"\nteam = \"desk\"\n"
      "languages = [\"fi\"]\n[[shift]]\nworkers = [\"nurse-2\"]\ndays = [\"fri\"]\nfrom = \"11:30\"\n"
      "until = \"12:30\"\ntype = \"nurse-visit\"\nroom = \"12\"\n";
  const std::string with_rest = replaced(sound, "until = \"11:30\"", "until = \"11:45\"");
  const auto later = load(replaced(with_rest, "from = \"11:30\"", "from = \"11:45\"") + second);
  EXPECT_TRUE(later.ok()) << to_string(later.error());
  const std::string groups = replaced(sound, "mode = \"visit\"", "mode = \"group\"");
  const auto shared = load(groups + replaced(second, "from = \"11:30\"", "from = \"08:00\""));
  EXPECT_TRUE(shared.ok()) << to_string(shared.error());
}

TEST_F(TimesFile, AProfessionalGivesOnlyTheirOwnProfessionsTime) {
  const auto loaded = load(replaced(sound, "name = \"Hoitaja 1\"\nprofession = \"nurse\"",
                                    "name = \"Hoitaja 1\"\nprofession = \"doctor\""));
  ASSERT_FALSE(loaded.ok());
  EXPECT_EQ(loaded.error().size(), 2U) << to_string(loaded.error());
  EXPECT_NE(
      to_string(loaded.error()).find("'nurse-1' is a doctor, but times of 'nurse-visit' are of a nurse"),
      std::string::npos)
      << to_string(loaded.error());
}

TEST_F(TimesFile, ALongShiftIsFoundBehindAShortOne) {
  const auto shift = [](const char* from, const char* until) {
    return std::string("[[shift]]\nworkers = [\"nurse-1\"]\ndays = [\"mon\", \"fri\"]\nfrom = \"") + from +
           "\"\nuntil = \"" + until + "\"\ntype = \"nurse-visit\"\n";
  };
  // Both lie in the one from 11:30 to midnight; the second touches only the first.
  const auto loaded = load(std::string(sound) + shift("21:00", "22:00") + shift("22:00", "23:00"));
  ASSERT_FALSE(loaded.ok());
  ASSERT_EQ(loaded.error().size(), 2U) << to_string(loaded.error());
  EXPECT_EQ(loaded.error().at(0).line, 30);
  EXPECT_EQ(loaded.error().at(1).line, 36);
  for (const ContentError& error : loaded.error())
    EXPECT_NE(error.reason.find("times.toml:24"), std::string::npos) << error.reason;
}

TEST_F(TimesFile, TwoShiftsAreToldOfOnceHoweverManyDaysTheyShare) {
  const auto times = replaced(replaced(sound, "days = [\"mon\"]", "days = [\"mon\", \"fri\"]"),
                              "from = \"11:30\"", "from = \"09:00\"");
  const auto loaded = load(times);
  ASSERT_FALSE(loaded.ok());
  EXPECT_EQ(loaded.error().size(), 1U) << to_string(loaded.error());
}

class ShippedTimes : public testing::Test {
 protected:
  void SetUp() override {
    auto loaded = load_county(std::filesystem::path(VUORO_SOURCE_DIR) / "content" / "vantaa-kerava");
    ASSERT_TRUE(loaded.ok()) << to_string(loaded.error());
    county = std::move(loaded).value();
    for (const ShiftTemplate& shift : county.shifts) {
      for (const std::string& worker : shift.workers)
        minutes[worker] += static_cast<int>(shift.days.size()) * (shift.until - shift.from) / 60;
    }
  }
  County county;
  std::map<std::string, int> minutes;  ///< Of work a week with people, by worker.
};

TEST_F(ShippedTimes, ServeEveryServiceThatIsGivenByAppointment) {
  std::set<std::string> worked;
  for (const ShiftTemplate& shift : county.shifts) worked.insert(shift.type);
  std::set<std::string> served;
  for (const SlotType& type : county.slot_types) {
    EXPECT_TRUE(worked.contains(type.code)) << type.code << " is in nobody's week";
    served.insert(type.services.begin(), type.services.end());
  }
  for (const Service& service : county.services) {
    if (service.code == "interpreter-help") continue;  // arranged, not come to
    EXPECT_TRUE(served.contains(service.code)) << service.code;
  }
}

TEST_F(ShippedTimes, HaveABelievableStaffInEveryTeam) {
  EXPECT_NEAR(static_cast<double>(county.workers.size()), 90, 10);
  std::map<std::string, int> of_team;
  for (const Worker& worker : county.workers) {
    ++of_team[worker.team];
    // At most a Finnish working week with people, at least half of one.
    EXPECT_GE(minutes[worker.code], 12 * 60) << worker.code;
    EXPECT_LE(minutes[worker.code], 38 * 60 + 15) << worker.code;
  }
  for (const Team& team : county.teams) EXPECT_GE(of_team[team.code], 3) << team.code;
}

TEST_F(ShippedTimes, NameNobody) {
  std::set<std::string> names;
  for (const Worker& worker : county.workers) {
    EXPECT_TRUE(names.insert(worker.name).second) << worker.name;
    const auto space = worker.name.rfind(' ');
    ASSERT_NE(space, std::string::npos) << worker.name;
    EXPECT_TRUE(
        std::ranges::all_of(worker.name.substr(space + 1), [](char c) { return c >= '0' && c <= '9'; }))
        << worker.name << " must be a role and a number";
  }
}

TEST_F(ShippedTimes, OpenOnlySameDayTimesAtWeekendsAndLeaveLunchFree) {
  for (const ShiftTemplate& shift : county.shifts) {
    for (const std::uint8_t day : shift.days) {
      if (day >= 6) {
        EXPECT_TRUE(shift.type.ends_with("-same-day")) << shift.type;
      }
    }
    const bool over_lunch = shift.from < 11 * 3600 + 1800 && shift.until > 12 * 3600 + 1800;
    EXPECT_FALSE(over_lunch && shift.days.front() < 6) << shift.type;
  }
}

}  // namespace
}  // namespace vuoro::content
