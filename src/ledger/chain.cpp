#include "ledger/chain.hpp"

#include <sodium.h>

#include <cstring>

namespace vuoro::ledger {
namespace {

const unsigned char* raw(const std::byte* bytes) {
  return reinterpret_cast<const unsigned char*>(bytes);
}

}  // namespace

Hash link(const Hash& previous, Seq seq, std::span<const std::byte> body) {
  // The common small body is hashed in one call from the stack; only rare large ones pay for streaming.
  constexpr std::size_t head = sizeof(Hash) + 8;
  std::array<std::byte, head + 472> small;
  std::memcpy(small.data(), previous.data(), previous.size());
  for (std::size_t i = 0; i < 8; ++i) {
    small[previous.size() + i] = static_cast<std::byte>(seq >> (8 * i));
  }
  Hash out;
  auto* target = reinterpret_cast<unsigned char*>(out.data());
  if (body.size() <= small.size() - head) {
    if (!body.empty()) {
      std::memcpy(small.data() + head, body.data(), body.size());
    }
    crypto_generichash(target, out.size(), raw(small.data()), head + body.size(), nullptr, 0);
    return out;
  }
  crypto_generichash_state state;
  crypto_generichash_init(&state, nullptr, 0, out.size());
  crypto_generichash_update(&state, raw(small.data()), head);
  crypto_generichash_update(&state, raw(body.data()), body.size());
  crypto_generichash_final(&state, target, out.size());
  return out;
}

std::string hex(std::span<const std::byte> bytes) {
  static constexpr char digits[] = "0123456789abcdef";
  std::string out;
  out.reserve(bytes.size() * 2);
  for (const std::byte b : bytes) {
    out += digits[std::to_integer<unsigned>(b) >> 4];
    out += digits[std::to_integer<unsigned>(b) & 15U];
  }
  return out;
}

void put_number(std::vector<std::byte>& out, std::uint64_t value, std::size_t bytes) {
  for (std::size_t i = 0; i < bytes; ++i) {
    out.push_back(static_cast<std::byte>(value >> (8 * i)));
  }
}

}  // namespace vuoro::ledger
