#pragma once

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "core/setting.hpp"
#include "core/view.hpp"
#include "measures/debts.hpp"

/// When a matter or step was in a debt. Private to the debts: their counts and rows go by the same spans.
namespace vuoro::measures {

/// From `from` until `until` (no_due: still now).
struct Span {
  Instant from;
  Instant until;
  DebtReason reason{};
  PromiseId promise;
  StepId step;
  bool unverified = false;

  [[nodiscard]] bool open() const { return until == core::no_due; }
};

/// A matter's spans in one debt, in order and merged where they touch, and whether an assumed age alone would
/// put it there now.
struct MatterSpans {
  std::vector<Span> spans;
  bool age_unknown = false;
};

/// Finds spans. Keeps references; not thread-safe. One object for one pass over State.
class DebtSpans {
 public:
  DebtSpans(const core::Whole& whole, const core::Setting& setting, Instant now);

  /// Of a matter in the care or service debt. The result lives until the next call. O(its promises).
  const MatterSpans& of_matter(DebtKind kind, MatterId id);
  /// Of a step in the rehabilitation debt. O(1).
  [[nodiscard]] std::optional<Span> of_step(StepId id) const;

 private:
  void add_promises(DebtKind kind, MatterId id);
  void add_cancelled(MatterId id);
  void merge();

  const core::Whole& whole_;
  const core::Setting& setting_;
  Instant now_;
  std::vector<std::uint8_t> debt_of_limit_;  // DebtKind by limit, or no_debt
  MatterSpans found_;
};

}  // namespace vuoro::measures
