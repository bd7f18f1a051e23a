#include "ledger/sealed_stores.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include "ledger/chain.hpp"
#include "ledger/cipher.hpp"
#include "ledger/event_store.hpp"

namespace vuoro::ledger {
namespace {

// What a sealed row is bound to: it opens only in its own place.
std::vector<std::byte> document_bound(std::uint64_t id, std::uint64_t matter, Seq seq) {
  std::vector<std::byte> bound{std::byte{'d'}};
  put_number(bound, id, 8);
  put_number(bound, matter, 8);
  put_number(bound, seq, 8);
  return bound;
}

std::vector<std::byte> identity_bound(std::uint64_t subject, std::uint64_t id, std::uint64_t field, Seq seq) {
  std::vector<std::byte> bound{std::byte{'i'}};
  put_number(bound, subject, 8);
  put_number(bound, id, 8);
  put_number(bound, field, 8);
  put_number(bound, seq, 8);
  return bound;
}

template <class Open>
Result<std::uint64_t> walk(Database& db, std::string_view sql, Seq last, const Open& open) {
  auto select = db.prepare(sql);
  if (!select) {
    return std::move(select).error();
  }
  select->bind(1, to_sql(last));
  std::uint64_t count = 0;
  for (;;) {
    auto row = select->step();
    if (!row) {
      return std::move(row).error();
    }
    if (!*row) {
      return count;
    }
    if (auto text = open(*select); !text) {
      return std::move(text).error();
    }
    ++count;
  }
}

Status sweep_table(Database& db, std::string_view sql, Seq last) {
  auto statement = db.prepare(sql);
  if (!statement) {
    return std::move(statement).error();
  }
  statement->bind(1, to_sql(last));
  return statement->run();
}

}  // namespace

Result<SealedStores> SealedStores::on(Database documents, Database identities) {
  SealedStores stores(std::move(documents), std::move(identities));
  auto document =
      stores.documents_.prepare("INSERT INTO documents(id, matter, seq, body) VALUES(?1, ?2, ?3, ?4)");
  if (!document) {
    return std::move(document).error();
  }
  auto identity = stores.identities_.prepare(
      "INSERT INTO identities(subject, id, field, seq, body) VALUES(?1, ?2, ?3, ?4, ?5)");
  if (!identity) {
    return std::move(identity).error();
  }
  stores.document_ = std::move(*document);
  stores.identity_ = std::move(*identity);
  return stores;
}

Status SealedStores::append(const Batch& batch, Seq first, const Keys& keys) {
  if (!batch.documents.empty()) {
    if (auto done = append_documents(batch.documents, first, keys); !done) {
      documents_.roll_back();
      return done;
    }
  }
  if (!batch.identities.empty()) {
    if (auto done = append_identities(batch.identities, first, keys); !done) {
      identities_.roll_back();
      return done;
    }
  }
  return Unit{};
}

Status SealedStores::append_documents(const std::vector<NewDocument>& documents, Seq first,
                                      const Keys& keys) {
  if (auto done = documents_.run("BEGIN IMMEDIATE"); !done) {
    return done;
  }
  for (const NewDocument& document : documents) {
    const auto body =
        seal(document.text, document_bound(document.id.n, document.matter.n, first), keys.documents());
    document_.bind(1, to_sql(document.id.n));
    document_.bind(2, std::int64_t{document.matter.n});
    document_.bind(3, to_sql(first));
    document_.bind(4, body);
    auto done = document_.run();
    if (!done && sqlite3_extended_errcode(documents_.raw()) == SQLITE_CONSTRAINT_PRIMARYKEY) {
      return Error{"document-exists", "a document with this number is already there",
                   fmt::format("document {}", document.id.n)};
    }
    if (!done) {
      return done;
    }
  }
  return documents_.run("COMMIT");
}

Status SealedStores::append_identities(const std::vector<NewIdentity>& identities, Seq first,
                                       const Keys& keys) {
  if (auto done = identities_.run("BEGIN IMMEDIATE"); !done) {
    return done;
  }
  for (const NewIdentity& identity : identities) {
    const auto subject = static_cast<std::uint64_t>(identity.key.subject);
    const auto field = static_cast<std::uint64_t>(identity.key.field);
    const auto body =
        seal(identity.value, identity_bound(subject, identity.key.id, field, first), keys.identities());
    identity_.bind(1, to_sql(subject));
    identity_.bind(2, std::int64_t{identity.key.id});
    identity_.bind(3, to_sql(field));
    identity_.bind(4, to_sql(first));
    identity_.bind(5, body);
    if (auto done = identity_.run(); !done) {
      return done;
    }
  }
  return identities_.run("COMMIT");
}

Status SealedStores::sweep(Seq last) {
  if (auto done = sweep_table(documents_, "DELETE FROM documents WHERE seq > ?1", last); !done) {
    return done;
  }
  return sweep_table(identities_, "DELETE FROM identities WHERE seq > ?1", last);
}

Result<std::uint64_t> SealedStores::delete_documents(std::span<const DocumentId> ids, Seq last) {
  // The length stays the same, so the bytes are written over in their place before the row goes.
  auto blank = documents_.prepare(
      "UPDATE documents SET body = zeroblob(length(body)) WHERE id = ?1 AND matter = 0 AND seq <= ?2");
  if (!blank) {
    return std::move(blank).error();
  }
  auto remove = documents_.prepare("DELETE FROM documents WHERE id = ?1 AND matter = 0 AND seq <= ?2");
  if (!remove) {
    return std::move(remove).error();
  }
  if (auto done = documents_.run("BEGIN IMMEDIATE"); !done) {
    return std::move(done).error();
  }
  std::uint64_t gone = 0;
  for (const DocumentId id : ids) {
    for (Statement* statement : {&*blank, &*remove}) {
      statement->bind(1, to_sql(id.n));
      statement->bind(2, to_sql(last));
      if (auto done = statement->run(); !done) {
        return std::move(done).error();
      }
    }
    gone += static_cast<std::uint64_t>(sqlite3_changes(documents_.raw()));
  }
  if (auto done = documents_.run("COMMIT"); !done) {
    return std::move(done).error();
  }
  return gone;
}

Result<Erasure> SealedStores::erase(std::span<const DocumentId> ids, Seq last) {
  auto gone = delete_documents(ids, last);
  if (!gone) {
    documents_.roll_back();
    return std::move(gone).error();
  }
  log_has_erased_ = log_has_erased_ || *gone > 0;
  if (log_has_erased_) {
    auto empty = documents_.empty_log();
    if (!empty) {
      return std::move(empty).error();
    }
    log_has_erased_ = !*empty;
  }
  return Erasure{*gone, !log_has_erased_};
}

Status check_newest_batch(Database& db, const char* table, Seq last_seq) {
  auto newest = db.number(fmt::format("SELECT coalesce(max(seq), 0) FROM {}", table));
  if (!newest) {
    return std::move(newest).error();
  }
  // At most one batch can be under way when a machine stops.
  if (from_sql(*newest) > last_seq + 1) {
    return Error{"ledger-damaged",
                 fmt::format("{} were kept for event {}, but the newest event is {}: events are missing",
                             table, from_sql(*newest), last_seq),
                 at_event(last_seq + 1)};
  }
  return Unit{};
}

Result<std::string> open_document(const Statement& row, const Keys& keys) {
  const std::uint64_t id = from_sql(row.number(0));
  auto text = unseal(row.bytes(3), document_bound(id, from_sql(row.number(1)), from_sql(row.number(2))),
                     keys.documents());
  if (!text) {
    return Error{"ledger-damaged", "the document was changed: it does not open",
                 fmt::format("document {}", id)};
  }
  return std::move(*text);
}

Result<std::string> open_identity(const Statement& row, const Keys& keys) {
  const std::uint64_t subject = from_sql(row.number(0));
  const std::uint64_t id = from_sql(row.number(1));
  const std::uint64_t field = from_sql(row.number(2));
  auto value =
      unseal(row.bytes(4), identity_bound(subject, id, field, from_sql(row.number(3))), keys.identities());
  if (!value) {
    return Error{"ledger-damaged", "the identity was changed: it does not open",
                 fmt::format("identity {}/{}/{}", subject, id, field)};
  }
  return std::move(*value);
}

Result<std::uint64_t> walk_documents(Database& db, const Keys& keys, Seq last) {
  return walk(db, "SELECT id, matter, seq, body FROM documents WHERE seq <= ?1 ORDER BY id", last,
              [&](const Statement& row) { return open_document(row, keys); });
}

Result<std::uint64_t> walk_identities(Database& db, const Keys& keys, Seq last) {
  return walk(db, "SELECT subject, id, field, seq, body FROM identities WHERE seq <= ?1 ORDER BY row", last,
              [&](const Statement& row) { return open_identity(row, keys); });
}

}  // namespace vuoro::ledger
