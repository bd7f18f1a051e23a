#pragma once

#include <functional>
#include <optional>

#include "base/result.hpp"
#include "core/refusal.hpp"
#include "exchange/csv_reader.hpp"
#include "exchange/report.hpp"
#include "live/driver.hpp"

namespace vuoro::exchange {

/// What one row asks of the ledger. The script runs on the writer's thread.
struct RowWork {
  live::Once once;
  std::function<std::optional<core::Refusal>(live::Transaction&)> script;
  /// What a refusal of the script is called in the reject file; "refused" when not given.
  std::function<RowFault(const core::Refusal&)> explain = {};
};

/// Turns a sound record into work, or says why it cannot. Runs on the importing thread, in the file's order;
/// it may submit on its own what the row rests on, before it returns.
using RowReader = std::function<Result<RowWork, RowFault>(const CsvRecord&)>;

/// Sends every row to the ledger as one submission, many at a time, in the file's order, and settles them in
/// that order. Not from the writer's thread. Errors: those of the reader, of the ledger (then the rows after
/// it are not sent; a later run goes on from there), "file-unwritable".
Result<ImportReport> import_rows(live::Driver& driver, CsvReader& csv, const RowReader& read_row,
                                 const ImportOptions& options);

}  // namespace vuoro::exchange
