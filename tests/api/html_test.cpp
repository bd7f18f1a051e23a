#include "api/html.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include "api/navigator_shell.hpp"

/// HTML that the server writes: whatever comes in as words stays words.
namespace vuoro::api {
namespace {

TEST(Html, WordsAndValuesAreEscaped) {
  Html html;
  html.open("p", {{"title", "\"'><&"}}).words("<script>&amp;</script>").close();
  EXPECT_EQ(html.text(), "<p title=\"&quot;&#39;&gt;&lt;&amp;\">&lt;script&gt;&amp;amp;&lt;/script&gt;</p>");
}

TEST(Html, AnAttributeWithoutAValueIsBareAndOneWithoutDataIsLeftOut) {
  Html html;
  html.empty("input", {{"checked", ""}, {"class", std::string_view{}}, {"name", "a"}});
  EXPECT_EQ(html.text(), "<input checked name=\"a\">");
}

TEST(Html, ElementsCloseInTheirTurn) {
  Html html;
  html.open("ul").element("li", "a").open("li").element("b", "c");
  EXPECT_THROW(static_cast<void>(html.text()), std::logic_error);
  EXPECT_EQ(html.close().close().text(), "<ul><li>a</li><li><b>c</b></li></ul>");
  EXPECT_THROW(html.close(), std::logic_error);
}

RC_GTEST_PROP(Html, NoTextEndsItsPlace, (const std::string& text)) {
  const std::string out = escaped(text);
  RC_ASSERT(out.find_first_of("<>\"'") == std::string::npos);
  RC_ASSERT(out.find('\0') == std::string::npos);
  for (std::size_t at = out.find('&'); at != std::string::npos; at = out.find('&', at + 1)) {
    const std::string_view rest = std::string_view(out).substr(at);
    RC_ASSERT(rest.starts_with("&amp;") || rest.starts_with("&lt;") || rest.starts_with("&gt;") ||
              rest.starts_with("&quot;") || rest.starts_with("&#39;"));
  }
}

TEST(NavigatorShell, PutsTheServersPartsWhereTheMarksAre) {
  const auto shell = NavigatorShell::read("<title>%%title%%</title><nav>%%languages%%</nav>%%main%%!");
  ASSERT_TRUE(shell.ok());
  EXPECT_TRUE(shell->framed());
  EXPECT_EQ(shell->page("a < b %%main%%", "<ul></ul>", "<p>%%title%%</p>"),
            "<title>a &lt; b %%main%%</title><nav><ul></ul></nav><p>%%title%%</p>!");
  EXPECT_EQ(NavigatorShell::bare("sv").page("x", "", "").substr(0, 31), "<!doctype html><html lang=\"sv\" ");
}

TEST(NavigatorShell, RefusesMarksThatAreMissingOrOutOfTurn) {
  for (const char* html :
       {"", "%%title%%%%languages%%", "%%main%%%%title%%%%languages%%",
        "%%title%%%%languages%%%%main%%%%main%%", "%%title%%%%title%%%%languages%%%%main%%"}) {
    const auto shell = NavigatorShell::read(html);
    ASSERT_FALSE(shell.ok()) << html;
    EXPECT_EQ(shell.error().code, "shell-marks");
  }
}

}  // namespace
}  // namespace vuoro::api
