#include "rules/feel_cases.hpp"

namespace vuoro::rules::testing {
namespace {

TEST(FeelLanguage, Arithmetic) {
  check({
      {R"feel(1 + 2 * 3)feel", R"feel(7)feel"},
      {R"feel(2 ** 3 ** 2)feel", R"feel(64)feel"},
      {R"feel(-2 ** 2)feel", R"feel(4)feel"},
      {R"feel(4 - 3 - 1)feel", R"feel(0)feel"},
      {R"feel(10 / 4)feel", R"feel(2.5)feel"},
      {R"feel(0.1 + 0.2)feel", R"feel(0.3)feel"},
      {R"feel("a" + "b")feel", R"feel("ab")feel"},
      {R"feel("a" + 1)feel", R"feel(null)feel"},
      {R"feel("a" - "b")feel", R"feel(null)feel"},
      {R"feel(-"a")feel", R"feel(null)feel"},
      {R"feel(--1)feel", R"feel(1)feel"},
      {R"feel(1.2e3)feel", R"feel(1200)feel"},
      {R"feel(.5)feel", R"feel(0.5)feel"},
      {R"feel(2 ** 0.5)feel", R"feel(1.414213562373095048801688724209698)feel"},
  });
}

TEST(FeelLanguage, LogicAndComparison) {
  check({
      {R"feel(true and null)feel", R"feel(null)feel"},
      {R"feel(false and null)feel", R"feel(false)feel"},
      {R"feel(true or null)feel", R"feel(true)feel"},
      {R"feel(false or "x")feel", R"feel(null)feel"},
      {R"feel(not(true))feel", R"feel(false)feel"},
      {R"feel(not(null))feel", R"feel(null)feel"},
      {R"feel(1 = 1.0)feel", R"feel(true)feel"},
      {R"feel("foo" = 100)feel", R"feel(null)feel"},
      {R"feel(null = null)feel", R"feel(true)feel"},
      {R"feel(null = 1)feel", R"feel(false)feel"},
      {R"feel(null != 1)feel", R"feel(true)feel"},
      {R"feel(1 < "a")feel", R"feel(null)feel"},
      {R"feel(null < 1)feel", R"feel(null)feel"},
      {R"feel("a" < "b")feel", R"feel(true)feel"},
      {R"feel([1,2] = [1,2])feel", R"feel(true)feel"},
      {R"feel([1,2] = [2,1])feel", R"feel(false)feel"},
      {R"feel({a:1,b:2} = {b:2,a:1})feel", R"feel(true)feel"},
      {R"feel([1..3] = [1..3])feel", R"feel(true)feel"},
      {R"feel([1..3] = [1..3))feel", R"feel(false)feel"},
  });
}

TEST(FeelLanguage, BetweenAndIn) {
  check({
      {R"feel(1 between 0 and 2)feel", R"feel(true)feel"},
      {R"feel(1 between null and 2)feel", R"feel(null)feel"},
      {R"feel(5 between 7 and 1)feel", R"feel(false)feel"},
      {R"feel(1 in [1..3])feel", R"feel(true)feel"},
      {R"feel(1 in (1..3))feel", R"feel(false)feel"},
      {R"feel(1 in ]1..3])feel", R"feel(false)feel"},
      {R"feel(3 in [1..3[)feel", R"feel(false)feel"},
      {R"feel(1 in (1,2))feel", R"feel(true)feel"},
      {R"feel(1 in [2,3,1])feel", R"feel(true)feel"},
      {R"feel(1 in [[2..4],[1..3]])feel", R"feel(true)feel"},
      {R"feel(5 in > 3)feel", R"feel(true)feel"},
      {R"feel(5 in (> 3, < 1))feel", R"feel(true)feel"},
      {R"feel(5 in (<3))feel", R"feel(false)feel"},
      {R"feel(5 in <= 5)feel", R"feel(true)feel"},
      {R"feel("b" in ["a".."c"])feel", R"feel(true)feel"},
  });
}

TEST(FeelLanguage, ConditionsAndLoops) {
  check({
      {R"feel(if true then 1 else 2)feel", R"feel(1)feel"},
      {R"feel(if null then 1 else 2)feel", R"feel(2)feel"},
      {R"feel(if "x" then 1 else 2)feel", R"feel(2)feel"},
      {R"feel(for i in [1,2,3] return i * 2)feel", R"feel([2, 4, 6])feel"},
      {R"feel(for i in 1..3 return i)feel", R"feel([1, 2, 3])feel"},
      {R"feel(for i in 3..1 return i)feel", R"feel([3, 2, 1])feel"},
      {R"feel(for i in 1..3, j in 1..2 return i*j)feel", R"feel([1, 2, 2, 4, 3, 6])feel"},
      {R"feel(for i in 0..4 return if i = 0 then 1 else i * partial[-1])feel", R"feel([1, 1, 2, 6, 24])feel"},
      {R"feel(for i in [1..3] return i)feel", R"feel([1, 2, 3])feel"},
      {R"feel(for i in (1..4) return i)feel", R"feel([2, 3])feel"},
      {R"feel(for i in 1 return i)feel", R"feel([1])feel"},
      {R"feel(for i in null return i)feel", R"feel(null)feel"},
      {R"feel(for i in [] return i)feel", R"feel([])feel"},
      {R"feel(for i in @"2020-01-30"..@"2020-02-01" return i)feel",
       R"feel([2020-01-30, 2020-01-31, 2020-02-01])feel"},
      {R"feel(for x in [1,2], y in [x, x+1] return y)feel", R"feel([1, 2, 2, 3])feel"},
      {R"feel(some x in [1,2] satisfies x > 1)feel", R"feel(true)feel"},
      {R"feel(every x in [1,2] satisfies x > 1)feel", R"feel(false)feel"},
      {R"feel(every x in [] satisfies x)feel", R"feel(true)feel"},
      {R"feel(some x in [] satisfies x)feel", R"feel(false)feel"},
      {R"feel(some x in [1,2], y in [2,3] satisfies x = y)feel", R"feel(true)feel"},
      {R"feel(every x in 1..3 satisfies x > 0)feel", R"feel(true)feel"},
      {R"feel(some x in [null, 1] satisfies x > 2)feel", R"feel(null)feel"},
  });
}

TEST(FeelLanguage, FiltersAndPaths) {
  check({
      {R"feel([1,2,3][1])feel", R"feel(1)feel"},
      {R"feel([1,2,3][-1])feel", R"feel(3)feel"},
      {R"feel([1,2,3][0])feel", R"feel(null)feel"},
      {R"feel([1,2,3][4])feel", R"feel(null)feel"},
      {R"feel([][1])feel", R"feel(null)feel"},
      {R"feel([][item > 1])feel", R"feel([])feel"},
      {R"feel([1,2,3][item > 1])feel", R"feel([2, 3])feel"},
      {R"feel([1,2,3][item > 5])feel", R"feel([])feel"},
      {R"feel(100[1])feel", R"feel(100)feel"},
      {R"feel(100[item > 1])feel", R"feel([100])feel"},
      {R"feel(null[1])feel", R"feel(null)feel"},
      {R"feel([{a:1},{a:2}][a > 1])feel", R"feel([{a: 2}])feel"},
      {R"feel([{a:1},{a:2}][a > 1].a)feel", R"feel([2])feel"},
      {R"feel([{a:1},{a:2}].a)feel", R"feel([1, 2])feel"},
      {R"feel([{a:1},{b:2}].a)feel", R"feel([1, null])feel"},
      {R"feel([{a:1, b: 2}][item.a = 1][1].b)feel", R"feel(2)feel"},
      {R"feel({a: {b: 1}}.a.b)feel", R"feel(1)feel"},
      {R"feel({a: 1, b: a + 1}.b)feel", R"feel(2)feel"},
      {R"feel({a: 1, a: 2})feel", R"feel(null)feel"},
      {R"feel({"foo bar": 1}.foo bar)feel", R"feel(1)feel"},
      {R"feel({foo bar: 1, x: foo bar + 1}.x)feel", R"feel(2)feel"},
      {R"feel({a+b: 1}.a+b)feel", R"feel(1)feel"},
      {R"feel({a: 1}.b)feel", R"feel(null)feel"},
      {R"feel(null.a)feel", R"feel(null)feel"},
  });
}

TEST(FeelLanguage, Functions) {
  check({
      {R"feel({f: function(x, y) x + y, r: f(1, 2)}.r)feel", R"feel(3)feel"},
      {R"feel({f: function(n) if n < 2 then 1 else n * f(n - 1), r: f(5)}.r)feel", R"feel(120)feel"},
      {R"feel((function(a) a + 1)(2))feel", R"feel(3)feel"},
      {R"feel({x: 10, f: function(a) a + x, r: f(1)}.r)feel", R"feel(11)feel"},
      {R"feel({f: function(a: number) a, r: f("x")}.r)feel", R"feel(null)feel"},
      {R"feel({f: function(a: string) a, r: f(a: "x")}.r)feel", R"feel("x")feel"},
      {R"feel({f: function(a) function(b) a + b, r: f(1)(2)}.r)feel", R"feel(3)feel"},
      {R"feel(sort([3,1,2], function(x,y) x < y))feel", R"feel([1, 2, 3])feel"},
      {R"feel(sort(list: [3,1,2], precedes: function(x,y) x > y))feel", R"feel([3, 2, 1])feel"},
      {R"feel({m: max, r: m(1,2)}.r)feel", R"feel(2)feel"},
  });
}

TEST(FeelLanguage, InstanceOf) {
  check({
      {R"feel(1 instance of number)feel", R"feel(true)feel"},
      {R"feel("a" instance of string)feel", R"feel(true)feel"},
      {R"feel(null instance of number)feel", R"feel(false)feel"},
      {R"feel(null instance of Null)feel", R"feel(true)feel"},
      {R"feel([1] instance of list<number>)feel", R"feel(true)feel"},
      {R"feel([1,"a"] instance of list<number>)feel", R"feel(false)feel"},
      {R"feel([1] instance of list)feel", R"feel(true)feel"},
      {R"feel({a:1} instance of context<a: number>)feel", R"feel(true)feel"},
      {R"feel({a:1} instance of context<a: string>)feel", R"feel(false)feel"},
      {R"feel({a:1,b:2} instance of context<a: number>)feel", R"feel(true)feel"},
      {R"feel({} instance of context<a: number>)feel", R"feel(false)feel"},
      {R"feel([1..3] instance of range<number>)feel", R"feel(true)feel"},
      {R"feel(["a".."b"] instance of range<number>)feel", R"feel(false)feel"},
      {R"feel((function(a: number) a) instance of function<number>->Any)feel", R"feel(true)feel"},
      {R"feel((function(a: string) a) instance of function<number>->Any)feel", R"feel(false)feel"},
      {R"feel((function() "a") instance of function<>->string)feel", R"feel(true)feel"},
      {R"feel(@"P1Y" instance of years and months duration)feel", R"feel(true)feel"},
      {R"feel(@"P1D" instance of days and time duration)feel", R"feel(true)feel"},
      {R"feel(@"P1D" instance of years and months duration)feel", R"feel(false)feel"},
      {R"feel(@"2020-01-01T00:00:00" instance of date and time)feel", R"feel(true)feel"},
      {R"feel(@"2020-01-01" instance of date)feel", R"feel(true)feel"},
      {R"feel(@"2020-01-01" instance of date and time)feel", R"feel(false)feel"},
      {R"feel(max instance of function)feel", R"feel(true)feel"},
  });
}

TEST(FeelLanguage, TextAndNames) {
  check({
      {R"feel("\u0041\t\"\\")feel", R"feel("A\u0009\"\\")feel"},
      {R"feel("\uD83D\uDC0E")feel", R"feel("🐎")feel"},
      {R"feel("\U01F40E")feel", R"feel("🐎")feel"},
      {R"feel(string length("🐎ab"))feel", R"feel(3)feel"},
      {R"feel({ä ö: 1}.ä ö)feel", R"feel(1)feel"},
      {R"feel({🐎: 1}.🐎)feel", R"feel(1)feel"},
  });
}

TEST(FeelLanguage, DatesAndRanges) {
  check({
      {R"feel(@"2019-12-31")feel", R"feel(2019-12-31)feel"},
      {R"feel(@"foo")feel", R"feel(null)feel"},
      {R"feel(@"2019-12-31".year)feel", R"feel(2019)feel"},
      {R"feel(@"2019-12-31T10:00:00@Europe/Paris".timezone)feel", R"feel("Europe/Paris")feel"},
      {R"feel(@"2019-12-31T10:00:00@Europe/Paris".time offset)feel", R"feel(PT1H)feel"},
      {R"feel(@"2019-12-31T10:00:00+02:00".time offset)feel", R"feel(PT2H)feel"},
      {R"feel(@"2019-12-31T10:00:00".time offset)feel", R"feel(null)feel"},
      {R"feel(@"2019-12-31".weekday)feel", R"feel(2)feel"},
      {R"feel(@"P1Y3M".years)feel", R"feel(1)feel"},
      {R"feel(@"P1Y3M".months)feel", R"feel(3)feel"},
      {R"feel(@"P1DT2H3M4S".hours)feel", R"feel(2)feel"},
      {R"feel(@"-P1DT2H".hours)feel", R"feel(-2)feel"},
      {R"feel(@"P1Y".days)feel", R"feel(null)feel"},
      {R"feel([1..3).end included)feel", R"feel(false)feel"},
      {R"feel([1..3).start included)feel", R"feel(true)feel"},
      {R"feel((>5).start)feel", R"feel(5)feel"},
      {R"feel((>5).end)feel", R"feel(null)feel"},
      {R"feel((<=5).end included)feel", R"feel(true)feel"},
      {R"feel(6 in (>5))feel", R"feel(true)feel"},
      {R"feel(@"2020-01-31" + @"P1M")feel", R"feel(2020-02-29)feel"},
      {R"feel(@"2020-01-31" - @"P1D")feel", R"feel(2020-01-30)feel"},
      {R"feel(@"2020-01-31" - @"2020-01-01")feel", R"feel(P30D)feel"},
      {R"feel(@"2020-01-31T00:00:00Z" - @"2020-01-01")feel", R"feel(P30D)feel"},
      {R"feel(@"10:30:00" + @"PT14H")feel", R"feel(00:30:00)feel"},
      {R"feel(@"10:30:00" - @"09:00:00")feel", R"feel(PT1H30M)feel"},
      {R"feel(@"PT1H" * 2)feel", R"feel(PT2H)feel"},
      {R"feel(2 * @"P1Y")feel", R"feel(P2Y)feel"},
      {R"feel(@"P1Y" / @"P1M")feel", R"feel(12)feel"},
      {R"feel(@"PT1H" / 2)feel", R"feel(PT30M)feel"},
      {R"feel(@"P1Y" + @"P1D")feel", R"feel(null)feel"},
      {R"feel(-@"P1D")feel", R"feel(-P1D)feel"},
      {R"feel(@"2018-12-08T10:30:00+00:00" = @"2018-12-08T10:30:00Z")feel", R"feel(true)feel"},
      {R"feel(@"10:30:00@Etc/UTC" = @"10:30:00Z")feel", R"feel(true)feel"},
  });
}

}  // namespace
}  // namespace vuoro::rules::testing
