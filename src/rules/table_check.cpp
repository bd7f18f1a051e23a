#include "rules/table_check.hpp"

#include <algorithm>

namespace vuoro::rules {
namespace {

constexpr std::size_t most_rows = 2000;
constexpr std::size_t most_combinations = 100'000;

bool is_constant(const Cell& cell) {
  if (cell.kind == Cell::Kind::tests) return false;
  const auto plain = [](const Value& v) {
    return v.list() == nullptr && v.context() == nullptr && !v.is_null();
  };
  if (cell.kind == Cell::Kind::any) return true;
  if (cell.kind == Cell::Kind::one_of)
    return std::all_of(cell.constants.begin(), cell.constants.end(), plain);
  return plain(cell.constant);
}

/// A constant test as ranges, of which a value has to lie in one.
std::vector<Range> ranges_of(const Cell& cell) {
  const auto one = [](const Value& value) {
    return value.range() != nullptr ? *value.range() : Range{value, value, true, true};
  };
  switch (cell.kind) {
    case Cell::Kind::any:
      return {Range{}};
    case Cell::Kind::one_of: {
      std::vector<Range> out;
      for (const Value& value : cell.constants) out.push_back(one(value));
      return out;
    }
    case Cell::Kind::compares:
      switch (cell.compares) {
        case Op::less:
          return {Range{{}, cell.constant, false, false}};
        case Op::less_equal:
          return {Range{{}, cell.constant, false, true}};
        case Op::greater:
          return {Range{cell.constant, {}, false, false}};
        default:
          return {Range{cell.constant, {}, true, false}};
      }
    default:
      return {one(cell.constant)};
  }
}

/// Booleans have no order in FEEL; here it is enough that they differ.
std::optional<int> order(const Value& a, const Value& b) {
  if (a.boolean() != nullptr && b.boolean() != nullptr) {
    return static_cast<int>(*a.boolean()) - static_cast<int>(*b.boolean());
  }
  return compare(a, b);
}

/// Whether a's low end lies at or below b's high end.
bool reaches(const Range& a, const Range& b) {
  if (a.low.is_null() || b.high.is_null()) return true;
  const auto found = order(a.low, b.high);
  if (!found) return false;
  return *found < 0 || (*found == 0 && a.low_in && b.high_in);
}

bool meet(const Range& a, const Range& b) {
  return reaches(a, b) && reaches(b, a);
}

bool meet(const std::vector<Range>& a, const std::vector<Range>& b) {
  return std::any_of(a.begin(), a.end(), [&](const Range& x) {
    return std::any_of(b.begin(), b.end(), [&](const Range& y) { return meet(x, y); });
  });
}

using Grid = std::vector<std::vector<Range>>;  // row by row

std::optional<Grid> grid_of(const Table& table) {
  if (table.rows() > most_rows || table.inputs.empty()) return std::nullopt;
  if (!std::all_of(table.cells.begin(), table.cells.end(), is_constant)) return std::nullopt;
  Grid out;
  for (const Cell& cell : table.cells) out.push_back(ranges_of(cell));
  return out;
}

/// The column's constants in order, and the stretches between them: values that no row tells apart.
std::vector<Range> atoms(const Grid& grid, std::size_t column, std::size_t width) {
  std::vector<Value> ends;
  for (std::size_t i = column; i < grid.size(); i += width) {
    for (const Range& range : grid[i]) {
      if (!range.low.is_null()) ends.push_back(range.low);
      if (!range.high.is_null()) ends.push_back(range.high);
    }
  }
  std::sort(ends.begin(), ends.end(),
            [](const Value& a, const Value& b) { return order(a, b).value_or(0) < 0; });
  ends.erase(std::unique(ends.begin(), ends.end(),
                         [](const Value& a, const Value& b) { return order(a, b).value_or(1) == 0; }),
             ends.end());
  if (ends.empty()) return {Range{}};
  if (ends.front().boolean() != nullptr) return {{false, false, true, true}, {true, true, true, true}};
  std::vector<Range> out;
  const bool continuous = ends.front().string() == nullptr;
  out.push_back({{}, ends.front(), false, false});
  for (std::size_t i = 0; i < ends.size(); ++i) {
    out.push_back({ends[i], ends[i], true, true});
    if (continuous && i + 1 < ends.size()) out.push_back({ends[i], ends[i + 1], false, false});
  }
  if (continuous) out.push_back({ends.back(), {}, false, false});
  return out;
}

Condition condition(const std::string& name, const Range& atom) {
  using Is = Condition::Is;
  if (atom.low.is_null() && atom.high.is_null()) return {name, Is::anything};
  if (!atom.low.is_null() && !atom.high.is_null() && atom.low_in) return {name, Is::equal, {atom.low}};
  if (atom.low.is_null()) {
    if (atom.high.string() != nullptr) return {name, Is::other};
    return {name, Is::below, {atom.high}};
  }
  if (atom.high.is_null()) return {name, Is::above, {atom.low}};
  return {name, Is::between, {atom.low, atom.high}};
}

/// Values the column allows, when they are listed: nothing else needs a row.
void keep_allowed(const Code& code, const TableInput& input, std::vector<Range>& atoms) {
  if (input.allowed == none) return;
  const Node tests = code.nodes[input.allowed];
  std::vector<Range> allowed;
  for (std::size_t i = 0; i < tests.kids; ++i) {
    const Node test = code.nodes[code.kid(tests, i)];
    if (test.op != Op::test_value || code.nodes[code.kid(test, 0)].op != Op::constant) return;
    const Value& value = code.constants[code.nodes[code.kid(test, 0)].x];
    allowed.push_back({value, value, true, true});
  }
  std::erase_if(atoms, [&](const Range& atom) {
    return std::none_of(allowed.begin(), allowed.end(), [&](const Range& a) { return meet(atom, a); }) ||
           (atom.low.is_null() && !atom.high.is_null() && atom.high.string() != nullptr);
  });
  for (const Range& value : allowed) {  // allowed, but named by no row
    if (std::none_of(atoms.begin(), atoms.end(), [&](const Range& atom) { return meet(atom, value); })) {
      atoms.push_back(value);
    }
  }
}

}  // namespace

std::vector<Overlap> overlaps(const Table& table) {
  std::vector<Overlap> out;
  if (table.policy != HitPolicy::unique || table.rows() > most_rows) return out;
  const std::size_t width = table.inputs.size();
  std::vector<std::vector<Range>> ranges;
  std::vector<bool> constant(table.rows(), true);
  for (std::size_t i = 0; i < table.cells.size(); ++i) {
    if (!is_constant(table.cells[i])) constant[i / width] = false;
    ranges.push_back(is_constant(table.cells[i]) ? ranges_of(table.cells[i]) : std::vector<Range>{});
  }
  for (std::size_t a = 0; a < table.rows(); ++a) {
    for (std::size_t b = a + 1; b < table.rows() && out.size() < 100; ++b) {
      bool together = constant[a] && constant[b];
      for (std::size_t i = 0; i < width && together; ++i) {
        together = meet(ranges[a * width + i], ranges[b * width + i]);
      }
      if (together) out.push_back({a, b});
    }
  }
  return out;
}

std::optional<std::vector<Condition>> first_gap(const Code& code, const Table& table) {
  const bool defaults = std::any_of(table.outputs.begin(), table.outputs.end(),
                                    [](const TableOutput& o) { return o.default_value != none; });
  const auto grid = grid_of(table);
  if (defaults || !grid || table.policy == HitPolicy::collect || table.rows() == 0) return std::nullopt;
  const std::size_t width = table.inputs.size();
  std::vector<std::vector<Range>> columns;
  std::size_t combinations = 1;
  for (std::size_t i = 0; i < width; ++i) {
    columns.push_back(atoms(*grid, i, width));
    keep_allowed(code, table.inputs[i], columns.back());
    if (columns.back().empty() || combinations > most_combinations / columns.back().size())
      return std::nullopt;
    combinations *= columns.back().size();
  }
  for (std::size_t n = 0; n < combinations; ++n) {
    std::size_t rest = n;
    std::vector<const Range*> at;
    for (const auto& column : columns) {
      at.push_back(&column[rest % column.size()]);
      rest /= column.size();
    }
    bool covered = false;
    for (std::size_t row = 0; row < table.rows() && !covered; ++row) {
      covered = true;
      for (std::size_t i = 0; i < width && covered; ++i) covered = meet((*grid)[row * width + i], {*at[i]});
    }
    if (covered) continue;
    std::vector<Condition> out;
    for (std::size_t i = 0; i < width; ++i) out.push_back(condition(table.inputs[i].label, *at[i]));
    return out;
  }
  return std::nullopt;
}

}  // namespace vuoro::rules
