#include "api/forecast_json.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "api/forecast_reading.hpp"
#include "api/sight.hpp"
#include "calendar/zone.hpp"
#include "promises/words.hpp"

namespace vuoro::api {

namespace json = boost::json;

namespace {

/// Half a promise in all weeks together: less is nothing to look at.
constexpr double hardly_any = 0.5;
/// As on the board: no share is made of fewer.
constexpr std::size_t enough_for_share = 5;
/// The worst rows; a team or a rule that is asked for shows more of its own.
constexpr std::size_t shown_rows = 24;
/// How many past judgements are shown one by one; all of them count.
constexpr std::size_t shown_judgements = 30;

constexpr std::array phase_words = {"never", "running", "done", "failed"};
constexpr std::array trust_words = {"unknown", "worse", "no_better", "better"};

json::value day_value(Day day) {
  return day_json(calendar::at_local(day, 0));
}

/// The rule, team and service of a row, by code and by name.
void add_names(const Call& call, const std::string& rule, const std::string& team, const std::string& service,
               json::object& out) {
  if (!rule.empty()) {
    const auto setting = call.house.driver.setting();
    const promises::Rule* known = setting->pack.find(rule);
    out["rule"] = rule;
    out["title"] = known != nullptr ? promises::in(known->name, call.language) : rule;
  }
  out["team"] = team;
  out["teamName"] = team_name(call, team);
  out["service"] = text_or_null(service);
  out["serviceName"] = service.empty() ? json::value(nullptr) : json::value(service_name(call, service));
}

bool quiet(const KeptRow& row) {
  return !row.alarm && row.all.mean < hardly_any && row.past_mean() == 0;
}

json::object row_json(const Call& call, const KeptRow& row) {
  json::object out;
  add_names(call, row.rule, row.team, row.service, out);
  out["alarm"] = row.alarm;
  out["past"] = numbers_json(row.past);
  out["pastMean"] = thousandths(row.past_mean());
  out["all"] = spread_json(row.all);
  out["soon"] = spread_json(row.soon);
  out["broken"] = spreads_json(row.broken);
  out["due"] = numbers_json(row.due);
  return out;
}

const KeptCare* care_of(const KeptForecast& f, const KeptRow& row) {
  const auto found = std::ranges::find_if(
      f.care, [&](const KeptCare& c) { return c.team == row.team && c.service == row.service; });
  return found == f.care.end() ? nullptr : &*found;
}

/// The weeks in which three futures of four lie above what was; where there is none, those of the alarm.
json::array weeks_above(const KeptRow& row, int soon) {
  json::array above;
  for (std::size_t w = 0; w < row.broken.size(); ++w) {
    if (row.broken[w].low50 > row.past_mean()) above.emplace_back(w + 1);
  }
  if (!above.empty()) return above;
  for (int w = 1; w <= soon; ++w) above.emplace_back(w);
  return above;
}

/// What stands behind an alarm, as far as the forecast knows: the queue now and then, and how full the times
/// are.
json::value behind(const KeptForecast& f, const KeptRow& row) {
  const KeptCare* care = care_of(f, row);
  if (care == nullptr) return nullptr;
  const auto last = static_cast<std::size_t>(f.soon) - 1;
  const bool limited = !care->utilisation.empty();
  return json::object{
      {"queueNow", thousandths(care->queue_now)},
      {"queueThen", spread_json(care->queue[last])},
      {"used", limited ? json::value(thousandths(care->utilisation[last].mean)) : json::value(nullptr)}};
}

json::object alarm_json(const Call& call, const KeptForecast& f, const KeptRow& row) {
  json::object out;
  add_names(call, row.rule, row.team, row.service, out);
  out["soon"] = spread_json(row.soon);
  out["pastWeeks"] = row.past.size();
  out["pastMean"] = thousandths(row.past_mean());
  out["weeks"] = weeks_above(row, f.soon);
  out["behind"] = behind(f, row);
  return out;
}

/// Every team of the forecast with what is expected of all its rows in the weeks of the alarm.
json::array teams_json(const Call& call, const KeptForecast& f) {
  std::map<std::string, double> teams;
  for (const KeptRow& row : f.rows) teams[row.team] += row.soon.mean;
  json::array out;
  for (const auto& [team, soon] : teams)
    out.emplace_back(
        json::object{{"team", team}, {"teamName", team_name(call, team)}, {"soon", thousandths(soon)}});
  return out;
}

/// The rows asked for, the worst first, and how many are left out.
struct Chosen {
  std::vector<const KeptRow*> rows;
  std::size_t more = 0;
  std::size_t quiet = 0;
};
Chosen choose(const KeptForecast& f, const ForecastFilter& filter) {
  Chosen chosen;
  for (const KeptRow& row : f.rows) {
    const bool asked =
        (filter.rule.empty() || row.rule == filter.rule) && (filter.team.empty() || row.team == filter.team);
    if (!asked) continue;
    if (quiet(row)) {
      ++chosen.quiet;
    } else {
      chosen.rows.push_back(&row);
    }
  }
  std::ranges::stable_sort(chosen.rows, [](const KeptRow* a, const KeptRow* b) {
    return std::pair(a->alarm, a->soon.mean) > std::pair(b->alarm, b->soon.mean);
  });
  const auto alarms = static_cast<std::size_t>(std::ranges::count(chosen.rows, true, &KeptRow::alarm));
  const std::size_t shown = std::min(chosen.rows.size(), std::max(shown_rows, alarms));
  chosen.more = chosen.rows.size() - shown;
  chosen.rows.resize(shown);
  return chosen;
}

json::object care_json(const Call& call, const KeptCare& care) {
  json::object out;
  add_names(call, {}, care.team, care.service, out);
  out["queueNow"] = thousandths(care.queue_now);
  out["queue"] = spreads_json(care.queue);
  out["waitedDays"] = spreads_json(care.waited);
  out["utilisation"] =
      care.utilisation.empty() ? json::value(nullptr) : json::value(spreads_json(care.utilisation));
  return out;
}

json::object judged_json(const JudgedForecast& j) {
  return {{"day", day_value(j.day)},
          {"from", day_value(j.from)},
          {"afterwards", j.made - j.as_of > std::chrono::hours{48}},
          {"weeks", j.weeks},
          {"ofWeeks", j.of_weeks},
          {"foretold", thousandths(j.foretold)},
          {"bands", j.bands ? json::value(spread_json(*j.bands)) : json::value(nullptr)},
          {"happened", j.happened},
          {"error", thousandths(j.error)},
          {"errorAsBefore", thousandths(j.error_as_before)},
          {"insideShare", j.cells < enough_for_share
                              ? json::value(nullptr)
                              : json::value(static_cast<double>(j.inside) / static_cast<double>(j.cells))}};
}

}  // namespace

json::object forecast_json(const Call& call, const KeptForecast& f, const ForecastFilter& filter) {
  const Chosen chosen = choose(f, filter);
  json::array alarms;
  json::array rows;
  std::set<std::pair<std::string, std::string>> shown;
  for (const KeptRow* row : chosen.rows) {
    if (row->alarm) alarms.emplace_back(alarm_json(call, f, *row));
    rows.emplace_back(row_json(call, *row));
    shown.emplace(row->team, row->service);
  }
  json::array care;
  for (const KeptCare& one : f.care) {
    if (shown.contains({one.team, one.service})) care.emplace_back(care_json(call, one));
  }
  const bool stale = call.house.driver.now() - f.made > stale_after;
  return {{"made", instant_json(f.made)},
          {"asOf", instant_json(f.as_of)},
          {"stale", stale},
          {"from", day_value(f.from)},
          {"weeks", f.weeks},
          {"soonWeeks", f.soon},
          {"futures", f.futures},
          {"all", spread_json(f.all)},
          {"alarms", std::move(alarms)},
          {"rows", std::move(rows)},
          {"moreRows", chosen.more},
          {"quietRows", chosen.quiet},
          {"teams", teams_json(call, f)},
          {"care", std::move(care)}};
}

json::object record_json(const Call& call, const ForecastRecord* record) {
  const ForecastRecord none;
  const ForecastRecord& r = record != nullptr ? *record : none;
  std::size_t cells = 0;
  std::size_t inside = 0;
  std::size_t alarms = 0;
  std::size_t came_true = 0;
  json::array forecasts;
  for (const JudgedForecast& j : r.forecasts) {
    cells += j.cells;
    inside += j.inside;
    alarms += j.alarms;
    came_true += j.came_true;
    if (forecasts.size() < shown_judgements) forecasts.emplace_back(judged_json(j));
  }
  json::array rows;
  for (const JudgedRow& row : r.rows) {
    json::object out;
    add_names(call, row.rule, row.team, row.service, out);
    out["foretold"] = spread_json(row.foretold);
    out["happened"] = row.happened;
    out["asBefore"] = thousandths(row.as_before);
    rows.emplace_back(std::move(out));
  }
  return {{"trust", trust_words[static_cast<std::size_t>(r.trust())]},
          {"days", r.days()},
          {"until", record != nullptr ? instant_json(r.until) : json::value(nullptr)},
          {"error", thousandths(r.error())},
          {"errorAsBefore", thousandths(r.error_as_before())},
          {"insideShare", cells < enough_for_share
                              ? json::value(nullptr)
                              : json::value(static_cast<double>(inside) / static_cast<double>(cells))},
          {"alarms", alarms},
          {"cameTrue", came_true},
          {"judged", r.forecasts.size()},
          {"forecasts", std::move(forecasts)},
          {"rowDay", rows.empty() ? json::value(nullptr) : day_value(r.row_day)},
          {"rowWeeks", r.row_weeks},
          {"rows", std::move(rows)}};
}

json::object run_json(const Call& call, const RunState& run) {
  const bool begun = run.phase != RunPhase::never;
  const bool ended = begun && run.phase != RunPhase::running;
  const bool failed = run.phase == RunPhase::failed;
  return {{"state", phase_words[static_cast<std::size_t>(run.phase)]},
          {"by", run.by == RunCause::asked ? "asked" : "night"},
          {"began", begun ? instant_json(run.began) : json::value(nullptr)},
          {"ended", ended ? instant_json(run.ended) : json::value(nullptr)},
          {"fault", failed ? json::value(run.fault) : json::value(nullptr)},
          {"why", failed ? json::value(call.text("forecast.failed." + run.fault)) : json::value(nullptr)}};
}

}  // namespace vuoro::api
