#include <algorithm>
#include <utility>

#include "rules/loader.hpp"
#include "rules/words.hpp"

namespace vuoro::rules {
namespace {

std::string kind_word(Element::Kind kind) {
  switch (kind) {
    case Element::Kind::input:
      return "input data";
    case Element::Kind::decision:
      return "decision";
    case Element::Kind::knowledge:
      return "business knowledge model";
    case Element::Kind::service:
      return "decision service";
  }
  return {};
}

std::string place_of(const Element& element) {
  return kind_word(element.kind) + " \"" + element.name + "\"";
}

}  // namespace

void Loader::declare_elements(std::uint32_t model) {
  const std::pair<const char*, Element::Kind> kinds[] = {{"inputData", Element::Kind::input},
                                                         {"decision", Element::Kind::decision},
                                                         {"businessKnowledgeModel", Element::Kind::knowledge},
                                                         {"decisionService", Element::Kind::service}};
  for (const auto& [tag, kind] : kinds) {
    for (const Xml node : children_named(documents_[model].root, tag)) {
      Element element;
      element.kind = kind;
      element.model = model;
      element.id = node.attribute("id").value();
      element.line = line_of(model, node);
      const Xml variable = child_named(node, "variable");
      const std::string own = normal_name(node.attribute("name").value());
      element.name = own;
      if (variable) {
        if (element.name.empty()) element.name = normal_name(variable.attribute("name").value());
        element.type = type_of({model, place_of(element)}, variable);
      }
      members_.add(element.name);
      program_->elements.push_back(std::move(element));
      sources_.push_back({node, {}});
    }
  }
}

std::uint32_t Loader::by_href(std::uint32_t model, std::string_view href) const {
  const std::size_t hash = href.find('#');
  const std::string_view space = hash == std::string_view::npos ? "" : href.substr(0, hash);
  const std::string_view id = hash == std::string_view::npos ? href : href.substr(hash + 1);
  std::uint32_t elsewhere = none;
  for (std::uint32_t i = 0; i < program_->elements.size(); ++i) {
    const Element& element = program_->elements[i];
    if (element.id != id || id.empty()) continue;
    const std::string& home = documents_[element.model].space;
    if (space.empty() ? element.model == model : home == space) return i;
    elsewhere = i;
  }
  return space.empty() ? none : elsewhere;
}

void Loader::require(std::uint32_t id) {
  const Xml node = sources_[id].xml;
  const std::uint32_t model = program_->elements[id].model;
  const Place place{model, place_of(program_->elements[id])};
  const auto find = [&](Xml reference) {
    const std::uint32_t found = by_href(model, reference.attribute("href").value());
    if (found == none) {
      report(Finding::Weight::error, place, reference,
             {"requires-missing", {{"href", reference.attribute("href").value()}}});
    }
    return found;
  };
  const auto all = [&](Xml parent, const char* tag) {
    std::vector<std::uint32_t> out;
    for (const Xml reference : children_named(parent, tag)) {
      if (const std::uint32_t found = find(reference); found != none) out.push_back(found);
    }
    return out;
  };
  Element& element = program_->elements[id];
  if (element.kind == Element::Kind::service) {
    element.inputs = all(node, "inputData");
    for (const std::uint32_t decision : all(node, "inputDecision")) element.inputs.push_back(decision);
    element.outputs = all(node, "outputDecision");
    sources_[id].hidden_needs = element.outputs;
    if (element.outputs.empty()) report(Finding::Weight::error, place, node, {"no-output-decision"});
    return;
  }
  for (const Xml requirement : children_named(node, "informationRequirement")) {
    for (const char* tag : {"requiredInput", "requiredDecision"}) {
      for (const std::uint32_t found : all(requirement, tag)) element.needs.push_back(found);
    }
  }
  for (const Xml requirement : children_named(node, "knowledgeRequirement")) {
    for (const std::uint32_t found : all(requirement, "requiredKnowledge")) element.needs.push_back(found);
  }
}

std::string Loader::name_in(std::uint32_t model, std::uint32_t id) const {
  const Element& element = program_->elements[id];
  if (element.model == model) return element.name;
  for (const Import& import : documents_[model].imports) {
    if (import.model == element.model) {
      return import.name.empty() ? element.name : normal_name(import.name) + "." + element.name;
    }
  }
  return element.name;
}

/// Depth first without recursion; what is found again on the way down is a cycle.
void Loader::order_elements() {
  const std::size_t count = program_->elements.size();
  enum class State : std::uint8_t { fresh, open, done };
  std::vector<State> states(count, State::fresh);
  cyclic_.assign(count, false);
  const auto needs_of = [&](std::uint32_t id) -> const std::vector<std::uint32_t>& {
    return program_->elements[id].kind == Element::Kind::service ? sources_[id].hidden_needs
                                                                 : program_->elements[id].needs;
  };
  for (std::uint32_t first = 0; first < count; ++first) {
    if (states[first] != State::fresh) continue;
    std::vector<std::pair<std::uint32_t, std::size_t>> open{{first, 0}};
    states[first] = State::open;
    while (!open.empty()) {
      auto& [id, next] = open.back();
      if (next == needs_of(id).size()) {
        states[id] = State::done;
        order_.push_back(id);
        open.pop_back();
        continue;
      }
      const std::uint32_t need = needs_of(id)[next++];
      if (states[need] == State::fresh) {
        states[need] = State::open;
        open.emplace_back(need, 0);
      } else if (states[need] == State::open && program_->elements[need].kind != Element::Kind::knowledge) {
        const std::uint32_t from = id;
        bool inside = false;
        for (const auto& [on_path, unused] : open) {
          inside = inside || on_path == need;
          if (inside) cyclic_[on_path] = true;
        }
        report(Finding::Weight::error, {program_->elements[from].model, place_of(program_->elements[from])},
               sources_[from].xml, {"cycle", {{"name", program_->elements[need].name}}});
      }
    }
  }
  for (const std::uint32_t id : order_) {  // what needs a cycle cannot be had either
    for (const std::uint32_t need : needs_of(id)) {
      if (cyclic_[need]) cyclic_[id] = true;
    }
  }
}

/// Every way in which inputs may name an element: its name, its names through imports, its id.
void Loader::name_inputs() {
  const auto count = program_->elements.size();
  paths_.assign(count, {});
  std::vector<std::string> prefixes(documents_.size());
  std::vector<bool> reached(documents_.size(), false);
  std::vector<std::uint32_t> open{0};
  reached[0] = true;
  for (std::size_t i = 0; i < open.size(); ++i) {
    for (const Import& import : documents_[open[i]].imports) {
      if (import.model == none) continue;
      for (std::uint32_t id = 0; id < count; ++id) {
        if (program_->elements[id].model != import.model) continue;
        const std::string prefix =
            prefixes[open[i]] + (import.name.empty() ? "" : normal_name(import.name) + ".");
        paths_[id].push_back(prefix + program_->elements[id].name);
      }
      if (reached[import.model]) continue;
      reached[import.model] = true;
      prefixes[import.model] =
          prefixes[open[i]] + (import.name.empty() ? "" : normal_name(import.name) + ".");
      open.push_back(import.model);
    }
  }
  for (std::uint32_t id = 0; id < count; ++id) {
    const Element& element = program_->elements[id];
    if (element.model == 0) paths_[id].insert(paths_[id].begin(), element.name);
    if (element.model != 0) paths_[id].push_back(element.name);
    if (!element.id.empty()) paths_[id].push_back(element.id);
  }
}

void Loader::declare_needs(std::uint32_t id, Scope& scope) {
  const Element& element = program_->elements[id];
  for (const std::uint32_t need : element.needs) {
    scope.declare_element(name_in(element.model, need), need);
  }
}

void Loader::compile_element(std::uint32_t id) {
  const Xml node = sources_[id].xml;
  const Element element = program_->elements[id];
  if (element.kind == Element::Kind::input) return;
  if (element.kind == Element::Kind::service) {
    const Type& type = program_->code.types[element.type];
    if (type.kind == Type::Kind::function) program_->elements[id].type = type.element;
    if (type.kind == Type::Kind::alias && program_->code.types[type.element].kind == Type::Kind::function) {
      program_->elements[id].type = program_->code.types[type.element].element;
    }
    return;
  }
  Scope scope;
  declare_needs(id, scope);
  if (element.kind == Element::Kind::knowledge) {
    compile_knowledge(id, scope);
    return;
  }
  const Place place{element.model, place_of(element)};
  const Xml logic = expression_in(node);
  if (!logic) {
    report(Finding::Weight::warning, place, node, {"no-logic"});
    return;
  }
  const NodeId root = boxed(place, logic, scope, 0);
  program_->elements[id].root = root;
  program_->elements[id].frame = scope.frame_size();
}

void Loader::compile_knowledge(std::uint32_t id, Scope& scope) {
  const Element element = program_->elements[id];
  const Place place{element.model, place_of(element)};
  scope.declare_element(element.name, id);  // it may call itself
  std::vector<NodeId> captured;
  const Xml logic = child_named(sources_[id].xml, "encapsulatedLogic");
  if (!logic) report(Finding::Weight::warning, place, sources_[id].xml, {"no-logic"});
  const std::uint32_t function = define_function(place, logic, scope, 0, {}, captured);
  FunctionDef& def = program_->code.functions[function];
  def.name = element.name;
  TypeId type = element.type;
  for (int i = 0; i < 5 && program_->code.types[type].kind == Type::Kind::alias; ++i) {
    if (program_->code.types[program_->code.types[type].element].kind == Type::Kind::function) {
      type = program_->code.types[type].element;
    } else {
      break;
    }
  }
  const bool whole = program_->code.types[type].kind == Type::Kind::function;
  def.result = whole ? program_->code.types[type].element : type;
  program_->elements[id].function = function;
}

}  // namespace vuoro::rules
