#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "base/ids.hpp"
#include "base/result.hpp"
#include "base/time.hpp"
#include "base/viewer.hpp"
#include "core/setting.hpp"
#include "core/state.hpp"

/// The three debts (hoito-, palvelu- ja kuntoutusvelka; S-23 … S-25). No official formula was found
/// (rules-and-indicators §4.6): these are Vuoro's own, written out in docs/measures.md.
namespace vuoro::measures {

using core::DebtKind;

inline constexpr int flow_days = 56;

/// How many came into a debt and left it on one Helsinki day.
struct Flow {
  Day day;
  std::uint32_t in = 0;
  std::uint32_t out = 0;
};

struct Debt {
  DebtKind kind{};
  std::uint64_t open = 0;              ///< In the debt now: matters; for rehabilitation steps.
  std::array<Flow, flow_days> flow{};  ///< Oldest first, today last.
  std::int64_t change_in_week = 0;     ///< In less out, today and the six days before.
  /// Not in `open`: past the limit of the strictest age, but nobody knows the age.
  std::uint64_t age_unknown = 0;
  /// In `open`, but only by limits that nobody has confirmed.
  std::uint64_t unverified = 0;
};

/// care: open matters with a statute promise of health care past due. service: the same for social care, and
/// matters of services whose booking the unit cancelled and has not replaced. rehabilitation: steps of
/// rehabilitation services not held by their due date. A matter is in a debt from the first second after due
/// until none of its promises is past due; leaving and coming back counts twice.
/// Errors: "not-visible". O(matters + promises + steps).
Result<std::array<Debt, 3>> debts(const core::State& state, const Viewer& viewer,
                                  const core::Setting& setting, Instant now);

enum class DebtReason : std::uint8_t { promise_overdue, booking_cancelled, step_not_held };

/// Stable words for the API: "promise_overdue", "booking_cancelled", "step_not_held".
[[nodiscard]] std::string_view word(DebtReason reason);

/// One matter (or step) now in a debt.
struct DebtRow {
  MatterId matter;
  StepId step;        ///< For a cancelled booking and a step not held.
  PromiseId promise;  ///< For an overdue promise: the one longest over.
  DebtReason reason{};
  std::uint8_t age = 0;  ///< core::Age::unknown when nobody said.
  core::Urgency urgency{};
  AreaId area;
  TeamId team;
  Instant since;  ///< In the debt without a break.
  std::int32_t days_over = 0;
};

struct DebtPage {
  std::vector<DebtRow> rows;
  std::optional<std::uint64_t> next;  ///< Cursor of the next page; none at the end.
};

/// The rows behind Debt::open, oldest matter (step) first, at most `most` after the cursor (0 = from the
/// start). Errors: "not-visible". O(rows passed over).
Result<DebtPage> debt_rows(const core::State& state, const Viewer& viewer, const core::Setting& setting,
                           Instant now, DebtKind kind, std::uint64_t after, std::size_t most);

}  // namespace vuoro::measures
