#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.hpp"
#include "base/result.hpp"
#include "base/time.hpp"
#include "content/planned_change.hpp"
#include "promises/vocabulary.hpp"

/// A plan as it is kept beside the ledger: what a lead wants to do otherwise, and what became of it.
/// docs/plans.md describes the file.
namespace vuoro::api {

enum class PlanState : std::uint8_t { draft, decided, given_up };
enum class PlanRunPhase : std::uint8_t { never, running, done, failed, cancelled };

/// How the last living of a plan stands.
struct PlanRun {
  PlanRunPhase phase = PlanRunPhase::never;
  std::uint32_t of = 0;  ///< The plan's `changed` that was lived.
  Instant began;
  Instant ended;
  std::string fault = {};  ///< Why it failed; texts plan.failed.<fault>.

  friend bool operator==(const PlanRun&, const PlanRun&) = default;
};

/// What somebody said when they decided a plan, or gave it up.
struct PlanEnd {
  StaffId by;
  Instant at;
  std::string words;

  friend bool operator==(const PlanEnd&, const PlanEnd&) = default;
};

struct KeptPlan {
  std::uint32_t number = 0;
  std::uint32_t revision = 1;  ///< Grows with everything that people do to it.
  std::uint32_t changed = 1;   ///< The revision in which it got what is lived: changes and weeks.
  StaffId by;                  ///< Who began it.
  Instant at;
  StaffId changed_by;
  Instant changed_at;
  std::string name;
  std::string reason;
  int weeks = 12;  ///< 1–52: how far ahead it is lived.
  std::vector<content::PlannedChange> changes;
  PlanState state = PlanState::draft;
  PlanRun run;
  std::optional<PlanEnd> end;  ///< There unless it is a draft.

  friend bool operator==(const KeptPlan&, const KeptPlan&) = default;
};

/// The version of the plans' files that this program writes and reads.
inline constexpr int plan_format = 1;
inline constexpr std::size_t most_changes = 20;

std::string to_json(const KeptPlan& plan);
/// Reads what to_json wrote. Errors: "plan-damaged", "plan-other-format"; `where` is the place in the JSON.
Result<KeptPlan> read_plan(std::string_view text);

}  // namespace vuoro::api

namespace vuoro::promises {

template <>
struct Words<api::PlanState> {
  static constexpr std::array<std::string_view, 3> all = {"draft", "decided", "given_up"};
};
template <>
struct Words<api::PlanRunPhase> {
  static constexpr std::array<std::string_view, 5> all = {"never", "running", "done", "failed", "cancelled"};
};

}  // namespace vuoro::promises
