#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "base/viewer.hpp"
#include "ledger/keys.hpp"
#include "ledger/types.hpp"

namespace vuoro::ledger {

/// Receives events in order. The bytes are valid during the call only. An error stops the replay and is
/// returned.
using EventSink = std::function<Status(Seq seq, std::span<const std::byte> body)>;

/// The last event's number and chain link, read together.
struct Head {
  Seq seq = 0;
  Hash hash{};
};

/// One county's event log, documents and identities, whatever the engine below (ledger/sqlite.hpp).
/// It knows no event types. A damaged ledger is never opened silently: append is refused with
/// "ledger-unverified" until one replay has verified every link of the chain.
///
/// Threads: append, write_snapshot, purge_requests and erase_documents belong to one thread, the writer
/// (grouping many commands into one append is the caller's job). Everything else may be called from any
/// thread at any time; reads see only what is durable.
class Ledger {
 public:
  Ledger() = default;
  Ledger(const Ledger&) = delete;
  Ledger& operator=(const Ledger&) = delete;
  virtual ~Ledger() = default;

  /// The newest durable event; seq 0 and the ledger's first link when there is none.
  [[nodiscard]] virtual Head head() const = 0;
  [[nodiscard]] Seq last_seq() const { return head().seq; }

  /// Makes the batch durable: when it returns ok, a power cut loses none of it; when it returns an error,
  /// none of its events, requests, documents or identities can be read, now or later ("ledger-failed" alone
  /// leaves open whether the batch is there after the restart: find_request tells). Documents and identities
  /// become durable before the events that refer to them. Events get the numbers last_seq()+1, +2, ...;
  /// Request::first_seq is such a number. An empty batch does nothing. Errors: "disk-full" (nothing written,
  /// try again later), "ledger-failed" (a write or sync failed: nothing is accepted any more, restart the
  /// process), "ledger-unverified", "ledger-read-only", "batch-invalid" (where = the part at fault),
  /// "request-exists", "document-exists".
  virtual Status append(const Batch& batch) = 0;

  /// Gives the events from..last (last 0: the newest) to the sink, verifying the chain over them before each
  /// is given. from = last_seq()+1 is an empty stretch. The first replay after opening also verifies all
  /// events and requests outside the stretch, on a second thread, and returns when both are done. An event
  /// costs about 0.4 microseconds. Errors: "event-unknown" (there are no such events), "ledger-damaged"
  /// (where = "event 123"), or the sink's.
  virtual Status replay(Seq from, Seq last, const EventSink& sink) = 0;
  Status replay(Seq from, const EventSink& sink) { return replay(from, 0, sink); }

  /// The record of a request with this key, if there was one. Errors: "ledger-damaged".
  [[nodiscard]] virtual Result<std::optional<Request>> find_request(std::span<const std::byte, 16> key) = 0;
  /// Forgets the records marked Keep::some_days whose first event is before `before`. Returns how many.
  virtual Result<std::uint64_t> purge_requests(Seq before) = 0;

  /// Erases those of these documents that belong to no matter: when it returns clean, neither the store nor
  /// its log has their bytes, sealed or not. Others of the list are left alone, those that are not there are
  /// passed over, so it may be asked again after a crash. Copies made before (backups) keep what they have.
  /// O(documents + the log). Errors: as append.
  virtual Result<Erasure> erase_documents(std::span<const DocumentId> ids) = 0;

  /// A document's text. Professionals with the purpose care, residents for those of their own matter, whoever
  /// shows a code for what it keeps, the system. Errors: "not-visible", "not-found", "ledger-damaged".
  [[nodiscard]] virtual Result<std::string> document(const Viewer& viewer, DocumentId id) = 0;
  /// The newest value of an identity field; none when it was never given. Professionals with the purpose
  /// care, residents for their own matter's contact details, the system. Errors: "not-visible",
  /// "ledger-damaged".
  [[nodiscard]] virtual Result<std::optional<std::string>> identity(const Viewer& viewer,
                                                                    IdentityKey key) = 0;

  /// Keeps the State as it was right after snapshot.seq (<= last_seq(), and its link must be snapshot.head).
  /// The two newest snapshots stay. Errors: "snapshot-refused", "disk-full", "file-unwritable".
  virtual Status write_snapshot(const Snapshot& snapshot) = 0;
  /// The newest sound snapshot, after comparing it with the chain. Damaged ones are passed over, each with
  /// its reason in `passed_over` (log it); a sound one that disagrees with the chain is "ledger-damaged".
  [[nodiscard]] virtual Result<std::optional<Snapshot>> newest_snapshot(std::vector<Error>& passed_over) = 0;

  /// Everything that can be checked without knowing events; see check_ledger for a ledger that cannot be
  /// opened.
  [[nodiscard]] virtual Result<CheckReport> check() = 0;

  /// Copies the ledger, while others read and append, into a directory that must not exist yet; it appears
  /// under that name only when whole. Keys are not in it. Errors: "target-exists", "disk-full",
  /// "file-unwritable", "ledger-damaged".
  virtual Status backup(const std::filesystem::path& target) = 0;

  /// The keys, for deriving secrets (Keys::derive).
  [[nodiscard]] virtual const Keys& keys() const = 0;
};

}  // namespace vuoro::ledger
