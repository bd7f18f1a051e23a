#include "core/applier.hpp"
#include "core/county_tables.hpp"

/// Versions of a county's tables, and what they said of matters.
namespace vuoro::core {

namespace {

/// Whoever wrote any of a draft is remembered as long as there is one.
void forget_draft(Tables& t, TableId table, CountyTableRow& row) {
  row.draft = DraftState::none;
  row.draft_words = 0;
  row.draft_by = {};
  row.draft_at = {};
  auto writer = t.draft_writers.lower_bound(place_key(table, StaffId{}));
  while (writer != t.draft_writers.end() && writer->first >> 32U == table.n)
    writer = t.draft_writers.erase(writer);
}

CountyTableRow* with_draft(Tables& t, TableId table, DraftState state) {
  const auto row = t.county_tables.find(table.n);
  return row == t.county_tables.end() || row->second.draft != state ? nullptr : &row->second;
}

}  // namespace

bool Applier::on(const TablePublished& e) {
  if (e.table.n < 1 || e.table.n > t_.of(TermKind::table).texts.size() || !e.words ||
      e.words.n > t_.seq + 1 || !at_)
    return false;
  CountyTableRow& row = t_.county_tables[e.table.n];
  if (row.published == UINT16_MAX || e.version != row.published + 1) return false;
  TableVersionRow version{e.words.n, at_, {}, stamp_.by, e.mark};
  if (e.mark == 0) {
    if (row.draft != DraftState::offered || row.draft_words != e.words.n) return false;
    version.by = row.draft_by;
    forget_draft(t_, e.table, row);
  } else {
    row.file_mark = e.mark;
  }
  row.published = e.version;
  ++row.revision;
  t_.table_versions.emplace(version_key(e.table, e.version), version);
  return true;
}

bool Applier::on(const TableDrafted& e) {
  // The document has the number of an event of this transaction: this one or one before.
  if (e.table.n < 1 || e.table.n > t_.of(TermKind::table).texts.size() || !e.words ||
      e.words.n > t_.seq + 1 || !stamp_.by)
    return false;
  CountyTableRow& row = t_.county_tables[e.table.n];  // People may begin a table that no file has.
  if (row.draft == DraftState::offered) return false;
  row.draft = DraftState::open;
  row.draft_words = e.words.n;
  row.draft_by = stamp_.by;
  row.draft_at = at_;
  ++row.revision;
  t_.draft_writers[place_key(e.table, stamp_.by)] = 1;
  return true;
}

bool Applier::on(const TableOffered& e) {
  CountyTableRow* const row = with_draft(t_, e.table, DraftState::open);
  if (row == nullptr) return false;
  row->draft = DraftState::offered;
  row->draft_at = at_;
  ++row->revision;
  return true;
}

bool Applier::on(const TableReturned& e) {
  CountyTableRow* const row = with_draft(t_, e.table, DraftState::offered);
  if (row == nullptr) return false;
  row->draft = DraftState::open;
  row->draft_at = at_;
  ++row->revision;
  return true;
}

bool Applier::on(const DraftDropped& e) {
  CountyTableRow* const row = with_draft(t_, e.table, DraftState::open);
  if (row == nullptr) return false;
  forget_draft(t_, e.table, *row);
  ++row->revision;
  return true;
}

bool Applier::on(const AdviceWeighed& e) {
  if (!t_.matters.has(e.matter.n) || e.verdict == Verdict::none || !at_ ||
      !t_.table_versions.contains(version_key(e.table, e.version)))
    return false;
  if (e.step && (!t_.steps.has(e.step.n) || t_.steps[e.step.n].matter != e.matter)) return false;
  const AdviceRow row{at_, stamp_.by, e.table, e.version, e.row, e.verdict, e.otherwise};
  if (!t_.advice.emplace(place_key(e.matter, e.step), row).second) return false;
  return note(e.matter);
}

bool Applier::on(const NeedFound& e) {
  if (e.matter.n != t_.matters.size() + 1 || !t_.persons.has(e.person.n)) return false;
  MatterRow m;
  m.opened = at_;
  m.language = e.language;
  m.reach = ReachBy::phone;
  m.channel = Channel::outreach;
  m.area = e.area;
  m.age = e.age;
  m.queue_due = Moment::of(no_due);
  t_.matters.push(m);
  link(e.matter, e.person);
  return did(t_.matters[e.matter.n], Action::receive);
}

}  // namespace vuoro::core
