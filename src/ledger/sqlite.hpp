#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>

#include "base/result.hpp"
#include "ledger/ledger.hpp"

namespace vuoro::ledger {

/// Where one county's ledger lives: a directory, and a key file that is never inside it.
struct Place {
  std::filesystem::path directory;
  std::filesystem::path key_file;

  /// The directory with the key file beside it: "/srv/county" has "/srv/county.keys".
  static Place at(const std::filesystem::path& directory);
};

/// write: the one process that appends. read: any number beside it; append is refused.
enum class Mode : std::uint8_t { write, read };

/// Makes an empty ledger; the directory must not exist or be empty. The key file is made when there is none.
/// Errors: "ledger-exists", "key-file-…", "file-unwritable".
Status create_ledger(const Place& place);

/// Opens files, checks keys and versions; follow it with Ledger::replay, which verifies the chain.
/// Errors: "ledger-missing", "ledger-in-use" (another process writes to it), "ledger-damaged" (where = the
/// file or event), "ledger-version", "wrong-key", "key-file-…".
Result<std::unique_ptr<Ledger>> open_ledger(const Place& place, Mode mode);

/// Checks a ledger that may be too damaged to open: every page, every event, request, document and identity.
/// Reads only; runs beside a writer. Errors only when there is nothing to check ("ledger-missing",
/// "key-file-…").
Result<CheckReport> check_ledger(const Place& place);

/// Copies a backup into a new ledger after checking it, and checks the copy. place.key_file must hold the
/// keys that the ledger had. Errors: "backup-damaged", "wrong-key", "ledger-exists", "file-unwritable",
/// "disk-full".
Status restore_ledger(const std::filesystem::path& backup, const Place& place);

}  // namespace vuoro::ledger
