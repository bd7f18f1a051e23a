#pragma once

#include <array>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "ledger/ledger.hpp"

namespace vuoro::simulator {

/// The power goes. Thrown out of a process that is running; nothing of it goes on.
struct Crash {};

/// What a ledger can do wrong on purpose, to show that the oracle notices.
enum class LedgerFault : std::uint8_t {
  none,
  lies_about_append,    ///< Says "durable" and keeps nothing until the next append.
  halves_batches,       ///< A crash after an append leaves half of its events.
  forgets_requests,     ///< No idempotency key is ever found again.
  drops_at_replay,      ///< One event is missing from every replay.
  repeats_at_replay,    ///< One event is given twice in every replay.
  keeps_when_disk_full  ///< Says "disk-full" but keeps the batch.
};

/// When the next append ends the process.
enum class CrashPoint : std::uint8_t { never, before_append, after_append };

/// What the next append answers instead of ok.
enum class Trouble : std::uint8_t { none, disk_full, failed_and_kept, failed_and_lost };

/// What survives a crash.
struct Disk {
  using Key = std::array<std::byte, 16>;
  std::vector<std::vector<std::byte>> events;
  std::map<Key, ledger::Request> requests;
  std::map<std::uint64_t, ledger::NewDocument> documents;
  std::vector<ledger::Snapshot> snapshots;

  CrashPoint crash = CrashPoint::never;
  Trouble trouble = Trouble::none;
  LedgerFault fault = LedgerFault::none;
  ledger::Batch unwritten;  ///< What a lying ledger has only said to be durable.
};

/// A ledger in memory, honest unless told otherwise. Made anew at each start over the same Disk.
class SimulatedLedger final : public ledger::Ledger {
 public:
  explicit SimulatedLedger(std::shared_ptr<Disk> disk) : disk_(std::move(disk)) {}

  [[nodiscard]] ledger::Head head() const override;
  Status append(const ledger::Batch& batch) override;
  using Ledger::replay;
  Status replay(ledger::Seq from, ledger::Seq last, const ledger::EventSink& sink) override;
  [[nodiscard]] Result<std::optional<ledger::Request>> find_request(
      std::span<const std::byte, 16> key) override;
  Result<std::uint64_t> purge_requests(ledger::Seq before) override;
  Result<ledger::Erasure> erase_documents(std::span<const DocumentId> ids) override;
  [[nodiscard]] Result<std::string> document(const Viewer& viewer, DocumentId id) override;
  [[nodiscard]] Result<std::optional<std::string>> identity(const Viewer& viewer,
                                                            ledger::IdentityKey key) override;
  Status write_snapshot(const ledger::Snapshot& snapshot) override;
  [[nodiscard]] Result<std::optional<ledger::Snapshot>> newest_snapshot(
      std::vector<Error>& passed_over) override;
  [[nodiscard]] Result<ledger::CheckReport> check() override;
  Status backup(const std::filesystem::path& target) override;
  [[nodiscard]] const ledger::Keys& keys() const override;

 private:
  [[nodiscard]] Status refuse(const ledger::Batch& batch) const;
  void keep(const ledger::Batch& batch);

  std::shared_ptr<Disk> disk_;
};

}  // namespace vuoro::simulator
