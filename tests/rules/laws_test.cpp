#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include "rules/feel.hpp"

namespace vuoro::rules {
namespace {

Decimal any_decimal() {
  const auto digits = *rc::gen::inRange<std::int64_t>(-1'000'000'000'000, 1'000'000'000'000);
  const auto scale = *rc::gen::inRange(-6, 7);
  return *Decimal::parse(std::to_string(digits) + "e" + std::to_string(scale));
}

Date any_date() {
  return *Date::of_days(*rc::gen::inRange<std::int64_t>(-1'000'000, 3'000'000));
}

Value evaluated(const std::string& text) {
  const auto feel = Feel::expression(text);
  RC_ASSERT(feel.ok());
  return feel->evaluate().value();
}

RC_GTEST_PROP(Laws, SumsCommuteAndUndo, ()) {
  const Decimal a = any_decimal();
  const Decimal b = any_decimal();
  RC_ASSERT(compare(*add(a, b), *add(b, a)) == 0);
  RC_ASSERT(compare(*subtract(*add(a, b), b), a) == 0);
  RC_ASSERT(compare(a, b) == -compare(b, a));
}

RC_GTEST_PROP(Laws, ModuloHasTheSignOfTheDivisor, ()) {
  const Decimal a = any_decimal();
  const Decimal b = any_decimal();
  RC_PRE(!b.zero());
  const Decimal rest = *modulo(a, b);
  RC_ASSERT(rest.zero() || rest.negative() == b.negative());
  RC_ASSERT(compare(rest.absolute(), b.absolute()) < 0);
  const Decimal whole = *divide(*subtract(a, rest), b);
  RC_ASSERT(compare(whole, *whole.rounded(0, Rounding::half_even)) == 0);
}

RC_GTEST_PROP(Laws, RoundingStaysWithinOneUnit, ()) {
  const Decimal a = any_decimal();
  const int scale = *rc::gen::inRange(-3, 5);
  const Decimal unit = *Decimal::parse("1e" + std::to_string(-scale));
  for (const auto how : {Rounding::half_even, Rounding::half_up, Rounding::half_down, Rounding::up,
                         Rounding::down, Rounding::floor, Rounding::ceiling}) {
    const Decimal rounded = *a.rounded(scale, how);
    RC_ASSERT(compare(subtract(rounded, a)->absolute(), unit) < 0);
    RC_ASSERT(compare(*rounded.rounded(scale, how), rounded) == 0);
  }
  RC_ASSERT(compare(*a.rounded(scale, Rounding::floor), a) <= 0);
  RC_ASSERT(compare(*a.rounded(scale, Rounding::ceiling), a) >= 0);
}

RC_GTEST_PROP(Laws, NumbersPrintAndRead, ()) {
  const Decimal a = any_decimal();
  RC_ASSERT(compare(*Decimal::parse(a.text()), a) == 0);
  RC_ASSERT(compare(*Decimal::parse(a.json()), a) == 0);
  RC_ASSERT(compare(*evaluated(a.text()).number(), a) == 0);
}

RC_GTEST_PROP(Laws, DatesPrintAndRead, ()) {
  const Date date = any_date();
  RC_ASSERT(Date::parse(date.text()) == date);
  RC_ASSERT(Date::of_days(date.days()) == date);
  RC_ASSERT(*evaluated("@\"" + date.text() + "\"").date() == date);
  const DateTime at{date, {*rc::gen::inRange<std::int64_t>(0, 86'400) * nanos_per_second, Zone::utc()}};
  RC_ASSERT(DateTime::parse(at.text()) == at);
}

RC_GTEST_PROP(Laws, DatesAndDurationsUndo, ()) {
  const DateTime at{any_date(), {*rc::gen::inRange<std::int64_t>(0, 86'400'000) * 1'000'000, {}}};
  const DaysTime by = *DaysTime::of(*rc::gen::inRange<std::int64_t>(-100'000'000, 100'000'000),
                                    *rc::gen::inRange<std::int64_t>(0, nanos_per_second));
  const DateTime there = *add(at, by);
  RC_ASSERT(*between(there, at) == by);
  RC_ASSERT(*add(there, by.negated()) == at);
  RC_ASSERT(DaysTime::parse(by.text()) == by);
  RC_ASSERT(DaysTime::of(by.decimal()) == by);
}

RC_GTEST_PROP(Laws, MonthsBetweenIsTheMostThatFits, ()) {
  const DateTime a{any_date(), {}};
  const DateTime b{any_date(), {}};
  const Months months = months_between(a, b);
  RC_ASSERT(months_between(b, a).n == -months.n);
  RC_ASSERT(Months::parse(months.text()) == months);
}

RC_GTEST_PROP(Laws, TextsPrintAndRead, ()) {
  const auto units =
      *rc::gen::container<std::string>(rc::gen::elementOf(std::string("ab \"\\äö\n\t{}[]'.u")));
  std::string spelled;
  for (const char c : units) {
    if (c == '"' || c == '\\') spelled += '\\';
    spelled += c;
  }
  const auto feel = Feel::expression("\"" + spelled + "\"");
  if (!feel) return;  // half of an ä is not UTF-8
  RC_ASSERT(*feel->evaluate()->string() == units);
}

RC_GTEST_PROP(Laws, UnionsHoldEverythingOnce, ()) {
  const auto numbers = *rc::gen::container<std::vector<int>>(rc::gen::inRange(-5, 6));
  std::vector<Value> items;
  for (const int n : numbers) items.push_back(Value::number(n));
  const auto feel = Feel::expression(
      "{u: union(l, l), r: every x in l satisfies list contains(u, x) and "
      "count(u[item = x]) = 1}.r",
      {"l"});
  const Value list = Value::list(items);
  RC_ASSERT(feel->evaluate(std::span(&list, 1))->is_true());
}

}  // namespace
}  // namespace vuoro::rules
