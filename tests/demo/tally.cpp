#include "demo/tally.hpp"

#include "calendar/zone.hpp"
#include "core/setting.hpp"

namespace vuoro::demo {

namespace {

using core::PromiseState;

std::string rule_of(const core::State& state, const core::Whole& whole, const core::PromiseRow& p) {
  return std::string(state.term_text(core::TermKind::rule, whole.limits()[p.limit - 1U].rule.n));
}

void count_promise(RuleTally& r, const core::PromiseRow& p, Instant now) {
  if (p.state == PromiseState::kept) ++r.kept;
  if (p.state == PromiseState::missed) ++r.missed;
  if (p.state == PromiseState::voided) ++r.voided;
  if (p.state != PromiseState::running) return;
  ++r.running;
  if (p.due.instant() < now) ++r.overdue;
}

void count_matter(TeamTally& t, const core::MatterRow& m, Instant now) {
  ++t.open;
  if (!m.staff) ++t.untaken;
  if (m.offered_to) ++t.offered_out;
  const Day today = calendar::local_day(now);
  const Instant due = m.queue_due.instant();
  if (due == core::no_due || !m.queue_due) {
    ++t.none;
  } else if (due < now) {
    ++t.overdue;
  } else if (calendar::local_day(due) == today) {
    ++t.today;
  } else if (calendar::local_day(due) == today + 1) {
    ++t.tomorrow;
  } else {
    ++t.later;
  }
}

}  // namespace

Tally tally(const core::State& state, const core::Whole& whole, const core::Setting& setting, Instant now) {
  Tally out;
  const auto note = [&](const std::string& group, const core::PromiseRow& p) {
    if (p.state != PromiseState::kept && p.state != PromiseState::missed) return;
    auto& [kept, all] = out.within[group];
    ++all;
    if (p.state == PromiseState::kept) ++kept;
  };
  for (std::uint32_t i = 1; i <= whole.promises().size(); ++i) {
    const core::PromiseRow& p = whole.promises()[i];
    const std::string rule = rule_of(state, whole, p);
    count_promise(out.rules[rule], p, now);
    const core::MatterRow& m = whole.matters()[p.matter.n];
    const auto letters = m.language.letters();
    if (rule == "TH51-CONTACT") note("contact " + std::string(letters.data()), p);
    if (rule == "PT-PTH7") note("week " + std::string(letters.data()), p);
    if (rule == "PT-ORAL1M")
      note("oral month " + std::string(state.term_text(core::TermKind::area, m.area.n)), p);
    if (rule == "TH51-CONTACT")
      note("contact " + std::string(state.term_text(core::TermKind::team, m.team.n)), p);
    if (rule == "PT-PTH7") note("week " + std::string(state.term_text(core::TermKind::team, m.team.n)), p);
  }
  for (std::uint32_t i = 1; i <= whole.matters().size(); ++i) {
    const core::MatterRow& m = whole.matters()[i];
    if (m.status == core::MatterStatus::open)
      count_matter(out.teams[std::string(state.term_text(core::TermKind::team, m.team.n))], m, now);
  }
  for (std::uint32_t i = 1; i <= whole.steps().size(); ++i) {
    const core::StepRow& s = whole.steps()[i];
    if (core::ended(s.state)) continue;
    const core::MatterRow& m = whole.matters()[s.matter.n];
    const bool late = (s.due && s.due.instant() < now) || (m.queue_due && m.queue_due.instant() < now);
    if (late) ++out.debts[static_cast<std::size_t>(setting.services[s.service.n].debt)];
  }
  return out;
}

}  // namespace vuoro::demo
