#include "twin/missed_shares.hpp"

#include <algorithm>

namespace vuoro::twin {

std::size_t lead_class(int days) {
  std::size_t found = 0;
  while (found + 1 < lead_classes.size() && days >= lead_classes[found + 1]) ++found;
  return found;
}

void MissedCounts::add(CareKey key, int lead_days, bool was_missed) {
  for (Count* count : {&care[key], &lead[lead_class(lead_days)]}) {
    ++count->reached;
    if (was_missed) ++count->missed;
  }
}

MissedShares missed_shares(const MissedCounts& counts) {
  MissedShares shares;
  std::uint64_t reached = 0;
  std::uint64_t missed = 0;
  for (const auto& [key, c] : counts.care) reached += c.reached, missed += c.missed;
  shares.all = share(reached, missed, 0.05, 20);
  for (const auto& [key, c] : counts.care)
    shares.care.emplace(key, share(c.reached, c.missed, part(missed, reached), prior_of_care));
  for (std::size_t c = 0; c < lead_classes.size(); ++c)
    shares.lead[c] = share(counts.lead[c].reached, counts.lead[c].missed, shares.all.mean(), 50);
  return shares;
}

double MissedShares::chance(CareKey key, int lead_days) const {
  const auto found = care.find(key);
  const double own = found == care.end() ? all.mean() : found->second.mean();
  return std::min(1.0, own * lead[lead_class(lead_days)].mean() / all.mean());
}

}  // namespace vuoro::twin
