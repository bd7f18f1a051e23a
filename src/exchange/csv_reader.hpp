#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace vuoro::exchange {

/// Why one row of a file does not go in. `code` is stable (docs/import.md lists them); `what` is English for
/// the operator.
struct RowFault {
  std::string code;
  std::string what;
};

/// One record. Views are good until the next call of CsvReader::next.
struct CsvRecord {
  std::uint64_t line = 0;  ///< Of its first character; the first line of the file is 1.
  std::string_view raw;    ///< As it stands in the file, without the line end; at most 4 KiB of a bad line.
  std::vector<std::string_view> fields;
  std::optional<RowFault> fault;  ///< With a fault `fields` is empty.
};

/// Reads CSV (RFC 4180) in UTF-8, with LF or CRLF, with or without a byte order mark, one record at a time in
/// bounded memory. Blank lines are passed over. A bad record never hides the ones after it: its first line is
/// given as faulty and reading goes on at the next line. Not thread-safe.
class CsvReader {
 public:
  static constexpr std::size_t most_in_record = std::size_t{64} << 10;
  static constexpr std::size_t most_raw = 4096;

  /// Opens the file and reads the header. Errors (where = file or file:line): "file-unreadable",
  /// "file-empty", "header-unreadable", "not-utf8" (also for UTF-16).
  static Result<CsvReader> open(const std::filesystem::path& path, char separator);

  [[nodiscard]] const std::vector<std::string>& header() const { return header_; }
  /// The next record, or false at the end. Every fault of the row itself is in record.fault: "column-count",
  /// "quote-malformed", "quote-unclosed", "record-too-long", "nul-character", "bare-cr", "not-utf8". Error:
  /// "file-unreadable" when reading breaks off.
  Result<bool> next(CsvRecord& record);

  [[nodiscard]] std::uint64_t bytes_read() const { return consumed_; }
  [[nodiscard]] std::uint64_t bytes_total() const { return total_; }

 private:
  enum class In : std::uint8_t;
  struct Scan;
  CsvReader(std::ifstream file, std::string shown, std::uint64_t total, char separator)
      : file_(std::move(file)), shown_(std::move(shown)), total_(total), separator_(separator) {}

  bool fill();
  int peek(std::size_t offset);
  Scan scan();
  void take_quoted(Scan& scan, char byte);
  void take_unquoted(Scan& scan, char byte);
  void give(const Scan& scan, CsvRecord& record);
  void give_faulty(RowFault fault, CsvRecord& record);
  std::size_t first_line_length();
  void advance(std::size_t bytes);

  std::ifstream file_;
  std::string shown_;
  std::uint64_t total_ = 0;
  char separator_;
  std::string buffer_;
  std::size_t begin_ = 0;  // of the record now being read, in buffer_
  bool ended_ = false;
  std::uint64_t consumed_ = 0;
  std::uint64_t line_ = 1;
  std::vector<std::string> header_;
  std::string content_;            // the record's fields without their quotes, end to end
  std::vector<std::size_t> ends_;  // where each field ends in content_
};

}  // namespace vuoro::exchange
