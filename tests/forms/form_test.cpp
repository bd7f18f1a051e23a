#include "forms/form.hpp"

#include "forms/form_texts.hpp"
#include "rules/json.hpp"

namespace vuoro::forms::testing {
namespace {

TEST(Form, ReadsWhatItSays) {
  const Form& form = everyday();
  EXPECT_EQ(form.identity(), "https://example.org/forms/everyday|2.1");
  EXPECT_EQ(form.title().in("sv"), "Frågor om vardagen");
  EXPECT_EQ(form.title().in("sv-FI"), "Frågor om vardagen");
  EXPECT_EQ(form.title().in("ar"), "Arjen kysely") << "a language that is not there: as the form is written";
  const Item& who = form.item(*form.find("who"));
  EXPECT_TRUE(who.required);
  EXPECT_EQ(who.support_link, "https://example.org/help");
  EXPECT_EQ(who.options[0].label.in("sv"), "Mig själv");
  EXPECT_EQ(who.options[1].label.in("sv"), "Toisesta");
  EXPECT_EQ(form.item(*form.find("adults")).parent, *form.find("home"));
  EXPECT_EQ(form.item(*form.find("rent")).units.front().display, "euroa");
  EXPECT_TRUE(form.stands_repeatedly(*form.find("age")));
  EXPECT_FALSE(form.stands_repeatedly(*form.find("help")));
  ASSERT_EQ(form.notes().size(), 1U);
  EXPECT_EQ(form.notes().front(), "the form: madeUpElement");
}

TEST(Form, ExportLosesNothing) {
  const std::string text = everyday_text();
  const auto before = read_json_text(text);
  ASSERT_TRUE(before.ok());
  const std::string written = everyday().to_json();
  const auto after = read_json_text(written);
  ASSERT_TRUE(after.ok());
  EXPECT_TRUE(rules::equal(*before, *after).value_or(false));
  EXPECT_EQ(rules::to_json(*before), written) << "the order of keys too";
  EXPECT_NE(written.find("madeUpElement"), std::string::npos);
  EXPECT_NE(written.find("https://example.org/unknown"), std::string::npos);
  EXPECT_EQ(form_of(written).to_json(), written);
}

TEST(Form, NumbersKeepAllTheirDigits) {
  const std::string number = "1234567890123456789.012345678901234";
  const Form form = form_of(R"({"resourceType":"Questionnaire","url":"u","version":"1","x":)" + number +
                            R"(,"item":[{"linkId":"a","type":"display"}]})");
  EXPECT_NE(form.to_json().find(number), std::string::npos);
}

struct Refused {
  const char* why;
  std::string text;
  const char* code;
  const char* link_id;
};

std::string item(const std::string& members, const std::string& before = "") {
  const std::string first =
      before.empty() ? R"({"linkId":"a","type":"choice","answerOption":[{"valueCoding":{"code":"x"}}]})"
                     : before;
  return with_items(first + R"(,{"linkId":"b",)" + members + "}");
}
std::string when(const std::string& condition) {
  return item(R"("type":"string","enableWhen":[)" + condition + "]");
}
std::string extended(const std::string& type, const std::string& extension) {
  return item("\"type\":\"" + type + "\",\"extension\":[{\"url\":\"http://hl7.org/fhir/StructureDefinition/" +
              extension + "}]");
}
std::string calculated(const std::string& language, const std::string& expression) {
  return item(R"("type":"decimal","extension":[{"url":"http://hl7.org/fhir/uv/sdc/StructureDefinition/)"
              R"(sdc-questionnaire-calculatedExpression","valueExpression":{"language":")" +
              language + R"(","expression":")" + expression + R"("}}])");
}

std::vector<Refused> refusals() {
  return {
      {"not JSON", "{", "json-invalid", ""},
      {"broken UTF-8", "{\"resourceType\":\"\xc3\x28\"}", "json-invalid", ""},
      {"a key twice", R"({"resourceType":"Questionnaire","url":"u","url":"v"})", "json-invalid", ""},
      {"a NUL in a text", R"({"resourceType":"Questionnaire","url":"u\u0000"})", "json-invalid", ""},
      {"35 digits", R"({"resourceType":"Questionnaire","x":12345678901234567890123456789012345})",
       "json-invalid", ""},
      {"deep", std::string(100'000, '['), "json-invalid", ""},
      {"another resource", R"({"resourceType":"Patient"})", "not-a-questionnaire", ""},
      {"a list", "[]", "not-a-questionnaire", ""},
      {"no url", R"({"resourceType":"Questionnaire","version":"1","item":[{"linkId":"a","type":"display"}]})",
       "url-missing", ""},
      {"no version", R"({"resourceType":"Questionnaire","url":"u","item":[{"linkId":"a","type":"display"}]})",
       "version-missing", ""},
      {"no items", with_items(""), "no-items", ""},
      {"items are no list", R"({"resourceType":"Questionnaire","url":"u","version":"1","item":{}})",
       "no-items", ""},
      {"an item is a number", with_items("1"), "wrong-type", ""},
      {"no linkId", with_items(R"({"type":"string"})"), "link-id", ""},
      {"linkId twice", with_items(R"({"linkId":"a","type":"string"},{"linkId":"a","type":"string"})"),
       "link-id-twice", "a"},
      {"no type", with_items(R"({"linkId":"a"})"), "unknown-type", "a"},
      {"a made-up type", with_items(R"({"linkId":"a","type":"slider"})"), "unknown-type", "a"},
      {"attachments are not taken", with_items(R"({"linkId":"a","type":"attachment"})"), "unknown-type", "a"},
      {"required is a text", item(R"("type":"string","required":"yes")"), "wrong-type", "b"},
      {"modifier on an item", item(R"("type":"string","modifierExtension":[])"), "modifier", "b"},
      {"modifier on the form",
       R"({"resourceType":"Questionnaire","url":"u","version":"1","modifierExtension":[],"item":[]})",
       "modifier", ""},
      {"a value set", item(R"("type":"choice","answerValueSet":"http://x")"), "value-set", "b"},
      {"a choice of nothing", item(R"("type":"choice")"), "no-options", "b"},
      {"options of a string", item(R"("type":"string","answerOption":[{"valueString":"x"}])"), "wrong-type",
       "b"},
      {"the same option twice",
       item(R"("type":"choice","answerOption":[{"valueString":"x"},{"valueString":"x"}])"), "option-twice",
       "b"},
      {"options of two types",
       item(R"("type":"choice","answerOption":[{"valueString":"x"},{"valueInteger":1}])"), "option-types",
       "b"},
      {"an option without a value", item(R"("type":"choice","answerOption":[{}])"), "value-missing", "b"},
      {"an option with two values",
       item(R"("type":"choice","answerOption":[{"valueString":"x","valueInteger":1}])"), "value-twice", "b"},
      {"a reference as an option", item(R"("type":"choice","answerOption":[{"valueReference":{}}])"),
       "value-type", "b"},
      {"display with a value", item(R"("type":"display","initial":[{"valueString":"x"}])"), "wrong-type",
       "b"},
      {"initial of another type", item(R"("type":"integer","initial":[{"valueString":"x"}])"), "wrong-type",
       "b"},
      {"an integer that is none", item(R"("type":"integer","initial":[{"valueInteger":1.5}])"),
       "value-invalid", "b"},
      {"the 30th of February", item(R"("type":"date","initial":[{"valueDate":"2026-02-30"}])"),
       "value-invalid", "b"},
      {"several initial values of one answer",
       item(R"("type":"integer","initial":[{"valueInteger":1},{"valueInteger":2}])"), "initial", "b"},
      {"items below a display", item(R"("type":"display","item":[{"linkId":"c","type":"string"}])"),
       "display-with-items", "b"},
      {"items below a repeating question",
       item(R"("type":"string","repeats":true,"item":[{"linkId":"c","type":"string"}])"),
       "repeats-with-items", "b"},
      {"a regex with a look-ahead", extended("string", R"x(regex","valueString":"(?=x)")x"),
       "pattern-invalid", "b"},
      {"a regex of an integer", extended("integer", R"(regex","valueString":"1+")"), "wrong-type", "b"},
      {"minValue of another type", extended("integer", R"(minValue","valueDate":"2026-01-01")"), "wrong-type",
       "b"},
      {"minValue of a text", extended("string", R"(minValue","valueString":"a")"), "wrong-type", "b"},
      {"a negative length", extended("string", R"(minLength","valueInteger":-1)"), "wrong-type", "b"},
      {"maxLength of a boolean", item(R"("type":"boolean","maxLength":3)"), "wrong-type", "b"},
      {"a script as a support link",
       extended("string", R"x(questionnaire-supportLink","valueUri":"javascript:alert(1)")x"), "support-link",
       "b"},
      {"a unit of a text", extended("string", R"(questionnaire-unit","valueCoding":{"code":"m"})"),
       "wrong-type", "b"},
      {"a condition without a question", when(R"({"operator":"=","answerString":"x"})"), "question-missing",
       "b"},
      {"a condition on nothing", when(R"({"question":"z","operator":"=","answerString":"x"})"),
       "question-unknown", "b"},
      {"a made-up operator", when(R"({"question":"a","operator":"~","answerCoding":{"code":"x"}})"),
       "operator", "b"},
      {"no operator", when(R"({"question":"a","answerCoding":{"code":"x"}})"), "operator", "b"},
      {"an order of codes", when(R"({"question":"a","operator":">","answerCoding":{"code":"x"}})"),
       "operator", "b"},
      {"an answer of another type", when(R"({"question":"a","operator":"=","answerInteger":1})"),
       "wrong-type", "b"},
      {"an option that is not there", when(R"({"question":"a","operator":"=","answerCoding":{"code":"y"}})"),
       "option-unknown", "b"},
      {"exists with a text", when(R"({"question":"a","operator":"exists","answerString":"x"})"), "wrong-type",
       "b"},
      {"it waits on itself", when(R"({"question":"b","operator":"=","answerString":"x"})"), "cycle", "b"},
      {"several conditions without behaviour",
       when(R"({"question":"a","operator":"exists","answerBoolean":true},)"
            R"({"question":"a","operator":"exists","answerBoolean":true})"),
       "behaviour-missing", "b"},
      {"a later question",
       with_items(R"({"linkId":"a","type":"string","enableWhen":[{"question":"b","operator":"exists",)"
                  R"("answerBoolean":true}]},{"linkId":"b","type":"string"})"),
       "question-later", "a"},
      {"two that wait on each other",
       with_items(R"({"linkId":"a","type":"string","enableWhen":[{"question":"b","operator":"exists",)"
                  R"("answerBoolean":true}]},{"linkId":"b","type":"string","enableWhen":[{"question":"a",)"
                  R"("operator":"exists","answerBoolean":true}]})"),
       "cycle", "a"},
      {"a group waits on what is in it",
       with_items(R"({"linkId":"a","type":"group","enableWhen":[{"question":"b","operator":"exists",)"
                  R"("answerBoolean":true}],"item":[{"linkId":"b","type":"string"}]})"),
       "cycle", "a"},
      {"a condition on a group",
       with_items(R"({"linkId":"g","type":"group"},{"linkId":"b","type":"string","enableWhen":[)"
                  R"({"question":"g","operator":"exists","answerBoolean":true}]})"),
       "question-type", "b"},
      {"a FHIRPath calculation", calculated("text/fhirpath", "1 + 1"), "calculation-language", "b"},
      {"broken FEEL", calculated("text/feel", "1 +"), "calculation-invalid", "b"},
      {"FEEL over a name that is not there", calculated("text/feel", "a + missing"), "calculation-unknown",
       "b"},
      {"calculated from itself", calculated("text/feel", "b + 1"), "cycle", "b"},
      {"a translation without a language",
       item(R"("type":"string","text":"x","_text":{"extension":[{"url":)"
            R"("http://hl7.org/fhir/StructureDefinition/translation","extension":[]}]})"),
       "translation", "b"},
  };
}

TEST(Form, RefusesWithPlaceAndReason) {
  for (const Refused& c : refusals()) {
    const auto form = Form::read(c.text);
    ASSERT_FALSE(form.ok()) << c.why;
    bool found = false;
    for (const Fault& fault : form.error().all()) {
      EXPECT_FALSE(fault.what.empty()) << c.why;
      found = found || (fault.code == c.code && fault.link_id == c.link_id);
    }
    EXPECT_TRUE(found) << c.why << "\n" << form.error().text("form");
  }
}

TEST(Form, OneRunReportsEveryFault) {
  const auto form = Form::read(with_items(
      R"({"linkId":"a","type":"slider"},{"linkId":"b","type":"string","required":1},{"type":"string"})"));
  ASSERT_FALSE(form.ok());
  EXPECT_EQ(form.error().text("f.json"),
            "f.json: item 'a' (item[0].type): 'slider' is no type that is read here\n"
            "f.json: item 'b' (item[1].required): must be a boolean\n"
            "f.json: (item[2]): linkId must be a text of 1 to 255 bytes\n");
}

TEST(Form, IsBounded) {
  std::string deep = R"({"linkId":"x","type":"string"})";
  for (int i = 0; i < 40; ++i)
    deep = R"({"linkId":"g)" + std::to_string(i) + R"(","type":"group","item":[)" + deep + "]}";
  EXPECT_TRUE(Form::read(with_items(deep)).error().has("too-deep"));
  std::string many;
  for (int i = 0; i < 2'001; ++i)
    many += (i == 0 ? "" : ",") + (R"({"linkId":")" + std::to_string(i) + R"(","type":"string"})");
  EXPECT_TRUE(Form::read(with_items(many)).error().has("too-many-items"));
  EXPECT_TRUE(Form::read(std::string(largest_text + 1, ' ')).error().has("json-invalid"));
  std::string faulty;
  for (int i = 0; i < 1'000; ++i) faulty += (i == 0 ? "" : ",") + std::string("{}");
  const auto form = Form::read(with_items(faulty));
  EXPECT_EQ(form.error().all().size(), Faults::most);
  EXPECT_GT(form.error().left_out(), 0U);
}

}  // namespace
}  // namespace vuoro::forms::testing
