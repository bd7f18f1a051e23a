#include "twin/backtest.hpp"

#include <cmath>

namespace vuoro::twin {

namespace {

bool within(const Band& band, double value) {
  return value >= band.low && value <= band.high;
}

Scored score_row(const PromiseForecast& row, const std::vector<PromiseWeek>* happened) {
  Scored scored;
  scored.line = row.line;
  scored.forecast = row.all;
  scored.weeks = row.broken.size();
  for (std::size_t w = 0; w < row.broken.size(); ++w) {
    const double came = happened == nullptr ? 0.0 : (*happened)[w].broken;
    scored.happened += came;
    if (within(row.broken[w].four_fifths, came)) ++scored.inside;
    scored.error += std::abs(row.broken[w].mean - came);
    scored.error_of_past += std::abs(row.past.mean - came);
  }
  const auto weeks = static_cast<double>(scored.weeks);
  scored.error /= weeks;
  scored.error_of_past /= weeks;
  scored.whole_inside = within(row.all.four_fifths, scored.happened);
  return scored;
}

void score_queues(const Forecast& forecast, const Outlook& happened, Backtest& test) {
  for (const CareForecast& row : forecast.care) {
    const auto found = happened.care.find(row.key);
    for (std::size_t w = 0; w < row.queue.size(); ++w) {
      const double came = found == happened.care.end() ? 0.0 : found->second[w].queue;
      if (came < 0.5 && row.queue[w].mean < 0.5) continue;
      ++test.queue_cells;
      if (within(row.queue[w].four_fifths, came)) ++test.queue_inside;
    }
  }
}

}  // namespace

Backtest score(const Forecast& forecast, const Outlook& happened) {
  Backtest test;
  test.all = forecast.all;
  std::map<PromiseLine, bool> foretold;
  const auto add = [&](const Scored& scored) {
    test.happened += scored.happened;
    if (scored.happened < 0.5 && scored.forecast.mean < 0.5) return;
    test.cells += scored.weeks;
    test.inside += scored.inside;
    test.error += scored.error;
    test.error_of_past += scored.error_of_past;
    test.rows.push_back(scored);
  };
  for (const PromiseForecast& row : forecast.promises) {
    const auto found = happened.promises.find(row.line);
    foretold.emplace(row.line, true);
    add(score_row(row, found == happened.promises.end() ? nullptr : &found->second));
  }
  // A row that no future had: foretold as none.
  for (const auto& [line, weeks] : happened.promises) {
    if (foretold.contains(line)) continue;
    PromiseForecast none;
    none.line = line;
    none.broken.resize(weeks.size());
    add(score_row(none, &weeks));
  }
  score_queues(forecast, happened, test);
  return test;
}

}  // namespace vuoro::twin
