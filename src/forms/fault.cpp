#include "forms/fault.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace vuoro::forms {

void Faults::add(Fault fault) {
  if (all_.size() < most) {
    all_.push_back(std::move(fault));
  } else {
    ++left_out_;
  }
}

bool Faults::has(std::string_view code) const {
  return std::any_of(all_.begin(), all_.end(), [&](const Fault& f) { return f.code == code; });
}

std::string Faults::text(std::string_view file) const {
  std::string out;
  for (const Fault& fault : all_) {
    out += fmt::format("{}: ", file);
    if (!fault.link_id.empty()) out += fmt::format("item '{}' ", fault.link_id);
    if (!fault.path.empty()) out += fmt::format("({})", fault.path);
    if (!fault.link_id.empty() || !fault.path.empty()) out += ": ";
    out += fault.what + "\n";
  }
  if (left_out_ > 0) out += fmt::format("{}: and {} faults more\n", file, left_out_);
  return out;
}

}  // namespace vuoro::forms
