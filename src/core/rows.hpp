#pragma once

#include <compare>
#include <cstdint>

#include "base/ids.hpp"
#include "base/time.hpp"
#include "core/events.hpp"
#include "core/setting.hpp"
#include "core/vocabulary.hpp"

/// How State keeps its rows: small, flat, without pointers. Links are row numbers; 0 ends a list.
namespace vuoro::core {

/// An instant in 32 bits, good for 1970–2106; 0 = none.
struct Moment {
  std::uint32_t s = 0;

  friend constexpr auto operator<=>(Moment, Moment) = default;
  constexpr explicit operator bool() const { return s != 0; }
  /// Values outside 1..2^32-1 are clamped; decide() has refused them before.
  static constexpr Moment of(Instant t) {
    if (t.s < 1) return {1};
    return {t.s > no_due.s ? static_cast<std::uint32_t>(no_due.s) : static_cast<std::uint32_t>(t.s)};
  }
  [[nodiscard]] constexpr Instant instant() const { return {s}; }
};

struct PersonRow {
  std::int32_t born = no_birth_day;
  MatterId last_matter;  ///< Newest of the person's matters; the rest follow by MatterRow::older_of_person.
  TeamId home_team;
  AreaId area;
  Language mother_tongue;
  Sex sex{};
};

struct MatterRow {
  Moment opened;
  Moment answered;
  Moment assessed;
  Moment closed;
  Moment changed;  ///< Of the last action; undo and "unchanged since" go by it.
  PersonId person;
  MatterId older_of_person;
  PromiseId first_promise;  ///< Newest; older ones follow by PromiseRow::older.
  StepId first_step;
  std::uint32_t words = 0;         ///< Document number of the first contact's words; 0 = none.
  std::uint32_t last_seq = 0;      ///< Newest event about this matter in the ledger.
  StaffId staff;                   ///< Who of the holding team has it; none = the team's queue.
  StaffId last_by;                 ///< Who did the last action.
  PromiseId promise_mark;          ///< first_promise before the last action.
  std::uint32_t last_subject = 0;  ///< Of the last action: its step, or from whom it released the matter.
  Moment queue_due;                ///< Soonest due of the running promises: the key in the queue.
  std::uint32_t version = 0;
  promises::DomainSet domains;
  promises::FactSet facts;
  TriggerSet happened;  ///< Start and stop events of rules so far.
  TriggerSet pulse;     ///< Those that the last action was the first to bring.
  /// Which promises the last action ended: bit n for the n-th from promise_mark on, the last bit for all
  /// beyond.
  std::uint32_t ended_by_last = 0;
  TeamId team;        ///< The holder.
  TeamId offered_to;  ///< None when no hand-over is on offer.
  AreaId area;
  Language language;
  Channel channel{};
  About about{};
  Age age;
  Urgency urgency{};
  Profession profession{};
  MatterStatus status{};
  CloseReason close_reason{};
  ReachBy reach{};
  Interpreter interpreter{};
  std::uint8_t last_action = 0;  ///< core::Action of the last command.
  std::uint8_t hands = 0;        ///< Accepted hand-overs, at most 255.
  std::uint8_t contacts = 0;     ///< Contacts about this need, at most 255.
};
static_assert(sizeof(MatterRow) <= 120,
              "a matter's row grew: what few matters have belongs in a map of Tables");

/// The hand-over now on offer.
struct OfferRow {
  Moment at;
  OfferReason reason{};
};

/// A hand-over that came back: why the holder has the matter again in hand.
struct ReturnedRow {
  Moment at;
  TeamId from;
  DeclineReason reason{};  ///< none: nobody answered in time.
};

/// Times of a matter that were not used (content's [unused_times]).
struct UnusedRow {
  Moment
      missed;  ///< The newest visit that nobody came to and after which the holder has yet to act; 0 = none.
  std::uint32_t late = 0;  ///< How many times the person cancelled too late.
};

/// A colleague's opinion asked about a matter.
struct ConsultationRow {
  MatterId matter;
  ConsultationId older;  ///< The same matter's consultation before this.
  TeamId to;
  StaffId asker;
  StaffId answerer;  ///< None while it is open, and when it was withdrawn.
  Moment asked;
  Moment ended;                ///< 0 = open.
  std::uint32_t question = 0;  ///< Document numbers.
  std::uint32_t answer = 0;
};

/// A county's table: which version is in force, and its draft.
struct CountyTableRow {
  std::uint16_t published = 0;    ///< The version in force; 0 before the first.
  std::uint32_t revision = 0;     ///< How many times anything about it changed.
  std::uint64_t file_mark = 0;    ///< What the content's files said when they were last put in force.
  std::uint64_t draft_words = 0;  ///< Document number.
  Moment draft_at;                ///< Last written, offered or returned.
  StaffId draft_by;               ///< Who wrote it last.
  DraftState draft{};
};
struct TableVersionRow {
  std::uint64_t words = 0;  ///< Document number.
  Moment at;
  StaffId by;        ///< Who wrote it last; none when it came from files.
  StaffId approved;  ///< Who put it in force.
  std::uint64_t mark = 0;
};

/// What a table said about a matter (or its step) and what was decided.
struct AdviceRow {
  Moment at;
  StaffId by;
  TableId table;
  std::uint16_t version = 0;
  std::uint16_t row = 0;
  Verdict verdict{};
  Otherwise otherwise{};
};

/// The row number of a decision on a segment.
using DecidedId = Id<struct DecidedTag>;

/// A decision on a person's segment, as it was made on one of their matters.
struct DecidedRow {
  MatterId matter;
  DecidedId older;  ///< The same matter's decision before this that holds.
  Moment at;
  StaffId by;
  std::uint32_t words = 0;  ///< Document: the answers and the reason; 0 = none.
  Day review;
  SegmentId segment;
  SegmentId proposed;  ///< By the table; none when it was not asked.
  TableId table;
  std::uint16_t version = 0;
  std::uint16_t row = 0;
  std::uint16_t first_axis = no_score;
  std::uint16_t second_axis = no_score;
  Otherwise otherwise{};
  std::uint8_t withdrawn = 0;  ///< 1 when it was taken back at once.
};

/// Who was named a person's own contact, as it was done on one of their matters.
struct OwnContactRow {
  StaffId who;
  TeamId team;
  Moment at;
  StaffId who_before;  ///< What was before, for undo.
  TeamId team_before;
  Moment at_before;  ///< 0 = nobody.
};

/// ended_by_last's bit for promises too far down the list to tell apart.
inline constexpr unsigned ended_beyond = 31;

struct PromiseRow {
  MatterId matter;
  PromiseId older;
  Moment start;
  Moment due;
  Moment ended;
  std::uint16_t limit = 0;
  PromiseState state{};
  PromiseReason reason{};  ///< Why it ended, or while it runs why it was extended.
};

/// The row number of a gap.
using GapId = Id<struct GapTag>;

/// The time after the unit cancelled a booking, until a new booking or the step's end made it good: service
/// debt.
struct GapRow {
  GapId older;  ///< The same step's gap before this.
  Moment from;
  Moment until;  ///< 0 = not made good yet.
  /// The matter's right after the cancelling, or after that of another of its steps in the same decision: as
  /// long as it is the matter's, nothing has been done since.
  std::uint32_t version = 0;
};

struct StepRow {
  MatterId matter;
  StepId older;
  Moment proposed;
  Moment due;    ///< 0 = none.
  Moment begin;  ///< Booked time; kept after the step has ended.
  Moment ended;
  GapId gap;  ///< Newest of its gaps; the rest follow by GapRow::older.
  ServiceId service;
  TeamId team;
  std::uint16_t minutes = 0;
  Mode mode{};
  StepState state{};
  Outcome outcome{};
};

/// A stretch of one professional's time that can be booked: for one matter, or for as many as a group has
/// places.
struct SlotRow {
  Moment begin;
  WorkerId worker;
  TeamId team;
  SlotTypeId type;
  RoomId room;  ///< None when it needs no room.
  std::uint16_t minutes = 0;
  std::uint8_t capacity = 1;
  std::uint8_t taken = 0;  ///< Booked places.
  Mode mode{};
  std::uint8_t freed = 0;    ///< 1 when a booked place became free: somebody who waits may gain from it.
  std::uint8_t blocked = 0;  ///< 1 + BlockReason when it was taken off the lists.

  [[nodiscard]] constexpr std::int64_t end() const {
    return std::int64_t{begin.s} + std::int64_t{minutes} * 60;
  }
};

/// What a step has in a slot.
struct PlaceRow {
  Moment until;  ///< Of a hold, also of one that was declined or ran out; 0 for a booking.
  PlaceState state{};
};

/// Who asks for an earlier time than the step has, or for any when it has none, and which would do.
struct EarlierRow {
  Moment since;
  std::uint16_t from_minute = 0;          ///< Of the day on the Finnish clock: it may begin from this on …
  std::uint16_t until_minute = day_ends;  ///< … and before this.
  TeamId also1, also2, also3;             ///< Units that would do besides the step's own.
  std::uint8_t offered = 0;               ///< 1 while one is on offer to a step that keeps its booking.

  static constexpr std::uint16_t day_ends = 24 * 60;
};

/// A step that is one of a course or a chain of visits.
struct SessionRow {
  StepId first;  ///< Of the course; itself for the first.
  std::uint16_t least_days =
      0;  ///< From the day of the one before to the day of this; 0 and 0 for the first.
  std::uint16_t most_days = 0;
  std::uint8_t nth = 1;
  SameProfessional same{};  ///< As the one before.
};

/// What is written about a matter between its resident and its professionals.
struct ThreadRow {
  std::uint32_t last_seq = 0;  ///< Newest message in the ledger; the rest follow by Entry::previous.
  std::uint32_t messages = 0;
  Moment waits;  ///< The first word of the resident that nobody has answered, or when the chat was opened.
  Moment from_resident;  ///< Last word of each side; 0 = none.
  Moment from_staff;
};

/// The newest chat about a matter.
struct ChatRow {
  Moment opened;
  Moment ended;  ///< 0 while it is live.
  Side end_proposed{};
  ChatEnd how{};

  [[nodiscard]] constexpr bool live() const { return how == ChatEnd::none; }
};

/// Keys of the ordered lists of times. Compared field by field, so that a range of one team and type, or of
/// one professional, lies together in the order of time.
struct FreeKey {
  TeamId team;
  SlotTypeId type;
  Moment begin;
  SlotId slot;

  friend constexpr auto operator<=>(const FreeKey&, const FreeKey&) = default;
};
struct WorkerKey {
  WorkerId worker;
  Moment begin;
  SlotId slot;

  friend constexpr auto operator<=>(const WorkerKey&, const WorkerKey&) = default;
};
struct RoomKey {
  RoomId room;
  Moment begin;
  SlotId slot;

  friend constexpr auto operator<=>(const RoomKey&, const RoomKey&) = default;
};

/// What exchanges have told of one call: the earliest instant of each kind, whatever order they came in.
struct CallRow {
  std::uint64_t key_high = 0;
  std::uint64_t key_low = 0;
  MatterId matter;  ///< When the caller asked to be called back.
  Moment first;     ///< The earliest of all.
  Moment offered;
  Moment queued;
  Moment answered;
  Moment abandoned;
  Moment asked;
  Moment tried;
  Moment reached;
  LineId line;  ///< Of the earliest; of two at the same instant the smaller number.
};

/// One try to reach somebody who waits for a call; when it was is its key.
struct TryRow {
  TryResult result{};
  StaffId by;   ///< None when an exchange told of it.
  CallId call;  ///< None when staff told of it.

  friend constexpr auto operator<=>(const TryRow&, const TryRow&) = default;
};

/// A call-back by its matter.
struct CallbackRow {
  std::uint64_t caller = 0;
  Moment
      reached;  ///< First try that reached the person after the last request; follows from tries and calls.
  Moment unreached;  ///< When the policy's tries were used up.
};

/// What a resident is still to be told about a step (or, without one, about the matter).
struct UntoldRow {
  Moment since;  ///< When it became so.
  Moment about;  ///< As NoticeStarted::about.
  NoticeKind kind{};
};

/// A notice that was started; what it told stays.
struct NoticeRow {
  MatterId matter;
  StepId step;
  NoticeId older;  ///< The same matter's notice before this.
  Moment about;
  Moment first;  ///< When it was first started.
  Moment last;   ///< Of its newest event.
  Moment again;  ///< While it waits: when it may be tried again.
  NoticeKind kind{};
  NoticeChannel channel{};
  NoticeState state{};
  NoticeFault fault{};  ///< Of the newest try that failed.
  std::uint8_t nth = 0;
  std::uint8_t tries = 0;  ///< At most 255.
};

struct NeedsRow {
  NeedSet needs;
  std::uint64_t words = 0;  ///< Document number; 0 = none.
};

struct CalendarRow {
  std::uint32_t generation = 0;
  std::uint8_t open = 0;
};

/// A number of a team's walk-in list.
struct TicketRow {
  MatterId matter;
  TicketId older;  ///< The same team's of the same day before this.
  StaffId by;      ///< Who moved it last; none while it is as it was given.
  Day day;         ///< The Finnish day whose number it is.
  Moment given;
  Moment first_called;  ///< 0 = never called.
  Moment called;        ///< The newest call.
  Moment ended;         ///< 0 = live.
  std::uint32_t number = 0;
  TeamId team;
  TicketState state{};
  TicketState was{};  ///< Before it ended.
};

/// A navigator's answers, kept under a code.
struct KeptAnswersRow {
  std::uint64_t words = 0;  ///< Document number.
  Moment since;
  Moment opened;  ///< 0 = nobody has opened them yet.
};

/// A limit once interned (LimitDefined).
struct LimitRow {
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

/// What the last command on a matter was; UndoLast goes by it.
enum class Action : std::uint8_t {
  none,
  receive,
  take,
  release,
  answer,
  assess,
  fact,
  offer,
  accept,
  decline,
  withdraw,
  propose,
  book,
  cancel,
  complete,
  miss,
  refuse,
  extend,
  void_promise,
  close,
  reopen,
  link,
  repeat,
  undo,
  offer_time,
  decline_time,
  consult,
  answer_colleague,
  withdraw_question,
  lapse,
  book_course,
  try_call,
  settle,
  segment,
  name_contact,
};

}  // namespace vuoro::core
