#include <algorithm>

#include "core/callbacks.hpp"
#include "core/draft.hpp"
#include "core/hands.hpp"
#include "promises/evaluate.hpp"

/// Hand-overs, colleagues' opinions, and two matters that are one need.
namespace vuoro::core {

Instant lapse_at(const Tables& t, const Setting& setting, MatterId matter) {
  const Instant offered = t.open_offers.find(matter.n)->second.at.instant();
  const Setting::HandOver& policy = setting.hand_over;
  const Instant days = promises::recompute_due(setting.calendar, promises::LimitUnit::working_day,
                                               policy.working_days, offered);
  const Instant at_risk = t.matters[matter.n].queue_due.instant() + -policy.before_due;
  return std::max(std::min(days, at_risk), offered + policy.at_least);
}

Answer decide_on(Draft& d, const OfferHandOver& c) {
  const Held held = held_open(d, c.matter);
  if (held.refusal) return held.refusal;
  if (!known(d, TermKind::team, c.to.n)) return Refusal{RefusalCode::unknown_team, c.to.n};
  if (c.to == held.row->team) return Refusal{RefusalCode::offered_to_holder, c.to.n};
  if (held.row->offered_to) return Refusal{RefusalCode::already_offered, held.row->offered_to.n};
  d.emit(HandOverOffered{c.matter, c.to, c.reason});
  d.decision.subject = c.matter.n;
  return {};
}

namespace {

/// A matter on offer to the actor's team: only the receiver can answer, and until then the giver holds.
Held offered(const Draft& d, MatterId id) {
  if (!d.t.matters.has(id.n)) return {nullptr, Refusal{RefusalCode::unknown_matter, id.n}};
  const MatterRow& m = d.t.matters[id.n];
  if (m.status == MatterStatus::closed) return {nullptr, Refusal{RefusalCode::matter_closed, id.n}};
  if (!m.offered_to) return {nullptr, Refusal{RefusalCode::not_offered, id.n}};
  if (d.actor.kind != ActorKind::staff || d.actor.team != m.offered_to) {
    return {nullptr, Refusal{RefusalCode::not_offered_to_you, m.offered_to.n}};
  }
  if (d.now < m.opened.instant()) return {nullptr, Refusal{RefusalCode::bad_time, id.n}};
  return {&m, std::nullopt};
}

}  // namespace

Answer decide_on(Draft& d, const AcceptHandOver& c) {
  const Held held = offered(d, c.matter);
  if (held.refusal) return held.refusal;
  if (const Answer full = chats_full(d, c.matter)) return full;
  // The number is of the giver's list; the receiver gives one of its own where it has a door.
  if (const TicketId ticket = live_ticket(d.t, c.matter)) d.emit(TicketMoved{ticket, TicketState::moved});
  d.emit(HandOverAccepted{c.matter, d.actor.team, d.actor.staff, held.row->team});
  d.decision.subject = c.matter.n;
  return {};
}

Answer decide_on(Draft& d, const DeclineHandOver& c) {
  const Held held = offered(d, c.matter);
  if (held.refusal) return held.refusal;
  if (c.reason == DeclineReason::none) return Refusal{RefusalCode::no_reason, c.matter.n};
  d.emit(HandOverDeclined{c.matter, c.reason, d.actor.team});
  d.decision.subject = c.matter.n;
  return {};
}

Answer decide_on(Draft& d, const WithdrawHandOver& c) {
  const Held held = held_open(d, c.matter);
  if (held.refusal) return held.refusal;
  if (!held.row->offered_to) return Refusal{RefusalCode::not_offered, c.matter.n};
  d.emit(HandOverWithdrawn{c.matter, held.row->offered_to});
  d.decision.subject = c.matter.n;
  return {};
}

Answer decide_on(Draft& d, const LapseHandOver& c) {
  const Held held = held_ever(d, c.matter);
  if (held.refusal) return held.refusal;
  const MatterRow& m = *held.row;
  if (!m.offered_to) return Refusal{RefusalCode::not_offered, c.matter.n};
  if (d.now < lapse_at(d.t, d.setting, c.matter)) return Refusal{RefusalCode::not_lapsed, c.matter.n};
  d.emit(HandOverLapsed{c.matter, m.offered_to});
  d.decision.subject = c.matter.n;
  return {};
}

Answer decide_on(Draft& d, const AskColleague& c) {
  const Held held = held_open(d, c.matter);
  if (held.refusal) return held.refusal;
  if (!d.actor.staff) return Refusal{RefusalCode::staff_only, c.matter.n};
  if (!known(d, TermKind::team, c.to.n)) return Refusal{RefusalCode::unknown_team, c.to.n};
  if (!c.words) return Refusal{RefusalCode::bad_text, c.matter.n};
  const ConsultationId id{static_cast<std::uint32_t>(d.t.consultations.size() + 1)};
  d.emit(ConsultationAsked{id, c.matter, c.to, c.words});
  d.decision.subject = c.matter.n;
  return {};
}

namespace {

/// An open consultation; nobody but staff has to do with one.
Answer still_open(const Draft& d, ConsultationId id) {
  if (!d.t.consultations.has(id.n)) return Refusal{RefusalCode::unknown_consultation, id.n};
  const ConsultationRow& row = d.t.consultations[id.n];
  if (row.ended) return Refusal{RefusalCode::consultation_ended, id.n};
  if (d.now < row.asked.instant()) return Refusal{RefusalCode::bad_time, id.n};
  return {};
}

/// Which of two matters goes on.
struct Pair {
  MatterId stays;
  MatterId closes;
};
Pair by_age(const Draft& d, MatterId a, MatterId b) {
  const auto key = [&](MatterId id) { return std::pair(d.t.matters[id.n].opened, id); };
  return key(a) < key(b) ? Pair{a, b} : Pair{b, a};
}

}  // namespace

Answer decide_on(Draft& d, const AnswerColleague& c) {
  if (Answer refused = still_open(d, c.consultation)) return refused;
  const ConsultationRow& row = d.t.consultations[c.consultation.n];
  if (d.actor.kind != ActorKind::staff || !d.actor.staff || d.actor.team != row.to)
    return Refusal{RefusalCode::not_asked_you, row.to.n};
  if (!c.words) return Refusal{RefusalCode::bad_text, c.consultation.n};
  d.emit(ConsultationAnswered{c.consultation, c.words});
  d.decision.subject = row.matter.n;
  return {};
}

Answer decide_on(Draft& d, const WithdrawQuestion& c) {
  if (Answer refused = still_open(d, c.consultation)) return refused;
  const Held held = held_open(d, d.t.consultations[c.consultation.n].matter);
  if (held.refusal) return held.refusal;
  d.emit(ConsultationWithdrawn{c.consultation});
  d.decision.subject = d.t.consultations[c.consultation.n].matter.n;
  return {};
}

Answer decide_on(Draft& d, const JoinMatters& c) {
  for (const MatterId id : {c.matter, c.with}) {
    if (!d.t.matters.has(id.n)) return Refusal{RefusalCode::unknown_matter, id.n};
    if (d.t.matters[id.n].status == MatterStatus::closed) return Refusal{RefusalCode::matter_closed, id.n};
    if (d.now < d.t.matters[id.n].opened.instant()) return Refusal{RefusalCode::bad_time, id.n};
  }
  if (c.matter == c.with) return Refusal{RefusalCode::same_matter, c.matter.n};
  const auto [stays, closes] = by_age(d, c.matter, c.with);
  const MatterRow& goes_on = d.t.matters[stays.n];
  const MatterRow& duplicate = d.t.matters[closes.n];
  if (goes_on.person && duplicate.person && goes_on.person != duplicate.person)
    return Refusal{RefusalCode::not_same_person, c.with.n};
  // A duplicate's promises end with it; a promised call must not.
  if (awaits_call(d.t, closes) && !awaits_call(d.t, stays))
    return Refusal{RefusalCode::call_awaited, closes.n};
  d.emit(MatterJoined{closes, stays});
  if (Answer refused = decide_on(d, CloseMatter{closes, CloseReason::duplicate})) return refused;
  d.emit(ContactRepeated{stays, duplicate.channel, DocumentId{duplicate.words}});
  d.decision.subject = stays.n;
  return {};
}

Answer decide_on(Draft& d, const SeparateMatters& c) {
  const Held held = held_ever(d, c.matter);
  if (held.refusal) return held.refusal;
  const MatterRow& m = *held.row;
  const auto joined = d.t.joined_into.find(c.matter.n);
  if (joined == d.t.joined_into.end()) return Refusal{RefusalCode::not_joined, c.matter.n};
  if (d.now < m.closed.instant()) return Refusal{RefusalCode::bad_time, c.matter.n};
  d.emit(MatterSeparated{c.matter, MatterId{joined->second}});
  d.emit(MatterReopened{c.matter, ReopenReason::closing_undone});
  d.resume_promises(m);
  d.emit(ContactWithdrawn{MatterId{joined->second}});
  d.decision.subject = c.matter.n;
  return {};
}

}  // namespace vuoro::core
