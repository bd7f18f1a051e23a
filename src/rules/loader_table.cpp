#include <algorithm>
#include <string>

#include "rules/loader.hpp"
#include "rules/table_check.hpp"
#include "rules/words.hpp"

namespace vuoro::rules {
namespace {

HitPolicy policy_of(std::string_view text, bool& known) {
  known = true;
  if (text.empty() || text == "UNIQUE" || text == "U") return HitPolicy::unique;
  if (text == "ANY" || text == "A") return HitPolicy::any;
  if (text == "PRIORITY" || text == "P") return HitPolicy::priority;
  if (text == "FIRST" || text == "F") return HitPolicy::first;
  if (text == "RULE ORDER" || text == "R") return HitPolicy::rule_order;
  if (text == "OUTPUT ORDER" || text == "O") return HitPolicy::output_order;
  if (text == "COLLECT" || text == "C") return HitPolicy::collect;
  known = false;
  return HitPolicy::unique;
}

Aggregation aggregation_of(std::string_view text) {
  if (text == "SUM") return Aggregation::sum;
  if (text == "COUNT") return Aggregation::count;
  if (text == "MIN") return Aggregation::min;
  if (text == "MAX") return Aggregation::max;
  return Aggregation::list;
}

std::string trimmed(const std::string& text) {
  constexpr std::string_view space = " \t\r\n";
  const std::size_t first = text.find_first_not_of(space);
  if (first == std::string::npos) return {};
  return text.substr(first, text.find_last_not_of(space) - first + 1);
}

bool pure(const Code& code, NodeId id, int depth) {
  if (depth > 20) return false;
  const Node& node = code.nodes[id];
  switch (node.op) {
    case Op::constant:
    case Op::negate:
    case Op::add:
    case Op::subtract:
    case Op::multiply:
    case Op::divide:
    case Op::range:
    case Op::range_from:
    case Op::list:
      break;
    case Op::call_builtin: {
      const std::string_view name = builtins()[node.x].name;
      if (name != "date" && name != "time" && name != "date and time" && name != "duration") return false;
      break;
    }
    default:
      return false;
  }
  for (std::size_t i = 0; i < node.kids; ++i) {
    if (!pure(code, code.kid(node, i), depth + 1)) return false;
  }
  return true;
}

}  // namespace

NodeId Loader::decision_table(const Place& place, Xml node, Scope& scope) {
  const Scope::Mark mark(scope);
  Table table;
  table.name = place.where;
  table.file = documents_[place.model].file;
  bool known = false;
  table.policy = policy_of(node.attribute("hitPolicy").value(), known);
  if (!known) report(Finding::Weight::error, place, node, {"unknown-policy"});
  table.aggregation = aggregation_of(node.attribute("aggregation").value());
  table_columns(place, node, scope, table);
  table_rows(place, node, scope, table);
  if (table.outputs.empty()) {
    report(Finding::Weight::error, place, node, {"no-output"});
    return program_->code.add(Op::failed);
  }
  check_cover(place, node, table);
  program_->code.tables.push_back(std::move(table));
  return program_->code.add(Op::table, {}, static_cast<std::uint32_t>(program_->code.tables.size() - 1));
}

void Loader::table_columns(const Place& place, Xml node, Scope& scope, Table& table) {
  for (const Xml input : children_named(node, "input")) {
    TableInput out;
    const Xml expression = child_named(input, "inputExpression");
    out.label = normal_name(text_in(expression));
    const Place column{place.model, place.where + ", column \"" + out.label + "\"", 0, out.label};
    out.expression = text_node(column, expression, scope);
    out.type = type_of(column, expression);
    out.slot = scope.slot();
    if (const Xml values = child_named(input, "inputValues");
        values && !normal_name(text_in(values)).empty()) {
      const Scope::Mark mark(scope);
      scope.declare_at("?", out.slot);
      out.allowed = tests_text(column, values, scope, out.slot);
      if (program_->code.nodes[out.allowed].op == Op::failed) out.allowed = none;
    }
    table.inputs.push_back(std::move(out));
  }
  for (const Xml output : children_named(node, "output")) {
    TableOutput out;
    out.name = normal_name(output.attribute("name").value());
    members_.add(out.name);
    const Place column{place.model, place.where + ", output \"" + out.name + "\"", 0, out.name};
    out.type = type_of(column, output);
    if (const Xml values = child_named(output, "outputValues");
        values && !normal_name(text_in(values)).empty()) {
      const Scope::Mark mark(scope);
      const std::uint32_t slot = scope.declare("?");
      out.allowed = tests_text(column, values, scope, slot);
      const Cell cell = simplified(out.allowed);
      if (cell.kind == Cell::Kind::one_of) out.order = cell.constants;
      if (cell.kind == Cell::Kind::equals) out.order = {cell.constant};
    }
    if (const NodeId of_type = program_->code.types[out.type].allowed; out.order.empty() && of_type != none) {
      const Cell cell = simplified(of_type);  // the type's allowed values stand in for the column's
      if (cell.kind == Cell::Kind::one_of) out.order = cell.constants;
    }
    if (const Xml entry = child_named(output, "defaultOutputEntry")) {
      out.default_value = text_node(column, entry, scope);
    }
    table.outputs.push_back(std::move(out));
  }
}

void Loader::table_rows(const Place& place, Xml node, Scope& scope, Table& table) {
  std::uint32_t number = 0;
  for (const Xml rule : children_named(node, "rule")) {
    ++number;
    const auto inputs = children_named(rule, "inputEntry");
    const auto outputs = children_named(rule, "outputEntry");
    const std::string row = place.where + ", row " + std::to_string(number);
    if (inputs.size() != table.inputs.size() || outputs.size() != table.outputs.size()) {
      report(Finding::Weight::error, {place.model, row, number}, rule, {"row-cells"});
      continue;
    }
    table.lines.push_back(line_of(place.model, rule));
    for (std::size_t i = 0; i < inputs.size(); ++i) {
      const Place at{place.model, row + ", column \"" + table.inputs[i].label + "\"", number,
                     table.inputs[i].label};
      table.tests.push_back(trimmed(text_in(inputs[i])));
      table.cells.push_back(cell(at, inputs[i], scope, table.inputs[i]));
    }
    for (std::size_t i = 0; i < outputs.size(); ++i) {
      const Place at{place.model, row + ", output \"" + table.outputs[i].name + "\"", number,
                     table.outputs[i].name};
      const std::string text = normal_name(text_in(outputs[i]));
      table.results.push_back(text.empty() || text == "-" ? none : text_node(at, outputs[i], scope));
    }
  }
}

Cell Loader::cell(const Place& place, Xml entry, Scope& scope, const TableInput& input) {
  const Scope::Mark mark(scope);
  scope.declare_at("?", input.slot);
  Cell out = simplified(tests_text(place, entry, scope, input.slot));
  check_types(place, entry, out, input);
  return out;
}

bool Loader::constant_value(NodeId node, Value& out) {
  if (!pure(program_->code, node, 0)) return false;
  Evaluator evaluator(*program_, {}, {});
  out = evaluator.run(node, 0, {});
  return true;
}

Cell Loader::simplified(NodeId id) {
  const Code& code = program_->code;
  const Node tests = code.nodes[id];
  Cell general;
  general.kind = Cell::Kind::tests;
  general.node = id;
  if (tests.op != Op::tests) return general;
  Cell out;
  for (std::size_t i = 0; i < tests.kids; ++i) {
    const Node test = code.nodes[code.kid(tests, i)];
    Value value;
    if (test.op == Op::test_any && tests.kids == 1) return out;
    const bool plain = (test.op == Op::test_value && test.y == 0) || test.op == Op::test_compare;
    if (!plain || !constant_value(code.kid(test, 0), value)) return general;
    if (test.op == Op::test_compare) {
      const Op op = static_cast<Op>(test.x);
      if (tests.kids != 1 || op == Op::equal || op == Op::unequal) return general;
      out.kind = Cell::Kind::compares;
      out.compares = op;
      out.constant = value;
      return out;
    }
    out.constants.push_back(value);
  }
  if (out.constants.size() > 1) {
    out.kind = Cell::Kind::one_of;
    return out;
  }
  out.constant = out.constants.front();
  out.constants.clear();
  out.kind = out.constant.range() != nullptr ? Cell::Kind::lies_in : Cell::Kind::equals;
  return out;
}

void Loader::check_types(const Place& place, Xml entry, const Cell& cell, const TableInput& input) {
  const Code& code = program_->code;
  TypeId id = input.type;
  for (int i = 0; i < 10 && code.types[id].kind == Type::Kind::alias; ++i) id = code.types[id].element;
  const Type& type = code.types[id];
  if (type.kind != Type::Kind::plain) return;
  const auto clashes = [&](const Value& value) {
    const Value& shown = value.range() == nullptr       ? value
                         : value.range()->low.is_null() ? value.range()->high
                                                        : value.range()->low;
    if (shown.is_null() || shown.list() != nullptr || shown.boolean() != nullptr) return false;
    return !shown.is(type.plain);
  };
  std::vector<Value> values = cell.constants;
  if (cell.kind == Cell::Kind::equals || cell.kind == Cell::Kind::compares ||
      cell.kind == Cell::Kind::lies_in) {
    values.push_back(cell.constant);
  }
  if (std::any_of(values.begin(), values.end(), clashes)) {
    report(Finding::Weight::error, place, entry,
           {"test-type", {{"test", normal_name(text_in(entry))}, {"type", type.name}}});
  }
}

void Loader::check_cover(const Place& place, Xml node, const Table& table) {
  for (const Overlap& overlap : overlaps(table)) {
    report(Finding::Weight::error, {place.model, place.where, static_cast<std::uint32_t>(overlap.second + 1)},
           node,
           {"rows-overlap",
            {{"first", std::to_string(overlap.first + 1)}, {"second", std::to_string(overlap.second + 1)}}});
  }
  if (auto gap = first_gap(program_->code, table))
    report(Finding::Weight::warning, place, node, {"no-row", {}, std::move(*gap)});
}

}  // namespace vuoro::rules
