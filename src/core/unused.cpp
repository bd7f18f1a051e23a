#include "core/unused.hpp"

namespace vuoro::core {

std::uint32_t unused_times(const Tables& t, MatterId matter) {
  const auto row = t.unused.find(matter.n);
  std::uint32_t times = row == t.unused.end() ? 0 : row->second.late;
  for (StepId step = t.matters[matter.n].first_step; step; step = t.steps[step.n].older)
    times += t.steps[step.n].state == StepState::missed ? 1U : 0U;
  return times;
}

bool call_first(const Tables& t, const Setting& setting, MatterId matter) {
  return setting.unused.on && unused_times(t, matter) > setting.unused.choose_again;
}

CancelledBy own_cancelling(const Setting& setting, const StepRow& step, Instant now) {
  const bool late = setting.unused.on && now + setting.unused.late > step.begin.instant();
  return late ? CancelledBy::person_late : CancelledBy::person;
}

}  // namespace vuoro::core
