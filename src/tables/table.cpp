#include "tables/table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "rules/table_reading.hpp"
#include "tables/asked.hpp"
#include "tables/table_check.hpp"

namespace vuoro::tables {

using rules::Value;

struct Table::Kept {
  std::string code;
  std::string mark;
  Vocabulary vocabulary;
  About about;
  std::vector<Case> cases;
  Compiled compiled;
  std::vector<Row> rows;
  std::vector<Advice> says;                     ///< By row, without what the facts were.
  std::vector<std::vector<std::size_t>> looks;  ///< By row: inputs of the vocabulary that it tests.
  std::vector<Flaw> warnings;
};

namespace {

/// What the XML parser says, which has no code of its own.
std::string after_colon(const std::string& what) {
  const std::size_t colon = what.find(": ");
  return colon == std::string::npos ? std::string() : what.substr(colon + 2);
}

/// The compiled table, or flaws for everything that the rules room found.
std::optional<rules::Model> compile(const std::string& dmn, Flaws& flaws) {
  auto model = rules::Model::parse(dmn, "table.dmn");
  if (!model) {
    const std::string& where = model.error().where;
    const std::size_t colon = where.rfind(':');
    std::uint32_t line = 0;
    for (std::size_t i = colon + 1; colon != std::string::npos && i < where.size() && line < 100'000'000;
         ++i) {
      if (where[i] >= '0' && where[i] <= '9') line = line * 10 + static_cast<std::uint32_t>(where[i] - '0');
    }
    rules::Reason reason{model.error().code};
    if (reason.code == "xml-broken") reason.values.emplace_back("detail", after_colon(model.error().what));
    flaws.add({"table.dmn", line, 0, {}, std::move(reason)});
    return std::nullopt;
  }
  // A warning is a gap or a name that nothing has: a question without an answer.
  for (const rules::Finding& finding : model->findings()) {
    const bool in_cell = finding.row != 0 || !finding.column.empty() || finding.where.empty();
    flaws.add({"table.dmn", finding.line, finding.row, finding.column, finding.reason, false,
               in_cell ? std::string() : finding.where});
  }
  if (!model->findings().empty()) return std::nullopt;
  return std::move(model).value();
}

const rules::Table& table_of(const Compiled& compiled) {
  return compiled.model.program().code.tables[compiled.table];
}

/// For each column, its input in the vocabulary.
std::vector<std::size_t> inputs_of_columns(const Compiled& compiled) {
  std::vector<std::size_t> out;
  const rules::Table& table = table_of(compiled);
  for (std::size_t column = 0; column < table.inputs.size(); ++column) {
    const auto found = std::find(compiled.elements.begin(), compiled.elements.end(),
                                 rules::column_input(compiled.model, table, column));
    out.push_back(static_cast<std::size_t>(found - compiled.elements.begin()));
  }
  return out;
}

Advice advice_of(const Compiled& compiled, const About& about, std::size_t row) {
  const rules::Table& table = table_of(compiled);
  Advice out;
  out.row = static_cast<std::uint32_t>(row + 1);
  out.verdict = rules::row_text(compiled.model, table, row, "verdict");
  out.profession = rules::row_text(compiled.model, table, row, "profession");
  out.team = rules::row_text(compiled.model, table, row, "team");
  out.segment = rules::row_text(compiled.model, table, row, "segment");
  out.source = about.source(rules::row_text(compiled.model, table, row, "source"));
  return out;
}

Row row_of(const Compiled& compiled, const Vocabulary& vocabulary, const std::vector<std::size_t>& columns,
           std::size_t row) {
  const rules::Table& table = table_of(compiled);
  Row out{static_cast<std::uint32_t>(row + 1), table.lines[row], {}, {}};
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const std::size_t cell = row * columns.size() + i;
    if (table.cells[cell].kind != rules::Cell::Kind::any)
      out.conditions.emplace_back(vocabulary.inputs[columns[i]].name, table.tests[cell]);
  }
  for (const rules::TableOutput& output : table.outputs)
    out.outputs.emplace_back(output.name, rules::row_text(compiled.model, table, row, output.name));
  return out;
}

}  // namespace

Result<Table, std::vector<Flaw>> Table::read(std::string code, const Bundle& bundle, const Places& places) {
  Flaws flaws;
  if (!is_code(code)) flaws.add("code", {"code-form", {{"limit", std::to_string(longest_code)}}});
  auto about = read_about(bundle.about, places, flaws);
  auto model = compile(bundle.dmn, flaws);
  if (!about) return flaws.all();
  auto kept = std::make_shared<Kept>();
  kept->code = std::move(code);
  kept->mark = mark_of(bundle);
  kept->about = std::move(*about);
  kept->vocabulary = Vocabulary::of(kept->about.kind, places);
  if (model) {
    kept->compiled.model = std::move(*model);
    Flaws found;
    check_model(kept->compiled.model, kept->vocabulary, kept->about, found, kept->compiled);
    if (!found.refuse()) check_cover(kept->compiled, kept->vocabulary, found);
    for (const Flaw& one : found.all()) flaws.add(one);
  }
  kept->cases = read_cases(bundle.cases, kept->vocabulary, flaws);
  if (flaws.refuse()) return flaws.all();
  const auto columns = inputs_of_columns(kept->compiled);
  for (std::size_t row = 0; row < table_of(kept->compiled).rows(); ++row) {
    kept->rows.push_back(row_of(kept->compiled, kept->vocabulary, columns, row));
    kept->says.push_back(advice_of(kept->compiled, kept->about, row));
    std::vector<std::size_t>& looks = kept->looks.emplace_back();
    for (const auto& [input, test] : kept->rows.back().conditions) {
      const std::size_t index = *kept->vocabulary.find(input);
      if (std::find(looks.begin(), looks.end(), index) == looks.end()) looks.push_back(index);
    }
  }
  kept->warnings = flaws.all();
  return Table(std::move(kept));
}

const std::string& Table::code() const {
  return kept_->code;
}
const About& Table::about() const {
  return kept_->about;
}
const std::vector<Case>& Table::cases() const {
  return kept_->cases;
}
const std::string& Table::mark() const {
  return kept_->mark;
}
const std::vector<Row>& Table::rows() const {
  return kept_->rows;
}
const Vocabulary& Table::vocabulary() const {
  return kept_->vocabulary;
}
const Compiled& Table::compiled() const {
  return kept_->compiled;
}
const std::vector<Flaw>& Table::warnings() const {
  return kept_->warnings;
}

const Advice& Table::row_says(std::size_t row) const {
  return kept_->says[row];
}

Result<Advice> Table::ask(const Value& facts) const {
  const rules::Context* const given = facts.context();
  if (given == nullptr) return Error{"table-facts", "the facts are an object by input", code()};
  const std::vector<Input>& inputs = vocabulary().inputs;
  std::vector<Value> values;
  Asked asked(compiled());
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    const Value* const found = given->find(inputs[i].name);
    Value value = found == nullptr ? Value{} : *found;
    if (const auto why = unfit(inputs[i], value)) return Error{"table-facts", what_of(*why), inputs[i].name};
    if (value.is_null() && inputs[i].type == InputType::texts) value = Value::list({});
    asked.set(i, value);
    values.push_back(std::move(value));
  }
  const auto rows = asked.rows();
  if (asked.exhausted()) return Error{"table-budget", "the table takes too many steps", code()};
  if (rows.empty()) return Error{"table-no-row", "no row matches these facts", code()};
  if (rows.size() > 1)
    return Error{"table-rows", fmt::format("rows {} and {} both match", rows[0] + 1, rows[1] + 1), code()};
  Advice out = row_says(rows[0]);
  for (const std::size_t input : kept_->looks[rows[0]])
    out.because.push_back({inputs[input].name, std::move(values[input])});
  return out;
}

}  // namespace vuoro::tables
