#include "ledger/event_store.hpp"

#include <fmt/format.h>
#include <sodium.h>
#include <sqlite3.h>

#include <algorithm>

#include "ledger/chain.hpp"

namespace vuoro::ledger {
namespace {

using Seal = std::array<std::byte, 16>;

/// Requests are no part of the chain (they may be purged), so each carries its own checksum.
Seal seal_of(const Request& request) {
  std::vector<std::byte> bytes;
  bytes.reserve(64);
  bytes.insert(bytes.end(), request.key.begin(), request.key.end());
  bytes.insert(bytes.end(), request.fingerprint.begin(), request.fingerprint.end());
  put_number(bytes, request.first_seq, 8);
  put_number(bytes, request.events, 4);
  put_number(bytes, request.subject, 8);
  put_number(bytes, static_cast<std::uint64_t>(request.keep), 1);
  Seal out;
  crypto_generichash(reinterpret_cast<unsigned char*>(out.data()), out.size(),
                     reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), nullptr, 0);
  return out;
}

template <std::size_t N>
bool take(std::span<const std::byte> from, std::array<std::byte, N>& to) {
  if (from.size() != N) {
    return false;
  }
  std::copy(from.begin(), from.end(), to.begin());
  return true;
}

Error broken_event(Seq seq, std::string what) {
  return {"ledger-damaged", std::move(what), at_event(seq)};
}

}  // namespace

std::string at_event(Seq seq) {
  return fmt::format("event {}", seq);
}

Result<EventStore> EventStore::on(Database db) {
  EventStore store(std::move(db));
  const std::array<std::pair<Statement*, const char*>, 4> wanted{
      {{&store.begin_, "BEGIN IMMEDIATE"},
       {&store.commit_, "COMMIT"},
       {&store.event_, "INSERT INTO events(seq, body, hash) VALUES(?1, ?2, ?3)"},
       {&store.request_,
        "INSERT INTO requests(key, fingerprint, first_seq, events, subject, keep, seal)"
        " VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)"}}};
  for (const auto& [statement, sql] : wanted) {
    auto made = store.db_.prepare(sql);
    if (!made) {
      return std::move(made).error();
    }
    *statement = std::move(*made);
  }
  return store;
}

Result<Head> EventStore::append(const Batch& batch, const Head& head) {
  if (auto done = begin_.run(); !done) {
    return std::move(done).error();
  }
  auto after = insert_all(batch, head);
  if (after) {
    auto done = commit_.run();
    if (done) {
      return after;
    }
    after = std::move(done).error();
  }
  db_.roll_back();
  return after;
}

Result<Head> EventStore::insert_all(const Batch& batch, Head head) {
  for (std::size_t i = 0; i < batch.events.size(); ++i) {
    const auto body = batch.events[i];
    head.seq += 1;
    head.hash = link(head.hash, head.seq, body);
    event_.bind(1, to_sql(head.seq));
    event_.bind(2, body);
    event_.bind(3, head.hash);
    if (auto done = event_.run(); !done) {
      return std::move(done).error();
    }
  }
  for (const Request& request : batch.requests) {
    if (auto done = insert_request(request); !done) {
      return std::move(done).error();
    }
  }
  return head;
}

Status EventStore::insert_request(const Request& request) {
  const Seal seal = seal_of(request);
  request_.bind(1, request.key);
  request_.bind(2, request.fingerprint);
  request_.bind(3, to_sql(request.first_seq));
  request_.bind(4, std::int64_t{request.events});
  request_.bind(5, to_sql(request.subject));
  request_.bind(6, static_cast<std::int64_t>(request.keep));
  request_.bind(7, seal);
  auto done = request_.run();
  if (!done && sqlite3_extended_errcode(db_.raw()) == SQLITE_CONSTRAINT_PRIMARYKEY) {
    return Error{"request-exists", "a request with this key is already there", hex(request.key)};
  }
  return done;
}

Result<std::uint64_t> EventStore::purge_requests(Seq before) {
  auto statement = db_.prepare("DELETE FROM requests WHERE keep = 0 AND first_seq < ?1");
  if (!statement) {
    return std::move(statement).error();
  }
  statement->bind(1, to_sql(before));
  if (auto done = statement->run(); !done) {
    return std::move(done).error();
  }
  return static_cast<std::uint64_t>(sqlite3_changes64(db_.raw()));
}

Result<Request> read_request(const Statement& row) {
  Request request;
  Seal stored{};
  const std::int64_t events = row.number(3);
  const std::int64_t keep = row.number(5);
  const bool shaped = take(row.bytes(0), request.key) && take(row.bytes(1), request.fingerprint) &&
                      take(row.bytes(6), stored) && events >= 0 && events <= UINT32_MAX && keep >= 0 &&
                      keep <= 1;
  request.first_seq = from_sql(row.number(2));
  request.events = static_cast<std::uint32_t>(events);
  request.subject = from_sql(row.number(4));
  request.keep = static_cast<Keep>(keep);
  if (!shaped || seal_of(request) != stored) {
    return Error{"ledger-damaged", "the record of a request does not match its checksum",
                 fmt::format("request {}", hex(row.bytes(0)))};
  }
  return request;
}

Result<Hash> walk_events(Statement& select, const Stretch& stretch, const EventSink& sink) {
  Hash before = stretch.before;
  Seq next = stretch.from;
  if (stretch.from > stretch.last) {
    return before;
  }
  select.reset();
  select.bind(1, to_sql(stretch.from));
  select.bind(2, to_sql(stretch.last));
  for (;;) {
    auto row = select.step();
    if (!row) {
      Error why = std::move(row).error();
      return why.code == "ledger-damaged" ? broken_event(next, why.what + " in " + why.where) : why;
    }
    if (!*row) {
      break;
    }
    const auto body = select.bytes(1);
    const auto hash = select.bytes(2);
    if (from_sql(select.number(0)) != next) {
      return broken_event(next, "the event is missing");
    }
    before = link(before, next, body);
    if (!std::equal(before.begin(), before.end(), hash.begin(), hash.end())) {
      return broken_event(next, "the event or its link was changed: the chain breaks here");
    }
    if (sink) {
      if (auto done = sink(next, body); !done) {
        return std::move(done).error();
      }
    }
    ++next;
  }
  if (next != stretch.last + 1) {
    return broken_event(next, "the event is missing");
  }
  return before;
}

Result<Head> newest_event(Database& db, const Hash& genesis) {
  auto select = db.prepare("SELECT seq, hash FROM events ORDER BY seq DESC LIMIT 1");
  if (!select) {
    return std::move(select).error();
  }
  auto row = select->step();
  if (!row) {
    return std::move(row).error();
  }
  Head head{0, genesis};
  if (*row) {
    head.seq = from_sql(select->number(0));
    if (!take(select->bytes(1), head.hash)) {
      return broken_event(head.seq, "its link has a wrong length");
    }
  }
  return head;
}

Result<Hash> link_at(Database& db, Seq seq) {
  auto select = db.prepare("SELECT hash FROM events WHERE seq = ?1");
  if (!select) {
    return std::move(select).error();
  }
  select->bind(1, to_sql(seq));
  auto row = select->step();
  if (!row) {
    return std::move(row).error();
  }
  Hash hash{};
  if (!*row || !take(select->bytes(0), hash)) {
    return broken_event(seq, "the event is missing");
  }
  return hash;
}

namespace {

/// Written in one transaction with its events, so they must be there.
Status check_events_of(const Request& request, Seq last_seq) {
  if (request.events == 0 || (request.first_seq != 0 && request.first_seq <= last_seq &&
                              last_seq - request.first_seq + 1 >= request.events)) {
    return Unit{};
  }
  return Error{"ledger-damaged",
               fmt::format("a request made {} events from {} on, but the newest event is {}", request.events,
                           request.first_seq, last_seq),
               fmt::format("request {}", hex(request.key))};
}

}  // namespace

Result<std::uint64_t> walk_requests(Database& db, Seq last_seq, Beyond beyond) {
  auto select = db.prepare(fmt::format("SELECT {} FROM requests ORDER BY key", request_columns));
  if (!select) {
    return std::move(select).error();
  }
  std::uint64_t count = 0;
  for (;;) {
    auto row = select->step();
    if (!row) {
      return std::move(row).error();
    }
    if (!*row) {
      return count;
    }
    auto request = read_request(*select);
    if (!request) {
      return std::move(request).error();
    }
    if (beyond == Beyond::is_later && request->first_seq > last_seq) {
      continue;
    }
    if (auto done = check_events_of(*request, last_seq); !done) {
      return std::move(done).error();
    }
    ++count;
  }
}

}  // namespace vuoro::ledger
