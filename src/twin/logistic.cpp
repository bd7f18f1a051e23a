#include "twin/logistic.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace vuoro::twin {

namespace {

constexpr int most_steps = 50;
constexpr double still = 1e-9;  ///< A step as small as this is the end.

double scalar(std::span<const double> a, std::span<const double> b) {
  return std::inner_product(a.begin(), a.end(), b.begin(), 0.0);
}

double chance_of(double logit) {
  return logit >= 0 ? 1 / (1 + std::exp(-logit)) : std::exp(logit) / (1 + std::exp(logit));
}

/// log(1 + e^x) without overflow.
double softplus(double x) {
  return std::max(x, 0.0) + std::log1p(std::exp(-std::abs(x)));
}

/// Symmetric and positive definite, row by row; L of L·Lᵀ (Cholesky).
struct Square {
  std::size_t size = 0;
  std::vector<double> cells;

  explicit Square(std::size_t n) : size(n), cells(n * n) {}
  double& at(std::size_t row, std::size_t column) { return cells[row * size + column]; }
  [[nodiscard]] double at(std::size_t row, std::size_t column) const { return cells[row * size + column]; }

  void factor() {
    for (std::size_t j = 0; j < size; ++j) {
      for (std::size_t i = j; i < size; ++i) {
        double sum = at(i, j);
        for (std::size_t k = 0; k < j; ++k) sum -= at(i, k) * at(j, k);
        at(i, j) = i == j ? std::sqrt(std::max(sum, 1e-12)) : sum / at(j, j);
      }
    }
  }
  /// Of the factored one.
  [[nodiscard]] std::vector<double> solve(std::vector<double> b) const {
    for (std::size_t i = 0; i < size; ++i) {
      for (std::size_t k = 0; k < i; ++k) b[i] -= at(i, k) * b[k];
      b[i] /= at(i, i);
    }
    for (std::size_t i = size; i-- > 0;) {
      for (std::size_t k = i + 1; k < size; ++k) b[i] -= at(k, i) * b[k];
      b[i] /= at(i, i);
    }
    return b;
  }
};

struct Problem {
  std::span<const double> features;
  std::size_t columns;
  std::span<const std::uint8_t> outcomes;
  double precision;  ///< Of the priors.

  [[nodiscard]] std::span<const double> row(std::size_t i) const {
    return features.subspan(i * columns, columns);
  }
  [[nodiscard]] double log_posterior(std::span<const double> b) const {
    double sum = 0;
    for (std::size_t i = 0; i < outcomes.size(); ++i) {
      const double logit = scalar(row(i), b);
      sum += outcomes[i] * logit - softplus(logit);
    }
    for (std::size_t c = 1; c < columns; ++c) sum -= precision * b[c] * b[c] / 2;
    return sum;
  }
  /// Gradient, and the curvature with its sign turned.
  void derive(std::span<const double> b, std::vector<double>& gradient, Square& curvature) const {
    for (std::size_t i = 0; i < outcomes.size(); ++i) {
      const auto x = row(i);
      const double p = chance_of(scalar(x, b));
      for (std::size_t r = 0; r < columns; ++r) {
        if (x[r] == 0) continue;
        gradient[r] += x[r] * (outcomes[i] - p);
        for (std::size_t c = 0; c <= r; ++c) curvature.at(r, c) += p * (1 - p) * x[r] * x[c];
      }
    }
    for (std::size_t c = 1; c < columns; ++c) {
      gradient[c] -= precision * b[c];
      curvature.at(c, c) += precision;
    }
  }
};

}  // namespace

double Logistic::chance(std::span<const double> features) const {
  return chance_of(scalar(features, coefficients));
}

Logistic fit_logistic(std::span<const double> features, std::size_t columns,
                      std::span<const std::uint8_t> outcomes, double deviation) {
  const Problem problem{features, columns, outcomes, 1 / (deviation * deviation)};
  std::vector<double> b(columns);
  double best = problem.log_posterior(b);
  Square curvature(columns);
  for (int step = 0; step < most_steps; ++step) {
    std::vector<double> gradient(columns);
    curvature = Square(columns);
    problem.derive(b, gradient, curvature);
    curvature.factor();
    const auto move = curvature.solve(gradient);
    double part = 1;
    auto next = b;
    double reached = best;
    for (; part > 1e-6; part /= 2) {
      for (std::size_t c = 0; c < columns; ++c) next[c] = b[c] + part * move[c];
      reached = problem.log_posterior(next);
      if (reached >= best) break;
    }
    if (part <= 1e-6) break;
    b = next;
    best = reached;
    if (std::ranges::all_of(move, [](double m) { return std::abs(m) < still; })) break;
  }
  Logistic fitted{b, std::vector<double>(columns)};
  for (std::size_t c = 0; c < columns; ++c) {
    std::vector<double> one(columns);
    one[c] = 1;
    fitted.errors[c] = std::sqrt(curvature.solve(std::move(one))[c]);
  }
  return fitted;
}

}  // namespace vuoro::twin
