#pragma once

#include <filesystem>
#include <mutex>
#include <string>
#include <vector>

#include "ledger/database.hpp"
#include "ledger/store_files.hpp"

namespace vuoro::ledger {

/// A reading connection with its one prepared statement.
struct Reader {
  Database db;
  Statement select;
};

/// Lends reading connections, each to one thread at a time. Safe to use from any thread.
class Readers {
 public:
  Readers(std::filesystem::path directory, Store store, std::string sql)
      : directory_(std::move(directory)), store_(store), sql_(std::move(sql)) {}

  /// Opens one when none is idle.
  Result<Reader> take();
  /// Gives it back for the next one; its statement is reset.
  void give_back(Reader reader);

 private:
  std::filesystem::path directory_;
  Store store_;
  std::string sql_;
  std::mutex mutex_;
  std::vector<Reader> idle_;
};

}  // namespace vuoro::ledger
