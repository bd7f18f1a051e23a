#include "promises/explain.hpp"

#include <fmt/core.h>

#include "app/commands.hpp"
#include "content/explanation_text.hpp"
#include "promises/words.hpp"

namespace vuoro::app {

int explain(const ExplainOptions& options) {
  const auto language = promises::from_word<promises::Language>(options.language);
  if (!language) return fail({"option-refused", "choose fi, sv or en", "--lang"});
  auto question = promises::parse_question(options.question);
  if (!question) return fail(question.error());
  const auto loaded = load_content(options.content);
  if (!loaded) return fail(loaded.error());
  const auto texts = load_texts(options.content, "promises");
  if (!texts) return fail(texts.error());
  const auto explanation = promises::explain(loaded->calendar, loaded->pack, std::move(question).value());
  fmt::print("{}", content::render(explanation, loaded->pack, *texts, *language));
  return 0;
}

}  // namespace vuoro::app
