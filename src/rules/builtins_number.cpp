#include "rules/builtin_bodies.hpp"

namespace vuoro::rules {

const Value& single(const Value& value) {
  const auto* items = value.list();
  return items != nullptr && items->size() == 1 ? items->front() : value;
}

std::optional<Decimal> number_in(const Value& value) {
  const Decimal* n = single(value).number();
  return n == nullptr ? std::nullopt : std::optional(*n);
}

std::optional<std::int64_t> whole_in(const Value& value) {
  const auto n = number_in(value);
  const auto whole = n ? n->rounded(0, Rounding::down) : std::nullopt;
  return whole ? whole->integer() : std::nullopt;
}

const std::string* string_in(const Value& value) {
  return single(value).string();
}

Value listed(const Value& value) {
  if (value.is_null() || value.list() != nullptr) return value;
  return Value::list({value});
}

std::span<const Value> spread(Arguments arguments) {
  if (arguments.size() == 1 && arguments[0].list() != nullptr) return *arguments[0].list();
  return arguments;
}

namespace {

Value rounded(Arguments a, Rounding how) {
  const auto n = number_in(a[0]);
  const auto scale = a.size() > 1 ? whole_in(a[1]) : std::optional<std::int64_t>(0);
  if (!n || !scale || *scale < -6111 || *scale > 6176) return {};
  return n->rounded(static_cast<int>(*scale), how);
}

Value remainder_is(Arguments a, std::int64_t wanted) {
  const auto n = number_in(a[0]);
  if (!n) return {};
  const auto rest = modulo(*n, Decimal::of(2));
  return rest && compare(*rest, Decimal::of(wanted)) == 0;
}

}  // namespace

Value builtin_decimal(Evaluator&, Arguments a) {
  return rounded(a, Rounding::half_even);
}
Value builtin_floor(Evaluator&, Arguments a) {
  return rounded(a, Rounding::floor);
}
Value builtin_ceiling(Evaluator&, Arguments a) {
  return rounded(a, Rounding::ceiling);
}
Value builtin_round_up(Evaluator&, Arguments a) {
  return rounded(a, Rounding::up);
}
Value builtin_round_down(Evaluator&, Arguments a) {
  return rounded(a, Rounding::down);
}
Value builtin_round_half_up(Evaluator&, Arguments a) {
  return rounded(a, Rounding::half_up);
}
Value builtin_round_half_down(Evaluator&, Arguments a) {
  return rounded(a, Rounding::half_down);
}

Value builtin_abs(Evaluator&, Arguments a) {
  const Value& value = single(a[0]);
  if (const Decimal* n = value.number()) return n->absolute();
  if (const Months* m = value.months()) return m->n < 0 ? negated(value) : value;
  if (const DaysTime* d = value.days_time()) return d->seconds < 0 ? negated(value) : value;
  return {};
}

Value builtin_modulo(Evaluator&, Arguments a) {
  const auto dividend = number_in(a[0]);
  const auto divisor = number_in(a[1]);
  if (!dividend || !divisor) return {};
  return modulo(*dividend, *divisor);
}

Value builtin_sqrt(Evaluator&, Arguments a) {
  const auto n = number_in(a[0]);
  return n ? Value(n->square_root()) : Value{};
}
Value builtin_log(Evaluator&, Arguments a) {
  const auto n = number_in(a[0]);
  return n ? Value(n->logarithm()) : Value{};
}
Value builtin_exp(Evaluator&, Arguments a) {
  const auto n = number_in(a[0]);
  return n ? Value(n->exponential()) : Value{};
}
Value builtin_odd(Evaluator&, Arguments a) {
  return remainder_is(a, 1);
}
Value builtin_even(Evaluator&, Arguments a) {
  return remainder_is(a, 0);
}

}  // namespace vuoro::rules
