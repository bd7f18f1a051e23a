#include "rules/evaluator.hpp"
#include "rules/evaluator_frame.hpp"

namespace vuoro::rules {
namespace {

/// The items of one iteration, made one by one.
class Domain {
 public:
  /// A list, an interval to run through, or a single value.
  static std::optional<Domain> of(const Value& value) {
    Domain out;
    if (value.is_null()) return std::nullopt;
    if (const Range* range = value.range()) {
      if (!out.count(range->low, range->high)) return std::nullopt;
      if (!range->low_in) ++out.from_;
      if (!range->high_in) --out.to_;
      if (out.from_ > out.to_) out.empty_ = true;
      return out;
    }
    if (value.list() != nullptr) {
      out.held_ = value;
      out.to_ = static_cast<std::int64_t>(value.list()->size()) - 1;
      out.empty_ = out.to_ < 0;
    } else {
      out.held_ = Value::list({value});
      out.empty_ = out.held_.is_null();
    }
    return out;
  }
  /// low..high, up or down.
  static std::optional<Domain> between(const Value& low, const Value& high) {
    Domain out;
    if (!out.count(low, high)) return std::nullopt;
    return out;
  }

  [[nodiscard]] bool done() const { return empty_ || ended_; }
  [[nodiscard]] Value now() const {
    if (held_.list() != nullptr) return (*held_.list())[static_cast<std::size_t>(from_)];
    if (dates_) return Date::of_days(from_);
    return Value::number(from_);
  }
  void next() {
    if (from_ == to_) {
      ended_ = true;
    } else {
      from_ += from_ < to_ ? 1 : -1;
    }
  }

 private:
  bool count(const Value& low, const Value& high) {
    if (low.date() != nullptr && high.date() != nullptr) {
      dates_ = true;
      from_ = low.date()->days();
      to_ = high.date()->days();
      return true;
    }
    if (low.number() == nullptr || high.number() == nullptr) return false;
    const auto from = low.number()->integer();
    const auto to = high.number()->integer();
    if (!from || !to) return false;
    from_ = *from;
    to_ = *to;
    return true;
  }

  Value held_;
  std::int64_t from_ = 0;
  std::int64_t to_ = 0;
  bool dates_ = false;
  bool empty_ = false;
  bool ended_ = false;
};

}  // namespace

/// Runs through all combinations of the domains, the last one fastest.
class Evaluator::Loop {
 public:
  Loop(Evaluator& in, const Node& node) : in_(in), node_(node), count_(node.kids - 1) {}

  /// Calls `body` for each until it gives false. Returns false when a domain is not one.
  template <class Body>
  bool run(Body&& body) {
    std::vector<Domain> open;
    if (!enter(open)) return false;
    while (!open.empty() && !in_.exhausted_) {
      Domain& last = open.back();
      if (last.done()) {
        open.pop_back();
        if (!open.empty()) open.back().next();
        continue;
      }
      if (!in_.spend(1)) return true;
      in_.at(node_.x + static_cast<std::uint32_t>(open.size()) - 1) = last.now();
      if (open.size() < count_) {
        if (!enter(open)) return false;
        continue;
      }
      if (!body()) return true;
      open.back().next();
    }
    return true;
  }

 private:
  bool enter(std::vector<Domain>& open) {
    const Node& node = in_.code_.nodes[in_.kid(node_, open.size())];
    std::optional<Domain> domain;
    if (node.op == Op::domain) {
      const Value low = in_.eval(in_.kid(node, 0));
      domain = Domain::between(low, in_.eval(in_.kid(node, 1)));
    } else {
      domain = Domain::of(in_.eval(in_.kid(node_, open.size())));
    }
    if (!domain) return false;
    open.push_back(std::move(*domain));
    return true;
  }

  Evaluator& in_;
  const Node& node_;
  std::size_t count_;
};

Value Evaluator::loop(const Node& node) {
  std::vector<Value> results;
  const NodeId body = kid(node, node.kids - 1);
  const std::uint32_t partial = node.x + node.kids - 1;
  std::int64_t weight = 0;
  const bool ran = Loop(*this, node).run([&] {
    if (node.y != 0) {
      spend(static_cast<std::int64_t>(results.size()));
      at(partial) = Value::list(results);
    }
    results.push_back(eval(body));
    weight += results.back().weight();
    if (weight <= Value::most_weight) return true;
    give_up("a list grows too large");
    return false;
  });
  if (node.y != 0) at(partial) = {};
  return ran ? Value::list(std::move(results)) : Value{};
}

Value Evaluator::quantified(const Node& node) {
  const NodeId body = kid(node, node.kids - 1);
  const bool some = node.op == Op::some;
  bool decided = false;
  bool unsure = false;
  const bool ran = Loop(*this, node).run([&] {
    const Value met = eval(body);
    if (met.boolean() == nullptr) {
      unsure = true;
    } else if (*met.boolean() == some) {
      decided = true;
      return false;
    }
    return true;
  });
  if (!ran) return {};
  if (decided) return some;
  return unsure ? Value{} : Value(!some);
}

Value Evaluator::filter(const Node& node) {
  const Value base = eval(kid(node, 0));
  if (base.is_null()) return {};
  const Value held = base.list() != nullptr ? base : Value::list({base});
  if (held.is_null()) return {};
  const std::vector<Value>& items = *held.list();
  const NodeId condition = kid(node, 1);
  std::vector<Value> kept;
  for (std::size_t i = 0; i < std::max<std::size_t>(items.size(), 1); ++i) {
    at(node.x) = i < items.size() ? items[i] : Value{};
    const Value met = eval(condition);
    if (met.number() != nullptr && i == 0) return nth(items, *met.number());
    if (i < items.size() && met.is_true()) kept.push_back(items[i]);
    if (exhausted_) return {};
  }
  at(node.x) = {};
  return Value::list(std::move(kept));
}

Value nth(const std::vector<Value>& items, const Decimal& n) {
  const auto at = n.integer();
  const auto size = static_cast<std::int64_t>(items.size());
  if (!at || *at == 0 || *at > size || *at < -size) return {};
  return items[static_cast<std::size_t>(*at > 0 ? *at - 1 : size + *at)];
}

}  // namespace vuoro::rules
