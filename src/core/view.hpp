#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/viewer.hpp"
#include "core/callbacks.hpp"
#include "core/state.hpp"

namespace vuoro::core {

/// The one visibility rule: may this viewer see the matter now? Every read below goes through it (deny by
/// default). Residents see the matter they proved to be theirs; professionals, for care, what their team
/// holds, is offered or provides a step of; leads and analysts, for steering and publishing, every row
/// without words or identities; the system, for operations, everything; admins nothing. Decided by the
/// matter's present state, also for its past.
[[nodiscard]] bool visible(const State& state, const Viewer& viewer, MatterId matter);

/// One matter as the viewer may see it. Rows live as long as the State is not written to.
struct MatterSight {
  MatterId id;
  const MatterRow* row = nullptr;
  const PersonRow* person = nullptr;
  std::vector<PromiseId> promises;  ///< Newest first.
  std::vector<StepId> steps;        ///< Newest first.
};

/// A call-back: how it stands and the tries so far, the earliest first.
struct CallbackSight {
  Course course;
  bool waiting = false;
  std::vector<std::pair<Moment, TryRow>> tries;
};

/// Which part of a team's queue.
enum class QueuePart : std::uint8_t { all, untaken, mine, offered, callbacks };

/// One line of a queue.
struct QueueLine {
  MatterId matter;
  const MatterRow* row = nullptr;
  const PersonRow* person = nullptr;
  PromiseId soonest;  ///< The running promise due first; none when none runs.
};

struct QueueCounts {
  std::uint32_t all = 0, untaken = 0, mine = 0, offered = 0, callbacks = 0;
  std::uint32_t due_by = 0;  ///< Due at or before the instant asked for, but not overdue.
  std::uint32_t overdue = 0;
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
  [[nodiscard]] std::uint8_t reopened(MatterId id) const;  ///< How often.
  /// Nothing when the matter is no call-back. Precondition: from a sight of this view.
  [[nodiscard]] std::optional<CallbackSight> callback(const Setting& setting, MatterId id) const;
  /// The matter of a step or promise, none when not visible.
  [[nodiscard]] MatterId matter_of(StepId step) const;
  [[nodiscard]] MatterId matter_of(PromiseId promise) const;

  /// Up to `most` lines of the viewer's own team's queue, soonest to miss first, after the given key (0 =
  /// from the start). Empty for other roles. O(most + lines passed over by `part`).
  [[nodiscard]] std::vector<QueueLine> queue(QueuePart part, std::uint64_t after, std::size_t most) const;
  [[nodiscard]] QueueCounts queue_counts(Instant now, Instant by) const;

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
