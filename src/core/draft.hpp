#pragma once

#include <optional>
#include <variant>

#include "core/decide.hpp"
#include "core/state.hpp"

namespace vuoro::core {

/// The calendar's first and last second in Helsinki: 1992-01-01 … 2100-12-31.
inline constexpr Instant earliest{694'216'800};
inline constexpr Instant latest{4'133'973'599};

/// What the promise rules need to know of a matter at a moment, whether it is in State already or just being
/// opened.
struct Situation {
  MatterId matter;
  promises::DomainSet domains;
  promises::FactSet facts;
  Age age;            ///< On the day of `age_of`.
  std::int32_t born;  ///< So that the age on another day follows; no_birth_day when not known.
  Instant age_of;
  std::optional<Instant> contact_received;
  std::optional<Instant> hta_done;
};

/// The events of one decision in the making. Reads State, changes nothing.
class Draft {
 public:
  Draft(const State& state, const Setting& by, const Actor& who, Instant when)
      : t(Access::tables(state)),
        setting(by),
        actor(who),
        now(when),
        next_promise_(t.promises.size()),
        next_limit_(t.limits.size()) {}

  const Tables& t;
  const Setting& setting;
  const Actor& actor;
  const Instant now;
  Decision decision;

  template <class E>
  void emit(E event) {
    decision.events.push_back(event);
  }

  /// Ends the matter's running promises that one of the triggers stops, as of `ended`.
  void stop_promises(const MatterRow& m, TriggerSet triggers, Instant ended);

  /// The same for promises that this decision itself has started.
  void stop_started(TriggerSet triggers, Instant ended);

  /// Starts the rules of the trigger that have not started on this matter in the same decision.
  void start_promises(promises::Trigger trigger, const Situation& situation, Instant start);

  /// As start_promises, but only rules that have never run on the matter and whose stop is not among
  /// `happened`: for facts learnt after their start event.
  void start_late(promises::Trigger trigger, const Situation& situation, Instant start, const MatterRow& m,
                  TriggerSet happened);

  /// As start_promises, but only rules of which no promise runs on the matter: what is decided again gives no
  /// fresh clock.
  void start_unless_running(promises::Trigger trigger, const Situation& situation, Instant start,
                            const MatterRow& m);

  /// Ends every running promise because the matter closes: missed when already over, else void.
  void close_promises(const MatterRow& m);

  /// What the matter's closing voided or fulfilled runs again from its first start: reopening gives nobody a
  /// fresh clock.
  void resume_promises(const MatterRow& m);

  /// Gives back what the last action on the matter did to promises.
  void restore_promises(const MatterRow& m);

  /// Replaces promises whose age was assumed by ones for the age now known.
  void replace_assumed(const MatterRow& m, const Situation& situation);

  /// Replaces a promise by one of the same rule from another instant: its start was told wrong or late.
  void redate(PromiseId id, const promises::Rule& rule, const Situation& situation, Instant start);

  [[nodiscard]] Situation situation_of(MatterId id, const MatterRow& m) const;

 private:
  void promise(const promises::Rule& rule, const promises::Due& due, MatterId matter, Instant start);
  [[nodiscard]] promises::Trigger stop_of(std::uint16_t limit) const;
  std::uint16_t limit_for(const promises::Rule& rule, const promises::Due& due);

  std::size_t next_promise_;
  std::size_t next_limit_;
};

/// The checks that most commands begin with; each gives the row or the refusal.
using Answer = std::optional<Refusal>;

/// A command's own decision; emits into the draft or refuses (then the draft is thrown away).
Answer decide_on(Draft& d, const DefineTerm& c);
Answer decide_on(Draft& d, const RegisterPerson& c);
Answer decide_on(Draft& d, const ReceiveContact& c);
Answer decide_on(Draft& d, const RepeatContact& c);
Answer decide_on(Draft& d, const LinkPerson& c);
Answer decide_on(Draft& d, const TakeMatter& c);
Answer decide_on(Draft& d, const ReleaseMatter& c);
Answer decide_on(Draft& d, const AnswerContact& c);
Answer decide_on(Draft& d, const AssessNeed& c);
Answer decide_on(Draft& d, const RecordFact& c);
Answer decide_on(Draft& d, const OfferHandOver& c);
Answer decide_on(Draft& d, const AcceptHandOver& c);
Answer decide_on(Draft& d, const DeclineHandOver& c);
Answer decide_on(Draft& d, const WithdrawHandOver& c);
Answer decide_on(Draft& d, const ProposeStep& c);
Answer decide_on(Draft& d, const BookStep& c);
Answer decide_on(Draft& d, const CancelBooking& c);
Answer decide_on(Draft& d, const CompleteStep& c);
Answer decide_on(Draft& d, const MissStep& c);
Answer decide_on(Draft& d, const RefuseStep& c);
Answer decide_on(Draft& d, const ExtendPromise& c);
Answer decide_on(Draft& d, const VoidPromise& c);
Answer decide_on(Draft& d, const CloseMatter& c);
Answer decide_on(Draft& d, const ReopenMatter& c);
Answer decide_on(Draft& d, const UndoLast& c);
Answer decide_on(Draft& d, const PublishSlots& c);
Answer decide_on(Draft& d, const BlockTime& c);
Answer decide_on(Draft& d, const HoldTimes& c);
Answer decide_on(Draft& d, const OfferTimes& c);
Answer decide_on(Draft& d, const BookTimes& c);
Answer decide_on(Draft& d, const AcceptTimes& c);
Answer decide_on(Draft& d, const EndHold& c);
Answer decide_on(Draft& d, const AskColleague& c);
Answer decide_on(Draft& d, const AnswerColleague& c);
Answer decide_on(Draft& d, const WithdrawQuestion& c);
Answer decide_on(Draft& d, const LapseHandOver& c);
Answer decide_on(Draft& d, const JoinMatters& c);
Answer decide_on(Draft& d, const SeparateMatters& c);
Answer decide_on(Draft& d, const UnblockTime& c);
Answer decide_on(Draft& d, const AskEarlier& c);
Answer decide_on(Draft& d, const StopEarlier& c);
Answer decide_on(Draft& d, const ProposeCourse& c);
Answer decide_on(Draft& d, const HoldSessions& c);
Answer decide_on(Draft& d, const BookSessions& c);
Answer decide_on(Draft& d, const CancelSessions& c);
Answer decide_on(Draft& d, const TellCall& c);
Answer decide_on(Draft& d, const SettleCallback& c);
Answer decide_on(Draft& d, const RecordTry& c);
Answer decide_on(Draft& d, const NoteNeeds& c);
Answer decide_on(Draft& d, const StartNotice& c);
Answer decide_on(Draft& d, const EndNotice& c);
Answer decide_on(Draft& d, const OpenCalendar& c);
Answer decide_on(Draft& d, const CloseCalendar& c);
Answer decide_on(Draft& d, const WriteMessage& c);
Answer decide_on(Draft& d, const OpenChat& c);
Answer decide_on(Draft& d, const EndChat& c);
Answer decide_on(Draft& d, const GiveDetails& c);
Answer decide_on(Draft& d, const GiveTicket& c);
Answer decide_on(Draft& d, const CallNext& c);
Answer decide_on(Draft& d, const MoveTicket& c);
Answer decide_on(Draft& d, const CountNavigator& c);
Answer decide_on(Draft& d, const KeepAnswers& c);
Answer decide_on(Draft& d, const OpenAnswers& c);
Answer decide_on(Draft& d, const InstallTable& c);
Answer decide_on(Draft& d, const DraftTable& c);
Answer decide_on(Draft& d, const OfferTable& c);
Answer decide_on(Draft& d, const ReturnTable& c);
Answer decide_on(Draft& d, const DropTable& c);
Answer decide_on(Draft& d, const PublishTable& c);
Answer decide_on(Draft& d, const ReachOut& c);
Answer decide_on(Draft& d, const DecideSegment& c);
Answer decide_on(Draft& d, const NameContact& c);

/// Whether the vocabulary has the number.
inline bool known(const Draft& d, TermKind kind, std::uint16_t n) {
  return n >= 1 && n <= d.t.of(kind).texts.size();
}

/// The open matter that the actor's team holds. Imports and the system act for any team.
struct Held {
  const MatterRow* row = nullptr;
  Answer refusal;
};
Held held_open(const Draft& d, MatterId id);
/// The same, open or closed.
Held held_ever(const Draft& d, MatterId id);

/// Refuses advice of a version that the ledger does not have.
Answer weigh(const Draft& d, const Advice& advice);
/// Writes down what a table said, if any did.
void note_advice(Draft& d, MatterId matter, StepId step, const Advice& advice, Otherwise otherwise);

/// Who holds what comes from an area, when no table says otherwise.
TeamId route(const Draft& d, AreaId area);
/// The registered person's age then; not known without a birth day.
Age age_of(const Draft& d, PersonId person, Instant when);

/// The contact is answered now: its promises stop, and what the answer starts begins.
void answer_contact(Draft& d, MatterId id, const MatterRow& m);

/// Whether the matter is talked about right now.
inline bool chat_live(const Draft& d, MatterId id) {
  return d.t.live_chats.contains(id);
}
/// The number with which the person of the matter waits; none when they do not.
TicketId live_ticket(const Tables& t, MatterId id);

/// Refuses when taking the matter would give the actor one live chat too many.
Answer chats_full(const Draft& d, MatterId id);

/// The open step of a matter as held_open gives it.
struct HeldStep {
  const StepRow* step = nullptr;
  const MatterRow* matter = nullptr;
  Answer refusal;
};
HeldStep held_step(const Draft& d, StepId id);

/// The open step for those who may choose its time: besides the holder also the team that gives the service,
/// and the person (that the matter is the asker's own is for the driver to know).
HeldStep chosen_step(const Draft& d, StepId id);

/// Whether a resident asks to undo a time that has begun: what came of it is for staff to tell, else nobody
/// would ever miss one.
inline bool begun_for_resident(const Draft& d, const StepRow& step) {
  return d.actor.kind == ActorKind::resident && step.state == StepState::booked &&
         step.begin.instant() <= d.now;
}

}  // namespace vuoro::core
