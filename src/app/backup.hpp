#pragma once

#include <filesystem>

#include "base/result.hpp"
#include "ledger/sqlite.hpp"

/// Copies of everything that a county's directory holds: the ledger, and beside it what leads planned and
/// decided and what was forecast. Keys are never among them.
namespace vuoro::app {

/// Writes to a directory that is not there yet, also while a server writes the ledger; `target` gets its name
/// when it is whole. Plans and forecasts are as they are at the end, so they may speak of events that the
/// copied ledger does not have. Errors: "target-exists", those of Ledger::backup, "file-unreadable".
Status back_up(const ledger::Place& place, const std::filesystem::path& target);

/// Makes the county's directory from a backup, whole or not at all. Errors: "ledger-exists", those of
/// ledger::restore_ledger.
Status bring_back(const std::filesystem::path& backup, const ledger::Place& place);

}  // namespace vuoro::app
