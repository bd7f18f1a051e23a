#include "forms/pattern.hpp"

#include <re2/re2.h>

#include <string>

namespace vuoro::forms {
namespace {

constexpr std::size_t longest = 1'000;
constexpr std::int64_t most_memory = 1L << 20;

}  // namespace

Result<Pattern> Pattern::compile(std::string_view text) {
  if (text.size() > longest) return Error{"pattern-invalid", "longer than 1000 bytes"};
  re2::RE2::Options options;
  options.set_log_errors(false);
  options.set_max_mem(most_memory);
  Pattern out;
  auto compiled = std::make_shared<const re2::RE2>(re2::StringPiece(text.data(), text.size()), options);
  if (!compiled->ok()) return Error{"pattern-invalid", compiled->error()};
  out.compiled_ = std::move(compiled);
  return out;
}

bool Pattern::matches(std::string_view text) const {
  return re2::RE2::FullMatch(re2::StringPiece(text.data(), text.size()), *compiled_);
}

}  // namespace vuoro::forms
