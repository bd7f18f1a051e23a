#pragma once

#include <filesystem>

#include "base/result.hpp"
#include "exchange/map.hpp"
#include "exchange/report.hpp"
#include "live/driver.hpp"

namespace vuoro::exchange {

/// Reads booked appointments into the ledger by a map: each row becomes one matter with its contact,
/// assessment, booking, outcome and end at the instants that the row tells, as one submission (all or
/// nothing). Rows that cannot be true are rejected one by one. Safe to repeat and to resume after any
/// interruption: a row's key is (source, id), a person's (source, person id). Not from the writer's thread.
/// Errors: those of CsvReader::open, "columns-missing", "columns-twice", "file-unwritable", the ledger's.
Result<ImportReport> import_appointments(live::Driver& driver, const Map& map,
                                         const std::filesystem::path& file, const ImportOptions& options);

}  // namespace vuoro::exchange
