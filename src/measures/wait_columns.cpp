#include "measures/wait_columns.hpp"

#include <algorithm>

#include "calendar/zone.hpp"
#include "core/view.hpp"

namespace vuoro::measures {
namespace {

using core::StepRow;
using core::StepState;

struct Waits {
  std::uint16_t planned = no_wait;
  std::uint16_t realised = no_wait;
};

/// Whole days from the assessment's day; a time on or before that day is no wait at all.
std::uint16_t days_between(Day assessed, Instant time) {
  return static_cast<std::uint16_t>(std::clamp(calendar::local_day(time) - assessed, 0, no_wait - 1));
}

/// A visit held before its booked time was over is held when it was written down.
Instant held_at(const StepRow& step) {
  return std::min(step.begin, step.ended).instant();
}

Waits waits_of(const core::Whole& whole, const core::MatterRow& m) {
  Waits waits;
  const Day assessed = calendar::local_day(m.assessed.instant());
  for (StepId id = m.first_step; id; id = whole.steps()[id.n].older) {
    const StepRow& step = whole.steps()[id.n];
    if (!step.begin) continue;
    waits.planned = std::min(waits.planned, days_between(assessed, step.begin.instant()));
    if (step.state == StepState::done)
      waits.realised = std::min(waits.realised, days_between(assessed, held_at(step)));
  }
  return waits;
}

std::vector<std::string> area_names(const core::State& state) {
  std::vector<std::string> names{""};
  for (std::size_t n = 1; n <= state.term_count(core::TermKind::area); ++n) {
    names.emplace_back(state.term_text(core::TermKind::area, static_cast<std::uint16_t>(n)));
  }
  return names;
}

}  // namespace

std::size_t WaitColumns::bytes() const {
  return planned.capacity() * 2 + realised.capacity() * 2 + age.capacity() + area.capacity() * 2 +
         sex.capacity();
}

Result<WaitColumns> wait_columns(const core::State& state, const Viewer& viewer) {
  const auto whole = core::Whole::open(state, viewer);
  if (!whole) return Error{"not-visible", "this viewer may not read the whole"};
  WaitColumns columns;
  columns.area_names = area_names(state);
  const std::size_t matters = whole->matters().size();
  for (auto* column : {&columns.planned, &columns.realised, &columns.area}) column->reserve(matters);
  for (auto* column : {&columns.age, &columns.sex}) column->reserve(matters);
  for (const auto& chunk : whole->matters().chunks()) {
    for (const core::MatterRow& m : chunk) {
      using core::CloseReason;
      if (m.close_reason == CloseReason::mistake || m.close_reason == CloseReason::duplicate) {
        ++columns.left_out.entered_in_error;
        continue;
      }
      if (!m.assessed) {
        ++columns.left_out.not_assessed;
        continue;
      }
      const Waits waits = waits_of(*whole, m);
      columns.planned.push_back(waits.planned);
      columns.realised.push_back(waits.realised);
      columns.age.push_back(m.age.years);
      columns.area.push_back(m.area.n);
      columns.sex.push_back(m.person ? static_cast<std::uint8_t>(whole->persons()[m.person.n].sex) : 0);
    }
  }
  return columns;
}

}  // namespace vuoro::measures
