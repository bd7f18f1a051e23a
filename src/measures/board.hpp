#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/ids.hpp"
#include "base/result.hpp"
#include "base/time.hpp"
#include "base/viewer.hpp"
#include "core/setting.hpp"
#include "core/state.hpp"

namespace vuoro::measures {

/// Where a promise stands on the board. Each promise is in exactly one cell.
enum class Cell : std::uint8_t {
  kept,
  missed,
  running,        ///< Not due yet, or with no date in law.
  overdue,        ///< Running and past due.
  voided,         ///< Ended for a reason that is neither kept nor missed.
  start_missing,  ///< Cannot be computed: the stop event happened, the start event never did.
  age_unknown,    ///< Cannot be computed: past the strictest age's limit, but nobody knows the age.
  no_date,        ///< Cannot be computed: ended, but the law names no date to hold it against.
};
inline constexpr std::size_t cell_count = 8;

/// Stable words for the API: "kept", "missed", "running", "overdue", "voided", "start_missing",
/// "age_unknown", "no_date".
[[nodiscard]] std::string_view word(Cell cell);
/// Nothing for a word that is none of them.
[[nodiscard]] std::optional<Cell> cell_from_word(std::string_view text);
/// Whether the cell is a reason why a promise cannot be computed.
constexpr bool cannot_be_computed(Cell cell) {
  return cell >= Cell::start_missing;
}

/// Kept of those that were kept or missed in a window of 28 days.
struct KeptShare {
  std::uint32_t kept = 0;
  std::uint32_t ended = 0;  ///< Kept and missed.

  /// Nothing when fewer than five ended: too few to say anything.
  [[nodiscard]] std::optional<double> share() const {
    if (ended < 5) return std::nullopt;
    return static_cast<double>(kept) / ended;
  }
};

/// One rule of the board.
struct BoardLine {
  RuleId rule;
  std::string code;
  promises::Kind kind{};
  promises::Domain domain{};
  std::array<std::uint64_t, cell_count> cells{};
  /// Of the promises counted above, how many rest on a limit that nobody has confirmed: a mark, not a reason.
  std::uint64_t unverified = 0;
  KeptShare last_28_days = {};    ///< Ended today or on one of the 27 days before.
  KeptShare before_28_days = {};  ///< On the 28 days before those.

  [[nodiscard]] std::uint64_t in(Cell cell) const { return cells[static_cast<std::size_t>(cell)]; }
  [[nodiscard]] std::uint64_t cannot_be_computed() const {
    return in(Cell::start_missing) + in(Cell::age_unknown) + in(Cell::no_date);
  }
};

/// Every rule that the setting's pack has or that a promise in State runs by, in the pack's order, rules that
/// only State knows last. Errors: "not-visible". O(promises + matters).
Result<std::vector<BoardLine>> board(const core::State& state, const Viewer& viewer,
                                     const core::Setting& setting, Instant now);

/// One matter behind a number.
struct BoardRow {
  MatterId matter;
  PromiseId promise;     ///< None for start_missing.
  std::uint8_t age = 0;  ///< core::Age::unknown when nobody said.
  AreaId area;
  TeamId team;
  Instant started;               ///< The matter's opening for start_missing.
  std::optional<Instant> due;    ///< None when there is no date.
  std::optional<Instant> ended;  ///< None while it runs.
  std::int32_t days_over = 0;    ///< Whole Helsinki days past due, at the end or now; 0 when not past.
};

/// A page of rows. `next` goes on after the last one; none at the end.
struct BoardPage {
  std::vector<BoardRow> rows;
  std::optional<std::uint64_t> next;
};

/// The rows behind one number of the board, oldest first, at most `most`, after the cursor of the page before
/// (0 = from the start). As many rows over all pages as board() counts, as long as State stays the same.
/// Errors: "not-visible", "rule-unknown". O(rows passed over).
Result<BoardPage> board_rows(const core::State& state, const Viewer& viewer, const core::Setting& setting,
                             Instant now, RuleId rule, Cell cell, std::uint64_t after, std::size_t most);

}  // namespace vuoro::measures
