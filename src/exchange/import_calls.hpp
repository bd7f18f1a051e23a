#pragma once

#include <filesystem>

#include "base/result.hpp"
#include "content/county.hpp"
#include "exchange/call_map.hpp"
#include "exchange/report.hpp"
#include "live/driver.hpp"

namespace vuoro::exchange {

/// Reads an exchange's calls into the ledger, as if each moment had been told when it happened. Safe to
/// repeat, to resume and to mix with the webhook: the same call of the same exchange is one call. Not from
/// the writer's thread. Errors: those of CsvReader::open, "columns-missing", "columns-twice",
/// "exchange-unknown" (the county names no such exchange), "file-unwritable", the ledger's.
Result<ImportReport> import_calls(live::Driver& driver, const content::County& county, const CallMap& map,
                                  const std::filesystem::path& file, const ImportOptions& options);

}  // namespace vuoro::exchange
