#include "core/applier.hpp"
#include "core/county_tables.hpp"

/// A person's segment and own contact.
namespace vuoro::core {

bool Applier::on(const SegmentDecided& e) {
  if (e.segment.n < 1 || e.segment.n > t_.of(TermKind::segment).texts.size() || !stamp_.by ||
      e.words.n > t_.seq + 1 || !at_)
    return false;
  if (e.table && !t_.table_versions.contains(version_key(e.table, e.version))) return false;
  if (!act(e.matter, Action::segment)) return false;
  std::uint32_t& newest = t_.segment_of[e.matter.n];
  t_.decided.push({e.matter, DecidedId{newest}, at_, stamp_.by, static_cast<std::uint32_t>(e.words.n),
                   e.review, e.segment, e.proposed, e.table, e.version, e.row, e.first_axis, e.second_axis,
                   e.otherwise, 0});
  newest = static_cast<std::uint32_t>(t_.decided.size());
  pulse(t_.matters[e.matter.n], {promises::Trigger::segment_decided});
  return true;
}

bool Applier::on(const SegmentWithdrawn& e) {
  const auto newest = t_.segment_of.find(e.matter.n);
  if (!open(e.matter) || newest == t_.segment_of.end()) return false;
  DecidedRow& row = t_.decided[newest->second];
  row.withdrawn = 1;
  if (row.older) {
    newest->second = row.older.n;
  } else {
    t_.segment_of.erase(newest);
  }
  return undone(e.matter);
}

bool Applier::on(const ContactNamed& e) {
  if (!stamp_.by || !team(e.team) || !at_ || !act(e.matter, Action::name_contact)) return false;
  OwnContactRow& row = t_.own_contacts[e.matter.n];
  row = {stamp_.by, e.team, at_, row.who, row.team, row.at};
  pulse(t_.matters[e.matter.n], {promises::Trigger::own_contact_named});
  return true;
}

bool Applier::on(const ContactDropped& e) {
  const auto row = t_.own_contacts.find(e.matter.n);
  if (!open(e.matter) || row == t_.own_contacts.end()) return false;
  OwnContactRow& was = row->second;
  if (was.at_before) {
    was = {was.who_before, was.team_before, was.at_before, {}, {}, {}};
  } else {
    t_.own_contacts.erase(row);
  }
  return undone(e.matter);
}

}  // namespace vuoro::core
