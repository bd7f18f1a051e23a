#include "core/applier.hpp"

/// The waiting list for earlier times.
namespace vuoro::core {

bool Applier::on(const EarlierAsked& e) {
  if (!t_.steps.has(e.step.n) || ended(t_.steps[e.step.n].state) || !open(t_.steps[e.step.n].matter))
    return false;
  EarlierRow& row = t_.earlier[e.step.n];
  const EarlierRow before = row;
  row = {before.since ? before.since : at_,
         e.from_minute,
         e.until_minute,
         e.also1,
         e.also2,
         e.also3,
         before.offered};
  return touch(t_.matters[t_.steps[e.step.n].matter.n]);
}

bool Applier::on(const EarlierEnded& e) {
  if (t_.earlier.erase(e.step.n) == 0) return false;
  return touch(t_.matters[t_.steps[e.step.n].matter.n]);
}

bool Applier::offer_earlier(StepId step, std::uint8_t offered) {
  const auto listed = t_.earlier.find(step.n);
  if (listed == t_.earlier.end()) return false;
  listed->second.offered = offered;
  return true;
}

}  // namespace vuoro::core
