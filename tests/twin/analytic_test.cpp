#include <fmt/core.h>

#include <boost/math/distributions/chi_squared.hpp>
#include <cmath>
#include <fstream>
#include <map>
#include <sstream>

#include "twin/run_scenario.hpp"

/// Queues whose exact values are known (tests/twin/data/analytic.csv), through the core. Every exact value
/// must lie in the interval of the simulated one. With this many rows one in a hundred 99 % intervals misses
/// by chance, so each row is held to the joint 99 % interval (Bonferroni), and how many lie outside their own
/// is told. In CI the number of replications is fixed and small; VUORO_TWIN_TRUTH=full runs until every 99 %
/// half-width is at most 1 % of the mean.
namespace vuoro::twin::testing {
namespace {

constexpr double level = 0.99;

struct Row {
  std::string quantity;
  double value = 0;
  std::string source;
};

/// Scenario by scenario.
std::map<std::string, std::vector<Row>> exact_values() {
  std::ifstream in(data_dir / "analytic.csv");
  std::map<std::string, std::vector<Row>> rows;
  std::string line;
  std::getline(in, line);  // the heading
  while (std::getline(in, line)) {
    std::istringstream fields(line);
    std::string scenario;
    std::string value;
    Row row;
    std::getline(fields, scenario, ',');
    std::getline(fields, row.quantity, ',');
    std::getline(fields, value, ',');
    std::getline(fields, row.source);
    row.value = std::stod(value);
    rows[scenario].push_back(row);
  }
  return rows;
}

/// "last_done - 200 s.busy": quantities with factors, added up replication by replication.
std::vector<double> combination(const Results& results, const std::string& text) {
  std::vector<double> sum(results.rows.size(), 0.0);
  std::istringstream words(text);
  double factor = 1;
  double sign = 1;
  std::string word;
  while (words >> word) {
    if (word == "+" || word == "-") {
      sign = word == "-" ? -1 : 1;
    } else if (word.front() >= '0' && word.front() <= '9') {
      factor = std::stod(word);
    } else {
      const auto values = column(results, word);
      for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += sign * factor * values[i];
      factor = 1;
    }
  }
  return sum;
}

/// Whether the exact deviation lies in the 99 % interval of the simulated one (chi-squared: the quantity is
/// nearly normal).
void expect_deviation(const std::vector<double>& values, const Row& row) {
  const auto e = estimate(values);
  const double free = static_cast<double>(e.n - 1);
  const boost::math::chi_squared law(free);
  const double sum = free * e.deviation * e.deviation;
  EXPECT_GE(row.value, std::sqrt(sum / quantile(law, 0.5 + level / 2))) << row.source;
  EXPECT_LE(row.value, std::sqrt(sum / quantile(law, 0.5 - level / 2))) << row.source;
}

double widest(const Results& results, const std::vector<Row>& rows) {
  double most = 0;
  for (const Row& row : rows) {
    if (row.quantity.starts_with("sd ")) continue;
    most = std::max(most, estimate(combination(results, row.quantity)).relative_half_width(level));
  }
  return most;
}

/// Sessions and days of one morning are short; what is cheap is run often.
std::uint32_t in_ci(const std::string& name) {
  if (name.starts_with("session")) return 5000;
  if (name.starts_with("mt-inf")) return 500;
  return 20;
}

double joint_level() {
  std::size_t rows = 0;
  for (const auto& [name, of] : exact_values()) rows += of.size();
  return 1 - (1 - level) / static_cast<double>(rows);
}

Results simulate(const std::string& name, const std::vector<Row>& rows) {
  const auto prepared = ready(scenario_in(data_dir / (name + ".toml")));
  Plan plan;
  plan.seed = seed();
  plan.replications = sanitized_form() ? 2 : in_ci(name);
  Results results = must_run(*prepared, plan);
  // Each round is as long as the one before says that it must be (Stein 1945, in rounds).
  while (full_form() && widest(results, rows) > 0.01 && plan.replications < 200'000) {
    const double ratio = widest(results, rows) / 0.01;
    plan.replications = static_cast<std::uint32_t>(plan.replications * ratio * ratio * 1.1) + 20;
    results = must_run(*prepared, plan);
  }
  return results;
}

class Analytic : public ::testing::TestWithParam<std::pair<const std::string, std::vector<Row>>> {};

TEST_P(Analytic, ExactValuesLieInTheInterval) {
  const auto& [name, rows] = GetParam();
  const Results results = simulate(name, rows);
  for (const Row& row : rows) {
    if (row.quantity.starts_with("sd ")) {
      if (!sanitized_form()) expect_deviation(combination(results, row.quantity.substr(3)), row);
      continue;
    }
    const auto e = estimate(combination(results, row.quantity));
    const double half = e.half_width(level);
    const double off = std::abs(e.mean - row.value);
    fmt::print("{:<18} {:<28} exact {:<14} simulated {:.6g} ± {:.3g} ({:.2f} %), {} replications{}\n", name,
               row.quantity, row.value, e.mean, half, 100 * half / std::abs(e.mean), e.n,
               off > half ? ", OUTSIDE its own interval" : "");
    if (sanitized_form()) continue;
    EXPECT_LE(off, e.half_width(joint_level())) << row.source;
    EXPECT_LE(e.relative_half_width(level), 0.15) << row.source << ": the test could not fail";
    if (full_form()) {
      EXPECT_LE(e.relative_half_width(level), 0.01) << row.source;
    }
  }
}

void PrintTo(const Row& row, std::ostream* out) {
  *out << row.quantity;
}

std::string name_of(const ::testing::TestParamInfo<Analytic::ParamType>& info) {
  std::string name = info.param.first;
  std::ranges::replace(name, '-', '_');
  return name;
}

const auto values = exact_values();
INSTANTIATE_TEST_SUITE_P(Rows, Analytic, ::testing::ValuesIn(values.begin(), values.end()), name_of);

}  // namespace
}  // namespace vuoro::twin::testing
