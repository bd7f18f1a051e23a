#include "simulator/simulated_disk.hpp"

#include <algorithm>
#include <stdexcept>

namespace vuoro::simulator {

using ledger::Seq;

ledger::Head SimulatedLedger::head() const {
  return {disk_->events.size() + disk_->unwritten.events.size(), {}};
}

Status SimulatedLedger::refuse(const ledger::Batch& batch) const {
  for (const ledger::Request& request : batch.requests) {
    if (disk_->requests.contains(request.key) && disk_->fault != LedgerFault::forgets_requests)
      return Error{"request-exists", "the key is there already"};
    const Seq end = head().seq + batch.events.size();
    if (request.events != 0 &&
        (request.first_seq <= head().seq || request.first_seq + request.events - 1 > end))
      return Error{"batch-invalid", "a request names events outside the batch"};
  }
  std::vector<std::uint64_t> numbers;
  for (const ledger::NewDocument& document : batch.documents) {
    if (disk_->documents.contains(document.id.n)) return Error{"document-exists", "the number is taken"};
    numbers.push_back(document.id.n);
  }
  std::sort(numbers.begin(), numbers.end());
  if (std::adjacent_find(numbers.begin(), numbers.end()) != numbers.end())
    return Error{"document-exists", "two documents of the batch have the same number"};
  return Unit{};
}

void SimulatedLedger::keep(const ledger::Batch& batch) {
  for (std::size_t i = 0; i < batch.events.size(); ++i) {
    disk_->events.emplace_back(batch.events[i].begin(), batch.events[i].end());
  }
  for (const ledger::Request& request : batch.requests) disk_->requests[request.key] = request;
  for (const ledger::NewDocument& document : batch.documents) disk_->documents[document.id.n] = document;
}

Status SimulatedLedger::append(const ledger::Batch& batch) {
  if (batch.empty()) return Unit{};
  if (auto fits = refuse(batch); !fits) return fits;
  switch (disk_->trouble) {
    case Trouble::disk_full:
      if (disk_->fault == LedgerFault::keeps_when_disk_full) keep(batch);
      return Error{"disk-full", "no room"};
    case Trouble::failed_and_kept:
      keep(batch);
      return Error{"ledger-failed", "a sync failed"};
    case Trouble::failed_and_lost:
      return Error{"ledger-failed", "a write failed"};
    case Trouble::none:
      break;
  }
  if (disk_->crash == CrashPoint::before_append) throw Crash{};
  if (disk_->fault == LedgerFault::lies_about_append) {
    keep(disk_->unwritten);
    disk_->unwritten = batch;
    return Unit{};
  }
  keep(batch);
  if (disk_->crash == CrashPoint::after_append) {
    if (disk_->fault == LedgerFault::halves_batches)
      disk_->events.resize(disk_->events.size() - (batch.events.size() + 1) / 2);
    throw Crash{};
  }
  return Unit{};
}

Status SimulatedLedger::replay(Seq from, Seq last, const ledger::EventSink& sink) {
  const Seq end = last == 0 ? disk_->events.size() : last;
  const Seq odd = disk_->events.size() - disk_->events.size() / 5;  // the one that a faulty replay treats so
  for (Seq seq = from; seq <= end; ++seq) {
    if (seq == odd && disk_->fault == LedgerFault::drops_at_replay) continue;
    const int times = seq == odd && disk_->fault == LedgerFault::repeats_at_replay ? 2 : 1;
    for (int i = 0; i < times; ++i) {
      if (auto taken = sink(seq, disk_->events[seq - 1]); !taken) return taken;
    }
  }
  return Unit{};
}

Result<std::optional<ledger::Request>> SimulatedLedger::find_request(std::span<const std::byte, 16> key) {
  Disk::Key wanted{};
  std::copy(key.begin(), key.end(), wanted.begin());
  const auto found = disk_->requests.find(wanted);
  if (found == disk_->requests.end() || disk_->fault == LedgerFault::forgets_requests)
    return std::optional<ledger::Request>{};
  return std::optional{found->second};
}

Result<std::uint64_t> SimulatedLedger::purge_requests(Seq /*before*/) {
  return std::uint64_t{0};
}

Result<ledger::Erasure> SimulatedLedger::erase_documents(std::span<const DocumentId> ids) {
  ledger::Erasure out;
  for (const DocumentId id : ids) {
    const auto found = disk_->documents.find(id.n);
    if (found == disk_->documents.end() || found->second.matter) continue;
    disk_->documents.erase(found);
    ++out.documents;
  }
  return out;
}

Result<std::string> SimulatedLedger::document(const Viewer& /*viewer*/, DocumentId id) {
  const auto found = disk_->documents.find(id.n);
  if (found == disk_->documents.end()) return Error{"not-found", "no such document"};
  return found->second.text;
}

Result<std::optional<std::string>> SimulatedLedger::identity(const Viewer& /*viewer*/,
                                                             ledger::IdentityKey /*key*/) {
  return std::optional<std::string>{};
}

Status SimulatedLedger::write_snapshot(const ledger::Snapshot& snapshot) {
  disk_->snapshots.push_back(snapshot);
  return Unit{};
}

Result<std::optional<ledger::Snapshot>> SimulatedLedger::newest_snapshot(
    std::vector<Error>& /*passed_over*/) {
  if (disk_->snapshots.empty()) return std::optional<ledger::Snapshot>{};
  return std::optional{disk_->snapshots.back()};
}

Result<ledger::CheckReport> SimulatedLedger::check() {
  return ledger::CheckReport{};
}

Status SimulatedLedger::backup(const std::filesystem::path& /*target*/) {
  return Error{"file-unwritable", "not simulated"};
}

const ledger::Keys& SimulatedLedger::keys() const {
  throw std::logic_error("a simulated ledger has no keys");
}

}  // namespace vuoro::simulator
