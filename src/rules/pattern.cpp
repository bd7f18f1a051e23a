#include "rules/pattern.hpp"

#include <unicode/regex.h>

#include <memory>

namespace vuoro::rules {
namespace {

constexpr int most_time = 2000;         // ICU's units, about a millisecond each
constexpr int most_memory = 4'000'000;  // bytes of its backtracking stack
constexpr std::size_t longest_text = 4'000'000;

struct Compiled {
  std::unique_ptr<icu::RegexMatcher> matcher;
  icu::UnicodeString input;
  int groups = 0;
};

std::optional<std::uint32_t> icu_flags(std::string_view flags) {
  std::uint32_t out = UREGEX_UNIX_LINES;
  for (const char c : flags) {
    switch (c) {
      case 's':
        out |= UREGEX_DOTALL;
        break;
      case 'm':
        out |= UREGEX_MULTILINE;
        break;
      case 'i':
        out |= UREGEX_CASE_INSENSITIVE;
        break;
      case 'x':
      case 'q':
        break;  // seen to by to_icu()
      default:
        return std::nullopt;
    }
  }
  return out;
}

std::unique_ptr<Compiled> compile(std::string_view input, std::string_view pattern, std::string_view flags) {
  const auto bits = icu_flags(flags);
  if (!bits || input.size() > longest_text || pattern.size() > 100'000) return nullptr;
  auto out = std::make_unique<Compiled>();
  const auto dialect = to_icu(pattern, flags, out->groups);
  if (!dialect) return nullptr;
  UErrorCode status = U_ZERO_ERROR;
  out->input = icu::UnicodeString::fromUTF8({input.data(), static_cast<std::int32_t>(input.size())});
  out->matcher =
      std::make_unique<icu::RegexMatcher>(icu::UnicodeString::fromUTF8(*dialect), out->input, *bits, status);
  if (U_FAILURE(status) != 0) return nullptr;
  out->matcher->setTimeLimit(most_time, status);
  out->matcher->setStackLimit(most_memory, status);
  return U_FAILURE(status) != 0 ? nullptr : std::move(out);
}

std::string utf8(const icu::UnicodeString& text) {
  std::string out;
  text.toUTF8String(out);
  return out;
}

/// XPath forbids patterns that match the empty text in replace and tokenize.
bool matches_nothing(std::string_view pattern, std::string_view flags) {
  const auto empty = compile("", pattern, flags);
  if (!empty) return true;
  UErrorCode status = U_ZERO_ERROR;
  return empty->matcher->matches(status) != 0 || U_FAILURE(status) != 0;
}

/// One "$12" of a replacement: as many digits as make a group that exists.
bool append_group(Compiled& in, std::string_view digits, std::size_t& at, std::string& out) {
  std::size_t i = at + 1;
  if (i >= digits.size() || digits[i] < '0' || digits[i] > '9') return false;
  int group = digits[i++] - '0';
  while (i < digits.size() && digits[i] >= '0' && digits[i] <= '9' &&
         group * 10 + (digits[i] - '0') <= in.groups) {
    group = group * 10 + (digits[i++] - '0');
  }
  at = i;
  if (group > in.groups) return true;
  UErrorCode status = U_ZERO_ERROR;
  const icu::UnicodeString text = in.matcher->group(group, status);
  if (U_FAILURE(status) != 0) return false;
  out += utf8(text);
  return true;
}

bool append_replacement(Compiled& in, std::string_view replacement, bool literally, std::string& out) {
  for (std::size_t i = 0; i < replacement.size();) {
    if (literally || (replacement[i] != '$' && replacement[i] != '\\')) {
      out += replacement[i++];
    } else if (replacement[i] == '$') {
      if (!append_group(in, replacement, i, out)) return false;
    } else {
      if (i + 1 >= replacement.size() || (replacement[i + 1] != '$' && replacement[i + 1] != '\\'))
        return false;
      out += replacement[i + 1];
      i += 2;
    }
  }
  return true;
}

}  // namespace

std::optional<bool> Pattern::matches(std::string_view input, std::string_view pattern,
                                     std::string_view flags) {
  const auto in = compile(input, pattern, flags);
  if (!in) return std::nullopt;
  UErrorCode status = U_ZERO_ERROR;
  const bool found = in->matcher->find(0, status) != 0;
  if (U_FAILURE(status) != 0) return std::nullopt;
  return found;
}

std::optional<std::string> Pattern::replace(std::string_view input, std::string_view pattern,
                                            std::string_view replacement, std::string_view flags) {
  const auto in = compile(input, pattern, flags);
  if (!in || matches_nothing(pattern, flags)) return std::nullopt;
  const bool literally = flags.find('q') != std::string_view::npos;
  std::string out;
  std::int32_t from = 0;
  UErrorCode status = U_ZERO_ERROR;
  while (in->matcher->find(status) != 0 && U_FAILURE(status) == 0) {
    const std::int32_t start = in->matcher->start(status);
    out += utf8(in->input.tempSubStringBetween(from, start));
    if (!append_replacement(*in, replacement, literally, out)) return std::nullopt;
    from = in->matcher->end(status);
    if (out.size() > 16 * longest_text) return std::nullopt;
  }
  if (U_FAILURE(status) != 0) return std::nullopt;
  return out + utf8(in->input.tempSubStringBetween(from, in->input.length()));
}

std::optional<std::vector<std::string>> Pattern::split(std::string_view input, std::string_view pattern) {
  const auto in = compile(input, pattern, "");
  if (!in || matches_nothing(pattern, "")) return std::nullopt;
  std::vector<std::string> out;
  std::int32_t from = 0;
  UErrorCode status = U_ZERO_ERROR;
  while (in->matcher->find(status) != 0 && U_FAILURE(status) == 0) {
    const std::int32_t start = in->matcher->start(status);
    out.push_back(utf8(in->input.tempSubStringBetween(from, start)));
    from = in->matcher->end(status);
  }
  if (U_FAILURE(status) != 0) return std::nullopt;
  out.push_back(utf8(in->input.tempSubStringBetween(from, in->input.length())));
  return out;
}

}  // namespace vuoro::rules
