#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace vuoro::content {

/// One thing wrong in a content file. `file` is relative to the content root ("law/promises/health.toml");
/// line and column start at 1, 0 when the file as a whole is meant. `reason` is English, for whoever edits
/// the file.
struct ContentError {
  std::string file;
  int line = 0;
  int column = 0;
  std::string reason;
};
using ContentErrors = std::vector<ContentError>;

/// "law/promises/health.toml:12:3: reason", one per line.
std::string to_string(const ContentErrors& errors);

/// The list as one Error: code "content-refused", where = first file:line, what = all of them.
Error as_error(const ContentErrors& errors);

}  // namespace vuoro::content
