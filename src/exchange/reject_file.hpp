#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string_view>

#include "base/result.hpp"
#include "exchange/csv_reader.hpp"

namespace vuoro::exchange {

/// Rows that did not go in, as CSV: line, code, reason, row. Written beside its place and moved there when
/// whole. Not thread-safe.
class RejectFile {
 public:
  /// An empty path keeps nothing. Errors: "file-unwritable".
  static Result<RejectFile> create(const std::filesystem::path& path);
  void add(std::uint64_t line, const RowFault& fault, std::string_view raw);
  /// Errors: "file-unwritable".
  Status finish();

 private:
  std::filesystem::path path_;
  std::filesystem::path part_;
  std::ofstream file_;
};

}  // namespace vuoro::exchange
