#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/keys.hpp"

namespace vuoro::ledger {

/// Encrypts with XChaCha20-Poly1305: a random nonce, then ciphertext and tag. `bound` is not stored but must
/// be the same when opening, so that a row moved to another place no longer opens.
std::vector<std::byte> seal(std::string_view text, std::span<const std::byte> bound, Keys::Key key);

/// The text, or none when the bytes, `bound` or the key are not those it was sealed with.
std::optional<std::string> unseal(std::span<const std::byte> sealed, std::span<const std::byte> bound,
                                  Keys::Key key);

}  // namespace vuoro::ledger
