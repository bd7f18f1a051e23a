#include "rules/evaluator.hpp"

#include <algorithm>

#include "rules/evaluator_frame.hpp"

namespace vuoro::rules {

Evaluator::Evaluator(const Program& program, Budget budget, DateTime now)
    : program_(program), code_(program.code), now_(now), budget_(budget), elements_(program.elements.size()) {
  stack_.reserve(32);
  stack_top_ = static_cast<const char*>(__builtin_frame_address(0));
}

void Evaluator::set(std::uint32_t element, Value value) {
  elements_[element] = {State::done, std::move(value)};
}

bool Evaluator::spend(std::int64_t steps) {
  if (exhausted_) return false;
  budget_.steps -= steps;
  if (budget_.steps >= 0) return true;
  give_up("the evaluation takes too many steps");
  return false;
}

void Evaluator::give_up(std::string why) {
  if (exhausted_) return;
  exhausted_ = true;
  problems_.push_back(std::move(why));
}

void Evaluator::problem(std::string why) {
  if (!exhausted_ && problems_.size() < 20) problems_.push_back(std::move(why));
}

Value Evaluator::element(std::uint32_t id) {
  if (elements_[id].state == State::done) return elements_[id].value;
  const Element& element = program_.elements[id];
  if (elements_[id].state == State::running) {
    problem("\"" + element.name + "\" needs itself");
    return {};
  }
  elements_[id].state = State::running;
  Value value;
  if (element.kind == Element::Kind::knowledge) {
    value = std::make_shared<const Function>(Function{Function::Kind::defined, element.function, {}});
  } else if (element.kind == Element::Kind::service) {
    value = std::make_shared<const Function>(Function{Function::Kind::service, id, {}});
  } else if (element.root != none) {
    value = converted(run(element.root, element.frame, {}), element.type);
  }
  elements_[id] = {State::done, value};
  return value;
}

Value Evaluator::run(NodeId node, std::uint32_t frame, std::span<const Value> values) {
  const Frame entered(*this, frame);
  std::copy(values.begin(), values.end(), stack_.begin() + static_cast<std::ptrdiff_t>(base_));
  Value out = eval(node);
  return exhausted_ ? Value{} : out;
}

void Evaluator::start_over(std::int64_t steps) {
  for (Slot& slot : elements_) slot = {};
  budget_.steps = steps;
  exhausted_ = false;
  problems_.clear();
  matches_.clear();
}

Value Evaluator::invoke_service(std::uint32_t id, Arguments arguments) {
  const Element& service = program_.elements[id];
  if (arguments.size() != service.inputs.size()) {
    problem("\"" + service.name + "\" takes another number of arguments");
    return {};
  }
  std::vector<Slot> outer(elements_.size());
  std::swap(outer, elements_);
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    set(service.inputs[i], converted(arguments[i], program_.elements[service.inputs[i]].type));
  }
  Value result;
  if (service.outputs.size() == 1) {
    result = element(service.outputs.front());
  } else {
    std::vector<std::pair<std::string, Value>> entries;
    for (const std::uint32_t output : service.outputs) {
      entries.emplace_back(program_.elements[output].name, element(output));
    }
    result = Value::context(std::move(entries));
  }
  std::swap(outer, elements_);
  return converted(std::move(result), service.type);
}

Value Evaluator::eval(NodeId id) {
  const auto* const here = static_cast<const char*>(__builtin_frame_address(0));
  const auto used = stack_top_ > here ? stack_top_ - here : here - stack_top_;
  if (depth_ >= budget_.depth || static_cast<std::size_t>(used) > budget_.stack_bytes) {
    give_up("the evaluation goes too deep");
  }
  if (!spend(1)) return {};
  const Node& node = code_.nodes[id];
  switch (node.op) {
    case Op::constant:
      return code_.constants[node.x];
    case Op::local:
      return at(node.x);
    case Op::failed:
      return {};
    default:
      break;
  }
  ++depth_;
  Value out = eval_operator(node);
  --depth_;
  return out;
}

Value Evaluator::eval_operator(const Node& node) {
  switch (node.op) {
    case Op::negate:
      return negated(eval(kid(node, 0)));
    case Op::add:
    case Op::subtract:
    case Op::multiply:
    case Op::divide:
    case Op::power: {
      const Value left = eval(kid(node, 0));
      const Value right = eval(kid(node, 1));
      if (left.string() != nullptr) spend(left.weight());
      return arithmetic(node.op, left, right);
    }
    case Op::element:
      return element(node.x);
    case Op::path: {
      const Value of = eval(kid(node, 0));
      if (of.list() != nullptr) spend(of.weight());
      return member(of, code_.names[node.x]);
    }
    case Op::coerce:
      return converted(eval(kid(node, 0)), node.x);
    case Op::instance_of: {
      const Value value = eval(kid(node, 0));
      if (code_.types[node.x].kind == Type::Kind::unknown) return {};
      return instance_of(value, node.x);
    }
    default:
      return eval_logic(node);
  }
}

Value Evaluator::eval_logic(const Node& node) {
  switch (node.op) {
    case Op::equal:
    case Op::unequal:
    case Op::less:
    case Op::less_equal:
    case Op::greater:
    case Op::greater_equal:
      return compare_node(node);
    case Op::and_:
      return both(node);
    case Op::or_:
      return either(node);
    case Op::between:
      return between(node);
    case Op::in:
      return in(node);
    case Op::if_:
      return eval(kid(node, eval(kid(node, 0)).is_true() ? 1 : 2));
    case Op::for_:
      return loop(node);
    case Op::some:
    case Op::every:
      return quantified(node);
    case Op::tests: {
      const Value tested = at(node.x);
      return any_test(node, 0, tested);
    }
    default:
      return eval_structure(node);
  }
}

Value Evaluator::eval_structure(const Node& node) {
  switch (node.op) {
    case Op::member_or:
      return member_or(node);
    case Op::filter:
      return filter(node);
    case Op::call:
      return call(node);
    case Op::call_named:
      return call_named(node);
    case Op::call_builtin:
      return call_builtin(node);
    case Op::builtin:
      return std::make_shared<const Function>(Function{Function::Kind::builtin, node.x, {}});
    case Op::list:
      return list(node);
    case Op::context:
      return context(node);
    case Op::range:
      return range(node);
    case Op::range_from:
      return range_from(node);
    case Op::function:
      return make_function(node);
    case Op::table:
      return table(node.x);
    default:
      return {};
  }
}

Value Evaluator::member_or(const Node& node) {
  const std::string& name = code_.names[node.x];
  for (std::size_t i = 0; i + 1 < node.kids; ++i) {
    const Value& item = at(code_.nodes[kid(node, i)].x);
    if (const Context* context = item.context()) {
      if (const Value* found = context->find(name)) return *found;
    } else if (name != "item" && !item.is_null() && item.list() == nullptr) {
      if (Value found = member(item, name); !found.is_null()) return found;
    }
  }
  return eval(kid(node, node.kids - 1));
}

Value Evaluator::list(const Node& node) {
  std::vector<Value> items;
  items.reserve(node.kids);
  for (std::size_t i = 0; i < node.kids && !exhausted_; ++i) items.push_back(eval(kid(node, i)));
  return Value::list(std::move(items));
}

Value Evaluator::context(const Node& node) {
  std::vector<std::pair<std::string, Value>> entries;
  const std::size_t named = node.kids - node.y;
  for (std::size_t i = 0; i < named && !exhausted_; ++i) {
    const ContextEntry& entry = code_.entries[node.x + i];
    Value value = eval(kid(node, i));
    if (entry.slot != none) at(entry.slot) = value;
    if (node.y == 0) entries.emplace_back(entry.name, std::move(value));
  }
  if (node.y != 0) return eval(kid(node, named));
  return Value::context(std::move(entries));
}

Value Evaluator::range(const Node& node) {
  Range out{eval(kid(node, 0)), eval(kid(node, 1)), (node.x & 1U) != 0, (node.x & 2U) != 0};
  if (out.low.is_null() && out.high.is_null()) return {};
  if (!out.low.is_null() && !out.high.is_null() && !compare(out.low, out.high)) return {};
  if (out.low.is_null()) out.low_in = false;
  if (out.high.is_null()) out.high_in = false;
  return Value::range(std::move(out));
}

Value Evaluator::range_from(const Node& node) {
  const Value end = eval(kid(node, 0));
  if (!compare(end, end)) return {};
  switch (static_cast<Op>(node.x)) {
    case Op::less:
      return Value::range({{}, end, false, false});
    case Op::less_equal:
      return Value::range({{}, end, false, true});
    case Op::greater:
      return Value::range({end, {}, false, false});
    case Op::greater_equal:
      return Value::range({end, {}, true, false});
    case Op::equal:
      return Value::range({end, end, true, true});
    default:
      return {};
  }
}

}  // namespace vuoro::rules
