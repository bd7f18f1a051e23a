#include "rules/builtin.hpp"
#include "rules/parser.hpp"
#include "rules/words.hpp"

namespace vuoro::rules {

NodeId Parser::primary() {
  skip();
  const char c = peek();
  const char next = peek(1);
  if ((c >= '0' && c <= '9') || (c == '.' && next >= '0' && next <= '9')) return number_literal();
  switch (c) {
    case '"':
      return string_node();
    case '@':
      return temporal_literal();
    case '(':
      return parenthesised();
    case '[':
      return bracketed();
    case ']':
      return open_interval();
    case '{':
      return context();
    case '\0':
      return fail("feel-ends-early");
    default:
      return name_or_keyword();
  }
}

NodeId Parser::name_or_keyword() {
  const Word word = longest_name();
  if (word.name.empty()) return fail("feel-begins-nothing");
  const std::string_view plain = plain_word();
  if (plain.size() == word.end - at_) {
    if (plain == "true" || plain == "false") {
      at_ = word.end;
      return code_.add_constant(word.name == "true");
    }
    if (plain == "null") {
      at_ = word.end;
      return code_.add_constant({});
    }
    if (plain == "if") return if_then_else();
    if (plain == "for") return iteration(Op::for_);
    if (plain == "some") return iteration(Op::some);
    if (plain == "every") return iteration(Op::every);
    if (plain == "function") return function();
  }
  const std::size_t begin = at_;
  at_ = word.end;
  if (word.name == "?") ++asked_;
  if (word.name == "partial") ++partials_;
  skip();
  const bool called = peek() == '(';
  const std::uint32_t builtin = find_builtin(word.name);
  bool shadowed = false;
  for (const Symbol& symbol : scope_.symbols()) shadowed = shadowed || symbol.name == word.name;
  if (builtin != none && !shadowed && (called || !scope_.filtering())) {
    return code_.add(Op::builtin, {}, builtin);
  }
  const NodeId node = scope_.resolve(code_, word.name);
  if (node != none) return node;
  unknown_.push_back({begin, word.name});
  return code_.add_constant({});
}

NodeId Parser::number_literal() {
  const std::size_t begin = at_;
  const auto digits = [&] {
    while (peek() >= '0' && peek() <= '9') ++at_;
  };
  digits();
  if (peek() == '.' && peek(1) >= '0' && peek(1) <= '9') {
    ++at_;
    digits();
  }
  if (peek() == 'e' || peek() == 'E') {
    const std::size_t sign = peek(1) == '+' || peek(1) == '-' ? 2 : 1;
    if (peek(sign) >= '0' && peek(sign) <= '9') {
      at_ += sign;
      digits();
    }
  }
  const auto number = Decimal::parse(text_.substr(begin, at_ - begin));
  if (at_ < text_.size() && starts_name(code_point(text_, at_).c)) return fail("feel-letter-in-number");
  return code_.add_constant(number);
}

NodeId Parser::string_node() {
  std::string text = string_literal();
  return code_.add_constant(Value::string(std::move(text)));
}

NodeId Parser::temporal_literal() {
  ++at_;
  skip();
  if (peek() != '"') return fail("feel-at-quoted");
  return code_.add_constant(parse_temporal(string_literal()));
}

namespace {

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

/// The value of `digits` hexadecimal digits; nothing when they are not there.
std::optional<char32_t> hex(std::string_view text, std::size_t at, std::size_t digits) {
  if (at + digits > text.size()) return std::nullopt;
  char32_t value = 0;
  for (std::size_t i = 0; i < digits; ++i) {
    const int digit = hex_value(text[at + i]);
    if (digit < 0) return std::nullopt;
    value = value * 16 + static_cast<char32_t>(digit);
  }
  return value;
}

}  // namespace

std::string Parser::string_literal() {
  const std::size_t begin = at_++;
  std::string out;
  while (at_ < text_.size() && text_[at_] != '"') {
    // A backslash that begins no escape stands for itself.
    if (text_[at_] != '\\' || !escape(out)) out += text_[at_++];
  }
  if (at_ >= text_.size()) {
    at_ = begin;
    fail("feel-text-open");
    at_ = text_.size();
    return out;
  }
  ++at_;
  return out;
}

bool Parser::escape(std::string& out) {
  constexpr std::string_view letters = "ntr\"'\\";
  constexpr std::string_view meant = "\n\t\r\"'\\";
  const char kind = peek(1);
  if (const std::size_t i = letters.find(kind); kind != '\0' && i != std::string_view::npos) {
    out += meant[i];
    at_ += 2;
    return true;
  }
  if (kind != 'u' && kind != 'U') return false;
  const std::size_t digits = kind == 'u' ? 4 : 6;
  auto c = hex(text_, at_ + 2, digits);
  if (!c || *c > 0x10FFFF) return false;
  std::size_t length = 2 + digits;
  if (*c >= 0xD800 && *c <= 0xDBFF && peek(length) == '\\' && peek(length + 1) == 'u') {
    const auto low = hex(text_, at_ + length + 2, 4);
    if (low && *low >= 0xDC00 && *low <= 0xDFFF) {
      c = 0x10000 + ((*c - 0xD800) << 10U) + (*low - 0xDC00);
      length += 6;
    }
  }
  if (*c >= 0xD800 && *c <= 0xDFFF) c = 0xFFFD;
  append_utf8(out, *c);
  at_ += length;
  return true;
}

NodeId Parser::parenthesised() {
  ++at_;
  if (at("<") || at(">") || at("=") || at("!=")) return range_from();
  const NodeId inner = expression();
  if (at("..")) return interval(inner, false);
  expect(")");
  return inner;
}

NodeId Parser::range_from() {
  const NodeId test = unary_test();
  expect(")");
  const Node node = code_.nodes[test];
  return code_.add(Op::range_from, {code_.kid(node, 0)}, node.x);
}

NodeId Parser::bracketed() {
  ++at_;
  if (accept("]")) return code_.add(Op::list);
  std::vector<NodeId> items{expression()};
  if (at("..")) return interval(items.front(), true);
  while (ok() && accept(",")) items.push_back(expression());
  expect("]");
  return code_.add(Op::list, std::move(items));
}

NodeId Parser::open_interval() {
  ++at_;
  const NodeId low = expression();
  if (!at("..")) return fail("feel-interval-dots");
  return interval(low, false);
}

NodeId Parser::interval(NodeId low, bool low_in) {
  expect("..");
  ending_ = true;  // the "[" of "[1..5[" is no filter
  const NodeId high = ok() ? binary(4) : low;
  ending_ = false;
  std::uint32_t ends = low_in ? 1U : 0U;
  if (accept("]")) {
    ends |= 2U;
  } else if (!accept(")") && !accept("[")) {
    return fail("feel-interval-open");
  }
  return code_.add(Op::range, {low, high}, ends);
}

NodeId Parser::context() {
  ++at_;
  const Scope::Mark mark(scope_);
  std::vector<NodeId> values;
  std::vector<ContextEntry> entries;
  bool twice = false;
  if (!accept("}")) {
    do {
      skip();
      std::string name = peek() == '"' ? string_literal() : declared_name(":");
      expect(":");
      if (!ok()) return code_.add(Op::failed);
      for (const ContextEntry& other : entries) twice = twice || other.name == name;
      around_.members.add(name);
      if (at_word("function")) self_ = name;
      values.push_back(expression());
      self_.clear();
      entries.push_back({name, scope_.declare(name)});
    } while (ok() && accept(","));
    expect("}");
  }
  if (twice) return code_.add_constant({});
  const auto first = static_cast<std::uint32_t>(code_.entries.size());
  code_.entries.insert(code_.entries.end(), entries.begin(), entries.end());
  return code_.add(Op::context, std::move(values), first);
}

NodeId Parser::if_then_else() {
  at_ += 2;
  const NodeId condition = expression();
  expect_word("then");
  const NodeId yes = expression();
  expect_word("else");
  return code_.add(Op::if_, {condition, yes, expression()});
}

NodeId Parser::iteration(Op op) {
  at_ += plain_word().size();
  const Scope::Mark mark(scope_);
  std::vector<NodeId> kids;
  const bool building = op == Op::for_;
  // The slots lie side by side: one for each name, then "partial".
  const std::uint32_t first = scope_.slot();
  for (int i = 0; i < 16; ++i) static_cast<void>(scope_.slot());
  do {
    if (kids.size() == 16) return fail("feel-loops");
    std::string name = declared_name_before_word("in");
    expect_word("in");
    kids.push_back(domain());
    scope_.declare_at(name, first + static_cast<std::uint32_t>(kids.size()) - 1);
  } while (ok() && accept(","));
  expect_word(building ? "return" : "satisfies");
  if (building) scope_.declare_at("partial", first + static_cast<std::uint32_t>(kids.size()));
  const std::uint32_t before = partials_;
  kids.push_back(expression());
  return code_.add(op, std::move(kids), first, partials_ != before ? 1 : 0);
}

NodeId Parser::domain() {
  const NodeId low = expression();
  if (!accept("..")) return low;
  return code_.add(Op::domain, {low, expression()});
}

NodeId Parser::function() {
  at_ += 8;
  const Scope::Mark mark(scope_);
  FunctionDef def;
  scope_.open_frame();
  const std::string self = std::move(self_);
  self_.clear();
  expect("(");
  if (!accept(")")) {
    do {
      Parameter parameter{declared_name(":,)"), 0};
      if (accept(":")) parameter.type = type();
      def.parameters.push_back(parameter);
    } while (ok() && accept(","));
    expect(")");
  }
  std::uint32_t self_slot = none;
  if (!self.empty()) {
    // Parameters come first, so the function's own slot lies behind them.
    for (std::size_t i = 0; i < def.parameters.size(); ++i) scope_.slot();
    self_slot = scope_.declare(self);
    for (std::uint32_t i = 0; i < def.parameters.size(); ++i) scope_.declare_at(def.parameters[i].name, i);
  } else {
    for (const Parameter& parameter : def.parameters) scope_.declare(parameter.name);
  }
  if (accept_word("external")) {
    static_cast<void>(expression());
  } else {
    def.body = expression();
  }
  const Scope::Frame frame = scope_.close_frame();
  def.self = self_slot;
  def.frame = frame.slots;
  std::vector<NodeId> kids;
  for (const Scope::Capture& capture : frame.captures) {
    def.captured.push_back(capture.inner);
    kids.push_back(code_.add(Op::local, {}, capture.outer));
  }
  code_.functions.push_back(std::move(def));
  return code_.add(Op::function, std::move(kids), static_cast<std::uint32_t>(code_.functions.size() - 1));
}

}  // namespace vuoro::rules
