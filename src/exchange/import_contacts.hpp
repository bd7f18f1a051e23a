#pragma once

#include <filesystem>
#include <string>

#include "base/result.hpp"
#include "exchange/report.hpp"
#include "live/driver.hpp"

namespace vuoro::exchange {

/// What makes a file of contact events one with the files before it.
struct ContactSource {
  std::string name = "contacts";  ///< Part of every key, like Map::source.
  char separator = ',';
};

/// Reads contact events (schema: docs/import.md) into the ledger: one matter each, answered or abandoned when
/// the row says so, ended when the source has ended it; otherwise it stays open in its team's queue. Safe to
/// repeat and to resume. Not from the writer's thread. Errors: those of CsvReader::open, "columns-missing",
/// "columns-twice", "team-missing" (no team column and no installed county to route by), "file-unwritable",
/// the ledger's.
Result<ImportReport> import_contacts(live::Driver& driver, const ContactSource& source,
                                     const std::filesystem::path& file, const ImportOptions& options);

}  // namespace vuoro::exchange
