#include "forms/form_texts.hpp"

namespace vuoro::forms::testing {
namespace {

struct ConditionCase {
  const char* why;
  const char* type;       ///< Of the question.
  const char* condition;  ///< operator and answer.
  const char* answer;     ///< Of the question; empty: none.
  bool asked;
};

TEST(Conditions, EveryOperator) {
  const ConditionCase cases[] = {
      {"is answered", R"("integer")", R"("exists","answerBoolean":true)", "0", true},
      {"is not answered", R"("integer")", R"("exists","answerBoolean":true)", "", false},
      {"passed by is not answered", R"("integer")", R"("exists","answerBoolean":true)", "null", false},
      {"no answer is wanted", R"("integer")", R"("exists","answerBoolean":false)", "", true},
      {"no answer is wanted, there is one", R"("integer")", R"("exists","answerBoolean":false)", "1", false},
      {"equal", R"("integer")", R"("=","answerInteger":3)", "3", true},
      {"equal, not", R"("integer")", R"("=","answerInteger":3)", "4", false},
      {"equal without an answer", R"("integer")", R"("=","answerInteger":3)", "", false},
      {"unequal", R"("integer")", R"("!=","answerInteger":3)", "4", true},
      {"unequal, not", R"("integer")", R"("!=","answerInteger":3)", "3", false},
      {"unequal without an answer", R"("integer")", R"("!=","answerInteger":3)", "", true},
      {"greater", R"("integer")", R"(">","answerInteger":3)", "4", true},
      {"greater, the same", R"("integer")", R"(">","answerInteger":3)", "3", false},
      {"greater without an answer", R"("integer")", R"(">","answerInteger":3)", "", false},
      {"less", R"("decimal")", R"("<","answerDecimal":0.3)", "0.29", true},
      {"less, the same however it is spelled", R"("decimal")", R"("<","answerDecimal":0.3)", "0.30", false},
      {"at least", R"("date")", R"(">=","answerDate":"2026-03-01")", R"("2026-03-01")", true},
      {"at least, a day before", R"("date")", R"(">=","answerDate":"2026-03-01")", R"("2026-02-28")", false},
      {"at most", R"("time")", R"("<=","answerTime":"08:00:00")", R"("08:00:00")", true},
      {"at most, a second after", R"("time")", R"("<=","answerTime":"08:00:00")", R"("08:00:01")", false},
      {"moments in two zones", R"("dateTime")", R"("=","answerDateTime":"2026-01-01T10:00:00+02:00")",
       R"("2026-01-01T08:00:00Z")", true},
      {"true", R"("boolean")", R"("=","answerBoolean":true)", "true", true},
      {"false is an answer", R"("boolean")", R"("!=","answerBoolean":true)", "false", true},
      {"text", R"("string")", R"("=","answerString":"ä")", R"("ä")", true},
      {"one of several", R"("integer","repeats":true)", R"("=","answerInteger":3)", "[1,3]", true},
      {"unequal to every one", R"("integer","repeats":true)", R"("!=","answerInteger":3)", "[1,3]", false},
      {"some is greater", R"("integer","repeats":true)", R"(">","answerInteger":2)", "[1,3]", true},
      {"a wrong answer is none", R"("integer")", R"("exists","answerBoolean":true)", "1.5", false},
      {"amounts in the same unit", R"("quantity")", R"(">","answerQuantity":{"value":2,"code":"kg"})",
       R"({"value":3,"code":"kg"})", true},
      {"amounts in other units have no order", R"("quantity")",
       R"(">","answerQuantity":{"value":2,"code":"kg"})", R"({"value":3,"code":"g"})", false},
  };
  for (const ConditionCase& c : cases) {
    const Form form =
        form_of(with_items(std::string(R"({"linkId":"q","type":)") + c.type +
                           R"(},{"linkId":"b","type":"string","enableWhen":[{"question":"q","operator":)" +
                           c.condition + "}]}"));
    const std::string answer = c.answer;
    const Review review = reviewed(form, answer.empty() ? "{}" : R"({"q":)" + answer + "}");
    EXPECT_EQ(review.enabled(review.sheet().of(*form.find("b")).front()), c.asked) << c.why;
  }
}

}  // namespace
}  // namespace vuoro::forms::testing
