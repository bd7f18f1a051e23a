#include "api/reference.hpp"

#include <sodium.h>

#include <array>
#include <cstdint>

namespace vuoro::api {

namespace {

constexpr std::string_view digits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";  // Crockford's base 32
constexpr int code_digits = 7;                                           // 35 bits
constexpr std::size_t calendar_digits = 26;                              // 130 bits
constexpr std::string_view calendar_ending = ".ics";
constexpr std::size_t answers_digits = 12;  // 60 bits
constexpr std::uint64_t code_mask = (std::uint64_t{1} << 35U) - 1;

/// A bijection of 35 bits: xorshift and multiplication by odd numbers can each be taken back.
constexpr std::uint64_t multiplier = 0x2C1B3C6DULL;
constexpr std::uint64_t inverse_of(std::uint64_t odd) {
  std::uint64_t inverse = odd;  // Newton's iteration modulo a power of two doubles the right bits each time
  for (int i = 0; i < 6; ++i) inverse *= 2 - odd * inverse;
  return inverse & code_mask;
}
static_assert(((multiplier * inverse_of(multiplier)) & code_mask) == 1);

std::uint64_t mixed(std::uint64_t v) {
  v = (v * multiplier) & code_mask;
  v ^= v >> 18U;
  return (v * multiplier) & code_mask;
}
std::uint64_t unmixed(std::uint64_t v) {
  v = (v * inverse_of(multiplier)) & code_mask;
  v ^= v >> 18U;  // 18 > 35/2: one xorshift takes itself back
  return (v * inverse_of(multiplier)) & code_mask;
}

/// One character over the digits, position by weight, so that one wrong or two swapped characters show.
char check_of(std::string_view text) {
  unsigned sum = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    sum += static_cast<unsigned>(digits.find(text[i])) * static_cast<unsigned>(2 * i + 1);
  }
  return digits[sum % 32U];
}

/// Upper case, look-alikes resolved, blanks and dashes gone; nothing when another character is in it.
std::optional<std::string> tidy(std::string_view text, std::size_t most) {
  std::string out;
  for (char c : text) {
    if (c == '-' || c == ' ') continue;
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    if (c == 'O') c = '0';
    if (c == 'I' || c == 'L') c = '1';
    if (digits.find(c) == std::string_view::npos || out.size() == most) return std::nullopt;
    out.push_back(c);
  }
  return out;
}

std::string in_fours(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (i != 0 && i % 4 == 0) out.push_back('-');
    out.push_back(text[i]);
  }
  return out;
}

std::string bare_secret(const ledger::Keys& keys, MatterId id) {
  const ledger::Keys::Derived derived = keys.derive("reference", id.n);
  std::string out;
  for (std::size_t i = 0; i < 16; ++i) out.push_back(digits[static_cast<unsigned>(derived[i]) % 32U]);
  return out;
}

}  // namespace

std::string code_of(MatterId id) {
  std::uint64_t v = mixed(id.n);
  std::string code(code_digits, '0');
  for (auto at = code.rbegin(); at != code.rend(); ++at, v >>= 5U) *at = digits[v & 31U];
  code.push_back(check_of(code));
  return in_fours(code);
}

std::optional<MatterId> matter_of_code(std::string_view code) {
  const auto tidied = tidy(code, code_digits + 1);
  if (!tidied || tidied->size() != code_digits + 1) return std::nullopt;
  const std::string_view body = std::string_view(*tidied).substr(0, code_digits);
  if (check_of(body) != tidied->back()) return std::nullopt;
  std::uint64_t v = 0;
  for (const char c : body) v = v << 5U | digits.find(c);
  const std::uint64_t n = unmixed(v);
  if (n == 0 || n > UINT32_MAX) return std::nullopt;
  return MatterId{static_cast<std::uint32_t>(n)};
}

std::string secret_of(const ledger::Keys& keys, MatterId id) {
  return in_fours(bare_secret(keys, id));
}

bool secret_fits(const ledger::Keys& keys, MatterId id, std::string_view text) {
  const auto tidied = tidy(text, 16);
  const std::string expected = bare_secret(keys, id);
  return tidied && tidied->size() == expected.size() &&
         sodium_memcmp(tidied->data(), expected.data(), expected.size()) == 0;
}

std::string calendar_token(const ledger::Keys& keys, MatterId id, std::uint32_t generation) {
  std::string token;
  for (const char c : code_of(id)) {
    if (c != '-') token.push_back(c);
  }
  const ledger::Keys::Derived derived = keys.derive("calendar", std::uint64_t{generation} << 32U | id.n);
  for (std::size_t i = 0; i < calendar_digits; ++i)
    token.push_back(digits[static_cast<unsigned>(derived[i]) % 32U]);
  return token;
}

std::optional<MatterId> matter_of_calendar(std::string_view file) {
  constexpr std::size_t code_size = code_digits + 1;
  if (!file.ends_with(calendar_ending) || file.size() != code_size + calendar_digits + calendar_ending.size())
    return std::nullopt;
  return matter_of_code(file.substr(0, code_size));
}

bool calendar_fits(const ledger::Keys& keys, MatterId id, std::uint32_t generation, std::string_view file) {
  const std::string expected = calendar_token(keys, id, generation) + std::string(calendar_ending);
  return file.size() == expected.size() && sodium_memcmp(file.data(), expected.data(), expected.size()) == 0;
}

std::string answers_code(const ledger::Keys& keys, std::string_view seed, std::uint32_t nth) {
  const ledger::Keys::Derived derived = keys.derive("answers code " + std::string(seed), nth);
  std::string code;
  for (std::size_t i = 0; i < answers_digits; ++i)
    code.push_back(digits[static_cast<unsigned>(derived[i]) % 32U]);
  return in_fours(code);
}

std::optional<std::uint64_t> answers_key(const ledger::Keys& keys, std::string_view code) {
  const auto tidied = tidy(code, answers_digits);
  if (!tidied || tidied->size() != answers_digits) return std::nullopt;
  const ledger::Keys::Derived derived = keys.derive("answers key " + *tidied, 0);
  std::uint64_t key = 0;
  for (std::size_t i = 0; i < sizeof key; ++i) key = key << 8U | static_cast<std::uint64_t>(derived[i]);
  return key == 0 ? 1 : key;
}

std::string calendar_event_id(const ledger::Keys& keys, StepId step) {
  const ledger::Keys::Derived derived = keys.derive("calendar-event", step.n);
  std::string out;
  for (std::size_t i = 0; i < calendar_digits; ++i)
    out.push_back(digits[static_cast<unsigned>(derived[i]) % 32U]);
  return out;
}

}  // namespace vuoro::api
