#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "content/content_error.hpp"

namespace vuoro::content {

inline const std::filesystem::path broken =
    std::filesystem::path{VUORO_SOURCE_DIR} / "tests" / "content" / "broken";

/// What a broken file says of itself: "#! part of the reason" at the end of the line that must be named.
struct Expected {
  int line;
  std::string part;
};

inline std::vector<Expected> expected_errors(const std::filesystem::path& file) {
  std::vector<Expected> expected;
  std::ifstream stream{file};
  int number = 0;
  for (std::string line; std::getline(stream, line);) {
    ++number;
    for (std::size_t at = line.find("#! "); at != std::string::npos; at = line.find("#! ", at + 1)) {
      const std::size_t end = line.find("  #! ", at);
      expected.push_back({number, line.substr(at + 3, end == std::string::npos ? end : end - at - 3)});
    }
  }
  return expected;
}

/// Every expected error is there on its line, and no other.
inline void expect_errors(const ContentErrors& errors, const std::vector<Expected>& expected,
                          const std::string& file) {
  EXPECT_EQ(errors.size(), expected.size()) << file << "\n" << to_string(errors);
  for (const Expected& wanted : expected) {
    bool found = false;
    for (const ContentError& error : errors) {
      found = found || (error.line == wanted.line && error.column > 0 && error.file == file &&
                        error.reason.find(wanted.part) != std::string::npos);
    }
    EXPECT_TRUE(found) << file << ":" << wanted.line << " " << wanted.part << "\ngot:\n" << to_string(errors);
  }
}

inline std::vector<std::filesystem::path> files_in(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator{folder}) files.push_back(entry.path());
  EXPECT_FALSE(files.empty()) << folder;
  return files;
}

}  // namespace vuoro::content
