#include <algorithm>

#include "rules/evaluator.hpp"
#include "rules/evaluator_frame.hpp"

namespace vuoro::rules {

Value Evaluator::make_function(const Node& node) {
  Function function{Function::Kind::defined, node.x, {}};
  for (std::size_t i = 0; i < node.kids; ++i) {
    function.captured.push_back(eval(kid(node, i)));
    function.extent.take(function.captured.back());
  }
  if (!function.extent.fits()) {
    problem("functions nested too deep");
    return {};
  }
  return std::make_shared<const Function>(std::move(function));
}

Value Evaluator::call(const Node& node) {
  const Value callee = eval(kid(node, 0));
  std::vector<Value> arguments;
  arguments.reserve(node.kids - 1);
  for (std::size_t i = 1; i < node.kids; ++i) arguments.push_back(eval(kid(node, i)));
  return invoke(callee, arguments);
}

Value Evaluator::call_builtin(const Node& node) {
  std::vector<Value> arguments;
  arguments.reserve(node.kids);
  for (std::size_t i = 0; i < node.kids; ++i) arguments.push_back(eval(kid(node, i)));
  return run_builtin(node.x, arguments);
}

Value Evaluator::run_builtin(std::uint32_t id, Arguments arguments) {
  const Builtin& builtin = builtins()[id];
  if (!takes(builtin, arguments.size())) {
    problem(std::string(builtin.name) + " does not take " + std::to_string(arguments.size()) + " arguments");
    return {};
  }
  std::int64_t weight = 0;
  for (const Value& argument : arguments) weight += argument.weight();
  if (!spend(weight)) return {};
  Value out = builtin.body(*this, arguments);
  spend(out.weight());
  return out;
}

std::vector<std::string> Evaluator::parameter_names(const Function& function) const {
  std::vector<std::string> names;
  if (function.kind == Function::Kind::defined) {
    for (const Parameter& p : code_.functions[function.id].parameters) names.push_back(p.name);
  } else if (function.kind == Function::Kind::service) {
    for (const std::uint32_t input : program_.elements[function.id].inputs) {
      names.push_back(program_.elements[input].name);
    }
  }
  return names;
}

Value Evaluator::call_named(const Node& node) {
  const Value callee = eval(kid(node, 0));
  const Function* function = callee.function();
  if (function == nullptr) return {};
  const std::span<const std::string> names(&code_.names[node.x], node.kids - 1);
  std::vector<std::size_t> places;
  std::size_t size = 0;
  if (function->kind == Function::Kind::builtin) {
    places = positions(builtins()[function->id], names);
    for (const std::size_t place : places) size = std::max(size, place + 1);
  } else {
    const std::vector<std::string> known = parameter_names(*function);
    for (const std::string& name : names) {
      const auto found = std::find(known.begin(), known.end(), name);
      if (found == known.end()) break;
      places.push_back(static_cast<std::size_t>(found - known.begin()));
    }
    size = known.size();
    if (node.y == 0 && names.size() != size) places.clear();
  }
  if (places.size() != names.size()) {
    problem("no function takes arguments of these names");
    return {};
  }
  std::vector<Value> arguments(size);
  for (std::size_t i = 0; i < places.size(); ++i) arguments[places[i]] = eval(kid(node, i + 1));
  return invoke(callee, arguments);
}

Value Evaluator::invoke(const Value& callee, Arguments arguments) {
  const Function* function = callee.function();
  if (function == nullptr) {
    problem("what is called is not a function");
    return {};
  }
  switch (function->kind) {
    case Function::Kind::builtin:
      return run_builtin(function->id, arguments);
    case Function::Kind::service:
      return invoke_service(function->id, arguments);
    case Function::Kind::defined:
      break;
  }
  return invoke_defined(*function, arguments);
}

Value Evaluator::invoke_defined(const Function& function, Arguments arguments) {
  const FunctionDef& def = code_.functions[function.id];
  if (arguments.size() != def.parameters.size()) {
    problem("a function takes another number of arguments");
    return {};
  }
  if (def.body == none) {
    problem("external functions are not run");
    return {};
  }
  std::vector<Value> given;
  given.reserve(arguments.size());
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    given.push_back(converted(arguments[i], def.parameters[i].type));
  }
  const Frame frame(*this, def.frame);
  for (std::size_t i = 0; i < given.size(); ++i) {
    at(static_cast<std::uint32_t>(i)) = std::move(given[i]);
  }
  for (std::size_t i = 0; i < def.captured.size(); ++i) at(def.captured[i]) = function.captured[i];
  if (def.self != none) at(def.self) = std::make_shared<const Function>(function);
  return converted(eval(def.body), def.result);
}

}  // namespace vuoro::rules
