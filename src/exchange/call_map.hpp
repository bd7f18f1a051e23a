#pragma once

#include <array>
#include <filesystem>
#include <string>

#include "base/result.hpp"
#include "content/content_error.hpp"

namespace vuoro::exchange {

/// How an exchange's CSV file of calls, one row a call, is to be read (content/maps/calls-example.toml,
/// docs/telephone.md). Names of columns; empty = the file has no such column.
struct CallMap {
  std::string exchange;  ///< The exchange's code: the same call told by webhook is the same call.
  char separator = ',';
  std::string call, line, number, language, result;
  std::array<std::string, 7> moments;  ///< By core::CallMoment.
};

/// Reads a map. Every fault is reported with file, line, column and reason.
Result<CallMap, content::ContentErrors> load_call_map(const std::filesystem::path& path);

}  // namespace vuoro::exchange
