#pragma once

#include <condition_variable>
#include <mutex>

#include "simulator/simulated_disk.hpp"

namespace vuoro::live {

/// Lets a test hold an append back, or make it fail.
class Hand {
 public:
  void hold_appends() {
    set([](Hand& h) { h.held_ = true; });
  }
  void let_go() {
    set([](Hand& h) { h.held_ = false; });
  }
  /// Every append from now on answers this; none: ok again.
  void fail_with(std::optional<Error> error) {
    set([&](Hand& h) { h.error_ = std::move(error); });
  }
  /// Waits until an append is being held.
  void wait_until_appending() {
    std::unique_lock lock(mutex_);
    moved_.wait(lock, [&] { return appending_; });
  }
  /// Called by the ledger.
  std::optional<Error> pass() {
    std::unique_lock lock(mutex_);
    appending_ = true;
    moved_.notify_all();
    moved_.wait(lock, [&] { return !held_; });
    appending_ = false;
    return error_;
  }

 private:
  template <class Change>
  void set(Change change) {
    const std::lock_guard lock(mutex_);
    change(*this);
    moved_.notify_all();
  }

  std::mutex mutex_;
  std::condition_variable moved_;
  bool held_ = false;
  bool appending_ = false;
  std::optional<Error> error_;
};

/// A ledger in memory whose appends a test holds in its hand.
class LedgerInHand final : public ledger::Ledger {
 public:
  LedgerInHand(std::shared_ptr<simulator::Disk> disk, std::shared_ptr<Hand> hand)
      : kept_(std::move(disk)), hand_(std::move(hand)) {}

  [[nodiscard]] ledger::Head head() const override { return kept_.head(); }
  Status append(const ledger::Batch& batch) override {
    if (auto error = hand_->pass()) return *error;
    return kept_.append(batch);
  }
  using Ledger::replay;
  Status replay(ledger::Seq from, ledger::Seq last, const ledger::EventSink& sink) override {
    return kept_.replay(from, last, sink);
  }
  Result<std::optional<ledger::Request>> find_request(std::span<const std::byte, 16> key) override {
    return kept_.find_request(key);
  }
  Result<std::uint64_t> purge_requests(ledger::Seq before) override { return kept_.purge_requests(before); }
  Result<ledger::Erasure> erase_documents(std::span<const DocumentId> ids) override {
    return kept_.erase_documents(ids);
  }
  Result<std::string> document(const Viewer& viewer, DocumentId id) override {
    return kept_.document(viewer, id);
  }
  Result<std::optional<std::string>> identity(const Viewer& viewer, ledger::IdentityKey key) override {
    return kept_.identity(viewer, key);
  }
  Status write_snapshot(const ledger::Snapshot& snapshot) override { return kept_.write_snapshot(snapshot); }
  Result<std::optional<ledger::Snapshot>> newest_snapshot(std::vector<Error>& passed_over) override {
    return kept_.newest_snapshot(passed_over);
  }
  Result<ledger::CheckReport> check() override { return kept_.check(); }
  Status backup(const std::filesystem::path& target) override { return kept_.backup(target); }
  [[nodiscard]] const ledger::Keys& keys() const override { return kept_.keys(); }

 private:
  simulator::SimulatedLedger kept_;
  std::shared_ptr<Hand> hand_;
};

}  // namespace vuoro::live
