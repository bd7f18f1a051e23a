#include "forms/navigator_check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "rules/table_reading.hpp"

namespace vuoro::forms {
namespace {

using rules::Cell;
using rules::Element;
using rules::Op;
using rules::Value;

void check_wording(const Wording& wording, const Item* item, std::string_view path, Faults& faults) {
  if (wording.text.empty()) return;
  for (const std::string_view language : {"sv", "en"}) {
    if (!wording.by_language.contains(language))
      faults.add("text-missing", item == nullptr ? "" : item->link_id, fmt::format("form.json {}", path),
                 fmt::format("no translation to {}", language));
  }
}

class TableCheck {
 public:
  TableCheck(const Form& form, const rules::Model& model, const NavigatorTexts& texts,
             const SharedTexts& shared, Faults& faults)
      : form_(form), model_(model), texts_(texts), shared_(shared), faults_(faults) {}

  void run() {
    const auto& elements = model_.program().elements;
    for (const Element& element : elements) check_element(element);
    if (model_.find("Outcome") == rules::none) fault("decision-missing", 0, "no decision is called Outcome");
    for (std::uint32_t i = 0; i < model_.program().code.tables.size(); ++i) check(i);
    for (const OutcomeText& outcome : texts_.outcomes) {
      if (!used_.contains("outcome:" + outcome.code))
        faults_.add("unused", "", "texts.toml", fmt::format("no row gives the outcome '{}'", outcome.code));
    }
    for (const ExitText& exit : texts_.exits) {
      if (!used_.contains("exit:" + exit.code))
        faults_.add("unused", "", "texts.toml", fmt::format("no row gives the exit '{}'", exit.code));
    }
  }

 private:
  void fault(std::string_view code, std::uint32_t line, std::string what) {
    faults_.add(code, "", fmt::format("table.dmn:{}", line), std::move(what));
  }

  void check_element(const Element& element) {
    if (element.kind == Element::Kind::input) return check_input(element);
    if (element.kind == Element::Kind::decision && (element.name == "Outcome" || element.name == "Exit")) {
      const bool is_table =
          element.root != rules::none && model_.program().code.nodes[element.root].op == Op::table;
      if (!is_table)
        fault("not-a-table", element.line, fmt::format("'{}' must be a decision table", element.name));
      return;
    }
    fault("unexplained", element.line,
          fmt::format("'{}': only tables called Outcome and Exit over input data can be explained",
                      element.name));
  }

  void check_input(const Element& element) {
    const auto id = form_.find(element.name);
    if (!id) return fault("input-unknown", element.line, fmt::format("the form has no '{}'", element.name));
    const Item& item = form_.item(*id);
    const bool free_text = item.type == ItemType::string || item.type == ItemType::text ||
                           item.type == ItemType::url || item.type == ItemType::open_choice;
    if (!item.is_question() || free_text || form_.stands_repeatedly(*id))
      return fault("input-type", element.line,
                   fmt::format("'{}' is no closed question that stands once", element.name));
    const rules::Type& type = model_.program().code.types[element.type];
    if (type.kind != rules::Type::Kind::plain) return;
    const Value::Kind kind = kind_of(item);
    if (item.repeats || type.plain != kind)
      fault("input-type", element.line,
            fmt::format("'{}' is a {} in the table and a {} in the form", element.name,
                        rules::kind_name(type.plain), item.repeats ? "list" : name_of(item.type)));
  }

  static Value::Kind kind_of(const Item& item) {
    switch (item.type) {
      case ItemType::boolean:
        return Value::Kind::boolean;
      case ItemType::date:
        return Value::Kind::date;
      case ItemType::date_time:
        return Value::Kind::date_time;
      case ItemType::time:
        return Value::Kind::time;
      case ItemType::choice:
        return item.options.empty() ? Value::Kind::string : item.options.front().datum.value.kind();
      default:
        return Value::Kind::number;
    }
  }

  /// The decision that is this table.
  [[nodiscard]] bool is_exit(std::uint32_t index) const {
    const std::uint32_t exit = model_.find("Exit");
    if (exit == rules::none) return false;
    const std::uint32_t root = model_.program().elements[exit].root;
    return root != rules::none && model_.program().code.nodes[root].op == Op::table &&
           model_.program().code.nodes[root].x == index;
  }

  void check(std::uint32_t index) {
    const rules::Table& table = model_.program().code.tables[index];
    const std::uint32_t line = table.lines.empty() ? 0 : table.lines.front();
    using Policy = rules::HitPolicy;
    const bool ordered = table.policy == Policy::unique || table.policy == Policy::first ||
                         table.policy == Policy::rule_order ||
                         (table.policy == Policy::collect && table.aggregation == rules::Aggregation::list);
    if (!ordered) fault("policy", line, "the policy is one of Unique, First, Rule order, Collect");
    std::vector<ItemId> questions;
    for (std::size_t column = 0; column < table.inputs.size(); ++column) {
      const std::uint32_t input = rules::column_input(model_, table, column);
      const auto id = input == rules::none ? std::nullopt : form_.find(model_.program().elements[input].name);
      questions.push_back(id.value_or(nothing));
      if (input == rules::none)
        fault("unexplained", line,
              fmt::format("the column \"{}\" is not simply an answer", table.inputs[column].label));
    }
    for (std::size_t row = 0; row < table.rows(); ++row) {
      for (std::size_t column = 0; column < questions.size(); ++column) {
        if (questions[column] != nothing)
          check_cell(table, table.cells[row * questions.size() + column], questions[column], row);
      }
      check_outputs(table, row, is_exit(index) ? "exit" : "outcome");
    }
  }

  void check_cell(const rules::Table& table, const Cell& cell, ItemId question, std::size_t row) {
    const Item& item = form_.item(question);
    if (item.options.empty()) return;
    for (const Value& constant : rules::constants_in(model_, cell)) {
      const bool listed = constant.is_null() || constant.boolean() != nullptr ||
                          std::any_of(item.options.begin(), item.options.end(), [&](const Option& option) {
                            return rules::equal(option.datum.value, constant).value_or(false);
                          });
      if (!listed)
        fault("option-unknown", table.lines[row],
              fmt::format("'{}' has no answer {}", item.link_id, rules::text_of(constant)));
    }
  }

  void check_outputs(const rules::Table& table, std::size_t row, std::string_view column) {
    const bool exit = column == "exit";
    const std::uint32_t line = table.lines[row];
    if (row == 0) {
      for (const rules::TableOutput& output : table.outputs) {
        if (output.name != column && output.name != "source")
          fault("output-unknown", line, fmt::format("'{}': a row gives {} and source", output.name, column));
      }
      if (table.outputs.size() != 2)
        fault("output-unknown", line, fmt::format("a row gives {} and source", column));
    }
    const std::string code = rules::row_text(model_, table, row, column);
    const std::string source = rules::row_text(model_, table, row, "source");
    const bool known = exit ? texts_.exit(code) != nullptr : texts_.outcome(code) != nullptr;
    if (!known) fault("text-missing", line, fmt::format("the {} '{}' has no texts", column, code));
    if (shared_.source(source) == nullptr)
      fault("source-unknown", line, fmt::format("there is no source '{}'", source));
    used_.insert(fmt::format("{}:{}", column, code));
  }

  const Form& form_;
  const rules::Model& model_;
  const NavigatorTexts& texts_;
  const SharedTexts& shared_;
  Faults& faults_;
  std::set<std::string> used_;
};

}  // namespace

void check_languages(const Form& form, Faults& faults) {
  if (form.language() != "fi")
    faults.add("language", "", "form.json language", "a navigator's form is in fi");
  check_wording(form.title(), nullptr, "title", faults);
  for (const Item& item : form.items()) {
    if (item.wording.text.empty())
      faults.add("text-missing", item.link_id, fmt::format("form.json {}", item.path), "no text");
    check_wording(item.wording, &item, item.path, faults);
    for (const Option& option : item.options) check_wording(option.label, &item, item.path, faults);
  }
}

void check_groups(const Form& form, Faults& faults) {
  for (ItemId id = 0; id < form.items().size(); ++id) {
    const Item& item = form.item(id);
    if (item.type == ItemType::group && item.repeats && form.repeating_group_of(id) != nothing)
      faults.add("group-nested", item.link_id, fmt::format("form.json {}", item.path),
                 fmt::format("it repeats inside '{}', which repeats",
                             form.item(form.repeating_group_of(id)).link_id));
  }
}

void check_table(const Form& form, const rules::Model& table, const NavigatorTexts& texts,
                 const SharedTexts& shared, Faults& faults) {
  TableCheck(form, table, texts, shared, faults).run();
}

}  // namespace vuoro::forms
