#include "rules/feel.hpp"

#include "rules/parser.hpp"
#include "rules/words.hpp"

namespace vuoro::rules {
namespace {

constexpr std::size_t longest_text = 1'000'000;

Error refused(std::size_t offset, std::string what) {
  return {"feel-invalid", std::move(what), "byte " + std::to_string(offset)};
}

Error refused(const Fault& fault) {
  return refused(fault.offset, in_english(fault.reason));
}

Result<Unit> readable(std::string_view text) {
  if (text.size() > longest_text) return refused(0, "the expression is too long");
  if (!is_utf8(text)) return refused(0, "the expression is not UTF-8");
  return Unit{};
}

}  // namespace

Result<Feel> Feel::expression(std::string_view text, const std::vector<std::string>& variables) {
  if (auto fine = readable(text); !fine) return fine.error();
  Feel out;
  NameBook members;
  Surroundings around(out.program_.code, members);
  Scope scope;
  for (const std::string& name : variables) scope.declare(name);
  Parser parser(around, scope, text);
  out.root_ = parser.whole_expression();
  out.frame_ = scope.frame_size();
  if (parser.fault()) return refused(*parser.fault());
  return out;
}

Result<Feel> Feel::unary_tests(std::string_view text, const std::vector<std::string>& variables) {
  if (auto fine = readable(text); !fine) return fine.error();
  Feel out;
  NameBook members;
  Surroundings around(out.program_.code, members);
  Scope scope;
  const std::uint32_t tested = scope.declare("?");
  for (const std::string& name : variables) scope.declare(name);
  Parser parser(around, scope, text);
  out.root_ = parser.whole_unary_tests(tested);
  out.frame_ = scope.frame_size();
  if (parser.fault()) return refused(*parser.fault());
  return out;
}

Result<Value> Feel::evaluate(std::span<const Value> values, Budget budget, DateTime now) const {
  Evaluator evaluator(program_, budget, now);
  Value out = evaluator.run(root_, frame_, values.subspan(0, std::min<std::size_t>(values.size(), frame_)));
  if (evaluator.exhausted()) return Error{"rules-budget", evaluator.problems().back()};
  return out;
}

}  // namespace vuoro::rules
