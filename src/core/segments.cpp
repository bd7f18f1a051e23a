#include "core/segments.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <tuple>

#include "core/county_tables.hpp"
#include "core/view.hpp"

namespace vuoro::core {

namespace {

/// Calls visit(MatterId) for the matter and all others of its person.
template <class Visit>
void for_each_of_person(const Tables& t, MatterId matter, Visit visit) {
  const PersonId person = t.matters[matter.n].person;
  if (!person) return visit(matter);
  for (MatterId id = t.persons[person.n].last_matter; id; id = t.matters[id.n].older_of_person) visit(id);
}

/// Numbers are given in the order of deciding, so the largest is the newest, also of those told of together.
const DecidedRow* newest(const Tables& t, MatterId matter) {
  std::uint32_t best = 0;
  for_each_of_person(t, matter, [&](MatterId id) {
    const auto found = t.segment_of.find(id.n);
    if (found != t.segment_of.end()) best = std::max(best, found->second);
  });
  return best == 0 ? nullptr : &t.decided[best];
}

bool decided_holds(const Tables& t, std::uint32_t n, const DecidedRow& row) {
  return t.matters.has(row.matter.n) && row.older.n < n && row.at && row.by && row.segment &&
         row.segment.n <= t.of(TermKind::segment).texts.size() && row.words <= t.seq &&
         (!row.older || t.decided[row.older.n].matter == row.matter) &&
         (!row.table || t.table_versions.contains(version_key(row.table, row.version)));
}

}  // namespace

bool segments_hold(const Tables& t) {
  for (std::uint32_t n = 1; n <= t.decided.size(); ++n) {
    if (!decided_holds(t, n, t.decided[n])) return false;
  }
  return std::ranges::all_of(t.segment_of,
                             [&](const auto& e) {
                               return t.decided.has(e.second) && t.decided[e.second].matter.n == e.first &&
                                      t.decided[e.second].withdrawn == 0;
                             }) &&
         std::ranges::all_of(t.own_contacts, [&](const auto& e) {
           return t.matters.has(e.first) && e.second.who && e.second.at && e.second.team.n < t.queues.size();
         });
}

OwnContact own_contact(const Tables& t, MatterId any_matter_of_person) {
  OwnContact best;
  if (!any_matter_of_person) return best;
  for_each_of_person(t, any_matter_of_person, [&](MatterId id) {
    const auto found = t.own_contacts.find(id.n);
    if (found == t.own_contacts.end()) return;
    const OwnContactRow& row = found->second;
    if (!best || best.row->at < row.at || (best.row->at == row.at && best.on < id)) best = {id, &row};
  });
  return best;
}

SegmentSight segment_of(const State& state, const Viewer& viewer, MatterId matter) {
  if (!visible(state, viewer, matter)) return {};
  const Tables& t = Access::tables(state);
  SegmentSight sight{newest(t, matter), false, own_contact(t, matter)};
  if (sight.row != nullptr) sight.grounds = visible(state, viewer, sight.row->matter);
  return sight;
}

std::vector<const DecidedRow*> segment_history(const State& state, const Viewer& viewer, MatterId matter) {
  if (!visible(state, viewer, matter)) return {};
  const Tables& t = Access::tables(state);
  std::vector<DecidedId> found_rows;
  for_each_of_person(t, matter, [&](MatterId id) {
    const auto found = t.segment_of.find(id.n);
    if (found == t.segment_of.end() || !visible(state, viewer, id)) return;
    for (DecidedId n{found->second}; n; n = t.decided[n.n].older) found_rows.push_back(n);
  });
  std::ranges::sort(found_rows, std::greater{});
  std::vector<const DecidedRow*> out;
  for (const DecidedId n : found_rows) out.push_back(&t.decided[n.n]);
  return out;
}

std::optional<std::vector<SegmentCount>> segment_counts(const State& state, const Viewer& viewer, Day today,
                                                        const std::vector<SegmentId>& asks) {
  if (!Whole::open(state, viewer)) return std::nullopt;
  const Tables& t = Access::tables(state);
  std::map<std::pair<SegmentId, TeamId>, SegmentCount> counts;
  for (std::uint32_t n = 1; n <= t.matters.size(); ++n) {
    const MatterRow& m = t.matters[n];
    if (m.status != MatterStatus::open) continue;
    const DecidedRow* const row = newest(t, MatterId{n});
    const SegmentId segment = row == nullptr ? SegmentId{} : row->segment;
    SegmentCount& count = counts[{segment, m.team}];
    count.segment = segment;
    count.team = m.team;
    ++count.open;
    if (row == nullptr) continue;
    if (row->review <= today) ++count.review;
    if (std::ranges::find(asks, segment) != asks.end() && !own_contact(t, MatterId{n})) ++count.without_own;
  }
  std::vector<SegmentCount> out;
  for (const auto& [key, count] : counts) out.push_back(count);
  return out;
}

std::optional<std::vector<ProposalCount>> proposal_counts(const State& state, const Viewer& viewer,
                                                          Instant from) {
  if (!Whole::open(state, viewer)) return std::nullopt;
  const Tables& t = Access::tables(state);
  std::map<std::tuple<TableId, std::uint16_t, std::uint16_t, SegmentId, SegmentId, Otherwise>, std::uint32_t>
      counts;
  for (std::uint32_t n = 1; n <= t.decided.size(); ++n) {
    const DecidedRow& row = t.decided[n];
    if (row.withdrawn != 0 || row.at.instant() < from) continue;
    ++counts[{row.table, row.version, row.row, row.proposed, row.segment, row.otherwise}];
  }
  std::vector<ProposalCount> out;
  for (const auto& [what, times] : counts) {
    const auto& [table, version, row, proposed, decided, otherwise] = what;
    out.push_back({table, version, row, proposed, decided, otherwise, times});
  }
  return out;
}

}  // namespace vuoro::core
