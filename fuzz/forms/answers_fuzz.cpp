#include <cstdint>
#include <cstdlib>
#include <string>

#include "forms/json_text.hpp"
#include "forms/review.hpp"
#include "rules/json.hpp"

/// Any bytes as a form and answers to it, with a NUL between them; without one, answers to a form that has
/// everything. What a review accepts is accepted again.
namespace {

using namespace vuoro::forms;

const char* const everything = R"({"resourceType":"Questionnaire","url":"u","version":"1","item":[
  {"linkId":"a","type":"choice","answerOption":[{"valueCoding":{"code":"x"},"extension":[
    {"url":"http://hl7.org/fhir/StructureDefinition/itemWeight","valueDecimal":2}]},{"valueCoding":{"code":"y"}}]},
  {"linkId":"b","type":"integer","required":true,
    "enableWhen":[{"question":"a","operator":"=","answerCoding":{"code":"x"}}]},
  {"linkId":"g","type":"group","repeats":true,"item":[{"linkId":"c","type":"date"},
    {"linkId":"d","type":"string","maxLength":5,"enableWhen":[{"question":"c","operator":">","answerDate":"2020-01-01"}]}]},
  {"linkId":"e","type":"quantity"},{"linkId":"f","type":"open-choice","repeats":true,"answerOption":[{"valueString":"z"}]},
  {"linkId":"t","type":"decimal","extension":[
    {"url":"http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-calculatedExpression",
     "valueExpression":{"language":"text/feel","expression":"a + b"}}]},
  {"linkId":"h","type":"text","item":[{"linkId":"i","type":"boolean"},{"linkId":"j","type":"dateTime"}]}]})";

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size > 65'536) return 0;
  const std::string text(data, data + size);
  const std::size_t cut = text.find('\0');
  const auto form = Form::read(cut == std::string::npos ? everything : text.substr(0, cut));
  const auto answers = read_json_text(cut == std::string::npos ? text : text.substr(cut + 1));
  if (!form || !answers) return 0;
  auto sheet = Sheet::read(*form, *answers);
  if (!sheet) return 0;
  const Review review = Review::of(*form, std::move(*sheet));
  const auto response = review.response();
  auto again = Sheet::read(*form, response);
  if (!again) std::abort();
  const Review second = Review::of(*form, std::move(*again));
  if (!second.sheet().faults().empty()) std::abort();
  static_cast<void>(vuoro::rules::to_json(second.response()));
  static_cast<void>(review.wrong().text("fuzz"));
  return 0;
}
