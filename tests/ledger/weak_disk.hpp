#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <random>
#include <string>
#include <vector>

namespace vuoro::ledger {

/// A disk that can lose power and fail: an SQLite VFS in front of the real one. It notes every write since
/// the last sync of its file; what is synced is durable, of the rest a power cut keeps any part, torn at 512
/// bytes. Not modelled: names of files lost from a directory. One at a time; it is SQLite's default VFS while
/// it lives.
class WeakDisk {
 public:
  enum class Honesty : std::uint8_t { syncs, ignores_log_syncs, ignores_all_syncs };
  explicit WeakDisk(Honesty honesty = Honesty::syncs);
  ~WeakDisk();
  WeakDisk(const WeakDisk&) = delete;
  WeakDisk& operator=(const WeakDisk&) = delete;

  /// Everything on the disk after a power cut now: file name -> content.
  using Image = std::map<std::string, std::vector<char>>;
  Image cut_power(std::mt19937_64& random);

  /// Called before each write and sync, for choosing moments. It must not touch the ledger.
  std::function<void()> before_operation;

  /// From the n-th write or sync on (counted from now, from 1): what it answers, once or for ever.
  enum class Fault : std::uint8_t { none, full_once, full, io_once, io };
  void fail(Fault fault, std::uint64_t n);
  [[nodiscard]] bool has_failed() const { return failed_; }

  // For the VFS's own functions:
  struct Operation {
    bool is_truncate;
    std::uint64_t at;
    std::vector<char> bytes;
  };
  struct Content {
    std::vector<char> durable;
    std::vector<Operation> pending;
  };
  /// SQLITE_OK, or what the operation must answer instead of being done.
  int begin_operation(bool is_sync);
  void note_open(const std::string& name, sqlite3_file* real);
  void note(const std::string& name, Operation operation);
  void note_sync(const std::string& name);
  void note_removal(const std::string& name);

 private:
  Honesty honesty_;
  std::recursive_mutex mutex_;
  std::map<std::string, Content> files_;
  Fault fault_ = Fault::none;
  std::uint64_t countdown_ = 0;
  bool failed_ = false;
};

}  // namespace vuoro::ledger
