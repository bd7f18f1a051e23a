#include <fmt/format.h>

#include <optional>

#include "ledger/chain.hpp"
#include "ledger/event_store.hpp"
#include "ledger/sealed_stores.hpp"
#include "ledger/snapshot_file.hpp"
#include "ledger/sqlite.hpp"
#include "ledger/store_files.hpp"
#include "ledger/write_lock.hpp"

namespace vuoro::ledger {
namespace {

constexpr int most_page_faults = 10;

/// SQLite's own look at every page: order, links, indexes, free lists.
void check_pages(Database& db, CheckReport& report) {
  auto select = db.prepare(fmt::format("PRAGMA integrity_check({})", most_page_faults));
  if (!select) {
    report.faults.push_back(std::move(select).error());
    return;
  }
  for (;;) {
    auto row = select->step();
    if (!row) {
      report.faults.push_back(std::move(row).error());
      return;
    }
    if (!*row) {
      return;
    }
    const auto text = select->bytes(0);
    std::string words(reinterpret_cast<const char*>(text.data()), text.size());
    if (words != "ok") {
      report.faults.push_back({"ledger-damaged", std::move(words), db.name()});
    }
  }
}

void check_events(Database& db, const Hash& genesis, CheckReport& report) {
  auto newest = db.number("SELECT coalesce(max(seq), 0) FROM events");
  if (!newest) {
    report.faults.push_back(std::move(newest).error());
    return;
  }
  const Seq last = from_sql(*newest);
  auto select = db.prepare(stretch_sql);
  if (!select) {
    report.faults.push_back(std::move(select).error());
    return;
  }
  const EventSink count = [&](Seq, std::span<const std::byte>) -> Status {
    ++report.events;
    return Unit{};
  };
  auto end = walk_events(*select, {1, last, genesis}, count);
  if (!end) {
    report.first_bad_event = report.events + 1;
    report.faults.push_back(std::move(end).error());
    return;
  }
  report.last_seq = last;
  report.head = *end;
  auto requests = walk_requests(db, last, Beyond::is_damage);
  if (!requests) {
    report.faults.push_back(std::move(requests).error());
    return;
  }
  report.requests = *requests;
}

void check_sealed(Database& db, Store store, const Keys& keys, CheckReport& report) {
  if (auto done = check_key(db, store, keys); !done) {
    report.faults.push_back(std::move(done).error());
    return;
  }
  auto count = store == Store::documents ? walk_documents(db, keys, report.last_seq)
                                         : walk_identities(db, keys, report.last_seq);
  if (!count) {
    report.faults.push_back(std::move(count).error());
    return;
  }
  (store == Store::documents ? report.documents : report.identities) = *count;
}

void check_snapshots(const std::filesystem::path& directory, Database& events, CheckReport& report) {
  for (const auto& file : snapshot_files(directory)) {
    auto snapshot = read_snapshot_file(file);
    if (!snapshot) {
      report.faults.push_back(std::move(snapshot).error());
      continue;
    }
    if (report.first_bad_event != 0 || snapshot->seq == 0) {
      continue;
    }
    auto hash = link_at(events, snapshot->seq);
    if (!hash || *hash != snapshot->head) {
      report.faults.push_back({"ledger-damaged",
                               fmt::format("{} does not agree with the chain", file.filename().string()),
                               at_event(snapshot->seq)});
    }
  }
}

using Files = std::array<std::optional<Database>, all_stores.size()>;

const char* table_of(Store store) {
  return store == Store::documents ? "documents" : "identities";
}

/// The batch that a store's newest row came with; 0 when that cannot be read (the other checks say why).
Seq newest_batch(std::optional<Database>& db, Store store) {
  if (!db) {
    return 0;
  }
  auto seq = db->number(fmt::format("SELECT coalesce(max(seq), 0) FROM {}", table_of(store)));
  return seq ? from_sql(*seq) : 0;
}

/// Pages, and that all files carry the same name. Returns the name.
std::optional<Hash> check_each_file(Files& files, CheckReport& report) {
  std::optional<Hash> name;
  for (auto& file : files) {
    if (!file) {
      continue;
    }
    if (auto done = file->run("BEGIN"); !done) {  // one picture of the file while others append
      report.faults.push_back(std::move(done).error());
    }
    check_pages(*file, report);
    auto genesis = genesis_of(*file);
    if (!genesis) {
      report.faults.push_back(std::move(genesis).error());
    } else if (name && *genesis != *name) {
      report.faults.push_back({"ledger-damaged", "this file belongs to another ledger", file->name()});
    } else {
      name = *genesis;
    }
  }
  return name;
}

/// Everything about the files once they are open, in an order that a writer beside us cannot upset: what was
/// kept for an event is looked at before the events are.
void check_files(const Place& place, const Keys& keys, Files& files, CheckReport& report) {
  constexpr std::array<Store, 2> sealed{Store::documents, Store::identities};
  std::array<Seq, 2> newest{};
  for (std::size_t i = 0; i < sealed.size(); ++i) {
    newest[i] = newest_batch(files[static_cast<std::size_t>(sealed[i])], sealed[i]);
  }
  const auto name = check_each_file(files, report);
  auto& events = files[static_cast<std::size_t>(Store::events)];
  const bool has_events = events && name;
  if (has_events) {
    check_events(*events, *name, report);
    check_snapshots(place.directory, *events, report);
  }
  for (std::size_t i = 0; i < sealed.size(); ++i) {
    if (has_events && report.first_bad_event == 0 && newest[i] > report.last_seq + 1) {
      report.faults.push_back(
          {"ledger-damaged",
           fmt::format("{} were kept for event {}, but the newest event is {}: events are missing",
                       table_of(sealed[i]), newest[i], report.last_seq),
           at_event(report.last_seq + 1)});
    }
    if (auto& file = files[static_cast<std::size_t>(sealed[i])]; file) {
      check_sealed(*file, sealed[i], keys, report);
    }
  }
}

}  // namespace

Result<CheckReport> check_ledger(const Place& place) {
  std::error_code fault;
  if (!std::filesystem::is_directory(place.directory, fault)) {
    return Error{"ledger-missing", "there is no ledger here", place.directory.string()};
  }
  auto keys = Keys::read(place.key_file);
  if (!keys) {
    return std::move(keys).error();
  }
  CheckReport report;
  if (const auto lock = take_write_lock(place.directory, Patience::none);
      lock) {  // nobody writes: the logs stand still
    for (const Store store : all_stores) {
      if (auto done = scan_log(place.directory / file_name(store)); !done) {
        report.faults.push_back(std::move(done).error());
      }
    }
  }
  Files files;
  for (const Store store : all_stores) {
    auto db = open_store(place.directory, store, Database::Use::reader);
    if (!db) {
      report.faults.push_back(std::move(db).error());
      continue;
    }
    files[static_cast<std::size_t>(store)] = std::move(*db);
  }
  check_files(place, *keys, files, report);
  return report;
}

}  // namespace vuoro::ledger
