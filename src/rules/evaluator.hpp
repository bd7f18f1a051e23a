#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "rules/builtin.hpp"
#include "rules/function.hpp"
#include "rules/program.hpp"

namespace vuoro::rules {

/// How much one evaluation may take before it ends with an error.
struct Budget {
  std::int64_t steps = 5'000'000;
  std::uint32_t depth = 4000;
  std::size_t stack_bytes = 3'000'000;
};

/// Which rows of a decision table matched, and with which inputs.
struct Match {
  std::uint32_t table = 0;
  std::vector<Value> inputs;
  std::vector<std::uint32_t> rows;  ///< From 0.
};

/// Runs a compiled program once, on the stack of the thread that makes it. The program may be shared between
/// threads.
class Evaluator {
 public:
  Evaluator(const Program& program, Budget budget, DateTime now);

  /// An input, or a decision's value instead of its logic.
  void set(std::uint32_t element, Value value);
  /// The value of an input, decision, business knowledge model or service (the last two: functions).
  Value element(std::uint32_t id);
  /// A lone expression whose frame has so many slots, the first filled with `values`.
  Value run(NodeId node, std::uint32_t frame, std::span<const Value> values);
  /// Which rows of a table, from 0, match what was set, without their outputs; under First only the first.
  /// Valid until the next call. None when an input has a value that its column does not allow, or when the
  /// budget is used up. Allocates nothing once the evaluator is warm.
  std::span<const std::uint32_t> matching(std::uint32_t table, std::uint32_t frame);
  /// Everything is open again, with a new budget; what was allocated stays.
  void start_over(std::int64_t steps);
  Value invoke(const Value& function, Arguments arguments);
  Value invoke_service(std::uint32_t element, Arguments arguments);

  /// False when the budget is used up; from then on everything is null.
  bool spend(std::int64_t steps);
  [[nodiscard]] bool exhausted() const { return exhausted_; }
  /// Ends the evaluation with an error.
  void give_up(std::string why);
  /// Notes why something became null; the first few are kept.
  void problem(std::string why);
  [[nodiscard]] const std::vector<std::string>& problems() const { return problems_; }
  [[nodiscard]] const DateTime& now() const { return now_; }
  void keep_matches() { keep_matches_ = true; }
  [[nodiscard]] const std::vector<Match>& matches() const { return matches_; }

  /// The value as the type takes it: itself, one of a list of one, a list of one, a date at midnight UTC;
  /// null when it does not conform.
  Value converted(Value value, TypeId type);
  [[nodiscard]] bool conforms(const Value& value, TypeId type);
  [[nodiscard]] bool instance_of(const Value& value, TypeId type);
  [[nodiscard]] const Program& program() const { return program_; }

 private:
  enum class State : std::uint8_t { open, running, done };
  struct Slot {
    State state = State::open;
    Value value;
  };
  struct Frame;
  class Loop;

  Value eval(NodeId id);
  Value eval_operator(const Node& node);
  Value eval_logic(const Node& node);
  Value eval_structure(const Node& node);
  Value member_or(const Node& node);
  Value compare_node(const Node& node);
  Value between(const Node& node);
  Value in(const Node& node);
  Value both(const Node& node);
  Value either(const Node& node);
  Value loop(const Node& node);
  Value quantified(const Node& node);
  Value filter(const Node& node);
  Value list(const Node& node);
  Value context(const Node& node);
  Value range(const Node& node);
  Value range_from(const Node& node);
  Value make_function(const Node& node);
  Value call(const Node& node);
  Value call_named(const Node& node);
  Value call_builtin(const Node& node);
  Value run_builtin(std::uint32_t id, Arguments arguments);
  Value invoke_defined(const Function& function, Arguments arguments);
  std::vector<std::string> parameter_names(const Function& function) const;

  std::optional<bool> test(NodeId id, const Value& tested);
  std::optional<bool> any_test(const Node& node, std::size_t first, const Value& tested);
  std::optional<bool> lies_in(const Value& tested, const Value& in);

  Value table(std::uint32_t id);
  bool read_inputs(const Table& table);
  bool row_matches(const Table& table, std::size_t row);
  bool cell_matches(const Cell& cell, std::uint32_t slot);
  bool find_rows(const Table& table);
  Value output(const Table& table, std::uint32_t row);
  Value output_part(const Table& table, std::uint32_t row, std::size_t column);
  Value defaults(const Table& table);
  Value decide(const Table& table, std::span<const std::uint32_t> rows);
  Value by_any(const Table& table, std::span<const std::uint32_t> rows);
  Value collect(const Table& table, std::span<const std::uint32_t> rows);
  std::vector<std::uint32_t> by_priority(const Table& table, std::span<const std::uint32_t> rows);
  void keep_match(const Table& table, std::uint32_t id, std::span<const std::uint32_t> rows);

  bool context_conforms(const Context& context, const Type& type);
  bool function_conforms(const Function& function, const Type& type);
  bool subtype(TypeId sub, TypeId super, int depth);
  bool allowed(const Value& value, const Type& type);

  [[nodiscard]] Value& at(std::uint32_t slot) { return stack_[base_ + slot]; }
  [[nodiscard]] NodeId kid(const Node& node, std::size_t i) const { return code_.kid(node, i); }

  const Program& program_;
  const Code& code_;
  DateTime now_;
  Budget budget_;
  std::vector<Slot> elements_;
  std::vector<Value> stack_;
  std::size_t base_ = 0;
  std::uint32_t depth_ = 0;
  const char* stack_top_ = nullptr;
  bool exhausted_ = false;
  bool keep_matches_ = false;
  std::vector<std::uint32_t>
      rows_;  ///< Matching rows of the tables being evaluated, one table behind another.
  std::vector<Match> matches_;
  std::vector<std::string> problems_;
};

/// + − × ÷ ** on everything FEEL lets them take; null otherwise.
Value arithmetic(Op op, const Value& a, const Value& b);
Value negated(const Value& value);
/// A member of a context or a property of a date, time, duration or range; of a list: of every item.
Value member(const Value& of, const std::string& name);
/// The n-th item from the front (1 …) or the end (−1 …); null when there is none.
Value nth(const std::vector<Value>& items, const Decimal& n);

}  // namespace vuoro::rules
