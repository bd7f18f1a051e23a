#include <fmt/format.h>
#include <sodium.h>
#include <sqlite3.h>

#include <system_error>

#include "ledger/chain.hpp"
#include "ledger/durable_file.hpp"
#include "ledger/sqlite_ledger.hpp"

namespace vuoro::ledger {
namespace {

constexpr const char* manifest_name = "backup.txt";

/// One consistent picture of the source, taken in one read transaction while others write.
Status copy_pages(Database& source, Database& target) {
  sqlite3_backup* copying = sqlite3_backup_init(target.raw(), "main", source.raw(), "main");
  if (copying == nullptr) {
    return target.error("starting the copy");
  }
  sqlite3_backup_step(copying, -1);
  if (sqlite3_backup_finish(copying) != SQLITE_OK) {
    return target.error("copying");
  }
  return Unit{};
}

Status copy_store(const std::filesystem::path& from, const std::filesystem::path& to, Store store) {
  auto source = open_store(from, store, Database::Use::reader);
  if (!source) {
    return std::move(source).error();
  }
  const auto file = to / file_name(store);
  if (auto done = write_new_file(file, {}); !done) {
    return done;
  }
  auto target = Database::open(file, Database::Use::writer);
  if (!target) {
    return std::move(target).error();
  }
  if (auto done = copy_pages(*source, *target); !done) {
    return done;
  }
  return target->checkpoint_all();
}

/// The whole chain of a copy, from its first event to its last.
Result<Head> verify_copy(const std::filesystem::path& directory) {
  auto db = open_store(directory, Store::events, Database::Use::writer);
  if (!db) {
    return std::move(db).error();
  }
  auto genesis = genesis_of(*db);
  if (!genesis) {
    return std::move(genesis).error();
  }
  auto head = newest_event(*db, *genesis);
  if (!head) {
    return head;
  }
  auto select = db->prepare(stretch_sql);
  if (!select) {
    return std::move(select).error();
  }
  if (auto end = walk_events(*select, {1, head->seq, *genesis}, {}); !end) {
    return std::move(end).error();
  }
  return head;
}

/// Documents and identities are copied after the events, so they may hold more than those events refer to.
Status trim_copy(const std::filesystem::path& directory, Seq last) {
  auto documents = open_store(directory, Store::documents, Database::Use::writer);
  if (!documents) {
    return std::move(documents).error();
  }
  auto identities = open_store(directory, Store::identities, Database::Use::writer);
  if (!identities) {
    return std::move(identities).error();
  }
  auto stores = SealedStores::on(std::move(*documents), std::move(*identities));
  if (!stores) {
    return std::move(stores).error();
  }
  return stores->sweep(last);
}

std::string manifest(const Head& head) {
  return fmt::format("format=1\nlast_seq={}\nhead={}\n", head.seq, hex(head.hash));
}

Status fill_backup(const std::filesystem::path& from, const std::filesystem::path& to) {
  for (const Store store : all_stores) {
    if (auto done = copy_store(from, to, store); !done) {
      return done;
    }
  }
  auto head = verify_copy(to);
  if (!head) {
    return std::move(head).error();
  }
  if (auto done = trim_copy(to, head->seq); !done) {
    return done;
  }
  const std::string text = manifest(*head);
  return write_new_file(to / manifest_name, {std::as_bytes(std::span(text))});
}

/// Builds a directory under a temporary name and gives it its own name when whole.
template <class Fill>
Status build_directory(const std::filesystem::path& target, const Fill& fill) {
  auto unfinished = target;
  unfinished += ".unfinished";
  std::error_code fault;
  std::filesystem::remove_all(unfinished, fault);
  if (auto done = make_private_directory(unfinished); !done) {
    return done;
  }
  Status done = fill(unfinished);
  if (done) {
    done = publish_directory(unfinished, target);
  }
  if (!done) {
    std::filesystem::remove_all(unfinished, fault);
  }
  return done;
}

bool is_free(const std::filesystem::path& directory) {
  std::error_code fault;
  return !std::filesystem::exists(directory, fault) || std::filesystem::is_empty(directory, fault);
}

Status fill_new_ledger(const std::filesystem::path& directory, const Keys& keys) {
  Hash genesis;
  randombytes_buf(genesis.data(), genesis.size());
  for (const Store store : all_stores) {
    if (auto done = create_store(directory, store, genesis, keys); !done) {
      return done;
    }
  }
  return Unit{};
}

}  // namespace

Place Place::at(const std::filesystem::path& directory) {
  auto plain = std::filesystem::absolute(directory).lexically_normal();
  if (!plain.has_filename()) {
    plain = plain.parent_path();  // "county/" and "county" are the same place
  }
  auto key_file = plain;
  key_file += ".keys";
  return {plain, key_file};
}

Status create_ledger(const Place& place) {
  if (!is_free(place.directory)) {
    return Error{"ledger-exists", "the directory is not empty", place.directory.string()};
  }
  std::error_code fault;
  auto keys = std::filesystem::exists(place.key_file, fault) ? Keys::read(place.key_file)
                                                             : Keys::create(place.key_file);
  if (!keys) {
    return std::move(keys).error();
  }
  return build_directory(place.directory, [&](const auto& made) { return fill_new_ledger(made, *keys); });
}

Status SqliteLedger::backup(const std::filesystem::path& target) {
  std::error_code fault;
  if (std::filesystem::exists(target, fault)) {
    return Error{"target-exists", "a backup never writes over anything", target.string()};
  }
  return build_directory(target, [&](const auto& made) { return fill_backup(place_.directory, made); });
}

Status restore_ledger(const std::filesystem::path& backup, const Place& place) {
  if (!is_free(place.directory)) {
    return Error{"ledger-exists", "the directory is not empty", place.directory.string()};
  }
  auto text = read_file(backup / manifest_name);
  if (!text) {
    return Error{"backup-damaged", "this is not a finished backup: " + text.error().what,
                 (backup / manifest_name).string()};
  }
  return build_directory(place.directory, [&](const std::filesystem::path& made) -> Status {
    for (const Store store : all_stores) {
      std::error_code fault;
      std::filesystem::copy_file(backup / file_name(store), made / file_name(store), fault);
      if (fault) {
        return file_error(made / file_name(store), fault.value(), "copying");
      }
      std::filesystem::permissions(made / file_name(store), std::filesystem::perms(0600), fault);
      if (auto done = sync_path(made / file_name(store)); !done) {
        return done;
      }
    }
    auto report = check_ledger({made, place.key_file});
    if (!report) {
      return std::move(report).error();
    }
    if (!report->ok()) {
      Error why = std::move(report->faults.front());
      why.code = why.code == "wrong-key" ? why.code : "backup-damaged";
      return why;
    }
    const std::string expected = manifest({report->last_seq, report->head});
    if (std::string_view(reinterpret_cast<const char*>(text->data()), text->size()) != expected) {
      return Error{"backup-damaged", "the copied events are not those that the backup ended with",
                   (backup / manifest_name).string()};
    }
    return Unit{};
  });
}

}  // namespace vuoro::ledger
