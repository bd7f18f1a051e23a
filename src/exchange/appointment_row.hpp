#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "base/time.hpp"
#include "core/vocabulary.hpp"
#include "exchange/csv_reader.hpp"
#include "exchange/map.hpp"
#include "exchange/once_key.hpp"

namespace vuoro::exchange {

/// One booked appointment, understood.
struct Appointment {
  std::string id;
  std::string person;  ///< The source's id; empty = nobody named.
  std::string area;
  core::Sex sex = core::Sex::unknown;
  core::Age age;
  Instant booked;  ///< Contact, assessment and booking.
  Instant visit;   ///< Day-only visits: noon, or `booked` when that is later on the same day.
  Attendance attendance = Attendance::held;

  /// Changes when anything but the id does.
  [[nodiscard]] Digest fingerprint() const;
};

/// Understands the rows of one file by a map. Immutable; the map must outlive it.
class AppointmentReader {
 public:
  /// Errors: "columns-missing", "columns-twice".
  static Result<AppointmentReader> bind(const Map& map, const std::vector<std::string>& header);

  /// `now`: visits after it have no outcome yet. Faults: "id-missing", "id-too-long", "date-unreadable",
  /// "time-out-of-range", "visit-before-booking", "visit-after-now", "word-unknown", and those of fields.hpp.
  Result<Appointment, RowFault> read(std::span<const std::string_view> fields, Instant now) const;

  [[nodiscard]] const std::vector<std::string>& ignored_columns() const { return ignored_; }

 private:
  explicit AppointmentReader(const Map& map) : map_(&map) {}
  std::optional<RowFault> read_times(std::span<const std::string_view> fields, Instant now,
                                     Appointment& a) const;
  std::optional<RowFault> read_words(std::span<const std::string_view> fields, Appointment& a) const;
  [[nodiscard]] Instant instant(WallTime t) const;

  const Map* map_;
  std::size_t id_ = 0, booked_ = 0, visit_ = 0, attendance_ = 0;
  std::optional<std::size_t> person_, sex_, age_, area_;
  std::vector<std::string> ignored_;
};

}  // namespace vuoro::exchange
