#pragma once

#include <cstdint>
#include <filesystem>

#include "base/result.hpp"
#include "ledger/durable_file.hpp"

namespace vuoro::ledger {

/// Whether to wait a moment for the lock: a check or a reading start holds it for milliseconds.
enum class Patience : std::uint8_t { none, a_moment };

/// The right to write to a ledger, held by one process at a time; the system gives it back when the process
/// ends, however it ends. Errors: "ledger-in-use".
Result<Descriptor> take_write_lock(const std::filesystem::path& directory, Patience patience);

}  // namespace vuoro::ledger
