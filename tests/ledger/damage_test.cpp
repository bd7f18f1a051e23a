// A flipped byte is found and named, and a damaged ledger is never opened silently.
#include <sqlite3.h>

#include <fstream>
#include <random>

#include "ledger/crash_faults.hpp"

namespace vuoro::ledger {
namespace {

namespace fs = std::filesystem;

void change_by_sql(const fs::path& file, const char* sql) {
  sqlite3* db = nullptr;
  ASSERT_EQ(sqlite3_open(file.c_str(), &db), SQLITE_OK);
  char* why = nullptr;
  EXPECT_EQ(sqlite3_exec(db, sql, nullptr, nullptr, &why), SQLITE_OK) << (why != nullptr ? why : "");
  sqlite3_close(db);
}

void flip(const fs::path& file, std::uint64_t at, unsigned bit = 0) {
  std::fstream stream(file, std::ios::in | std::ios::out | std::ios::binary);
  stream.seekg(static_cast<std::streamoff>(at));
  const int byte = stream.get();
  ASSERT_NE(byte, EOF);
  stream.seekp(static_cast<std::streamoff>(at));
  stream.put(static_cast<char>(byte ^ (1 << bit)));
}

std::string all_faults(const CheckReport& report) {
  std::string text;
  for (const auto& fault : report.faults) {
    text += fault.code + " at " + fault.where + ": " + fault.what + "\n";
  }
  return text;
}

/// 60 batches of kill_pattern, cleanly closed.
class Damage : public testing::Test {
 protected:
  void SetUp() override {
    must(create_ledger(place_));
    auto ledger = opened(place_);
    append(*ledger, 60);
    last_ = ledger->last_seq();
  }
  static void append(Ledger& ledger, int batches) {
    Batch batch;
    for (int i = 0; i < batches; ++i) {
      fill(batch, ledger.last_seq() + 1);
      must(ledger.append(batch));
    }
  }
  [[nodiscard]] fs::path file(const char* name) const { return place_.directory / name; }

  /// A copy of the ledger as it lies on the disk now.
  Place copy() {
    const fs::path to = scratch_ / ("copy" + std::to_string(++copies_)).c_str();
    fs::copy(place_.directory, to, fs::copy_options::recursive);
    fs::remove(to / "events.db-shm");
    fs::remove(to / "documents.db-shm");
    fs::remove(to / "identities.db-shm");
    return {to, place_.key_file};
  }
  static std::string opening(const Place& place) {
    auto ledger = open_ledger(place, Mode::write);
    if (!ledger) {
      return ledger.error().code + " at " + ledger.error().where;
    }
    auto done = (*ledger)->replay(1, {});
    return done ? std::string("ok") : done.error().code + " at " + done.error().where;
  }

  Scratch scratch_;
  Place place_ = Place::at(scratch_ / "county");
  Seq last_ = 0;
  int copies_ = 0;
};

TEST_F(Damage, NamesTheFirstBadEvent) {
  const struct {
    const char* sql;
    Seq bad;
    const char* why;
  } rows[] = {
      {"UPDATE events SET body = zeroblob(length(body)) WHERE seq = 123", 123, "a body"},
      {"UPDATE events SET hash = zeroblob(32) WHERE seq = 123", 123, "a link"},
      {"UPDATE events SET hash = x'00' WHERE seq = 123", 123, "a link of another length"},
      {"UPDATE events SET body = x'' WHERE seq = 1", 1, "the first event"},
      {"UPDATE events SET body = zeroblob(9) WHERE seq IN (90, 300, 200)", 90, "several: the first is named"},
      {"DELETE FROM events WHERE seq = 50", 50, "a missing event"},
      {"DELETE FROM events WHERE seq = 1", 1, "a missing first event"},
      {"UPDATE meta SET value = zeroblob(32) WHERE name = 'ledger'", 1, "another ledger's name"},
      {"UPDATE events SET body = (SELECT body FROM events WHERE seq = 10),"
       " hash = (SELECT hash FROM events WHERE seq = 10) WHERE seq = 11",
       11, "an event put twice"},
  };
  for (const auto& row : rows) {
    const auto place = copy();
    change_by_sql(place.directory / "events.db", row.sql);
    const auto report = must(check_ledger(place));
    EXPECT_FALSE(report.ok()) << row.why;
    EXPECT_EQ(report.first_bad_event, row.bad) << row.why << "\n" << all_faults(report);
    EXPECT_NE(all_faults(report).find("event " + std::to_string(row.bad)), std::string::npos) << row.why;
    const bool gone = std::string_view(row.why).starts_with("a missing");
    EXPECT_EQ(all_faults(report).find("the event is missing") != std::string::npos, gone)
        << all_faults(report);
    EXPECT_TRUE(opening(place).starts_with("ledger-damaged")) << row.why << ": " << opening(place);
  }
}

TEST_F(Damage, NamesTheLastEventToo) {
  const auto sql = "UPDATE events SET hash = x'00' WHERE seq = " + std::to_string(last_);
  change_by_sql(file("events.db"), sql.c_str());
  EXPECT_EQ(must(check_ledger(place_)).first_bad_event, last_);
  EXPECT_EQ(opening(place_), "ledger-damaged at event " + std::to_string(last_));
}

TEST_F(Damage, ReplayOfTheTailFindsDamageInTheOlderPart) {
  change_by_sql(file("events.db"), "UPDATE events SET body = x'00' WHERE seq = 5");
  auto ledger = must(open_ledger(place_, Mode::write));
  auto done = ledger->replay(last_ - 3, {});
  ASSERT_FALSE(done.ok());
  EXPECT_EQ(done.error().code, "ledger-damaged");
  EXPECT_EQ(done.error().where, "event 5");
  EXPECT_EQ(code_of(ledger->append(batch_of({"x"}))), "ledger-unverified");
}

TEST_F(Damage, FindsLostEventsAtTheEndByWhatWasKeptForThem) {
  const auto cut = "DELETE FROM events WHERE seq > " + std::to_string(last_ - 100) + "; DELETE FROM requests";
  change_by_sql(file("events.db"), cut.c_str());
  EXPECT_NE(all_faults(must(check_ledger(place_))).find("events are missing"), std::string::npos);
  EXPECT_EQ(opening(place_), "ledger-damaged at event " + std::to_string(last_ - 99));
}

TEST_F(Damage, FindsLostEventsAtTheEndBySnapshots) {
  {
    auto ledger = opened(place_);
    must(ledger->append(batch_of({"last"})));
    must(ledger->write_snapshot({ledger->last_seq(), ledger->head().hash, 1, {}}));
  }
  change_by_sql(file("events.db"), "DELETE FROM events WHERE seq = (SELECT max(seq) FROM events)");
  EXPECT_FALSE(must(check_ledger(place_)).ok());
  auto ledger = must(open_ledger(place_, Mode::write));
  std::vector<Error> passed_over;
  EXPECT_EQ(code_of(ledger->newest_snapshot(passed_over)), "ledger-damaged");
}

TEST_F(Damage, NamesRequestsDocumentsAndIdentities) {
  const struct {
    const char* file;
    const char* sql;
    const char* named;
  } rows[] = {
      {"events.db", "UPDATE requests SET subject = subject + 1 WHERE first_seq = 1", "request 0100"},
      {"events.db", "UPDATE requests SET key = zeroblob(16) WHERE first_seq = 1", "request 0000"},
      {"events.db", "UPDATE requests SET seal = zeroblob(16) WHERE first_seq = 1", "request 0100"},
      {"documents.db", "UPDATE documents SET body = zeroblob(60) WHERE id = 1", "document 1"},
      {"documents.db", "UPDATE documents SET matter = 2 WHERE id = 1", "document 1"},
      {"documents.db", "UPDATE documents SET seq = 2 WHERE id = 1", "document 1"},
      {"documents.db",
       "UPDATE documents SET body = (SELECT body FROM documents WHERE id > 1 LIMIT 1) WHERE id = 1",
       "document 1"},
      {"documents.db", "UPDATE meta SET value = zeroblob(45) WHERE name = 'key-check'", "documents.db"},
      {"identities.db", "UPDATE identities SET id = 777777 WHERE row = 1", "identity 1/777777/1"},
      {"identities.db", "UPDATE identities SET body = x'' WHERE row = 1", "identity 1/"},
  };
  for (const auto& row : rows) {
    const auto place = copy();
    change_by_sql(place.directory / row.file, row.sql);
    const auto faults = all_faults(must(check_ledger(place)));
    EXPECT_NE(faults.find(std::string("at ") + row.named), std::string::npos) << row.sql << "\n" << faults;
  }
  auto place = copy();
  change_by_sql(place.directory / "events.db",
                "UPDATE requests SET subject = subject + 1 WHERE first_seq = 1");
  EXPECT_TRUE(opening(place).starts_with("ledger-damaged at request")) << opening(place);
}

TEST_F(Damage, TextsOfOneBatchCannotTradePlaces) {
  {
    auto ledger = opened(place_);
    auto batch = batch_of({"two documents"});
    batch.documents = {{DocumentId{1000001}, MatterId{1}, "yes"}, {DocumentId{1000002}, MatterId{1}, "no"}};
    must(ledger->append(batch));
  }
  change_by_sql(
      file("documents.db"),
      "UPDATE documents SET body = (SELECT body FROM documents WHERE id = 1000001) WHERE id = 1000002");
  EXPECT_NE(all_faults(must(check_ledger(place_))).find("at document 1000002"), std::string::npos);
  EXPECT_EQ(code_of(opened(place_)->document(care(), DocumentId{1000002})), "ledger-damaged");
}

TEST_F(Damage, ReadsOfDamagedTextsFail) {
  change_by_sql(file("documents.db"), "UPDATE documents SET body = zeroblob(60) WHERE id = 1");
  change_by_sql(file("identities.db"), "UPDATE identities SET body = zeroblob(60)");
  auto ledger = opened(place_);
  EXPECT_EQ(code_of(ledger->document(care(), DocumentId{1})), "ledger-damaged");
  Seq with_name = 1;
  while (with_name % 3 != 0) {
    with_name += batch_size(with_name);
  }
  const IdentityKey key{Subject::person, static_cast<std::uint32_t>(with_name), IdentityField::name};
  EXPECT_EQ(code_of(ledger->identity(care(), key)), "ledger-damaged");
}

TEST_F(Damage, RefusesHeadersThatAreNotItsOwn) {
  const struct {
    std::uint64_t at;
    const char* code;
    const char* why;
  } rows[] = {
      {0, "ledger-damaged", "SQLite's magic"},
      {16, "ledger-damaged", "page size"},
      {63, "ledger-version", "user_version"},
      {71, "ledger-damaged", "application_id"},
  };
  for (const char* name : {"events.db", "documents.db", "identities.db"}) {
    for (const auto& row : rows) {
      const auto place = copy();
      flip(place.directory / name, row.at);
      EXPECT_TRUE(opening(place).starts_with(row.code))
          << row.why << " of " << name << ": " << opening(place);
      const auto report = must(check_ledger(place));
      EXPECT_NE(all_faults(report).find(name), std::string::npos) << row.why << "\n" << all_faults(report);
    }
  }
}

TEST_F(Damage, RefusesFilesOfAnotherLedger) {
  const Place other{scratch_ / "other", place_.key_file};
  must(create_ledger(other));
  for (const char* name : {"documents.db", "identities.db"}) {
    const auto place = copy();
    fs::copy_file(other.directory / name, place.directory / name, fs::copy_options::overwrite_existing);
    EXPECT_EQ(opening(place), std::string("ledger-damaged at ") + name);
    EXPECT_FALSE(must(check_ledger(place)).ok());
  }
  const auto place = copy();
  fs::copy_file(place.directory / "documents.db", place.directory / "identities.db",
                fs::copy_options::overwrite_existing);
  EXPECT_EQ(opening(place), "ledger-damaged at identities.db");
  fs::remove(place.directory / "identities.db");
  EXPECT_TRUE(opening(place).starts_with("ledger-missing"));
}

// Bytes that SQLite itself does not use (free space, counters) may change without harm: then everything must
// read back as it was. Whatever changes what is read must be refused by opening and named by the check.
TEST_F(Damage, AnyFlippedByteIsNamedOrHarmless) {
  const auto seed = std::random_device{}();
  std::mt19937_64 random(seed);
  int named = 0;
  const auto place = copy();
  for (const char* name : {"events.db", "documents.db", "identities.db"}) {
    const auto target = place.directory / name;
    for (int i = 0; i < 120; ++i) {
      for (const char* each : {"events.db", "documents.db", "identities.db"}) {
        fs::copy_file(file(each), place.directory / each, fs::copy_options::overwrite_existing);
        fs::remove(place.directory / (std::string(each) + "-wal"));
        fs::remove(place.directory / (std::string(each) + "-shm"));
      }
      const auto at = random() % fs::file_size(target);
      const auto bit = static_cast<unsigned>(random() % 8);
      flip(target, at, bit);
      const auto report = must(check_ledger(place));
      const auto opened_as = opening(place);
      if (!report.ok()) {
        ++named;
        EXPECT_FALSE(report.faults.front().where.empty());
        continue;
      }
      EXPECT_EQ(opened_as, "ok") << name << " byte " << at << ": the check saw nothing";
      EXPECT_EQ(faults_after(place, last_), "")
          << name << " byte " << at << " bit " << bit << " seed " << seed;
      EXPECT_EQ(report.last_seq, last_);
    }
  }
  EXPECT_GT(named, 80) << "about half of so small a ledger is free space";
}

/// The ledger as a crash leaves it: everything still in the write-ahead logs.
class DamagedLog : public Damage {
 protected:
  void SetUp() override {
    must(create_ledger(place_));
    running_ = opened(place_);
    append(*running_, 30);
    last_ = running_->last_seq();
  }
  std::unique_ptr<Ledger> running_;
};

TEST_F(DamagedLog, AnIntactOneIsReadBack) {
  const auto place = copy();
  EXPECT_EQ(faults_after(place, last_), "");
}

TEST_F(DamagedLog, AnyFlippedByteBeforeTheLastCommitIsRefused) {
  const auto seed = std::random_device{}();
  std::mt19937_64 random(seed);
  const auto wal = file("events.db-wal");
  // The log grows by whole commits: what one more append adds is the last commit.
  const auto before_last = fs::file_size(wal);
  append(*running_, 1);
  ASSERT_GT(fs::file_size(wal), before_last);
  const auto place = copy();
  for (int i = 0; i < 150; ++i) {
    for (const char* name : {"events.db", "events.db-wal"}) {
      fs::copy_file(file(name), place.directory / name, fs::copy_options::overwrite_existing);
    }
    fs::remove(place.directory / "events.db-shm");
    const auto at = i < 32 ? static_cast<std::uint64_t>(i) : random() % before_last;
    flip(place.directory / "events.db-wal", at, static_cast<unsigned>(random() % 8));
    EXPECT_EQ(all_faults(must(check_ledger(place))).substr(0, 31), "ledger-damaged at events.db-wal")
        << "byte " << at;
    EXPECT_EQ(opening(place), "ledger-damaged at events.db-wal") << "byte " << at << " seed " << seed;
  }
}

TEST_F(DamagedLog, ALogCutShortIsACrashNotDamage) {
  const auto size = fs::file_size(file("events.db-wal"));
  const auto place = copy();
  fs::resize_file(place.directory / "events.db-wal", size - 100);
  EXPECT_EQ(faults_after(place, 0), "") << "whole batches remain";
}

TEST_F(Damage, PassesOverADamagedSnapshotWithItsReason) {
  const std::string states[] = {"older state", "newer state"};
  {
    auto ledger = opened(place_);
    for (const auto& state : states) {
      append(*ledger, 1);
      const auto bytes = bytes_of(state);
      must(
          ledger->write_snapshot({ledger->last_seq(), ledger->head().hash, 1, {bytes.begin(), bytes.end()}}));
    }
  }
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(place_.directory)) {
    if (entry.path().extension() == ".bin") {
      files.push_back(entry.path());
    }
  }
  std::sort(files.begin(), files.end());
  ASSERT_EQ(files.size(), 2U);
  for (std::uint64_t at = 0; at < fs::file_size(files[1]); ++at) {
    const auto place = copy();
    flip(place.directory / files[1].filename(), at);
    auto ledger = opened(place);
    std::vector<Error> passed_over;
    const auto snapshot = must(ledger->newest_snapshot(passed_over));
    ASSERT_TRUE(snapshot.has_value());
    EXPECT_EQ(text_of(snapshot->state), "older state") << "byte " << at;
    ASSERT_EQ(passed_over.size(), 1U);
    EXPECT_EQ(passed_over[0].code, "snapshot-damaged");
    EXPECT_EQ(passed_over[0].where, files[1].filename().string());
    EXPECT_NE(all_faults(must(check_ledger(place))).find("snapshot-damaged"), std::string::npos);
  }
}

TEST_F(Damage, RefusesASoundSnapshotThatDisagreesWithTheChain) {
  {
    auto ledger = opened(place_);
    must(ledger->write_snapshot({ledger->last_seq(), ledger->head().hash, 1, {}}));
  }
  const Place other{scratch_ / "other", place_.key_file};
  must(create_ledger(other));
  {
    auto ledger = opened(other);
    append(*ledger, 60);
  }
  for (const auto& entry : fs::directory_iterator(place_.directory)) {
    if (entry.path().extension() == ".bin") {
      fs::copy(entry.path(), other.directory);
    }
  }
  auto ledger = opened(other);
  std::vector<Error> passed_over;
  EXPECT_EQ(code_of(ledger->newest_snapshot(passed_over)), "ledger-damaged");
  EXPECT_FALSE(must(check_ledger(other)).ok());
}

TEST_F(Damage, ADamagedBackupIsNotRestored) {
  must(opened(place_)->backup(scratch_ / "backup"));
  const Place target{scratch_ / "restored", place_.key_file};
  change_by_sql(scratch_ / "backup" / "events.db", "UPDATE events SET body = x'00' WHERE seq = 7");
  auto done = restore_ledger(scratch_ / "backup", target);
  ASSERT_FALSE(done.ok());
  EXPECT_EQ(done.error().code, "backup-damaged");
  EXPECT_EQ(done.error().where, "event 7");
  EXPECT_FALSE(fs::exists(target.directory));

  must(opened(place_)->backup(scratch_ / "short"));
  change_by_sql(scratch_ / "short" / "events.db",
                "DELETE FROM requests; DELETE FROM events WHERE seq = (SELECT max(seq) FROM events)");
  change_by_sql(scratch_ / "short" / "documents.db",
                "DELETE FROM documents WHERE id = (SELECT max(id) FROM documents)");
  EXPECT_EQ(code_of(restore_ledger(scratch_ / "short", target)), "backup-damaged")
      << "the manifest knows the end";
}

TEST_F(Damage, RestoringWithOtherKeysFailsLoudly) {
  must(opened(place_)->backup(scratch_ / "backup"));
  const Place target = Place::at(scratch_ / "restored");
  must(Keys::create(target.key_file));
  EXPECT_EQ(code_of(restore_ledger(scratch_ / "backup", target)), "wrong-key");
  EXPECT_FALSE(fs::exists(target.directory));
}

}  // namespace
}  // namespace vuoro::ledger
