#pragma once

#include <cstdint>
#include <variant>

#include "base/ids.hpp"
#include "base/time.hpp"
#include "core/vocabulary.hpp"
#include "promises/evaluate.hpp"

/// What happened. Events are the only truth: State is what apply() makes of them, and every event carries the
/// results of the rules that led to it, so that replay needs no content files. The order of the variant at
/// the end is the ledger's format: add at the end, never reorder. Each struct is an aggregate; core/codec.cpp
/// writes its fields in order.
namespace vuoro::core {

/// A set of start and stop events.
using TriggerSet = promises::EnumSet<promises::Trigger, std::uint64_t>;

/// A number of a walk-in list, counted over all teams and days.
using TicketId = Id<struct TicketTag>;

/// Who recorded an event and when. `at` is when it happened (an import tells of the past), `recorded` when it
/// was written.
struct Stamp {
  Instant at;
  Instant recorded;
  StaffId by;  ///< None when the actor is no member of staff.
  ActorKind actor = ActorKind::system;

  friend constexpr auto operator<=>(const Stamp&, const Stamp&) = default;
};

struct TermDefined {
  TermKind kind{};
  std::uint16_t number = 0;
  ShortText text;
};

/// A limit as a rule version states it, interned once so that promises stay small and the ledger explains
/// itself.
struct LimitDefined {
  std::uint16_t limit = 0;
  RuleId rule;
  Day version_from;
  std::uint16_t n = 0;
  promises::LimitUnit unit{};
  promises::Kind kind{};
  promises::Trigger stop{};
  promises::Domain domain{};
  promises::Confidence confidence{};
  promises::Placeholder placeholder{};
  promises::Roll roll{};
  promises::LegalLimit legal{};
};

struct PersonRegistered {
  PersonId person;
  std::int32_t born = 0;  ///< Day number; core::no_birth_day when not known.
  Sex sex{};
  Language mother_tongue;
  AreaId area;
  TeamId home_team;
};

struct ContactReceived {
  MatterId matter;
  Channel channel{};
  About about{};
  PersonId person;
  Language language;  ///< The language the person wishes to use.
  Interpreter interpreter{};
  ReachBy reach{};
  AreaId area;
  Age age;
  DocumentId words;  ///< The asker's own words, in the document store.
};

struct MatterOpened {
  MatterId matter;
  TeamId holder;
  promises::DomainSet domains;
  TriggerSet pulse;  ///< The start and stop events of rules that this counts as.
};

struct ContactRepeated {
  MatterId matter;
  Channel channel{};
  DocumentId words;
};

struct PersonLinked {
  MatterId matter;
  PersonId person;
  Age age;
};

struct PromiseStarted {
  PromiseId promise;
  MatterId matter;
  std::uint16_t limit = 0;
  Instant start;         ///< The start event's instant.
  Instant counted_from;  ///< Where the count that gave `due` began: the start, an alternative's start, or a
                         ///< stricter law's first day.
  Instant due;           ///< core::no_due when the rule names no limit.
  Instant steer;         ///< Steering target; equals due when there is none.
  std::uint8_t age_assumed = 0;
};

/// `reason` is stop_event for kept and missed.
struct PromiseEnded {
  PromiseId promise;
  PromiseState state{};
  PromiseReason reason{};
  Instant ended;  ///< When the stop event happened; a visit recorded later ended it at its own time.
};

struct PromiseExtended {
  PromiseId promise;
  Instant due;
  promises::Reason reason{};
};

/// An undone action lets the promise run again as before.
struct PromiseResumed {
  PromiseId promise;
};

struct MatterTaken {
  MatterId matter;
  StaffId staff;
};

struct MatterReleased {
  MatterId matter;
};

struct ContactAnswered {
  MatterId matter;
};

struct AnswerWithdrawn {
  MatterId matter;
};

struct NeedAssessed {
  MatterId matter;
  Urgency urgency{};
  Profession profession{};
  promises::DomainSet domains;
  promises::FactSet facts;
  TriggerSet pulse;
};

struct AssessmentWithdrawn {
  MatterId matter;
  promises::DomainSet domains;  ///< As they stood before.
  promises::FactSet facts;
};

/// A start or stop event of some rule that has no event of its own (referral_arrived, decision_made, …).
struct FactRecorded {
  MatterId matter;
  promises::Trigger trigger{};
};

struct HandOverOffered {
  MatterId matter;
  TeamId to;
  OfferReason reason{};
};

struct HandOverAccepted {
  MatterId matter;
  TeamId team;
  StaffId staff;
  TeamId from;  ///< The giver, who held the matter until now.
};

struct HandOverDeclined {
  MatterId matter;
  DeclineReason reason{};
  TeamId by;
};

struct HandOverWithdrawn {
  MatterId matter;
  TeamId from;  ///< Whom it had been offered to.
};

struct StepProposed {
  StepId step;
  MatterId matter;
  ServiceId service;
  TeamId team;
  Instant due;  ///< core::no_due when none was set.
};

struct StepBooked {
  StepId step;
  Instant begin;
  std::uint16_t minutes = 0;  ///< 0: only the day is known (imports).
  Mode mode{};
};

struct BookingCancelled {
  StepId step;
  CancelledBy by{};
};

struct StepEnded {
  StepId step;
  StepState state{};
  Outcome outcome{};
  TriggerSet pulse;
};

struct StepResumed {
  StepId step;
  StepState state{};
};

struct MatterClosed {
  MatterId matter;
  CloseReason reason{};
};

struct MatterReopened {
  MatterId matter;
  ReopenReason reason{};
};

/// A run of equal slots of one professional, one after another: a shift becomes bookable time.
struct SlotsPublished {
  SlotId first;
  std::uint16_t count = 0;
  WorkerId worker;
  TeamId team;
  SlotTypeId type;
  RoomId room;
  Instant begin;              ///< Of the first.
  std::uint16_t minutes = 0;  ///< Of each.
  std::uint16_t every = 0;    ///< Minutes from one beginning to the next.
  std::uint8_t capacity = 1;
  Mode mode{};
};

/// The professional's slots that overlap [from, until) are taken off the lists. Bookings and holds in them
/// ended with the events before this one.
struct TimeBlocked {
  WorkerId worker;
  Instant from;
  Instant until;
  BlockReason reason{};
};

/// A place is kept for the step until an instant. After it has passed the place is free without any event.
struct PlaceHeld {
  StepId step;
  SlotId slot;
  Instant until;
};

/// The step's held places are free again; an offered step waits as before.
struct HoldEnded {
  StepId step;
  HoldEnd how{};
};

/// The places held for the step are offered to the person.
struct TimeOffered {
  StepId step;
};

/// The booking that StepBooked (or StepResumed) told of has this place.
struct PlaceTaken {
  StepId step;
  SlotId slot;
};

/// A team's colleague is asked about a matter that stays where it is: no clock stops, no holder changes.
struct ConsultationAsked {
  ConsultationId consultation;
  MatterId matter;
  TeamId to;
  DocumentId words;
};

struct ConsultationAnswered {
  ConsultationId consultation;
  DocumentId words;
};

/// The question needs no answer any more.
struct ConsultationWithdrawn {
  ConsultationId consultation;
};

/// Nobody answered an offer in time: the giver goes on, and is told.
struct HandOverLapsed {
  MatterId matter;
  TeamId from;  ///< To whom it had been offered.
};

/// The matter is the same need as an earlier one, which goes on for both; the closing follows.
struct MatterJoined {
  MatterId matter;
  MatterId into;
};

/// It was another need after all; its reopening follows.
struct MatterSeparated {
  MatterId matter;
  MatterId from;
};

/// A contact counted on this matter was about another need.
struct ContactWithdrawn {
  MatterId matter;
};

/// A slot that was blocked out is on the lists again.
struct SlotReturned {
  SlotId slot;
};

/// The step is on the waiting list for an earlier time, with what would do (EarlierRow).
struct EarlierAsked {
  StepId step;
  std::uint16_t from_minute = 0;
  std::uint16_t until_minute = 0;
  TeamId also1;
  TeamId also2;
  TeamId also3;
};

/// The step is off the waiting list: it got an earlier time, or nobody waits any more.
struct EarlierEnded {
  StepId step;
};

/// The step is the n-th of a course or a chain of visits, with what the county's course says of it.
struct SessionPlanned {
  StepId step;
  StepId first;
  std::uint8_t nth = 0;
  std::uint16_t least_days = 0;
  std::uint16_t most_days = 0;
  SameProfessional same{};
};

/// The bookings before this one, of sessions from this step on, were made as one.
struct CourseBooked {
  StepId step;
};

/// An exchange told of a moment of a call; it happened at the stamp's `at`. The exchange and its number for
/// the call are only here as a digest that nobody without the ledger's keys can make (live/telephone).
struct CallTold {
  CallId call;
  std::uint64_t key_high = 0;
  std::uint64_t key_low = 0;
  LineId line;
  CallMoment what{};
  TryResult result{};  ///< Of a try.
};

/// The caller's request to be called back belongs to this matter. The tries told of before come with it.
struct CallbackAsked {
  CallId call;
  MatterId matter;
  std::uint64_t caller =
      0;  ///< Digest of the number, so that a second request is known as the same; 0 = none.
};

/// Somebody tried to reach the person who waits for a call.
struct CallbackTried {
  MatterId matter;
  CallId call;  ///< None when staff told of it.
  TryResult result{};
  Instant unreached;  ///< Set when this try used up the policy's tries; Instant{} otherwise.
};

/// A try was taken back.
struct TryWithdrawn {
  MatterId matter;
  Instant at;
  Instant unreached;  ///< As it stands after; Instant{} = tries are left.
};

/// Tellings came in another order than things happened: this is when the tries were used up after all.
struct CallbackSettled {
  MatterId matter;
  Instant unreached;  ///< Instant{} = tries are left.
};

/// What visits must be ready for; the newest counts, none at all takes the needs back.
struct NeedsNoted {
  MatterId matter;
  NeedSet needs;
  DocumentId words;  ///< What `other` means, in the document store.
};

/// A notice is about to be handed to a gateway: before it may go out, so that nobody is told twice
/// unknowingly. The same notice again is another try.
struct NoticeStarted {
  NoticeId notice;
  MatterId matter;
  StepId step;  ///< None when it is about the matter itself.
  NoticeKind kind{};
  Instant about;         ///< The time it tells of; for an offer the end of the offer.
  std::uint8_t nth = 0;  ///< Which of several reminders.
  NoticeChannel channel{};
};

struct NoticeSent {
  NoticeId notice;
};

/// A try came to nothing.
struct NoticeFailed {
  NoticeId notice;
  NoticeFault fault{};
  Instant again;  ///< When the next try may be made; core::no_due when there is none.
};

/// A secret address from which a calendar reads the matter's times; `generation` numbers the matter's
/// addresses, and only the newest is good.
struct CalendarOpened {
  MatterId matter;
  std::uint32_t generation = 0;
};
struct CalendarClosed {
  MatterId matter;
};

/// Words between the resident and the professionals; the words themselves are in the document store. Messages
/// of a matter are a chain of their own (Entry::previous), so that a long talk does not bury what was done.
struct MessageWritten {
  MatterId matter;
  Side side{};
  DocumentId words;
  std::uint64_t mark = 0;
};

struct ChatOpened {
  MatterId matter;
};

struct ChatEndProposed {
  MatterId matter;
  Side by{};
};

struct ChatEnded {
  MatterId matter;
  ChatEnd how{};
};

struct DetailsGiven {
  MatterId matter;
  ReachBy reach{};
};

/// Somebody at the door waits for their turn with a number of the team's walk-in list. Numbers of a team and
/// a Finnish day run from 1.
struct TicketGiven {
  TicketId ticket;
  MatterId matter;
  TeamId team;
  Day day;
  std::uint32_t number = 0;
};

/// The number was called, nobody answered, it ended, or its ending was taken back (to what it was before).
struct TicketMoved {
  TicketId ticket;
  TicketState to{};
};

/// Somebody came to the end of a navigator (or to one of its results, in an event of its own). Nothing says
/// who: neither a matter nor a number of the person or the visit.
struct NavigatorUsed {
  NavigatorId navigator;
  AreaId area;  ///< None when they did not say.
  Language language;
};

/// Somebody asked that the answers they gave be kept under a code. The answers are in the document store;
/// `key` is a digest of the code that nobody without the ledger's keys can make.
struct AnswersKept {
  std::uint64_t key = 0;
  DocumentId words;
};
/// A professional opened them with the code.
struct AnswersOpened {
  std::uint64_t key = 0;
};

/// A version of a table is in force from now on. The stamp tells who put it in force: the system when it
/// came from the content's files (`mark` is what they said; 0 otherwise).
struct TablePublished {
  TableId table;
  std::uint16_t version = 0;
  DocumentId words;
  std::uint64_t mark = 0;
};
/// The next version was written, or written again.
struct TableDrafted {
  TableId table;
  DocumentId words;
};
struct TableOffered {
  TableId table;
};
struct TableReturned {
  TableId table;
};
struct DraftDropped {
  TableId table;
};

/// A table's advice and what was decided: about the step just proposed, or, without one, about where the
/// matter went.
struct AdviceWeighed {
  MatterId matter;
  StepId step;
  TableId table;
  std::uint16_t version = 0;
  std::uint16_t row = 0;
  Verdict verdict{};
  Otherwise otherwise{};
};

/// A matter begins for somebody who has not asked.
struct NeedFound {
  MatterId matter;
  PersonId person;
  Language language;
  AreaId area;
  Age age;
};

/// People decided which segment (customership) the person of the matter is in, now or until somebody decides
/// again.
struct SegmentDecided {
  MatterId matter;
  SegmentId segment;
  SegmentId proposed;  ///< What the table proposed; none when it was not asked.
  TableId table;
  std::uint16_t version = 0;
  std::uint16_t row = 0;
  std::uint16_t first_axis = no_score;  ///< Scores of the form, in the content's order of axes.
  std::uint16_t second_axis = no_score;
  Otherwise otherwise{};
  Day review;        ///< When it is to be looked at again.
  DocumentId words;  ///< The answers and the reason; none when there are neither.
};
/// The newest decision of the matter was taken back at once.
struct SegmentWithdrawn {
  MatterId matter;
};
/// Whoever recorded it is from now on the own contact of the matter's person, in this team.
struct ContactNamed {
  MatterId matter;
  TeamId team;
};
/// The naming was taken back at once.
struct ContactDropped {
  MatterId matter;
};
/// The asker came to the contact from a result of a navigator. Which answers led there is not told.
struct NavigatorLed {
  MatterId matter;
  NavigatorId result;
};

using Event = std::variant<
    TermDefined, LimitDefined, PersonRegistered, ContactReceived, MatterOpened, ContactRepeated, PersonLinked,
    PromiseStarted, PromiseEnded, PromiseExtended, PromiseResumed, MatterTaken, MatterReleased,
    ContactAnswered, AnswerWithdrawn, NeedAssessed, AssessmentWithdrawn, FactRecorded, HandOverOffered,
    HandOverAccepted, HandOverDeclined, HandOverWithdrawn, StepProposed, StepBooked, BookingCancelled,
    StepEnded, StepResumed, MatterClosed, MatterReopened, SlotsPublished, TimeBlocked, PlaceHeld, HoldEnded,
    TimeOffered, PlaceTaken, ConsultationAsked, ConsultationAnswered, ConsultationWithdrawn, HandOverLapsed,
    MatterJoined, MatterSeparated, ContactWithdrawn, SlotReturned, EarlierAsked, EarlierEnded, SessionPlanned,
    CourseBooked, CallTold, CallbackAsked, CallbackTried, TryWithdrawn, CallbackSettled, NeedsNoted,
    NoticeStarted, NoticeSent, NoticeFailed, CalendarOpened, CalendarClosed, MessageWritten, ChatOpened,
    ChatEndProposed, ChatEnded, DetailsGiven, TicketGiven, TicketMoved, NavigatorUsed, AnswersKept,
    AnswersOpened, TablePublished, TableDrafted, TableOffered, TableReturned, DraftDropped, AdviceWeighed,
    NeedFound, SegmentDecided, SegmentWithdrawn, ContactNamed, ContactDropped, NavigatorLed>;

/// "No birth day known."
inline constexpr std::int32_t no_birth_day = INT32_MIN;

/// "No date in law": later than every date the calendar can give (2106-02-07, the end of State's 32-bit
/// instants).
inline constexpr Instant no_due{0xFFFFFFFFLL};

}  // namespace vuoro::core
