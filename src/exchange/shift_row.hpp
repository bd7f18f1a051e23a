#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "exchange/csv_reader.hpp"
#include "exchange/shift.hpp"
#include "exchange/term_names.hpp"

namespace vuoro::exchange {

/// Seconds since midnight of "8:00", "08.00" or "08:00:00"; 24:00 is the end of the day. Nothing for anything
/// else. Pure.
[[nodiscard]] std::optional<int> read_clock(std::string_view text);

/// Understands the rows of one file of shifts. Immutable.
class ShiftReader {
 public:
  /// Columns worker, team, date, from, until and type are needed; room, minutes, places and mode may be
  /// there. Errors: "columns-missing", "columns-twice".
  static Result<ShiftReader> bind(const std::vector<std::string>& header, TermNames teams, SlotShapes shapes);

  /// Faults: "worker-missing", "worker-too-long", "worker-unreadable", "team-unknown", "type-unknown",
  /// "date-unreadable", "time-out-of-range", "time-unreadable", "until-before-from", "shift-too-short",
  /// "minutes-out-of-range", "places-out-of-range", "word-unknown" (mode), "room-too-long",
  /// "room-unreadable".
  Result<Shift, RowFault> read(std::span<const std::string_view> fields) const;

  [[nodiscard]] const std::vector<std::string>& ignored_columns() const { return ignored_; }

 private:
  using Fields = std::span<const std::string_view>;
  std::optional<RowFault> read_words(Fields fields, Shift& shift) const;
  std::optional<RowFault> read_times(Fields fields, Shift& shift) const;
  std::optional<RowFault> read_shape(Fields fields, SlotShape& shape) const;

  TermNames teams_;
  SlotShapes shapes_;
  std::size_t worker_ = 0, team_ = 0, date_ = 0, from_ = 0, until_ = 0, type_ = 0;
  std::optional<std::size_t> room_, minutes_, places_, mode_;
  std::vector<std::string> ignored_;
};

}  // namespace vuoro::exchange
