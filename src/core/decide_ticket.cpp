#include "calendar/zone.hpp"
#include "core/draft.hpp"
#include "core/walk_in.hpp"

/// Walk-in lists: numbers for people at the door (decision 127). What the visit is and comes to is for the
/// other commands to tell.
namespace vuoro::core {

namespace {

TicketId newest_ticket(const Tables& t, MatterId id) {
  const auto found = t.ticket_of.find(id.n);
  return found == t.ticket_of.end() ? TicketId{} : found->second;
}

/// The end that somebody marked by mistake: soon after, and only what a person marked.
Answer not_taken_back(const Draft& d, const TicketRow& row) {
  if (!ended(row.state)) return Refusal{RefusalCode::ticket_live, row.number};
  if (row.state != TicketState::came && row.state != TicketState::left)
    return Refusal{RefusalCode::ticket_ended, row.number};
  const Instant end = row.ended.instant();
  if (row.day != calendar::local_day(d.now) || d.now < end || d.now - end > d.setting.undo_within)
    return Refusal{RefusalCode::undo_too_late, row.number};
  return {};
}

/// Whether a live number can be moved so.
Answer not_moved(const Draft& d, const TicketRow& row, TicketState to) {
  const bool of_today = row.day == calendar::local_day(d.now);
  if (to == TicketState::lapsed) {
    if (d.actor.kind != ActorKind::system) return Refusal{RefusalCode::system_only, row.number};
    return of_today ? Answer(Refusal{RefusalCode::bad_time, row.number}) : std::nullopt;
  }
  if (!of_today) return Refusal{RefusalCode::ticket_ended, row.number};
  if (to == TicketState::called && row.state == TicketState::called && row.by != d.actor.staff)
    return Refusal{RefusalCode::ticket_called, row.number};
  if (to == TicketState::unanswered && row.state != TicketState::called)
    return Refusal{RefusalCode::ticket_not_called, row.number};
  return {};
}

}  // namespace

TicketId live_ticket(const Tables& t, MatterId id) {
  const TicketId newest = newest_ticket(t, id);
  return newest && !ended(t.tickets[newest.n].state) ? newest : TicketId{};
}

Answer decide_on(Draft& d, const GiveTicket& c) {
  const Held held = held_open(d, c.matter);
  if (held.refusal) return held.refusal;
  const Day today = calendar::local_day(d.now);
  if (const TicketId live = live_ticket(d.t, c.matter)) {
    const TicketRow& row = d.t.tickets[live.n];
    if (row.day == today) return Refusal{RefusalCode::ticket_live, row.number};
    d.emit(TicketMoved{live, TicketState::lapsed});  // the clock has not come to it yet
  }
  const TeamId team = held.row->team;
  const auto newest = d.t.ticket_days.find(ticket_day(team, today));
  const std::uint32_t number = newest == d.t.ticket_days.end() ? 1 : d.t.tickets[newest->second.n].number + 1;
  const TicketId ticket{static_cast<std::uint32_t>(d.t.tickets.size() + 1)};
  d.emit(TicketGiven{ticket, c.matter, team, today, number});
  d.decision.subject = c.matter.n;
  return {};
}

Answer decide_on(Draft& d, const CallNext&) {
  if (!d.actor.staff || !d.actor.team) return Refusal{RefusalCode::staff_only};
  const auto order = calling_order(d.t, d.actor.team, calendar::local_day(d.now));
  if (order.empty()) return Refusal{RefusalCode::nobody_waits, d.actor.team.n};
  d.emit(TicketMoved{order.front(), TicketState::called});
  d.decision.subject = d.t.tickets[order.front().n].matter.n;
  return {};
}

Answer decide_on(Draft& d, const MoveTicket& c) {
  const Held held = held_open(d, c.matter);
  if (held.refusal) return held.refusal;
  const TicketId ticket = newest_ticket(d.t, c.matter);
  if (!ticket) return Refusal{RefusalCode::no_ticket, c.matter.n};
  const TicketRow& row = d.t.tickets[ticket.n];
  // The number of a team that has given the matter on is not this team's to move.
  if (row.team != held.row->team) return Refusal{RefusalCode::no_ticket, c.matter.n};
  if (c.to == TicketState::moved) return Refusal{RefusalCode::system_only, row.number};
  const bool back = c.to == TicketState::waiting;
  if (!back && ended(row.state)) return Refusal{RefusalCode::ticket_ended, row.number};
  if (const Answer refused = back ? not_taken_back(d, row) : not_moved(d, row, c.to)) return refused;
  d.emit(TicketMoved{ticket, back ? row.was : c.to});
  d.decision.subject = c.matter.n;
  return {};
}

}  // namespace vuoro::core
