#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "rules/program.hpp"
#include "rules/reason.hpp"
#include "rules/scope.hpp"

namespace vuoro::rules {

/// What an expression may refer to besides the names in its scope.
struct Surroundings {
  Surroundings(Code& into, NameBook& known_members);
  void add_type(const std::string& name, TypeId type);

  Code& code;
  NameBook& members;  ///< Member names with spaces, of every type and context seen.
  NameBook type_names;
  std::map<std::string, TypeId, std::less<>> types;
};

/// Why a text is not FEEL, and where in it.
struct Fault {
  std::size_t offset = 0;
  Reason reason;
};

/// A name that nothing in scope has, and where it stands.
struct UnknownName {
  std::size_t offset = 0;
  std::string name;
};

/// Reads one FEEL text (DMN 1.5, 10.3.1.2) and emits its nodes. Nesting is bounded; O(length × names in
/// scope).
class Parser {
 public:
  static constexpr int deepest = 200;

  Parser(Surroundings& around, Scope& scope, std::string_view text)
      : code_(around.code), around_(around), scope_(scope), text_(text) {}

  NodeId whole_expression();
  /// What a loop runs through: an expression, or low..high.
  NodeId whole_domain();
  NodeId whole_unary_tests(std::uint32_t tested);
  TypeId whole_type();
  [[nodiscard]] const std::optional<Fault>& fault() const { return fault_; }
  /// Names that nothing in scope has; they are null.
  [[nodiscard]] const std::vector<UnknownName>& unknown() const { return unknown_; }
  void name_function(std::string name) { self_ = std::move(name); }

 private:
  struct Word {
    std::string name;
    std::size_t end = 0;
  };
  struct Argument {
    std::string name;
    NodeId node;
  };
  class Nesting;

  // Characters and words (parser_words.cpp)
  void skip();
  [[nodiscard]] char peek(std::size_t ahead = 0) const;
  bool at(std::string_view symbol);
  bool accept(std::string_view symbol);
  void expect(std::string_view symbol);
  [[nodiscard]] bool at_word(std::string_view word);
  bool accept_word(std::string_view word);
  void expect_word(std::string_view word);
  [[nodiscard]] std::string_view plain_word() const;
  Word longest_name();
  Word member_name();
  std::string declared_name(std::string_view stops);
  std::string declared_name_before_word(std::string_view word);
  [[nodiscard]] bool named_argument_follows() const;
  NodeId fail(std::string code);
  /// With the one thing that its wording names.
  NodeId fail(std::string code, std::string name, std::string_view value);
  [[nodiscard]] bool ok() const { return !fault_.has_value(); }

  // Expressions (parser.cpp)
  NodeId expression(int precedence = 1);
  NodeId binary(int precedence);
  NodeId comparison(NodeId left);
  NodeId postfix();
  NodeId path(NodeId base);
  NodeId filter(NodeId base);
  NodeId call(NodeId callee);
  NodeId in_tests(NodeId value);
  NodeId unary_test();
  NodeId tests_until(std::vector<NodeId>& tests, std::string_view end);

  // Primaries (parser_primary.cpp)
  NodeId primary();
  NodeId name_or_keyword();
  NodeId number_literal();
  NodeId string_node();
  NodeId temporal_literal();
  NodeId parenthesised();
  NodeId bracketed();
  NodeId open_interval();
  NodeId interval(NodeId low, bool low_in);
  NodeId range_from();
  NodeId context();
  NodeId if_then_else();
  NodeId iteration(Op op);
  NodeId domain();
  NodeId function();
  std::string string_literal();
  bool escape(std::string& out);

  // Types (parser_types.cpp)
  TypeId type();
  TypeId generic(Type::Kind kind);
  TypeId context_type();
  TypeId function_type();
  TypeId named_type();

  Code& code_;
  Surroundings& around_;
  Scope& scope_;
  std::string_view text_;
  std::size_t at_ = 0;
  int depth_ = 0;
  std::uint32_t asked_ = 0;     ///< How often "?" was read.
  std::uint32_t partials_ = 0;  ///< How often "partial" was read.
  bool ending_ = false;         ///< Reading the last value of an interval, which "[" may close.
  std::string self_;
  std::optional<Fault> fault_;
  std::vector<UnknownName> unknown_;
};

}  // namespace vuoro::rules
