#pragma once

#include <boost/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "api/forecast_kept.hpp"
#include "base/result.hpp"

/// Reading of kept files: the first thing that is wrong is remembered, and everything after it is empty.
namespace vuoro::api {

class KeptReader {
 public:
  using Object = boost::json::object;

  /// Faults are "<kind>-damaged" and "<kind>-other-format".
  explicit KeptReader(std::string_view kind = "forecast", int format = forecast_format)
      : kind_(kind), format_(format) {}

  [[nodiscard]] bool ok() const { return !fault_; }
  [[nodiscard]] const Error& fault() const { return *fault_; }
  void damaged(std::string_view what, std::string_view where);

  const Object& object(const boost::json::value& value, std::string_view where);
  const boost::json::value& member(const Object& in, std::string_view name);
  const boost::json::array& array(const Object& in, std::string_view name);
  /// No member is an empty array.
  const boost::json::array& optional_array(const Object& in, std::string_view name);
  double number(const boost::json::value& value, double max, std::string_view where);
  double number(const Object& in, std::string_view name, double max);
  double signed_number(const boost::json::value& value, std::string_view where);
  std::uint64_t whole(const Object& in, std::string_view name, std::uint64_t min, std::uint64_t max);
  bool truth(const Object& in, std::string_view name);
  std::string text(const Object& in, std::string_view name);
  /// Any length up to `longest` bytes, also none.
  std::string words(const Object& in, std::string_view name, std::size_t longest);
  /// Empty for null.
  std::string text_or_null(const Object& in, std::string_view name);
  Instant instant(const Object& in, std::string_view name);
  Day day(const Object& in, std::string_view name);
  std::vector<double> numbers(const Object& in, std::string_view name, double max);
  KeptSpread spread(const boost::json::value& value, std::string_view where);
  std::vector<KeptSpread> spreads(const Object& in, std::string_view name);

  /// The whole text as an object of the format; an empty one after a fault.
  boost::json::value whole_file(std::string_view text);

 private:
  void refuse(std::string_view code, std::string_view what, std::string_view where);

  std::string_view kind_;
  int format_;
  std::optional<Error> fault_;
};

/// To a thousandth: more digits would only be noise of the drawing.
double thousandths(double value);
boost::json::array spread_json(const KeptSpread& spread);
boost::json::array spreads_json(const std::vector<KeptSpread>& spreads);
boost::json::array numbers_json(const std::vector<double>& numbers);
/// null for an empty text.
boost::json::value text_or_null(const std::string& text);

}  // namespace vuoro::api
