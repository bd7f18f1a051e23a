#include <string>

#include "rules/loader.hpp"
#include "rules/words.hpp"

namespace vuoro::rules {
namespace {

constexpr int deepest = 50;

bool is_collection(pugi::xml_node definition) {
  const std::string_view text = definition.attribute("isCollection").value();
  return text == "true" || text == "1";
}

}  // namespace

void Loader::declare_types(std::uint32_t model) {
  Document& document = documents_[model];
  for (const Xml definition : children_named(document.root, "itemDefinition")) {
    const std::string name = normal_name(definition.attribute("name").value());
    const TypeId id = program_->code.add_type({.kind = Type::Kind::alias, .name = name});
    if (!document.own_types.emplace(name, id).second) {
      report(Finding::Weight::error, {model, "item definition \"" + name + "\""}, definition, {"type-twice"});
    }
  }
}

void Loader::share_types(std::uint32_t model) {
  Document& document = documents_[model];
  for (const auto& [name, id] : document.own_types) document.around->add_type(name, id);
  for (const Import& import : document.imports) {
    if (import.model == none) continue;
    for (const auto& [name, id] : documents_[import.model].own_types) {
      document.around->add_type(import.name.empty() ? name : import.name + "." + name, id);
    }
  }
}

void Loader::define_types(std::uint32_t model) {
  for (const Xml definition : children_named(documents_[model].root, "itemDefinition")) {
    const std::string name = normal_name(definition.attribute("name").value());
    define_type(model, definition, documents_[model].own_types.at(name), 0);
  }
}

/// A type that is only another name of itself is nothing; types may contain themselves, though.
void Loader::break_type_cycles() {
  std::vector<Type>& types = program_->code.types;
  for (TypeId id = 0; id < types.size(); ++id) {
    TypeId at = id;
    std::size_t steps = 0;
    while (types[at].kind == Type::Kind::alias && steps <= types.size()) {
      at = types[at].element;
      ++steps;
    }
    if (steps <= types.size()) continue;
    findings_.push_back({Finding::Weight::error,
                         documents_.front().file,
                         0,
                         "item definition \"" + types[id].name + "\"",
                         {"type-of-itself"}});
    types[id] = {.kind = Type::Kind::any, .name = types[id].name};
  }
}

void Loader::define_type(std::uint32_t model, Xml definition, TypeId id, int depth) {
  const std::string name = normal_name(definition.attribute("name").value());
  TypeId base = base_type(model, definition, depth);
  Type type{.kind = Type::Kind::alias, .element = base, .name = name};
  const Xml allowed = child_named(definition, "allowedValues");
  const Xml constraint = child_named(definition, "typeConstraint");
  if (is_collection(definition)) {
    if (allowed) base = constrained(model, base, allowed, name);
    type = {.kind = Type::Kind::list, .element = base, .name = name};
    if (constraint) {
      program_->code.types[id] = type;
      const TypeId plain = program_->code.add_type(type);
      const TypeId whole = constrained(model, plain, constraint, name);
      type = program_->code.types[whole];
    }
  } else if (allowed || constraint) {
    const TypeId narrow = constrained(model, base, allowed ? allowed : constraint, name);
    type = program_->code.types[narrow];
    type.name = name;
  }
  program_->code.types[id] = type;
}

TypeId Loader::base_type(std::uint32_t model, Xml definition, int depth) {
  const Place place{model, "item definition \"" + std::string(definition.attribute("name").value()) + "\""};
  if (depth > deepest) {
    report(Finding::Weight::error, place, definition, {"type-too-deep"});
    return 0;
  }
  const auto components = children_named(definition, "itemComponent");
  if (!components.empty()) {
    Type out{.kind = Type::Kind::context, .name = definition.attribute("name").value()};
    for (const Xml component : components) {
      const std::string name = normal_name(component.attribute("name").value());
      members_.add(name);
      const TypeId member = program_->code.add_type({.kind = Type::Kind::alias, .name = name});
      define_type(model, component, member, depth + 1);
      out.members.push_back({name, member});
    }
    return program_->code.add_type(std::move(out));
  }
  if (const Xml function = child_named(definition, "functionItem")) {
    Type out{.kind = Type::Kind::function};
    for (const Xml parameter : children_named(function, "parameters")) {
      out.members.push_back({normal_name(parameter.attribute("name").value()), type_of(place, parameter)});
    }
    const std::string result = function.attribute("outputTypeRef").value();
    out.element = result.empty() ? 0 : type_ref(place, function, result);
    return program_->code.add_type(std::move(out));
  }
  return type_of(place, definition);
}

TypeId Loader::constrained(std::uint32_t model, TypeId base, Xml tests, const std::string& name) {
  Scope scope;
  const std::uint32_t tested = scope.declare("?");
  const NodeId node = tests_text({model, "item definition \"" + name + "\""}, tests, scope, tested);
  if (program_->code.nodes[node].op == Op::failed) return base;
  Type out{.kind = Type::Kind::alias, .element = base, .name = name};
  out.allowed = node;
  out.allowed_frame = scope.frame_size();
  return program_->code.add_type(std::move(out));
}

TypeId Loader::type_of(const Place& place, Xml node) {
  std::string name = node.attribute("typeRef").value();
  if (name.empty()) {
    if (const Xml child = child_named(node, "typeRef")) name = text_in(child);
  }
  return name.empty() ? 0 : type_ref(place, node, name);
}

TypeId Loader::type_ref(const Place& place, Xml node, std::string_view raw) {
  const std::string name = normal_name(raw);
  const auto& types = documents_[place.model].around->types;
  const auto known = [&](std::string_view n) {
    const auto found = types.find(n);
    return found != types.end() ? found->second : program_->code.plain_type(n);
  };
  if (const TypeId found = known(name); found != none) return found;
  if (const std::size_t colon = name.find(':'); colon != std::string::npos) {
    const std::string local = name.substr(colon + 1);
    if (const TypeId found = known(local); found != none) return found;
    if (const TypeId found = known(name.substr(0, colon) + "." + local); found != none) return found;
  }
  Scope scope;
  Parser parser(*documents_[place.model].around, scope, name);
  const TypeId parsed = parser.whole_type();
  if (!parser.fault() && program_->code.types[parsed].kind != Type::Kind::unknown) return parsed;
  if (name != "Undefined" && name != "undefined") {
    report(Finding::Weight::error, place, node, {"unknown-type", {{"type", name}}});
  }
  return 0;
}

}  // namespace vuoro::rules
