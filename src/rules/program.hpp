#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "rules/value.hpp"

/// The compiled form of models and expressions: flat arrays, names resolved to slots. Built once, then only
/// read.
namespace vuoro::rules {

using NodeId = std::uint32_t;
using TypeId = std::uint32_t;
inline constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();

enum class Op : std::uint8_t {
  constant,   ///< x: constant
  local,      ///< x: slot of the frame
  element,    ///< x: element of the DRG
  member_or,  ///< x: name; kids: the slots of filtered items (as local nodes), last: what else
  failed,     ///< Did not compile; null.
  negate,
  add,
  subtract,
  multiply,
  divide,
  power,
  equal,
  unequal,
  less,
  less_equal,
  greater,
  greater_equal,
  and_,
  or_,
  between,       ///< kids: value, low, high
  in,            ///< kids: value, unary tests…
  test_compare,  ///< x: Op of the comparison; kids: operand. Unary test on the tested value.
  test_value,    ///< kids: expression; y: 1 when it mentions "?"
  test_any,      ///< "-"
  test_not,      ///< kids: tests
  tests,         ///< kids: tests, one of which must hold; x: slot of "?"
  if_,
  for_,
  some,
  every,         ///< x: first slot; kids: domains…, body; y: 1 when it reads "partial"
  domain,        ///< kids: low, high: an iteration a..b that counts up or down
  instance_of,   ///< x: type
  path,          ///< x: name
  filter,        ///< x: slot of the item; kids: list, condition
  call,          ///< kids: callee, arguments…
  call_named,    ///< x: first name in names; kids: callee, arguments…; y: 1 when some may be missing
  builtin,       ///< x: builtin; a function as a value
  call_builtin,  ///< x: builtin; kids: arguments
  list,
  context,     ///< x: first entry in entries; kids: values; y: 1 when the last kid is the result
  range,       ///< x: bit 0 low in, bit 1 high in; kids: low, high
  range_from,  ///< x: Op of the comparison; kids: end
  function,    ///< x: function definition; kids: captured locals
  table,       ///< x: decision table
  coerce,      ///< x: type
};

struct Node {
  Op op = Op::failed;
  std::uint8_t y = 0;
  std::uint32_t x = 0;
  std::uint32_t first_kid = 0;
  std::uint32_t kids = 0;
};

struct ContextEntry {
  std::string name;
  std::uint32_t slot = none;  ///< Later entries see it there.
};

struct Parameter {
  std::string name;
  TypeId type = 0;
};

/// A function definition: a FEEL function literal or a business knowledge model.
struct FunctionDef {
  std::string name;
  std::vector<Parameter> parameters;  ///< In slots 0 … n-1.
  TypeId result = 0;
  NodeId body = none;       ///< none: external, gives null.
  std::uint32_t frame = 0;  ///< Slots that a call takes.
  std::vector<std::uint32_t>
      captured;               ///< Slots where the captured values go, in the order of the node's kids.
  std::uint32_t self = none;  ///< Slot where the function finds itself.
};

struct Type {
  enum class Kind : std::uint8_t { any, plain, range, list, context, function, alias, unknown };
  Kind kind = Kind::any;
  Value::Kind plain = Value::Kind::null;
  TypeId element = 0;                   ///< Of list and range; result of a function; base of an alias.
  std::vector<Parameter> members = {};  ///< Of a context, or parameters of a function.
  NodeId allowed = none;                ///< Unary tests that a value has to meet.
  std::uint32_t allowed_frame = 0;      ///< Slots they need.
  std::string name = {};
};

/// One test of a decision table, decided without evaluating anything when it is plain.
struct Cell {
  enum class Kind : std::uint8_t { any, equals, compares, lies_in, one_of, tests };
  Kind kind = Kind::any;
  Op compares = Op::equal;
  Value constant;                ///< equals, compares, lies_in
  std::vector<Value> constants;  ///< one_of
  NodeId node = none;            ///< tests
};

enum class HitPolicy : std::uint8_t { unique, any, priority, first, rule_order, output_order, collect };
enum class Aggregation : std::uint8_t { list, sum, count, min, max };

struct TableInput {
  std::string label;
  NodeId expression = none;
  TypeId type = 0;
  NodeId allowed = none;
  std::uint32_t slot = 0;  ///< Where its value, "?", lies.
};

struct TableOutput {
  std::string name;
  TypeId type = 0;
  NodeId default_value = none;
  NodeId allowed = none;     ///< Unary tests of the allowed values, if any.
  std::vector<Value> order;  ///< The allowed values, the first having the highest priority.
};

struct Table {
  std::string name;  ///< Of the decision or function it belongs to.
  std::string file;
  std::uint32_t element = none;
  HitPolicy policy = HitPolicy::unique;
  Aggregation aggregation = Aggregation::list;
  std::vector<TableInput> inputs;
  std::vector<TableOutput> outputs;
  std::vector<Cell> cells;           ///< Row by row, inputs.size() each.
  std::vector<std::string> tests;    ///< As cells, as they are written.
  std::vector<NodeId> results;       ///< Row by row, outputs.size() each.
  std::vector<std::uint32_t> lines;  ///< Line of each row in the file.
  [[nodiscard]] std::size_t rows() const { return lines.size(); }
};

struct Code {
  std::vector<Node> nodes;
  std::vector<NodeId> kids;
  std::vector<Value> constants;
  std::vector<std::string> names;
  std::vector<ContextEntry> entries;
  std::vector<FunctionDef> functions;
  std::vector<Table> tables;
  std::vector<Type> types;

  Code();
  /// One more node; children are kept side by side.
  NodeId add(Op op, std::vector<NodeId> children = {}, std::uint32_t x = 0, std::uint8_t y = 0);
  NodeId add_constant(Value value);
  std::uint32_t add_name(std::string name);
  TypeId add_type(Type type);
  /// A list of the element type; the same number for the same element.
  TypeId list_of(TypeId element);
  /// 0 … for "number", "Any", "date and time", …; none for a name FEEL does not have.
  [[nodiscard]] TypeId plain_type(std::string_view name) const;
  [[nodiscard]] NodeId kid(const Node& node, std::size_t i) const { return kids[node.first_kid + i]; }
};

/// A node of the decision requirements graph.
struct Element {
  enum class Kind : std::uint8_t { input, decision, knowledge, service };
  Kind kind = Kind::input;
  std::string name;
  std::string id;
  std::uint32_t model = 0;
  std::uint32_t line = 0;
  TypeId type = 0;
  NodeId root = none;                  ///< Of a decision; none: no logic, null.
  std::uint32_t frame = 0;             ///< Slots the root needs.
  std::uint32_t function = none;       ///< Of a business knowledge model.
  std::vector<std::uint32_t> needs;    ///< Required elements.
  std::vector<std::uint32_t> inputs;   ///< Of a service: its parameters in order.
  std::vector<std::uint32_t> outputs;  ///< Of a service.
};

struct Program {
  Code code;
  std::vector<Element> elements;
};

}  // namespace vuoro::rules
