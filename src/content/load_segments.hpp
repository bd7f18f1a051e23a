#pragma once

#include <optional>
#include <string>
#include <vector>

#include "content/codes.hpp"
#include "content/county.hpp"

namespace vuoro::content {

/// Reads segments.toml: the axes of the form, and the segments with what each changes. Faults go to the
/// errors.
class SegmentsReader {
 public:
  explicit SegmentsReader(ContentErrors& errors) : errors_(errors) {}

  void read(const toml::table& table, const std::string& shown);
  /// Judges what was read against the county's services and types of time, and gives it to the county.
  void finish(const Codes& services, County& county);

 private:
  void read_axis(Fields& fields);
  void read_segment(Fields& fields);

  ContentErrors& errors_;
  std::optional<Segments> segments_;
  Codes axis_codes_{"axis"};
  Codes segment_codes_{"segment"};
  std::vector<Mention> named_services_;
  std::vector<Mention> named_types_;
};

}  // namespace vuoro::content
