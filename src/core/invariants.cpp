#include "core/invariants.hpp"

#include <algorithm>
#include <set>
#include <tuple>

#include "core/callbacks.hpp"
#include "core/county_tables.hpp"
#include "core/navigators.hpp"
#include "core/notice_rules.hpp"
#include "core/segments.hpp"
#include "core/timetable.hpp"
#include "promises/evaluate.hpp"

namespace vuoro::core {

namespace {

class Inspector {
 public:
  Inspector(const Tables& tables, const calendar::Calendar& calendar, std::size_t most)
      : t_(tables), calendar_(calendar), most_(most) {}

  std::vector<Violation> run() {
    for (std::uint32_t n = 1; n <= t_.matters.size() && found_.size() < most_; ++n) matter(MatterId{n});
    for (std::uint32_t n = 1; n <= t_.promises.size() && found_.size() < most_; ++n) promise(PromiseId{n});
    for (std::uint32_t n = 1; n <= t_.steps.size() && found_.size() < most_; ++n) step(StepId{n});
    for (std::uint32_t n = 1; n <= t_.persons.size() && found_.size() < most_; ++n) bookings(PersonId{n});
    for (std::uint32_t n = 1; n <= t_.slots.size() && found_.size() < most_; ++n) slot(SlotId{n});
    for (std::uint32_t n = 1; n <= t_.calls.size() && found_.size() < most_; ++n) call(CallId{n});
    for (const auto& [matter, row] : t_.callbacks) callback(MatterId{matter}, row);
    professionals();
    hands();
    notices();
    conversations();
    tickets();
    navigators();
    county_tables();
    segments();
    counts();
    return std::move(found_);
  }

 private:
  void fault(int invariant, MatterId matter, std::string what) {
    if (found_.size() < most_) found_.push_back({invariant, matter, std::move(what)});
  }

  void matter(MatterId id) {
    const MatterRow& m = t_.matters[id.n];
    if (m.team.n == 0 || m.team.n >= t_.queues.size()) return fault(1, id, "matter has no holder");
    const std::uint64_t key = queue_key(m.queue_due, id);
    const bool open = m.status == MatterStatus::open;
    if (t_.worked_in && t_.queues[m.team.n].contains(key) != open)
      fault(1, id, "the holder's queue disagrees with the matter");
    if (m.offered_to == m.team) fault(1, id, "matter is on offer to its own holder");
    if (m.offered_to && (!open || (t_.worked_in && !t_.offers[m.offered_to.n].contains(key))))
      fault(1, id, "the offer is in no queue");
    if (static_cast<bool>(m.offered_to) != t_.open_offers.contains(id.n))
      fault(1, id, "the offer's row and the matter disagree");
    if (!open && m.close_reason == CloseReason::none) fault(4, id, "closed without a reason");
    Moment soonest = Moment::of(no_due);
    for (PromiseId p = m.first_promise; p; p = t_.promises[p.n].older) {
      if (t_.promises[p.n].matter != id) return fault(2, id, "a promise in the matter's list is another's");
      const bool running = t_.promises[p.n].state == PromiseState::running;
      if (running && !open) fault(2, id, "a promise runs on a closed matter");
      if (running) soonest = std::min(soonest, t_.promises[p.n].due);
    }
    if (open && soonest != m.queue_due) fault(2, id, "the queue's due is not the soonest promise's");
    for (StepId s = m.first_step; s; s = t_.steps[s.n].older) {
      if (t_.steps[s.n].matter != id) return fault(4, id, "a step in the matter's list is another's");
      if (!open && !ended(t_.steps[s.n].state)) fault(4, id, "closed with an open step");
    }
  }

  void promise(PromiseId id) {
    const PromiseRow& p = t_.promises[id.n];
    if (p.limit < 1 || p.limit > t_.limits.size()) return fault(2, p.matter, "promise without a limit");
    if (!p.start) fault(2, p.matter, "promise without a start event");
    const LimitRow& limit = t_.limits[p.limit - 1U];
    if (t_.due_before_extension.contains(id.n)) {
      if (p.due.s <= t_.due_before_extension.at(id.n)) fault(2, p.matter, "an extension did not lengthen");
      return;
    }
    if (limit.legal == promises::LegalLimit::none) {
      if (p.due != Moment::of(no_due)) fault(2, p.matter, "a duty without a number has a due instant");
      return;
    }
    const auto counted = t_.counted_from.find(id.n);
    const Instant from = counted == t_.counted_from.end() ? p.start.instant() : Instant{counted->second};
    const Instant again = promises::recompute_due(calendar_, limit.unit, limit.n, from, limit.roll);
    if (Moment::of(again) != p.due) {
      fault(2, p.matter, "the calendar gives another due instant for promise " + std::to_string(id.n));
    }
  }

  void step(StepId id) {
    const StepRow& s = t_.steps[id.n];
    if (!t_.matters.has(s.matter.n)) return fault(4, s.matter, "step without a matter");
    if (ended(s.state) != static_cast<bool>(s.ended))
      fault(4, s.matter, "an ended step has no end, or an open one has");
    if (s.state == StepState::done && s.outcome == Outcome::none)
      fault(4, s.matter, "a held step has no outcome");
    if (s.state == StepState::booked && !s.begin) fault(3, s.matter, "a booking has no time");
    waiting_list(id, s);
  }

  /// Whoever is on the waiting list waits, and what is on offer beside a booking is held.
  void waiting_list(StepId id, const StepRow& s) {
    const auto listed = t_.earlier.find(id.n);
    if (listed == t_.earlier.end()) return;
    if (ended(s.state)) fault(4, s.matter, "an ended step is on the waiting list");
    if (listed->second.offered == 0) return;
    bool held = false;
    timetable::for_each_place(t_, id,
                              [&](SlotId, const PlaceRow& p) { held = held || p.state == PlaceState::held; });
    if (s.state != StepState::booked || !held)
      fault(3, s.matter, "an earlier time is on offer that nobody holds");
  }

  void bookings(PersonId person) {
    spans_.clear();
    for (MatterId m = t_.persons[person.n].last_matter; m; m = t_.matters[m.n].older_of_person) {
      if (t_.matters[m.n].person != person) return fault(3, m, "a matter in the person's list is another's");
      for (StepId s = t_.matters[m.n].first_step; s; s = t_.steps[s.n].older) {
        const StepRow& row = t_.steps[s.n];
        if (row.state == StepState::booked) booking(s, row);
      }
    }
    std::sort(spans_.begin(), spans_.end(), [](const Span& a, const Span& b) { return a.begin < b.begin; });
    // One visit may have several professionals at once; two visits may not.
    for (std::size_t i = 1, longest = 0; i < spans_.size(); ++i) {
      if (spans_[i].begin < spans_[longest].end && spans_[i].step != spans_[longest].step)
        fault(3, spans_[i].matter, "a person has two bookings at once");
      if (spans_[i].end > spans_[longest].end) longest = i;
    }
  }

  /// The step's booked time: its places, or the time it was booked at.
  void booking(StepId id, const StepRow& row) {
    bool any = false;
    timetable::for_each_place(t_, id, [&](SlotId slot, const PlaceRow& place) {
      if (place.state != PlaceState::booked) return;
      any = true;
      spans_.push_back({t_.slots[slot.n].begin.s, t_.slots[slot.n].end(), row.matter, id});
    });
    if (any || row.minutes == 0) return;
    spans_.push_back(
        {row.begin.s, std::int64_t{row.begin.s} + std::int64_t{row.minutes} * 60, row.matter, id});
  }

  void slot(SlotId id) {
    const SlotRow& s = t_.slots[id.n];
    unsigned taken = 0;
    MatterId somebody;
    // Not timetable::for_each_in_slot, which trusts the very lists that are checked here.
    for (auto at = t_.at_slot.lower_bound(place_key(id, StepId{}));
         at != t_.at_slot.end() && *at >> 32 == id.n; ++at) {
      const StepId step{static_cast<std::uint32_t>(*at)};
      const auto place = t_.places.find(place_key(step, id));
      somebody = t_.steps[step.n].matter;
      if (place == t_.places.end() || place->second.state == PlaceState::left)
        fault(3, somebody, "a slot lists a place that is not there");
      else if (place->second.state == PlaceState::booked)
        ++taken;
    }
    if (taken != s.taken || taken > s.capacity)
      fault(3, somebody,
            "slot " + std::to_string(id.n) + " holds " + std::to_string(taken) + " of " +
                std::to_string(s.capacity) + " and says " + std::to_string(s.taken));
    const bool listed = t_.free_times.contains({s.team, s.type, s.begin, id});
    if (listed != (s.blocked == 0 && s.taken < s.capacity))
      fault(3, somebody, "slot " + std::to_string(id.n) + " and the list of free times disagree");
    if (t_.freed_times.contains(begin_key(s.begin, id)) != (s.blocked == 0 && s.freed != 0))
      fault(3, somebody, "slot " + std::to_string(id.n) + " and the list of times given back disagree");
  }

  /// No professional has two slots at once on the lists.
  void professionals() {
    const SlotRow* before = nullptr;
    for (const WorkerKey& key : t_.worker_times) {
      const SlotRow& s = t_.slots[key.slot.n];
      if (s.blocked != 0) continue;
      if (before != nullptr && before->worker == s.worker && before->end() > s.begin.s)
        fault(3, {}, "a professional has slot " + std::to_string(key.slot.n) + " and another at once");
      before = &s;
    }
  }

  void hands() {
    std::size_t open = 0;
    for (std::uint32_t n = 1; n <= t_.consultations.size(); ++n) {
      const ConsultationRow& row = t_.consultations[n];
      if (row.ended) continue;
      ++open;
      if (t_.matters[row.matter.n].status == MatterStatus::closed)
        fault(4, row.matter, "closed with an open question to a colleague");
      if (!t_.asked[row.to.n].contains(asked_key(row.asked, ConsultationId{n})))
        fault(1, row.matter, "an open question is in no team's list");
    }
    std::size_t listed = 0;
    for (const Queue& queue : t_.asked) listed += queue.size();
    if (listed != open)
      fault(1, {}, "lists hold " + std::to_string(listed) + " questions of " + std::to_string(open));
    for (const auto& [matter, into] : t_.joined_into) {
      if (t_.matters[matter].close_reason != CloseReason::duplicate)
        fault(4, MatterId{matter}, "a joined matter is not closed as a duplicate");
    }
    for (const auto& [matter, row] : t_.returned) {
      if (t_.matters[matter].status == MatterStatus::closed)
        fault(1, MatterId{matter}, "a closed matter still waits for its holder");
    }
    for (const auto& [matter, row] : t_.unused) {
      if (!row.missed && row.late == 0) fault(1, MatterId{matter}, "an empty row of unused times");
      if (row.missed && t_.matters[matter].status == MatterStatus::closed)
        fault(1, MatterId{matter}, "a closed matter still waits for its holder to see a missed visit");
    }
  }

  /// A call that was asked to be called back has its matter's list, and its first instant is the earliest.
  void call(CallId id) {
    const CallRow& c = t_.calls[id.n];
    Moment first;
    for (const Moment told : {c.offered, c.queued, c.answered, c.abandoned, c.asked, c.tried, c.reached}) {
      if (told && (!first || told < first)) first = told;
    }
    if (first != c.first) fault(1, c.matter, "call " + std::to_string(id.n) + " began at another instant");
    if (c.matter && !t_.calls_of.contains(place_key(c.matter, id)))
      fault(1, c.matter, "call " + std::to_string(id.n) + " is not in its matter's list");
    const auto number = t_.call_numbers.find({c.key_high, c.key_low});
    if (number == t_.call_numbers.end() || number->second != id)
      fault(1, c.matter, "call " + std::to_string(id.n) + " is not found by its key");
  }

  void callback(MatterId id, const CallbackRow& row) {
    if (row.reached != reached_by_tries(t_, id)) fault(1, id, "a call-back's tries tell another reaching");
    const MatterRow& m = t_.matters[id.n];
    if (row.reached && !m.happened.has(promises::Trigger::callback_reached))
      fault(1, id, "who was reached still waits for a call");
    if (row.caller != 0 && !t_.callers.contains(row.caller)) fault(1, id, "a caller is not found");
  }

  /// No reminder twice, lists that agree with the rows, and nothing untold about a step of another matter.
  void notices() {
    std::size_t unfinished = 0;
    std::set<std::tuple<StepId, Moment, std::uint8_t>> reminders;
    for (std::uint32_t n = 1; n <= t_.notices.size(); ++n) {
      const NoticeRow& row = t_.notices[n];
      unfinished += !ended(row.state);
      if (ended(row.state) == t_.unfinished.contains(NoticeId{n}))
        fault(8, row.matter, "notice " + std::to_string(n) + " and the list of unfinished ones disagree");
      if (row.step && t_.steps[row.step.n].matter != row.matter)
        fault(8, row.matter, "notice " + std::to_string(n) + " is about another matter's step");
      if (row.kind == NoticeKind::reminder && !reminders.emplace(row.step, row.about, row.nth).second)
        fault(8, row.matter, "a visit is reminded of twice");
    }
    if (unfinished != t_.unfinished.size()) fault(8, {}, "a notice is unfinished that is not there");
    std::size_t booked = 0;
    for (std::uint32_t n = 1; n <= t_.steps.size(); ++n) {
      if (t_.steps[n].state != StepState::booked) continue;
      ++booked;
      if (t_.worked_in && !t_.visits.contains(queue_key(t_.steps[n].begin, MatterId{n})))
        fault(8, t_.steps[n].matter, "a booked visit is not among those to be reminded of");
    }
    if (booked != t_.visits.size() && t_.worked_in) fault(8, {}, "visits to be reminded of are not booked");
    for (const auto& [key, row] : t_.untold) {
      const StepId step = notice_rules::step_of_untold(key);
      const MatterId matter{static_cast<std::uint32_t>(key >> 32)};
      if (step && t_.steps[step.n].matter != matter) fault(8, matter, "untold about another matter's step");
    }
  }

  void conversations() {
    for (const auto& [n, thread] : t_.threads) {
      if (thread.last_seq > t_.seq) fault(6, MatterId{n}, "a message that is not in the ledger");
      if ((thread.messages == 0) != (thread.last_seq == 0))
        fault(6, MatterId{n}, "messages and their chain disagree");
    }
    std::size_t live = 0;
    for (const auto& [n, chat] : t_.chats) {
      const MatterId id{n};
      if (chat.live()) ++live;
      if (chat.live() != t_.live_chats.contains(id)) fault(1, id, "the chat is not listed as it is");
      if (chat.live() && t_.matters[n].status != MatterStatus::open)
        fault(1, id, "a chat goes on about a closed matter");
      if (chat.live() == static_cast<bool>(chat.ended)) fault(1, id, "a chat's end disagrees with its way");
    }
    if (live != t_.live_chats.size()) fault(1, {}, "more chats are listed than are live");
  }

  /// Whoever waits with a number has an open matter of the team that calls, and one number only.
  void tickets() {
    std::size_t live = 0;
    for (std::uint32_t n = 1; n <= t_.tickets.size(); ++n) {
      const TicketRow& row = t_.tickets[n];
      const MatterRow& m = t_.matters[row.matter.n];
      const bool over = ended(row.state);
      live += over ? 0U : 1U;
      if (over == t_.live_tickets.contains(TicketId{n}))
        fault(1, row.matter, "a walk-in number is not listed as it is");
      if (over != static_cast<bool>(row.ended)) fault(1, row.matter, "a walk-in number's end disagrees");
      if (over) continue;
      if (m.status != MatterStatus::open || m.team != row.team)
        fault(1, row.matter, "somebody waits with a number of a team that cannot serve them");
      if (t_.ticket_of.at(row.matter.n) != TicketId{n}) fault(1, row.matter, "a matter has two numbers");
    }
    if (live != t_.live_tickets.size()) fault(1, {}, "more walk-in numbers are listed than are live");
  }

  void county_tables() {
    if (!county_tables_hold(t_)) fault(1, {}, "a county's table or its advice that no event can have left");
  }

  void segments() {
    if (!segments_hold(t_)) fault(1, {}, "a segment or own contact that no event can have left");
  }

  void navigators() {
    if (!navigators_hold(t_)) fault(1, {}, "a navigator's use or answers that no event can have left");
  }

  void counts() {
    std::size_t open = 0;
    for (const auto& chunk : t_.matters.chunks()) {
      open += static_cast<std::size_t>(std::count_if(
          chunk.begin(), chunk.end(), [](const MatterRow& m) { return m.status == MatterStatus::open; }));
    }
    std::size_t queued = 0;
    for (const Queue& queue : t_.queues) queued += queue.size();
    if (open != queued && t_.worked_in)
      fault(1, {}, "queues hold " + std::to_string(queued) + " of " + std::to_string(open));
  }

  struct Span {
    std::int64_t begin;
    std::int64_t end;
    MatterId matter;
    StepId step;
  };

  const Tables& t_;
  const calendar::Calendar& calendar_;
  std::size_t most_;
  std::vector<Violation> found_;
  std::vector<Span> spans_;
};

}  // namespace

std::vector<Violation> violations(const State& state, const calendar::Calendar& calendar, std::size_t most) {
  return Inspector(Access::tables(state), calendar, most).run();
}

}  // namespace vuoro::core
