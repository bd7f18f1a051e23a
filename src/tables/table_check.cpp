#include "tables/table_check.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "rules/builtin.hpp"
#include "rules/table_reading.hpp"

namespace vuoro::tables {
namespace {

using rules::Cell;
using rules::Element;
using rules::Op;
using rules::Value;

constexpr const char* file = "table.dmn";

/// What a test may be made of: all of it is done in as many steps as it has nodes.
bool allowed(const rules::Node& node) {
  constexpr std::array<Op, 21> plain = {
      Op::constant, Op::local, Op::negate, Op::equal, Op::unequal,  Op::less,         Op::less_equal,
      Op::greater,  Op::and_,  Op::or_,    Op::in,    Op::between,  Op::test_compare, Op::test_value,
      Op::test_any, Op::tests, Op::list,   Op::range, Op::test_not, Op::range_from,   Op::greater_equal};
  if (std::find(plain.begin(), plain.end(), node.op) != plain.end()) return true;
  if (node.op != Op::call_builtin) return false;
  const std::string_view name = rules::builtins()[node.x].name;
  return name == "list contains" || name == "not" || name == "count";
}

class ModelCheck {
 public:
  ModelCheck(const rules::Model& model, const Vocabulary& vocabulary, const About& about, Flaws& flaws,
             Compiled& out)
      : model_(model),
        code_(model.program().code),
        vocabulary_(vocabulary),
        about_(about),
        flaws_(flaws),
        out_(out) {}

  void run() {
    out_.elements.assign(vocabulary_.inputs.size(), rules::none);
    const auto& elements = model_.program().elements;
    for (std::uint32_t i = 0; i < elements.size(); ++i) check_element(elements[i], i);
    if (decisions_ != 1) {
      flaw(0, 0, {}, {"decisions", {{"count", std::to_string(decisions_)}}});
    } else if (!is_table_) {
      flaw(0, 0, {}, {"not-a-table"});
    } else if (code_.tables.size() != 1) {
      flaw(0, 0, {}, {"tables-inside"});
    } else {
      check_table(code_.tables[out_.table]);
    }
  }

 private:
  void flaw(std::uint32_t line, std::size_t row, std::string column, rules::Reason reason) {
    flaws_.add({file, line, static_cast<std::uint32_t>(row), std::move(column), std::move(reason)});
  }

  void check_element(const Element& element, std::uint32_t id) {
    if (element.kind == Element::Kind::input) return check_input(element, id);
    if (element.kind != Element::Kind::decision)
      return flaw(element.line, 0, {}, {"foreign-element", {{"name", element.name}}});
    ++decisions_;
    if (element.root == rules::none || code_.nodes[element.root].op != Op::table) return;
    is_table_ = true;
    out_.table = code_.nodes[element.root].x;
    out_.frame = element.frame;
  }

  void check_input(const Element& element, std::uint32_t id) {
    const auto index = vocabulary_.find(element.name);
    if (!index)
      return flaw(element.line, 0, element.name,
                  {"unknown-input", {{"kind", std::string(word(vocabulary_.kind))}, {"name", element.name}}});
    if (out_.elements[*index] != rules::none) return flaw(element.line, 0, element.name, {"twice"});
    out_.elements[*index] = id;
    const Input& input = vocabulary_.inputs[*index];
    if (!has_type(element.type, input.type))
      flaw(element.line, 0, element.name, {"input-type", {{"type", std::string(word(input.type))}}});
  }

  /// Whether the declared type, if any, is the input's.
  [[nodiscard]] bool has_type(rules::TypeId declared, InputType wanted) const {
    const rules::Type* type = &code_.types[declared];
    for (int i = 0; i < 10 && type->kind == rules::Type::Kind::alias; ++i) type = &code_.types[type->element];
    if (type->kind == rules::Type::Kind::any) return true;
    if (wanted == InputType::texts)
      return type->kind == rules::Type::Kind::list && has_type(type->element, InputType::text);
    if (type->kind != rules::Type::Kind::plain) return false;
    switch (wanted) {
      case InputType::number:
        return type->plain == Value::Kind::number;
      case InputType::boolean:
        return type->plain == Value::Kind::boolean;
      default:
        return type->plain == Value::Kind::string;
    }
  }

  void check_table(const rules::Table& table) {
    const std::uint32_t line = table.lines.empty() ? 0 : table.lines.front();
    if (table.rows() == 0) return flaw(0, 0, {}, {"no-rows"});
    if (table.rows() > Table::most_rows)
      return flaw(0, 0, {}, {"too-many-rows", {{"limit", std::to_string(Table::most_rows)}}});
    if (table.policy != rules::HitPolicy::unique && table.policy != rules::HitPolicy::first)
      flaw(line, 0, {}, {"policy"});
    check_outputs(table, line);
    for (std::size_t column = 0; column < table.inputs.size(); ++column) check_column(table, column, line);
  }

  void check_column(const rules::Table& table, std::size_t column, std::uint32_t line) {
    const rules::TableInput& heading = table.inputs[column];
    const std::uint32_t element = rules::column_input(model_, table, column);
    const auto found = std::find(out_.elements.begin(), out_.elements.end(), element);
    if (element == rules::none || found == out_.elements.end())
      return flaw(line, 0, heading.label, {"column-not-input"});
    const Input& input = vocabulary_.inputs[static_cast<std::size_t>(found - out_.elements.begin())];
    if (!has_type(heading.type, input.type))
      flaw(line, 0, input.name, {"column-type", {{"type", std::string(word(input.type))}}});
    for (std::size_t row = 0; row < table.rows(); ++row)
      check_cell(table.cells[row * table.inputs.size() + column], input, table.lines[row], row + 1);
  }

  void check_cell(const Cell& cell, const Input& input, std::uint32_t line, std::size_t row) {
    bool fine = true;
    bool ordered = cell.kind == Cell::Kind::compares || cell.kind == Cell::Kind::lies_in;
    bool counts = false;
    rules::for_each_op(model_, cell, [&](const rules::Node& node) {
      fine = fine && allowed(node);
      ordered = ordered || orders(node);
      counts = counts || (node.op == Op::call_builtin && rules::builtins()[node.x].name == "count");
    });
    if (!fine) return flaw(line, row, input.name, {"cell-form"});
    if (input.type == InputType::texts && cell.kind != Cell::Kind::any && cell.kind != Cell::Kind::tests)
      return flaw(line, row, input.name, {"cell-list"});
    if (input.type != InputType::number && ordered && !counts)
      return flaw(line, row, input.name, {"cell-order"});
    for (const Value& constant : rules::constants_in(model_, cell)) {
      if (auto why = unfit_constant(input, constant)) flaw(line, row, input.name, std::move(*why));
    }
  }

  /// Whether the node asks which of two values comes first.
  static bool orders(const rules::Node& node) {
    constexpr std::array<Op, 7> ordering = {Op::less,    Op::less_equal, Op::greater,   Op::greater_equal,
                                            Op::between, Op::range,      Op::range_from};
    const auto in = [&](Op op) { return std::find(ordering.begin(), ordering.end(), op) != ordering.end(); };
    return in(node.op) || (node.op == Op::test_compare && in(static_cast<Op>(node.x)));
  }

  /// Why the input can never be equal to it, or be compared with it.
  [[nodiscard]] static std::optional<rules::Reason> unfit_constant(const Input& input,
                                                                   const Value& constant) {
    if (constant.is_null()) {
      if (input.may_be_null) return std::nullopt;
      return rules::Reason{"never-null"};
    }
    if (input.type == InputType::number) {
      if (constant.number() != nullptr) return std::nullopt;
      return rules::Reason{"not-a-number", {{"value", rules::text_of(constant)}}};
    }
    if (input.type != InputType::texts) return unfit(input, constant);
    // count(?) is held against numbers, list contains(?, …) against words.
    if (constant.number() != nullptr || constant.boolean() != nullptr) return std::nullopt;
    return unfit(input, Value::list({constant}));
  }

  void check_outputs(const rules::Table& table, std::uint32_t line) {
    std::set<std::string> names;
    for (const rules::TableOutput& output : table.outputs) {
      // A table of one output may leave its name out; then the output has none, and it is missing below.
      if (vocabulary_.output(output.name) == nullptr)
        flaw(line, 0, output.name, {"unknown-output", {{"kind", std::string(word(vocabulary_.kind))}}});
      if (!names.insert(output.name).second) flaw(line, 0, output.name, {"twice"});
      if (output.default_value != rules::none) flaw(line, 0, output.name, {"default-output"});
    }
    for (const Output& output : vocabulary_.outputs) {
      if (output.needed && !names.contains(output.name)) flaw(line, 0, output.name, {"output-missing"});
    }
    std::set<std::string> used;
    for (std::size_t row = 0; row < table.rows(); ++row) check_row(table, row, used);
    for (const Source& source : about_.sources) {
      if (!used.contains(source.code))
        flaws_.add({"about.sources", 0, 0, {}, {"source-unused", {{"source", source.code}}}, true});
    }
  }

  void check_row(const rules::Table& table, std::size_t row, std::set<std::string>& used) {
    for (std::size_t i = 0; i < table.outputs.size(); ++i) {
      const Output* const output = vocabulary_.output(table.outputs[i].name);
      if (output == nullptr) continue;
      const rules::NodeId id = table.results[row * table.outputs.size() + i];
      const bool constant = id != rules::none && code_.nodes[id].op == Op::constant &&
                            code_.constants[code_.nodes[id].x].string() != nullptr;
      const std::uint32_t line = table.lines[row];
      const std::string text = rules::row_text(model_, table, row, output->name);
      if (!constant) {
        flaw(line, row + 1, output->name, {"output-not-text"});
      } else if (output->name == "source") {
        used.insert(text);
        if (about_.source(text) == nullptr)
          flaw(line, row + 1, "source", {"unknown-source", {{"source", text}}});
      } else if (!fits(*output, text)) {
        flaw(line, row + 1, output->name, {"unknown-word", {{"output", output->name}, {"word", text}}});
      }
    }
  }

  static bool fits(const Output& output, const std::string& text) {
    if (text.empty()) return output.may_be_empty;
    return std::find(output.words.begin(), output.words.end(), text) != output.words.end();
  }

  const rules::Model& model_;
  const rules::Code& code_;
  const Vocabulary& vocabulary_;
  const About& about_;
  Flaws& flaws_;
  Compiled& out_;
  std::size_t decisions_ = 0;
  bool is_table_ = false;
};

}  // namespace

void check_model(const rules::Model& model, const Vocabulary& vocabulary, const About& about, Flaws& flaws,
                 Compiled& out) {
  ModelCheck(model, vocabulary, about, flaws, out).run();
}

}  // namespace vuoro::tables
