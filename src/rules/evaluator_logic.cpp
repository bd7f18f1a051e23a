#include <algorithm>

#include "rules/evaluator.hpp"

namespace vuoro::rules {
namespace {

Value ordered(Op op, const Value& a, const Value& b) {
  const auto order = compare(a, b);
  if (!order) return {};
  switch (op) {
    case Op::less:
      return *order < 0;
    case Op::less_equal:
      return *order <= 0;
    case Op::greater:
      return *order > 0;
    default:
      return *order >= 0;
  }
}

Value compared(Op op, const Value& a, const Value& b) {
  if (op != Op::equal && op != Op::unequal) return ordered(op, a, b);
  const auto same = equal(a, b);
  if (!same) return {};
  return *same == (op == Op::equal);
}

std::optional<bool> as_truth(const Value& value) {
  return value.boolean() != nullptr ? std::optional(*value.boolean()) : std::nullopt;
}

}  // namespace

Value Evaluator::compare_node(const Node& node) {
  const Value left = eval(kid(node, 0));
  const Value right = eval(kid(node, 1));
  spend(std::min(left.weight(), right.weight()));
  return compared(node.op, left, right);
}

Value Evaluator::between(const Node& node) {
  const Value value = eval(kid(node, 0));
  const Value low = ordered(Op::greater_equal, value, eval(kid(node, 1)));
  const Value high = ordered(Op::less_equal, value, eval(kid(node, 2)));
  if (low.is_false() || high.is_false()) return false;
  if (low.is_null() || high.is_null()) return {};
  return true;
}

Value Evaluator::both(const Node& node) {
  const Value left = eval(kid(node, 0));
  if (left.is_false()) return false;
  const Value right = eval(kid(node, 1));
  if (right.is_false()) return false;
  return left.is_true() && right.is_true() ? Value(true) : Value{};
}

Value Evaluator::either(const Node& node) {
  const Value left = eval(kid(node, 0));
  if (left.is_true()) return true;
  const Value right = eval(kid(node, 1));
  if (right.is_true()) return true;
  return left.is_false() && right.is_false() ? Value(false) : Value{};
}

Value Evaluator::in(const Node& node) {
  const Value tested = eval(kid(node, 0));
  return any_test(node, 1, tested);
}

std::optional<bool> Evaluator::any_test(const Node& node, std::size_t first, const Value& tested) {
  bool unsure = false;
  for (std::size_t i = first; i < node.kids; ++i) {
    const auto met = test(kid(node, i), tested);
    if (met && *met) return true;
    if (!met) unsure = true;
  }
  return unsure ? std::nullopt : std::optional(false);
}

std::optional<bool> Evaluator::test(NodeId id, const Value& tested) {
  const Node& node = code_.nodes[id];
  switch (node.op) {
    case Op::test_any:
      return true;
    case Op::test_compare:
      return as_truth(compared(static_cast<Op>(node.x), tested, eval(kid(node, 0))));
    case Op::test_not: {
      const auto met = any_test(node, 0, tested);
      return met ? std::optional(!*met) : std::nullopt;
    }
    case Op::tests:
      return any_test(node, 0, tested);
    case Op::test_value: {
      const Value value = eval(kid(node, 0));
      if (node.y != 0) {
        if (value.is_null()) return std::nullopt;
        if (value.boolean() != nullptr) return *value.boolean();
      }
      return lies_in(tested, value);
    }
    default:
      return std::nullopt;
  }
}

std::optional<bool> Evaluator::lies_in(const Value& tested, const Value& in) {
  spend(std::min(tested.weight(), in.weight()));
  if (in.range() != nullptr && tested.range() == nullptr) return within(tested, *in.range());
  if (const auto* items = in.list()) {
    if (tested.list() != nullptr && equal(tested, in).value_or(false)) return true;
    spend(static_cast<std::int64_t>(items->size()));
    for (const Value& item : *items) {
      if (item.range() != nullptr && tested.range() == nullptr) {
        if (within(tested, *item.range()).value_or(false)) return true;
      } else if (equal(tested, item).value_or(false)) {
        return true;
      }
    }
    return false;
  }
  if (in.boolean() != nullptr && tested.boolean() == nullptr) return *in.boolean();
  return equal(tested, in);
}

}  // namespace vuoro::rules
