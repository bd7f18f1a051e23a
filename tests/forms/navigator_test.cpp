#include "forms/navigator.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>
#include <unistd.h>

#include <algorithm>

#include "forms/form_texts.hpp"
#include "forms/navigator_cases.hpp"
#include "rules/json.hpp"

namespace vuoro::forms::testing {
namespace {

using rules::Value;
const std::filesystem::path content = std::filesystem::path{VUORO_SOURCE_DIR} / "content";

const Instruments& registry() {
  static const Instruments instruments = [] {
    auto loaded = Instruments::load(content / "forms/instruments.toml");
    EXPECT_TRUE(loaded.ok()) << (loaded.ok() ? "" : loaded.error().what);
    return std::move(loaded).value();
  }();
  return instruments;
}

const std::vector<Navigator>& shipped() {
  static const std::vector<Navigator> navigators = [] {
    auto loaded = load_navigators(content / "navigators", registry());
    EXPECT_TRUE(loaded.ok()) << (loaded.ok() ? "" : loaded.error().text("navigators"));
    return std::move(loaded).value();
  }();
  return navigators;
}

const Navigator& navigator(std::string_view code) {
  for (const Navigator& one : shipped()) {
    if (one.code() == code) return one;
  }
  ADD_FAILURE() << code;
  return shipped().front();
}

Turn turn_of(const Navigator& one, const std::string& answers) {
  auto turn = one.turn(*read_json_text(answers));
  EXPECT_TRUE(turn.ok()) << (turn.ok() ? "" : turn.error().what);
  return std::move(turn).value();
}

TEST(Navigators, AllThatAreShippedCoverEveryRow) {
  ASSERT_EQ(shipped().size(), 7U);
  for (const Navigator& one : shipped()) {
    const auto report = run_navigator_cases(one, content / "navigators" / one.code());
    EXPECT_TRUE(report.passed()) << one.code();
    for (const FailedCase& failed : report.failed) ADD_FAILURE() << failed.name << ": " << failed.what;
    for (const UnreachedRow& row : report.unreached) ADD_FAILURE() << one.code() << " row " << row.row;
  }
}

/// Whoever answers whatever comes, gets somewhere: a result that says why, or an exit.
RC_GTEST_PROP(NavigatorLaws, EveryWalkEnds, ()) {
  const Navigator& one = shipped()[*rc::gen::inRange<std::size_t>(0, shipped().size())];
  std::vector<std::pair<std::string, Value>> answers;
  for (std::size_t step = 0;; ++step) {
    RC_ASSERT(step <= one.form().items().size());
    auto turn = one.turn(Value::context(answers));
    RC_ASSERT(turn.ok());
    RC_ASSERT(turn->state != Turn::State::wrong);
    RC_ASSERT(turn->state != Turn::State::missing);
    if (turn->state != Turn::State::question) {
      RC_ASSERT(!turn->found.empty());
      for (const Found& found : turn->found) RC_ASSERT(found.source != nullptr);
      break;
    }
    const Item& item = one.form().item(turn->review.sheet().nodes()[*turn->node].item);
    std::vector<Value> chosen;
    if (item.options.empty()) chosen.push_back(Value::string("omin sanoin"));
    for (const Option& option : item.options) {
      const bool alone = option.exclusive && (item.repeats ? !chosen.empty() : false);
      if (!alone && *rc::gen::inRange(0, 3) == 0) chosen.push_back(option.datum.value);
    }
    if (chosen.empty()) chosen.push_back(item.options.front().datum.value);
    answers.emplace_back(item.link_id, item.repeats ? Value::list(std::move(chosen)) : chosen.front());
  }
}

TEST(Navigators, ATurnTellsWhatWasAnsweredInWords) {
  const Navigator& one = navigator("worried-about-close");
  const Turn turn =
      turn_of(one, R"({"danger": "no", "afraid": "no", "who": "adult", "worry": ["mood", "me"]})");
  const std::string json = rules::to_json(turn_json(one, turn, Language::en));
  EXPECT_NE(json.find(R"("answer": "Mood or coping; My own coping"})"), std::string::npos) << json;
  EXPECT_EQ(asked_so_far(turn.review).size(), 4U);
  EXPECT_EQ(rules::to_json(turn_json(one, turn_of(one, "{}"), Language::en)).find("answers"),
            std::string::npos);
}

TEST(Navigators, EachHasAMarkOfItsVersion) {
  std::vector<std::string> marks;
  for (const Navigator& one : shipped()) marks.push_back(one.mark());
  std::sort(marks.begin(), marks.end());
  EXPECT_EQ(std::unique(marks.begin(), marks.end()), marks.end());
  for (const std::string& mark : marks) EXPECT_EQ(mark.size(), 16U) << mark;
}

TEST(Navigators, EmergencyNumbersComeFirst) {
  for (const Navigator& one : shipped()) {
    for (const char* answers : {"{}", R"({"danger":"yes"})", R"({"danger":1})"}) {
      const std::string json = rules::to_json(turn_json(one, turn_of(one, answers), Language::fi));
      EXPECT_TRUE(json.starts_with(R"({"emergency": [{"code": "112")")) << one.code() << json;
    }
    const Turn exit = turn_of(one, R"({"danger":"yes"})");
    EXPECT_EQ(exit.state, Turn::State::exit) << one.code();
  }
}

TEST(Navigators, AnExitComesBeforeWrongAndMissingAnswers) {
  const Turn turn = turn_of(navigator("worried-about-close"), R"({"afraid":"yes","worry":"cats"})");
  EXPECT_EQ(turn.state, Turn::State::exit);
  EXPECT_EQ(turn.found.front().exit->code, "violence");
}

TEST(Navigators, SayWhichAnswersLedToWhat) {
  const Navigator& one = navigator("become-client");
  const Turn turn = turn_of(one, R"({"danger":"no","urgent":"no","who":"self","client":"no","age":"75+"})");
  ASSERT_EQ(turn.state, Turn::State::result);
  const std::string json = rules::to_json(turn_json(one, turn, Language::fi));
  for (const char* part :
       {R"("code": "seven-days-age")", R"("answer": "75 vuotta tai enemmän")", "36 §", "Minkä ikäinen"}) {
    EXPECT_NE(json.find(part), std::string::npos) << part << json;
  }
  EXPECT_EQ(json.find("Kuka apua tarvitsee", json.find("\"results\"")), std::string::npos)
      << "an answer the row does not look at";
  const std::string swedish = rules::to_json(turn_json(one, turn, Language::sv));
  EXPECT_NE(swedish.find("75 år eller mer"), std::string::npos);
  const std::string unverified = rules::to_json(
      turn_json(navigator("worried-about-close"),
                turn_of(navigator("worried-about-close"), R"({"afraid":"yes"})"), Language::en));
  EXPECT_NE(unverified.find(R"("unverified": true)"), std::string::npos);
}

TEST(Navigators, AQuickExitAndAnExampleAreSaid) {
  const auto said = [](const char* code) {
    return rules::to_json(turn_json(navigator(code), turn_of(navigator(code), "{}"), Language::fi));
  };
  EXPECT_NE(said("worried-about-close").find("quick_exit"), std::string::npos);
  EXPECT_EQ(said("work-and-coping").find("quick_exit"), std::string::npos);
  EXPECT_NE(said("therapy-example").find(R"("example": true)"), std::string::npos);
}

TEST(Navigators, AnswersThatDoNotHoldAreSentBack) {
  const Navigator& one = navigator("what-help");
  const Turn wrong = turn_of(one, R"({"danger":"no","age":"old"})");
  EXPECT_EQ(wrong.state, Turn::State::wrong);
  const Turn missing = turn_of(one, R"({"danger":"no","age":null,"topics":["health"]})");
  EXPECT_EQ(missing.state, Turn::State::missing);
  EXPECT_EQ(one.form().item(missing.review.sheet().nodes()[*missing.node].item).link_id, "age");
  EXPECT_FALSE(one.turn(Value::number(1)).ok());
}

struct Licence {
  const char* title;
  const char* instrument;
};

TEST(Instruments, AreRefusedWithoutPermission) {
  const Licence cases[] = {
      {"PHQ-9 kysely", "phq"},    {"Mieliala (phq 9)", "phq"},   {"PHQ9", "phq"},
      {"GAD-7", "gad"},           {"EQ-5D-5L", "eq-5d"},         {"Core-om", "core"},
      {"Oma kysely", ""},         {"Arjen 15 dioptriaa", ""},    {"Auditorion varaus", ""},
      {"Ydin: corepressori", ""}, {"kykyviisari", "kykyviisari"}};
  for (const Licence& c : cases) {
    const Form form = form_of(R"({"resourceType":"Questionnaire","url":"urn:f","version":"1","title":")" +
                              std::string(c.title) + R"(","item":[{"linkId":"a","type":"display"}]})");
    const Instrument* const found = registry().without_permission(form);
    EXPECT_EQ(found == nullptr ? "" : found->code, c.instrument) << c.title;
  }
}

/// A copy of a shipped navigator in which one text of one file is another.
class BrokenNavigator : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = std::filesystem::temp_directory_path() /
              ("vuoro-navigator-" + std::to_string(getpid()) + "-" +
               ::testing::UnitTest::GetInstance()->current_test_info()->name());
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
    std::filesystem::copy(content / "navigators/become-client", folder_ / "become-client",
                          std::filesystem::copy_options::recursive);
    std::filesystem::copy(content / "navigators/shared.toml", folder_);
    change("shared.toml", R"("what-help", )", "");
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  void change(const std::string& file, const std::string& from, const std::string& to) {
    std::string text = text_of(folder_ / file);
    const std::size_t at = text.find(from);
    ASSERT_NE(at, std::string::npos) << file << " has no " << from;
    text.replace(at, from.size(), to);
    std::ofstream(folder_ / file) << text;
  }
  std::string loaded() const {
    const auto navigators = load_navigators(folder_, registry());
    if (navigators.ok()) return "ok";
    std::string codes;
    for (const Fault& fault : navigators.error().all())
      codes +=
          fault.code + (fault.path.empty() ? " nowhere;" : ";") + (fault.what.empty() ? " no reason" : "");
    return codes;
  }
  [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }

 private:
  std::filesystem::path folder_;
};

TEST_F(BrokenNavigator, WhatDoesNotFitTogetherIsRefused) {
  struct Change {
    const char* why;
    const char* file;
    const char* from;
    const char* to;
    const char* code;
  };
  const Change changes[] = {
      {"an outcome without texts", "become-client/table.dmn", "\"own-worker\"", "\"own-wrker\"",
       "text-missing"},
      {"texts that no row gives", "become-client/texts.toml", "code = \"own-worker\"", "code = \"spare\"",
       "unused"},
      {"a source that is not there", "become-client/table.dmn", "\"shl-35\"", "\"shl-99\"", "source-unknown"},
      {"an answer that the form does not have", "become-client/table.dmn", "\"75+\"", "\"76+\"",
       "option-unknown"},
      {"an input that is no question", "become-client/form.json", "\"linkId\": \"allowance\"",
       "\"linkId\": \"allowances\"", "input-unknown"},
      {"an input of another type", "become-client/table.dmn", "name=\"age\" typeRef=\"string\"",
       "name=\"age\" typeRef=\"number\"", "input-type"},
      {"a made-up output", "become-client/table.dmn", "name=\"outcome\" typeRef", "name=\"outcomes\" typeRef",
       "output-unknown"},
      {"an expression in a column", "become-client/table.dmn", "<text>who</text>",
       "<text>if true then who else who</text>", "unexplained"},
      {"no Swedish text", "become-client/texts.toml", "sv = \"Hur blir jag klient inom socialvården?\"",
       "sv = \"\"", "text-missing"},
      {"no translation of a question", "become-client/form.json", "\"valueCode\": \"sv\"",
       "\"valueCode\": \"se\"", "text-missing"},
      {"an unknown key", "become-client/texts.toml", "intro =", "intor =", "unknown-key"},
      {"a service that is not there", "become-client/texts.toml", "\"social-guidance\"", "\"social\"",
       "unknown-service"},
      {"a contact that is not there", "become-client/texts.toml", "contacts = [\"112\"]",
       "contacts = [\"113\"]", "unknown-contact"},
      {"broken XML", "become-client/table.dmn", "</definitions>", "</definition>", "xml-broken"},
      {"broken FEEL", "become-client/table.dmn", "<text>\"75+\"</text>", "<text>\"75+\",</text>", "table"},
      {"broken TOML", "become-client/texts.toml", "intro =", "intro", "toml-invalid"},
      {"broken JSON", "become-client/form.json", "{", "", "json-invalid"},
      {"a form of somebody else", "become-client/form.json", "\"title\": \"", "\"title\": \"PHQ-9 ",
       "licence"},
      {"an aggregation cannot be explained", "become-client/table.dmn", "hitPolicy=\"COLLECT\"",
       "hitPolicy=\"COLLECT\" aggregation=\"COUNT\"", "policy"},
      {"a link that is a script", "shared.toml", "https://112.fi", "javascript:x", "link"},
      {"an order of what is not there", "shared.toml", R"(["become-client"])", R"(["nobody"])", "order"},
      {"emergency numbers are not there", "shared.toml", "emergency =", "emergancy =", "unknown-key"},
  };
  EXPECT_EQ(loaded(), "ok");
  for (const Change& c : changes) {
    SetUp();
    change(c.file, c.from, c.to);
    const std::string codes = loaded();
    EXPECT_NE(codes.find(c.code), std::string::npos) << c.why << ": " << codes;
    EXPECT_EQ(codes.find("no reason"), std::string::npos) << c.why;
  }
}

TEST_F(BrokenNavigator, ARowWithoutACaseIsFound) {
  change(
      "become-client/cases/rows.json",
      R"("name": "omatyöntekijä on jo", "answers": {"danger": "no", "urgent": "no", "who": "self", "client": "yes")",
      R"("name": "omatyöntekijä on jo", "answers": {"danger": "no", "urgent": "no", "who": "self", "client": "no")");
  const auto navigators = load_navigators(folder(), registry());
  ASSERT_TRUE(navigators.ok());
  const auto report = run_navigator_cases(navigators->front(), folder() / "become-client");
  EXPECT_FALSE(report.passed());
  ASSERT_EQ(report.unreached.size(), 1U);
  EXPECT_EQ(report.unreached[0].row, 1U);
  EXPECT_EQ(report.unreached[0].table, "Outcome");
  ASSERT_EQ(report.failed.size(), 1U);
  EXPECT_EQ(report.failed[0].what, "expected outcomes own-worker, got outcomes without-delay");
}

TEST_F(BrokenNavigator, CasesThatSayNothingFail) {
  for (const char* text : {"", "{}", R"({"cases":[]})", R"({"cases":[1]})", R"({"cases":[{"name":"a"}]})",
                           R"({"cases":[{"name":"a","answers":{}}]})",
                           R"({"cases":[{"name":"a","answers":3,"outcomes":[]}]})"}) {
    std::ofstream(folder() / "become-client/cases/rows.json") << text;
    const auto navigators = load_navigators(folder(), registry());
    ASSERT_TRUE(navigators.ok());
    const auto report = run_navigator_cases(navigators->front(), folder() / "become-client");
    EXPECT_FALSE(report.failed.empty() && report.faults.empty()) << text;
  }
}

}  // namespace
}  // namespace vuoro::forms::testing
