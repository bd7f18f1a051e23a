#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace vuoro::exchange {

/// How far an import has come.
struct Progress {
  std::uint64_t rows = 0;
  std::uint64_t bytes = 0;
  std::uint64_t bytes_total = 0;
  double rows_per_second = 0;          ///< Since the beginning.
  std::optional<double> seconds_left;  ///< By bytes; none in the first moments.
};

struct ImportOptions {
  /// Where rejected rows go: CSV with line, reason code, reason, original line. Written whole at the end of
  /// every run, in line order, replacing an earlier one; none when empty.
  std::filesystem::path reject_path = {};
  /// Called on the importing thread about five times a second and once at the end.
  std::function<void(const Progress&)> progress = {};
  /// Rows on their way to the ledger at once: bounds memory, feeds group commit. 1 … 65 536.
  std::size_t in_flight = 4096;
};

/// What an import did. rows == accepted + repeated + rejected.
struct ImportReport {
  std::uint64_t rows = 0;      ///< Without header and blank lines.
  std::uint64_t accepted = 0;  ///< Went in now.
  std::uint64_t repeated = 0;  ///< Had gone in before, with the same content.
  std::uint64_t rejected = 0;
  std::map<std::string, std::uint64_t> rejected_by_code;
  std::uint64_t persons_added = 0;
  std::uint64_t events = 0;                  ///< Written by this run for rows and persons.
  std::vector<std::string> ignored_columns;  ///< In the file, but nothing reads them.
  double seconds = 0;
};

}  // namespace vuoro::exchange
