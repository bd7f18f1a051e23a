#include "measures/board_cells.hpp"

#include <algorithm>

#include "calendar/zone.hpp"

namespace vuoro::measures {

using core::PromiseState;
using promises::Trigger;

Cell cell_of(const core::Whole& whole, PromiseId id, const core::PromiseRow& p, Instant now) {
  const bool dated = p.due.instant() != core::no_due;
  switch (p.state) {
    case PromiseState::running:
      if (!dated || now <= p.due.instant()) return Cell::running;
      return whole.age_assumed(id) ? Cell::age_unknown : Cell::overdue;
    case PromiseState::kept:
      // Kept within the strictest age's limit is kept at every age.
      return dated ? Cell::kept : Cell::no_date;
    case PromiseState::missed:
      if (!dated) return Cell::no_date;
      return whole.age_assumed(id) ? Cell::age_unknown : Cell::missed;
    case PromiseState::voided:
      break;
  }
  return Cell::voided;
}

core::TriggerSet stops_of(const promises::RulePack& pack) {
  core::TriggerSet stops;
  for (const promises::Rule& rule : pack.rules()) {
    if (rule.start != rule.stop) stops.insert(rule.stop);
  }
  return stops;
}

bool start_missing(const promises::Rule& rule, const core::MatterRow& m) {
  if (rule.start == rule.stop || !m.happened.has(rule.stop) || m.happened.has(rule.start)) return false;
  // That a matter ends is no sign that something should have begun.
  if (rule.stop == Trigger::matter_closed) return false;
  if (!m.domains.has_any(rule.applies_in)) return false;
  // A law that was not in force asks for nothing.
  const Day opened = calendar::local_day(m.opened.instant());
  const auto in_force = [&](const promises::Version& v) { return v.in_force(opened); };
  if (std::none_of(rule.versions.begin(), rule.versions.end(), in_force)) return false;
  // Facts come with the assessment; without one they are as unknown as the start.
  if (!m.assessed) return true;
  return m.facts.has_all(rule.needs) && !m.facts.has_any(rule.excludes);
}

}  // namespace vuoro::measures
