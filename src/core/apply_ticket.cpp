#include "core/applier.hpp"

/// Numbers of walk-in lists. Like talking, waiting for one's turn is no deed on the matter: it stands in the
/// history, but makes no new version and does not stand between a professional and their undo.
namespace vuoro::core {

bool Applier::on(const TicketGiven& e) {
  const auto of_matter = t_.ticket_of.find(e.matter.n);
  const auto newest = t_.ticket_days.find(ticket_day(e.team, e.day));
  const TicketId older = newest == t_.ticket_days.end() ? TicketId{} : newest->second;
  if (!open(e.matter) || t_.matters[e.matter.n].team != e.team || e.ticket.n != t_.tickets.size() + 1 ||
      e.number != (older ? t_.tickets[older.n].number + 1 : 1) ||
      (of_matter != t_.ticket_of.end() && !ended(t_.tickets[of_matter->second.n].state)))
    return false;
  TicketRow row;
  row.matter = e.matter;
  row.older = older;
  row.day = e.day;
  row.given = at_;
  row.number = e.number;
  row.team = e.team;
  t_.tickets.push(row);
  t_.ticket_of[e.matter.n] = t_.ticket_days[ticket_day(e.team, e.day)] = e.ticket;
  t_.live_tickets.insert(e.ticket);
  return note(e.matter);
}

bool Applier::on(const TicketMoved& e) {
  if (!t_.tickets.has(e.ticket.n)) return false;
  TicketRow& row = t_.tickets[e.ticket.n];
  const bool over = ended(row.state);
  if (!open(row.matter) || t_.ticket_of[row.matter.n] != e.ticket) return false;
  if (over ? e.to != row.was || t_.matters[row.matter.n].team != row.team : e.to == TicketState::waiting)
    return false;
  if (over) {  // its end is taken back
    row.ended = {};
    t_.live_tickets.insert(e.ticket);
  } else if (ended(e.to)) {
    row.was = row.state;
    row.ended = at_;
    t_.live_tickets.erase(e.ticket);
  } else if (e.to == TicketState::called) {
    row.called = at_;
    if (!row.first_called) row.first_called = at_;
  }
  row.state = e.to;
  row.by = stamp_.by;
  return note(row.matter);
}

}  // namespace vuoro::core
