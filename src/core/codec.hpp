#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "base/result.hpp"
#include "core/events.hpp"

/// The ledger's bytes of an event (docs/ledger-format.md): kind, stamp, `previous`, then the fields in order;
/// integers as LEB128, signed ones zigzag first, texts as length and bytes.
namespace vuoro::core {

/// An event as it stands in the ledger.
struct Entry {
  Event event;
  Stamp stamp;
  std::uint64_t previous = 0;  ///< The event before about the same matter; 0 = none. A matter's history is
                               ///< this chain; its messages are another.
};

/// Appends the entry's bytes to `out`. Never fails.
void encode(const Entry& entry, std::vector<std::byte>& out);

/// Errors: "event-undecodable" for bytes that encode() cannot have written. O(bytes), no allocation.
Result<Entry> decode(std::span<const std::byte> bytes);

}  // namespace vuoro::core
