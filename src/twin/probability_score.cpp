#include "twin/probability_score.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>

#include "twin/logistic.hpp"

namespace vuoro::twin {

namespace {

constexpr double normal_975 = 1.959963984540054;
constexpr int draws = 200;

std::vector<std::uint32_t> in_order_of(std::span<const double> chances) {
  std::vector<std::uint32_t> order(chances.size());
  std::iota(order.begin(), order.end(), 0U);
  std::ranges::stable_sort(order, {}, [&](std::uint32_t i) { return chances[i]; });
  return order;
}

/// `order`: of the chances. A visit counts as often as its weight.
double area(std::span<const double> chances, std::span<const std::uint32_t> order,
            std::span<const std::uint8_t> outcomes, std::span<const std::uint32_t> weights) {
  double below = 0;  // Not missed, of smaller chance.
  double missed = 0;
  double pairs = 0;
  for (std::size_t from = 0; from < order.size();) {
    double tied_missed = 0;
    double tied_not = 0;
    std::size_t until = from;
    for (; until < order.size() && chances[order[until]] == chances[order[from]]; ++until) {
      const std::uint32_t i = order[until];
      const double weight = weights.empty() ? 1.0 : weights[i];
      (outcomes[i] != 0 ? tied_missed : tied_not) += weight;
    }
    pairs += tied_missed * (below + tied_not / 2);
    below += tied_not;
    missed += tied_missed;
    from = until;
  }
  return missed > 0 && below > 0 ? pairs / (missed * below) : 0.5;
}

}  // namespace

double area_under_roc(std::span<const double> chances, std::span<const std::uint8_t> outcomes,
                      std::span<const std::uint32_t> weights) {
  return area(chances, in_order_of(chances), outcomes, weights);
}

double brier(std::span<const double> chances, std::span<const std::uint8_t> outcomes) {
  double sum = 0;
  for (std::size_t i = 0; i < chances.size(); ++i)
    sum += (chances[i] - outcomes[i]) * (chances[i] - outcomes[i]);
  return chances.empty() ? 0 : sum / static_cast<double>(chances.size());
}

Observed observed(std::size_t k, std::size_t n) {
  if (n == 0) return {};
  const auto count = static_cast<double>(n);
  const double share = static_cast<double>(k) / count;
  const double z2 = normal_975 * normal_975;
  const double middle = (share + z2 / (2 * count)) / (1 + z2 / count);
  const double half =
      normal_975 * std::sqrt(share * (1 - share) / count + z2 / (4 * count * count)) / (1 + z2 / count);
  return {n, share, std::max(0.0, middle - half), std::min(1.0, middle + half)};
}

std::vector<CalibrationPart> calibration(std::span<const double> chances,
                                         std::span<const std::uint8_t> outcomes, std::size_t parts) {
  const auto order = in_order_of(chances);
  std::vector<CalibrationPart> out;
  for (std::size_t from = 0; from < order.size();) {
    std::size_t until = std::max(from + 1, order.size() * (out.size() + 1) / parts);
    while (until < order.size() && chances[order[until]] == chances[order[until - 1]]) ++until;
    double told = 0;
    std::size_t came = 0;
    for (std::size_t i = from; i < until; ++i) {
      told += chances[order[i]];
      came += outcomes[order[i]];
    }
    out.push_back({told / static_cast<double>(until - from), observed(came, until - from)});
    from = until;
  }
  return out;
}

CalibrationLine calibration_line(std::span<const double> chances, std::span<const std::uint8_t> outcomes) {
  const auto came = std::ranges::count(outcomes, std::uint8_t{1});
  if (came == 0 || came == std::ssize(outcomes)) return {};
  std::vector<double> features;
  features.reserve(chances.size() * 2);
  for (const double chance : chances) {
    const double p = std::clamp(chance, 1e-6, 1 - 1e-6);
    features.push_back(1);
    features.push_back(std::log(p / (1 - p)));
  }
  const auto line = fit_logistic(features, 2, outcomes, 100);
  return {line.coefficients[1], line.coefficients[0]};
}

Interval area_interval(std::span<const double> a, std::span<const double> b,
                       std::span<const std::uint8_t> outcomes, std::span<const std::uint32_t> clusters,
                       std::uint64_t seed) {
  const auto order_a = in_order_of(a);
  const auto order_b = in_order_of(b);
  const std::uint32_t count = clusters.empty() ? 0 : *std::ranges::max_element(clusters) + 1;
  if (count == 0) return {};
  std::mt19937_64 random(seed);
  std::vector<double> values;
  std::vector<std::uint32_t> times(count);
  std::vector<std::uint32_t> weights(clusters.size());
  for (int draw = 0; draw < draws; ++draw) {
    std::ranges::fill(times, 0U);
    for (std::uint32_t i = 0; i < count; ++i) ++times[random() % count];
    for (std::size_t i = 0; i < clusters.size(); ++i) weights[i] = times[clusters[i]];
    const double other = b.empty() ? 0.0 : area(b, order_b, outcomes, weights);
    values.push_back(area(a, order_a, outcomes, weights) - other);
  }
  std::ranges::sort(values);
  return {values[draws * 25 / 1000], values[draws * 975 / 1000 - 1]};
}

}  // namespace vuoro::twin
