#include "api/forecast_kept.hpp"

#include <boost/json.hpp>
#include <numeric>

#include "api/forecast_reading.hpp"
#include "api/sight.hpp"
#include "calendar/zone.hpp"

namespace vuoro::api {

namespace json = boost::json;

namespace {

constexpr double most = 1e9;
constexpr std::size_t past_weeks = 12;

json::object row_json(const KeptRow& row) {
  return {{"rule", row.rule},
          {"team", row.team},
          {"service", text_or_null(row.service)},
          {"alarm", row.alarm},
          {"past", numbers_json(row.past)},
          {"pastDispersion", thousandths(row.past_dispersion)},
          {"all", spread_json(row.all)},
          {"soon", spread_json(row.soon)},
          {"broken", spreads_json(row.broken)},
          {"due", numbers_json(row.due)}};
}

json::object care_json(const KeptCare& care) {
  return {{"team", care.team},
          {"service", text_or_null(care.service)},
          {"queueNow", thousandths(care.queue_now)},
          {"queue", spreads_json(care.queue)},
          {"waitedDays", spreads_json(care.waited)},
          {"utilisation", spreads_json(care.utilisation)}};
}

class ForecastReader {
 public:
  explicit ForecastReader(std::string_view text) : file_(in_.whole_file(text)) {}

  Result<KeptForecast> read() {
    if (!in_.ok()) return in_.fault();
    const json::object& all = in_.object(file_, "the file");
    KeptForecast f = head(all);
    for (const json::value& one : in_.array(all, "rows")) f.rows.push_back(row(one, f));
    for (const json::value& one : in_.array(all, "care")) f.care.push_back(care(one, f));
    for (const json::value& one : in_.optional_array(all, "promises")) f.chances.push_back(chance(one));
    if (!in_.ok()) return in_.fault();
    return f;
  }

 private:
  KeptForecast head(const json::object& all) {
    KeptForecast f;
    f.made = in_.instant(all, "made");
    f.as_of = in_.instant(all, "asOf");
    f.from = in_.day(all, "from");
    f.weeks = static_cast<int>(in_.whole(all, "weeks", 1, 52));
    f.soon = static_cast<int>(in_.whole(all, "soonWeeks", 1, static_cast<std::uint64_t>(f.weeks)));
    f.futures = static_cast<std::uint32_t>(in_.whole(all, "futures", 1, UINT32_MAX));
    f.seed = in_.whole(all, "seed", 0, UINT64_MAX);
    f.commands = in_.whole(all, "commands", 0, UINT64_MAX);
    f.refusals = in_.whole(all, "refusals", 0, UINT64_MAX);
    f.program = in_.text(all, "program");
    f.all = in_.spread(in_.member(all, "all"), "all");
    return f;
  }

  template <class T>
  void length(const std::vector<T>& list, const KeptForecast& f, std::string_view name) {
    if (list.size() != static_cast<std::size_t>(f.weeks))
      in_.damaged("does not have a figure for each week", name);
  }

  KeptRow row(const json::value& value, const KeptForecast& f) {
    const json::object& in = in_.object(value, "rows");
    KeptRow row;
    row.rule = in_.text(in, "rule");
    row.team = in_.text(in, "team");
    row.service = in_.text_or_null(in, "service");
    row.alarm = in_.truth(in, "alarm");
    row.past = in_.numbers(in, "past", most);
    if (row.past.size() > past_weeks) in_.damaged("has too many weeks", "past");
    row.past_dispersion = in_.number(in, "pastDispersion", most);
    row.all = in_.spread(in_.member(in, "all"), "all");
    row.soon = in_.spread(in_.member(in, "soon"), "soon");
    row.broken = in_.spreads(in, "broken");
    row.due = in_.numbers(in, "due", most);
    length(row.broken, f, "broken");
    length(row.due, f, "due");
    return row;
  }

  KeptCare care(const json::value& value, const KeptForecast& f) {
    const json::object& in = in_.object(value, "care");
    KeptCare care;
    care.team = in_.text(in, "team");
    care.service = in_.text_or_null(in, "service");
    care.queue_now = in_.number(in, "queueNow", most);
    care.queue = in_.spreads(in, "queue");
    care.waited = in_.spreads(in, "waitedDays");
    care.utilisation = in_.spreads(in, "utilisation");
    length(care.queue, f, "queue");
    length(care.waited, f, "waitedDays");
    if (!care.utilisation.empty()) length(care.utilisation, f, "utilisation");
    return care;
  }

  KeptChance chance(const json::value& value) {
    const json::object& in = in_.object(value, "promises");
    return {static_cast<std::uint32_t>(in_.whole(in, "promise", 1, UINT32_MAX)),
            static_cast<std::uint32_t>(in_.whole(in, "matter", 1, UINT32_MAX)), in_.number(in, "chance", 1)};
  }

  KeptReader in_;
  json::value file_;
};

}  // namespace

double KeptRow::past_mean() const {
  if (past.empty()) return 0;
  return std::accumulate(past.begin(), past.end(), 0.0) / static_cast<double>(past.size());
}

std::string to_json(const KeptForecast& f) {
  json::array rows;
  for (const KeptRow& row : f.rows) rows.emplace_back(row_json(row));
  json::array care;
  for (const KeptCare& one : f.care) care.emplace_back(care_json(one));
  json::array chances;
  for (const KeptChance& one : f.chances)
    chances.emplace_back(
        json::object{{"promise", one.promise}, {"matter", one.matter}, {"chance", thousandths(one.chance)}});
  const json::object out{{"format", forecast_format},
                         {"made", instant_json(f.made)},
                         {"asOf", instant_json(f.as_of)},
                         {"from", day_json(calendar::at_local(f.from, 0))},
                         {"weeks", f.weeks},
                         {"soonWeeks", f.soon},
                         {"futures", f.futures},
                         {"seed", f.seed},
                         {"commands", f.commands},
                         {"refusals", f.refusals},
                         {"program", f.program},
                         {"all", spread_json(f.all)},
                         {"rows", std::move(rows)},
                         {"care", std::move(care)},
                         {"promises", std::move(chances)}};
  return json::serialize(out) + "\n";
}

Result<KeptForecast> read_forecast(std::string_view text) {
  return ForecastReader(text).read();
}

}  // namespace vuoro::api
