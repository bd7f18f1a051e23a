#include "rules/evaluator.hpp"

namespace vuoro::rules {
namespace {

using K = Value::Kind;

/// Both kinds in one number, to switch on.
constexpr int pair(K a, K b) {
  return static_cast<int>(a) * 16 + static_cast<int>(b);
}

std::optional<Months> times(Months months, Decimal by) {
  const auto product = multiply(Decimal::of(months.n), by);
  const auto whole = product ? product->rounded(0, Rounding::down) : std::nullopt;
  const auto n = whole ? whole->integer() : std::nullopt;
  return n ? Months::of(*n) : std::nullopt;
}

std::optional<DaysTime> times(DaysTime duration, Decimal by) {
  const auto product = multiply(duration.decimal(), by);
  return product ? DaysTime::of(*product) : std::nullopt;
}

Value added(const Value& a, const Value& b) {
  switch (pair(a.kind(), b.kind())) {
    case pair(K::number, K::number):
      return add(*a.number(), *b.number());
    case pair(K::string, K::string):
      return Value::string(*a.string() + *b.string());
    case pair(K::date, K::months):
      return add(*a.date(), *b.months());
    case pair(K::date, K::days_time):
      return add(*a.date(), *b.days_time());
    case pair(K::date_time, K::months):
      return add(*a.date_time(), *b.months());
    case pair(K::date_time, K::days_time):
      return add(*a.date_time(), *b.days_time());
    case pair(K::time, K::days_time):
      return add(*a.time(), *b.days_time());
    case pair(K::months, K::months):
      return Months::of(a.months()->n + b.months()->n);
    case pair(K::days_time, K::days_time):
      return DaysTime::of(a.days_time()->seconds + b.days_time()->seconds,
                          std::int64_t{a.days_time()->nanos} + b.days_time()->nanos);
    case pair(K::months, K::date):
    case pair(K::days_time, K::date):
    case pair(K::months, K::date_time):
    case pair(K::days_time, K::date_time):
    case pair(K::days_time, K::time):
      return added(b, a);
    default:
      return {};
  }
}

/// A date beside a date and time is its midnight: in UTC when the other has a zone.
DateTime beside(Date date, const DateTime& other) {
  if (other.time.zone.kind == Zone::Kind::none) return {date, {}};
  return DateTime::midnight_utc(date);
}

Value subtracted(const Value& a, const Value& b) {
  if (b.months() != nullptr || b.days_time() != nullptr) return added(a, negated(b));
  switch (pair(a.kind(), b.kind())) {
    case pair(K::number, K::number):
      return subtract(*a.number(), *b.number());
    case pair(K::date, K::date):
      return DaysTime::of((a.date()->days() - b.date()->days()) * seconds_in_day, 0);
    case pair(K::date_time, K::date_time):
      return between(*a.date_time(), *b.date_time());
    case pair(K::date_time, K::date):
      return between(*a.date_time(), beside(*b.date(), *a.date_time()));
    case pair(K::date, K::date_time):
      return between(beside(*a.date(), *b.date_time()), *b.date_time());
    case pair(K::time, K::time):
      return between(*a.time(), *b.time());
    default:
      return {};
  }
}

Value multiplied(const Value& a, const Value& b) {
  switch (pair(a.kind(), b.kind())) {
    case pair(K::number, K::number):
      return multiply(*a.number(), *b.number());
    case pair(K::months, K::number):
      return times(*a.months(), *b.number());
    case pair(K::days_time, K::number):
      return times(*a.days_time(), *b.number());
    case pair(K::number, K::months):
    case pair(K::number, K::days_time):
      return multiplied(b, a);
    default:
      return {};
  }
}

Value divided(const Value& a, const Value& b) {
  switch (pair(a.kind(), b.kind())) {
    case pair(K::number, K::number):
      return divide(*a.number(), *b.number());
    case pair(K::months, K::months):
      return divide(Decimal::of(a.months()->n), Decimal::of(b.months()->n));
    case pair(K::days_time, K::days_time):
      return divide(a.days_time()->decimal(), b.days_time()->decimal());
    case pair(K::months, K::number): {
      const auto exact = divide(Decimal::of(a.months()->n), *b.number());
      const auto whole = exact ? exact->rounded(0, Rounding::down) : std::nullopt;
      const auto n = whole ? whole->integer() : std::nullopt;
      return n ? Value(Months::of(*n)) : Value{};
    }
    case pair(K::days_time, K::number): {
      const auto exact = divide(a.days_time()->decimal(), *b.number());
      return exact ? Value(DaysTime::of(*exact)) : Value{};
    }
    default:
      return {};
  }
}

}  // namespace

Value arithmetic(Op op, const Value& a, const Value& b) {
  switch (op) {
    case Op::add:
      return added(a, b);
    case Op::subtract:
      return subtracted(a, b);
    case Op::multiply:
      return multiplied(a, b);
    case Op::divide:
      return divided(a, b);
    default:
      if (a.number() == nullptr || b.number() == nullptr) return {};
      return power(*a.number(), *b.number());
  }
}

Value negated(const Value& value) {
  if (value.number() != nullptr) return value.number()->negated();
  if (value.months() != nullptr) return Months{-value.months()->n};
  if (value.days_time() != nullptr) return value.days_time()->negated();
  return {};
}

}  // namespace vuoro::rules
