#include <algorithm>
#include <limits>

#include "rules/evaluator.hpp"
#include "rules/evaluator_frame.hpp"

namespace vuoro::rules {
namespace {

bool order_holds(Op op, int order) {
  switch (op) {
    case Op::less:
      return order < 0;
    case Op::less_equal:
      return order <= 0;
    case Op::greater:
      return order > 0;
    case Op::greater_equal:
      return order >= 0;
    default:
      return false;
  }
}

bool stops_at_first(const Table& table) {
  return table.policy == HitPolicy::first;
}

}  // namespace

Value Evaluator::table(std::uint32_t id) {
  const Table& table = code_.tables[id];
  if (!read_inputs(table)) return {};
  const std::size_t first = rows_.size();
  if (!find_rows(table)) {
    rows_.resize(first);
    return {};
  }
  const std::span<const std::uint32_t> found(rows_.data() + first, rows_.size() - first);
  if (keep_matches_) keep_match(table, id, found);
  Value out;
  if (found.empty()) {
    out = defaults(table);
  } else if (found.size() == 1 && table.policy != HitPolicy::collect &&
             table.policy != HitPolicy::rule_order && table.policy != HitPolicy::output_order) {
    out = output(table, found.front());
  } else {
    const std::vector<std::uint32_t> rows(found.begin(), found.end());
    out = decide(table, rows);
  }
  rows_.resize(first);
  return out;
}

std::span<const std::uint32_t> Evaluator::matching(std::uint32_t id, std::uint32_t frame) {
  const Frame entered(*this, frame);
  rows_.clear();
  const Table& table = code_.tables[id];
  if (!read_inputs(table) || !find_rows(table)) return {};
  return rows_;
}

bool Evaluator::read_inputs(const Table& table) {
  for (const TableInput& input : table.inputs) {
    const Value raw = eval(input.expression);
    Value value = converted(raw, input.type);
    if (value.is_null()) value = raw;  // the column's type is a help for editors; the tests decide
    if (input.allowed != none && !value.is_null() && !test(input.allowed, value).value_or(false)) {
      problem("table " + table.name + ": the value of \"" + input.label + "\" is not an allowed one");
      return false;
    }
    at(input.slot) = std::move(value);
  }
  return true;
}

bool Evaluator::find_rows(const Table& table) {
  for (std::size_t row = 0; row < table.rows() && !exhausted_; ++row) {
    if (!row_matches(table, row)) continue;
    rows_.push_back(static_cast<std::uint32_t>(row));
    if (stops_at_first(table)) break;
  }
  return !exhausted_;
}

bool Evaluator::row_matches(const Table& table, std::size_t row) {
  const std::size_t width = table.inputs.size();
  for (std::size_t i = 0; i < width; ++i) {
    if (!cell_matches(table.cells[row * width + i], table.inputs[i].slot)) return false;
  }
  return true;
}

bool Evaluator::cell_matches(const Cell& cell, std::uint32_t slot) {
  switch (cell.kind) {
    case Cell::Kind::any:
      return true;
    case Cell::Kind::equals:
      return lies_in(at(slot), cell.constant).value_or(false);
    case Cell::Kind::compares: {
      const auto order = compare(at(slot), cell.constant);
      return order && order_holds(cell.compares, *order);
    }
    case Cell::Kind::lies_in:
      return at(slot).range() == nullptr ? within(at(slot), *cell.constant.range()).value_or(false)
                                         : lies_in(at(slot), cell.constant).value_or(false);
    case Cell::Kind::one_of:
      return std::any_of(cell.constants.begin(), cell.constants.end(),
                         [&](const Value& constant) { return lies_in(at(slot), constant).value_or(false); });
    case Cell::Kind::tests:
      break;
  }
  const Value tested = at(slot);
  return test(cell.node, tested).value_or(false);
}

void Evaluator::keep_match(const Table& table, std::uint32_t id, std::span<const std::uint32_t> rows) {
  Match match{id, {}, {rows.begin(), rows.end()}};
  for (const TableInput& input : table.inputs) match.inputs.push_back(at(input.slot));
  matches_.push_back(std::move(match));
}

Value Evaluator::output_part(const Table& table, std::uint32_t row, std::size_t column) {
  const NodeId node = table.results[row * table.outputs.size() + column];
  return node == none ? Value{} : converted(eval(node), table.outputs[column].type);
}

Value Evaluator::output(const Table& table, std::uint32_t row) {
  if (table.outputs.size() == 1) return output_part(table, row, 0);
  std::vector<std::pair<std::string, Value>> entries;
  entries.reserve(table.outputs.size());
  for (std::size_t i = 0; i < table.outputs.size(); ++i) {
    entries.emplace_back(table.outputs[i].name, output_part(table, row, i));
  }
  return Value::context(std::move(entries));
}

Value Evaluator::defaults(const Table& table) {
  const bool any = std::any_of(table.outputs.begin(), table.outputs.end(),
                               [](const TableOutput& o) { return o.default_value != none; });
  if (!any) {
    if (table.policy != HitPolicy::collect) return {};
    if (table.aggregation == Aggregation::count) return Value::number(0);
    return table.aggregation == Aggregation::list ? Value::list({}) : Value{};
  }
  const auto value = [&](const TableOutput& o) {
    return o.default_value == none ? Value{} : converted(eval(o.default_value), o.type);
  };
  if (table.outputs.size() == 1) return value(table.outputs.front());
  std::vector<std::pair<std::string, Value>> entries;
  for (const TableOutput& o : table.outputs) entries.emplace_back(o.name, value(o));
  return Value::context(std::move(entries));
}

Value Evaluator::decide(const Table& table, std::span<const std::uint32_t> rows) {
  switch (table.policy) {
    case HitPolicy::unique:
      problem("table " + table.name + ": " + std::to_string(rows.size()) +
              " rows match under the policy Unique");
      return {};
    case HitPolicy::any:
      return by_any(table, rows);
    case HitPolicy::first:
      return output(table, rows.front());
    case HitPolicy::priority:
      return output(table, by_priority(table, rows).front());
    case HitPolicy::output_order: {
      std::vector<Value> out;
      out.reserve(rows.size());
      for (const std::uint32_t row : by_priority(table, rows)) out.push_back(output(table, row));
      return Value::list(std::move(out));
    }
    case HitPolicy::rule_order:
    case HitPolicy::collect:
      break;
  }
  return collect(table, rows);
}

Value Evaluator::by_any(const Table& table, std::span<const std::uint32_t> rows) {
  Value first = output(table, rows.front());
  for (const std::uint32_t row : rows.subspan(1)) {
    if (!equal(first, output(table, row)).value_or(false)) {
      problem("table " + table.name + ": matching rows differ under the policy Any");
      return {};
    }
  }
  return first;
}

std::vector<std::uint32_t> Evaluator::by_priority(const Table& table, std::span<const std::uint32_t> rows) {
  std::vector<std::pair<std::vector<std::size_t>, std::uint32_t>> ranked;
  for (const std::uint32_t row : rows) {
    std::vector<std::size_t> ranks;
    for (std::size_t i = 0; i < table.outputs.size(); ++i) {
      const std::vector<Value>& order = table.outputs[i].order;
      if (order.empty()) continue;
      const Value value = output_part(table, row, i);
      const auto found = std::find_if(order.begin(), order.end(),
                                      [&](const Value& v) { return equal(v, value).value_or(false); });
      ranks.push_back(static_cast<std::size_t>(found - order.begin()));
    }
    ranked.emplace_back(std::move(ranks), row);
  }
  std::stable_sort(ranked.begin(), ranked.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<std::uint32_t> out;
  out.reserve(ranked.size());
  for (const auto& [ranks, row] : ranked) out.push_back(row);
  return out;
}

namespace {

Value aggregated(Aggregation how, const std::vector<Value>& values) {
  if (how == Aggregation::count) return Value::number(static_cast<std::int64_t>(values.size()));
  Value out = values.front();
  if (how == Aggregation::sum && out.number() == nullptr && out.days_time() == nullptr &&
      out.months() == nullptr) {
    return {};
  }
  for (std::size_t i = 1; i < values.size(); ++i) {
    if (how == Aggregation::sum) {
      out = arithmetic(Op::add, out, values[i]);
      continue;
    }
    const auto order = compare(values[i], out);
    if (!order) return {};
    if (how == Aggregation::min ? *order < 0 : *order > 0) out = values[i];
  }
  return out;
}

}  // namespace

Value Evaluator::collect(const Table& table, std::span<const std::uint32_t> rows) {
  if (table.aggregation != Aggregation::list && table.outputs.size() > 1 &&
      table.aggregation != Aggregation::count) {
    std::vector<std::pair<std::string, Value>> entries;
    for (std::size_t i = 0; i < table.outputs.size(); ++i) {
      std::vector<Value> column;
      column.reserve(rows.size());
      for (const std::uint32_t row : rows) column.push_back(output_part(table, row, i));
      entries.emplace_back(table.outputs[i].name, aggregated(table.aggregation, column));
    }
    return Value::context(std::move(entries));
  }
  std::vector<Value> values;
  values.reserve(rows.size());
  for (const std::uint32_t row : rows) values.push_back(output(table, row));
  if (table.aggregation == Aggregation::list) return Value::list(std::move(values));
  return aggregated(table.aggregation, values);
}

}  // namespace vuoro::rules
