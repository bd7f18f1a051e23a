#include <algorithm>
#include <array>

#include "core/callbacks.hpp"
#include "core/draft.hpp"

/// Telephone events and call-backs. What an exchange tells is kept whatever order it comes in; the promises
/// follow from the whole (SettleCallback), so that telling twice or late changes nothing in the end.
namespace vuoro::core {

namespace {

using promises::Trigger;

bool result_fits(const TellCall& c) {
  if (c.what == CallMoment::callback_tried) return failed(c.result);
  return c.result == TryResult::none;
}

TryResult result_of(const TellCall& c) {
  return c.what == CallMoment::callback_reached ? TryResult::reached : c.result;
}

Moment told_of(const CallRow& row, CallMoment what) {
  const std::array by_kind = {row.offered, row.queued, row.answered, row.abandoned,
                              row.asked,   row.tried,  row.reached};
  return by_kind[static_cast<std::size_t>(what)];
}

/// Whether the telling brings nothing that is not there.
bool nothing_new(const Draft& d, const TellCall& c, CallId call) {
  const CallRow& row = d.t.calls[call.n];
  const Moment now = Moment::of(d.now);
  if (now < row.first || (now == row.first && c.line < row.line)) return false;
  const Moment told = told_of(row, c.what);
  if (!told || told > now) return false;
  const TryResult result = result_of(c);
  if (result == TryResult::none) return true;
  const auto there = d.t.call_tries.find(instant_key(call, now));
  return there != d.t.call_tries.end() && there->second >= static_cast<std::uint8_t>(result);
}

/// The open call-back of the same caller that this request belongs to: one that waits, or that reached them
/// after this request.
MatterId same_request(const Draft& d, std::uint64_t caller) {
  if (caller == 0) return {};
  const auto found = d.t.callers.find(caller);
  if (found == d.t.callers.end()) return {};
  const MatterId matter = found->second;
  if (d.t.matters[matter.n].status != MatterStatus::open) return {};
  const Moment reached = d.t.callbacks.find(matter.n)->second.reached;
  const bool after = reached && reached >= Moment::of(d.now);
  return awaits_call(d.t, matter) || after ? matter : MatterId{};
}

Answer request_call(Draft& d, const TellCall& c, CallId call, MatterId known) {
  if (known) {
    // Told before: only an earlier instant changes anything, and only while the matter is open.
    if (d.t.matters[known.n].status == MatterStatus::open) d.emit(CallbackAsked{call, known, c.caller});
    d.decision.subject = known.n;
    return {};
  }
  if (const MatterId same = same_request(d, c.caller)) {
    d.emit(ContactRepeated{same, Channel::callback, {}});
    d.emit(CallbackAsked{call, same, c.caller});
    d.decision.subject = same.n;
    return {};
  }
  ReceiveContact contact;
  contact.channel = Channel::callback;
  contact.about = About::unnamed;
  contact.language = c.language;
  contact.reach = ReachBy::phone;
  contact.team = d.setting.team_of_line[c.line.n];
  if (Answer refused = decide_on(d, contact)) return refused;
  d.emit(CallbackAsked{call, MatterId{d.decision.subject}, c.caller});
  return {};
}

/// When a rule's promise on a call-back should have begun and ended, as far as calls and tries decide it.
class Expected {
 public:
  Expected(const Draft& d, MatterId id) : course_(course_of(d.t, d.setting, id)), m_(d.t.matters[id.n]) {}

  [[nodiscard]] const Course& course() const { return course_; }
  [[nodiscard]] static bool decides_start(Trigger start) {
    return start == Trigger::contact_received || start == Trigger::callback_asked ||
           start == Trigger::callback_unreached;
  }
  [[nodiscard]] Moment start(Trigger start) const {
    if (start == Trigger::callback_asked) return course_.asked;
    return start == Trigger::callback_unreached ? course_.unreached : m_.opened;
  }
  [[nodiscard]] static bool decides_end(Trigger stop) {
    return stop == Trigger::callback_reached || stop == Trigger::unreached_told ||
           stop == Trigger::contact_answered;
  }
  [[nodiscard]] Moment end(Trigger stop) const {
    if (stop == Trigger::callback_reached) return course_.reached;
    return stop == Trigger::unreached_told ? course_.told : m_.answered;
  }

 private:
  Course course_;
  const MatterRow& m_;
};

class Settling {
 public:
  Settling(Draft& d, MatterId id) : d_(d), id_(id), m_(d.t.matters[id.n]), expected_(d, id) {}

  void run() {
    const Moment unreached = expected_.course().unreached;
    const auto row = d_.t.callbacks.find(id_.n);
    const Moment before = row == d_.t.callbacks.end() ? Moment{} : row->second.unreached;
    // Always first, so that undo never takes back what this brings.
    d_.emit(CallbackSettled{id_, unreached ? unreached.instant() : Instant{}});
    for (PromiseId p = m_.first_promise; p; p = d_.t.promises[p.n].older) promise(p);
    if (unreached && !begun_)
      d_.start_promises(Trigger::callback_unreached, d_.situation_of(id_, m_), unreached.instant());
    if (d_.decision.events.size() == 1 && unreached == before) d_.decision.events.clear();
  }

 private:
  void promise(PromiseId id) {
    const PromiseRow& p = d_.t.promises[id.n];
    const promises::Rule* rule = d_.setting.pack.find(d_.t.limits[p.limit - 1U].rule);
    const bool of_stop = p.state == PromiseState::running || p.reason == PromiseReason::stop_event;
    if (rule == nullptr || !Expected::decides_start(rule->start)) return;
    const Trigger stop = d_.t.limits[p.limit - 1U].stop;
    if (rule->start == Trigger::callback_unreached && p.reason != PromiseReason::entered_in_error)
      begun_ = begun_ || p.start == expected_.start(rule->start);
    // What ended by something else stays as it is.
    if (!of_stop || (p.state != PromiseState::running && !Expected::decides_end(stop))) return;
    const Moment start = expected_.start(rule->start);
    if (!start) return drop(id, p);
    if (start != p.start) {
      d_.redate(id, *rule, d_.situation_of(id_, m_), start.instant());
      begun_ = begun_ || rule->start == Trigger::callback_unreached;
    } else if (Expected::decides_end(stop)) {
      end(id, p, expected_.end(stop));
    }
  }

  void drop(PromiseId id, const PromiseRow& p) {
    if (p.state != PromiseState::running) d_.emit(PromiseResumed{id});
    d_.emit(PromiseEnded{id, PromiseState::voided, PromiseReason::entered_in_error,
                         std::max(d_.now, p.start.instant())});
  }

  void end(PromiseId id, const PromiseRow& p, Moment wanted) {
    const bool running = p.state == PromiseState::running;
    const Moment at = wanted ? std::max(wanted, p.start) : Moment{};
    if (running ? !at : p.ended == at) return;
    // A fact that staff recorded by itself stands.
    if (!at && m_.happened.has(d_.t.limits[p.limit - 1U].stop)) return;
    if (!running) d_.emit(PromiseResumed{id});
    if (!at) return;
    d_.emit(PromiseEnded{id, at <= p.due ? PromiseState::kept : PromiseState::missed,
                         PromiseReason::stop_event, at.instant()});
  }

  Draft& d_;
  MatterId id_;
  const MatterRow& m_;
  Expected expected_;
  bool begun_ = false;  // a promise to write runs or has run from the right instant
};

/// How the course goes on with a try of the result now.
Moment unreached_with(const Draft& d, MatterId id, TryResult result) {
  if (!failed(result)) return {};
  const Course course = course_of(d.t, d.setting, id);
  if (course.unreached || course.reached) return {};
  if (result == TryResult::wrong_number) return Moment::of(d.now);
  const bool early = course.last_counted &&
                     d.now - course.last_counted.instant() < std::chrono::seconds{d.setting.callbacks.gap};
  if (early || !within_hours(d.setting.callbacks, d.setting.calendar, d.now)) return {};
  return course.counted + 1U >= d.setting.callbacks.tries ? Moment::of(d.now) : Moment{};
}

}  // namespace

Answer decide_on(Draft& d, const TellCall& c) {
  if (d.actor.kind == ActorKind::resident || d.actor.kind == ActorKind::staff)
    return Refusal{RefusalCode::exchange_only};
  if (c.line.n < 1 || c.line.n >= d.setting.team_of_line.size() || !d.setting.team_of_line[c.line.n])
    return Refusal{RefusalCode::unknown_line, c.line.n};
  if (!result_fits(c)) return Refusal{RefusalCode::wrong_result};
  const auto known = d.t.call_numbers.find({c.key_high, c.key_low});
  const bool there = known != d.t.call_numbers.end();
  const CallId call = there ? known->second : CallId{static_cast<std::uint32_t>(d.t.calls.size() + 1)};
  const MatterId matter = there ? d.t.calls[call.n].matter : MatterId{};
  d.decision.subject = matter.n;
  if (there && nothing_new(d, c, call)) return {};
  d.emit(CallTold{call, c.key_high, c.key_low, c.line, c.what, result_of(c)});
  if (c.what == CallMoment::callback_asked) return request_call(d, c, call, matter);
  if (result_of(c) != TryResult::none && matter && d.t.matters[matter.n].status == MatterStatus::open)
    d.emit(CallbackTried{matter, call, result_of(c), {}});
  return {};
}

Answer decide_on(Draft& d, const SettleCallback& c) {
  const Held held = held_open(d, c.matter);
  if (held.refusal) return held.refusal;
  if (!by_telephone(d.t, c.matter)) return Refusal{RefusalCode::no_callback_waiting, c.matter.n};
  Settling(d, c.matter).run();
  d.decision.subject = c.matter.n;
  return {};
}

Answer decide_on(Draft& d, const RecordTry& c) {
  const Held held = held_open(d, c.matter);
  if (held.refusal) return held.refusal;
  if (c.result == TryResult::none) return Refusal{RefusalCode::wrong_result, c.matter.n};
  if (!awaits_call(d.t, c.matter)) return Refusal{RefusalCode::no_callback_waiting, c.matter.n};
  if (d.t.tries.contains(instant_key(c.matter, Moment::of(d.now))))
    return Refusal{RefusalCode::try_already_told, c.matter.n};
  const Moment unreached = unreached_with(d, c.matter, c.result);
  d.emit(CallbackTried{c.matter, {}, c.result, unreached ? unreached.instant() : Instant{}});
  const MatterRow& m = *held.row;
  const Situation situation = d.situation_of(c.matter, m);
  if (c.result == TryResult::reached) {
    d.stop_promises(m, {Trigger::callback_reached, Trigger::contact_answered, Trigger::unreached_told},
                    d.now);
    if (!m.answered) d.start_promises(Trigger::contact_answered, situation, d.now);
  }
  if (in_writing(c.result)) d.stop_promises(m, {Trigger::unreached_told}, d.now);
  if (unreached) d.start_promises(Trigger::callback_unreached, situation, d.now);
  d.decision.subject = c.matter.n;
  return {};
}

}  // namespace vuoro::core
