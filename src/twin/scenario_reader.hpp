#pragma once

// Private to twin/*.cpp: toml++ is slow to compile.
#include <optional>
#include <string>
#include <vector>

#include "content/toml_reader.hpp"
#include "twin/scenario.hpp"

namespace vuoro::twin {

/// Takes what scenario files are made of out of one table at a time. Faults go to the table's errors with
/// their place; what was faulty reads as its default.
class ScenarioReader {
 public:
  /// The words that tables may refer to, in the order of the file.
  struct Names {
    std::vector<std::string> segments;
    std::vector<std::string> stages;
    std::vector<std::string> clinics;
  };
  explicit ScenarioReader(Names names) : names_(std::move(names)) {}

  [[nodiscard]] Arrivals arrivals(content::Fields& fields) const;
  [[nodiscard]] Segment segment(content::Fields& fields) const;
  /// `index`: the stage's own place; matters only go on to later stages.
  [[nodiscard]] Stage stage(content::Fields& fields, std::size_t index) const;
  [[nodiscard]] Clinic clinic(content::Fields& fields) const;

 private:
  [[nodiscard]] std::optional<std::uint8_t> index(content::Fields& fields, std::string_view key,
                                                  const std::vector<std::string>& names) const;
  void service(content::Fields& fields, Stage& stage) const;
  void order(content::Fields& fields, Stage& stage) const;
  [[nodiscard]] Route route(content::Fields& fields, std::size_t stage) const;
  void check_routes(content::Fields& fields, const Stage& stage) const;

  Names names_;
};

/// A time with its unit.
std::optional<double> minutes(content::Fields& fields, std::string_view key, content::Presence presence);

/// A number from low to high.
std::optional<double> real(content::Fields& fields, std::string_view key, double low, double high,
                           content::Presence presence);

}  // namespace vuoro::twin
