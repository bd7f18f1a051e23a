#pragma once

#include <array>
#include <cstdint>
#include <filesystem>

#include "ledger/database.hpp"
#include "ledger/keys.hpp"
#include "ledger/types.hpp"

namespace vuoro::ledger {

/// The three files of a ledger, in the order in which a backup must copy them.
enum class Store : std::uint8_t { events, documents, identities };
inline constexpr std::array<Store, 3> all_stores{Store::events, Store::documents, Store::identities};

/// "events.db", "documents.db", "identities.db".
const char* file_name(Store store);

/// Makes the file with its tables, durably. `genesis` names the ledger and is the link before event 1.
Status create_store(const std::filesystem::path& directory, Store store, const Hash& genesis,
                    const Keys& keys);

/// Opens the file and checks that it is this store in this version.
/// Errors: "ledger-missing", "ledger-damaged", "ledger-version".
Result<Database> open_store(const std::filesystem::path& directory, Store store, Database::Use use);

/// The ledger's name, which all three files carry. Errors: "ledger-damaged".
Result<Hash> genesis_of(Database& db);

/// Whether the keys are those this store was made with. Errors: "wrong-key", "ledger-damaged".
Status check_key(Database& db, Store store, const Keys& keys);

/// Refuses a write-ahead log that SQLite would cut short silently: "ledger-damaged" when durable commits
/// follow a broken frame. Only for a ledger that nobody has open for writing. See docs/ledger-format.md.
Status scan_log(const std::filesystem::path& database_file);

}  // namespace vuoro::ledger
