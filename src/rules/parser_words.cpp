#include "rules/builtin.hpp"
#include "rules/parser.hpp"
#include "rules/words.hpp"

namespace vuoro::rules {

void Parser::skip() {
  while (at_ < text_.size()) {
    const CodePoint p = code_point(text_, at_);
    if (is_space(p.c)) {
      at_ += p.size;
    } else if (text_.substr(at_, 2) == "//") {
      at_ = std::min(text_.find_first_of("\n\r", at_), text_.size());
    } else if (text_.substr(at_, 2) == "/*") {
      const std::size_t end = text_.find("*/", at_ + 2);
      if (end == std::string_view::npos) {
        fail("feel-comment-open");
        at_ = text_.size();
      } else {
        at_ = end + 2;
      }
    } else {
      return;
    }
  }
}

char Parser::peek(std::size_t ahead) const {
  return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
}

bool Parser::at(std::string_view symbol) {
  skip();
  return text_.substr(at_, symbol.size()) == symbol;
}

bool Parser::accept(std::string_view symbol) {
  if (!at(symbol)) return false;
  at_ += symbol.size();
  return true;
}

void Parser::expect(std::string_view symbol) {
  if (ok() && !accept(symbol)) fail("feel-expected", "symbol", symbol);
}

std::string_view Parser::plain_word() const {
  std::size_t end = at_;
  if (end >= text_.size() || !starts_name(code_point(text_, end).c)) return {};
  while (end < text_.size() && continues_name(code_point(text_, end).c)) end += code_point(text_, end).size;
  return text_.substr(at_, end - at_);
}

bool Parser::at_word(std::string_view word) {
  skip();
  return plain_word() == word;
}

bool Parser::accept_word(std::string_view word) {
  if (!at_word(word)) return false;
  at_ += word.size();
  return true;
}

void Parser::expect_word(std::string_view word) {
  if (ok() && !accept_word(word)) fail("feel-expected-word", "word", word);
}

Parser::Word Parser::longest_name() {
  const std::string_view word = plain_word();
  Word best{std::string(word), at_ + word.size()};
  const auto consider = [&](std::string_view name) {
    const std::size_t length = name.empty() ? 0 : spelled(text_, at_, name);
    if (at_ + length > best.end) best = {std::string(name), at_ + length};
  };
  for (const Symbol& symbol : scope_.symbols()) consider(symbol.name);
  for (const Builtin& builtin : builtins()) consider(builtin.name);
  if (scope_.filtering()) {
    std::string name;
    const std::size_t length = around_.members.longest(text_, at_, name);
    if (at_ + length > best.end) best = {name, at_ + length};
  }
  return best;
}

Parser::Word Parser::member_name() {
  const std::string_view word = plain_word();
  std::string name;
  const std::size_t length = around_.members.longest(text_, at_, name);
  if (length > word.size()) return {name, at_ + length};
  return {std::string(word), at_ + word.size()};
}

std::string Parser::declared_name(std::string_view stops) {
  skip();
  const std::size_t begin = at_;
  while (at_ < text_.size() && stops.find(text_[at_]) == std::string_view::npos) {
    const CodePoint p = code_point(text_, at_);
    if (!continues_name(p.c) && !is_space(p.c) && !joins_name(p.c)) break;
    at_ += p.size;
  }
  std::string name = normal_name(text_.substr(begin, at_ - begin));
  if (name.empty() || !starts_name(code_point(name, 0).c)) fail("feel-name");
  return name;
}

std::string Parser::declared_name_before_word(std::string_view word) {
  skip();
  const std::size_t begin = at_;
  while (at_ < text_.size()) {
    const CodePoint p = code_point(text_, at_);
    if (is_space(p.c)) {
      const std::size_t end = at_;
      while (at_ < text_.size() && is_space(code_point(text_, at_).c)) at_ += code_point(text_, at_).size;
      if (plain_word() == word) {
        std::string name = normal_name(text_.substr(begin, end - begin));
        if (name.empty() || !starts_name(code_point(name, 0).c)) fail("feel-name");
        return name;
      }
    } else if (continues_name(p.c) || joins_name(p.c)) {
      at_ += p.size;
    } else {
      break;
    }
  }
  fail("feel-name-and-word", "word", word);
  return {};
}

bool Parser::named_argument_follows() const {
  std::size_t i = at_;
  if (i >= text_.size() || !starts_name(code_point(text_, i).c)) return false;
  while (i < text_.size()) {
    const CodePoint p = code_point(text_, i);
    if (p.c == ':') return true;
    if (!continues_name(p.c) && !is_space(p.c) && !joins_name(p.c)) return false;
    i += p.size;
  }
  return false;
}

NodeId Parser::fail(std::string code) {
  if (!fault_) fault_ = Fault{at_, {std::move(code)}};
  return code_.add(Op::failed);
}

NodeId Parser::fail(std::string code, std::string name, std::string_view value) {
  if (!fault_) fault_ = Fault{at_, {std::move(code), {{std::move(name), std::string(value)}}}};
  return code_.add(Op::failed);
}

}  // namespace vuoro::rules
