#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <string_view>

#include "base/ids.hpp"
#include "promises/enum_set.hpp"
#include "promises/vocabulary.hpp"

/// The words of the core. Each value is written into the ledger: add at the end, never renumber or reuse.
namespace vuoro::core {

/// How a contact arrived. A channel is a value, never a silo (S-60).
enum class Channel : std::uint8_t {
  web,
  phone,
  callback,
  chat,
  message,
  walk_in,
  letter,
  professional,
  import,
  partner,   ///< A letter from a partner: a school, an association, another authority.
  outreach,  ///< Nobody asked: a county's table found a hidden need (NeedFound).
};

/// A contact that came in writing (rules may ask: promises::Fact::written_contact).
constexpr bool written(Channel c) {
  return c == Channel::web || c == Channel::message || c == Channel::letter || c == Channel::partner;
}

/// For whom help is asked. `unnamed`: the caller need not say (S-54).
enum class About : std::uint8_t { self, child, other, unnamed };

enum class ReachBy : std::uint8_t { phone, sms, email, letter, code_only };

enum class Sex : std::uint8_t { unknown, female, male, other };

/// Whether an interpreter must be present.
enum class Interpreter : std::uint8_t { no, yes };

/// How soon, in the words of the assessment of need (hoidon tarpeen arviointi, TervL 51 §).
enum class Urgency : std::uint8_t { unassessed, immediate, today, days, non_urgent };

/// Lightest suitable profession found in the assessment.
enum class Profession : std::uint8_t {
  none,
  nurse,
  doctor,
  physiotherapist,
  psychologist,
  dentist,
  dental_hygienist,
  social_worker,
  social_counsellor,
  public_health_nurse,
  occupational_therapist,
  other,
};

enum class Mode : std::uint8_t { visit, remote, phone, home, group };

enum class StepState : std::uint8_t { proposed, offered, booked, done, missed, cancelled, refused };
constexpr bool ended(StepState s) {
  return s >= StepState::done;
}

/// What came of a step that was held.
enum class Outcome : std::uint8_t {
  none,
  helped,
  follow_up_needed,
  moved_to_other_service,
  not_helped,
  unknown
};

/// `moved`: another time was booked in the same breath. `person_late`: so late that nobody else could use it.
enum class CancelledBy : std::uint8_t { person, unit, mistake, moved, person_late };

/// Why a professional's time was taken off the lists.
enum class BlockReason : std::uint8_t { absence, meeting, training, room, equipment, other };

/// What a step has in a slot: held until an instant, booked, or left: cancelled (so that undo finds it) or
/// declined (so that nobody is asked twice).
enum class PlaceState : std::uint8_t { held, booked, left };

/// How a hold on times ended.
enum class HoldEnd : std::uint8_t {
  replaced,   ///< By another hold of the same step.
  declined,   ///< The offered times were not taken; the place in the queue stays.
  expired,    ///< Nobody answered in time.
  withdrawn,  ///< By staff, or the time was blocked out.
};

/// Whether the sessions of a course are to be with one professional.
enum class SameProfessional : std::uint8_t { no, wished, required };

/// What a telephone exchange tells of a call.
enum class CallMoment : std::uint8_t {
  offered,           ///< The call arrived at the line.
  queued,            ///< The caller began to wait.
  answered,          ///< Somebody answered.
  abandoned,         ///< The caller hung up before that.
  callback_asked,    ///< The caller asked to be called back.
  callback_tried,    ///< We called back and did not reach them.
  callback_reached,  ///< We called back and reached them.
};

/// What came of trying to reach somebody who waits for a call. Of two tellings about the same instant the
/// later in this list counts.
enum class TryResult : std::uint8_t {
  none,
  no_answer,
  busy,
  wrong_number,
  message_sent,
  letter_sent,
  reached
};
constexpr bool failed(TryResult r) {
  return r == TryResult::no_answer || r == TryResult::busy || r == TryResult::wrong_number;
}
constexpr bool in_writing(TryResult r) {
  return r == TryResult::message_sent || r == TryResult::letter_sent;
}

/// What follows the last try that the county's policy asks for.
enum class AfterTries : std::uint8_t { message, letter };

enum class MatterStatus : std::uint8_t { open, closed };

enum class CloseReason : std::uint8_t {
  none,
  care_given,
  advice_was_enough,
  need_lapsed,
  not_reached,
  moved_away,
  died,
  transferred_specialised,
  person_withdrew,
  duplicate,
  abandoned,
  source_ended,  ///< An imported source says no more; the need may stay.
  mistake,
};

/// Why a matter is offered on.
enum class OfferReason : std::uint8_t {
  other_skill,
  other_area,
  other_language,
  workload,
  continuity,
  wrong_team
};

enum class DeclineReason : std::uint8_t {
  none,
  not_our_task,
  no_capacity,
  more_information,
  already_known_elsewhere
};

enum class ReopenReason : std::uint8_t {
  new_information,
  need_returned,
  mistake,
  closing_undone,  ///< Nobody decided to reopen: the closing was taken back at once.
};

/// Why a promise ended (rules-and-indicators §2.12).
enum class PromiseReason : std::uint8_t {
  none,
  stop_event,
  matter_closed,
  entered_in_error,
  age_known,  ///< Replaced by one for the age that was learnt.
  patient_choice_later,
  medical_reason,
  plan_interval,
  client_need_special_ground,
  clarification_special_reason,
  supplement_requested,
  no_show,
  cancelled_by_patient,
  cancelled_by_unit,
  moved_away,
  died,
  need_lapsed,
  transferred_specialised,
  segment_changed,  ///< The person's new segment does not ask for it.
};

/// The same reason among PromiseReason's (which go on in promises::Reason's order from patient_choice_later).
constexpr PromiseReason reason_of(promises::Reason r) {
  return static_cast<PromiseReason>(static_cast<unsigned>(PromiseReason::patient_choice_later) +
                                    static_cast<unsigned>(r));
}

enum class PromiseState : std::uint8_t { running, kept, missed, voided };

/// Which vocabulary a term belongs to. Terms make the ledger readable without content files.
/// A `navigator` is "what-help", or one of its results: "what-help:mood".
/// A `table` is a county's decision table with its cases (docs/tables.md); a `segment` one of its
/// customerships (docs/segments.md).
enum class TermKind : std::uint8_t {
  area,
  team,
  service,
  rule,
  worker,
  room,
  slot_type,
  line,
  navigator,
  table,
  segment
};
inline constexpr std::size_t term_kinds = 11;

/// What a county's table said of a matter or a person.
enum class Verdict : std::uint8_t { none, met, not_met, person_decides, routed, found };

/// Why a person decided otherwise than a table of criteria said.
enum class Otherwise : std::uint8_t {
  none,
  persons_wish,
  situation,      ///< Something about the situation that the table does not ask.
  no_other,       ///< Nothing else is at hand that would help.
  continuity,     ///< The care goes on where it began.
  table_is_wrong  ///< Whoever writes the tables should look at it.
};

/// "The form gave no score on this axis."
inline constexpr std::uint16_t no_score = 0xFFFF;

/// What a row of a county's table said. The version's text is a document that never changes.
struct Advice {
  TableId table;
  std::uint16_t version = 0;
  std::uint16_t row = 0;  ///< From 1.
  Verdict verdict{};

  constexpr explicit operator bool() const { return bool{table}; }
};

/// Of a table's next version.
enum class DraftState : std::uint8_t { none, open, offered };

/// Who acted.
enum class ActorKind : std::uint8_t { system, resident, staff, import };

/// What a notice tells a resident outside the pages (docs/notices.md).
enum class NoticeKind : std::uint8_t {
  time_offered,
  booked,
  moved,
  cancelled_by_unit,
  cancelled_by_person,
  reminder,
  callback_missed,
  visit_missed
};

enum class NoticeChannel : std::uint8_t { email, sms };

enum class NoticeState : std::uint8_t {
  started,  ///< About to be handed to a gateway, or just handed: nobody knows yet.
  waiting,  ///< A try failed; another comes.
  sent,     ///< A gateway has taken it.
  failed,   ///< Given up: a person must tell it.
  lapsed,   ///< What it would have told is no longer so.
};
constexpr bool ended(NoticeState s) {
  return s >= NoticeState::sent;
}

/// What a try came to.
enum class NoticeFault : std::uint8_t {
  none,
  no_address,   ///< The resident left none for the channel.
  refused,      ///< The gateway will not take it, now or later.
  unreachable,  ///< No connection, or the gateway asks to come again.
  interrupted,  ///< The program ended between the start and the outcome: it may have gone out.
  not_needed,   ///< What it would have told is no longer so.
};

/// What a visit must be ready for besides an interpreter; `other` is told in words.
enum class Need : std::uint8_t { wheelchair, hearing, sight, other };
using NeedSet = promises::EnumSet<Need, std::uint32_t>;

/// Who writes in a conversation.
enum class Side : std::uint8_t { none, resident, staff };

/// How a live chat ended. All but the first three are reasons of a professional who ends it alone.
enum class ChatEnd : std::uint8_t {
  none,
  agreed,     ///< One side proposed it, the other agreed.
  abandoned,  ///< Neither a word nor a sign of the resident for as long as the county waits.
  continues_by_phone,
  continues_at_visit,
  resident_left,
  misuse,
  other,
};

/// How a number of a walk-in list stands.
enum class TicketState : std::uint8_t {
  waiting,
  called,
  unanswered,  ///< Nobody came when it was called: it may be called again.
  came,        ///< The person is with a professional.
  left,        ///< The person went away without being served; the matter goes on.
  lapsed,      ///< The day ended first.
  moved,       ///< Another team accepted the matter.
};
constexpr bool ended(TicketState s) {
  return s >= TicketState::came;
}

/// ISO 639 code of two or three letters packed into 15 bits; 0 = not known.
struct Language {
  std::uint16_t n = 0;

  friend constexpr auto operator<=>(Language, Language) = default;

  /// Two or three lower-case letters, otherwise not known (0).
  static constexpr Language of(std::string_view code) {
    if (code.size() < 2 || code.size() > 3) return {};
    unsigned packed = 0;
    for (const char c : code) {
      if (c < 'a' || c > 'z') return {};
      packed = packed * 32U + static_cast<unsigned>(c - 'a' + 1);
    }
    return {static_cast<std::uint16_t>(packed)};
  }

  /// The letters, NUL-terminated; empty when not known.
  [[nodiscard]] constexpr std::array<char, 4> letters() const {
    std::array<char, 4> out{};
    std::size_t at = 0;
    for (int shift = 10; shift >= 0; shift -= 5) {
      const unsigned v = (unsigned{n} >> static_cast<unsigned>(shift)) & 31U;
      if (v != 0) out[at++] = static_cast<char>('a' + static_cast<int>(v) - 1);
    }
    return out;
  }
};

/// Age in full years on the day that counts; `unknown` when nobody said.
struct Age {
  static constexpr std::uint8_t unknown = 255;
  std::uint8_t years = unknown;

  friend constexpr auto operator<=>(Age, Age) = default;
  [[nodiscard]] constexpr bool known() const { return years != unknown; }
};

/// A short text held in place, at most 62 bytes of UTF-8.
struct ShortText {
  static constexpr std::size_t capacity = 62;
  std::array<char, capacity> bytes{};
  std::uint8_t size = 0;

  friend constexpr auto operator<=>(const ShortText&, const ShortText&) = default;
  [[nodiscard]] constexpr std::string_view view() const { return {bytes.data(), size}; }

  /// Precondition: text.size() <= capacity.
  static constexpr ShortText of(std::string_view text) {
    ShortText t;
    for (const char c : text.substr(0, capacity)) t.bytes[t.size++] = c;
    return t;
  }
};

}  // namespace vuoro::core
