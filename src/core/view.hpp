#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/viewer.hpp"
#include "core/callbacks.hpp"
#include "core/setting.hpp"
#include "core/state.hpp"

namespace vuoro::core {

/// The one visibility rule: may this viewer see the matter now? Every read below goes through it (deny by
/// default). Residents see the matter they proved to be theirs; professionals, for care, what their team
/// holds, is offered, is asked about or provides a step of; leads and analysts, for steering and publishing,
/// every row without words or identities; the system, for operations, everything; admins nothing. Decided by
/// the matter's present state, also for its past.
[[nodiscard]] bool visible(const State& state, const Viewer& viewer, MatterId matter);

/// One matter as the viewer may see it. Rows live as long as the State is not written to.
struct MatterSight {
  MatterId id;
  const MatterRow* row = nullptr;
  const PersonRow* person = nullptr;
  std::vector<PromiseId> promises;  ///< Newest first.
  std::vector<StepId> steps;        ///< Newest first.
};

/// A colleague's opinion about a matter that the viewer sees.
struct Consultation {
  ConsultationId id;
  const ConsultationRow* row = nullptr;
};

/// A call-back: how it stands and the tries so far, the earliest first.
struct CallbackSight {
  Course course;
  bool waiting = false;
  std::vector<std::pair<Moment, TryRow>> tries;
};

/// Times of a matter that nobody used.
struct UnusedSight {
  std::uint32_t times = 0;
  Moment missed;            ///< As View::missed().
  bool call_first = false;  ///< Whether the person calls before choosing the next time.
};

/// Which part of a team's queue.
/// `asked`: others' matters about which the team is asked; `returned`: hand-overs that came back.
enum class QueuePart : std::uint8_t { all, untaken, mine, offered, callbacks, asked, returned };

/// One line of a queue.
struct QueueLine {
  MatterId matter;
  const MatterRow* row = nullptr;
  const PersonRow* person = nullptr;
  PromiseId soonest;      ///< The running promise due first; none when none runs.
  std::uint64_t key = 0;  ///< Where the line stands: reading goes on after it.
};

struct QueueCounts {
  std::uint32_t all = 0, untaken = 0, mine = 0, offered = 0, callbacks = 0, asked = 0, returned = 0;
  std::uint32_t due_by = 0;  ///< Due at or before the instant asked for, but not overdue.
  std::uint32_t overdue = 0;
};

/// The written word about a matter.
struct Conversation {
  ThreadRow thread;
  std::optional<ChatRow> chat;  ///< The newest; none when there never was one.

  [[nodiscard]] bool live() const { return chat && chat->live(); }
};

/// Reads of State for one viewer. Cheap to make. Valid while the State is neither written nor moved.
class View {
 public:
  View(const State& state, const Viewer& viewer) : state_(state), viewer_(viewer) {}

  /// Nothing when it is not there or not to be seen: the two cannot be told apart.
  [[nodiscard]] std::optional<MatterSight> matter(MatterId id) const;
  /// Preconditions: from a sight of this view.
  [[nodiscard]] const PromiseRow& promise(PromiseId id) const;
  [[nodiscard]] const LimitRow& limit(const PromiseRow& promise) const;
  [[nodiscard]] bool age_assumed(PromiseId id) const;
  [[nodiscard]] bool extended(PromiseId id) const;
  [[nodiscard]] const StepRow& step(StepId id) const;
  /// The hand-over now on offer. Precondition: the sight's matter has `offered_to`.
  [[nodiscard]] const OfferRow& offer(MatterId id) const;
  /// When the offer comes back if nobody answers. Precondition as offer().
  [[nodiscard]] Instant offer_lapses(MatterId id, const Setting& setting) const;
  /// The hand-over that came back and that the holder has not looked at; nullptr when there is none, or when
  /// the matter is not visible. So for all that follows: what is not visible is not there.
  [[nodiscard]] const ReturnedRow* returned(MatterId id) const;
  /// When nobody came to the newest visit, until the holder acts on it; 0 = nothing such.
  [[nodiscard]] Moment missed(MatterId id) const;
  /// All nothing when the matter is not visible.
  [[nodiscard]] UnusedSight unused(const Setting& setting, MatterId id) const;
  [[nodiscard]] std::vector<Consultation> consultations(MatterId id) const;  ///< Newest first.
  [[nodiscard]] MatterId joined_into(MatterId id) const;  ///< The matter that goes on for this one.
  [[nodiscard]] std::vector<MatterId> duplicates(MatterId id) const;  ///< Closed for this one; visible ones.
  /// Other open matters of the same person that the viewer sees: perhaps the same need.
  [[nodiscard]] std::vector<MatterId> same_person(MatterId id) const;
  /// Matters whose offer nobody answered in time, at most `most`. For the system. O(open offers).
  [[nodiscard]] std::vector<MatterId> lapsed_offers(const Setting& setting, Instant now,
                                                    std::size_t most) const;
  [[nodiscard]] std::uint8_t reopened(MatterId id) const;  ///< How often.
  /// Teams that have to do with the matter or just had: its holder, the receiver of an offer, who gives its
  /// steps and whose professionals have places in their visits. May name one twice; empty when not visible.
  [[nodiscard]] std::vector<TeamId> teams_of(MatterId id) const;
  /// Nothing when the matter is no call-back. Precondition: from a sight of this view.
  [[nodiscard]] std::optional<CallbackSight> callback(const Setting& setting, MatterId id) const;
  /// The matter of a step or promise, none when not visible.
  [[nodiscard]] MatterId matter_of(StepId step) const;
  [[nodiscard]] MatterId matter_of(PromiseId promise) const;
  [[nodiscard]] MatterId matter_of(ConsultationId consultation) const;

  /// Up to `most` lines of the viewer's own team's queue, soonest to miss first, after the given key (0 =
  /// from the start). Empty for other roles. O(most + lines passed over by `part`).
  [[nodiscard]] std::vector<QueueLine> queue(QueuePart part, std::uint64_t after, std::size_t most) const;
  [[nodiscard]] QueueCounts queue_counts(Instant now, Instant by) const;

  /// What is written about the matter. Empty rows when nobody has written or chatted, or it is not visible.
  [[nodiscard]] Conversation conversation(MatterId id) const;
  /// The visible matters that are talked about right now, the longest first. O(live chats).
  [[nodiscard]] std::vector<MatterId> live_chats() const;
  /// Up to `most` visible matters that have been chatted about, the newest matter first. O(most + passed
  /// over).
  [[nodiscard]] std::vector<MatterId> recent_chats(std::size_t most) const;

  [[nodiscard]] const Viewer& viewer() const { return viewer_; }

 private:
  const State& state_;
  const Viewer& viewer_;
};

/// Every row, for measures, boards and forecasts: leads and analysts for steering or publishing, the system
/// for operations.
class Whole {
 public:
  /// Nothing when the viewer may not.
  static std::optional<Whole> open(const State& state, const Viewer& viewer);

  [[nodiscard]] const Table<PersonRow>& persons() const { return tables_->persons; }
  [[nodiscard]] const Table<MatterRow>& matters() const { return tables_->matters; }
  [[nodiscard]] const Table<PromiseRow>& promises() const { return tables_->promises; }
  [[nodiscard]] const Table<StepRow>& steps() const { return tables_->steps; }
  [[nodiscard]] const Table<GapRow>& gaps() const { return tables_->gaps; }
  [[nodiscard]] const Table<SlotRow>& slots() const { return tables_->slots; }
  [[nodiscard]] const Table<CallRow>& calls() const { return tables_->calls; }
  /// When the caller was reached, by whomever; 0 = not, or no call-back was asked.
  [[nodiscard]] Moment reached(const CallRow& call) const;
  [[nodiscard]] const std::vector<LimitRow>& limits() const { return tables_->limits; }
  [[nodiscard]] bool age_assumed(PromiseId id) const { return tables_->age_assumed.contains(id.n); }

 private:
  explicit Whole(const Tables& tables) : tables_(&tables) {}
  const Tables* tables_;
};

}  // namespace vuoro::core
