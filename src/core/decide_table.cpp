#include "core/county_tables.hpp"
#include "core/draft.hpp"
#include "core/segments.hpp"

/// Versions of a county's tables: written by one, put in force by another; and people whom a table found.
namespace vuoro::core {

namespace {

struct Drafted {
  const CountyTableRow* row = nullptr;
  Answer refusal;
};

/// The table as the asker saw it.
Drafted seen(const Draft& d, TableId table, std::uint32_t revision) {
  if (d.actor.kind != ActorKind::staff || !d.actor.staff)
    return {nullptr, Refusal{RefusalCode::staff_only, table.n}};
  const auto row = d.t.county_tables.find(table.n);
  if (row == d.t.county_tables.end()) return {nullptr, Refusal{RefusalCode::unknown_table, table.n}};
  if (row->second.revision != revision) return {nullptr, Refusal{RefusalCode::draft_changed, table.n}};
  return {&row->second, std::nullopt};
}

Drafted seen(const Draft& d, TableId table, std::uint32_t revision, DraftState state) {
  Drafted out = seen(d, table, revision);
  if (out.refusal || out.row->draft == state) return out;
  if (out.row->draft == DraftState::none) out.refusal = Refusal{RefusalCode::no_draft, table.n};
  if (out.row->draft == DraftState::offered) out.refusal = Refusal{RefusalCode::draft_offered, table.n};
  if (out.row->draft == DraftState::open) out.refusal = Refusal{RefusalCode::draft_not_offered, table.n};
  return out;
}

/// The draft goes on from the state in which it must be.
template <class Event>
Answer move_draft(Draft& d, TableId table, std::uint32_t revision, DraftState from) {
  const Drafted drafted = seen(d, table, revision, from);
  if (drafted.refusal) return drafted.refusal;
  d.emit(Event{table});
  d.decision.subject = table.n;
  return {};
}

/// The next version's number, or none when there are too many.
std::uint16_t next_version(const CountyTableRow& row) {
  return row.published == UINT16_MAX ? std::uint16_t{0} : static_cast<std::uint16_t>(row.published + 1);
}

/// A table that people begin: nothing of it is in force, and nobody has written anything.
bool begins(const Draft& d, const DraftTable& c) {
  return c.revision == 0 && d.actor.kind == ActorKind::staff && d.actor.staff &&
         known(d, TermKind::table, c.table.n) && !d.t.county_tables.contains(c.table.n);
}

/// Whether the person has an open matter that began so, or had one begin lately.
bool reached_out_to(const Draft& d, PersonId person) {
  for (MatterId id = d.t.persons[person.n].last_matter; id; id = d.t.matters[id.n].older_of_person) {
    const MatterRow& m = d.t.matters[id.n];
    if (m.channel != Channel::outreach) continue;
    if (m.status == MatterStatus::open || m.opened.instant() + outreach_again > d.now) return true;
  }
  return false;
}

}  // namespace

Answer weigh(const Draft& d, const Advice& advice) {
  if (!advice) return {};
  if (advice.row == 0 || advice.verdict == Verdict::none ||
      !d.t.table_versions.contains(version_key(advice.table, advice.version)))
    return Refusal{RefusalCode::unknown_version, advice.table.n};
  return {};
}

void note_advice(Draft& d, MatterId matter, StepId step, const Advice& advice, Otherwise otherwise) {
  if (!advice) return;
  d.emit(AdviceWeighed{matter, step, advice.table, advice.version, advice.row, advice.verdict, otherwise});
}

Answer decide_on(Draft& d, const InstallTable& c) {
  if (d.actor.kind != ActorKind::system) return Refusal{RefusalCode::system_only, c.table.n};
  if (!known(d, TermKind::table, c.table.n)) return Refusal{RefusalCode::unknown_table, c.table.n};
  if (c.mark == 0 || !c.words) return Refusal{RefusalCode::bad_text, c.table.n};
  const auto row = d.t.county_tables.find(c.table.n);
  const CountyTableRow now = row == d.t.county_tables.end() ? CountyTableRow{} : row->second;
  if (now.file_mark == c.mark) return {};
  const std::uint16_t version = next_version(now);
  if (version == 0) return Refusal{RefusalCode::too_many_versions, c.table.n};
  d.emit(TablePublished{c.table, version, c.words, c.mark});
  d.decision.subject = version;
  return {};
}

Answer decide_on(Draft& d, const DraftTable& c) {
  const bool first = begins(d, c);
  const Drafted table = first ? Drafted{} : seen(d, c.table, c.revision);
  if (table.refusal) return table.refusal;
  if (!first && table.row->draft == DraftState::offered)
    return Refusal{RefusalCode::draft_offered, c.table.n};
  if (!c.words) return Refusal{RefusalCode::bad_text, c.table.n};
  d.emit(TableDrafted{c.table, c.words});
  d.decision.subject = c.table.n;
  return {};
}

Answer decide_on(Draft& d, const OfferTable& c) {
  return move_draft<TableOffered>(d, c.table, c.revision, DraftState::open);
}

Answer decide_on(Draft& d, const ReturnTable& c) {
  return move_draft<TableReturned>(d, c.table, c.revision, DraftState::offered);
}

Answer decide_on(Draft& d, const DropTable& c) {
  return move_draft<DraftDropped>(d, c.table, c.revision, DraftState::open);
}

Answer decide_on(Draft& d, const PublishTable& c) {
  const Drafted table = seen(d, c.table, c.revision, DraftState::offered);
  if (table.refusal) return table.refusal;
  if (d.t.draft_writers.contains(place_key(c.table, d.actor.staff)))
    return Refusal{RefusalCode::same_person, c.table.n};
  const std::uint16_t version = next_version(*table.row);
  if (version == 0) return Refusal{RefusalCode::too_many_versions, c.table.n};
  d.emit(TablePublished{c.table, version, DocumentId{table.row->draft_words}, 0});
  d.decision.subject = version;
  return {};
}

Answer decide_on(Draft& d, const ReachOut& c) {
  if (d.actor.kind != ActorKind::system) return Refusal{RefusalCode::system_only, c.person.n};
  if (!d.t.persons.has(c.person.n)) return Refusal{RefusalCode::unknown_person, c.person.n};
  if (c.advice.verdict != Verdict::found || !c.advice)
    return Refusal{RefusalCode::unknown_version, c.person.n};
  if (const Answer refused = weigh(d, c.advice)) return refused;
  if (reached_out_to(d, c.person)) return Refusal{RefusalCode::reached_out, c.person.n};
  const PersonRow& person = d.t.persons[c.person.n];
  TeamId team = c.team ? c.team : person.home_team;
  if (const OwnContact own = own_contact(d.t, person.last_matter); own && !c.team) team = own.row->team;
  if (!team) team = route(d, person.area);
  if (!known(d, TermKind::team, team.n)) return Refusal{RefusalCode::unknown_team, team.n};

  const MatterId id{static_cast<std::uint32_t>(d.t.matters.size() + 1)};
  const Age age = age_of(d, c.person, d.now);
  const TriggerSet pulse{promises::Trigger::hidden_need_found};
  d.emit(NeedFound{id, c.person, person.mother_tongue, person.area, age});
  d.emit(MatterOpened{id, team, d.setting.contact_domains, pulse});
  note_advice(d, id, {}, c.advice, Otherwise::none);
  const Situation situation{
      id, d.setting.contact_domains, {}, age, no_birth_day, d.now, std::nullopt, std::nullopt};
  d.start_promises(promises::Trigger::hidden_need_found, situation, d.now);
  d.decision.subject = id.n;
  return {};
}

}  // namespace vuoro::core
