#pragma once

#include <optional>
#include <span>

#include "ledger/database.hpp"
#include "ledger/ledger.hpp"
#include "ledger/types.hpp"

namespace vuoro::ledger {

/// The writing side of events.db: events with their chain and the requests that brought them.
class EventStore {
 public:
  static Result<EventStore> on(Database db);

  /// One transaction. On error nothing of it is left. Returns the new head.
  Result<Head> append(const Batch& batch, const Head& head);
  Result<std::uint64_t> purge_requests(Seq before);
  [[nodiscard]] Database& db() { return db_; }

 private:
  explicit EventStore(Database db) : db_(std::move(db)) {}
  Result<Head> insert_all(const Batch& batch, Head head);
  Status insert_request(const Request& request);

  Database db_;
  Statement begin_;
  Statement commit_;
  Statement event_;
  Statement request_;
};

/// The columns that read_request expects, in order.
inline constexpr const char* request_columns = "key, fingerprint, first_seq, events, subject, keep, seal";
/// The request in the statement's present row; "ledger-damaged" when its seal does not match.
Result<Request> read_request(const Statement& row);

/// What the walking of a stretch of events needs.
struct Stretch {
  Seq from = 1;
  Seq last = 0;
  Hash before{};  ///< the link of event from-1
};

/// The SQL a statement for walk_events must have: ?1 = from, ?2 = last.
inline constexpr const char* stretch_sql =
    "SELECT seq, body, hash FROM events WHERE seq BETWEEN ?1 AND ?2 ORDER BY seq";

/// Verifies the chain over the stretch and gives each event to the sink (may be empty) after verifying it.
/// Returns the last link. Errors: "ledger-damaged" with where = "event 123", or the sink's.
Result<Hash> walk_events(Statement& select, const Stretch& stretch, const EventSink& sink);

/// The newest event of the file; `genesis` when there is none. Errors: "ledger-damaged".
Result<Head> newest_event(Database& db, const Hash& genesis);
/// The link written at event `seq`. Errors: "ledger-damaged" when there is no such event.
Result<Hash> link_at(Database& db, Seq seq);

/// What a request for events after `last_seq` means: damage, or only that somebody else has appended
/// meanwhile.
enum class Beyond : std::uint8_t { is_damage, is_later };
/// Verifies every request: its seal, and that its events exist. Returns how many there are.
Result<std::uint64_t> walk_requests(Database& db, Seq last_seq, Beyond beyond);

/// "event 123", the `where` of errors about one event.
std::string at_event(Seq seq);

}  // namespace vuoro::ledger
