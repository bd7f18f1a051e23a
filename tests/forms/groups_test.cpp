#include "forms/form_texts.hpp"
#include "forms/review.hpp"
#include "rules/json.hpp"

/// Pages, and groups that are answered several times.
namespace vuoro::forms::testing {
namespace {

const char* const page_control =
    R"("extension":[{"url":"http://hl7.org/fhir/StructureDefinition/questionnaire-itemControl",)"
    R"("valueCodeableConcept":{"coding":[{"code":"page"}]}}])";

std::string occurs(const char* which, int n) {
  return std::string(R"({"url":"http://hl7.org/fhir/StructureDefinition/questionnaire-)") + which +
         R"(","valueInteger":)" + std::to_string(n) + "}";
}

/// A page with a question and a group of one to three, then a question alone.
const Form& family() {
  static const Form form =
      form_of(with_items(std::string(R"({"linkId":"home","type":"group",)") + page_control +
                         R"(,"item":[{"linkId":"who","type":"string","required":true},
        {"linkId":"child","type":"group","repeats":true,"extension":[)" +
                         occurs("minOccurs", 1) + "," + occurs("maxOccurs", 3) +
                         R"(],"item":[{"linkId":"age","type":"integer","required":true},
        {"linkId":"school","type":"string","enableWhen":[
          {"question":"age","operator":">=","answerInteger":7}]}]}]},
        {"linkId":"last","type":"boolean"})"));
  return form;
}

struct GroupCase {
  const char* why;
  const char* answers;
  const char* next;
  const char* missing;
  const char* wrong;
};

TEST(Groups, CompactAnswersNameEachTime) {
  const GroupCase cases[] = {
      {"nothing yet", "{}", "who", "who,child,age", ""},
      {"once, beside the others", R"({"who":"a","age":3})", "last", "", ""},
      {"a list of times", R"({"who":"a","child":[{"age":3},{"age":8}]})", "school", "", ""},
      {"each its own condition", R"({"who":"a","child":[{"age":3},{"age":8,"school":"x"}]})", "last", "", ""},
      {"not once", R"({"who":"a","child":[]})", "last", "", "child:too-few"},
      {"null is not once", R"({"who":"a","child":null})", "last", "", "child:too-few"},
      {"four", R"({"who":"a","child":[{"age":1},{"age":2},{"age":3},{"age":4}]})", "last", "",
       "child:too-many"},
      {"one lacks what it must have", R"({"who":"a","child":[{"age":1},{"age":null}]})", "last", "child,age",
       ""},
      {"no list", R"({"who":"a","child":{"age":1}})", "age", "child,age", "child:wrong-type"},
      {"no object", R"({"who":"a","child":[1]})", "last", "", "child:wrong-type,child:too-few"},
      {"said twice", R"({"who":"a","age":1,"child":[{"age":1}]})", "last", "", "age:misplaced"},
      {"in a group that does not have it", R"({"who":"a","child":[{"age":1,"last":true}]})", "last", "",
       "last:misplaced"},
      {"a name that nothing has", R"({"who":"a","child":[{"age":1,"ago":true}]})", "last", "",
       ":question-unknown"},
      {"a page takes no answer", R"({"home":[{}],"who":"a","age":1})", "last", "", "home:wrong-type"},
      {"an answer of another type", R"({"who":"a","child":[{"age":1},{"age":"x"}]})", "last", "child,age",
       "age:value-invalid"},
  };
  for (const GroupCase& c : cases) {
    const Review review = reviewed(family(), c.answers);
    EXPECT_EQ(next_of(family(), review), c.next) << c.why;
    EXPECT_EQ(missing_of(family(), review), c.missing) << c.why;
    EXPECT_EQ(wrong_of(review), c.wrong) << c.why;
  }
}

TEST(Groups, AFaultNamesItsTime) {
  const Review review = reviewed(family(), R"({"who":"a","child":[{"age":1},{"age":"x"},{"age":2}]})");
  ASSERT_EQ(review.wrong().all().size(), 1U);
  const Fault& fault = review.wrong().all().front();
  EXPECT_EQ(fault.path, "child[1].age");
  const auto node = node_of(family(), review.sheet(), fault);
  ASSERT_TRUE(node.has_value());
  const auto standing = standing_of(family(), review.sheet(), *node);
  ASSERT_TRUE(standing.has_value());
  EXPECT_EQ(standing->nth, 2U);
  EXPECT_EQ(standing->group, *family().find("child"));
  EXPECT_FALSE(standing_of(family(), review.sheet(), review.sheet().of(*family().find("who")).front()));
}

TEST(Groups, AnswersAreKeptAsTheyStand) {
  const Review first = reviewed(
      family(),
      R"({"who":"a","child":[{"age":9,"school":"x"},{"age":3},{"age":8,"school":"y"}],"last":true})");
  EXPECT_TRUE(first.complete());
  const std::string written = rules::to_json(first.response());
  const Review second = reviewed(family(), written);
  EXPECT_EQ(rules::to_json(second.response()), written);
  EXPECT_EQ(rules::to_json(second.fact(*family().find("age"))), "[9, 3, 8]");
  EXPECT_EQ(second.sheet().of(*family().find("child")).size(), 3U);
  const Review none = reviewed(everyday(), R"({"children":[]})");
  EXPECT_EQ(rules::to_json(none.response()).find("children"), std::string::npos);
  EXPECT_TRUE(none.sheet().of(*everyday().find("age")).empty()) << "nobody is asked the age of no child";
}

TEST(Groups, WhatIsAskedTogether) {
  const Form& form = family();
  const auto page = [&](const char* link_id) {
    const ItemId id = form.page_of(*form.find(link_id));
    return id == nothing ? std::string("alone") : form.item(id).link_id;
  };
  EXPECT_EQ(page("home"), "home");
  EXPECT_EQ(page("who"), "home");
  EXPECT_EQ(page("school"), "home") << "the outermost";
  EXPECT_EQ(page("last"), "alone");
  EXPECT_EQ(everyday().page_of(*everyday().find("age")), *everyday().find("children")) << "it repeats";
  EXPECT_EQ(everyday().page_of(*everyday().find("adults")), nothing) << "a group is no page by itself";
}

TEST(Groups, WhatIsNoPage) {
  for (
      const std::string& item :
      {std::string(R"({"linkId":"q","type":"string",)") + page_control + "}",
       std::string(
           R"({"linkId":"g","type":"group","item":[{"linkId":"q","type":"string"}],"extension":[{"url":)"
           R"("http://hl7.org/fhir/StructureDefinition/questionnaire-itemControl","valueCode":"page"}]})")}) {
    const auto form = Form::read(with_items(item));
    ASSERT_FALSE(form.ok()) << item;
    EXPECT_EQ(form.error().all().front().code, "wrong-type");
  }
  const Form other = form_of(with_items(
      R"({"linkId":"g","type":"group","item":[{"linkId":"q","type":"string"}],"extension":[{"url":)"
      R"("http://hl7.org/fhir/StructureDefinition/questionnaire-itemControl","valueCodeableConcept":)"
      R"({"coding":[{"code":"gtable"}]}}]})"));
  EXPECT_FALSE(other.item(0).page) << "other controls are for whoever draws the form";
}

}  // namespace
}  // namespace vuoro::forms::testing
