#pragma once

#include <optional>
#include <vector>

#include "base/viewer.hpp"
#include "core/state.hpp"

namespace vuoro::core {

/// Something a resident is still to be told.
struct Untold {
  MatterId matter;
  StepId step;
  UntoldRow what;
};

/// A booked step and when it begins.
struct Visit {
  StepId step;
  MatterId matter;
  Moment begin;
};

/// Reads of what residents were told and of what their visits need, for one viewer. Cheap to make. Valid
/// while the State is neither written nor moved.
class Notices {
 public:
  Notices(const State& state, const Viewer& viewer) : state_(state), viewer_(viewer) {}

  /// Everything untold, in order of matter and step. For the system. O(untold).
  [[nodiscard]] std::vector<Untold> untold() const;
  /// Notices that were started and have no end. For the system. O(unfinished).
  [[nodiscard]] std::vector<NoticeId> unfinished() const;
  /// Booked steps that begin in [from, until), soonest first. For the system. O(log booked + visits found).
  [[nodiscard]] std::vector<Visit> visits(Instant from, Instant until) const;
  /// A notice's row; nullptr when there is none or its matter is not to be seen.
  [[nodiscard]] const NoticeRow* notice(NoticeId id) const;
  /// What a notice tells is still so at `now`. Precondition: `notice` gave its row.
  [[nodiscard]] bool holds(NoticeId id, Instant now) const;
  [[nodiscard]] bool holds(const Untold& untold, Instant now) const;
  /// Whether the step's visit at `begin` has been reminded of for the nth time; and when the person was last
  /// told of that time otherwise (none when never). Precondition: the viewer sees the matter.
  [[nodiscard]] bool reminded(const Visit& visit, std::uint8_t nth) const;
  [[nodiscard]] Moment told_at(const Visit& visit) const;
  /// The row of a matter or step that the viewer sees; nullptr otherwise. `language`, `reach` and the booked
  /// time decide how a notice reads.
  [[nodiscard]] const MatterRow* matter(MatterId id) const;
  [[nodiscard]] const StepRow* step(StepId id) const;

  /// The matter's notices, newest first; empty when it is not to be seen. O(notices of the matter).
  [[nodiscard]] std::vector<NoticeId> of(MatterId matter) const;
  /// What of the matter is still untold, by step. Empty when it is not to be seen. O(steps of the matter).
  [[nodiscard]] std::vector<Untold> untold_of(MatterId matter) const;
  /// What visits must be ready for, none when nothing was noted or the matter is not to be seen.
  [[nodiscard]] std::optional<NeedsRow> needs(MatterId matter) const;
  /// The generation of the calendar's address that is good now; none when there is none or not to be seen.
  [[nodiscard]] std::optional<std::uint32_t> calendar(MatterId matter) const;

 private:
  const State& state_;
  const Viewer& viewer_;
};

}  // namespace vuoro::core
