#include "core/navigators.hpp"

#include <algorithm>
#include <map>

#include "calendar/zone.hpp"
#include "core/view.hpp"

namespace vuoro::core {

std::uint16_t month_of(Instant at) {
  const auto date = calendar::local_day(at).civil();
  return month_number(static_cast<int>(date.year()), static_cast<unsigned>(date.month()));
}

namespace {

bool moved(const MatterRow& m) {
  return m.hands > 0 || m.close_reason == CloseReason::transferred_specialised;
}

/// Of the newest step whose outcome somebody asked.
Outcome outcome_of(const Tables& t, const MatterRow& m) {
  for (StepId id = m.first_step; id; id = t.steps[id.n].older) {
    const Outcome outcome = t.steps[id.n].outcome;
    if (outcome != Outcome::none && outcome != Outcome::unknown) return outcome;
  }
  return Outcome::none;
}

void count(LedContacts& sum, const Tables& t, const MatterRow& m) {
  ++sum.contacts;
  if (m.status == MatterStatus::open) ++sum.open;
  if (m.close_reason == CloseReason::advice_was_enough) ++sum.advised;
  if (m.close_reason == CloseReason::care_given) ++sum.cared;
  if (m.contacts > 1) ++sum.asked_again;
  const Outcome outcome = outcome_of(t, m);
  if (moved(m) || outcome == Outcome::moved_to_other_service) ++sum.moved;
  if (outcome == Outcome::helped) ++sum.helped;
  if (outcome == Outcome::not_helped || outcome == Outcome::follow_up_needed) ++sum.not_helped;
}

}  // namespace

bool navigators_hold(const Tables& t) {
  const std::size_t navigators = t.of(TermKind::navigator).texts.size();
  const std::size_t areas = t.of(TermKind::area).texts.size();
  const bool uses = std::ranges::all_of(t.navigator_uses, [&](const auto& entry) {
    const NavigatorUses one = uses_of(entry.first, entry.second);
    return one.times > 0 && one.navigator && one.navigator.n <= navigators && one.area.n <= areas;
  });
  const bool led = std::ranges::all_of(t.led_by, [&](const auto& entry) {
    return t.matters.has(entry.first) && entry.second > 0 && entry.second <= navigators;
  });
  return uses && led && std::ranges::all_of(t.kept_answers, [&](const auto& entry) {
           const KeptAnswersRow& row = entry.second;
           return entry.first != 0 && row.words != 0 && row.words <= t.seq && row.since &&
                  (!row.opened || row.opened >= row.since);
         });
}

std::optional<std::vector<NavigatorUses>> navigator_uses(const State& state, const Viewer& viewer,
                                                         std::uint16_t first, std::uint16_t last) {
  if (!Whole::open(state, viewer)) return std::nullopt;
  const auto& rows = Access::tables(state).navigator_uses;
  std::vector<NavigatorUses> out;
  const std::uint64_t end = (std::uint64_t{last} + 1) << 48U;
  for (auto row = rows.lower_bound(std::uint64_t{first} << 48U); row != rows.end() && row->first < end; ++row)
    out.push_back(uses_of(row->first, row->second));
  return out;
}

std::optional<std::vector<LedContacts>> led_contacts(const State& state, const Viewer& viewer,
                                                     std::uint16_t first, std::uint16_t last) {
  if (!Whole::open(state, viewer)) return std::nullopt;
  const Tables& t = Access::tables(state);
  std::map<std::uint16_t, LedContacts> sums;
  for (const auto& [matter, result] : t.led_by) {
    const MatterRow& m = t.matters[matter];
    const std::uint16_t month = month_of(m.opened.instant());
    if (month < first || month > last || m.close_reason == CloseReason::mistake) continue;
    LedContacts& sum = sums[result];
    sum.result = NavigatorId{result};
    count(sum, t, m);
  }
  std::vector<LedContacts> out;
  for (const auto& [result, sum] : sums) out.push_back(sum);
  return out;
}

std::optional<KeptAnswersRow> kept_answers(const State& state, const Viewer& viewer, std::uint64_t key) {
  const bool care = viewer.role() == Role::professional && viewer.purpose() == Purpose::care;
  const bool system = viewer.role() == Role::system && viewer.purpose() == Purpose::operations;
  if (!care && !system && viewer.purpose() != Purpose::own_answers) return std::nullopt;
  const auto& rows = Access::tables(state).kept_answers;
  const auto row = rows.find(key);
  if (row == rows.end()) return std::nullopt;
  return row->second;
}

std::vector<DocumentId> outdated_answers(const State& state, const Viewer& viewer, Instant since,
                                         Instant now) {
  std::vector<DocumentId> out;
  if (viewer.role() != Role::system || viewer.purpose() != Purpose::operations) return out;
  for (const auto& [key, row] : Access::tables(state).kept_answers) {
    if (expired(row, now) && row.since.instant() + answers_good_for >= since) out.emplace_back(row.words);
  }
  return out;
}

}  // namespace vuoro::core
