#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "content/codes.hpp"
#include "content/county.hpp"

namespace vuoro::content {

/// Reads times.toml: types of time, professionals and the weeks they work. Faults go to the errors.
class TimesReader {
 public:
  explicit TimesReader(ContentErrors& errors) : errors_(errors) {}

  void read(const toml::table& table, const std::string& shown);
  /// Judges what was read against the county's services and teams, and gives it to the county.
  void finish(const Codes& services, const Codes& teams, County& county);

 private:
  void read_freed(Fields& fields);
  void read_unused(Fields& fields);
  void read_course(Fields& fields);
  void read_type(Fields& fields);
  void read_worker(Fields& fields);
  void read_shift(Fields& fields);
  void check_types(const County& county);
  void check_shifts();
  void check_overlaps();
  void check_rooms(const County& county);

  ContentErrors& errors_;
  std::optional<FreedTimes> freed_;
  std::optional<UnusedTimes> unused_;
  std::uint8_t weeks_ahead_ = 0;
  std::vector<Course> courses_;
  std::vector<SlotType> types_;
  std::vector<Place> type_places_;
  std::vector<Worker> workers_;
  std::vector<ShiftTemplate> shifts_;
  std::vector<Place> shift_places_;
  Codes type_codes_{"slot type"};
  Codes worker_codes_{"worker"};
  Codes course_codes_{"course"};
  std::vector<Mention> named_services_;
  std::vector<Mention> named_teams_;
  std::vector<Mention> named_types_;
  std::vector<Mention> named_workers_;
};

}  // namespace vuoro::content
