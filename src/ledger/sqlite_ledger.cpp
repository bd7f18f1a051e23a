#include "ledger/sqlite_ledger.hpp"

#include <fmt/format.h>

#include <future>

#include "ledger/chain.hpp"
#include "ledger/snapshot_file.hpp"
#include "ledger/visibility.hpp"
#include "ledger/write_lock.hpp"

namespace vuoro::ledger {

SqliteLedger::SqliteLedger(Place place, Keys keys, Descriptor lock)
    : place_(std::move(place)),
      keys_(std::move(keys)),
      lock_(std::move(lock)),
      events_(place_.directory, Store::events, stretch_sql),
      requests_(place_.directory, Store::events,
                fmt::format("SELECT {} FROM requests WHERE key = ?1", request_columns)),
      documents_(place_.directory, Store::documents, document_sql),
      identities_(place_.directory, Store::identities, identity_sql) {}

Result<std::unique_ptr<Ledger>> SqliteLedger::open(const Place& place, Mode mode) {
  std::error_code fault;
  if (!std::filesystem::is_regular_file(place.directory / file_name(Store::events), fault)) {
    return Error{"ledger-missing", "there is no ledger here; create one first", place.directory.string()};
  }
  auto lock = take_write_lock(place.directory, mode == Mode::write ? Patience::a_moment : Patience::none);
  if (!lock && (mode == Mode::write || lock.error().code != "ledger-in-use")) {
    return std::move(lock).error();
  }
  auto keys = Keys::read(place.key_file);
  if (!keys) {
    return std::move(keys).error();
  }
  if (lock) {  // nobody writes: what is in the logs stands still
    for (const Store store : all_stores) {
      if (auto done = scan_log(place.directory / file_name(store)); !done) {
        return std::move(done).error();
      }
    }
  }
  std::unique_ptr<SqliteLedger> ledger(
      new SqliteLedger(place, std::move(*keys), mode == Mode::write ? std::move(*lock) : Descriptor()));
  if (mode == Mode::write) {
    if (auto done = ledger->open_writing(); !done) {
      return std::move(done).error();
    }
  }
  if (auto done = ledger->open_reading(); !done) {
    return std::move(done).error();
  }
  return std::unique_ptr<Ledger>(std::move(ledger));
}

Status SqliteLedger::open_reading() {
  auto reader = events_.take();
  if (!reader) {
    return std::move(reader).error();
  }
  auto genesis = genesis_of(reader->db);
  if (!genesis) {
    return std::move(genesis).error();
  }
  genesis_ = *genesis;
  auto head = newest_event(reader->db, genesis_);
  if (!head) {
    return std::move(head).error();
  }
  head_ = *head;
  events_.give_back(std::move(*reader));
  for (const Store store : {Store::documents, Store::identities}) {
    auto db = open_store(place_.directory, store, Database::Use::reader);
    if (!db) {
      return std::move(db).error();
    }
    auto name = genesis_of(*db);
    if (!name) {
      return std::move(name).error();
    }
    if (*name != genesis_) {
      return Error{"ledger-damaged", "this file belongs to another ledger", db->name()};
    }
    if (auto done = check_key(*db, store, keys_); !done) {
      return done;
    }
    if (lock_) {
      const char* table = store == Store::documents ? "documents" : "identities";
      if (auto done = check_newest_batch(*db, table, head_.seq); !done) {
        return done;
      }
    }
  }
  return Unit{};
}

Status SqliteLedger::open_writing() {
  std::array<std::optional<Database>, all_stores.size()> files;
  for (const Store store : all_stores) {
    auto db = open_store(place_.directory, store, Database::Use::writer);
    if (!db) {
      return std::move(db).error();
    }
    // Start with an empty log: then what a crash leaves in it can only be from this run (see log_scan.cpp).
    if (auto done = db->checkpoint_all(); !done) {
      return done;
    }
    files[static_cast<std::size_t>(store)] = std::move(*db);
  }
  auto events = EventStore::on(std::move(*files[0]));
  if (!events) {
    return std::move(events).error();
  }
  auto sealed = SealedStores::on(std::move(*files[1]), std::move(*files[2]));
  if (!sealed) {
    return std::move(sealed).error();
  }
  event_store_.emplace(std::move(*events));
  sealed_stores_.emplace(std::move(*sealed));
  unswept_ = true;
  return Unit{};
}

Head SqliteLedger::head() const {
  const std::lock_guard lock(head_mutex_);
  return head_;
}

Result<Hash> SqliteLedger::link_before(Seq from) {
  if (from <= 1) {
    return genesis_;
  }
  auto reader = events_.take();
  if (!reader) {
    return std::move(reader).error();
  }
  auto hash = link_at(reader->db, from - 1);
  events_.give_back(std::move(*reader));
  return hash;
}

Result<Hash> SqliteLedger::walk(const Stretch& stretch, const EventSink& sink) {
  auto reader = events_.take();
  if (!reader) {
    return std::move(reader).error();
  }
  auto hash = walk_events(reader->select, stretch, sink);
  events_.give_back(std::move(*reader));
  return hash;
}

Status SqliteLedger::replay(Seq from, Seq last, const EventSink& sink) {
  const Head head = this->head();
  if (from == 0 || last > head.seq || from > head.seq + 1) {
    return Error{"event-unknown",
                 fmt::format("events {}..{} asked for; there are 1..{}", from, last, head.seq),
                 at_event(from)};
  }
  const Seq to = last == 0 ? head.seq : last;
  std::future<Status> rest;
  if (!verified_) {
    rest = std::async(std::launch::async, [this, from, to, head] { return verify_rest(from, to, head); });
  }
  auto before = link_before(from);
  auto end = before ? walk({from, to, *before}, sink) : before;
  if (rest.valid()) {
    if (auto done = rest.get(); !done) {
      return done;
    }
  }
  if (!end) {
    return std::move(end).error();
  }
  if (to == head.seq && *end != head.hash) {
    return Error{"ledger-damaged", "the newest event's link changed while reading", at_event(to)};
  }
  verified_ = true;
  return Unit{};
}

Status SqliteLedger::verify_rest(Seq from, Seq last, const Head& head) {
  auto older = walk({1, from - 1, genesis_}, {});
  if (!older) {
    return std::move(older).error();
  }
  if (last < head.seq) {
    auto before = link_before(last + 1);
    if (!before) {
      return std::move(before).error();
    }
    if (auto newer = walk({last + 1, head.seq, *before}, {}); !newer) {
      return std::move(newer).error();
    }
  }
  auto reader = requests_.take();
  if (!reader) {
    return std::move(reader).error();
  }
  auto requests = walk_requests(reader->db, head.seq, event_store_ ? Beyond::is_damage : Beyond::is_later);
  requests_.give_back(std::move(*reader));
  if (!requests) {
    return std::move(requests).error();
  }
  return Unit{};
}

Result<std::optional<Request>> SqliteLedger::find_request(std::span<const std::byte, 16> key) {
  auto reader = requests_.take();
  if (!reader) {
    return std::move(reader).error();
  }
  reader->select.bind(1, key);
  auto row = reader->select.step();
  if (!row) {
    return std::move(row).error();
  }
  std::optional<Request> found;
  if (*row) {
    auto request = read_request(reader->select);
    if (!request) {
      return std::move(request).error();
    }
    found = *request;
  }
  requests_.give_back(std::move(*reader));
  return found;
}

Result<std::string> SqliteLedger::document(const Viewer& viewer, DocumentId id) {
  const auto hidden =
      Error{"not-visible", "this viewer may not see the document", fmt::format("document {}", id.n)};
  auto reader = documents_.take();
  if (!reader) {
    return std::move(reader).error();
  }
  reader->select.bind(1, to_sql(id.n));
  reader->select.bind(2, to_sql(last_seq()));
  auto row = reader->select.step();
  if (!row) {
    return std::move(row).error();
  }
  const MatterId matter{*row ? static_cast<std::uint32_t>(reader->select.number(1)) : 0};
  if (!may_read_document(viewer, id, matter)) {
    return hidden;  // the same whether or not it exists
  }
  if (!*row) {
    return Error{"not-found", "there is no such document", fmt::format("document {}", id.n)};
  }
  auto text = open_document(reader->select, keys_);
  documents_.give_back(std::move(*reader));
  return text;
}

Result<std::optional<std::string>> SqliteLedger::identity(const Viewer& viewer, IdentityKey key) {
  if (!may_read_identity(viewer, key)) {
    return Error{"not-visible", "this viewer may not see the identity", "identity"};
  }
  auto reader = identities_.take();
  if (!reader) {
    return std::move(reader).error();
  }
  reader->select.bind(1, static_cast<std::int64_t>(key.subject));
  reader->select.bind(2, std::int64_t{key.id});
  reader->select.bind(3, static_cast<std::int64_t>(key.field));
  reader->select.bind(4, to_sql(last_seq()));
  auto row = reader->select.step();
  if (!row) {
    return std::move(row).error();
  }
  std::optional<std::string> found;
  if (*row) {
    auto value = open_identity(reader->select, keys_);
    if (!value) {
      return std::move(value).error();
    }
    if (!value->empty()) {
      found = std::move(*value);
    }
  }
  identities_.give_back(std::move(*reader));
  return found;
}

Status SqliteLedger::write_snapshot(const Snapshot& snapshot) {
  const auto refused = [&](const char* what) {
    return Error{"snapshot-refused", what, at_event(snapshot.seq)};
  };
  if (!event_store_) {
    return Error{"ledger-read-only", "the ledger was opened for reading", place_.directory.string()};
  }
  if (!verified_) {
    return refused("the chain has not been verified by a replay yet");
  }
  if (snapshot.seq > last_seq()) {
    return refused("the snapshot is newer than the newest event");
  }
  auto hash = link_before(snapshot.seq + 1);
  if (!hash) {
    return std::move(hash).error();
  }
  if (*hash != snapshot.head) {
    return refused("the snapshot's link is not that of its event");
  }
  return write_snapshot_file(place_.directory, snapshot);
}

Status SqliteLedger::check_against_chain(const Snapshot& snapshot) {
  if (snapshot.seq > last_seq()) {
    return Error{
        "ledger-damaged",
        fmt::format("a snapshot was taken at event {}, but the newest event is {}: events are missing",
                    snapshot.seq, last_seq()),
        at_event(last_seq() + 1)};
  }
  auto hash = link_before(snapshot.seq + 1);
  if (!hash) {
    return std::move(hash).error();
  }
  if (*hash != snapshot.head) {
    return Error{"ledger-damaged", "the event's link is not the one that a snapshot has noted",
                 at_event(snapshot.seq)};
  }
  return Unit{};
}

Result<std::optional<Snapshot>> SqliteLedger::newest_snapshot(std::vector<Error>& passed_over) {
  for (const auto& file : snapshot_files(place_.directory)) {
    auto snapshot = read_snapshot_file(file);
    if (!snapshot) {
      passed_over.push_back(std::move(snapshot).error());
      continue;
    }
    if (auto done = check_against_chain(*snapshot); !done) {
      return std::move(done).error();
    }
    return std::optional<Snapshot>(std::move(*snapshot));
  }
  return std::optional<Snapshot>();
}

Result<CheckReport> SqliteLedger::check() {
  return check_ledger(place_);
}

Result<std::unique_ptr<Ledger>> open_ledger(const Place& place, Mode mode) {
  return SqliteLedger::open(place, mode);
}

}  // namespace vuoro::ledger
