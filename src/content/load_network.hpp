#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "content/codes.hpp"
#include "content/network.hpp"

namespace vuoro::content {

/// Reads network.toml. Faults go to the errors.
class NetworkReader {
 public:
  NetworkReader(const County& county, ContentErrors& errors) : county_(county), errors_(errors) {}

  Network read(const toml::table& table, const std::string& shown);

 private:
  /// Codes of one list, in its order.
  struct Names {
    std::string_view kind;
    std::vector<std::string> codes;

    /// The code of a new entry; one that was there before is a fault.
    std::string add(Fields& fields);
    /// The place of the code that stands in a node.
    std::optional<std::size_t> find(Fields& fields, const toml::node& node) const;
  };

  static std::optional<double> real(Fields& fields, std::string_view key, double min, double max,
                                    Presence presence = Presence::required);
  /// A table with one number for each of the names.
  static std::vector<double> each(Fields& fields, std::string_view key, const Names& names, double max);
  static std::vector<std::optional<double>> some(Fields& fields, std::string_view key, const Names& names,
                                                 double max);
  static std::vector<std::size_t> list(Fields& fields, std::string_view key, const Names& names);

  void read_travel(Fields& fields);
  void read_mode(Fields& fields);
  void read_age(Fields& fields);
  void read_language(Fields& fields);
  void read_service(Fields& fields);
  Network::Terms read_terms(Fields& fields);
  void read_area(Fields& fields);
  void read_residents(Fields& fields);
  void read_point(Fields& fields);
  void read_known(Fields& fields);
  Spot read_spot(Fields& fields);
  void check_whole(Fields& file);
  void set_residents();

  const County& county_;
  ContentErrors& errors_;
  Network network_;
  std::optional<Spot> origin_;  ///< Longitude and latitude where both kilometres are 0.
  Names modes_{"mode", {}}, ages_{"age", {}}, languages_{"language", {}}, services_{"service", {}},
      areas_{"area", {}}, points_{"point", {}};
  std::map<std::size_t, std::map<std::uint16_t, Network::Residents>> residents_;
};

}  // namespace vuoro::content
