#pragma once

#include <atomic>
#include <mutex>
#include <optional>

#include "ledger/durable_file.hpp"
#include "ledger/event_store.hpp"
#include "ledger/readers.hpp"
#include "ledger/sealed_stores.hpp"
#include "ledger/sqlite.hpp"

namespace vuoro::ledger {

/// The ledger on SQLite: three files, each with one writing connection and a few reading ones.
class SqliteLedger final : public Ledger {
 public:
  static Result<std::unique_ptr<Ledger>> open(const Place& place, Mode mode);

  [[nodiscard]] Head head() const override;
  Status append(const Batch& batch) override;
  Status replay(Seq from, Seq last, const EventSink& sink) override;
  Result<std::optional<Request>> find_request(std::span<const std::byte, 16> key) override;
  Result<std::uint64_t> purge_requests(Seq before) override;
  Result<Erasure> erase_documents(std::span<const DocumentId> ids) override;
  Result<std::string> document(const Viewer& viewer, DocumentId id) override;
  Result<std::optional<std::string>> identity(const Viewer& viewer, IdentityKey key) override;
  Status write_snapshot(const Snapshot& snapshot) override;
  Result<std::optional<Snapshot>> newest_snapshot(std::vector<Error>& passed_over) override;
  Result<CheckReport> check() override;
  Status backup(const std::filesystem::path& target) override;
  [[nodiscard]] const Keys& keys() const override { return keys_; }

 private:
  SqliteLedger(Place place, Keys keys, Descriptor lock);
  Status open_reading();
  Status open_writing();
  Status may_write() const;
  Status append_locked(const Batch& batch);
  /// Keeps what a failed write means for the future, and passes the error on.
  Error note_failure(Error why);
  Status verify_rest(Seq from, Seq last, const Head& head);
  Result<Hash> walk(const Stretch& stretch, const EventSink& sink);
  Result<Hash> link_before(Seq from);
  Status check_against_chain(const Snapshot& snapshot);

  Place place_;
  Keys keys_;
  Descriptor lock_;
  Hash genesis_{};

  std::mutex writing_;
  std::optional<EventStore> event_store_;  // both only when opened for writing
  std::optional<SealedStores> sealed_stores_;
  bool unswept_ = false;

  // After the stores above, so that they close first: the last connection to close then empties and removes
  // the log.
  Readers events_;
  Readers requests_;
  Readers documents_;
  Readers identities_;

  mutable std::mutex head_mutex_;
  Head head_;
  std::atomic<bool> verified_ = false;
  std::atomic<bool> failed_ = false;
};

}  // namespace vuoro::ledger
