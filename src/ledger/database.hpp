#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "base/result.hpp"

struct sqlite3;
struct sqlite3_stmt;

namespace vuoro::ledger {

/// Casts between the ledger's unsigned numbers and SQLite's signed ones, bit for bit.
constexpr std::int64_t to_sql(std::uint64_t n) {
  return static_cast<std::int64_t>(n);
}
constexpr std::uint64_t from_sql(std::int64_t n) {
  return static_cast<std::uint64_t>(n);
}

class Statement;

/// One SQLite connection with the settings of docs/decisions/020; used by one thread at a time.
class Database {
 public:
  /// writer: the only connection that writes and checkpoints this file; reader: never does either.
  enum class Use : std::uint8_t { writer, reader };

  /// The file must exist. Errors: as `error`.
  static Result<Database> open(const std::filesystem::path& file, Use use);

  Status run(const char* sql);
  Result<Statement> prepare(std::string_view sql);
  /// The first column of the first row as a number; `none` when there is no row.
  Result<std::int64_t> number(std::string_view sql, std::int64_t none = 0);

  /// What the last failed call means: "disk-full", "ledger-damaged", "ledger-busy" or "ledger-failed".
  [[nodiscard]] Error error(std::string_view doing) const;
  /// Ends a transaction that failed half-way, if one is open.
  void roll_back();
  /// Moves the write-ahead log into the file when it has grown (writer only).
  Status checkpoint_when_due();
  /// Moves it all and empties it; returns even when a reader holds some of it.
  Status checkpoint_all();
  /// The same without waiting for readers for long. @return Whether the log is empty.
  Result<bool> empty_log();
  /// After a failed sync: closing must not touch the file any more.
  void leave_log_alone();

  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] sqlite3* raw() const { return handle_.get(); }

 private:
  struct Close {
    void operator()(sqlite3* handle) const;
  };
  Status configure(Use use);

  std::unique_ptr<sqlite3, Close> handle_;
  std::unique_ptr<int> log_pages_ = std::make_unique<int>(0);  // SQLite's hook keeps a pointer to it
  int tried_at_pages_ = 0;
  std::string name_;
};

/// A prepared statement. Bound bytes must stay alive until reset. Must not outlive its Database.
class Statement {
 public:
  Statement() = default;

  void bind(int parameter, std::int64_t value);
  void bind(int parameter, std::span<const std::byte> bytes);
  /// true: a row is there; false: done (and reset).
  Result<bool> step();
  /// Runs a statement that gives no rows, and resets it.
  Status run();
  void reset();

  [[nodiscard]] std::int64_t number(int column) const;
  /// Valid until the next step or reset.
  [[nodiscard]] std::span<const std::byte> bytes(int column) const;

 private:
  friend class Database;
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const;
  };
  std::unique_ptr<sqlite3_stmt, Finalize> statement_;
  std::string name_;
};

/// Where a failed write was going.
enum class Written : std::uint8_t { log, file };
/// The meaning of the last SQLite error on this connection; `name` is the file's.
Error sqlite_error(sqlite3* handle, std::string_view name, std::string_view doing, Written written);

}  // namespace vuoro::ledger
