#include "rules/feel_cases.hpp"

namespace vuoro::rules::testing {
namespace {

TEST(FeelTextFunctions, Substrings) {
  check({
      {R"feel(substring("foobar", 3))feel", R"feel("obar")feel"},
      {R"feel(substring("foobar", 3, 3))feel", R"feel("oba")feel"},
      {R"feel(substring("foobar", -2, 1))feel", R"feel("a")feel"},
      {R"feel(substring("\U01F40Eab", 2))feel", R"feel("ab")feel"},
      {R"feel(substring("foobar", 0))feel", R"feel(null)feel"},
      {R"feel(substring("foobar", 3, 0))feel", R"feel(null)feel"},
      {R"feel(substring(string: "foobar", start position: 3))feel", R"feel("obar")feel"},
      {R"feel(substring("foobar"))feel", R"feel(null)feel"},
      {R"feel(substring(null, 1))feel", R"feel(null)feel"},
      {R"feel(string length("foo"))feel", R"feel(3)feel"},
      {R"feel(string length(null))feel", R"feel(null)feel"},
      {R"feel(string length(string: "foo"))feel", R"feel(3)feel"},
      {R"feel(upper case("aBc4"))feel", R"feel("ABC4")feel"},
      {R"feel(lower case("aBc4"))feel", R"feel("abc4")feel"},
      {R"feel(substring before("foobar", "bar"))feel", R"feel("foo")feel"},
      {R"feel(substring before("foobar", "xyz"))feel", R"feel("")feel"},
      {R"feel(substring before("foobar", ""))feel", R"feel("")feel"},
      {R"feel(substring after("foobar", "ob"))feel", R"feel("ar")feel"},
      {R"feel(substring after("", "a"))feel", R"feel("")feel"},
      {R"feel(substring after("foo", ""))feel", R"feel("foo")feel"},
  });
}

TEST(FeelTextFunctions, Patterns) {
  check({
      {R"feel(replace("abcd", "(ab)|(a)", "[1=$1][2=$2]"))feel", R"feel("[1=ab][2=]cd")feel"},
      {R"feel(replace("abracadabra", "bra", "*"))feel", R"feel("a*cada*")feel"},
      {R"feel(replace("abracadabra", "a.*a", "*"))feel", R"feel("*")feel"},
      {R"feel(replace("abracadabra", "a.*?a", "*"))feel", R"feel("*c*bra")feel"},
      {R"feel(replace("abracadabra", "a", ""))feel", R"feel("brcdbr")feel"},
      {R"feel(replace("abracadabra", "a(.)", "a$1$1"))feel", R"feel("abbraccaddabbra")feel"},
      {R"feel(replace("abracadabra", ".*?", "$1"))feel", R"feel(null)feel"},
      {R"feel(replace("AAAA", "A+", "b"))feel", R"feel("b")feel"},
      {R"feel(replace("AAAA", "A+?", "b"))feel", R"feel("bbbb")feel"},
      {R"feel(replace("darted", "^(.*?)d(.*)$", "$1c$2"))feel", R"feel("carted")feel"},
      {R"feel(replace("hello", "l", "\\"))feel", R"feel(null)feel"},
      {R"feel(replace("abc", "b", "\\$"))feel", R"feel("a$c")feel"},
      {R"feel(replace("abc", "B", "x", "i"))feel", R"feel("axc")feel"},
      {R"feel(replace("abc", "b", "x", "k"))feel", R"feel(null)feel"},
      {R"feel(matches("foobar", "^fo*b"))feel", R"feel(true)feel"},
      {R"feel(matches("abracadabra", "bra"))feel", R"feel(true)feel"},
      {R"feel(matches("input", "pattern", "X"))feel", R"feel(null)feel"},
      {R"feel(matches("h", "(.)\\3"))feel", R"feel(null)feel"},
      {R"feel(matches("input", "\\3"))feel", R"feel(null)feel"},
      {R"feel(matches("abcd", "(asd)[\\1]"))feel", R"feel(null)feel"},
      {R"feel(matches("hello world", "hello\\ sworld", "x"))feel", R"feel(true)feel"},
      {R"feel(matches("helloworld", "hello world", "x"))feel", R"feel(true)feel"},
      {R"feel(matches("hello world", "hello[ ]world", "x"))feel", R"feel(true)feel"},
      {R"feel(matches("a\nb", "a.b"))feel", R"feel(false)feel"},
      {R"feel(matches("a\nb", "a.b", "s"))feel", R"feel(true)feel"},
      {R"feel(matches("a\nb", "^b$", "m"))feel", R"feel(true)feel"},
      {R"feel(matches("a\nb", "^b$"))feel", R"feel(false)feel"},
      {R"feel(matches("\u212A", "k", "i"))feel", R"feel(true)feel"},
      {R"feel(matches("O", "[A-Z-[OI]]", "i"))feel", R"feel(false)feel"},
      {R"feel(matches("A", "[A-Z-[OI]]", "i"))feel", R"feel(true)feel"},
      {R"feel(matches("q", "[^q]", "i"))feel", R"feel(false)feel"},
      {R"feel(matches("abc", "["))feel", R"feel(null)feel"},
      {R"feel(matches("abc", "a{1,2}b"))feel", R"feel(true)feel"},
      {R"feel(matches("é", "\\p{L}"))feel", R"feel(true)feel"},
      {R"feel(matches("a", "\\p{IsBasicLatin}"))feel", R"feel(true)feel"},
      {R"feel(split("John Doe", "\\s"))feel", R"feel(["John", "Doe"])feel"},
      {R"feel(split("a;b;c;;", ";"))feel", R"feel(["a", "b", "c", "", ""])feel"},
      {R"feel(split(null, ";"))feel", R"feel(null)feel"},
  });
}

TEST(FeelTextFunctions, JoinAndSearch) {
  check({
      {R"feel(string join(["a","b","c"], "_and_"))feel", R"feel("a_and_b_and_c")feel"},
      {R"feel(string join(["a",null,"c"], "X"))feel", R"feel("aXc")feel"},
      {R"feel(string join(["a","b"]))feel", R"feel("ab")feel"},
      {R"feel(string join([], "X"))feel", R"feel("")feel"},
      {R"feel(string join(["a","b"], null))feel", R"feel("ab")feel"},
      {R"feel(string join([1], "x"))feel", R"feel(null)feel"},
      {R"feel(contains("foobar", "of"))feel", R"feel(false)feel"},
      {R"feel(starts with("foobar", "fo"))feel", R"feel(true)feel"},
      {R"feel(ends with("foobar", "r"))feel", R"feel(true)feel"},
  });
}

TEST(FeelTextFunctions, Conversions) {
  check({
      {R"feel(number("1 000,0", " ", ","))feel", R"feel(1000.0)feel"},
      {R"feel(number("1,000.00", ",", "."))feel", R"feel(1000.00)feel"},
      {R"feel(number("1.000,5", ".", ","))feel", R"feel(1000.5)feel"},
      {R"feel(number("1", null, null))feel", R"feel(1)feel"},
      {R"feel(number("1,000", ".", "."))feel", R"feel(null)feel"},
      {R"feel(number("a", null, null))feel", R"feel(null)feel"},
      {R"feel(number("NaN"))feel", R"feel(null)feel"},
      {R"feel(number(from: "1", grouping separator: null, decimal separator: null))feel", R"feel(1)feel"},
      {R"feel(string(1.1))feel", R"feel("1.1")feel"},
      {R"feel(string(null))feel", R"feel(null)feel"},
      {R"feel(string([1,"a",null]))feel", R"feel("[1, \"a\", null]")feel"},
      {R"feel(string({a: "foo", "b c": 1}))feel", R"feel("{a: \"foo\", b c: 1}")feel"},
      {R"feel(string({"{": 1}))feel", R"feel("{\"{\": 1}")feel"},
      {R"feel(string(@"P1Y14M"))feel", R"feel("P2Y2M")feel"},
      {R"feel(string(@"PT90M"))feel", R"feel("PT1H30M")feel"},
      {R"feel(string(@"2020-01-01T10:00:00.500Z"))feel", R"feel("2020-01-01T10:00:00.5Z")feel"},
      {R"feel(string(true))feel", R"feel("true")feel"},
  });
}

}  // namespace
}  // namespace vuoro::rules::testing
