#pragma once

#include <fmt/core.h>
#include <sqlite3.h>

#include <cstdint>
#include <cstdlib>
#include <ctime>
#include <initializer_list>

/// The rival of the benchmarks: SQLite in memory. A fault ends the program, for it would measure nothing.
namespace vuoro::bench {

inline double cpu_seconds() {
  return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

/// A statement that is prepared once and run many times.
class Statement {
 public:
  Statement(sqlite3* db, const char* sql) {
    if (sqlite3_prepare_v2(db, sql, -1, &statement_, nullptr) == SQLITE_OK) return;
    fmt::print("{}\n", sqlite3_errmsg(db));
    std::exit(1);  // NOLINT
  }
  ~Statement() { sqlite3_finalize(statement_); }
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;

  void bind(std::initializer_list<std::int64_t> values) {
    int at = 0;
    for (const std::int64_t value : values) sqlite3_bind_int64(statement_, ++at, value);
  }
  /// Binds and runs a statement that gives no rows.
  void run(std::initializer_list<std::int64_t> values) {
    bind(values);
    sqlite3_step(statement_);
    sqlite3_reset(statement_);
  }
  /// The sum of the first `columns` columns of all rows: every value is read.
  std::int64_t sum(int columns) {
    std::int64_t sum = 0;
    while (sqlite3_step(statement_) == SQLITE_ROW) {
      for (int i = 0; i < columns; ++i) sum += sqlite3_column_int64(statement_, i);
    }
    sqlite3_reset(statement_);
    return sum;
  }

 private:
  sqlite3_stmt* statement_ = nullptr;
};

/// A database in memory.
class Memory {
 public:
  Memory() {
    if (sqlite3_open(":memory:", &db_) != SQLITE_OK) std::exit(1);  // NOLINT
  }
  ~Memory() { sqlite3_close(db_); }
  Memory(const Memory&) = delete;
  Memory& operator=(const Memory&) = delete;

  void run(const char* sql) {
    if (sqlite3_exec(db_, sql, nullptr, nullptr, nullptr) == SQLITE_OK) return;
    fmt::print("{}\n", sqlite3_errmsg(db_));
    std::exit(1);  // NOLINT
  }
  [[nodiscard]] sqlite3* get() const { return db_; }
  [[nodiscard]] static std::int64_t bytes() { return sqlite3_memory_used(); }

 private:
  sqlite3* db_ = nullptr;
};

}  // namespace vuoro::bench
