#include <gtest/gtest.h>

#include "content/explanation_text.hpp"
#include "content/load_calendar.hpp"
#include "content/load_rules.hpp"
#include "content/texts.hpp"
#include "promises/question.hpp"

namespace vuoro::content {
namespace {

const std::filesystem::path root = std::filesystem::path{VUORO_SOURCE_DIR} / "content";

TEST(RealContent, Prints) {
  auto rules = load_rules(root / "vantaa-kerava");
  ASSERT_TRUE(rules.ok()) << to_string(rules.error());
  auto cal = load_calendar(root / "vantaa-kerava");
  ASSERT_TRUE(cal.ok()) << to_string(cal.error());
  auto texts = Texts::load(root / "texts" / "promises");
  ASSERT_TRUE(texts.ok()) << to_string(texts.error());
  auto q = promises::parse_question({.age = "40", .domains = {"health", "oral"}, .facts = {"general_medicine", "reason_illness_like"}, .events = {"hta_done=2025-01-01", "contact_received=2025-01-01T15:50"}, .listing = promises::Listing::everything});
  ASSERT_TRUE(q.ok()) << q.error().what;
  for (auto l : {Language::fi, Language::sv, Language::en}) std::cout << render(promises::explain(*cal, *rules, *q), *rules, *texts, l) << "\n=====\n";
}

}  // namespace
}  // namespace vuoro::content
