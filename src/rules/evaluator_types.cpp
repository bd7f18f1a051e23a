#include <algorithm>

#include "rules/evaluator.hpp"
#include "rules/evaluator_frame.hpp"

namespace vuoro::rules {
namespace {

constexpr int deepest_type = 60;

}  // namespace

Value Evaluator::converted(Value value, TypeId type) {
  if (type == 0 || value.is_null()) return value;
  if (conforms(value, type)) return value;
  if (value.list() != nullptr && value.list()->size() == 1 && conforms(value.list()->front(), type)) {
    return value.list()->front();
  }
  if (value.list() == nullptr) {
    Value wrapped = Value::list({value});
    if (conforms(wrapped, type)) return wrapped;
  }
  if (value.date() != nullptr) {
    Value midnight = DateTime::midnight_utc(*value.date());
    if (conforms(midnight, type)) return midnight;
  }
  problem("a " + std::string(kind_name(value.kind())) + " is not of the type " + code_.types[type].name);
  return {};
}

bool Evaluator::conforms(const Value& value, TypeId id) {
  if (id == 0) return true;
  const Type& type = code_.types[id];
  if (value.is_null()) return true;
  spend(1);
  switch (type.kind) {
    case Type::Kind::any:
    case Type::Kind::unknown:
      return true;
    case Type::Kind::plain:
      return value.is(type.plain);
    case Type::Kind::alias:
      return conforms(value, type.element) && allowed(value, type);
    case Type::Kind::range:
      return value.range() != nullptr && conforms(value.range()->low, type.element) &&
             conforms(value.range()->high, type.element);
    case Type::Kind::list:
      return value.list() != nullptr &&
             std::all_of(value.list()->begin(), value.list()->end(),
                         [&](const Value& item) { return conforms(item, type.element); }) &&
             allowed(value, type);
    case Type::Kind::context:
      return value.context() != nullptr && context_conforms(*value.context(), type) && allowed(value, type);
    case Type::Kind::function:
      return value.function() != nullptr && function_conforms(*value.function(), type);
  }
  return false;
}

bool Evaluator::instance_of(const Value& value, TypeId id) {
  const Type& type = code_.types[id];
  if (value.is_null()) return type.kind == Type::Kind::plain && type.plain == Value::Kind::null;
  return conforms(value, id);
}

bool Evaluator::allowed(const Value& value, const Type& type) {
  if (type.allowed == none) return true;
  if (exhausted_) return false;
  const auto meets = [&](const Value& tested) {
    const Frame frame(*this, type.allowed_frame);
    at(0) = tested;
    return test(type.allowed, tested).value_or(false);
  };
  if (meets(value)) return true;
  // Allowed values of a type that is a collection by its base are those of its items.
  return value.list() != nullptr && !value.list()->empty() &&
         std::all_of(value.list()->begin(), value.list()->end(), meets);
}

bool Evaluator::context_conforms(const Context& context, const Type& type) {
  return std::all_of(type.members.begin(), type.members.end(), [&](const Parameter& member) {
    const Value* found = context.find(member.name);
    return found != nullptr && conforms(*found, member.type);
  });
}

bool Evaluator::function_conforms(const Function& function, const Type& type) {
  if (!type.name.empty() && type.members.empty() && type.element == 0) return true;
  if (function.kind != Function::Kind::defined) return true;
  const FunctionDef& def = code_.functions[function.id];
  if (def.parameters.size() != type.members.size()) return false;
  for (std::size_t i = 0; i < type.members.size(); ++i) {
    if (!subtype(type.members[i].type, def.parameters[i].type, 0)) return false;
  }
  return def.result == 0 || subtype(def.result, type.element, 0);
}

bool Evaluator::subtype(TypeId sub, TypeId super, int depth) {
  if (sub == super || super == 0) return true;
  if (depth > deepest_type || !spend(1)) return false;
  const Type& a = code_.types[sub];
  const Type& b = code_.types[super];
  if (a.kind == Type::Kind::alias) return subtype(a.element, super, depth + 1);
  if (b.kind == Type::Kind::alias) return subtype(sub, b.element, depth + 1);
  if (a.kind != b.kind) return false;
  switch (a.kind) {
    case Type::Kind::plain:
      return a.plain == b.plain;
    case Type::Kind::list:
    case Type::Kind::range:
      return subtype(a.element, b.element, depth + 1);
    case Type::Kind::context:
      return std::all_of(b.members.begin(), b.members.end(), [&](const Parameter& wanted) {
        return std::any_of(a.members.begin(), a.members.end(), [&](const Parameter& has) {
          return has.name == wanted.name && subtype(has.type, wanted.type, depth + 1);
        });
      });
    case Type::Kind::function:
      if (a.members.size() != b.members.size()) return false;
      for (std::size_t i = 0; i < a.members.size(); ++i) {
        if (!subtype(b.members[i].type, a.members[i].type, depth + 1)) return false;
      }
      return subtype(a.element, b.element, depth + 1);
    default:
      return false;
  }
}

}  // namespace vuoro::rules
