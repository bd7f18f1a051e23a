#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "base/result.hpp"
#include "core/state.hpp"

namespace vuoro::core {

/// The layout's version; a snapshot of another one is not read, the ledger is replayed instead.
inline constexpr std::uint32_t snapshot_format = 13;

/// State as bytes: every row of every table, in order. Equal States give equal bytes. O(rows).
std::vector<std::byte> write_snapshot(const State& state);

/// The State that wrote the bytes. Errors: "snapshot-undecodable".
Result<State> read_snapshot(std::span<const std::byte> bytes);

/// 128 bits over write_snapshot's bytes without holding them (XXH3): equal before a crash and after replay.
using StateHash = std::array<std::byte, 16>;
StateHash hash_of(const State& state);

}  // namespace vuoro::core
