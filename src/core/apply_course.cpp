#include "core/applier.hpp"

/// Courses and chains of visits.
namespace vuoro::core {

bool Applier::on(const SessionPlanned& e) {
  if (!step_in(e.step, StepState::proposed) || !t_.steps.has(e.first.n) || e.first > e.step || e.nth == 0)
    return false;
  const MatterId matter = t_.steps[e.step.n].matter;
  if (!open(matter) || t_.steps[e.first.n].matter != matter) return false;
  t_.sessions[e.step.n] = {e.first, e.least_days, e.most_days, e.nth, e.same};
  return touch(t_.matters[matter.n]);
}

bool Applier::on(const CourseBooked& e) {
  return t_.sessions.contains(e.step.n) && step_act(e.step, Action::book_course);
}

}  // namespace vuoro::core
