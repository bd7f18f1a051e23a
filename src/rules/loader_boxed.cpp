#include <algorithm>
#include <array>
#include <string>

#include "rules/loader.hpp"
#include "rules/words.hpp"

namespace vuoro::rules {
namespace {

constexpr int deepest = 60;
constexpr std::size_t longest_quoted = 80;
constexpr std::array<std::string_view, 12> boxes{
    "literalExpression",  "decisionTable", "context", "list", "relation", "invocation",
    "functionDefinition", "conditional",   "filter",  "for",  "some",     "every"};

}  // namespace

Loader::Xml Loader::expression_in(Xml parent) {
  for (const Xml child : parent.children()) {
    if (child.type() != pugi::node_element) continue;
    if (std::find(boxes.begin(), boxes.end(), local_name(child)) != boxes.end()) return child;
  }
  return {};
}

NodeId Loader::boxed(const Place& place, Xml node, Scope& scope, int depth) {
  const std::string_view kind = local_name(node);
  if (!node) return program_->code.add_constant({});
  if (depth > deepest) {
    report(Finding::Weight::error, place, node, {"boxes-too-deep"});
    return program_->code.add(Op::failed);
  }
  if (kind == "literalExpression") return text_node(place, node, scope);
  if (kind == "decisionTable") return decision_table(place, node, scope);
  if (kind == "context") return boxed_context(place, node, scope, depth);
  if (kind == "list") return boxed_list(place, node, scope, depth);
  if (kind == "relation") return relation(place, node, scope, depth);
  if (kind == "invocation") return invocation(place, node, scope, depth);
  if (kind == "functionDefinition") return function_definition(place, node, scope, depth, {});
  if (kind == "conditional") return conditional(place, node, scope, depth);
  if (kind == "filter") return boxed_filter(place, node, scope, depth);
  return iterator(place, node, scope, depth);
}

NodeId Loader::inside(const Place& place, Xml parent, const char* child, Scope& scope, int depth) {
  return boxed(place, expression_in(child_named(parent, child)), scope, depth + 1);
}

void Loader::take_faults(const Place& place, Xml node, const Parser& parser) {
  if (parser.fault()) {
    const std::string text = text_in(node);
    Reason reason = parser.fault()->reason;
    reason.values.emplace_back("character",
                               std::to_string(count_code_points(text.substr(0, parser.fault()->offset)) + 1));
    reason.values.emplace_back("text", text.substr(0, offset_of(text, longest_quoted)));
    report(Finding::Weight::error, place, node, std::move(reason));
    return;
  }
  for (const UnknownName& unknown : parser.unknown())
    report(Finding::Weight::warning, place, node, {"unknown-name", {{"name", unknown.name}}});
}

NodeId Loader::text_node(const Place& place, Xml node, Scope& scope) {
  const std::string_view language = node.attribute("expressionLanguage").value();
  if (!language.empty() && language.find("FEEL") == std::string_view::npos &&
      language.find("feel") == std::string_view::npos) {
    report(Finding::Weight::error, place, node, {"language"});
    return program_->code.add(Op::failed);
  }
  const std::string text = text_in(node);
  if (normal_name(text).empty()) return program_->code.add_constant({});
  Parser parser(*documents_[place.model].around, scope, text);
  const NodeId out = parser.whole_expression();
  take_faults(place, node, parser);
  return out;
}

NodeId Loader::tests_text(const Place& place, Xml node, Scope& scope, std::uint32_t tested) {
  const std::string text = text_in(node);
  if (normal_name(text).empty()) {
    return program_->code.add(Op::tests, {program_->code.add(Op::test_any)}, tested);
  }
  Parser parser(*documents_[place.model].around, scope, text);
  const NodeId out = parser.whole_unary_tests(tested);
  take_faults(place, node, parser);
  return out;
}

NodeId Loader::coerced(NodeId node, TypeId type) {
  return type == 0 ? node : program_->code.add(Op::coerce, {node}, type);
}

NodeId Loader::boxed_context(const Place& place, Xml node, Scope& scope, int depth) {
  const Scope::Mark mark(scope);
  std::vector<NodeId> values;
  std::vector<ContextEntry> entries;
  NodeId result = none;
  for (const Xml entry : children_named(node, "contextEntry")) {
    const Xml variable = child_named(entry, "variable");
    const std::string name = normal_name(variable.attribute("name").value());
    const Place inner{place.model, place.where + (name.empty() ? "" : ", entry \"" + name + "\"")};
    const Xml logic = expression_in(entry);
    const bool function = local_name(logic) == "functionDefinition";
    NodeId value = function ? function_definition(inner, logic, scope, depth + 1, name)
                            : boxed(inner, logic, scope, depth + 1);
    if (!variable || name.empty()) {
      result = value;
      continue;
    }
    const TypeId type = type_of(inner, variable);
    if (!function) value = coerced(value, type);
    members_.add(name);
    values.push_back(value);
    entries.push_back({name, scope.declare(name)});
  }
  Code& code = program_->code;
  const auto first = static_cast<std::uint32_t>(code.entries.size());
  code.entries.insert(code.entries.end(), entries.begin(), entries.end());
  if (result == none) return code.add(Op::context, std::move(values), first);
  values.push_back(result);
  return code.add(Op::context, std::move(values), first, 1);
}

NodeId Loader::boxed_list(const Place& place, Xml node, Scope& scope, int depth) {
  std::vector<NodeId> items;
  for (const Xml child : node.children()) {
    if (std::find(boxes.begin(), boxes.end(), local_name(child)) == boxes.end()) continue;
    items.push_back(boxed(place, child, scope, depth + 1));
  }
  return program_->code.add(Op::list, std::move(items));
}

NodeId Loader::relation(const Place& place, Xml node, Scope& scope, int depth) {
  std::vector<std::string> columns;
  std::vector<TypeId> types;
  for (const Xml column : children_named(node, "column")) {
    columns.push_back(normal_name(column.attribute("name").value()));
    types.push_back(type_of(place, column));
    members_.add(columns.back());
  }
  Code& code = program_->code;
  std::vector<NodeId> rows;
  for (const Xml row : children_named(node, "row")) {
    std::vector<NodeId> cells;
    for (const Xml child : row.children()) {
      if (std::find(boxes.begin(), boxes.end(), local_name(child)) == boxes.end()) continue;
      const NodeId cell = boxed(place, child, scope, depth + 1);
      cells.push_back(cells.size() < types.size() ? coerced(cell, types[cells.size()]) : cell);
    }
    if (cells.size() != columns.size()) {
      report(Finding::Weight::error, place, row, {"relation-cells"});
      cells.resize(columns.size(), code.add_constant({}));
    }
    const auto first = static_cast<std::uint32_t>(code.entries.size());
    for (const std::string& column : columns) code.entries.push_back({column, none});
    rows.push_back(code.add(Op::context, std::move(cells), first));
  }
  return code.add(Op::list, std::move(rows));
}

NodeId Loader::invocation(const Place& place, Xml node, Scope& scope, int depth) {
  Code& code = program_->code;
  std::vector<NodeId> kids{boxed(place, expression_in(node), scope, depth + 1)};
  std::vector<std::string> names;
  for (const Xml binding : children_named(node, "binding")) {
    names.push_back(normal_name(child_named(binding, "parameter").attribute("name").value()));
    kids.push_back(boxed(place, expression_in(binding), scope, depth + 1));
  }
  if (names.empty()) return code.add(Op::call, std::move(kids));
  const auto first = static_cast<std::uint32_t>(code.names.size());
  for (std::string& name : names) code.add_name(std::move(name));
  return code.add(Op::call_named, std::move(kids), first, 1);
}

std::uint32_t Loader::define_function(const Place& place, Xml node, Scope& scope, int depth,
                                      const std::string& self, std::vector<NodeId>& captured) {
  FunctionDef def;
  const Scope::Mark mark(scope);
  scope.open_frame();
  for (const Xml parameter : children_named(node, "formalParameter")) {
    Parameter out{normal_name(parameter.attribute("name").value()), type_of(place, parameter)};
    scope.slot();
    def.parameters.push_back(std::move(out));
  }
  if (!self.empty()) def.self = scope.declare(self);
  for (std::uint32_t i = 0; i < def.parameters.size(); ++i) scope.declare_at(def.parameters[i].name, i);
  const std::string_view kind = node.attribute("kind").value();
  if (kind.empty() || kind == "FEEL") {
    if (const Xml logic = expression_in(node)) def.body = boxed(place, logic, scope, depth + 1);
  } else {
    report(Finding::Weight::warning, place, node, {"function-kind", {{"kind", std::string(kind)}}});
  }
  const Scope::Frame frame = scope.close_frame();
  def.frame = frame.slots;
  for (const Scope::Capture& capture : frame.captures) {
    def.captured.push_back(capture.inner);
    captured.push_back(program_->code.add(Op::local, {}, capture.outer));
  }
  program_->code.functions.push_back(std::move(def));
  return static_cast<std::uint32_t>(program_->code.functions.size() - 1);
}

NodeId Loader::function_definition(const Place& place, Xml node, Scope& scope, int depth,
                                   const std::string& self) {
  std::vector<NodeId> captured;
  const std::uint32_t function = define_function(place, node, scope, depth, self, captured);
  const TypeId type = type_of(place, node);
  if (program_->code.types[type].kind == Type::Kind::plain) program_->code.functions[function].result = type;
  return program_->code.add(Op::function, std::move(captured), function);
}

NodeId Loader::conditional(const Place& place, Xml node, Scope& scope, int depth) {
  const NodeId condition = inside(place, node, "if", scope, depth);
  const NodeId yes = inside(place, node, "then", scope, depth);
  const NodeId no = inside(place, node, "else", scope, depth);
  return program_->code.add(Op::if_, {condition, yes, no});
}

NodeId Loader::boxed_filter(const Place& place, Xml node, Scope& scope, int depth) {
  const NodeId base = inside(place, node, "in", scope, depth);
  const Scope::Mark mark(scope);
  const std::uint32_t slot = scope.filtered("item");
  const NodeId condition = inside(place, node, "match", scope, depth);
  return program_->code.add(Op::filter, {base, condition}, slot);
}

NodeId Loader::iterator(const Place& place, Xml node, Scope& scope, int depth) {
  const bool building = local_name(node) == "for";
  Xml domain_xml = expression_in(child_named(node, "in"));
  NodeId domain = none;
  if (local_name(domain_xml) == "literalExpression") {  // "1..10" may stand alone here
    const std::string text = text_in(domain_xml);
    Parser parser(*documents_[place.model].around, scope, text);
    domain = parser.whole_domain();
    take_faults(place, domain_xml, parser);
  } else {
    domain = boxed(place, domain_xml, scope, depth + 1);
  }
  const Scope::Mark mark(scope);
  const std::uint32_t slot = scope.declare(normal_name(node.attribute("iteratorVariable").value()));
  const std::uint32_t partial = scope.slot();
  if (building) scope.declare_at("partial", partial);
  const NodeId body = inside(place, node, building ? "return" : "satisfies", scope, depth);
  const Op op = building ? Op::for_ : local_name(node) == "some" ? Op::some : Op::every;
  return program_->code.add(op, {domain, body}, slot, building ? 1 : 0);
}

}  // namespace vuoro::rules
