#include "net/request.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace vuoro::net {
namespace {

TEST(Request, DecodesItsTargetOnce) {
  const auto request =
      Request::build(Method::get, "/api/v1/%C3%A4/a%25b/?q=a+b%2Bc&empty&x=1&x=2&%C3%B6=%26");
  ASSERT_TRUE(request.ok());
  EXPECT_EQ(request->path(), "/api/v1/ä/a%b/");
  EXPECT_EQ(request->segments(), (std::vector<std::string_view>{"api", "v1", "ä", "a%b", ""}));
  EXPECT_EQ(request->parameter("q").text, "a b+c");
  EXPECT_EQ(request->parameter("ö").text, "&");
  EXPECT_EQ(request->parameter("empty").state, QueryValue::State::once);
  EXPECT_EQ(request->parameter("none").state, QueryValue::State::absent);
  EXPECT_EQ(request->parameter("x").state, QueryValue::State::repeated);
  EXPECT_EQ(request->parameter("x").text, "");
  EXPECT_EQ(Request::build(Method::get, "/")->segments(), (std::vector<std::string_view>{""}));
}

TEST(Request, RefusesTargetsThatMeanTwoThings) {
  for (const auto& [target, code] :
       std::vector<std::pair<std::string, std::string>>{{"", "target-form"},
                                                        {"a", "target-form"},
                                                        {"/%", "target-escape"},
                                                        {"/a/../b", "target-segments"},
                                                        {"/%2f", "target-characters"},
                                                        {"/%00", "target-characters"},
                                                        {"/?%ff", "target-characters"}}) {
    const auto request = Request::build(Method::get, target);
    ASSERT_FALSE(request.ok()) << target;
    EXPECT_EQ(request.error().code, code) << target;
  }
  std::string many = "/?";
  for (int i = 0; i < 101; ++i) many += "a" + std::to_string(i) + "=1&";
  EXPECT_EQ(Request::build(Method::get, many).error().code, "query-count");
}

TEST(Request, FindsHeadersAndCookies) {
  const std::vector<Request::HeaderView> headers = {
      {"Content-Type", "application/json"},
      {"Cookie", "__Host-s=abc; theme=dark; twice=1; twice=2; empty=; =x"}};
  const auto request = Request::build(Method::post, "/", headers, "body");
  ASSERT_TRUE(request.ok());
  EXPECT_EQ(request->header("content-TYPE"), "application/json");
  EXPECT_EQ(request->header("accept"), std::nullopt);
  EXPECT_EQ(request->cookie("__Host-s"), "abc");
  EXPECT_EQ(request->cookie("theme"), "dark");
  EXPECT_EQ(request->cookie("empty"), "");
  EXPECT_EQ(request->cookie("twice"), std::nullopt) << "a cookie given twice is never believed";
  EXPECT_EQ(request->cookie("THEME"), std::nullopt);
  EXPECT_EQ(request->body(), "body");
}

}  // namespace
}  // namespace vuoro::net
