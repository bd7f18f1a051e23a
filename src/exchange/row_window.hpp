#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "exchange/csv_reader.hpp"
#include "exchange/import_rows.hpp"
#include "exchange/reject_file.hpp"
#include "exchange/report.hpp"

namespace vuoro::exchange {

/// The rows on their way, in the file's order. The importing thread adds them and settles the oldest; the
/// writer's thread says what came of each. Waits for all of them before it goes away.
class RowWindow {
 public:
  RowWindow(live::Driver& driver, std::size_t most, ImportReport& report, RejectFile& rejects)
      : driver_(driver), most_(most), report_(report), rejects_(rejects) {}
  ~RowWindow() { finish(); }
  RowWindow(const RowWindow&) = delete;
  RowWindow& operator=(const RowWindow&) = delete;

  void reject(const CsvRecord& record, RowFault fault);
  /// Waits while the window is full.
  void send(const CsvRecord& record, RowWork work);
  /// Waits for everything sent.
  void finish();
  /// The first failure of the ledger; nothing more should be sent after it.
  [[nodiscard]] const std::optional<Error>& failure() const { return failure_; }

 private:
  struct Row {
    std::uint64_t line = 0;
    std::string raw;
    std::optional<RowFault> fault;
    std::function<RowFault(const core::Refusal&)> explain;
    live::Outcome outcome;
    bool told = false;
  };
  Row& add(const CsvRecord& record);
  void settle_oldest(std::unique_lock<std::mutex>& lock);
  void count(Row& row);

  live::Driver& driver_;
  std::size_t most_;
  ImportReport& report_;
  RejectFile& rejects_;
  std::optional<Error> failure_;
  std::mutex mutex_;
  std::condition_variable told_;
  std::deque<Row> rows_;  // guarded by mutex_; a row stays where it is while in the window
};

}  // namespace vuoro::exchange
