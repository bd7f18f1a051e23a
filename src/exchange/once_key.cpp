#include "exchange/once_key.hpp"

#include <sodium.h>

#include <cstdint>

namespace vuoro::exchange {

Digest digest_of(std::initializer_list<std::string_view> parts) {
  static_assert(std::tuple_size_v<Digest> >= crypto_generichash_BYTES_MIN);
  crypto_generichash_state state;
  crypto_generichash_init(&state, nullptr, 0, std::tuple_size_v<Digest>);
  for (const std::string_view part : parts) {
    std::array<unsigned char, 8> length{};
    for (std::size_t i = 0; i < length.size(); ++i) {
      length[i] = static_cast<unsigned char>((std::uint64_t{part.size()} >> (8 * i)) & 0xFFU);
    }
    crypto_generichash_update(&state, length.data(), length.size());
    crypto_generichash_update(&state, reinterpret_cast<const unsigned char*>(part.data()), part.size());
  }
  Digest digest{};
  crypto_generichash_final(&state, reinterpret_cast<unsigned char*>(digest.data()), digest.size());
  return digest;
}

}  // namespace vuoro::exchange
