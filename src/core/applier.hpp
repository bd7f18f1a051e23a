#pragma once

#include <algorithm>

#include "core/events.hpp"
#include "core/state.hpp"

namespace vuoro::core {

/// One event's effect on the rows. Each `on` returns whether the event fitted. What concerns a matter, its
/// promises, its steps and their times, calls, and what residents are told has a file each: apply_matter,
/// apply_promise, apply_step, apply_telephone, apply_notice; navigators and tables, which concern none,
/// apply_navigator and apply_table; who else has to do with it, apply_hands; its person's segment,
/// apply_segment.
class Applier {
 public:
  Applier(Tables& tables, const Stamp& stamp) : t_(tables), stamp_(stamp), at_(Moment::of(stamp.at)) {}

  bool on(const TermDefined& e);
  bool on(const LimitDefined& e);
  bool on(const PersonRegistered& e);

  bool on(const ContactReceived& e);
  bool on(const MatterOpened& e);
  bool on(const ContactRepeated& e);
  bool on(const PersonLinked& e);
  bool on(const MatterTaken& e);
  bool on(const MatterReleased& e);
  bool on(const ContactAnswered& e);
  bool on(const AnswerWithdrawn& e);
  bool on(const NeedAssessed& e);
  bool on(const AssessmentWithdrawn& e);
  bool on(const FactRecorded& e);
  bool on(const MatterClosed& e);
  bool on(const MatterReopened& e);

  bool on(const HandOverOffered& e);
  bool on(const HandOverAccepted& e);
  bool on(const HandOverDeclined& e);
  bool on(const HandOverWithdrawn& e);
  bool on(const HandOverLapsed& e);
  bool on(const ConsultationAsked& e);
  bool on(const ConsultationAnswered& e);
  bool on(const ConsultationWithdrawn& e);
  bool on(const MatterJoined& e);
  bool on(const MatterSeparated& e);
  bool on(const ContactWithdrawn& e);

  bool on(const PromiseStarted& e);
  bool on(const PromiseEnded& e);
  bool on(const PromiseExtended& e);
  bool on(const PromiseResumed& e);

  bool on(const StepProposed& e);
  bool on(const StepBooked& e);
  bool on(const BookingCancelled& e);
  bool on(const StepEnded& e);
  bool on(const StepResumed& e);
  bool on(const SlotsPublished& e);
  bool on(const TimeBlocked& e);
  bool on(const PlaceHeld& e);
  bool on(const HoldEnded& e);
  bool on(const TimeOffered& e);
  bool on(const PlaceTaken& e);
  bool on(const SlotReturned& e);
  bool on(const EarlierAsked& e);
  bool on(const EarlierEnded& e);
  bool on(const SessionPlanned& e);
  bool on(const CourseBooked& e);

  bool on(const CallTold& e);
  bool on(const CallbackAsked& e);
  bool on(const CallbackTried& e);
  bool on(const TryWithdrawn& e);
  bool on(const CallbackSettled& e);

  bool on(const NeedsNoted& e);
  bool on(const NoticeStarted& e);
  bool on(const NoticeSent& e);
  bool on(const NoticeFailed& e);
  bool on(const CalendarOpened& e);
  bool on(const CalendarClosed& e);

  /// From now on the resident is to be told this; replaces what was still untold of the step (none: of the
  /// matter). What an import tells of is no news.
  void tell(MatterId matter, StepId step, NoticeKind kind, Moment about);

  bool on(const MessageWritten& e);
  bool on(const ChatOpened& e);
  bool on(const ChatEndProposed& e);
  bool on(const ChatEnded& e);
  bool on(const DetailsGiven& e);

  bool on(const TicketGiven& e);
  bool on(const TicketMoved& e);

  bool on(const NavigatorUsed& e);
  bool on(const AnswersKept& e);
  bool on(const AnswersOpened& e);

  bool on(const TablePublished& e);
  bool on(const TableDrafted& e);
  bool on(const TableOffered& e);
  bool on(const TableReturned& e);
  bool on(const DraftDropped& e);
  bool on(const AdviceWeighed& e);
  bool on(const NeedFound& e);

  bool on(const SegmentDecided& e);
  bool on(const SegmentWithdrawn& e);
  bool on(const ContactNamed& e);
  bool on(const ContactDropped& e);
  bool on(const NavigatorLed& e);

 private:
  void tell_booked(StepId id);
  void tell_cancelled(StepId id, CancelledBy by, Moment begin);
  void tell_offered(StepId id);
  /// Takes back just this kind, if it is what is untold of the step.
  void untell(StepId id, NoticeKind kind);
  void untell_offer(StepId id);
  void tell_missed(MatterId id);
  void untell_ended(StepId id, StepState state);
  bool end(NoticeId id, NoticeState state, NoticeFault fault, Moment again);
  /// The matter's newest event, which is no change that somebody's work on it must heed.
  bool note(MatterId id) {
    t_.matters[id.n].last_seq = static_cast<std::uint32_t>(t_.seq + 1);
    return true;
  }
  /// The matter's chat while it is live, else none.
  ChatRow* live_chat(MatterId id);
  /// Talking is no deed on the matter: it has its place in the history, but neither makes a new version that
  /// a form on the desk would stumble over nor stands between a professional and their undo.
  bool talked(MatterId id);

  /// Keeps the list of steps that wait for a time.
  void wait(StepId id);

  /// Ends or begins the mark that an earlier time is on offer to a booked step. False when it is not listed.
  bool offer_earlier(StepId step, std::uint8_t offered);

  /// Whether and when the person was reached, anew from calls and tries; what follows for the matter.
  void recount_reached(MatterId id);

  /// The unit has cancelled the step's booking.
  void open_gap(StepRow& s);

  /// The unit's cancelling is made good by a new booking or by the step's end.
  void make_good(const StepRow& s);

  /// What made the gap good at `made_good` is taken back.
  void reopen_gap(const StepRow& s, Moment made_good);
  [[nodiscard]] bool team(TeamId id) const { return id.n >= 1 && id.n < t_.queues.size(); }

  /// An open matter that has its holder: what every event but the first two of a matter needs.
  [[nodiscard]] bool open(MatterId id) const {
    return t_.matters.has(id.n) && t_.matters[id.n].team && t_.matters[id.n].status == MatterStatus::open;
  }
  [[nodiscard]] bool offered(MatterId id) const { return open(id) && t_.matters[id.n].offered_to; }
  [[nodiscard]] bool step_in(StepId id, StepState state) const {
    return t_.steps.has(id.n) && t_.steps[id.n].state == state;
  }

  /// What ending a step in that state was; cancelled is a proposal taken back.
  static Action ending(StepState state);
  bool touch(MatterRow& m) const {
    ++m.version;
    m.last_seq = static_cast<std::uint32_t>(t_.seq + 1);
    return true;
  }

  /// The command's own event on a matter: what undo would take back from now on.
  bool act(MatterId id, Action action) {
    if (!open(id)) return false;
    // The holder has looked at it; an answer from elsewhere is no such look.
    if (stamp_.by && action != Action::answer_colleague) {
      t_.returned.erase(id.n);
      seen_unused(id);
    }
    return did(t_.matters[id.n], action);
  }
  /// The holder knows of the visit that nobody came to.
  void seen_unused(MatterId id) {
    const auto row = t_.unused.find(id.n);
    if (row == t_.unused.end()) return;
    row->second.missed = {};
    if (row->second.late == 0) t_.unused.erase(row);
  }
  bool did(MatterRow& m, Action action) const {
    m.changed = at_;
    m.last_by = stamp_.by;
    m.last_action = static_cast<std::uint8_t>(action);
    m.promise_mark = m.first_promise;
    m.pulse = {};
    m.ended_by_last = 0;
    m.last_subject = 0;
    return touch(m);
  }
  bool step_act(StepId id, Action action) {
    MatterId matter = t_.steps[id.n].matter;
    if (!act(matter, action)) return false;
    t_.matters[matter.n].last_subject = id.n;
    return true;
  }

  /// So that undo can tell what the last action ended from what had ended before it.
  void mark_ended(MatterRow& m, PromiseId ended) const;
  bool undone(MatterId id);
  static void pulse(MatterRow& m, TriggerSet triggers) {
    m.pulse = triggers.without(m.happened);
    m.happened.bits |= triggers.bits;
  }
  void link(MatterId matter, PersonId person);
  [[nodiscard]] Moment soonest(const MatterRow& m) const;
  void requeue(MatterId id);
  void put(Queue& queue, MatterId id, Moment due) const {
    if (t_.worked_in) queue.insert(queue_key(due, id));
  }
  void take(Queue& queue, MatterId id, Moment due) const {
    if (t_.worked_in) queue.erase(queue_key(due, id));
  }
  void drop_offer(MatterId id);
  bool end_question(ConsultationId id, Action action);
  static std::uint8_t counted_up(std::uint8_t n) {
    return n == UINT8_MAX ? n : static_cast<std::uint8_t>(n + 1);
  }

  Tables& t_;
  const Stamp& stamp_;
  Moment at_;
};

}  // namespace vuoro::core
