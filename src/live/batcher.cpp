#include "live/batcher.hpp"

#include <algorithm>
#include <chrono>
#include <iterator>
#include <mutex>
#include <stdexcept>
#include <thread>

#include "core/apply.hpp"
#include "core/journal.hpp"
#include "core/snapshot.hpp"
#include "live/teeth.hpp"

namespace vuoro::live {

struct Batcher::Pending {
  ledger::Batch batch;
  std::vector<Told> told;
  std::vector<std::pair<const Submission*, Outcome>> outcomes;
};

Status Batcher::load() {
  std::vector<Error> passed_over;
  auto snapshot = ledger_->newest_snapshot(passed_over);
  if (!snapshot) return snapshot.error();
  ledger::Seq held = 0;
  if (snapshot.value() && snapshot.value()->format == core::snapshot_format) {
    auto state = core::read_snapshot(snapshot.value()->state);
    if (state && state->seq() == snapshot.value()->seq) {
      deciding_ = std::move(state).value();
      held = deciding_.seq();
    }
  }
  // The last event that the snapshot holds is read again: it alone knows when time stood last.
  const ledger::Seq from = std::max<ledger::Seq>(held, 1);
  auto replayed = ledger_->replay(from, [&](ledger::Seq seq, std::span<const std::byte> body) -> Status {
    auto entry = core::decode(body);
    if (!entry) return Error{entry.error().code, entry.error().what, "event " + std::to_string(seq)};
    now_ = std::max(now_, entry->stamp.recorded);
    if (seq == held) return Unit{};
    auto applied = core::replay(deciding_, *entry);
    if (!applied) applied.error().where = "event " + std::to_string(seq);
    return applied;
  });
  if (!replayed) return replayed;
  if (deciding_.seq() != ledger_->last_seq()) {
    return Error{"event-unfitting", "the replay gave another number of events than the ledger has",
                 "event " + std::to_string(deciding_.seq() + 1)};
  }
  shown_ = deciding_;
  return Unit{};
}

Status Batcher::write_snapshot() {
  const ledger::Head head = ledger_->head();
  return ledger_->write_snapshot(
      {head.seq, head.hash, core::snapshot_format, core::write_snapshot(deciding_)});
}

void Batcher::process(std::span<Submission> batch, const core::Setting& setting) {
  Pending pending;
  pending.outcomes.reserve(batch.size());
  if (failed_) {
    // Whether the last batch is there after the restart is open, so nothing can rest on it.
    for (const Submission& submission : batch) pending.outcomes.emplace_back(&submission, Outcome{});
    take_back(pending, *failed_);
    return answer(pending);
  }
  now_ = std::max(now_, options_.clock());
  for (const Submission& submission : batch) {
    pending.outcomes.emplace_back(&submission, decide_one(submission, setting, pending));
  }
  // What the program itself puts in at its start is read again at once: only what somebody asked for is
  // answered too soon.
  const bool asked = std::ranges::any_of(batch, [](const Submission& s) { return s.once.has_value(); });
  const bool slow_disk = bites("acknowledge-before-slow-commit");
  if (asked && (slow_disk || bites("acknowledge-before-commit"))) {
    show(pending);
    answer(pending);
    // A kill must fall between the hearing of the answer and the commit. On two busy cores 64 clients hear an
    // answer after milliseconds: with 5 ms of disk the race noticed nothing, with 50 it does.
    if (slow_disk) std::this_thread::sleep_for(std::chrono::milliseconds{50});
    static_cast<void>(ledger_->append(pending.batch));
    return;
  }
  const Status durable = pending.batch.empty() ? Status(Unit{}) : ledger_->append(pending.batch);
  if (durable) {
    show(pending);
  } else {
    take_back(pending, durable.error());
  }
  answer(pending);
}

void Batcher::show(const Pending& pending) {
  const std::unique_lock lock(mutex_);
  for (const Told& told : pending.told) {
    if (!core::apply(shown_, told.event, told.stamp)) throw std::logic_error("a durable event does not fit");
  }
}

/// Nothing of the batch happened. Refusals may have rested on what did not happen, so they fail too.
void Batcher::take_back(Pending& pending, const Error& why) {
  if (!pending.told.empty() && !bites("keep-unwritten")) deciding_ = shown_;
  for (auto& [submission, outcome] : pending.outcomes) {
    outcome = {};
    outcome.error = why;
  }
  pending.told.clear();
  if (why.code == "ledger-failed" && !failed_) {
    failed_ = why;
    if (options_.failed) options_.failed(why);
  }
}

void Batcher::answer(const Pending& pending) const {
  if (options_.told && !pending.told.empty()) options_.told(pending.told);
  const auto answer_all = [&] {
    for (const auto& [submission, outcome] : pending.outcomes) {
      if (submission->done) submission->done(outcome);
    }
  };
  if (options_.around_answers) {
    options_.around_answers(answer_all);
  } else {
    answer_all();
  }
}

std::optional<Outcome> Batcher::seen_before(const Once& once, const Pending& pending) {
  std::optional<ledger::Request> known;
  for (const ledger::Request& request : pending.batch.requests) {
    if (request.key == once.key) known = request;
  }
  if (!known) {
    auto found = ledger_->find_request(once.key);
    if (!found) {
      Outcome outcome;
      outcome.error = found.error();
      return outcome;
    }
    known = found.value();
  }
  if (!known) return std::nullopt;
  Outcome outcome;
  outcome.fate = known->fingerprint == once.fingerprint ? Fate::repeated : Fate::key_conflict;
  outcome.subject = static_cast<std::uint32_t>(known->subject);
  outcome.first_seq = known->first_seq;
  outcome.events = known->events;
  return outcome;
}

Outcome Batcher::decide_one(const Submission& submission, const core::Setting& setting, Pending& pending) {
  if (submission.once && !bites("forget-keys")) {
    if (auto known = seen_before(*submission.once, pending)) return *known;
  }
  Transaction tx(deciding_, setting, now_);
  Outcome outcome;
  try {
    const auto refusal = submission.script(tx);
    if (!refusal) return accept(submission, tx, pending);
    outcome.fate = Fate::refused;
    outcome.refusal = *refusal;
  } catch (const std::exception& bug) {
    outcome.error = Error{"internal", bug.what()};
  }
  if (!tx.events_.empty() && !bites("keep-refused")) rebuild(pending);
  return outcome;
}

Outcome Batcher::accept(const Submission& submission, Transaction& tx, Pending& pending) {
  if (tx.documents_.size() > tx.events_.size() || (tx.events_.empty() && !tx.identities_.empty())) {
    throw std::logic_error("a transaction keeps texts that no event of its own stands for");
  }
  Outcome outcome;
  outcome.fate = Fate::accepted;
  outcome.first_seq = tx.begin_ + 1;
  outcome.subject = tx.subject_;
  outcome.events = static_cast<std::uint32_t>(tx.events_.size());
  std::size_t begin = 0;
  for (std::size_t i = 0; i < tx.events_.size(); ++i) {
    pending.batch.events.add(std::span(tx.bytes_).subspan(begin, tx.ends_[i] - begin));
    begin = tx.ends_[i];
    pending.told.push_back({outcome.first_seq + i, tx.events_[i], tx.stamps_[i], tx.subjects_[i]});
  }
  std::move(tx.documents_.begin(), tx.documents_.end(), std::back_inserter(pending.batch.documents));
  std::move(tx.identities_.begin(), tx.identities_.end(), std::back_inserter(pending.batch.identities));
  if (submission.once) {
    const Once& once = *submission.once;
    pending.batch.requests.push_back(
        {once.key, once.fingerprint, outcome.first_seq, outcome.events, outcome.subject, once.keep});
  }
  return outcome;
}

void Batcher::rebuild(const Pending& pending) {
  deciding_ = shown_;
  for (const Told& told : pending.told) {
    if (!core::apply(deciding_, told.event, told.stamp))
      throw std::logic_error("a decided event does not fit");
  }
}

}  // namespace vuoro::live
