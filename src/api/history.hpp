#pragma once

#include <boost/json/fwd.hpp>

#include "api/call.hpp"
#include "base/viewer.hpp"
#include "core/rows.hpp"

/// What only the ledger knows of a matter: the asker's words and what happened when. Reads files: for
/// Workers, without the read lock on State.
namespace vuoro::api {

/// Whose words a history is told in.
enum class Audience : std::uint8_t { staff, resident };

/// Where a matter's history begins; copied out of State so that the lock need not be held.
struct HistoryStart {
  MatterId matter;
  DocumentId words;
  std::uint64_t last_seq = 0;
};
HistoryStart history_of(MatterId id, const core::MatterRow& row);

/// Adds "words" and "timeline" (staff) or "progress" (resident), oldest first, at most the newest 200 events.
void add_history(const Call& call, const Viewer& viewer, const HistoryStart& start, Audience audience,
                 boost::json::object& out);

}  // namespace vuoro::api
