#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "base/viewer.hpp"
#include "core/state.hpp"

/// Walk-in lists: who waits at a team's door with which number (decision 127).
namespace vuoro::core {

/// The team's live numbers that wait, as they are to be called: those never called in their order, then those
/// that did not answer, the longest ago first. O(numbers of the team's day).
std::vector<TicketId> calling_order(const Tables& t, TeamId team, Day day);

/// What a screen in a waiting room shows. Numbers only: they name no matter and no person.
struct WaitingRoom {
  std::vector<std::uint32_t> called;  ///< Called and not yet come, the newest call first.
  std::vector<std::uint32_t> next;    ///< Who waits, in the order in which they will be called.
};
/// For everybody, so without a Viewer, as State::term_text. O(numbers of the team's day).
WaitingRoom waiting_room(const State& state, TeamId team, Day day);

struct Ticket {
  TicketId id;
  const TicketRow* row = nullptr;
};

/// A person's turn.
struct Turn {
  std::size_t before = 0;  ///< How many will be called first.
  /// How long until the call by the pace of today's calls; nothing when there were too few to tell.
  std::optional<std::chrono::minutes> wait;
};

/// Reads of walk-in lists for one viewer. What is not visible is not there. Valid while the State is neither
/// written nor moved.
class WalkIn {
 public:
  WalkIn(const State& state, const Viewer& viewer) : state_(state), viewer_(viewer) {}

  /// The numbers of the viewer's own team's day, in their order. Empty for other roles than professionals.
  [[nodiscard]] std::vector<Ticket> day(Day day) const;
  /// Those of the viewer's own team that lapsed on the days before, whose holder has not acted on the matter
  /// since: nobody of them is lost. The newest first. O(numbers of those days).
  [[nodiscard]] std::vector<Ticket> unserved(Day today, int days) const;
  /// The matter's newest number; nothing when it never had one.
  [[nodiscard]] std::optional<Ticket> of(MatterId matter) const;
  /// Whether nobody has acted on the matter since its newest number lapsed.
  [[nodiscard]] bool lapsed_unseen(MatterId matter) const;
  /// Precondition: from a read of this view.
  [[nodiscard]] Turn turn(TicketId ticket) const;
  /// From one call to the next today while people waited, the middle of at most the ten newest; nothing from
  /// fewer than three. In whole minutes, rounded up. O(numbers of the team's day).
  [[nodiscard]] std::optional<std::chrono::minutes> pace(TeamId team, Day day) const;
  /// Matters whose number is of a day before this, at most `most`. For the system.
  [[nodiscard]] std::vector<MatterId> left_over(Day today, std::size_t most) const;

 private:
  const State& state_;
  const Viewer& viewer_;
};

}  // namespace vuoro::core
