#include "ledger/database.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include <cerrno>
#include <utility>

namespace vuoro::ledger {
namespace {

// 16 MiB of log before it is moved: long enough to gather writes, short enough to read back quickly after a
// crash.
constexpr int checkpoint_pages = 4000;
constexpr int patience_ms = 5000;
constexpr int patience_with_readers_ms = 100;  // while the writer does nothing else

/// The system's reason for the last failed write. (errno itself is stale by now, and SQLite knows only
/// ENOSPC.) Statements write to the log; only moving the log writes to the file itself.
int write_error(sqlite3* handle, Written written) {
  sqlite3_file* file = nullptr;
  int number = 0;
  const int which = written == Written::log ? SQLITE_FCNTL_JOURNAL_POINTER : SQLITE_FCNTL_FILE_POINTER;
  if (sqlite3_file_control(handle, "main", which, static_cast<void*>(&file)) == SQLITE_OK &&
      file != nullptr && file->pMethods != nullptr) {
    file->pMethods->xFileControl(file, SQLITE_FCNTL_LAST_ERRNO, &number);
  }
  return number;
}

bool is_full(sqlite3* handle, int code, Written written) {
  if (code == SQLITE_FULL) {
    return true;
  }
  // Nothing else counts: after a failed sync, or when the log's index cannot grow, it is unknown what the
  // disk holds.
  if (code != SQLITE_IOERR_WRITE) {
    return false;
  }
  const int number = write_error(handle, written);
  return number == ENOSPC || number == EDQUOT || number == EFBIG;
}

int remember_log_pages(void* pages, sqlite3* /*handle*/, const char* /*schema*/, int count) {
  *static_cast<int*>(pages) = count;
  return SQLITE_OK;
}

}  // namespace

Error sqlite_error(sqlite3* handle, std::string_view name, std::string_view doing, Written written) {
  const int code = sqlite3_extended_errcode(handle);
  const char* code_name = "ledger-failed";
  if (is_full(handle, code, written)) {
    code_name = "disk-full";
  } else if ((code & 0xff) == SQLITE_CORRUPT || (code & 0xff) == SQLITE_NOTADB) {
    code_name = "ledger-damaged";
  } else if ((code & 0xff) == SQLITE_BUSY) {
    code_name = "ledger-busy";
  }
  return {code_name, fmt::format("{}: {} (SQLite {})", doing, sqlite3_errmsg(handle), code),
          std::string(name)};
}

void Database::Close::operator()(sqlite3* handle) const {
  sqlite3_close_v2(handle);
}

Result<Database> Database::open(const std::filesystem::path& file, Use use) {
  Database db;
  db.name_ = file.filename().string();
  sqlite3* handle = nullptr;
  const int code =
      sqlite3_open_v2(file.c_str(), &handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nullptr);
  db.handle_.reset(handle);
  if (handle == nullptr) {
    return Error{"ledger-failed", "no memory for a connection", db.name_};
  }
  if (code != SQLITE_OK) {
    return db.error("opening");
  }
  if (auto done = db.configure(use); !done) {
    return std::move(done).error();
  }
  return db;
}

Status Database::configure(Use use) {
  sqlite3_extended_result_codes(raw(), 1);
  sqlite3_busy_timeout(raw(), patience_ms);
  sqlite3_db_config(raw(), SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(raw(), SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  // Exactly one connection moves the log (the WAL-reset bug of SQLite < 3.51.3): nobody does it by itself.
  if (auto done = run("PRAGMA wal_autocheckpoint=0; PRAGMA mmap_size=0; PRAGMA cell_size_check=ON;"
                      "PRAGMA foreign_keys=ON; PRAGMA temp_store=MEMORY; PRAGMA cache_size=-32768;");
      !done) {
    return done;
  }
  if (use == Use::reader) {
    sqlite3_db_config(raw(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
    return run("PRAGMA synchronous=FULL; PRAGMA query_only=ON; PRAGMA cache_size=-8192;");
  }
  // What is deleted is overwritten with zeros.
  if (auto done = run("PRAGMA secure_delete=ON; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"); !done) {
    return done;
  }
  sqlite3_wal_hook(raw(), remember_log_pages, log_pages_.get());
  auto level = number("PRAGMA synchronous");
  if (!level) {
    return std::move(level).error();
  }
  if (*level != 2) {
    return Error{"ledger-failed", "SQLite did not accept synchronous=FULL", name_};
  }
  return Unit{};
}

Status Database::run(const char* sql) {
  if (sqlite3_exec(raw(), sql, nullptr, nullptr, nullptr) != SQLITE_OK) {
    return error("running a statement");
  }
  return Unit{};
}

Result<Statement> Database::prepare(std::string_view sql) {
  sqlite3_stmt* statement = nullptr;
  if (sqlite3_prepare_v3(raw(), sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT,
                         &statement, nullptr) != SQLITE_OK) {
    return error("preparing a statement");
  }
  Statement made;
  made.statement_.reset(statement);
  made.name_ = name_;
  return made;
}

Result<std::int64_t> Database::number(std::string_view sql, std::int64_t none) {
  auto statement = prepare(sql);
  if (!statement) {
    return std::move(statement).error();
  }
  auto row = statement->step();
  if (!row) {
    return std::move(row).error();
  }
  return *row ? statement->number(0) : none;
}

Error Database::error(std::string_view doing) const {
  return sqlite_error(raw(), name_, doing, Written::log);
}

void Database::roll_back() {
  if (sqlite3_get_autocommit(raw()) == 0) {
    sqlite3_exec(raw(), "ROLLBACK", nullptr, nullptr, nullptr);
  }
}

Status Database::checkpoint_when_due() {
  if (*log_pages_ < tried_at_pages_) {
    tried_at_pages_ = 0;  // the log started over
  }
  // While a reader holds an old view the log cannot start over; then try again only after it has grown as
  // much again.
  if (*log_pages_ - tried_at_pages_ < checkpoint_pages) {
    return Unit{};
  }
  tried_at_pages_ = *log_pages_;
  const int code = sqlite3_wal_checkpoint_v2(raw(), nullptr, SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
  if (code != SQLITE_OK && (code & 0xff) != SQLITE_BUSY) {
    return sqlite_error(raw(), name_, "moving the log", Written::file);
  }
  return Unit{};
}

Status Database::checkpoint_all() {
  const int code = sqlite3_wal_checkpoint_v2(raw(), nullptr, SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
  if (code != SQLITE_OK && (code & 0xff) != SQLITE_BUSY) {
    return sqlite_error(raw(), name_, "moving the log", Written::file);
  }
  return Unit{};
}

Result<bool> Database::empty_log() {
  sqlite3_busy_timeout(raw(), patience_with_readers_ms);
  const int code = sqlite3_wal_checkpoint_v2(raw(), nullptr, SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
  sqlite3_busy_timeout(raw(), patience_ms);
  if (code == SQLITE_OK) {
    return true;
  }
  if ((code & 0xff) == SQLITE_BUSY) {
    return false;
  }
  return sqlite_error(raw(), name_, "moving the log", Written::file);
}

void Database::leave_log_alone() {
  sqlite3_db_config(raw(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
}

void Statement::Finalize::operator()(sqlite3_stmt* statement) const {
  sqlite3_finalize(statement);
}

void Statement::bind(int parameter, std::int64_t value) {
  sqlite3_bind_int64(statement_.get(), parameter, value);
}

void Statement::bind(int parameter, std::span<const std::byte> bytes) {
  if (bytes.empty()) {
    sqlite3_bind_zeroblob(statement_.get(), parameter, 0);  // a null pointer would bind NULL
    return;
  }
  sqlite3_bind_blob64(statement_.get(), parameter, bytes.data(), bytes.size(), SQLITE_STATIC);
}

Result<bool> Statement::step() {
  const int code = sqlite3_step(statement_.get());
  if (code == SQLITE_ROW) {
    return true;
  }
  if (code == SQLITE_DONE) {
    reset();
    return false;
  }
  Error why = sqlite_error(sqlite3_db_handle(statement_.get()), name_, "reading or writing", Written::log);
  reset();
  return why;
}

Status Statement::run() {
  auto row = step();
  if (!row) {
    return std::move(row).error();
  }
  reset();
  return Unit{};
}

void Statement::reset() {
  sqlite3_reset(statement_.get());
}

std::int64_t Statement::number(int column) const {
  return sqlite3_column_int64(statement_.get(), column);
}

std::span<const std::byte> Statement::bytes(int column) const {
  const void* data = sqlite3_column_blob(statement_.get(), column);
  const int size = sqlite3_column_bytes(statement_.get(), column);
  return {static_cast<const std::byte*>(data), static_cast<std::size_t>(size)};
}

}  // namespace vuoro::ledger
