// The writing half of SqliteLedger.
#include <fmt/format.h>

#include "ledger/sqlite_ledger.hpp"

namespace vuoro::ledger {
namespace {

Error invalid(std::string what, std::string where) {
  return {"batch-invalid", std::move(what), std::move(where)};
}

Status check_events(const Batch& batch) {
  for (std::size_t i = 0; i < batch.events.size(); ++i) {
    if (batch.events[i].size() > max_event_bytes) {
      return invalid(fmt::format("an event is larger than {} bytes", max_event_bytes),
                     fmt::format("events[{}]", i));
    }
  }
  return Unit{};
}

Status check_texts(const Batch& batch) {
  // Rows of the sealed stores become readable with the events of their batch, so there must be some.
  if (batch.events.empty() && !(batch.documents.empty() && batch.identities.empty())) {
    return invalid("documents and identities need an event in the same batch that refers to them", "events");
  }
  for (std::size_t i = 0; i < batch.documents.size(); ++i) {
    if (!batch.documents[i].id) {
      return invalid("a document has no number", fmt::format("documents[{}]", i));
    }
    if (batch.documents[i].text.size() > max_text_bytes) {
      return invalid(fmt::format("a document is larger than {} bytes", max_text_bytes),
                     fmt::format("documents[{}]", i));
    }
  }
  for (std::size_t i = 0; i < batch.identities.size(); ++i) {
    if (batch.identities[i].value.size() > max_text_bytes) {
      return invalid(fmt::format("an identity is larger than {} bytes", max_text_bytes),
                     fmt::format("identities[{}]", i));
    }
  }
  return Unit{};
}

Status check_requests(const Batch& batch, Seq last_seq) {
  const Seq end = last_seq + batch.events.size();
  for (std::size_t i = 0; i < batch.requests.size(); ++i) {
    const Request& request = batch.requests[i];
    const bool inside = request.first_seq > last_seq && request.first_seq <= end &&
                        end - request.first_seq + 1 >= request.events;
    if (request.events != 0 && !inside) {
      return invalid(fmt::format("a request names events {}..{}, the batch holds {}..{}", request.first_seq,
                                 request.first_seq + request.events - 1, last_seq + 1, end),
                     fmt::format("requests[{}]", i));
    }
  }
  return Unit{};
}

}  // namespace

Status SqliteLedger::may_write() const {
  if (!event_store_) {
    return Error{"ledger-read-only", "the ledger was opened for reading", place_.directory.string()};
  }
  if (failed_) {
    return Error{"ledger-failed",
                 "an earlier write failed in a way that leaves the disk in doubt: restart the program",
                 place_.directory.string()};
  }
  if (!verified_) {
    return Error{"ledger-unverified", "replay the ledger before appending to it", place_.directory.string()};
  }
  return Unit{};
}

Error SqliteLedger::note_failure(Error why) {
  const bool harmless = why.code == "disk-full" || why.code == "request-exists" ||
                        why.code == "document-exists" || why.code == "batch-invalid" ||
                        why.code == "ledger-busy";
  if (!harmless) {
    failed_ = true;
    why.code = "ledger-failed";
    // What reached the disk is unknown: leave the logs to the recovery of the next start.
    event_store_->db().leave_log_alone();
    sealed_stores_->documents().leave_log_alone();
    sealed_stores_->identities().leave_log_alone();
  }
  return why;
}

Status SqliteLedger::append(const Batch& batch) {
  if (batch.empty()) {
    return Unit{};
  }
  const std::lock_guard lock(writing_);
  if (auto done = may_write(); !done) {
    return done;
  }
  for (Status done : {check_events(batch), check_texts(batch), check_requests(batch, last_seq())}) {
    if (!done) {
      return done;
    }
  }
  return append_locked(batch);
}

Status SqliteLedger::append_locked(const Batch& batch) {
  const Head before = head();
  if (unswept_) {
    // A batch that failed or crashed half-way may have left rows whose numbers this batch needs.
    if (auto done = sealed_stores_->sweep(before.seq); !done) {
      return note_failure(std::move(done).error());
    }
    unswept_ = false;
  }
  if (!batch.documents.empty() || !batch.identities.empty()) {
    unswept_ = true;
    if (auto done = sealed_stores_->append(batch, before.seq + 1, keys_); !done) {
      return note_failure(std::move(done).error());
    }
  }
  auto after = event_store_->append(batch, before);
  if (!after) {
    return note_failure(std::move(after).error());
  }
  unswept_ = false;
  {
    const std::lock_guard lock(head_mutex_);
    head_ = *after;
  }
  // The batch is durable from here on: trouble with moving a log must not turn into a refusal of it.
  for (Database* db : {&event_store_->db(), &sealed_stores_->documents(), &sealed_stores_->identities()}) {
    if (auto moved = db->checkpoint_when_due(); !moved) {
      note_failure(std::move(moved).error());
    }
  }
  return Unit{};
}

Result<std::uint64_t> SqliteLedger::purge_requests(Seq before) {
  const std::lock_guard lock(writing_);
  if (auto done = may_write(); !done) {
    return std::move(done).error();
  }
  auto count = event_store_->purge_requests(before);
  if (!count) {
    return note_failure(std::move(count).error());
  }
  return count;
}

Result<Erasure> SqliteLedger::erase_documents(std::span<const DocumentId> ids) {
  const std::lock_guard lock(writing_);
  if (auto done = may_write(); !done) {
    return std::move(done).error();
  }
  auto erased = sealed_stores_->erase(ids, last_seq());
  if (!erased) {
    return note_failure(std::move(erased).error());
  }
  return erased;
}

}  // namespace vuoro::ledger
