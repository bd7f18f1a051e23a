#include "ledger/store_files.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <system_error>

#include "ledger/cipher.hpp"
#include "ledger/durable_file.hpp"

namespace vuoro::ledger {
namespace {

constexpr int format_version = 1;
constexpr std::string_view key_probe = "vuoro";

struct Layout {
  const char* file;
  std::int64_t application_id;  // so that a file put in another's place is noticed
  const char* tables;
};

const Layout& layout(Store store) {
  static constexpr std::array<Layout, 3> layouts{{
      {"events.db", 0x56554f45,
       "CREATE TABLE events(seq INTEGER PRIMARY KEY, body BLOB NOT NULL, hash BLOB NOT NULL) STRICT;"
       "CREATE TABLE requests(key BLOB PRIMARY KEY, fingerprint BLOB NOT NULL, first_seq INTEGER NOT NULL,"
       " events INTEGER NOT NULL, subject INTEGER NOT NULL, keep INTEGER NOT NULL, seal BLOB NOT NULL)"
       " STRICT, WITHOUT ROWID;"},
      {"documents.db", 0x56554f44,
       "CREATE TABLE documents(id INTEGER PRIMARY KEY, matter INTEGER NOT NULL, seq INTEGER NOT NULL,"
       " body BLOB NOT NULL) STRICT;"
       "CREATE INDEX documents_by_seq ON documents(seq);"},
      {"identities.db", 0x56554f49,
       "CREATE TABLE identities(row INTEGER PRIMARY KEY, subject INTEGER NOT NULL, id INTEGER NOT NULL,"
       " field INTEGER NOT NULL, seq INTEGER NOT NULL, body BLOB NOT NULL) STRICT;"
       "CREATE INDEX identities_by_subject ON identities(subject, id, field, row);"
       "CREATE INDEX identities_by_seq ON identities(seq);"},
  }};
  return layouts[static_cast<std::size_t>(store)];
}

Keys::Key key_of(Store store, const Keys& keys) {
  return store == Store::documents ? keys.documents() : keys.identities();
}

std::vector<std::byte> probe_bound(Store store, const Hash& genesis) {
  std::vector<std::byte> bound(genesis.begin(), genesis.end());
  bound.push_back(static_cast<std::byte>(store));
  return bound;
}

Status put_meta(Database& db, std::string_view name, std::span<const std::byte> value) {
  auto insert = db.prepare("INSERT INTO meta(name, value) VALUES(CAST(?1 AS TEXT), ?2)");
  if (!insert) {
    return std::move(insert).error();
  }
  insert->bind(1, std::as_bytes(std::span(name)));
  insert->bind(2, value);
  return insert->run();
}

Result<std::vector<std::byte>> meta(Database& db, std::string_view name) {
  auto select = db.prepare("SELECT value FROM meta WHERE name = CAST(?1 AS TEXT)");
  if (!select) {
    return std::move(select).error();
  }
  select->bind(1, std::as_bytes(std::span(name)));
  auto row = select->step();
  if (!row) {
    return std::move(row).error();
  }
  if (!*row) {
    return Error{"ledger-damaged", fmt::format("the entry '{}' is missing", name), db.name()};
  }
  const auto value = select->bytes(0);
  return std::vector<std::byte>(value.begin(), value.end());
}

Status fill_store(Database& db, Store store, const Hash& genesis, const Keys& keys) {
  const Layout& shape = layout(store);
  const auto sql = fmt::format(
      "PRAGMA application_id={}; PRAGMA user_version={}; BEGIN IMMEDIATE;"
      "CREATE TABLE meta(name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID; {}",
      shape.application_id, format_version, shape.tables);
  if (auto done = db.run(sql.c_str()); !done) {
    return done;
  }
  if (auto done = put_meta(db, "ledger", genesis); !done) {
    return done;
  }
  if (store != Store::events) {
    const auto probe = seal(key_probe, probe_bound(store, genesis), key_of(store, keys));
    if (auto done = put_meta(db, "key-check", probe); !done) {
      return done;
    }
  }
  if (auto done = db.run("COMMIT"); !done) {
    return done;
  }
  return db.checkpoint_all();
}

}  // namespace

const char* file_name(Store store) {
  return layout(store).file;
}

Status create_store(const std::filesystem::path& directory, Store store, const Hash& genesis,
                    const Keys& keys) {
  const auto file = directory / file_name(store);
  if (auto done = write_new_file(file, {}); !done) {  // SQLite gives its log the same permissions: 0600
    return done;
  }
  auto db = Database::open(file, Database::Use::writer);
  if (!db) {
    return std::move(db).error();
  }
  return fill_store(*db, store, genesis, keys);
}

Result<Database> open_store(const std::filesystem::path& directory, Store store, Database::Use use) {
  const auto file = directory / file_name(store);
  std::error_code fault;
  if (!std::filesystem::is_regular_file(file, fault)) {
    return Error{"ledger-missing", "this file of the ledger does not exist", file.string()};
  }
  auto db = Database::open(file, use);
  if (!db) {
    return db;
  }
  auto id = db->number("PRAGMA application_id");
  if (!id) {
    return std::move(id).error();
  }
  if (*id != layout(store).application_id) {
    return Error{"ledger-damaged", fmt::format("not a file of this kind (application id {:#x})", *id),
                 db->name()};
  }
  auto version = db->number("PRAGMA user_version");
  if (!version) {
    return std::move(version).error();
  }
  if (*version != format_version) {
    return Error{
        "ledger-version",
        fmt::format("the file has format {}, this program reads format {}", *version, format_version),
        db->name()};
  }
  return db;
}

Result<Hash> genesis_of(Database& db) {
  auto value = meta(db, "ledger");
  if (!value) {
    return std::move(value).error();
  }
  Hash genesis{};
  if (value->size() != genesis.size()) {
    return Error{"ledger-damaged", "the ledger's name has a wrong length", db.name()};
  }
  std::copy(value->begin(), value->end(), genesis.begin());
  return genesis;
}

Status check_key(Database& db, Store store, const Keys& keys) {
  if (store == Store::events) {
    return Unit{};
  }
  auto genesis = genesis_of(db);
  if (!genesis) {
    return std::move(genesis).error();
  }
  auto probe = meta(db, "key-check");
  if (!probe) {
    return std::move(probe).error();
  }
  const auto text = unseal(*probe, probe_bound(store, *genesis), key_of(store, keys));
  if (!text || *text != key_probe) {
    return Error{"wrong-key", "the key file does not belong to this ledger (or the key check is damaged)",
                 db.name()};
  }
  return Unit{};
}

}  // namespace vuoro::ledger
