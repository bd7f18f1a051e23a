#include "api/forecast_reading.hpp"

#include <cmath>

#include "api/instants.hpp"
#include "net/json.hpp"

namespace vuoro::api {

namespace json = boost::json;

namespace {

constexpr double most = 1e9;
const json::object no_object;
const json::array no_array;
const json::value nothing;

/// A large county's forecast is about 4 MB.
constexpr net::JsonLimits limits{
    .bytes = 64UL * 1024 * 1024, .depth = 8, .members = 100, .values = 8'000'000};

}  // namespace

void KeptReader::damaged(std::string_view what, std::string_view where) {
  refuse("-damaged", what, where);
}

void KeptReader::refuse(std::string_view code, std::string_view what, std::string_view where) {
  if (!fault_) fault_ = Error{std::string(kind_) + std::string(code), std::string(what), std::string(where)};
}

const json::object& KeptReader::object(const json::value& value, std::string_view where) {
  if (const auto* found = value.if_object()) return *found;
  damaged("is no object", where);
  return no_object;
}

const json::value& KeptReader::member(const json::object& in, std::string_view name) {
  if (const auto* found = in.if_contains(name)) return *found;
  damaged("is missing", name);
  return nothing;
}

const json::array& KeptReader::array(const json::object& in, std::string_view name) {
  if (const auto* found = member(in, name).if_array()) return *found;
  damaged("is no array", name);
  return no_array;
}

const json::array& KeptReader::optional_array(const json::object& in, std::string_view name) {
  return in.contains(name) ? array(in, name) : no_array;
}

double KeptReader::number(const json::value& value, double max, std::string_view where) {
  if (!value.is_number()) {
    damaged("is no number", where);
    return 0;
  }
  const auto n = value.to_number<double>();
  if (!(n >= 0 && n <= max)) damaged("cannot be so large or small", where);
  return n;
}

double KeptReader::signed_number(const json::value& value, std::string_view where) {
  if (!value.is_number()) {
    damaged("is no number", where);
    return 0;
  }
  const auto n = value.to_number<double>();
  if (!(n >= -most && n <= most)) damaged("cannot be so large or small", where);
  return n;
}

double KeptReader::number(const json::object& in, std::string_view name, double max) {
  return number(member(in, name), max, name);
}

std::uint64_t KeptReader::whole(const json::object& in, std::string_view name, std::uint64_t min,
                                std::uint64_t max) {
  const json::value& value = member(in, name);
  const bool natural = value.is_uint64() || (value.is_int64() && value.get_int64() >= 0);
  const auto n = natural ? value.to_number<std::uint64_t>() : 0;
  if (!natural || n < min || n > max) {
    damaged("is no such whole number", name);
    return min;
  }
  return n;
}

bool KeptReader::truth(const json::object& in, std::string_view name) {
  if (const auto* found = member(in, name).if_bool()) return *found;
  damaged("is neither true nor false", name);
  return false;
}

std::string KeptReader::text(const json::object& in, std::string_view name) {
  const auto* found = member(in, name).if_string();
  if (found != nullptr && !found->empty() && found->size() <= 200) return std::string(*found);
  damaged("is no text", name);
  return {};
}

std::string KeptReader::words(const json::object& in, std::string_view name, std::size_t longest) {
  const auto* found = member(in, name).if_string();
  if (found != nullptr && found->size() <= longest) return std::string(*found);
  damaged("is no text", name);
  return {};
}

std::string KeptReader::text_or_null(const json::object& in, std::string_view name) {
  return member(in, name).is_null() ? std::string{} : text(in, name);
}

Instant KeptReader::instant(const json::object& in, std::string_view name) {
  const auto found = read_instant(text(in, name));
  if (!found) damaged("is no instant", name);
  return found.value_or(Instant{});
}

Day KeptReader::day(const json::object& in, std::string_view name) {
  const auto found = read_day(text(in, name));
  if (!found) damaged("is no day", name);
  return found.value_or(Day{});
}

std::vector<double> KeptReader::numbers(const json::object& in, std::string_view name, double max) {
  std::vector<double> out;
  for (const json::value& one : array(in, name)) out.push_back(number(one, max, name));
  return out;
}

KeptSpread KeptReader::spread(const json::value& value, std::string_view where) {
  const auto* figures = value.if_array();
  if (figures == nullptr || figures->size() != 7) {
    damaged("is not a mean and three bands", where);
    return {};
  }
  const auto at = [&](std::size_t i) { return number((*figures)[i], most, where); };
  const KeptSpread s{at(0), at(1), at(2), at(3), at(4), at(5), at(6)};
  const bool nested = s.low95 <= s.low80 && s.low80 <= s.low50 && s.low50 <= s.high50 &&
                      s.high50 <= s.high80 && s.high80 <= s.high95;
  if (!nested) damaged("has bands that do not lie in one another", where);
  return s;
}

std::vector<KeptSpread> KeptReader::spreads(const json::object& in, std::string_view name) {
  std::vector<KeptSpread> out;
  for (const json::value& one : array(in, name)) out.push_back(spread(one, name));
  return out;
}

json::value KeptReader::whole_file(std::string_view text) {
  auto read = net::read_json(text, limits);
  if (!read) {
    damaged(read.error().code, "byte " + std::to_string(read.error().offset));
    return nothing;
  }
  const json::object& in = object(*read, "the file");
  if (ok() && whole(in, "format", 0, UINT32_MAX) != static_cast<std::uint64_t>(format_) && ok())
    refuse("-other-format", "was written in another format", "format");
  return std::move(read).value();
}

double thousandths(double value) {
  return std::round(value * 1000) / 1000;
}

json::array spread_json(const KeptSpread& s) {
  json::array out;
  for (const double one : {s.mean, s.low50, s.high50, s.low80, s.high80, s.low95, s.high95})
    out.emplace_back(thousandths(one));
  return out;
}

json::array spreads_json(const std::vector<KeptSpread>& spreads) {
  json::array out;
  for (const KeptSpread& one : spreads) out.emplace_back(spread_json(one));
  return out;
}

json::array numbers_json(const std::vector<double>& numbers) {
  json::array out;
  for (const double one : numbers) out.emplace_back(thousandths(one));
  return out;
}

json::value text_or_null(const std::string& text) {
  return text.empty() ? json::value(nullptr) : json::value(text);
}

}  // namespace vuoro::api
