// The power goes at any moment: what was acknowledged is there afterwards, whole. And the disk fails: see the
// second half.
#include <sys/resource.h>

#include <csignal>
#include <cstdlib>
#include <fstream>

#include "ledger/crash_faults.hpp"
#include "ledger/weak_disk.hpp"

namespace vuoro::ledger {
namespace {

namespace fs = std::filesystem;

int images() {
  const char* wanted = std::getenv("VUORO_POWER_IMAGES");
  return wanted != nullptr ? std::atoi(wanted) : 200;
}

struct Cut {
  WeakDisk::Image image;
  Seq acknowledged;
};

struct Outcome {
  int cuts = 0;
  int faulty = 0;
  std::string first_fault;
};

std::string faults_of(const Cut& cut, const Scratch& scratch, const fs::path& key_file) {
  const fs::path directory = scratch / "image";
  fs::remove_all(directory);
  fs::create_directory(directory);
  for (const auto& [name, content] : cut.image) {
    std::ofstream(directory / name, std::ios::binary)
        .write(content.data(), static_cast<std::streamsize>(content.size()));
  }
  const Place place{directory, key_file};
  try {
    auto fault = faults_after(place, cut.acknowledged);
    if (fault.empty()) {
      const auto report = must(check_ledger(place));
      fault = report.ok() ? "" : report.faults[0].what + " at " + report.faults[0].where;
    }
    return fault;
  } catch (const std::exception& why) {
    return why.what();
  }
}

/// Runs ledgers for a while on such a disk and cuts the power at random operations.
Outcome run(WeakDisk::Honesty honesty, int wanted, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  Outcome outcome;
  while (outcome.cuts < wanted && outcome.faulty == 0) {
    Scratch scratch;
    const auto place = Place::at(scratch / "county");
    must(create_ledger(place));
    std::vector<Cut> cuts;
    {
      WeakDisk disk(honesty);
      Seq acknowledged = 0;
      auto ledger = opened(place);
      disk.before_operation = [&] {
        if (random() % 25 == 0) {
          cuts.push_back({disk.cut_power(random), acknowledged});
        }
      };
      Batch batch;
      for (int i = 0; i < 40; ++i) {
        fill(batch, ledger->last_seq() + 1);
        must(ledger->append(batch));
        acknowledged = ledger->last_seq();
        if (i % 15 == 14) {  // the logs are moved, and begin anew
          ledger.reset();
          ledger = opened(place);
        }
      }
      ledger.reset();
      disk.before_operation = {};
    }
    for (const Cut& cut : cuts) {
      const auto fault = faults_of(cut, scratch, place.key_file);
      ++outcome.cuts;
      if (!fault.empty()) {
        ++outcome.faulty;
        outcome.first_fault = outcome.first_fault.empty() ? fault : outcome.first_fault;
      }
    }
  }
  return outcome;
}

TEST(PowerLoss, LosesNothingAcknowledged) {
  const auto seed = std::random_device{}();
  RecordProperty("seed", std::to_string(seed));
  const auto outcome = run(WeakDisk::Honesty::syncs, images(), seed);
  EXPECT_EQ(outcome.faulty, 0) << "of " << outcome.cuts << ": " << outcome.first_fault << ", seed " << seed;
  EXPECT_GE(outcome.cuts, images());
}

TEST(PowerLoss, NoticesALogThatIsNotSyncedAtEachCommit) {  // what synchronous=NORMAL would do
  const auto outcome = run(WeakDisk::Honesty::ignores_log_syncs, 500, 1);
  EXPECT_GT(outcome.faulty, 0) << "the test has no teeth";
}

TEST(PowerLoss, NoticesADiskThatDoesNotSync) {
  const auto outcome = run(WeakDisk::Honesty::ignores_all_syncs, 500, 2);
  EXPECT_GT(outcome.faulty, 0) << "the test has no teeth";
}

/// One failing operation at a time, at every position of an append, until none is left to fail.
void fail_everywhere(WeakDisk::Fault fault, bool recovers) {
  bool reached = true;
  std::uint64_t position = 0;
  while (reached) {
    ASSERT_LT(++position, 1000U);
    Scratch scratch;
    const auto place = Place::at(scratch / "county");
    must(create_ledger(place));
    Seq acknowledged = 0;
    Batch batch;
    std::string refused_as;
    {
      WeakDisk disk;
      auto ledger = opened(place);
      fill(batch, 1);
      must(ledger->append(batch));
      acknowledged = ledger->last_seq();
      const Head before = ledger->head();
      disk.fail(fault, position);
      fill(batch, acknowledged + 1);
      const auto done = ledger->append(batch);
      reached = disk.has_failed();
      disk.fail(WeakDisk::Fault::none, 0);
      if (done) {
        acknowledged = ledger->last_seq();
      } else {
        ASSERT_TRUE(reached);
        refused_as = done.error().code;
        EXPECT_EQ(refused_as, recovers ? "disk-full" : "ledger-failed") << "position " << position;
        EXPECT_EQ(ledger->head().seq, before.seq);
        EXPECT_EQ(events_of(*ledger).size(), before.seq) << "reads go on";
        EXPECT_EQ(code_of(ledger->document(care(), DocumentId{before.seq + 1})), "not-found");
        EXPECT_FALSE(must(ledger->find_request(request_key(before.seq + 1))).has_value());
        const auto again = ledger->append(batch);
        EXPECT_EQ(code_of(again), recovers ? "ok" : "ledger-failed") << "position " << position;
        acknowledged = ledger->last_seq();
      }
    }
    EXPECT_EQ(faults_after(place, acknowledged), "") << "position " << position << " " << refused_as;
    const auto report = must(check_ledger(place));
    EXPECT_TRUE(report.ok()) << report.faults[0].what << " position " << position;
    if (recovers) {
      EXPECT_EQ(report.last_seq, acknowledged) << "what was refused as full stays away";
    }
  }
  EXPECT_GT(position, 10U) << "an append of three files has more operations than that";
}

TEST(FailingDisk, FullOnce) {
  fail_everywhere(WeakDisk::Fault::full_once, true);
}
TEST(FailingDisk, FullForAWhile) {
  fail_everywhere(WeakDisk::Fault::full, true);
}
TEST(FailingDisk, BrokenOnce) {
  fail_everywhere(WeakDisk::Fault::io_once, false);
}
TEST(FailingDisk, BrokenForGood) {
  fail_everywhere(WeakDisk::Fault::io, false);
}

/// Lets no file of this process grow past a size, as a full disk or a quota would.
class SizeLimit {
 public:
  SizeLimit() {
    ::signal(SIGXFSZ, SIG_IGN);
    ::getrlimit(RLIMIT_FSIZE, &before_);
  }
  ~SizeLimit() { ::setrlimit(RLIMIT_FSIZE, &before_); }
  SizeLimit(const SizeLimit&) = delete;
  SizeLimit& operator=(const SizeLimit&) = delete;
  void set(std::uint64_t bytes) const {
    rlimit limit = before_;
    limit.rlim_cur = bytes;
    ::setrlimit(RLIMIT_FSIZE, &limit);
  }
  void lift() const { ::setrlimit(RLIMIT_FSIZE, &before_); }

 private:
  rlimit before_{};
};

TEST(FullDisk, RefusesTheBatchWholeAndGoesOnLater) {
  Scratch scratch;
  const auto place = Place::at(scratch / "county");
  must(create_ledger(place));
  auto ledger = opened(place);
  SizeLimit limit;
  Batch batch;
  int refused = 0;
  for (std::uint64_t room = 0; room < 120000; room += 2999) {
    const Seq before = ledger->last_seq();
    fill(batch, before + 1);
    limit.set(std::max<std::uint64_t>(fs::file_size(place.directory / "documents.db-wal"), 32768) +
              room % 12000);
    const auto done = ledger->append(batch);
    const auto snapshot =
        ledger->write_snapshot({ledger->last_seq(), ledger->head().hash, 1, std::vector<std::byte>(1 << 20)});
    limit.lift();
    EXPECT_EQ(code_of(snapshot), "disk-full");
    if (!done) {
      ++refused;
      EXPECT_EQ(done.error().code, "disk-full") << done.error().what << " " << done.error().where;
      EXPECT_EQ(ledger->last_seq(), before);
      EXPECT_EQ(events_of(*ledger).size(), before);
      must(ledger->append(batch));
    }
  }
  EXPECT_GT(refused, 5);
  limit.set(8192);
  EXPECT_FALSE(ledger->backup(scratch / "backup").ok());
  limit.lift();
  EXPECT_FALSE(fs::exists(scratch / "backup"));
  EXPECT_FALSE(fs::exists(scratch / "backup.unfinished"));
  const Seq last = ledger->last_seq();
  ledger.reset();
  EXPECT_EQ(faults_after(place, last), "");
  EXPECT_TRUE(must(check_ledger(place)).ok());
}

TEST(FullDisk, ALogThatCannotBeMovedRefusesNothingYet) {
  Scratch scratch;
  const auto place = Place::at(scratch / "county");
  must(create_ledger(place));
  auto ledger = opened(place);
  const auto batch = batch_of({std::string(max_event_bytes, 'x')});
  const SizeLimit limit;
  limit.set(24 << 20);  // the log fits; the file would outgrow it
  int refused = 0;
  for (int i = 0; i < 60; ++i) {
    if (const auto done = ledger->append(batch); !done) {
      ++refused;
      EXPECT_EQ(done.error().code, "disk-full") << done.error().what;
    }
  }
  EXPECT_GT(refused, 0);
  EXPECT_GT(ledger->last_seq(), 24U) << "more than the file could take";
  limit.lift();
  must(ledger->append(batch));
  const Seq last = ledger->last_seq();
  ledger.reset();
  const auto report = must(check_ledger(place));
  EXPECT_TRUE(report.ok());
  EXPECT_EQ(report.last_seq, last);
}

}  // namespace
}  // namespace vuoro::ledger
