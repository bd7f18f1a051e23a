#include "core/booking.hpp"
#include "core/draft.hpp"

/// The waiting list for earlier times: who is on it, and with what wishes. What is offered from it is
/// OfferTimes, what is taken AcceptTimes.
namespace vuoro::core {

Answer decide_on(Draft& d, const AskEarlier& c) {
  const HeldStep held = chosen_step(d, c.step);
  if (held.refusal) return held.refusal;
  if (held.step->state == StepState::booked && held.step->begin.instant() <= d.now)
    return Refusal{RefusalCode::slot_past, c.step.n};
  if (c.from_minute >= c.until_minute || c.until_minute > EarlierRow::day_ends)
    return Refusal{RefusalCode::bad_time, c.step.n};
  for (const TeamId team : {c.also1, c.also2, c.also3}) {
    if (team && !known(d, TermKind::team, team.n)) return Refusal{RefusalCode::unknown_team, team.n};
  }
  d.emit(EarlierAsked{c.step, c.from_minute, c.until_minute, c.also1, c.also2, c.also3});
  d.decision.subject = c.step.n;
  return {};
}

Answer decide_on(Draft& d, const StopEarlier& c) {
  const HeldStep held = chosen_step(d, c.step);
  if (held.refusal) return held.refusal;
  const auto listed = d.t.earlier.find(c.step.n);
  if (listed == d.t.earlier.end()) return Refusal{RefusalCode::not_listed, c.step.n};
  if (listed->second.offered != 0) d.emit(HoldEnded{c.step, HoldEnd::withdrawn});
  d.emit(EarlierEnded{c.step});
  d.decision.subject = c.step.n;
  return {};
}

}  // namespace vuoro::core
