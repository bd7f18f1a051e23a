#pragma once

#include "core/refused.hpp"

namespace vuoro::core::testing {

/// A matter whose person waits at the door with a number.
inline MatterId at_the_door(World& w) {
  ReceiveContact c;
  c.channel = Channel::walk_in;
  const MatterId m = w.contact(c, aino);
  w.must(GiveTicket{m});
  return m;
}

inline std::vector<Refused> of_tickets() {
  return {
      {R::staff_only, "a number that the resident takes",
       [](World& w) { return w.refused(GiveTicket{w.contact()}, resident); }},
      {R::not_holder, "a number of another team's matter",
       [](World& w) { return w.refused(GiveTicket{w.contact()}, carita); }},
      {R::unknown_matter, "a number for nobody", [](World& w) { return w.refused(GiveTicket{no_matter}); }},
      {R::matter_closed, "a number for what is over",
       [](World& w) {
         const MatterId m = w.contact();
         w.must(CloseMatter{m, CloseReason::mistake});
         return w.refused(GiveTicket{m});
       }},
      {R::ticket_live, "a second number for the same matter",
       [](World& w) { return w.refused(GiveTicket{at_the_door(w)}); }},
      {R::ticket_live, "closed while the person waits at the door",
       [](World& w) {
         return w.refused(CloseMatter{at_the_door(w), CloseReason::advice_was_enough});
       }},
      {R::ticket_live, "joined while the person waits at the door with the number of the later matter",
       [](World& w) {
         const MatterId first = w.contact();
         return w.refused(JoinMatters{first, at_the_door(w)});
       }},
      {R::ticket_live, "taken back though it never ended",
       [](World& w) {
         return w.refused(MoveTicket{at_the_door(w), TicketState::waiting});
       }},
      {R::no_ticket, "called without a number",
       [](World& w) {
         return w.refused(MoveTicket{w.contact(), TicketState::called});
       }},
      {R::no_ticket, "called by a team that got the matter but not the number",
       [](World& w) {
         const MatterId m = at_the_door(w);
         w.must(OfferHandOver{m, social, OfferReason::other_skill});
         w.must(AcceptHandOver{m}, carita);
         return w.refused(MoveTicket{m, TicketState::called}, carita);
       }},
      {R::ticket_ended, "called after the person left",
       [](World& w) {
         const MatterId m = at_the_door(w);
         w.must(MoveTicket{m, TicketState::left});
         return w.refused(MoveTicket{m, TicketState::called});
       }},
      {R::ticket_ended, "called the next day, before the clock came to it",
       [](World& w) {
         const MatterId m = at_the_door(w);
         w.wait(86'400);
         return w.refused(MoveTicket{m, TicketState::called});
       }},
      {R::ticket_ended, "a lapse taken back",
       [](World& w) {
         const MatterId m = at_the_door(w);
         w.wait(86'400);
         w.must(MoveTicket{m, TicketState::lapsed}, machine);
         return w.refused(MoveTicket{m, TicketState::waiting});
       }},
      {R::ticket_called, "a colleague is calling it",
       [](World& w) {
         const MatterId m = at_the_door(w);
         w.must(CallNext{});
         return w.refused(MoveTicket{m, TicketState::called}, bo);
       }},
      {R::ticket_not_called, "nobody answered what nobody called",
       [](World& w) {
         return w.refused(MoveTicket{at_the_door(w), TicketState::unanswered});
       }},
      {R::nobody_waits, "the next of an empty list", [](World& w) { return w.refused(CallNext{}); }},
      {R::nobody_waits, "the next of another team",
       [](World& w) {
         at_the_door(w);
         return w.refused(CallNext{}, carita);
       }},
      {R::staff_only, "a call by nobody", [](World& w) { return w.refused(CallNext{}, machine); }},
      {R::undo_too_late, "came, and taken back too late",
       [](World& w) {
         const MatterId m = at_the_door(w);
         w.must(MoveTicket{m, TicketState::came});
         w.wait(601);
         return w.refused(MoveTicket{m, TicketState::waiting});
       }},
      {R::system_only, "lapsed by hand",
       [](World& w) {
         const MatterId m = at_the_door(w);
         w.wait(86'400);
         return w.refused(MoveTicket{m, TicketState::lapsed});
       }},
      {R::system_only, "moved on without a team that accepted",
       [](World& w) {
         return w.refused(MoveTicket{at_the_door(w), TicketState::moved});
       }},
      {R::bad_time, "lapsed while the day goes on",
       [](World& w) {
         return w.refused(MoveTicket{at_the_door(w), TicketState::lapsed}, machine);
       }},
  };
}

}  // namespace vuoro::core::testing
