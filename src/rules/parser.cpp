#include "rules/parser.hpp"

#include <array>
#include <utility>

#include "rules/builtin.hpp"
#include "rules/words.hpp"

namespace vuoro::rules {
namespace {

constexpr int comparison_level = 3;
constexpr int additive_level = 4;
constexpr int power_level = 6;

struct Operator {
  std::string_view sign;
  int precedence;
  Op op;
};

/// Longer signs first, so that "**" is not read as "*".
constexpr std::array<Operator, 5> arithmetic{{{"**", power_level, Op::power},
                                              {"*", 5, Op::multiply},
                                              {"/", 5, Op::divide},
                                              {"+", additive_level, Op::add},
                                              {"-", additive_level, Op::subtract}}};
constexpr std::array<Operator, 6> comparisons{{{"<=", 3, Op::less_equal},
                                               {">=", 3, Op::greater_equal},
                                               {"!=", 3, Op::unequal},
                                               {"<", 3, Op::less},
                                               {">", 3, Op::greater},
                                               {"=", 3, Op::equal}}};

}  // namespace

/// Counts open constructs; the deepest allowed is a fault, not a crash.
class Parser::Nesting {
 public:
  explicit Nesting(Parser& parser) : parser_(parser) {
    if (++parser_.depth_ > deepest) parser_.fail("feel-too-deep");
  }
  ~Nesting() { --parser_.depth_; }
  Nesting(const Nesting&) = delete;
  Nesting& operator=(const Nesting&) = delete;

 private:
  Parser& parser_;
};

NodeId Parser::whole_expression() {
  const NodeId node = expression();
  skip();
  if (ok() && at_ < text_.size()) fail("feel-more");
  return ok() ? node : code_.add(Op::failed);
}

NodeId Parser::whole_domain() {
  const NodeId node = domain();
  skip();
  if (ok() && at_ < text_.size()) fail("feel-more");
  return ok() ? node : code_.add(Op::failed);
}

NodeId Parser::whole_unary_tests(std::uint32_t tested) {
  std::vector<NodeId> tests;
  skip();
  if (at("-") && normal_name(text_.substr(at_)) == "-") {
    ++at_;
    tests.push_back(code_.add(Op::test_any));
  } else if (at_word("not") && longest_name().name == "not") {
    const std::size_t start = at_;
    at_ += 3;
    expect("(");
    std::vector<NodeId> refused;
    tests_until(refused, ")");
    tests.push_back(code_.add(Op::test_not, std::move(refused)));
    skip();
    if (ok() && at_ < text_.size()) {  // "not(a) and b" is an expression
      at_ = start;
      tests.clear();
      tests_until(tests, "");
    }
  } else {
    tests_until(tests, "");
  }
  skip();
  if (ok() && at_ < text_.size()) fail("feel-more");
  return ok() ? code_.add(Op::tests, std::move(tests), tested) : code_.add(Op::failed);
}

NodeId Parser::tests_until(std::vector<NodeId>& tests, std::string_view end) {
  do {
    tests.push_back(unary_test());
  } while (ok() && accept(","));
  if (!end.empty()) expect(end);
  return tests.front();
}

NodeId Parser::unary_test() {
  for (const Operator& sign : comparisons) {
    if (accept(sign.sign)) {
      const NodeId end = expression(additive_level);
      return code_.add(Op::test_compare, {end}, static_cast<std::uint32_t>(sign.op));
    }
  }
  const std::uint32_t before = asked_;
  const NodeId value = expression();
  return code_.add(Op::test_value, {value}, 0, asked_ != before ? 1 : 0);
}

NodeId Parser::expression(int precedence) {
  const Nesting nesting(*this);
  if (!ok()) return code_.add(Op::failed);
  return binary(precedence);
}

NodeId Parser::binary(int precedence) {
  NodeId left = postfix();
  while (ok()) {
    skip();
    if (precedence <= 1 && accept_word("or")) {
      left = code_.add(Op::or_, {left, expression(2)});
    } else if (precedence <= 2 && accept_word("and")) {
      left = code_.add(Op::and_, {left, expression(comparison_level)});
    } else {
      const Operator* found = nullptr;
      for (const Operator& sign : arithmetic) {
        if (found == nullptr && at(sign.sign)) found = &sign;
      }
      if (found != nullptr && precedence <= found->precedence) {
        at_ += found->sign.size();
        left = code_.add(found->op, {left, expression(found->precedence + 1)});
        continue;
      }
      if (found != nullptr || precedence > comparison_level) break;
      const NodeId compared = comparison(left);
      if (compared == none) break;
      left = compared;
    }
  }
  return left;
}

NodeId Parser::comparison(NodeId left) {
  for (const Operator& sign : comparisons) {
    if (accept(sign.sign)) return code_.add(sign.op, {left, expression(additive_level)});
  }
  if (accept_word("between")) {
    const NodeId low = expression(additive_level);
    expect_word("and");
    return code_.add(Op::between, {left, low, expression(additive_level)});
  }
  if (accept_word("in")) return in_tests(left);
  return none;
}

NodeId Parser::in_tests(NodeId value) {
  std::vector<NodeId> kids{value};
  if (!at("(")) {
    for (const Operator& sign : comparisons) {
      if (at(sign.sign)) {
        kids.push_back(unary_test());
        return code_.add(Op::in, std::move(kids), scope_.slot());
      }
    }
    const std::uint32_t before = asked_;
    const NodeId in = expression(additive_level);
    kids.push_back(code_.add(Op::test_value, {in}, 0, asked_ != before ? 1 : 0));
    return code_.add(Op::in, std::move(kids), scope_.slot());
  }
  // "(" begins several tests, one expression, or an interval; only what follows the first part tells.
  ++at_;
  std::vector<NodeId> tests{unary_test()};
  const bool plain = code_.nodes[tests[0]].op == Op::test_value;
  if (plain && at("..")) {
    const NodeId range = interval(code_.kid(code_.nodes[tests[0]], 0), false);
    kids.push_back(code_.add(Op::test_value, {range}));
    return code_.add(Op::in, std::move(kids), scope_.slot());
  }
  while (ok() && accept(",")) tests.push_back(unary_test());
  expect(")");
  kids.insert(kids.end(), tests.begin(), tests.end());
  return code_.add(Op::in, std::move(kids), scope_.slot());
}

NodeId Parser::postfix() {
  const bool ending = std::exchange(ending_, false);
  skip();
  if (accept("-")) {
    const Nesting nesting(*this);
    if (!ok()) return code_.add(Op::failed);
    ending_ = ending;
    return code_.add(Op::negate, {postfix()});
  }
  NodeId node = primary();
  while (ok()) {
    skip();
    if (peek() == '.' && peek(1) != '.') {
      node = path(node);
    } else if (peek() == '[') {
      const Op op = code_.nodes[node].op;
      if (ending && (op == Op::constant || op == Op::call_builtin || op == Op::negate)) break;
      node = filter(node);
    } else if (peek() == '(') {
      node = call(node);
    } else if (at_word("instance")) {
      at_ += 8;
      expect_word("of");
      const TypeId wanted = ok() ? type() : 0;
      node = code_.add(Op::instance_of, {node}, wanted);
    } else {
      break;
    }
  }
  return node;
}

NodeId Parser::path(NodeId base) {
  ++at_;
  skip();
  const Word word = member_name();
  if (word.name.empty()) return fail("feel-name-after-point");
  at_ = word.end;
  return code_.add(Op::path, {base}, code_.add_name(word.name));
}

NodeId Parser::filter(NodeId base) {
  ++at_;
  const Scope::Mark mark(scope_);
  const std::uint32_t slot = scope_.filtered("item");
  const NodeId condition = expression();
  expect("]");
  return code_.add(Op::filter, {base, condition}, slot);
}

NodeId Parser::call(NodeId callee) {
  ++at_;
  std::vector<NodeId> kids{callee};
  std::vector<std::string> names;
  skip();
  if (!accept(")")) {
    const bool named = named_argument_follows();
    do {
      skip();
      if (named) {
        names.push_back(declared_name(":"));
        expect(":");
      }
      kids.push_back(expression());
    } while (ok() && accept(","));
    expect(")");
  }
  if (!names.empty()) {
    const std::uint32_t first = static_cast<std::uint32_t>(code_.names.size());
    for (std::string& name : names) code_.add_name(std::move(name));
    return code_.add(Op::call_named, std::move(kids), first);
  }
  const Node target = code_.nodes[callee];
  if (target.op == Op::builtin) {
    kids.erase(kids.begin());
    return code_.add(Op::call_builtin, std::move(kids), target.x);
  }
  return code_.add(Op::call, std::move(kids));
}

}  // namespace vuoro::rules
