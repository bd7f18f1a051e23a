#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "base/time.hpp"

namespace vuoro::exchange {

/// A date and time as written, in no zone.
struct WallTime {
  Day day;
  int second = 0;  ///< Since midnight, 0 … 86 399.

  friend constexpr auto operator<=>(WallTime, WallTime) = default;
};

/// How a column writes dates: %Y (four digits), %m %d %H %M %S (two digits), %-d %-m %-H (one or two), %%;
/// every other character stands for itself. Immutable; safe from many threads.
class DateFormat {
 public:
  /// Errors: "format-refused" for an unknown % or one that does not give a whole date.
  static Result<DateFormat> compile(std::string_view pattern);

  /// Nothing unless the whole text fits and is a day that exists, 1900–2199. O(text).
  [[nodiscard]] std::optional<WallTime> read(std::string_view text) const;
  /// False: only the day is known.
  [[nodiscard]] bool has_time() const { return has_time_; }

 private:
  struct Item {
    char part = 0;  // Y m d H M S, or 0 for a literal
    char literal = 0;
    std::uint8_t least = 1;
    std::uint8_t most = 1;
  };
  std::vector<Item> items_;
  bool has_time_ = false;
};

}  // namespace vuoro::exchange
