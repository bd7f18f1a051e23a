#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace vuoro::exchange {

/// Where the columns that somebody asks for stand in a header. Names are compared exactly.
class HeaderColumns {
 public:
  explicit HeaderColumns(const std::vector<std::string>& header)
      : header_(header), asked_(header.size(), false) {}

  /// The column's place, none when it is not there. An empty name is nowhere.
  std::optional<std::size_t> optional(std::string_view name);
  /// The same; an absent one becomes part of status().
  std::size_t required(std::string_view name);

  /// Errors: "columns-missing", "columns-twice", with the names.
  [[nodiscard]] Status status() const;
  /// Columns that nobody asked for.
  [[nodiscard]] std::vector<std::string> ignored() const;

 private:
  const std::vector<std::string>& header_;
  std::vector<bool> asked_;
  std::string missing_;
  std::string twice_;
};

}  // namespace vuoro::exchange
