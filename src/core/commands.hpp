#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <variant>

#include "base/ids.hpp"
#include "base/time.hpp"
#include "core/vocabulary.hpp"
#include "promises/evaluate.hpp"

/// What people ask the core to do. decide() answers with events or with a refusal that says what to do
/// instead.
namespace vuoro::core {

struct DefineTerm {
  TermKind kind{};
  ShortText text;
};

struct RegisterPerson {
  std::int32_t born = 0;  ///< Day number or no_birth_day.
  Sex sex{};
  Language mother_tongue;
  AreaId area;
  TeamId home_team;
};

/// One contact opens one matter with exactly one holder.
struct ReceiveContact {
  Channel channel{};
  About about{};
  PersonId person;  ///< Optional.
  Language language;
  Interpreter interpreter{};
  ReachBy reach{};
  AreaId area;  ///< Optional: the person's own area is used when absent.
  Age age;      ///< As told; the register's birth day wins when the person is known, except for imports.
  DocumentId words;
  TeamId team;         ///< Optional: an importing source may know who holds it; otherwise routing decides.
  Advice advice = {};  ///< The row of a table of routing that gave the team; none when no table did.
  NavigatorId led_by = {};  ///< The result of a navigator that the asker came from; none when they did not.
};

/// The same need asked again: counted, never a second matter (S-56).
struct RepeatContact {
  MatterId matter;
  Channel channel{};
  DocumentId words;
};

struct LinkPerson {
  MatterId matter;
  PersonId person;
};

struct TakeMatter {
  MatterId matter;
};
struct ReleaseMatter {
  MatterId matter;
};
struct AnswerContact {
  MatterId matter;
};

struct AssessNeed {
  MatterId matter;
  Urgency urgency{};
  Profession profession{};
  promises::DomainSet domains;
  promises::FactSet facts;
};

struct RecordFact {
  MatterId matter;
  promises::Trigger trigger{};
};

struct OfferHandOver {
  MatterId matter;
  TeamId to;
  OfferReason reason{};
};
struct AcceptHandOver {
  MatterId matter;
};
struct DeclineHandOver {
  MatterId matter;
  DeclineReason reason{};
};
struct WithdrawHandOver {
  MatterId matter;
};

struct ProposeStep {
  MatterId matter;
  ServiceId service;
  Instant due;         ///< no_due when none.
  Advice advice = {};  ///< What the service's table of criteria says; none when there is no table.
  Otherwise otherwise = Otherwise::none;  ///< Needed when the criteria are not met.
};

struct BookStep {
  StepId step;
  Instant begin;
  std::uint16_t minutes = 0;
  Mode mode{};
};
struct CancelBooking {
  StepId step;
  CancelledBy by{};
};
struct CompleteStep {
  StepId step;
  Outcome outcome{};
};
struct MissStep {
  StepId step;
};
struct RefuseStep {
  StepId step;
};

/// `until` is needed for reasons to which the law gives no number; calendar::open_end when not given.
struct ExtendPromise {
  PromiseId promise;
  promises::Reason reason{};
  Day until = calendar::open_end;
};
struct VoidPromise {
  PromiseId promise;
  promises::Reason reason{};
};

struct CloseMatter {
  MatterId matter;
  CloseReason reason{};
};
struct ReopenMatter {
  MatterId matter;
  ReopenReason reason{};
};

/// Takes back the last action on the matter, by the one who did it, while nothing else has happened since.
struct UndoLast {
  MatterId matter;
};

/// Up to eight different slots: several professionals in one visit, or the sessions of a course.
struct SlotList {
  static constexpr std::size_t most = 8;
  std::array<SlotId, most> slots{};
  std::uint8_t size = 0;

  [[nodiscard]] std::span<const SlotId> all() const { return {slots.data(), size}; }
  /// False when it is full.
  constexpr bool add(SlotId slot) {
    if (size == most) return false;
    slots[size++] = slot;
    return true;
  }
};

/// A shift becomes bookable time.
struct PublishSlots {
  WorkerId worker;
  TeamId team;
  SlotTypeId type;
  RoomId room;  ///< Optional.
  Instant begin;
  std::uint16_t count = 0;
  std::uint16_t minutes = 0;
  std::uint16_t every = 0;  ///< 0 = minutes.
  std::uint8_t capacity = 1;
  Mode mode{};
};
/// Takes the professional's time off the lists; bookings in it are cancelled by the unit and wait for another
/// time.
struct BlockTime {
  WorkerId worker;
  Instant from;
  Instant until;
  BlockReason reason{};
};

/// Keeps places for a step while people talk. Replaces the step's earlier hold.
struct HoldTimes {
  StepId step;
  SlotList slots;
};
/// Keeps places and asks the person whether they suit. The step stays in the queue.
struct OfferTimes {
  StepId step;
  SlotList slots;
  Instant until;
};
/// Books places; a step that has a time already is moved.
struct BookTimes {
  StepId step;
  SlotList slots;
};
/// Takes the offered times.
struct AcceptTimes {
  StepId step;
};
/// Ends a hold or an offer. `expired` is for the system, once the hold has run out.
struct EndHold {
  StepId step;
  HoldEnd how{};
};

/// Asks a colleague of a team, own or other, about the matter. The words are a document.
struct AskColleague {
  MatterId matter;
  TeamId to;
  DocumentId words;
};
/// The asked team's answer.
struct AnswerColleague {
  ConsultationId consultation;
  DocumentId words;
};
struct WithdrawQuestion {
  ConsultationId consultation;
};

/// Takes back an offer that nobody answered in time (core::lapse_at). The reception's clock gives it.
struct LapseHandOver {
  MatterId matter;
};

/// The two matters are the same need. The one opened first goes on with its promises, the other closes as a
/// duplicate: nobody gets a later date by asking twice.
struct JoinMatters {
  MatterId matter;
  MatterId with;
};
/// Takes a joining back. `matter` is the one that was closed.
struct SeparateMatters {
  MatterId matter;
};

/// Takes back blocks: the professional's slots in [from, until) that were blocked for the reason are on the
/// lists again, but for those that are over and those whose time or room is used otherwise by now. Bookings
/// that the block cancelled come back where nothing has been done to their matters since.
struct UnblockTime {
  WorkerId worker;
  Instant from;
  Instant until;
  BlockReason reason{};
};

/// Puts the step on the waiting list for an earlier time; asked again, the new wishes hold. What is given
/// back is offered by the same rule as to all who wait; a booked time is kept until an earlier one is
/// accepted.
struct AskEarlier {
  StepId step;
  std::uint16_t from_minute = 0;  ///< Of the day on the Finnish clock.
  std::uint16_t until_minute = 24 * 60;
  TeamId also1, also2, also3;  ///< Optional.
};
struct StopEarlier {
  StepId step;
};

/// One time for each of several sessions of a course, in their order.
struct SessionSlots {
  static constexpr std::size_t most = 20;
  std::array<SlotId, most> slots{};
  std::uint8_t size = 0;

  [[nodiscard]] std::span<const SlotId> all() const { return {slots.data(), size}; }
  /// False when it is full.
  constexpr bool add(SlotId slot) {
    if (size == most) return false;
    slots[size++] = slot;
    return true;
  }
};

/// Proposes every session of a course of the county's (Setting::courses, from 1).
struct ProposeCourse {
  MatterId matter;
  std::uint16_t course = 0;
};
/// Keeps times for the session and those after it, as one.
struct HoldSessions {
  StepId step;
  SessionSlots slots;
};
/// Books times for the session and those after it, as one; what is booked already is moved.
struct BookSessions {
  StepId step;
  SessionSlots slots;
};
/// Cancels the times of the session and of those after it.
struct CancelSessions {
  StepId step;
  CancelledBy by{};
};

/// What an exchange tells of a call, at the decision's instant; order and repetition do not matter. A request
/// to be called back opens a matter, or joins the one on which the same caller waits already.
struct TellCall {
  std::uint64_t key_high = 0;  ///< Digest of the exchange and its number for the call.
  std::uint64_t key_low = 0;
  LineId line;
  CallMoment what{};
  TryResult result{};        ///< Of callback_tried: no_answer, busy or wrong_number.
  std::uint64_t caller = 0;  ///< Digest of the number, of callback_asked.
  Language language;
};

/// Brings the promises of a call-back in line with what has been told so far, in whatever order it came.
/// No events when there is nothing to do.
struct SettleCallback {
  MatterId matter;
};

/// Staff tried to reach somebody who waits for a call.
struct RecordTry {
  MatterId matter;
  TryResult result{};
};

/// What the person's visits must be ready for; replaces what was noted before.
struct NoteNeeds {
  MatterId matter;
  NeedSet needs;
  DocumentId words;  ///< Needed for Need::other.
};

/// A notice goes out, for the first time or again. For the system.
struct StartNotice {
  MatterId matter;
  StepId step;
  NoticeKind kind{};
  Instant about;
  std::uint8_t nth = 0;
  NoticeChannel channel{};
};
/// What came of it; none = the gateway took it. For the system.
struct EndNotice {
  NoticeId notice;
  NoticeFault fault{};
};

/// Makes a new secret address for a calendar; the one before is good no more.
struct OpenCalendar {
  MatterId matter;
};
struct CloseCalendar {
  MatterId matter;
};

/// A message about an open matter, by its resident or by a professional of the team that holds it. In a
/// live chat the professional is the one who has taken the matter. The first by staff answers the contact.
struct WriteMessage {
  MatterId matter;
  DocumentId words;
  std::uint64_t mark = 0;  ///< The writer's own number for it, so that they know it again.
};
/// The resident begins to talk at once about an open matter.
struct OpenChat {
  MatterId matter;
};
/// `agreed` by either side proposes the end or agrees to it; professionals may end it alone for a reason;
/// `abandoned` is for the system, once the resident has been silent for long enough.
struct EndChat {
  MatterId matter;
  ChatEnd how{};
};
/// The asker has told more of themselves; what it was is in the identity store.
struct GiveDetails {
  MatterId matter;
  ReachBy reach{};  ///< How they are reached from now on.
};

/// The next number of the holding team's walk-in list today, for somebody at the door.
struct GiveTicket {
  MatterId matter;
};
/// Calls the next number of the actor's own team: those never called in their order, then those that did not
/// answer, the longest ago first.
struct CallNext {};
/// Moves the matter's number: `called` calls it (again), `waiting` takes back the end that it came to within
/// the time for undoing; `lapsed` is for the system, once the day is over. `moved` is nobody's to ask.
struct MoveTicket {
  MatterId matter;
  TicketState to{};
};

/// Somebody without a name came to the end of a navigator, or to one of its results.
struct CountNavigator {
  NavigatorId navigator;
  AreaId area;
  Language language;
};
/// Keeps a navigator's answers under the digest of a code. No events when it is kept already.
struct KeepAnswers {
  std::uint64_t key = 0;
  DocumentId words;
};
/// Opens kept answers: once, by a professional, while the code is good.
struct OpenAnswers {
  std::uint64_t key = 0;
};

/// Puts a version of a table of the content's folder in force at start. For the system. `mark` tells what the
/// files say: no events when they said the same the last time.
struct InstallTable {
  TableId table;
  DocumentId words;
  std::uint64_t mark = 0;
};
/// Keeps the next version of a table, for the first time or changed. `revision` is of the table as the writer
/// saw it.
struct DraftTable {
  TableId table;
  DocumentId words;
  std::uint32_t revision = 0;
};
/// Asks somebody else to read the draft and put it in force.
struct OfferTable {
  TableId table;
  std::uint32_t revision = 0;
};
/// Back to its writers.
struct ReturnTable {
  TableId table;
  std::uint32_t revision = 0;
};
struct DropTable {
  TableId table;
  std::uint32_t revision = 0;
};
/// Puts the offered draft in force, by somebody who wrote none of it.
struct PublishTable {
  TableId table;
  std::uint32_t revision = 0;
};

/// Opens a matter for somebody who has not asked, because a table of groups found a hidden need. For the
/// system.
struct ReachOut {
  PersonId person;
  TeamId team;  ///< None = the person's home team, or the team of their area.
  Advice advice;
};

/// Decides the segment of the matter's person. By people: a table only proposes.
struct DecideSegment {
  MatterId matter;
  SegmentId segment;
  Day review;          ///< After today, within two years.
  DocumentId words;    ///< The form's answers and the reason; none when there are neither.
  SegmentId proposed;  ///< What the table proposed; none when the form was not filled in.
  Advice advice;       ///< Its row; the verdict is not looked at.
  std::uint16_t first_axis = no_score;
  std::uint16_t second_axis = no_score;
  Otherwise otherwise{};  ///< Needed when it is not what was proposed.
};
/// The actor becomes the own contact of the matter's person.
struct NameContact {
  MatterId matter;
};

using Command =
    std::variant<DefineTerm, RegisterPerson, ReceiveContact, RepeatContact, LinkPerson, TakeMatter,
                 ReleaseMatter, AnswerContact, AssessNeed, RecordFact, OfferHandOver, AcceptHandOver,
                 DeclineHandOver, WithdrawHandOver, ProposeStep, BookStep, CancelBooking, CompleteStep,
                 MissStep, RefuseStep, ExtendPromise, VoidPromise, CloseMatter, ReopenMatter, UndoLast,
                 PublishSlots, BlockTime, HoldTimes, OfferTimes, BookTimes, AcceptTimes, EndHold,
                 AskColleague, AnswerColleague, WithdrawQuestion, LapseHandOver, JoinMatters, SeparateMatters,
                 UnblockTime, AskEarlier, StopEarlier, ProposeCourse, HoldSessions, BookSessions,
                 CancelSessions, TellCall, SettleCallback, RecordTry, NoteNeeds, StartNotice, EndNotice,
                 OpenCalendar, CloseCalendar, WriteMessage, OpenChat, EndChat, GiveDetails, GiveTicket,
                 CallNext, MoveTicket, CountNavigator, KeepAnswers, OpenAnswers, InstallTable, DraftTable,
                 OfferTable, ReturnTable, DropTable, PublishTable, ReachOut, DecideSegment, NameContact>;

/// Who commands. The team is the one the actor works for at the moment.
struct Actor {
  ActorKind kind = ActorKind::system;
  StaffId staff;
  TeamId team;
};

}  // namespace vuoro::core
