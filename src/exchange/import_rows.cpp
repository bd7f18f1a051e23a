#include "exchange/import_rows.hpp"

#include <algorithm>
#include <chrono>

#include "exchange/row_window.hpp"

namespace vuoro::exchange {
namespace {

using Clock = std::chrono::steady_clock;

/// Tells how far it is, seldom enough not to cost anything.
class Teller {
 public:
  Teller(const ImportOptions& options, const CsvReader& csv) : options_(options), csv_(csv) {}

  void row_read() {
    ++rows_;
    if (rows_ % 64 != 0 || Clock::now() - last_ < std::chrono::milliseconds{200}) return;
    tell();
  }
  void tell() {
    last_ = Clock::now();
    if (!options_.progress) return;
    Progress p{rows_, csv_.bytes_read(), csv_.bytes_total(), 0, std::nullopt};
    const double seconds = this->seconds();
    if (seconds > 0) p.rows_per_second = static_cast<double>(rows_) / seconds;
    if (seconds > 0.5 && p.bytes > 0) {
      const auto left = static_cast<double>(p.bytes_total - std::min(p.bytes, p.bytes_total));
      p.seconds_left = left * seconds / static_cast<double>(p.bytes);
    }
    options_.progress(p);
  }
  [[nodiscard]] double seconds() const {
    return std::chrono::duration<double>(Clock::now() - started_).count();
  }

 private:
  const ImportOptions& options_;
  const CsvReader& csv_;
  Clock::time_point started_ = Clock::now();
  Clock::time_point last_ = started_;
  std::uint64_t rows_ = 0;
};

}  // namespace

Result<ImportReport> import_rows(live::Driver& driver, CsvReader& csv, const RowReader& read_row,
                                 const ImportOptions& options) {
  auto rejects = RejectFile::create(options.reject_path);
  if (!rejects) return rejects.error();
  ImportReport report;
  Teller teller(options, csv);
  {
    const std::size_t most = std::clamp<std::size_t>(options.in_flight, 1, 65536);
    RowWindow window(driver, most, report, *rejects);
    CsvRecord record;
    while (!window.failure()) {
      const auto more = csv.next(record);
      if (!more) return more.error();
      if (!*more) break;
      teller.row_read();
      if (record.fault) {
        window.reject(record, *record.fault);
        continue;
      }
      auto work = read_row(record);
      if (work) {
        window.send(record, std::move(work).value());
      } else {
        window.reject(record, std::move(work).error());
      }
    }
    window.finish();
    if (window.failure()) return *window.failure();
  }
  teller.tell();
  report.seconds = teller.seconds();
  if (auto written = rejects->finish(); !written) return written.error();
  return report;
}

}  // namespace vuoro::exchange
