#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <vector>

/// Who gets which time, for all who wait at once: the proposal that keeps most promises. Numbers only, so
/// that it can be proved and measured by itself; planner/live_assignment makes them from State. Proposals go
/// to people and change nothing.
namespace vuoro::planner {

/// Minutes from the instant of planning.
using Minute = std::int32_t;
inline constexpr Minute never = std::numeric_limits<Minute>::max();
inline constexpr Minute minutes_a_day = 1440;

/// Which units' times could be a matter's.
enum class Reach : std::uint8_t {
  own_unit,
  near  ///< Any unit known to be within Problem::most_travel of the person's area; all when no way is told.
};

/// Minutes of a way that nobody knows.
inline constexpr std::uint16_t unknown_way = std::numeric_limits<std::uint16_t>::max();

/// A matter that waits for a time. Numbers are the caller's; 0 = none.
struct OpenMatter {
  Minute due = never;  ///< Of the promise that the visit would keep; negative = broken already.
  std::uint16_t service = 0;
  std::uint16_t team = 0;     ///< The person's own unit.
  std::uint16_t area = 0;     ///< A row of Problem::travel.
  std::uint16_t minutes = 0;  ///< The visit needs at least this long a slot.
  std::uint8_t language = 0;  ///< 1 … 63; 0 = no wish.
  std::uint8_t group = 0;     ///< 1 … Rules::group_weights.size(); 0 = no protected group.
  Reach reach = Reach::own_unit;
  std::array<std::uint16_t, 3> met{};  ///< Professionals whom the person has met, most often first.
};

/// A bookable time.
struct OpenSlot {
  Minute begin = 0;
  std::uint16_t minutes = 0;
  std::uint16_t type = 0;
  std::uint16_t team = 0;
  std::uint16_t worker = 0;
  std::uint16_t places = 1;
  bool there = true;  ///< The person goes there: no call, no video, no visit at home.
};

struct Pair {
  std::uint32_t matter = 0;
  std::uint32_t slot = 0;
  friend constexpr auto operator<=>(const Pair&, const Pair&) = default;
};

/// What is to be assigned to what. Vectors named "of" are indexed by the caller's numbers.
struct Problem {
  std::vector<OpenMatter> matters;
  std::vector<OpenSlot> slots;
  std::vector<std::vector<std::uint16_t>> types_of_service;
  std::vector<std::uint64_t> languages_of_worker;  ///< Bit n = speaks language n.
  /// Minutes from area to team, one way: travel[area * teams + team], or `unknown_way`; rows that are not
  /// there are unknown. A way that is not known counts as the way to the person's own unit, and
  /// Points::other_unit more for another.
  std::vector<std::uint16_t> travel;
  std::uint16_t teams = 0;  ///< Team numbers are below this.
  std::uint16_t most_travel = 60;
  /// When given: exactly these pairs are possible, in order; services, units and minutes are not asked.
  std::optional<std::vector<Pair>> only;
};

/// What a proposal costs, in points. A county's own figures (content: planning.toml), nobody's law.
struct Points {
  std::uint32_t promise = 10'000;      ///< A promise that will be broken (with Protection::weights).
  std::uint32_t late_day = 200;        ///< Each day after the promise, from now on.
  std::uint32_t wait_day = 20;         ///< Each day until the time.
  std::uint32_t unplaced = 2'000;      ///< No time at all within the horizon, besides its days.
  std::uint32_t stranger = 100;        ///< The person has met professionals, but not this one.
  std::uint32_t other_language = 300;  ///< The professional does not speak the person's language.
  std::uint32_t other_unit = 150;      ///< Another unit than the person's, when the way there is unknown.
  std::uint32_t travel_ten_minutes = 40;
};

/// How protected groups come before others.
enum class Protection : std::uint8_t {
  order,   ///< First as many kept promises as can be for group 1, then for group 2, …, then for all; then
           ///< points.
  weights  ///< Every point of a member counts as often as the group's weight says.
};

struct Rules {
  Points points;
  Protection protection = Protection::order;
  std::vector<std::uint16_t> group_weights;  ///< In per cent, group 1 first; 100 = as everybody.
  Minute horizon = 28 * minutes_a_day;       ///< A promise due after it is not broken by having no time yet.
};

struct SolveOptions {
  /// Good enough: proven within this share of the best. 0 = the best; always so under Protection::order.
  double gap = 0.001;
  std::uint32_t first_pairs = 16;  ///< Pairs of each matter to begin with.
  std::uint32_t added_pairs = 8;   ///< Pairs of each matter added in a round at most.
  std::uint32_t most_rounds = 60;
};

/// How one group fares. at_stake = kept + broken + open.
struct Tally {
  std::uint32_t matters = 0;
  std::uint32_t placed = 0;
  std::uint32_t late_before = 0;  ///< Promise broken before the plan began.
  std::uint32_t at_stake = 0;     ///< Promise that could still be kept.
  std::uint32_t kept = 0;         ///< Has a time before it is due.
  std::uint32_t broken = 0;       ///< Has a later time, or none and is due within the horizon.
  std::uint32_t open = 0;         ///< Has no time, and is due after the horizon.
};

/// How good an assignment is proven to be. The bound holds for all possible pairs, also those never given to
/// the solver: with prices p ≥ 0 of places, no assignment costs less than
/// Σ_matters min(cost of no time, min over its possible slots (cost + p)) − Σ_slots places · p.
struct Proof {
  double cost = 0;
  double bound = 0;
  double gap = 0;              ///< (cost − bound) / cost; 0 = nothing can be better.
  std::uint64_t possible = 0;  ///< Pairs that could be.
  std::uint64_t given = 0;     ///< Pairs that the solver was given in the last round.
  std::uint32_t rounds = 0;    ///< At most, of a part.
  std::uint32_t parts = 0;     ///< Solved apart, for they share no time.
};

inline constexpr std::uint32_t no_slot = std::numeric_limits<std::uint32_t>::max();

struct Assignment {
  std::vector<std::uint32_t> slot_of;  ///< By matter; `no_slot` = none.
  std::vector<Tally> groups;           ///< [0] = no group, [n] = group n.
  std::int64_t points = 0;  ///< Weighted, in hundredths; without `promise` under Protection::order.
  Proof proof;
  /// What one more place in the slot would be worth, in the same measure as Proof::cost.
  std::vector<double> price_of;
};

/// The cheapest assignment, proven to `options.gap`. Network simplex over a growing part of the pairs: after
/// each round all possible pairs are priced, and those that could still improve it are added. Deterministic.
/// Precondition: fewer than 2^31 pairs are given at once. O(rounds · (possible + simplex)).
[[nodiscard]] Assignment assign(const Problem& problem, const Rules& rules, const SolveOptions& options = {});

/// What most places do today: in order of the promise, each takes the soonest time that is left.
[[nodiscard]] Assignment soonest_due_first(const Problem& problem, const Rules& rules);

/// Nobody is given a time.
[[nodiscard]] Assignment do_nothing(const Problem& problem, const Rules& rules);

/// The given assignment, judged. Precondition: one entry a matter, every pair possible.
[[nodiscard]] Assignment judged(const Problem& problem, const Rules& rules,
                                std::vector<std::uint32_t> slot_of);

/// Every pair that could be, by matter and slot. For tests and for small problems: it can be large.
[[nodiscard]] std::vector<Pair> possible_pairs(const Problem& problem);

/// What a pair costs and why. `promise` counts under Protection::order too, as a broken promise.
enum class Term : std::uint8_t { promise, late, wait, unplaced, stranger, language, unit, travel };
inline constexpr std::size_t term_count = 8;
using TermPoints = std::array<std::uint32_t, term_count>;  ///< Indexed by Term; unweighted.

/// `slot` may be `no_slot`.
[[nodiscard]] TermPoints explain(const Problem& problem, const Rules& rules, std::uint32_t matter,
                                 std::uint32_t slot);

}  // namespace vuoro::planner
