#include "rules/feel_cases.hpp"

namespace vuoro::rules::testing {
namespace {

TEST(FeelDateFunctions, Dates) {
  check({
      {R"feel(date("2012-12-25"))feel", R"feel(2012-12-25)feel"},
      {R"feel(date("2012-12-25T10:00:00"))feel", R"feel(null)feel"},
      {R"feel(date(2012, 12, 25))feel", R"feel(2012-12-25)feel"},
      {R"feel(date(2012, 13, 25))feel", R"feel(null)feel"},
      {R"feel(date(@"2012-12-25T10:00:00"))feel", R"feel(2012-12-25)feel"},
      {R"feel(date("-2012-12-25"))feel", R"feel(-2012-12-25)feel"},
      {R"feel(date("999999999-12-31"))feel", R"feel(999999999-12-31)feel"},
      {R"feel(date("01211-12-31"))feel", R"feel(null)feel"},
      {R"feel(date("2012-2-5"))feel", R"feel(null)feel"},
      {R"feel(date("2017-02-29"))feel", R"feel(null)feel"},
      {R"feel(date(year: 2017, month: 8, day: 30))feel", R"feel(2017-08-30)feel"},
      {R"feel(date(null))feel", R"feel(null)feel"},
  });
}

TEST(FeelDateFunctions, Times) {
  check({
      {R"feel(time("23:59:00z"))feel", R"feel(23:59:00Z)feel"},
      {R"feel(time("00:00:00+00:00"))feel", R"feel(00:00:00Z)feel"},
      {R"feel(time("14:30:00@Europe/Paris"))feel", R"feel(14:30:00@Europe/Paris)feel"},
      {R"feel(time("24:00:00"))feel", R"feel(null)feel"},
      {R"feel(time("13:20:00.123456789-05:00"))feel", R"feel(13:20:00.123456789-05:00)feel"},
      {R"feel(time(23, 59, 0, @"-PT2H"))feel", R"feel(23:59:00-02:00)feel"},
      {R"feel(time(23, 59, 0))feel", R"feel(23:59:00)feel"},
      {R"feel(time(23, 59, 0.5, null))feel", R"feel(23:59:00.5)feel"},
      {R"feel(time(hour: 11, minute: 59, second: 45, offset: @"PT0S"))feel", R"feel(11:59:45Z)feel"},
      {R"feel(time(@"2012-12-25T10:00:00Z"))feel", R"feel(10:00:00Z)feel"},
      {R"feel(time(@"2012-12-25"))feel", R"feel(00:00:00Z)feel"},
      {R"feel(time("11:00:00@Foo/Bar"))feel", R"feel(null)feel"},
      {R"feel(date and time("2012-12-24T23:59:00"))feel", R"feel(2012-12-24T23:59:00)feel"},
      {R"feel(date and time("2012-12-24"))feel", R"feel(2012-12-24T00:00:00)feel"},
      {R"feel(date and time(@"2012-12-24", @"10:00:00Z"))feel", R"feel(2012-12-24T10:00:00Z)feel"},
      {R"feel(date and time("2016-12-24T23:59:00-08:00@America/Los_Angeles"))feel", R"feel(null)feel"},
      {R"feel(date and time("2018-10-11T10:00:00+0200"))feel", R"feel(null)feel"},
      {R"feel(date and time("2012-12-24T24:00:00"))feel", R"feel(null)feel"},
      {R"feel(date and time(2012, 12, 24, 23, 59, 0))feel", R"feel(2012-12-24T23:59:00)feel"},
  });
}

TEST(FeelDateFunctions, Durations) {
  check({
      {R"feel(duration("P1Y"))feel", R"feel(P1Y)feel"},
      {R"feel(duration("P2DT20H14M"))feel", R"feel(P2DT20H14M)feel"},
      {R"feel(duration("P1Y1D"))feel", R"feel(null)feel"},
      {R"feel(duration("P"))feel", R"feel(null)feel"},
      {R"feel(duration("PT"))feel", R"feel(null)feel"},
      {R"feel(duration("PT0.5S"))feel", R"feel(PT0.5S)feel"},
      {R"feel(duration(""))feel", R"feel(null)feel"},
      {R"feel(years and months duration(date("2011-12-22"), date("2013-08-24")))feel", R"feel(P1Y8M)feel"},
      {R"feel(years and months duration(date("2013-08-24"), date("2011-12-22")))feel", R"feel(-P1Y8M)feel"},
      {R"feel(years and months duration(from: @"2016-01-21", to: @"2017-01-20"))feel", R"feel(P11M)feel"},
      {R"feel(day of year(date(2019, 9, 17)))feel", R"feel(260)feel"},
      {R"feel(day of week(date(2019, 9, 17)))feel", R"feel("Tuesday")feel"},
      {R"feel(month of year(date(2019, 9, 17)))feel", R"feel("September")feel"},
      {R"feel(week of year(date(2019, 9, 17)))feel", R"feel(38)feel"},
      {R"feel(week of year(date(2003, 12, 29)))feel", R"feel(1)feel"},
      {R"feel(week of year(date(2010, 1, 3)))feel", R"feel(53)feel"},
  });
}

TEST(FeelDateFunctions, Ranges) {
  check({
      {R"feel(is(date("2012-12-25"), time("23:00:50")))feel", R"feel(false)feel"},
      {R"feel(is(time("23:00:50z"), time("23:00:50")))feel", R"feel(false)feel"},
      {R"feel(is(time("23:00:50z"), time("23:00:50+00:00")))feel", R"feel(true)feel"},
      {R"feel(is(null, null))feel", R"feel(true)feel"},
      {R"feel(before(1, 10))feel", R"feel(true)feel"},
      {R"feel(before(10, 1))feel", R"feel(false)feel"},
      {R"feel(before([1..10], 11))feel", R"feel(true)feel"},
      {R"feel(before([1..10), 10))feel", R"feel(true)feel"},
      {R"feel(before([1..10], [10..20]))feel", R"feel(false)feel"},
      {R"feel(before([1..10), [10..20]))feel", R"feel(true)feel"},
      {R"feel(after(11, [1..10]))feel", R"feel(true)feel"},
      {R"feel(meets([1..5], [5..10]))feel", R"feel(true)feel"},
      {R"feel(meets([1..5), [5..10]))feel", R"feel(false)feel"},
      {R"feel(met by([5..10], [1..5]))feel", R"feel(true)feel"},
      {R"feel(overlaps([1..5], [3..8]))feel", R"feel(true)feel"},
      {R"feel(overlaps([1..5], (5..8]))feel", R"feel(false)feel"},
      {R"feel(overlaps before([1..5], [3..8]))feel", R"feel(true)feel"},
      {R"feel(overlaps after([3..8], [1..5]))feel", R"feel(true)feel"},
      {R"feel(finishes(10, [1..10]))feel", R"feel(true)feel"},
      {R"feel(finishes([5..10], [1..10]))feel", R"feel(true)feel"},
      {R"feel(finished by([1..10], 10))feel", R"feel(true)feel"},
      {R"feel(includes([1..10], 5))feel", R"feel(true)feel"},
      {R"feel(includes([1..10], [1..10]))feel", R"feel(true)feel"},
      {R"feel(during(5, [1..10]))feel", R"feel(true)feel"},
      {R"feel(starts(1, [1..10]))feel", R"feel(true)feel"},
      {R"feel(started by([1..10], [1..5]))feel", R"feel(true)feel"},
      {R"feel(coincides(5, 5))feel", R"feel(true)feel"},
      {R"feel(coincides([1..5], [1..5)))feel", R"feel(false)feel"},
      {R"feel(range("[18..21)"))feel", R"feel([18..21))feel"},
      {R"feel(range("(..2)"))feel", R"feel((<2))feel"},
      {R"feel(range("[2..)"))feel", R"feel((>=2))feel"},
      {R"feel(range("[\"a\"..\"c\"]"))feel", R"feel(["a".."c"])feel"},
      {R"feel(range("[date(\"2020-01-01\")..@\"2020-02-01\"]"))feel", R"feel([2020-01-01..2020-02-01])feel"},
      {R"feel(range("[1..\"a\"]"))feel", R"feel(null)feel"},
  });
}

TEST(FeelDateFunctions, Others) {
  check({
      {R"feel(now() = now())feel", R"feel(true)feel"},
      {R"feel(today())feel", R"feel(2026-11-22)feel"},
      {R"feel(string(now()))feel", R"feel("2026-11-22T00:00:00Z")feel"},
      {R"feel(sort([3,1,2]))feel", R"feel([1, 2, 3])feel"},
      {R"feel(sum([]))feel", R"feel(null)feel"},
      {R"feel(count(null))feel", R"feel(null)feel"},
      {R"feel(floor("x"))feel", R"feel(null)feel"},
  });
}

}  // namespace
}  // namespace vuoro::rules::testing
