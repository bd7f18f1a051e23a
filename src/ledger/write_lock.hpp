#pragma once

#include <filesystem>

#include "base/result.hpp"
#include "ledger/durable_file.hpp"

namespace vuoro::ledger {

/// The right to write to a ledger, held by one process at a time; the system gives it back when the process
/// ends, however it ends. Tries for a moment, since a check or a reading start holds it for milliseconds.
/// Errors: "ledger-in-use".
Result<Descriptor> take_write_lock(const std::filesystem::path& directory);

}  // namespace vuoro::ledger
