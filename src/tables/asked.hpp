#pragma once

#include <cstdint>
#include <span>

#include "rules/evaluator.hpp"
#include "tables/table.hpp"

/// Private to src/tables.
namespace vuoro::tables {

/// Asks one table again and again: what an evaluation allocates stays for the next. For one thread. The
/// table must outlive it.
class Asked {
 public:
  explicit Asked(const Compiled& compiled)
      : compiled_(compiled), evaluator_(compiled.model.program(), {steps}, {}) {}

  void start_over() { evaluator_.start_over(steps); }
  /// An input by its place in the vocabulary; one that the table does not ask for is passed over.
  void set(std::size_t input, rules::Value value) {
    const std::uint32_t element = compiled_.elements[input];
    if (element != rules::none) evaluator_.set(element, std::move(value));
  }
  /// Rows that match, from 0; none too when the budget is used up. Valid until the next call.
  std::span<const std::uint32_t> rows() { return evaluator_.matching(compiled_.table, compiled_.frame); }
  [[nodiscard]] bool exhausted() const { return evaluator_.exhausted(); }

 private:
  static constexpr std::int64_t steps = 200'000;
  const Compiled& compiled_;
  rules::Evaluator evaluator_;
};

}  // namespace vuoro::tables
