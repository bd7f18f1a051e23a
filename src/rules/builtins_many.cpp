#include <algorithm>

#include "rules/builtin_bodies.hpp"

namespace vuoro::rules {
namespace {

/// All of them, or nothing when one is not a number.
std::optional<std::vector<Decimal>> numbers(Arguments a) {
  std::vector<Decimal> out;
  for (const Value& value : spread(a)) {
    if (value.number() == nullptr) return std::nullopt;
    out.push_back(*value.number());
  }
  return out;
}

std::optional<Decimal> total(const std::vector<Decimal>& numbers) {
  std::optional<Decimal> sum = Decimal{};
  for (const Decimal n : numbers) sum = sum ? add(*sum, n) : std::nullopt;
  return sum;
}

std::optional<Decimal> average(const std::vector<Decimal>& numbers) {
  const auto sum = total(numbers);
  return sum ? divide(*sum, Decimal::of(static_cast<std::int64_t>(numbers.size()))) : std::nullopt;
}

bool smaller(Decimal a, Decimal b) {
  return compare(a, b) < 0;
}

/// wanted −1: the smallest; 1: the greatest.
Value extreme(Arguments a, int wanted) {
  const auto items = spread(a);
  if (items.empty()) return {};
  Value best = items.front();
  if (!compare(best, best)) return {};
  for (const Value& item : items.subspan(1)) {
    const auto order = compare(item, best);
    if (!order) return {};
    if (*order * wanted > 0) best = item;
  }
  return best;
}

/// `decisive` decides alone; null when a value is not a boolean.
Value folded(Arguments a, bool decisive) {
  if (a.size() == 1 && a[0].is_null()) return {};
  bool decided = false;
  bool unsure = false;
  for (const Value& value : spread(a)) {
    if (value.boolean() == nullptr) {
      if (!value.is_null()) return {};
      unsure = true;
    } else if (*value.boolean() == decisive) {
      decided = true;
    }
  }
  if (decided) return decisive;
  return unsure ? Value{} : Value(!decisive);
}

}  // namespace

Value builtin_min(Evaluator&, Arguments a) {
  return extreme(a, -1);
}
Value builtin_max(Evaluator&, Arguments a) {
  return extreme(a, 1);
}

Value builtin_sum(Evaluator&, Arguments a) {
  const auto n = numbers(a);
  return n && !n->empty() ? Value(total(*n)) : Value{};
}

Value builtin_mean(Evaluator&, Arguments a) {
  const auto n = numbers(a);
  return n && !n->empty() ? Value(average(*n)) : Value{};
}

Value builtin_product(Evaluator&, Arguments a) {
  const auto n = numbers(a);
  if (!n || n->empty()) return {};
  std::optional<Decimal> product = Decimal::of(1);
  for (const Decimal factor : *n) product = product ? multiply(*product, factor) : std::nullopt;
  return product;
}

Value builtin_median(Evaluator&, Arguments a) {
  auto n = numbers(a);
  if (!n || n->empty()) return {};
  std::sort(n->begin(), n->end(), smaller);
  const std::size_t middle = n->size() / 2;
  if (n->size() % 2 == 1) return (*n)[middle];
  return average({(*n)[middle - 1], (*n)[middle]});
}

Value builtin_mode(Evaluator&, Arguments a) {
  auto n = numbers(a);
  if (!n) return {};
  std::sort(n->begin(), n->end(), smaller);
  std::vector<Value> modes;
  std::ptrdiff_t most = 0;
  for (auto first = n->begin(); first != n->end();) {
    const auto last = std::upper_bound(first, n->end(), *first, smaller);
    if (last - first > most) modes.clear();
    if (last - first >= most) {
      most = last - first;
      modes.emplace_back(*first);
    }
    first = last;
  }
  return Value::list(std::move(modes));
}

Value builtin_stddev(Evaluator&, Arguments a) {
  const auto n = numbers(a);
  if (!n || n->size() < 2) return {};
  const auto mean = average(*n);
  if (!mean) return {};
  std::vector<Decimal> squares;
  for (const Decimal x : *n) {
    const auto distance = subtract(x, *mean);
    const auto square = distance ? multiply(*distance, *distance) : std::nullopt;
    if (!square) return {};
    squares.push_back(*square);
  }
  const auto sum = total(squares);
  const auto variance =
      sum ? divide(*sum, Decimal::of(static_cast<std::int64_t>(n->size()) - 1)) : std::nullopt;
  return variance ? Value(variance->square_root()) : Value{};
}

Value builtin_all(Evaluator&, Arguments a) {
  return folded(a, false);
}
Value builtin_any(Evaluator&, Arguments a) {
  return folded(a, true);
}

Value builtin_not(Evaluator&, Arguments a) {
  const bool* b = single(a[0]).boolean();
  return b == nullptr ? Value{} : Value(!*b);
}

}  // namespace vuoro::rules
