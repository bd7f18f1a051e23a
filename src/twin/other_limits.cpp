#include "twin/other_limits.hpp"

#include <algorithm>

namespace vuoro::twin {

namespace {

using promises::Rule;
using promises::Version;

Version limited(Version version, const OtherLimit& other) {
  const bool shorter =
      version.urgent_n && version.limit.unit == other.limit.unit && *version.urgent_n < other.limit.n;
  if (!shorter) version.urgent_n.reset();
  version.limit = other.limit;
  version.alternative.reset();
  version.steering.reset();
  version.from = std::max(version.from, other.from);
  return version;
}

std::vector<Version> limited(const std::vector<Version>& versions, const OtherLimit& other) {
  std::vector<Version> changed;
  for (const Version& one : versions) {
    if (one.from < other.from) {
      changed.push_back(one);
      changed.back().to = std::min(one.to, other.from - 1);
    }
    if (one.to >= other.from) changed.push_back(limited(one, other));
  }
  std::ranges::stable_sort(changed, {}, [](const Version& v) { return std::pair(v.from, v.age.min); });
  return changed;
}

}  // namespace

std::shared_ptr<const core::Setting> with_limits(const core::Setting& setting,
                                                 std::span<const OtherLimit> limits) {
  auto changed = std::make_shared<core::Setting>(setting);
  std::vector<Rule> rules(setting.pack.rules().begin(), setting.pack.rules().end());
  for (const OtherLimit& one : limits) {
    const auto rule = std::ranges::find(rules, one.rule, &Rule::code);
    if (rule != rules.end()) rule->versions = limited(rule->versions, one);
  }
  changed->pack = promises::RulePack(setting.pack.name(), std::move(rules));
  changed->pack.bind([&](std::string_view code) { return setting.pack.find(code)->id; });
  return changed;
}

}  // namespace vuoro::twin
