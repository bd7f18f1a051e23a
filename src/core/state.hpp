#pragma once

#include <absl/container/btree_map.h>
#include <absl/container/btree_set.h>

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/rows.hpp"
#include "core/table.hpp"

namespace vuoro {
class Viewer;
}

namespace vuoro::core {

/// One vocabulary: texts numbered from 1.
struct Terms {
  std::vector<std::string> texts;
  std::map<std::string, std::uint16_t, std::less<>> numbers;
};

/// Matters in order of who will miss a promise soonest: (due << 32 | matter).
using Queue = absl::btree_set<std::uint64_t>;

constexpr std::uint64_t queue_key(Moment due, MatterId matter) {
  return (std::uint64_t{due.s} << 32) | matter.n;
}
/// Slots in order of their beginning: (begin << 32 | slot).
constexpr std::uint64_t begin_key(Moment begin, SlotId slot) {
  return (std::uint64_t{begin.s} << 32) | slot.n;
}
constexpr MatterId matter_of(std::uint64_t key) {
  return MatterId{static_cast<std::uint32_t>(key)};
}
/// Open consultations in order of who has waited longest.
constexpr std::uint64_t asked_key(Moment asked, ConsultationId consultation) {
  return (std::uint64_t{asked.s} << 32) | consultation.n;
}
/// A team's day of walk-ins.
constexpr std::uint64_t ticket_day(TeamId team, Day day) {
  return (std::uint64_t{team.n} << 32) | static_cast<std::uint32_t>(day.n);
}
/// A row number and an instant as one ordered key.
constexpr std::uint64_t instant_key(auto id, Moment at) {
  return (std::uint64_t{id.n} << 32) | at.s;
}
/// Two row numbers as one ordered key.
constexpr std::uint64_t place_key(auto first, auto second) {
  return (std::uint64_t{first.n} << 32) | second.n;
}

constexpr Moment due_of(std::uint64_t key) {
  return Moment{static_cast<std::uint32_t>(key >> 32)};
}

/// The rows themselves. Only the core's own functions and viewed reads (view.hpp) may reach them: State hands
/// them out to nobody else, so a read without a Viewer does not compile.
struct Tables {
  Table<PersonRow> persons;
  Table<MatterRow> matters;
  Table<PromiseRow> promises;
  Table<StepRow> steps;
  Table<GapRow> gaps;
  std::vector<LimitRow> limits;  ///< Number 1 is limits[0].
  Terms terms[term_kinds];       ///< By TermKind.
  /// Promises whose count did not begin at their start (alternatives, stricter law), with the instant it
  /// began.
  absl::btree_map<std::uint32_t, std::uint32_t> counted_from;
  /// Promises that were extended: the due instant before.
  absl::btree_map<std::uint32_t, std::uint32_t> due_before_extension;
  /// Promises that were extended: why (PromiseReason), for when the promise is resumed.
  absl::btree_map<std::uint32_t, std::uint8_t> extended_for;
  /// Ages assumed strictest because nobody knew them.
  absl::btree_map<std::uint32_t, std::uint8_t> age_assumed;
  absl::btree_map<std::uint32_t, OfferRow> open_offers;   ///< By matter.
  absl::btree_map<std::uint32_t, std::uint8_t> reopened;  ///< How often, by matter; at most 255.
  std::vector<Queue> queues;                              ///< Open matters by holding team's number.
  std::vector<Queue> offers;  ///< Matters on offer by the receiving team's number.
  Table<SlotRow> slots;
  /// What steps have in slots, by place_key(step, slot).
  absl::btree_map<std::uint64_t, PlaceRow> places;
  Table<ConsultationRow> consultations;
  absl::btree_map<std::uint32_t, std::uint32_t> consulted;    ///< By matter: its newest consultation.
  absl::btree_map<std::uint32_t, ReturnedRow> returned;       ///< By matter: until the holder acts on it.
  absl::btree_map<std::uint32_t, UnusedRow> unused;           ///< By matter.
  absl::btree_map<std::uint32_t, std::uint32_t> joined_into;  ///< Closed duplicates: the matter that goes on.
  absl::btree_map<std::uint32_t, SessionRow> sessions;        ///< Steps of courses and chains, by step.
  absl::btree_map<std::uint32_t, EarlierRow> earlier;  ///< The waiting list for earlier times, by step.
  Table<CallRow> calls;
  /// What exchanges told of tries, by place_key(call, instant): TryResult.
  absl::btree_map<std::uint64_t, std::uint8_t> call_tries;
  absl::btree_map<std::uint64_t, TryRow> tries;           ///< By place_key(matter, instant).
  absl::btree_map<std::uint32_t, CallbackRow> callbacks;  ///< By matter.
  absl::btree_map<std::uint64_t, UntoldRow> untold;       ///< By notice_rules::untold_key.
  Table<NoticeRow> notices;
  absl::btree_map<std::uint32_t, NeedsRow> needs;         ///< By matter.
  absl::btree_map<std::uint32_t, CalendarRow> calendars;  ///< By matter.
  absl::btree_map<std::uint32_t, ThreadRow> threads;      ///< By matter.
  absl::btree_map<std::uint32_t, ChatRow> chats;          ///< By matter.
  Table<TicketRow> tickets;
  absl::btree_map<std::uint64_t, std::uint32_t> navigator_uses;    ///< How many, by navigator_key.
  absl::btree_map<std::uint64_t, KeptAnswersRow> kept_answers;     ///< By the digest of the code.
  absl::btree_map<std::uint32_t, CountyTableRow> county_tables;    ///< By table.
  absl::btree_map<std::uint32_t, TableVersionRow> table_versions;  ///< By version_key.
  absl::btree_map<std::uint64_t, std::uint8_t> draft_writers;      ///< 1, by place_key(table, staff).
  absl::btree_map<std::uint64_t, AdviceRow> advice;                ///< By place_key(matter, step or 0).
  Table<DecidedRow> decided;                                       ///< Decisions on segments.
  absl::btree_map<std::uint32_t, std::uint32_t> segment_of;        ///< By matter: its newest that holds.
  absl::btree_map<std::uint32_t, OwnContactRow> own_contacts;      ///< By matter.
  absl::btree_map<std::uint32_t, std::uint16_t> led_by;            ///< By matter: a navigator's result.
  // What follows is computed from the rows above.
  absl::btree_map<std::uint32_t, NoticeId> notices_of;  ///< Newest by matter; older ones by NoticeRow::older.
  absl::btree_set<NoticeId> unfinished;                 ///< Notices without an end.
  absl::btree_set<std::uint64_t> visits;                ///< queue_key(begin, step) of booked steps.
  absl::btree_map<std::pair<std::uint64_t, std::uint64_t>, CallId> call_numbers;  ///< By the call's key.
  absl::btree_set<std::uint64_t> calls_of;           ///< place_key(matter, call).
  absl::btree_map<std::uint64_t, MatterId> callers;  ///< Newest call-back matter by the caller's digest.
  absl::btree_set<std::uint64_t> duplicates;         ///< place_key(the matter that goes on, the closed one).
  std::vector<Queue> asked;  ///< Open consultations by the asked team: (asked << 32 | consultation).
  absl::btree_set<std::uint64_t> at_slot;   ///< place_key(slot, step) of held and booked places.
  absl::btree_set<FreeKey> free_times;      ///< Slots on the lists with an unbooked place.
  absl::btree_set<WorkerKey> worker_times;  ///< All slots of each professional.
  absl::btree_set<RoomKey> room_times;      ///< All slots in each room; rooms of two units may share a name.
  /// Free again after a cancelling, and on the lists: (begin << 32 | slot).
  absl::btree_set<std::uint64_t> freed_times;
  absl::btree_set<std::uint64_t> hold_ends;      ///< (until << 32 | step) of steps with held places.
  std::vector<absl::btree_set<StepId>> waiting;  ///< Proposed steps without a time, by service's number.
  absl::btree_set<MatterId> live_chats;          ///< Matters that are talked about right now.
  absl::btree_map<std::uint32_t, TicketId> ticket_of;    ///< Newest by matter.
  absl::btree_map<std::uint64_t, TicketId> ticket_days;  ///< Newest by ticket_day(team, day).
  absl::btree_set<TicketId> live_tickets;
  std::uint64_t seq = 0;  ///< Events applied.
  bool worked_in = true;  ///< False: queues, offers, visits and untold are not kept.

  [[nodiscard]] const Terms& of(TermKind kind) const { return terms[static_cast<std::size_t>(kind)]; }
  [[nodiscard]] Terms& of(TermKind kind) { return terms[static_cast<std::size_t>(kind)]; }
};

/// Everything the ledger says, in memory. Copyable; a copy costs O(rows). Not thread-safe: one writer, or
/// many readers.
class State {
 public:
  /// Events applied so far; the sequence number of the last one.
  [[nodiscard]] std::uint64_t seq() const { return tables_.seq; }

  /// The number of a term, none when nobody defined it. O(1).
  [[nodiscard]] std::optional<std::uint16_t> term(TermKind kind, std::string_view text) const;
  /// The text of a term; empty when there is no such number. Terms are no personal data.
  [[nodiscard]] std::string_view term_text(TermKind kind, std::uint16_t number) const;
  [[nodiscard]] std::size_t term_count(TermKind kind) const { return tables_.of(kind).texts.size(); }

  /// From now on nobody works in this State and nobody is told anything: it keeps neither the lists that
  /// desks work by (queues, offers) nor what residents are to be told. Rows and decisions stay the same; for
  /// a twin's futures, of which these lists were a fifth of the work. Its snapshot is no live county's.
  /// O(lists).
  void stop_work();

  /// The rows, for whoever holds a Viewer that may read the whole (view.hpp checks the role).
  friend class Access;

 private:
  Tables tables_;
};

/// The one door to the rows inside the core. Its users: apply, decide, codec, invariants, view. Nobody
/// outside src/core may name it (scripts/check-includes holds that).
class Access {
 public:
  static Tables& tables(State& s) { return s.tables_; }
  static const Tables& tables(const State& s) { return s.tables_; }
};

}  // namespace vuoro::core
