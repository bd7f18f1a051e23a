#pragma once

#include <memory>
#include <optional>

#include "app/open.hpp"
#include "base/viewer.hpp"
#include "twin/future.hpp"

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

/// The instant `days` whole days before the ledger's last event, at midnight. Reads every event's stamp.
Result<Instant> days_before_end(const LedgerOptions& options, int days);

/// Makes ready what futures start from: the county's content in the ledger's numbers, and the shifts that its
/// weekly templates give until `days` ahead, worked out by the server's own publishing on a ledger that is
/// thrown away. `county.habits` is left to fit().
Result<std::shared_ptr<twin::LiveCounty>> live_county(TwinLedger& ledger, Content content, int days,
                                                      const Viewer& viewer);

}  // namespace vuoro::app
