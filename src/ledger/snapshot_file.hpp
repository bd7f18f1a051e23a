#pragma once

#include <filesystem>
#include <optional>
#include <vector>

#include "base/result.hpp"
#include "ledger/types.hpp"

namespace vuoro::ledger {

/// Writes snapshot-<seq>.bin durably and removes all but the newest two.
/// Errors: "disk-full", "file-unwritable".
Status write_snapshot_file(const std::filesystem::path& directory, const Snapshot& snapshot);

/// Reads one file; every byte of it is under its checksum. Errors: "snapshot-damaged", "file-unreadable".
Result<Snapshot> read_snapshot_file(const std::filesystem::path& file);

/// The snapshot files of a ledger, newest first.
std::vector<std::filesystem::path> snapshot_files(const std::filesystem::path& directory);

}  // namespace vuoro::ledger
