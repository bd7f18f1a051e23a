#include "exchange/import_shifts.hpp"

#include "exchange/import_rows.hpp"
#include "exchange/publish_shifts.hpp"
#include "exchange/shift_row.hpp"

namespace vuoro::exchange {

Result<ImportReport> import_shifts(live::Driver& driver, const content::County& county,
                                   const std::filesystem::path& file, char separator,
                                   const ImportOptions& options) {
  if (county.slot_types.empty())
    return Error{"types-missing", "the county has no types of time (times.toml)", county.code};
  auto csv = CsvReader::open(file, separator);
  if (!csv) return csv.error();
  const auto reader = ShiftReader::bind(
      csv->header(), term_names(driver.read().state(), core::TermKind::team), shapes_of(county));
  if (!reader) return Error{reader.error().code, reader.error().what, file.string() + ":1"};
  TermBook workers(driver, core::TermKind::worker);
  TermBook rooms(driver, core::TermKind::room);
  const RowReader read_row = [&](const CsvRecord& record) -> Result<RowWork, RowFault> {
    const auto shift = reader->read(record.fields);
    if (!shift) return shift.error();
    workers.meet(shift->worker);
    rooms.meet(shift->room);
    return publish_work(*shift, core::ActorKind::import);
  };
  auto report = import_rows(driver, *csv, read_row, options);
  if (report) report->ignored_columns = reader->ignored_columns();
  return report;
}

}  // namespace vuoro::exchange
