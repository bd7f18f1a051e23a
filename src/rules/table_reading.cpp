#include "rules/table_reading.hpp"

namespace vuoro::rules {
namespace {

/// Calls visit(const Node&) for every node of the cell, without recursion.
template <class Visit>
void for_each_node(const Code& code, const Cell& cell, Visit visit) {
  std::vector<NodeId> waiting;
  if (cell.kind == Cell::Kind::tests) waiting.push_back(cell.node);
  while (!waiting.empty()) {
    const NodeId id = waiting.back();
    waiting.pop_back();
    if (id == none) continue;
    const Node& node = code.nodes[id];
    visit(node);
    for (std::size_t i = 0; i < node.kids; ++i) waiting.push_back(code.kid(node, i));
  }
}

void take(const Value& value, std::vector<Value>& out) {
  const Range* const range = value.range();
  if (range == nullptr) {
    out.push_back(value);
    return;
  }
  if (!range->low.is_null()) out.push_back(range->low);
  if (!range->high.is_null()) out.push_back(range->high);
}

}  // namespace

std::string row_text(const Model& model, const Table& table, std::size_t row, std::string_view column) {
  const Code& code = model.program().code;
  for (std::size_t i = 0; i < table.outputs.size(); ++i) {
    if (table.outputs[i].name != column) continue;
    const NodeId id = table.results[row * table.outputs.size() + i];
    if (id == none || code.nodes[id].op != Op::constant) return {};
    const std::string* const text = code.constants[code.nodes[id].x].string();
    return text == nullptr ? "" : *text;
  }
  return {};
}

std::uint32_t column_input(const Model& model, const Table& table, std::size_t column) {
  const Program& program = model.program();
  const NodeId id = table.inputs[column].expression;
  if (id == none || program.code.nodes[id].op != Op::element) return none;
  const std::uint32_t element = program.code.nodes[id].x;
  return program.elements[element].kind == Element::Kind::input ? element : none;
}

std::vector<Value> constants_in(const Model& model, const Cell& cell) {
  const Code& code = model.program().code;
  std::vector<Value> out;
  for (const Value& value : cell.constants) take(value, out);
  const bool one = cell.kind == Cell::Kind::equals || cell.kind == Cell::Kind::compares ||
                   cell.kind == Cell::Kind::lies_in;
  if (one) take(cell.constant, out);
  for_each_node(code, cell, [&](const Node& node) {
    if (node.op == Op::constant) take(code.constants[node.x], out);
  });
  return out;
}

void for_each_op(const Model& model, const Cell& cell, const std::function<void(const Node&)>& visit) {
  for_each_node(model.program().code, cell, visit);
}

}  // namespace vuoro::rules
