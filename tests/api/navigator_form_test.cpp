#include "api/navigator_form.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include "rules/json.hpp"

/// What a navigator's page posts, read strictly.
namespace vuoro::api {
namespace {

const forms::Form& form() {
  static const forms::Form one = [] {
    auto read =
        forms::Form::read(R"({"resourceType": "Questionnaire", "url": "https://a.example/f", "version": "1",
      "status": "active", "language": "fi", "title": "T", "item": [
        {"linkId": "who", "type": "choice", "text": "Kuka?", "answerOption": [
          {"valueCoding": {"code": "me"}}, {"valueCoding": {"code": "you"}}]},
        {"linkId": "age", "type": "decimal", "text": "Ikä?"},
        {"linkId": "told", "type": "display", "text": "Kiitos"},
        {"linkId": "yes", "type": "boolean", "text": "Onko?"},
        {"linkId": "own", "type": "text", "text": "Omin sanoin"}]})");
    EXPECT_TRUE(read.ok()) << (read.ok() ? "" : read.error().text("form"));
    return std::move(read).value();
  }();
  return one;
}

Visit visit_of(std::string_view body) {
  const auto posted = read_posted(body);
  EXPECT_TRUE(posted.ok()) << body;
  return read_visit(*posted, form());
}

std::string values(std::string_view body) {
  return rules::to_json(answers_of(form(), visit_of(body)));
}

TEST(NavigatorForm, AnswersBecomeWhatTheFormTakes) {
  EXPECT_EQ(values("a.who=me&a.age=12%2C50&a.yes=true&a.own=++two+words%0A"),
            R"({"who": "me", "age": 12.5, "yes": true, "own": "two words"})");
  EXPECT_EQ(values("a.who=me&a.who=you"), R"({"who": ["me", "you"]})");
  EXPECT_EQ(values("a.who=&a.own=+%09"), R"({"who": null, "own": null})")
      << "nothing but blanks is passed by";
  EXPECT_EQ(values("a.age=many&a.yes=maybe"), R"({"age": "many", "yes": "maybe"})")
      << "for the form to refuse";
}

TEST(NavigatorForm, WhatIsWishedAndWhatIsNotOfTheForm) {
  EXPECT_EQ(visit_of("").wish, Wish::next);
  EXPECT_EQ(visit_of("do=keep").wish, Wish::keep);
  const Visit change = visit_of("do=change.age&asked=who&area=a&visit=" + std::string(32, 'a'));
  EXPECT_EQ(change.wish, Wish::change);
  EXPECT_EQ(change.change, "age");
  EXPECT_EQ(change.asked, "who");
  EXPECT_EQ(change.area, "a");
  EXPECT_EQ(change.token.size(), 32U);
  EXPECT_TRUE(change.faults.empty());
  for (const auto& [body, field, reason] :
       std::vector<std::array<const char*, 3>>{{"a.nobody=1", "a.nobody", "unknown-field"},
                                               {"a.told=1", "a.told", "unknown-field"},
                                               {"other=1", "other", "unknown-field"},
                                               {"=1", "", "unknown-field"},
                                               {"do=dance", "do", "not-a-choice"},
                                               {"do=change.told", "do", "not-a-choice"},
                                               {"asked=told", "asked", "not-a-choice"},
                                               {"visit=ABC", "visit", "not-a-choice"},
                                               {"do=next&do=next", "do", "repeated"}}) {
    const Visit visit = visit_of(body);
    ASSERT_EQ(visit.faults.size(), 1U) << body;
    EXPECT_EQ(visit.faults[0].field, field) << body;
    EXPECT_EQ(visit.faults[0].reason, reason) << body;
    EXPECT_TRUE(visit.answers.empty()) << body;
  }
}

TEST(NavigatorForm, BodiesThatAreNoForm) {
  for (const char* body : {"a=%", "a=%zz", "a=%00", "a=%1b", "%ff=1", "a=%c3"}) {
    const auto posted = read_posted(body);
    ASSERT_FALSE(posted.ok()) << body;
    EXPECT_EQ(posted.error().code, "form-unreadable") << body;
  }
  EXPECT_EQ(read_posted(std::string(largest_post + 1, 'a')).error().code, "form-too-big");
  std::string many;
  for (std::size_t i = 0; i <= most_posted; ++i) many += "a=1&";
  EXPECT_EQ(read_posted(many).error().code, "form-too-big");
}

const forms::Form& family() {
  static const forms::Form one = [] {
    auto read =
        forms::Form::read(R"({"resourceType": "Questionnaire", "url": "https://a.example/g", "version": "1",
      "item": [{"linkId": "who", "type": "string"},
        {"linkId": "child", "type": "group", "repeats": true, "item": [
          {"linkId": "age", "type": "integer"}, {"linkId": "like", "type": "boolean"}]},
        {"linkId": "pet", "type": "group", "repeats": true, "extension": [
          {"url": "http://hl7.org/fhir/StructureDefinition/questionnaire-minOccurs", "valueInteger": 1}],
          "item": [{"linkId": "name", "type": "string"}]}]})");
    EXPECT_TRUE(read.ok()) << (read.ok() ? "" : read.error().text("form"));
    return std::move(read).value();
  }();
  return one;
}
Visit of_family(std::string_view body) {
  return read_visit(*read_posted(body), family());
}
std::string told(const Visit& visit) {
  return rules::to_json(answers_of(family(), visit));
}

TEST(NavigatorForm, GroupsThatStandSeveralTimes) {
  EXPECT_EQ(told(of_family("times.child=2&a.age=7&a2.age=3&a2.like=&a2.like=true&a.who=x")),
            R"({"who": "x", "child": [{"age": 7}, {"age": 3, "like": true}]})");
  EXPECT_EQ(told(of_family("times.child=0")), R"({"child": []})");
  EXPECT_EQ(told(of_family("a.age=7")), R"({"age": 7})") << "once, when nothing is said";
  EXPECT_EQ(told(of_family("times.child=1&a.like=&a.age=")), R"({"child": [{"like": null, "age": null}]})")
      << "shown and passed by";
  for (const auto& [body, field] :
       std::vector<std::array<const char*, 2>>{{"times.child=21", "times.child"},
                                               {"times.child=x", "times.child"},
                                               {"times.child=01", "times.child"},
                                               {"times.who=1", "times.who"},
                                               {"a2.who=1", "a2.who"},
                                               {"a1.age=1", "a1.age"},
                                               {"a02.age=1", "a02.age"},
                                               {"a2.age=1", "a2.age"},
                                               {"times.child=2&a3.age=1", "a3.age"},
                                               {"do=add.who", "do"},
                                               {"do=remove.0.child", "do"},
                                               {"do=remove.child", "do"},
                                               {"do=remove.1.who", "do"}}) {
    const Visit visit = of_family(body);
    ASSERT_EQ(visit.faults.size(), 1U) << body;
    EXPECT_EQ(visit.faults[0].field, field) << body;
  }
  const Visit remove = of_family("do=remove.2.child&times.child=2");
  EXPECT_EQ(remove.wish, Wish::remove);
  EXPECT_EQ(remove.change, "child");
  EXPECT_EQ(remove.which, 2U);
}

TEST(NavigatorForm, OneIsTakenAwayAndTheRestMovesUp) {
  Visit visit =
      of_family("times.child=3&a.age=1&a2.age=2&a2.like=true&a3.age=3&a.who=x&times.pet=1&a.name=n");
  remove_nth(visit, family(), *family().find("child"), 2);
  EXPECT_EQ(told(visit), R"({"who": "x", "child": [{"age": 1}, {"age": 3}], "pet": [{"name": "n"}]})");
  remove_nth(visit, family(), *family().find("child"), 1);
  remove_nth(visit, family(), *family().find("child"), 1);
  EXPECT_EQ(told(visit), R"({"who": "x", "child": [], "pet": [{"name": "n"}]})");
}

TEST(NavigatorForm, WhatWasLeftBlankOnAPage) {
  Visit visit = of_family("asked=child&times.child=3&a.age=&a2.age=2&a3.age=+&a3.like=&a.who=");
  drop_blank_groups(visit, family());
  EXPECT_EQ(told(visit), R"({"who": null, "child": [{"age": 2}]})") << "the blank ones are not there";
  Visit pets = of_family("asked=pet&times.pet=2&a.name=&a2.name=&times.child=1&a.age=");
  drop_blank_groups(pets, family());
  EXPECT_EQ(told(pets), R"({"child": [{"age": null}], "pet": [{"name": null}]})")
      << "one stays when one must be, and other pages are left alone";
  Visit left = of_family("asked=child&times.child=2&a.age=&a2.age=4&a.who=");
  forget_blanks(left, family());
  EXPECT_EQ(told(left), R"({"who": null, "child": [{}, {"age": 4}]})") << "it was not passed by";
}

RC_GTEST_PROP(NavigatorForm, AnythingPostedIsReadOrRefused, (const std::string& body)) {
  const auto posted = read_posted(body);
  if (!posted) return;
  const Visit visit = read_visit(*posted, form());
  for (const auto& fault : visit.faults) RC_ASSERT(fault.field.size() <= 100U);
  RC_ASSERT(answers_of(form(), visit).context() != nullptr);
}

}  // namespace
}  // namespace vuoro::api
