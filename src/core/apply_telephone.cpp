#include "core/applier.hpp"
#include "core/callbacks.hpp"

/// Calls, and tries to reach those who asked to be called back.
namespace vuoro::core {

namespace {

using promises::Trigger;

Moment CallRow::*field_of(CallMoment what) {
  switch (what) {
    case CallMoment::offered:
      return &CallRow::offered;
    case CallMoment::queued:
      return &CallRow::queued;
    case CallMoment::answered:
      return &CallRow::answered;
    case CallMoment::abandoned:
      return &CallRow::abandoned;
    case CallMoment::callback_asked:
      return &CallRow::asked;
    case CallMoment::callback_tried:
      return &CallRow::tried;
    case CallMoment::callback_reached:
      return &CallRow::reached;
  }
  return &CallRow::offered;
}

void keep_earliest(Moment& kept, Moment told) {
  if (!kept || told < kept) kept = told;
}

/// Of two tellings about the same instant the one with the greater result counts, then the greater teller.
void keep_try(Tables& t, MatterId matter, Moment at, const TryRow& told) {
  const auto [place, added] = t.tries.try_emplace(instant_key(matter, at), told);
  if (!added) place->second = std::max(place->second, told);
}

/// A failed try has a failed result, a reached one that it was reached, everything else none.
bool result_fits(CallMoment what, TryResult result) {
  if (what == CallMoment::callback_tried) return failed(result);
  return result == (what == CallMoment::callback_reached ? TryResult::reached : TryResult::none);
}

}  // namespace

bool Applier::on(const CallTold& e) {
  if (e.line.n < 1 || e.line.n > t_.of(TermKind::line).texts.size() || !result_fits(e.what, e.result))
    return false;
  const std::pair key{e.key_high, e.key_low};
  const auto known = t_.call_numbers.find(key);
  if (known == t_.call_numbers.end()) {
    if (e.call.n != t_.calls.size() + 1) return false;
    CallRow row;
    row.key_high = e.key_high;
    row.key_low = e.key_low;
    t_.calls.push(row);
    t_.call_numbers.emplace(key, e.call);
  } else if (known->second != e.call) {
    return false;
  }
  CallRow& call = t_.calls[e.call.n];
  if (!call.first || at_ < call.first || (at_ == call.first && e.line < call.line)) call.line = e.line;
  keep_earliest(call.first, at_);
  keep_earliest(call.*field_of(e.what), at_);
  if (e.result != TryResult::none) {
    std::uint8_t& told = t_.call_tries[instant_key(e.call, at_)];
    told = std::max(told, static_cast<std::uint8_t>(e.result));
  }
  if (call.matter && e.what == CallMoment::callback_asked) recount_reached(call.matter);
  return true;
}

bool Applier::on(const CallbackAsked& e) {
  if (!open(e.matter) || !t_.calls.has(e.call.n)) return false;
  CallRow& call = t_.calls[e.call.n];
  if (!call.asked || (call.matter && call.matter != e.matter)) return false;
  act(e.matter, Action::settle);
  call.matter = e.matter;
  t_.calls_of.insert(place_key(e.matter, e.call));
  CallbackRow& row = t_.callbacks[e.matter.n];
  if (row.caller == 0) row.caller = e.caller;
  if (row.caller != 0) {
    MatterId& newest = t_.callers[row.caller];
    newest = std::max(newest, e.matter);
  }
  MatterRow& m = t_.matters[e.matter.n];
  if (m.channel == Channel::callback) m.opened = std::min(m.opened, call.asked);
  for (auto told = t_.call_tries.lower_bound(instant_key(e.call, Moment{}));
       told != t_.call_tries.end() && told->first >> 32 == e.call.n; ++told) {
    keep_try(t_, e.matter, Moment{static_cast<std::uint32_t>(told->first)},
             {static_cast<TryResult>(told->second), {}, e.call});
  }
  recount_reached(e.matter);
  return true;
}

bool Applier::on(const CallbackTried& e) {
  if (!open(e.matter) || e.result == TryResult::none) return false;
  if (e.call && (!t_.calls.has(e.call.n) || t_.calls[e.call.n].matter != e.matter)) return false;
  act(e.matter, Action::try_call);
  MatterRow& m = t_.matters[e.matter.n];
  m.last_subject = at_.s;
  const TriggerSet before = m.happened;
  keep_try(t_, e.matter, at_, {e.result, e.call ? StaffId{} : stamp_.by, e.call});
  CallbackRow& row = t_.callbacks[e.matter.n];
  if (e.unreached != Instant{}) {
    row.unreached = Moment::of(e.unreached);
    m.happened.insert(Trigger::callback_unreached);
  }
  if (in_writing(e.result)) m.happened.insert(Trigger::unreached_told);
  recount_reached(e.matter);
  m.pulse = m.happened.without(before);
  return true;
}

bool Applier::on(const TryWithdrawn& e) {
  if (!open(e.matter) || t_.tries.erase(instant_key(e.matter, Moment::of(e.at))) == 0) return false;
  // Undoing takes the triggers away; what calls and tries still say comes back with the recount.
  undone(e.matter);
  t_.callbacks[e.matter.n].unreached = e.unreached == Instant{} ? Moment{} : Moment::of(e.unreached);
  recount_reached(e.matter);
  return true;
}

bool Applier::on(const CallbackSettled& e) {
  if (!act(e.matter, Action::settle)) return false;
  MatterRow& m = t_.matters[e.matter.n];
  CallbackRow& row = t_.callbacks[e.matter.n];
  row.unreached = e.unreached == Instant{} ? Moment{} : Moment::of(e.unreached);
  m.happened = m.happened.without({Trigger::callback_unreached});
  if (row.unreached) m.happened.insert(Trigger::callback_unreached);
  return true;
}

void Applier::recount_reached(MatterId id) {
  CallbackRow& row = t_.callbacks[id.n];
  MatterRow& m = t_.matters[id.n];
  const Moment before = row.reached;
  row.reached = reached_by_tries(t_, id);
  if (row.reached == before) return;
  // Whoever was reached has been answered.
  if (before && m.answered == before) m.answered = {};
  if (row.reached && (!m.answered || row.reached < m.answered)) m.answered = row.reached;
  if (before) m.happened = m.happened.without({Trigger::callback_reached});
  if (row.reached) m.happened.insert(Trigger::callback_reached);
  m.happened = m.happened.without({Trigger::contact_answered});
  if (m.answered) m.happened.insert(Trigger::contact_answered);
}

}  // namespace vuoro::core
