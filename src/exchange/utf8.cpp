#include "exchange/utf8.hpp"

#include <cstddef>
#include <cstdint>

namespace vuoro::exchange {
namespace {

/// What may follow a leading byte: how many bytes, and the range of the first of them.
struct Tail {
  std::size_t bytes = 0;
  std::uint8_t low = 0x80;
  std::uint8_t high = 0xBF;
};

/// bytes == 0: no character begins like this.
Tail tail_of(std::uint8_t lead) {
  if (lead >= 0xC2 && lead <= 0xDF) return {1};
  if (lead == 0xE0) return {2, 0xA0, 0xBF};
  if (lead == 0xED) return {2, 0x80, 0x9F};
  if (lead >= 0xE1 && lead <= 0xEF) return {2};
  if (lead == 0xF0) return {3, 0x90, 0xBF};
  if (lead >= 0xF1 && lead <= 0xF3) return {3};
  if (lead == 0xF4) return {3, 0x80, 0x8F};
  return {};
}

}  // namespace

bool is_utf8(std::string_view bytes) {
  std::size_t i = 0;
  while (i < bytes.size()) {
    const auto lead = static_cast<std::uint8_t>(bytes[i++]);
    if (lead < 0x80) continue;
    const Tail tail = tail_of(lead);
    if (tail.bytes == 0 || bytes.size() - i < tail.bytes) return false;
    const auto first = static_cast<std::uint8_t>(bytes[i]);
    if (first < tail.low || first > tail.high) return false;
    for (std::size_t k = 1; k < tail.bytes; ++k) {
      if ((static_cast<std::uint8_t>(bytes[i + k]) & 0xC0U) != 0x80U) return false;
    }
    i += tail.bytes;
  }
  return true;
}

}  // namespace vuoro::exchange
