#pragma once

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "content/content_error.hpp"
#include "content/planned_change.hpp"
#include "twin/alterations.hpp"
#include "twin/future.hpp"

namespace vuoro::twin {

/// A plan: what changes from today in a county, and what it costs.
struct Changes {
  std::string name;
  std::string source;
  Alterations alterations;

  struct VisitCost {
    std::size_t capacity = 0;  ///< Place in alterations.capacity.
    double euros = 0;          ///< For each visit time added.
  };
  struct MonthlyCost {
    Span when;
    double euros = 0;  ///< For 30.4375 days.
  };
  std::vector<VisitCost> by_visit;
  std::vector<MonthlyCost> by_month;

  /// In euros, of the days in [first, end): what is added costs whether it is used or not. `future` has lived
  /// under these changes, or will.
  [[nodiscard]] double cost(const Future& future, const calendar::Calendar& calendar, Day first,
                            Day end) const;
};

/// What the county's record cannot carry of a change. `code`: "unknown" (the ledger has no such team or
/// service), "no-such-service", "same-day", "in-slots", "too-much-taken" (`number`: visits a week there are),
/// "nobody-waits", "too-few-solved" (`number`: how many there are).
struct RecordFault {
  std::size_t change = 0;
  std::string code;
  double number = 0;
};
/// In English, for whoever edits a file of changes.
std::string in_words(const RecordFault& fault);

/// The same of a change that would begin before today, the day on which the record ends.
std::string before_today(Day from, Day today);

/// Planned changes in the county's own numbers, as the fitted record can carry them. A day before the
/// county's now means now. Precondition: content::faults_of has nothing to say, but for days.
Result<Changes, std::vector<RecordFault>> changes_of(std::string name,
                                                     std::span<const content::PlannedChange> planned,
                                                     const LiveCounty& county);

/// Reads a file of changes (docs/model.md shows every table) for a county with fitted habits. All faults at
/// once, each with file, line and reason: what is no change, what the county or its record does not know, and
/// what the record cannot carry.
Result<Changes, content::ContentErrors> load_changes(const std::filesystem::path& file,
                                                     const LiveCounty& county);

/// "+20", "-5" or "+15 %": the sign must stand. Nothing when it is no such text or more than 1000-fold.
struct Amount {
  double number = 0;
  double part = 0;  ///< 0.15 of "+15 %".
};
std::optional<Amount> parse_amount(std::string_view text);

/// "85 € a visit" or "12000 € a month"; below 0 is a saving. Nothing when it is no such text.
std::optional<content::PlannedChange::Cost> parse_cost(std::string_view text);

}  // namespace vuoro::twin
