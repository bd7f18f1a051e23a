#include "rules/model.hpp"

#include <algorithm>

namespace vuoro::rules {
namespace {

/// nullptr when it is not given.
const Value* given(const Value& inputs, const std::string& name) {
  const Context* context = inputs.context();
  return context == nullptr ? nullptr : context->find(name);
}

/// names like "import.name", followed through contexts.
const Value* given_nested(const Value& inputs, const std::string& path) {
  const Value* at = &inputs;
  std::string_view rest = path;
  while (at != nullptr && at->context() != nullptr) {
    const Context& context = *at->context();
    if (const Value* whole = context.find(rest)) return whole;
    const std::size_t dot = rest.find('.');
    if (dot == std::string_view::npos) return nullptr;
    at = context.find(rest.substr(0, dot));
    rest = rest.substr(dot + 1);
  }
  return nullptr;
}

Value plain_from_outside(const Value& value, Value::Kind kind) {
  const std::string* text = value.string();
  if (text == nullptr) return value;
  Value out;
  switch (kind) {
    case Value::Kind::number:
      out = Decimal::parse(*text);
      break;
    case Value::Kind::boolean:
      if (*text == "true" || *text == "false") out = *text == "true";
      break;
    case Value::Kind::date:
      out = Date::parse(*text);
      break;
    case Value::Kind::time:
      out = Time::parse(*text);
      break;
    case Value::Kind::date_time:
      out = DateTime::parse(*text);
      break;
    case Value::Kind::months:
      out = Months::parse(*text);
      break;
    case Value::Kind::days_time:
      out = DaysTime::parse(*text);
      break;
    default:
      break;
  }
  return out.is_null() ? value : out;
}

Value outside(const Code& code, const Value& value, TypeId id, std::uint32_t depth);

Value context_from_outside(const Code& code, const Value& value, const Type& type, std::uint32_t depth) {
  auto entries = value.context()->entries;
  for (auto& given_entry : entries) {
    const auto member = std::find_if(type.members.begin(), type.members.end(),
                                     [&](const Parameter& p) { return p.name == given_entry.first; });
    if (member != type.members.end()) {
      given_entry.second = outside(code, given_entry.second, member->type, depth + 1);
    }
  }
  // A component that is not given is null, so that the rest can be used.
  for (const Parameter& member : type.members) {
    if (value.context()->find(member.name) == nullptr) entries.emplace_back(member.name, Value{});
  }
  return Value::context(std::move(entries));
}

Value outside(const Code& code, const Value& value, TypeId id, std::uint32_t depth) {
  const Type& type = code.types[id];
  if (depth > Value::most_depth || value.is_null()) return value;
  switch (type.kind) {
    case Type::Kind::alias:
      return outside(code, value, type.element, depth + 1);
    case Type::Kind::plain:
      if (value.list() != nullptr && value.list()->size() == 1) {
        return outside(code, value.list()->front(), id, depth + 1);
      }
      return plain_from_outside(value, type.plain);
    case Type::Kind::list: {
      if (value.list() == nullptr) return outside(code, value, type.element, depth + 1);
      std::vector<Value> items;
      for (const Value& item : *value.list()) items.push_back(outside(code, item, type.element, depth + 1));
      return Value::list(std::move(items));
    }
    case Type::Kind::context:
      return value.context() == nullptr ? value : context_from_outside(code, value, type, depth);
    default:
      return value;
  }
}

}  // namespace

Value from_outside(const Code& code, const Value& value, TypeId type) {
  return outside(code, value, type, 0);
}

std::string Finding::text() const {
  std::string out = file;
  if (line != 0) out += ":" + std::to_string(line);
  if (!where.empty()) out += ": " + where;
  return out + ": " + what();
}

bool Model::sound() const {
  return std::none_of(findings_.begin(), findings_.end(),
                      [](const Finding& f) { return f.weight == Finding::Weight::error; });
}

std::uint32_t Model::find(std::string_view name) const {
  const auto& elements = program_->elements;
  using Wanted = bool (*)(const Element&, std::string_view);
  constexpr Wanted by_name = [](const Element& e, std::string_view n) { return e.name == n; };
  constexpr Wanted by_id = [](const Element& e, std::string_view n) { return e.id == n; };
  for (const Wanted wanted : {by_name, by_id}) {
    for (const auto kind :
         {Element::Kind::decision, Element::Kind::service, Element::Kind::knowledge, Element::Kind::input}) {
      for (std::uint32_t i = 0; i < elements.size(); ++i) {
        if (elements[i].model == 0 && elements[i].kind == kind && wanted(elements[i], name)) return i;
      }
    }
  }
  for (std::uint32_t i = 0; i < elements.size(); ++i) {
    const auto& names = paths_[i];
    if (std::find(names.begin(), names.end(), name) != names.end()) return i;
  }
  return none;
}

std::uint32_t Model::find_service(std::string_view name) const {
  const auto& elements = program_->elements;
  std::uint32_t by_id = none;
  for (std::uint32_t i = 0; i < elements.size(); ++i) {
    if (elements[i].kind != Element::Kind::service) continue;
    if (elements[i].name == name) return i;
    if (elements[i].id == name) by_id = i;
  }
  return by_id;
}

namespace {

/// The arguments of a function by its parameters' names.
std::vector<Value> arguments_of(const Program& program, const Element& element, const Value& inputs) {
  std::vector<Value> out;
  const auto take = [&](const std::string& name, TypeId type) {
    const Value* found = given(inputs, name);
    out.push_back(found == nullptr ? Value{} : from_outside(program.code, *found, type));
  };
  if (element.kind == Element::Kind::knowledge) {
    for (const Parameter& p : program.code.functions[element.function].parameters) take(p.name, p.type);
  } else {
    for (const std::uint32_t i : element.inputs) take(program.elements[i].name, program.elements[i].type);
  }
  return out;
}

}  // namespace

Result<Outcome> Model::evaluate(std::uint32_t id, const Value& inputs, const Asking& asking) const {
  if (id >= program_->elements.size()) return Error{"rules-unknown", "the model has no such element"};
  const Element& element = program_->elements[id];
  if (cyclic_[id]) return Error{"rules-cycle", "its requirements form a cycle", element.name};
  Evaluator evaluator(*program_, asking.budget, asking.now);
  if (asking.matches == Matches::keep) evaluator.keep_matches();
  for (std::uint32_t i = 0; i < program_->elements.size(); ++i) {
    const Element& other = program_->elements[i];
    const bool takes =
        other.kind == Element::Kind::input || (other.kind == Element::Kind::decision && i != id);
    if (!takes) continue;
    const Value* found = nullptr;
    for (std::size_t n = 0; n < paths_[i].size() && found == nullptr; ++n) {
      found = given_nested(inputs, paths_[i][n]);
    }
    if (found != nullptr) {
      evaluator.set(i, evaluator.converted(from_outside(program_->code, *found, other.type), other.type));
    }
  }
  Outcome out;
  if (element.kind == Element::Kind::knowledge) {
    out.result = evaluator.invoke(evaluator.element(id), arguments_of(*program_, element, inputs));
  } else if (element.kind == Element::Kind::service) {
    out.result = evaluator.invoke_service(id, arguments_of(*program_, element, inputs));
  } else {
    out.result = evaluator.element(id);
  }
  out.problems = evaluator.problems();
  out.matches = evaluator.matches();
  if (evaluator.exhausted()) return Error{"rules-budget", out.problems.back(), element.name};
  return out;
}

}  // namespace vuoro::rules
