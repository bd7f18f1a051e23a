#include "tables/flaw.hpp"

#include <fmt/format.h>

namespace vuoro::tables {

std::string Flaw::text() const {
  std::string out = place;
  if (line != 0) out += fmt::format(":{}", line);
  if (row != 0) out += fmt::format(", row {}", row);
  if (!column.empty()) out += fmt::format(", column {}", column);
  return fmt::format("{}: {}{}", out, warning ? "warning: " : "", what);
}

void Flaws::add(Flaw flaw) {
  refuse_ = refuse_ || !flaw.warning;
  if (all_.size() < most) all_.push_back(std::move(flaw));
}

}  // namespace vuoro::tables
