#include "live/driver.hpp"

#include <algorithm>
#include <future>
#include <iterator>

#include "core/apply.hpp"
#include "core/snapshot.hpp"

namespace vuoro::live {

struct Driver::Pending {
  ledger::Batch batch;
  std::vector<Told> told;
  std::vector<std::pair<Submission*, Outcome>> outcomes;
};

Result<std::uint32_t, core::Refusal> Transaction::decide(const core::Command& command,
                                                         const core::Actor& actor) {
  return decide(command, actor, now_);
}

Result<std::uint32_t, core::Refusal> Transaction::decide(const core::Command& command,
                                                         const core::Actor& actor, Instant at) {
  auto decision = core::decide(state_, setting_, command, actor, at);
  if (!decision) return decision.error();
  const core::Stamp stamp{at, now_, actor.staff, actor.kind};
  for (const core::Event& event : decision->events) {
    if (!core::record(state_, event, stamp, bytes_))
      throw std::logic_error("decide() gave an event that does not fit");
    ends_.push_back(bytes_.size());
    events_.push_back(event);
    stamps_.push_back(stamp);
    subjects_.push_back(core::subject_of(state_, event));
  }
  subject_ = decision->subject;
  return subject_;
}

DocumentId Transaction::document(std::string text) {
  const DocumentId id{state_.seq() + 1 + documents_.size()};
  documents_.push_back({id, {}, std::move(text)});
  return id;
}

void Transaction::documents_belong_to(MatterId matter) {
  for (ledger::NewDocument& document : documents_) document.matter = matter;
}

void Transaction::identity(ledger::IdentityKey key, std::string value) {
  identities_.push_back({key, std::move(value)});
}

Driver::Driver(std::unique_ptr<ledger::Ledger> ledger, Options options)
    : ledger_(std::move(ledger)), options_(std::move(options)), setting_(std::make_shared<core::Setting>()) {}

Result<std::unique_ptr<Driver>> Driver::start(std::unique_ptr<ledger::Ledger> ledger, Options options) {
  std::unique_ptr<Driver> driver(new Driver(std::move(ledger), std::move(options)));
  if (auto loaded = driver->load(); !loaded) return loaded.error();
  driver->writer_ = std::thread([d = driver.get()] { d->run(); });
  return driver;
}

Status Driver::load() {
  std::vector<Error> passed_over;
  auto snapshot = ledger_->newest_snapshot(passed_over);
  if (!snapshot) return snapshot.error();
  ledger::Seq from = 1;
  if (snapshot.value() && snapshot.value()->format == core::snapshot_format) {
    if (auto state = core::read_snapshot(snapshot.value()->state)) {
      deciding_ = std::move(state).value();
      from = deciding_.seq() + 1;
    }
  }
  auto replayed = ledger_->replay(from, [&](ledger::Seq seq, std::span<const std::byte> body) -> Status {
    auto entry = core::decode(body);
    if (!entry) return Error{entry.error().code, entry.error().what, "event " + std::to_string(seq)};
    last_now_ = std::max(last_now_, entry->stamp.recorded);
    auto applied = core::replay(deciding_, *entry);
    if (!applied) applied.error().where = "event " + std::to_string(seq);
    return applied;
  });
  if (!replayed) return replayed;
  shown_ = deciding_;
  return Unit{};
}

Driver::~Driver() {
  {
    const std::lock_guard lock(queue_mutex_);
    stopping_ = true;
  }
  wake_.notify_one();
  if (writer_.joinable()) writer_.join();
}

void Driver::use(std::shared_ptr<const core::Setting> setting) {
  const std::lock_guard lock(queue_mutex_);
  setting_ = std::move(setting);
}

std::shared_ptr<const core::Setting> Driver::setting() const {
  const std::lock_guard lock(queue_mutex_);
  return setting_;
}

void Driver::submit(Submission submission) {
  {
    const std::lock_guard lock(queue_mutex_);
    queue_.push_back(std::move(submission));
  }
  wake_.notify_one();
}

Outcome Driver::submit_and_wait(std::optional<Once> once,
                                std::function<std::optional<core::Refusal>(Transaction&)> script) {
  std::promise<Outcome> told;
  auto outcome = told.get_future();
  submit({once, std::move(script), [&told](const Outcome& o) { told.set_value(o); }});
  return outcome.get();
}

void Driver::between_batches(const std::function<void()>& work) {
  std::promise<void> finished;
  auto waiting = finished.get_future();
  {
    const std::lock_guard lock(queue_mutex_);
    between_.emplace_back([&] {
      work();
      finished.set_value();
    });
  }
  wake_.notify_one();
  waiting.get();
}

Status Driver::write_snapshot() {
  Status written = Unit{};
  between_batches([&] {
    const ledger::Head head = ledger_->head();
    written = ledger_->write_snapshot(
        {head.seq, head.hash, core::snapshot_format, core::write_snapshot(deciding_)});
  });
  return written;
}

void Driver::run() {
  std::vector<Submission> batch;
  std::vector<std::function<void()>> between;
  while (true) {
    {
      std::unique_lock lock(queue_mutex_);
      wake_.wait(lock, [&] { return stopping_ || !queue_.empty() || !between_.empty(); });
      if (stopping_ && queue_.empty() && between_.empty()) return;
      between.swap(between_);
      const auto most = std::min(queue_.size(), options_.most_in_batch);
      const auto end = queue_.begin() + static_cast<std::ptrdiff_t>(most);
      batch.assign(std::make_move_iterator(queue_.begin()), std::make_move_iterator(end));
      queue_.erase(queue_.begin(), end);
    }
    for (const auto& work : between) work();
    between.clear();
    if (!batch.empty()) process(batch);
    batch.clear();
  }
}

void Driver::process(std::vector<Submission>& batch) {
  Pending pending;
  pending.outcomes.reserve(batch.size());
  last_now_ = std::max(last_now_, options_.clock());
  for (Submission& submission : batch) {
    pending.outcomes.emplace_back(&submission, decide_one(submission, pending, last_now_));
  }
  const Status durable = pending.batch.empty() ? Status(Unit{}) : ledger_->append(pending.batch);
  if (durable) {
    const std::unique_lock lock(mutex_);
    for (const Told& told : pending.told) {
      if (!core::apply(shown_, told.event, told.stamp))
        throw std::logic_error("a durable event does not fit");
    }
  } else {
    // Nothing of the batch happened. Refusals may have rested on what did not happen, so they fail too.
    deciding_ = shown_;
    for (auto& [submission, outcome] : pending.outcomes) {
      outcome = {};
      outcome.error = durable.error();
    }
    pending.told.clear();
    if (durable.error().code == "ledger-failed" && !failed_) {
      failed_ = true;
      if (options_.failed) options_.failed(durable.error());
    }
  }
  if (options_.told && !pending.told.empty()) options_.told(pending.told);
  for (const auto& [submission, outcome] : pending.outcomes) {
    if (submission->done) submission->done(outcome);
  }
}

std::optional<Outcome> Driver::seen_before(const Once& once, const Pending& pending) {
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

Outcome Driver::decide_one(Submission& submission, Pending& pending, Instant now) {
  if (submission.once) {
    if (auto known = seen_before(*submission.once, pending)) return *known;
  }
  const auto setting = this->setting();
  Transaction tx(deciding_, *setting, now);
  Outcome outcome;
  outcome.first_seq = deciding_.seq() + 1;
  try {
    if (const auto refusal = submission.script(tx)) {
      outcome.fate = Fate::refused;
      outcome.refusal = *refusal;
    } else {
      outcome.fate = Fate::accepted;
    }
  } catch (const std::exception& bug) {
    outcome.error = Error{"internal", bug.what()};
  }
  if (outcome.fate != Fate::accepted) {
    if (!tx.events_.empty()) rebuild(pending);
    return outcome;
  }
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

void Driver::rebuild(const Pending& pending) {
  deciding_ = shown_;
  for (const Told& told : pending.told) {
    if (!core::apply(deciding_, told.event, told.stamp))
      throw std::logic_error("a decided event does not fit");
  }
}

}  // namespace vuoro::live
