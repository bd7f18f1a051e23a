#include <algorithm>
#include <set>

#include "rules/table_reading.hpp"
#include "tables/asked.hpp"
#include "tables/table_check.hpp"

namespace vuoro::tables {
namespace {

using rules::Cell;
using rules::Value;

std::vector<Value> whole_numbers(const std::vector<Value>& constants) {
  std::set<std::int64_t> found{0};
  for (const Value& constant : constants) {
    if (constant.number() == nullptr) continue;
    const auto floor = constant.number()->rounded(0, rules::Rounding::floor);
    const auto whole = floor ? floor->integer() : std::nullopt;
    if (!whole || *whole > 1'000'000'000) continue;
    for (const std::int64_t near : {*whole - 1, *whole, *whole + 1}) {
      if (near >= 0) found.insert(near);
    }
  }
  std::vector<Value> out;
  out.reserve(found.size());
  for (const std::int64_t one : found) out.push_back(Value::number(one));
  return out;
}

/// The texts that the rows name, and one that they do not when there is such.
std::vector<Value> texts(const Input& input, const std::vector<Value>& constants) {
  std::vector<Value> out;
  std::set<std::string> named;
  for (const Value& constant : constants) {
    if (constant.string() != nullptr && named.insert(*constant.string()).second) out.push_back(constant);
  }
  if (input.words.empty()) {
    std::string other = "zz";
    while (named.contains(other)) other += 'z';
    out.push_back(Value::string(other));
    return out;
  }
  const auto other = std::find_if(input.words.begin(), input.words.end(),
                                  [&](const std::string& word) { return !named.contains(word); });
  if (other != input.words.end()) out.push_back(Value::string(*other));
  return out;
}

/// Every list of the words, in one order; none when they are too many to look at.
std::vector<Value> lists(const std::vector<Value>& words) {
  std::vector<Value> out;
  if (words.size() > 14) return out;
  for (std::size_t bits = 0; bits < std::size_t{1} << words.size(); ++bits) {
    std::vector<Value> some;
    for (std::size_t i = 0; i < words.size(); ++i) {
      if ((bits >> i & 1U) != 0) some.push_back(words[i]);
    }
    out.push_back(Value::list(std::move(some)));
  }
  return out;
}

bool counts(const std::vector<Value>& constants) {
  return std::any_of(constants.begin(), constants.end(),
                     [](const Value& one) { return one.number() != nullptr; });
}

std::vector<Value> told_apart(const Input& input, const std::vector<Value>& constants) {
  std::vector<Value> out;
  switch (input.type) {
    case InputType::number:
      out = whole_numbers(constants);
      break;
    case InputType::boolean:
      out = {true, false};
      break;
    case InputType::text:
      out = texts(input, constants);
      break;
    case InputType::texts:
      // How long a list can be depends on words that no row names.
      if (!counts(constants)) out = lists(texts(input, constants));
      break;
  }
  if (input.may_be_null) out.emplace_back();
  return out;
}

/// Every combination of what a table's rows tell apart, asked one after the other.
class Cover {
 public:
  Cover(const Compiled& compiled, const Vocabulary& vocabulary, Flaws& flaws)
      : compiled_(compiled),
        vocabulary_(vocabulary),
        flaws_(flaws),
        table_(compiled.model.program().code.tables[compiled.table]) {}

  void run() {
    if (ends_for_all()) return;
    std::size_t combinations = 1;
    for (std::size_t input = 0; input < vocabulary_.inputs.size(); ++input) {
      if (compiled_.elements[input] == rules::none) continue;
      columns_.push_back({input, told_apart(vocabulary_.inputs[input], constants_about(input))});
      combinations *= columns_.back().values.size();
      if (combinations == 0 || combinations > Table::most_combinations) return flaw(0, {"cover-too-much"});
    }
    Asked asked(compiled_);
    for (std::size_t n = 0; n < combinations; ++n) {
      if (!ask(asked, n)) return;
    }
  }

 private:
  struct Column {
    std::size_t input = 0;
    std::vector<Value> values;
  };

  void flaw(std::size_t row, rules::Reason reason) {
    flaws_.add({"table.dmn",
                row == 0 ? 0 : table_.lines[row - 1],
                static_cast<std::uint32_t>(row),
                {},
                std::move(reason)});
  }

  /// Under First, a last row without tests leaves nothing out.
  [[nodiscard]] bool ends_for_all() const {
    const std::size_t width = table_.inputs.size();
    const auto last = table_.cells.end() - static_cast<std::ptrdiff_t>(width);
    return table_.policy == rules::HitPolicy::first &&
           std::all_of(last, table_.cells.end(),
                       [](const Cell& cell) { return cell.kind == Cell::Kind::any; }) &&
           std::all_of(table_.inputs.begin(), table_.inputs.end(),
                       [](const rules::TableInput& input) { return input.allowed == rules::none; });
  }

  [[nodiscard]] std::vector<Value> constants_about(std::size_t input) const {
    std::vector<Value> out;
    const std::size_t width = table_.inputs.size();
    for (std::size_t i = 0; i < table_.cells.size(); ++i) {
      if (rules::column_input(compiled_.model, table_, i % width) != compiled_.elements[input]) continue;
      for (Value& one : rules::constants_in(compiled_.model, table_.cells[i])) out.push_back(std::move(one));
    }
    return out;
  }

  /// False when nothing more needs to be said.
  bool ask(Asked& asked, std::size_t n) {
    asked.start_over();
    std::vector<rules::Condition> when;
    for (const Column& column : columns_) {
      const Value& value = column.values[n % column.values.size()];
      n /= column.values.size();
      asked.set(column.input, value);
      using Is = rules::Condition::Is;
      const std::string& name = vocabulary_.inputs[column.input].name;
      if (value.is_null()) {
        when.push_back({name, Is::unknown});
      } else {
        when.push_back({name, Is::equal, {value}});
      }
    }
    const auto rows = asked.rows();
    if (rows.size() == 1) return true;
    if (rows.empty()) {
      flaw(0, {"no-row", {}, std::move(when)});
    } else {
      flaw(rows[1] + std::size_t{1},
           {"rows-meet",
            {{"first", std::to_string(rows[0] + 1)}, {"second", std::to_string(rows[1] + 1)}},
            std::move(when)});
    }
    return false;
  }

  const Compiled& compiled_;
  const Vocabulary& vocabulary_;
  Flaws& flaws_;
  const rules::Table& table_;
  std::vector<Column> columns_;
};

}  // namespace

void check_cover(const Compiled& compiled, const Vocabulary& vocabulary, Flaws& flaws) {
  Cover(compiled, vocabulary, flaws).run();
}

}  // namespace vuoro::tables
