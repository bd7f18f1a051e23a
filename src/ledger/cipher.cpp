#include "ledger/cipher.hpp"

#include <sodium.h>

namespace vuoro::ledger {
namespace {

constexpr std::size_t nonce_bytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t tag_bytes = crypto_aead_xchacha20poly1305_ietf_ABYTES;

const unsigned char* raw(const void* bytes) {
  return static_cast<const unsigned char*>(bytes);
}

}  // namespace

std::vector<std::byte> seal(std::string_view text, std::span<const std::byte> bound, Keys::Key key) {
  std::vector<std::byte> out(nonce_bytes + text.size() + tag_bytes);
  auto* bytes = reinterpret_cast<unsigned char*>(out.data());
  randombytes_buf(bytes, nonce_bytes);
  crypto_aead_xchacha20poly1305_ietf_encrypt(bytes + nonce_bytes, nullptr, raw(text.data()), text.size(),
                                             raw(bound.data()), bound.size(), nullptr, bytes, key.data());
  return out;
}

std::optional<std::string> unseal(std::span<const std::byte> sealed, std::span<const std::byte> bound,
                                  Keys::Key key) {
  if (sealed.size() < nonce_bytes + tag_bytes) {
    return std::nullopt;
  }
  std::string text(sealed.size() - nonce_bytes - tag_bytes, '\0');
  const unsigned char* bytes = raw(sealed.data());
  if (crypto_aead_xchacha20poly1305_ietf_decrypt(reinterpret_cast<unsigned char*>(text.data()), nullptr,
                                                 nullptr, bytes + nonce_bytes, sealed.size() - nonce_bytes,
                                                 raw(bound.data()), bound.size(), bytes, key.data()) != 0) {
    return std::nullopt;
  }
  return text;
}

}  // namespace vuoro::ledger
