#pragma once

#include <filesystem>

#include "base/result.hpp"
#include "content/county.hpp"
#include "exchange/report.hpp"
#include "live/driver.hpp"

namespace vuoro::exchange {

/// Publishes the shifts that a shift system tells of (schema: docs/import.md): one row is one shift, cut into
/// times as its type says, unless the row says otherwise. Teams and types must be the installed county's;
/// professionals and rooms that the ledger does not know become terms. Safe to repeat and to resume. Not from
/// the writer's thread. Errors: those of CsvReader::open, "columns-missing", "columns-twice",
/// "types-missing" (the county has no types of time), "file-unwritable", the ledger's.
Result<ImportReport> import_shifts(live::Driver& driver, const content::County& county,
                                   const std::filesystem::path& file, char separator,
                                   const ImportOptions& options);

}  // namespace vuoro::exchange
