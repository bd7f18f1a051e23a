#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "app/open.hpp"
#include "base/viewer.hpp"
#include "twin/future.hpp"
#include "twin/reached_visits.hpp"

namespace vuoro::app {

/// A ledger as the twin needs it. The ledger is only read: a server may write to it meanwhile.
struct TwinLedger {
  core::State state;  ///< As of `now`.
  std::shared_ptr<twin::Past> past;
  Instant now;
  /// All of the ledger, when `now` is earlier than its end.
  std::optional<core::State> whole;
  Instant end;  ///< When the last event was written down.
};

/// Replays the ledger. `until`: only what was written down before it is known; the end of the ledger when not
/// given. Errors: the ledger's; "ledger-empty".
Result<TwinLedger> read_for_twin(const LedgerOptions& options, const calendar::Calendar& calendar,
                                 std::optional<Instant> until);

/// The booked visits that were reached, imports and all, in the order of their beginnings. Errors: the
/// ledger's.
Result<std::vector<twin::ReachedVisit>> reached_visits(const LedgerOptions& options);

/// The instant `days` whole days before the ledger's last event, at midnight. Reads every event's stamp.
Result<Instant> days_before_end(const LedgerOptions& options, int days);

/// Makes ready what futures start from: the county's content in the ledger's numbers, and the shifts that its
/// weekly templates give until `days` ahead, worked out by the server's own publishing on a ledger that is
/// thrown away. `county.habits` is left to fit().
Result<std::shared_ptr<twin::LiveCounty>> live_county(TwinLedger& ledger, Content content, int days,
                                                      const Viewer& viewer);

/// A ledger and its county with fitted habits.
struct TwinOpened {
  TwinLedger ledger;
  std::shared_ptr<twin::LiveCounty> county;
};
/// Reads both and fits, ready for futures of so many days. Errors: the content's, the ledger's, twin::fit's.
Result<TwinOpened> open_for_twin(const LedgerOptions& where, const ContentOptions& content,
                                 std::optional<Instant> until, int days, const Viewer& viewer);

/// The codes that stand for numbers in a State.
struct TwinNames {
  const core::State& state;
  [[nodiscard]] std::string_view rule(RuleId id) const { return state.term_text(core::TermKind::rule, id.n); }
  [[nodiscard]] std::string_view team(TeamId id) const { return state.term_text(core::TermKind::team, id.n); }
  [[nodiscard]] std::string_view service(ServiceId id) const {
    return id ? state.term_text(core::TermKind::service, id.n) : std::string_view{"-"};
  }
};

/// The beginning of a day written as YYYY-MM-DD; nothing when the text is empty. Errors: "option-refused", of
/// --until.
Result<std::optional<Instant>> until_of(const std::string& day);

/// Nothing is done when `file` is empty. Errors: "file-unwritable".
Status write_text(const std::filesystem::path& file, const std::string& text);

}  // namespace vuoro::app
