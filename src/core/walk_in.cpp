#include "core/walk_in.hpp"

#include <algorithm>
#include <functional>
#include <tuple>
#include <utility>

#include "core/view.hpp"

namespace vuoro::core {

namespace {

template <class See>
void for_each_of_day(const Tables& t, TeamId team, Day day, See see) {
  const auto newest = t.ticket_days.find(ticket_day(team, day));
  if (newest == t.ticket_days.end()) return;
  for (TicketId id = newest->second; id; id = t.tickets[id.n].older) see(id, t.tickets[id.n]);
}

constexpr std::size_t gaps_looked_at = 10;
constexpr std::size_t gaps_needed = 3;

/// Seconds from each first call to the next, but for those where nobody waited in between.
std::vector<std::uint32_t> gaps_of(const Tables& t, TeamId team, Day day) {
  std::vector<const TicketRow*> calls;
  for_each_of_day(t, team, day, [&](TicketId, const TicketRow& row) {
    if (row.first_called) calls.push_back(&row);
  });
  std::ranges::sort(calls, {}, [](const TicketRow* row) { return row->first_called; });
  std::vector<std::uint32_t> gaps;
  for (std::size_t i = 1; i < calls.size(); ++i) {
    if (calls[i]->given <= calls[i - 1]->first_called)
      gaps.push_back(calls[i]->first_called.s - calls[i - 1]->first_called.s);
  }
  if (gaps.size() > gaps_looked_at)
    gaps.erase(gaps.begin(), gaps.end() - static_cast<std::ptrdiff_t>(gaps_looked_at));
  return gaps;
}

}  // namespace

std::vector<TicketId> calling_order(const Tables& t, TeamId team, Day day) {
  std::vector<TicketId> order;
  for_each_of_day(t, team, day, [&](TicketId id, const TicketRow& row) {
    if (row.state == TicketState::waiting || row.state == TicketState::unanswered) order.push_back(id);
  });
  const auto key = [&](TicketId id) {
    const TicketRow& row = t.tickets[id.n];
    const bool again = row.state == TicketState::unanswered;
    return std::tuple(again, again ? row.called.s : 0U, row.number);
  };
  std::ranges::sort(order, {}, key);
  return order;
}

WaitingRoom waiting_room(const State& state, TeamId team, Day day) {
  const Tables& t = Access::tables(state);
  std::vector<const TicketRow*> called;
  for_each_of_day(t, team, day, [&](TicketId, const TicketRow& row) {
    if (row.state == TicketState::called) called.push_back(&row);
  });
  std::ranges::sort(called, std::greater{},
                    [](const TicketRow* row) { return std::pair(row->called, row->number); });
  WaitingRoom room;
  for (const TicketRow* row : called) room.called.push_back(row->number);
  for (const TicketId id : calling_order(t, team, day)) room.next.push_back(t.tickets[id.n].number);
  return room;
}

std::vector<Ticket> WalkIn::day(Day day) const {
  std::vector<Ticket> out;
  if (viewer_.role() != Role::professional || viewer_.purpose() != Purpose::care || !viewer_.team())
    return out;
  for_each_of_day(Access::tables(state_), viewer_.team(), day, [&](TicketId id, const TicketRow& row) {
    out.push_back({id, &row});
  });
  std::ranges::reverse(out);
  return out;
}

std::vector<Ticket> WalkIn::unserved(Day today, int days) const {
  std::vector<Ticket> out;
  for (int back = 1; back <= days; ++back) {
    for (const Ticket& ticket : day(today - back)) {
      const auto newest = of(ticket.row->matter);
      if (newest && newest->id == ticket.id && lapsed_unseen(ticket.row->matter)) out.push_back(ticket);
    }
  }
  return out;
}

std::optional<Ticket> WalkIn::of(MatterId matter) const {
  const Tables& t = Access::tables(state_);
  const auto found = t.ticket_of.find(matter.n);
  if (found == t.ticket_of.end() || !visible(state_, viewer_, matter)) return std::nullopt;
  return Ticket{found->second, &t.tickets[found->second.n]};
}

bool WalkIn::lapsed_unseen(MatterId matter) const {
  const auto ticket = of(matter);
  if (!ticket || ticket->row->state != TicketState::lapsed) return false;
  const MatterRow& m = Access::tables(state_).matters[matter.n];
  return m.status == MatterStatus::open && m.team == ticket->row->team && m.changed <= ticket->row->ended;
}

Turn WalkIn::turn(TicketId ticket) const {
  const Tables& t = Access::tables(state_);
  const TicketRow& row = t.tickets[ticket.n];
  const auto order = calling_order(t, row.team, row.day);
  const auto place = std::ranges::find(order, ticket);
  if (place == order.end()) return {};
  Turn out{static_cast<std::size_t>(place - order.begin()), std::nullopt};
  if (const auto gap = pace(row.team, row.day)) out.wait = *gap * static_cast<int>(out.before + 1);
  return out;
}

std::optional<std::chrono::minutes> WalkIn::pace(TeamId team, Day day) const {
  auto gaps = gaps_of(Access::tables(state_), team, day);
  if (gaps.size() < gaps_needed) return std::nullopt;
  const auto middle = gaps.begin() + static_cast<std::ptrdiff_t>(gaps.size() / 2);
  std::ranges::nth_element(gaps, middle);
  return std::chrono::ceil<std::chrono::minutes>(std::chrono::seconds{*middle});
}

std::vector<MatterId> WalkIn::left_over(Day today, std::size_t most) const {
  std::vector<MatterId> out;
  if (viewer_.role() != Role::system) return out;
  const Tables& t = Access::tables(state_);
  for (const TicketId id : t.live_tickets) {
    if (t.tickets[id.n].day < today && out.size() < most) out.push_back(t.tickets[id.n].matter);
  }
  return out;
}

}  // namespace vuoro::core
