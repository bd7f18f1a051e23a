#include "exchange/row_window.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "core/words.hpp"

namespace vuoro::exchange {

RowWindow::Row& RowWindow::add(const CsvRecord& record) {
  const std::string_view raw = record.raw.substr(0, CsvReader::most_raw);
  std::unique_lock lock(mutex_);
  while (rows_.size() >= most_) settle_oldest(lock);
  return rows_.emplace_back(Row{record.line, std::string(raw), std::nullopt, {}, {}, false});
}

void RowWindow::reject(const CsvRecord& record, RowFault fault) {
  Row& row = add(record);
  const std::lock_guard lock(mutex_);
  row.fault = std::move(fault);
  row.told = true;
}

void RowWindow::send(const CsvRecord& record, RowWork work) {
  Row& row = add(record);
  row.explain = std::move(work.explain);
  driver_.submit({work.once, std::move(work.script), [this, &row](const live::Outcome& outcome) {
                    const std::lock_guard lock(mutex_);
                    row.outcome = outcome;
                    row.told = true;
                    told_.notify_one();
                  }});
}

void RowWindow::settle_oldest(std::unique_lock<std::mutex>& lock) {
  told_.wait(lock, [&] { return rows_.front().told; });
  // As many as are ready, so that the writer's thread is woken for seldom.
  while (!rows_.empty() && rows_.front().told) {
    count(rows_.front());
    rows_.pop_front();
  }
}

void RowWindow::finish() {
  std::unique_lock lock(mutex_);
  while (!rows_.empty()) settle_oldest(lock);
}

void RowWindow::count(Row& row) {
  using live::Fate;
  ++report_.rows;
  if (!row.fault && row.outcome.fate == Fate::key_conflict) {
    row.fault = RowFault{"id-conflict", "the same id came before with other content"};
  }
  if (!row.fault && row.outcome.fate == Fate::refused) {
    const core::Refusal& refusal = row.outcome.refusal;
    row.fault = row.explain ? row.explain(refusal)
                            : RowFault{"refused", fmt::format("refused by the core: {} ({})",
                                                              promises::word(refusal.code), refusal.subject)};
  }
  if (row.fault) {
    ++report_.rejected;
    ++report_.rejected_by_code[row.fault->code];
    rejects_.add(row.line, *row.fault, row.raw);
  } else if (row.outcome.fate == Fate::accepted) {
    ++report_.accepted;
    report_.events += row.outcome.events;
  } else if (row.outcome.fate == Fate::repeated) {
    ++report_.repeated;
  } else if (!failure_) {
    failure_ = row.outcome.error;
    failure_->where += fmt::format(" (row of line {})", row.line);
  }
}

}  // namespace vuoro::exchange
