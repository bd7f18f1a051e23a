#include <algorithm>

#include "calendar/zone.hpp"
#include "core/county_tables.hpp"
#include "core/draft.hpp"
#include "core/segments.hpp"

/// A person's segment and own contact: decided by people.
namespace vuoro::core {

namespace {

using promises::Fact;
using promises::Trigger;

/// The open matter of the actor's team, when the actor is one of its people.
Held held_by_person(const Draft& d, MatterId id) {
  if (d.actor.kind != ActorKind::staff || !d.actor.staff)
    return {nullptr, Refusal{RefusalCode::staff_only, id.n}};
  return held_open(d, id);
}

const SegmentRule* rule_of(const Setting& setting, SegmentId segment) {
  const auto found = std::ranges::find(setting.segments, segment, &SegmentRule::segment);
  return found == setting.segments.end() ? nullptr : &*found;
}

Answer check(const Draft& d, const DecideSegment& c) {
  if (!known(d, TermKind::segment, c.segment.n) || rule_of(d.setting, c.segment) == nullptr)
    return Refusal{RefusalCode::unknown_segment, c.segment.n};
  const Day today = calendar::local_day(d.now);
  if (c.review <= today || c.review.n > today.n + longest_review.count())
    return Refusal{RefusalCode::bad_time, c.matter.n};
  if (bool{c.proposed} != bool{c.advice}) return Refusal{RefusalCode::unknown_version, c.advice.table.n};
  if (c.proposed && !known(d, TermKind::segment, c.proposed.n))
    return Refusal{RefusalCode::unknown_segment, c.proposed.n};
  if (c.advice &&
      (c.advice.row == 0 || !d.t.table_versions.contains(version_key(c.advice.table, c.advice.version))))
    return Refusal{RefusalCode::unknown_version, c.advice.table.n};
  const bool followed = c.proposed && c.proposed == c.segment;
  if (!followed && c.otherwise == Otherwise::none && c.proposed)
    return Refusal{RefusalCode::segment_reason, c.matter.n};
  if (!c.proposed && !c.words) return Refusal{RefusalCode::segment_reason, c.matter.n};
  return {};
}

/// What an earlier segment asked for and this one does not is over.
void end_unneeded(Draft& d, const MatterRow& m, const promises::FactSet& facts) {
  for (PromiseId id = m.first_promise; id; id = d.t.promises[id.n].older) {
    const PromiseRow& p = d.t.promises[id.n];
    if (p.state != PromiseState::running) continue;
    const promises::Rule* const rule = d.setting.pack.find(d.t.limits[p.limit - 1U].rule);
    if (rule == nullptr || rule->start != Trigger::segment_decided) continue;
    if (facts.has_all(rule->needs) && !facts.has_any(rule->excludes)) continue;
    d.emit(PromiseEnded{id, PromiseState::voided, PromiseReason::segment_changed,
                        std::max(d.now, p.start.instant())});
  }
}

}  // namespace

Answer decide_on(Draft& d, const DecideSegment& c) {
  const Held held = held_by_person(d, c.matter);
  if (held.refusal) return held.refusal;
  if (const Answer refused = check(d, c)) return refused;
  const bool followed = c.proposed && c.proposed == c.segment;
  d.emit(SegmentDecided{c.matter, c.segment, c.proposed, c.advice.table, c.advice.version, c.advice.row,
                        c.first_axis, c.second_axis, followed ? Otherwise::none : c.otherwise, c.review,
                        c.words});
  const SegmentRule& rule = *rule_of(d.setting, c.segment);
  Situation situation = d.situation_of(c.matter, *held.row);
  situation.facts.bits |= rule.facts.bits;
  if (rule.own_contact && !own_contact(d.t, c.matter)) situation.facts.insert(Fact::own_contact_due);
  end_unneeded(d, *held.row, situation.facts);
  d.start_unless_running(Trigger::segment_decided, situation, d.now, *held.row);
  d.decision.subject = c.matter.n;
  return {};
}

Answer decide_on(Draft& d, const NameContact& c) {
  const Held held = held_by_person(d, c.matter);
  if (held.refusal) return held.refusal;
  const OwnContact own = own_contact(d.t, c.matter);
  // Named on another matter: the promise of this one is kept by saying so here.
  const bool said_here = own && own.on == c.matter;
  if (own && own.row->who == d.actor.staff && own.row->team == d.actor.team && said_here)
    return Refusal{RefusalCode::already_yours, c.matter.n};
  d.emit(ContactNamed{c.matter, d.actor.team});
  d.stop_promises(*held.row, {Trigger::own_contact_named}, d.now);
  d.start_promises(Trigger::own_contact_named, d.situation_of(c.matter, *held.row), d.now);
  d.decision.subject = c.matter.n;
  return {};
}

}  // namespace vuoro::core
