#include "app/calibration_picture.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace vuoro::app {

namespace {

constexpr double side = 320;  ///< Of the plot, in pixels.
constexpr double left = 56;
constexpr double top = 40;

struct Look {
  const char* colour;
  const char* name;
};
/// By model; told apart by shape too, so that colours are not needed.
constexpr std::array<Look, 4> looks = {Look{"#767676", "mean"}, Look{"#b35900", "futures"},
                                       Look{"#0b5cad", "logistic"}, Look{"#146c2e", "own record"}};

double most_of(const twin::NoShowReport& report) {
  double most = 0.1;
  for (const auto& score : report.scores)
    for (const auto& part : score.parts) most = std::max({most, part.told, part.came.high});
  return std::ceil(most * 10) / 10;
}

std::string mark(std::size_t model, double x, double y) {
  const char* const colour = looks[model].colour;
  if (model == 1)
    return fmt::format("<rect x=\"{:.1f}\" y=\"{:.1f}\" width=\"8\" height=\"8\" fill=\"{}\"/>\n", x - 4,
                       y - 4, colour);
  if (model == 2) return fmt::format("<path d=\"M{:.1f} {:.1f}l5 9h-10z\" fill=\"{}\"/>\n", x, y - 6, colour);
  return fmt::format("<circle cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"4.5\" fill=\"{}\"/>\n", x, y, colour);
}

std::string axes(double most) {
  std::string out = fmt::format(
      "<path d=\"M{0} {1}V{2}H{3}\" fill=\"none\" stroke=\"#333\"/>\n"
      "<path d=\"M{0} {2}L{3} {1}\" stroke=\"#999\" stroke-dasharray=\"4 4\"/>\n",
      left, top, top + side, left + side);
  const int steps = static_cast<int>(std::lround(most * 10));
  for (int i = 0; i <= steps; ++i) {
    const double at = side * i / steps;
    out += fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"middle\">{}</text>\n", left + at,
                       top + side + 18, i * 10);
    out += fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"end\">{}</text>\n", left - 8,
                       top + side - at + 4, i * 10);
  }
  return out + fmt::format(
                   "<text x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"middle\">told, %</text>\n"
                   "<text x=\"8\" y=\"{:.1f}\">missed, %</text>\n",
                   left + side / 2, top + side + 38, top - 18);
}

}  // namespace

std::string calibration_picture(const twin::NoShowReport& report) {
  const double most = most_of(report);
  std::string out = fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {:.0f} {:.0f}\" font-family=\"sans-serif\" "
      "font-size=\"13\" fill=\"#222\">\n<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n",
      left + side + 124, top + side + 52);
  out += axes(most);
  double key = top + 12;
  for (const auto& score : report.scores) {
    if (score.parts.size() < 2) continue;
    const auto model = static_cast<std::size_t>(score.model);
    // A little apart, so that intervals of different models do not hide each other.
    const double aside = 3 * (static_cast<double>(model) - 2);
    for (const auto& part : score.parts) {
      const double x = left + side * part.told / most + aside;
      const auto y = [&](double share) { return top + side - side * share / most; };
      out += fmt::format("<path d=\"M{:.1f} {:.1f}V{:.1f}\" stroke=\"{}\"/>\n", x, y(part.came.low),
                         y(part.came.high), looks[model].colour);
      out += mark(model, x, y(part.came.share));
    }
    out += mark(model, left + side + 22, key - 4);
    out +=
        fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\">{}</text>\n", left + side + 34, key, looks[model].name);
    key += 22;
  }
  return out + "</svg>\n";
}

}  // namespace vuoro::app
