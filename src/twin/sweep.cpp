#include "twin/sweep.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "calendar/holidays.hpp"
#include "twin/experiment.hpp"

namespace vuoro::twin {

namespace {

constexpr std::string_view end_mark = "end\n";

std::uint32_t units_of_point(const Design& design) {
  return (design.replications + design.together - 1) / design.together;
}

/// Which replications of which point.
struct Work {
  std::uint32_t point = 0;
  std::uint32_t first = 0;
  std::uint32_t count = 0;
};
Work work_of(const Design& design, std::uint32_t unit) {
  const std::uint32_t each = units_of_point(design);
  const std::uint32_t first = unit % each * design.together;
  return {unit / each, first, std::min(design.together, design.replications - first)};
}

std::string point_words(const std::vector<Override>& point) {
  std::string words;
  for (const Override& one : point)
    fmt::format_to(std::back_inserter(words), "{}{} = {}", words.empty() ? "" : ", ", one.path,
                   words_of(one.value));
  return words;
}

/// A text with a comma, quote or line break stands in quotes.
std::string csv_field(const std::string& text) {
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char c : text) quoted += c == '"' ? "\"\"" : std::string(1, c);
  return quoted + '"';
}

std::string heading(const Design& design, const Results& results) {
  std::string text = "point";
  for (const Factor& factor : design.factors) text += ',' + csv_field(factor.path);
  text += ",replication";
  for (const Quantity& q : results.quantities) text += ',' + q.name;
  return text + '\n';
}

Result<std::shared_ptr<const Prepared>> prepared_at(const Design& design, const std::vector<Override>& point,
                                                    const Viewer& viewer) {
  auto scenario = load_scenario(design.scenario, point);
  if (!scenario) return Error{"sweep-point", content::to_string(scenario.error()), point_words(point)};
  auto pack = load_promises(*scenario);
  if (!pack) return content::as_error(pack.error());
  return prepare(std::move(scenario).value(), std::move(pack).value(), calendar::Calendar::finnish(), viewer);
}

std::string_view line_at(std::string_view text, std::size_t from) {
  return text.substr(from, text.find('\n', from) - from);
}

}  // namespace

std::uint32_t points_of(const Design& design) {
  std::uint32_t points = 1;
  for (const Factor& factor : design.factors) points *= static_cast<std::uint32_t>(factor.values.size());
  return points;
}

std::uint32_t units_of(const Design& design) {
  return points_of(design) * units_of_point(design);
}

std::vector<Override> point_of(const Design& design, std::uint32_t n) {
  std::vector<Override> point(design.factors.size());
  for (std::size_t i = design.factors.size(); i-- > 0;) {
    const Factor& factor = design.factors[i];
    const auto values = static_cast<std::uint32_t>(factor.values.size());
    point[i] = {factor.path, factor.values[n % values]};
    n /= values;
  }
  return point;
}

Result<std::string> run_unit(const Design& design, std::uint32_t unit, const Viewer& viewer,
                             unsigned threads) {
  const Work work = work_of(design, unit);
  const auto point = point_of(design, work.point);
  const auto prepared = prepared_at(design, point, viewer);
  if (!prepared) return prepared.error();
  Plan plan;
  plan.seed = design.seed;
  plan.first = work.first;
  plan.replications = work.count;
  plan.threads = threads;
  auto results = run(**prepared, viewer, plan);
  if (!results) {
    Error fault = results.error();
    fault.where = point_words(point) + ' ' + fault.where;
    return fault;
  }
  std::string text = fmt::format("sweep {} unit {}\n{}", design.mark, unit, heading(design, *results));
  for (std::uint32_t i = 0; i < work.count; ++i) {
    fmt::format_to(std::back_inserter(text), "{}", work.point);
    for (const Override& one : point) text += ',' + csv_field(words_of(one.value));
    fmt::format_to(std::back_inserter(text), ",{}", work.first + i);
    for (const double value : results->rows[i]) fmt::format_to(std::back_inserter(text), ",{}", value);
    text += '\n';
  }
  text += end_mark;
  return text;
}

bool whole_unit(const Design& design, std::uint32_t unit, std::string_view text) {
  return text.starts_with(fmt::format("sweep {} unit {}\n", design.mark, unit)) && text.ends_with('\n') &&
         text.ends_with(end_mark) &&
         std::ranges::count(text, '\n') == std::int64_t{work_of(design, unit).count} + 3;
}

Result<std::string> gather(const Design& design, const std::vector<std::string>& units) {
  std::string all;
  std::string_view head;
  for (std::uint32_t n = 0; n < units.size(); ++n) {
    const std::string_view text = units[n];
    const std::size_t from = text.find('\n') + 1;
    const std::string_view here = line_at(text, from);
    if (n == 0) {
      head = here;
      all = std::string(head) + '\n';
    }
    if (here != head)
      return Error{"sweep-columns", "this point has other quantities than the first",
                   point_words(point_of(design, work_of(design, n).point))};
    const std::size_t rows = from + here.size() + 1;
    all += text.substr(rows, text.size() - end_mark.size() - rows);
  }
  return all;
}

}  // namespace vuoro::twin
