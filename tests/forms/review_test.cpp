#include "forms/review.hpp"

#include "forms/form_texts.hpp"
#include "rules/json.hpp"

namespace vuoro::forms::testing {
namespace {

struct AnswerCase {
  const char* why;
  const char* answers;
  const char* next;
  const char* missing;
  const char* wrong;
  const char* scores;
};

TEST(Review, FollowsTheAnswers) {
  const AnswerCase cases[] = {
      {"nothing yet", "{}", "who", "who,adults,sleep,energy", "", ""},
      {"self: nobody is asked who the other is", R"({"who":"self"})", "adults", "adults,sleep,energy", "",
       ""},
      {"other: asked", R"({"who":"other"})", "relation", "adults,sleep,energy", "", ""},
      {"passed by", R"({"who":null})", "adults", "who,adults,sleep,energy", "", ""},
      {"an open choice takes own words", R"({"who":"other","relation":"naapuri"})", "adults",
       "adults,sleep,energy", "", ""},
      {"own words have a length", R"({"who":"other","relation":"naapurin serkun kaima Pihtiputaalta"})",
       "adults", "adults,sleep,energy", "relation:too-long", ""},
      {"an answer that is not asked does not count", R"({"who":"self","relation":"parent"})", "adults",
       "adults,sleep,energy", "", ""},
      {"no such option", R"({"who":"cat"})", "adults", "who,adults,sleep,energy", "who:option-unknown", ""},
      {"too few adults", R"({"who":"self","adults":0})", "rent", "sleep,energy", "adults:too-small", ""},
      {"too many adults", R"({"who":"self","adults":13})", "rent", "sleep,energy", "adults:too-large", ""},
      {"half an adult", R"({"who":"self","adults":1.5})", "rent", "adults,sleep,energy",
       "adults:value-invalid", ""},
      {"another unit", R"({"who":"self","adults":1,"rent":{"value":5,"unit":"SEK"}})", "postcode",
       "sleep,energy", "rent:unit", ""},
      {"a unit by its name", R"({"who":"self","adults":1,"rent":{"value":5,"unit":"euroa"}})", "postcode",
       "sleep,energy", "", ""},
      {"a postcode of four digits", R"({"who":"self","adults":1,"rent":5,"postcode":"0123"})", "since",
       "sleep,energy", "postcode:pattern", ""},
      {"a day too early", R"({"who":"self","adults":1,"rent":5,"postcode":"01230","since":"1899-12-31"})",
       "sleep", "sleep,energy", "since:too-small", ""},
      {"weights add up", R"({"who":"self","adults":1,"sleep":"often","energy":"often"})", "rent", "", "",
       "sleep=2.5,energy=4,total=6.5"},
      {"a total waits for all of it", R"({"who":"self","adults":1,"energy":"often"})", "rent", "sleep", "",
       "energy=4"},
      {"one choice of two", R"({"who":["self","other"],"adults":1,"sleep":"often","energy":"never"})", "rent",
       "", "who:too-many", "sleep=2.5,energy=0,total=2.5"},
      {"none goes with no other",
       R"({"who":"self","adults":1,"sleep":"often","energy":"often","help":["none","money"]})", "rent", "",
       "help:exclusive", "sleep=2.5,energy=4,total=6.5"},
      {"an unknown question", R"({"whom":"self"})", "who", "who,adults,sleep,energy", ":question-unknown",
       ""},
      {"an answer to a group", R"({"home":1})", "who", "who,adults,sleep,energy", "home:wrong-type", ""},
      {"a number for a code", R"({"who":1})", "adults", "who,adults,sleep,energy", "who:option-unknown", ""},
  };
  for (const AnswerCase& c : cases) {
    const Review review = reviewed(everyday(), c.answers);
    EXPECT_EQ(next_of(everyday(), review), c.next) << c.why;
    EXPECT_EQ(missing_of(everyday(), review), c.missing) << c.why;
    EXPECT_EQ(wrong_of(review), c.wrong) << c.why;
    EXPECT_EQ(scores_of(everyday(), review), c.scores) << c.why;
  }
}

TEST(Review, CalculatedValuesOpenQuestions) {
  const auto enabled = [](const char* answers) {
    const Review review = reviewed(everyday(), answers);
    return review.enabled(review.sheet().of(*everyday().find("low")).front());
  };
  EXPECT_TRUE(enabled(R"({"sleep":"often","energy":"never"})")) << "2.5 < 3";
  EXPECT_FALSE(enabled(R"({"sleep":"often","energy":"often"})")) << "6.5";
  EXPECT_TRUE(enabled(R"({"sleep":"never","energy":"often"})")) << "any: sleep alone is enough";
  EXPECT_FALSE(enabled(R"({"energy":"never"})")) << "no total yet";
}

std::string response(const std::string& items,
                     const std::string& form = "https://example.org/forms/everyday|2.1") {
  return R"({"resourceType":"QuestionnaireResponse","questionnaire":")" + form + R"(","item":[)" + items +
         "]}";
}

TEST(Review, GroupsThatRepeat) {
  const std::string child7 =
      R"({"linkId":"children","item":[{"linkId":"age","answer":[{"valueInteger":7}]}]})";
  const std::string child3 =
      R"({"linkId":"children","item":[{"linkId":"age","answer":[{"valueInteger":3}]}]})";
  const Review review = reviewed(everyday(), response(child7 + "," + child3));
  const auto& schools = review.sheet().of(*everyday().find("school"));
  ASSERT_EQ(schools.size(), 2U);
  EXPECT_TRUE(review.enabled(schools[0])) << "a child of 7 has a school";
  EXPECT_FALSE(review.enabled(schools[1])) << "each child's own age counts";
  EXPECT_EQ(scores_of(everyday(), review), "oldest=7");
  EXPECT_EQ(rules::to_json(review.fact(*everyday().find("age"))), "[7, 3]");
  const Review empty = reviewed(everyday(), response(R"({"linkId":"children","item":[]})"));
  EXPECT_EQ(missing_of(everyday(), empty), "who,adults,sleep,energy")
      << "nobody has to have children to answer for";
}

TEST(Review, ItemsBelowAnAnswer) {
  const Review none = reviewed(everyday(), "{}");
  EXPECT_TRUE(none.sheet().of(*everyday().find("free-who")).empty())
      << "without an answer nothing is below it";
  const Review some = reviewed(everyday(), R"({"free":"moi","free-who":true})");
  EXPECT_EQ(rules::to_json(some.fact(*everyday().find("free-who"))), "true");
  const Review nested =
      reviewed(everyday(), response(R"({"linkId":"free","answer":[{"valueString":"moi","item":[)"
                                    R"({"linkId":"free-who","answer":[{"valueBoolean":false}]}]}]})"));
  EXPECT_EQ(rules::to_json(nested.fact(*everyday().find("free-who"))), "false");
}

TEST(Review, HiddenValuesHoldAndNobodyIsAsked) {
  const Review review = reviewed(everyday(), "{}");
  EXPECT_EQ(rules::to_json(review.fact(*everyday().find("origin"))), "\"web\"");
  EXPECT_EQ(rules::to_json(first_answers(everyday())), R"({"channel": "puhelu", "origin": "web"})");
}

struct ResponseFault {
  const char* why;
  std::string items;
  const char* wrong;
};

TEST(Review, SaysWhatIsWrongInAResponse) {
  const ResponseFault cases[] = {
      {"an unknown item", R"({"linkId":"zzz"})", ":question-unknown"},
      {"no linkId", R"({})", ":link-id"},
      {"a number", "7", ":link-id"},
      {"in another place", R"({"linkId":"adults","answer":[{"valueInteger":1}]})", "adults:misplaced"},
      {"an answer of another type", R"({"linkId":"who","answer":[{"valueString":"self"}]})",
       "who:wrong-type"},
      {"an answer of another system",
       R"({"linkId":"who","answer":[{"valueCoding":{"system":"x","code":"self"}}]})", "who:option-unknown"},
      {"no value", R"({"linkId":"who","answer":[{}]})", "who:value-missing"},
      {"an answer that is no object", R"({"linkId":"who","answer":[1]})", "who:wrong-type"},
      {"answers that are no list", R"({"linkId":"who","answer":{}})", "who:wrong-type"},
      {"twice", R"({"linkId":"who"},{"linkId":"who"})", "who:too-many"},
      {"a group twice", R"({"linkId":"home"},{"linkId":"home"})", "home:too-many"},
      {"an answer of a group", R"({"linkId":"home","answer":[]})", "home:wrong-type"},
      {"an answer of a display", R"({"linkId":"intro","answer":[]})", "intro:wrong-type"},
      {"items beside the answer", R"({"linkId":"free","item":[]})", "free:misplaced"},
      {"items that are no list", R"({"linkId":"home","item":3})", "home:wrong-type"},
  };
  for (const ResponseFault& c : cases) {
    const Review review = reviewed(everyday(), response(c.items));
    EXPECT_EQ(wrong_of(review), c.wrong) << c.why;
    EXPECT_FALSE(review.complete()) << c.why;
  }
}

TEST(Review, AnswersKeepTheirVersion) {
  const auto read = [](const std::string& answers) {
    const auto sheet = Sheet::read(everyday(), *read_json_text(answers));
    return sheet.ok() ? "ok" : sheet.error().code;
  };
  EXPECT_EQ(read(response("")), "ok");
  EXPECT_EQ(read(response("", "https://example.org/forms/everyday|2.0")), "answers-other-form");
  EXPECT_EQ(read(response("", "https://example.org/forms/everyday")), "answers-other-form");
  EXPECT_EQ(read(R"({"resourceType":"QuestionnaireResponse"})"), "answers-other-form");
  EXPECT_EQ(read(R"({"resourceType":"Patient"})"), "answers-invalid");
  EXPECT_EQ(read("[]"), "answers-invalid");
}

TEST(Review, AResponseIsReadAgainAsItWas) {
  const Review first = reviewed(everyday(),
                                R"({"who":"other","relation":"naapuri","adults":2,"rent":{"value":700.5},
      "since":"2020-02-29","sleep":"never","energy":"often","low":true,"age":9,"school":"Koulu",
      "help":["money","home"],"free":"moi","free-who":true,"channel":"kirje"})");
  EXPECT_EQ(wrong_of(first), "");
  EXPECT_TRUE(first.complete()) << missing_of(everyday(), first);
  const std::string written = rules::to_json(first.response());
  const Review second = reviewed(everyday(), written);
  EXPECT_EQ(wrong_of(second), "");
  EXPECT_EQ(rules::to_json(second.response()), written);
  EXPECT_EQ(scores_of(everyday(), second), scores_of(everyday(), first));
}

TEST(Review, Pages) {
  const Review review = reviewed(everyday(), R"({"who":"self"})");
  const auto page = review.next_page();
  ASSERT_TRUE(page.has_value());
  std::string names;
  for (const auto node : review.page(*page))
    names += everyday().item(review.sheet().nodes()[node].item).link_id + " ";
  EXPECT_EQ(names, "home adults rent postcode since ");
  const Review wrong = reviewed(everyday(), R"({"who":"cat"})");
  EXPECT_EQ(everyday().item(wrong.sheet().nodes()[*wrong.next_page()].item).link_id, "who")
      << "what is wrong is shown again";
}

TEST(Review, HugeAnswersAreRefused) {
  std::string items;
  for (int i = 0; i < 201; ++i) items += (i == 0 ? "" : ",") + std::string(R"({"linkId":"children"})");
  EXPECT_EQ(wrong_of(reviewed(everyday(), response(items))), "children:too-many");
  std::string group = R"({"linkId":"q","type":"string"})";
  std::string answer = "{}";
  for (const char* name : {"c", "b", "a"})
    group =
        std::string(R"({"linkId":")") + name + R"(","type":"group","repeats":true,"item":[)" + group + "]}";
  const Form nested = form_of(with_items(group));
  const auto repeated = [](const std::string& name, const std::string& inside) {
    std::string out;
    for (int i = 0; i < 30; ++i)
      out += (i == 0 ? "" : ",") + (R"({"linkId":")" + name + R"(","item":[)" + inside + "]}");
    return out;
  };
  const std::string text =
      response(repeated("a", repeated("b", repeated("c", R"({"linkId":"q"})"))), "urn:f|1");
  const auto sheet = Sheet::read(nested, *read_json_text(text));
  ASSERT_FALSE(sheet.ok());
  EXPECT_EQ(sheet.error().code, "answers-too-many");
}

TEST(Review, ALongUnknownNameIsCutBetweenCharacters) {
  std::string name = "x";
  for (int i = 0; i < 1'000; ++i) name += "ä";
  const Review review = reviewed(everyday(), "{\"" + name + "\":1}");
  ASSERT_EQ(review.wrong().all().size(), 1U);
  const std::string& path = review.wrong().all().front().path;
  EXPECT_EQ(path.size(), 199U);
  EXPECT_TRUE(rules::from_json("\"" + path + "\"").ok()) << "still UTF-8";
}

TEST(Review, CalculationsAreBounded) {
  const Form form = form_of(with_items(
      R"({"linkId":"a","type":"integer"},{"linkId":"b","type":"decimal","extension":[{"url":)"
      R"("http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-calculatedExpression",)"
      R"("valueExpression":{"language":"text/feel","expression":"sum(for i in 1..100000000 return i) + a"}}]})"));
  const Review review = reviewed(form, R"({"a":1})");
  EXPECT_EQ(scores_of(form, review), "");
}

}  // namespace
}  // namespace vuoro::forms::testing
