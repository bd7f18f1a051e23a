#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "base/time.hpp"
#include "content/county.hpp"
#include "core/vocabulary.hpp"
#include "exchange/import_rows.hpp"
#include "exchange/shift.hpp"
#include "exchange/term_names.hpp"
#include "live/driver.hpp"

namespace vuoro::exchange {

/// Publishes one shift: what templates and shift systems have in common. The key is everything that the shift
/// says, kept for good: the same shift from either goes in once. Refusals are the core's; `explain` of the
/// work says "slots-overlap" for times that the professional already has, "refused" for the rest. The
/// professional and the room must be terms when the script runs (TermBook).
RowWork publish_work(const Shift& shift, core::ActorKind actor);

/// Makes texts of one kind terms as they are first met, each by a submission of its own: a row that is
/// refused then has nothing to take back. On the importing thread.
class TermBook {
 public:
  /// O(terms log terms).
  TermBook(live::Driver& driver, core::TermKind kind);
  /// Nothing for an empty text. Precondition: at most 62 bytes.
  void meet(std::string_view text);

 private:
  live::Driver& driver_;
  core::TermKind kind_;
  TermNames known_;
};

/// What a publishing of weeks did.
struct PublishReport {
  struct Count {
    std::uint64_t shifts = 0;
    std::uint64_t slots = 0;
  };
  Count added;
  Count there;                    ///< Had gone in before.
  Count refused;                  ///< By the core; the rest went in.
  std::uint64_t on_holidays = 0;  ///< Shifts that fall on a holiday: nobody works them.
  std::map<std::string, std::uint64_t> refused_by_code;
  std::vector<std::string> reasons;  ///< Of the first twenty refused, each with its shift.
};

/// Publishes the county's weekly shifts for the days [from, from + days), leaving out public holidays and
/// other weekdays on which nobody works by the Setting's calendar. A second run adds nothing. The county must
/// be installed. Not from the writer's thread. Error: the ledger's; a later run goes on from there.
Result<PublishReport> publish_templates(live::Driver& driver, const content::County& county, Day from,
                                        int days);

}  // namespace vuoro::exchange
