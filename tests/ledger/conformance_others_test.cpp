// Others beside the writer: readers, snapshots, backups.
#include <atomic>
#include <thread>

#include "ledger/conformance.hpp"

namespace vuoro::ledger {
namespace {

TEST_P(Conformance, GivesBackWhatWasAppendedInOrderAndAfterReopening) {
  const std::vector<std::string> all{"one", "", std::string("a\0b", 3), "\xF0\x9F\x98\x80 hyvää",
                                     std::string(300000, 'x')};
  Head head;
  {
    auto ledger = open();
    must(ledger->append(batch_of({all[0], all[1]})));
    must(ledger->append(batch_of({all[2], all[3], all[4]})));
    EXPECT_EQ(events_of(*ledger), all);
    head = ledger->head();
    EXPECT_EQ(head.seq, 5U);
  }
  auto ledger = open();
  EXPECT_EQ(events_of(*ledger), all);
  EXPECT_EQ(ledger->head().seq, head.seq);
  EXPECT_EQ(ledger->head().hash, head.hash);
  expect_clean();
}

TEST_P(Conformance, OneWriterAtATime) {
  auto ledger = open();
  const auto second = GetParam().open(place_, Mode::write);
  EXPECT_EQ(code_of(second), "ledger-in-use");
  auto reader = open(Mode::read);
  EXPECT_EQ(code_of(reader->append(batch_of({"x"}))), "ledger-read-only");
  EXPECT_EQ(code_of(reader->write_snapshot({})), "ledger-read-only");
  must(ledger->append(batch_of({"y"})));
  ledger.reset();
  reader.reset();
  EXPECT_EQ(open()->last_seq(), 1U);
}

TEST_P(Conformance, AReaderBesideAWriterKeepsItsPicture) {
  auto writer = open();
  auto batch = batch_of({"1"});
  batch.requests = {{key_of(1), {}, 1, 1, 0, Keep::forever}};
  must(writer->append(batch));
  auto reader = must(GetParam().open(place_, Mode::read));
  batch = batch_of({"2"});
  batch.documents = {{DocumentId{1}, {}, "later"}};
  batch.requests = {{key_of(2), {}, 2, 1, 0, Keep::forever}};
  must(writer->append(batch));
  EXPECT_EQ(events_of(*reader), std::vector<std::string>{"1"});
  EXPECT_EQ(code_of(reader->document(care(), DocumentId{1})), "not-found");
  expect_clean();
}

TEST_P(Conformance, ASnapshotAndItsTailEqualAFullReplay) {
  const auto fold = [](Ledger& ledger, Seq from, std::string state) {
    for (const auto& event : events_of(ledger, from)) {
      state += event + ";";
    }
    return state;
  };
  {
    auto ledger = open();
    must(ledger->append(batch_of({"1", "2", "3"})));
    const std::string state = fold(*ledger, 1, "");
    const auto bytes = bytes_of(state);
    must(ledger->write_snapshot({3, ledger->head().hash, 77, {bytes.begin(), bytes.end()}}));
    must(ledger->append(batch_of({"4", "5"})));
  }
  auto ledger = must(GetParam().open(place_, Mode::write));
  std::vector<Error> passed_over;
  const auto snapshot = must(ledger->newest_snapshot(passed_over));
  ASSERT_TRUE(snapshot.has_value());
  EXPECT_TRUE(passed_over.empty());
  EXPECT_EQ(snapshot->seq, 3U);
  EXPECT_EQ(snapshot->format, 77U);
  const auto fast = fold(*ledger, snapshot->seq + 1, text_of(snapshot->state));
  EXPECT_EQ(fast, fold(*ledger, 1, ""));
  must(ledger->append(batch_of({"6"})));
  expect_clean();
}

TEST_P(Conformance, RefusesASnapshotThatIsNotOfItsEvent) {
  auto ledger = open();
  must(ledger->append(batch_of({"1", "2"})));
  EXPECT_EQ(code_of(ledger->write_snapshot({1, ledger->head().hash, 1, {}})), "snapshot-refused");
  EXPECT_EQ(code_of(ledger->write_snapshot({3, ledger->head().hash, 1, {}})), "snapshot-refused");
}

TEST_P(Conformance, BacksUpWhileAppending) {
  auto ledger = open();
  std::atomic<bool> stop = false;
  std::atomic<Seq> appended = 0;
  std::thread writer([&] {
    while (!stop) {
      const Seq first = ledger->last_seq() + 1;
      Batch batch;
      for (Seq i = 0; i < 20; ++i) {
        const std::string body = "event " + std::to_string(first + i);
        batch.events.add(bytes_of(body));
        batch.documents.push_back(
            {DocumentId{first + i}, MatterId{1}, "document " + std::to_string(first + i)});
      }
      batch.requests = {{key_of(first), {}, first, 20, 0, Keep::forever}};
      must(ledger->append(batch));
      appended = ledger->last_seq();
    }
  });
  while (appended < 200) {
    std::this_thread::yield();
  }
  for (int i = 0; i < 3; ++i) {
    const auto target = scratch_ / ("backup" + std::to_string(i)).c_str();
    const Seq before = appended;
    must(ledger->backup(target));
    const Place copy{target, place_.key_file};
    const auto report = must(GetParam().check(copy));
    EXPECT_TRUE(report.ok()) << report.faults[0].what << " " << report.faults[0].where;
    EXPECT_GE(report.last_seq, before);
    EXPECT_EQ(report.documents, report.last_seq) << "exactly the documents that its events refer to";
    EXPECT_EQ(report.requests, report.last_seq / 20);
  }
  stop = true;
  writer.join();
  const Seq at_backup = must(GetParam().check({scratch_ / "backup2", place_.key_file})).last_seq;

  const Place restored{scratch_ / "restored", place_.key_file};
  must(GetParam().restore(scratch_ / "backup2", restored));
  auto again = must(GetParam().open(restored, Mode::write));
  EXPECT_EQ(events_of(*again).size(), at_backup);
  EXPECT_EQ(must(again->document(care(), DocumentId{at_backup})), "document " + std::to_string(at_backup));
  must(again->append(batch_of({"and on it goes"})));
  expect_clean();
}

TEST_P(Conformance, RefusesToBackUpOrRestoreOverAnything) {
  auto ledger = open();
  must(ledger->append(batch_of({"1"})));
  must(ledger->backup(scratch_ / "b"));
  EXPECT_EQ(code_of(ledger->backup(scratch_ / "b")), "target-exists");
  EXPECT_EQ(code_of(GetParam().restore(scratch_ / "b", place_)), "ledger-exists");
  EXPECT_EQ(code_of(GetParam().create(place_)), "ledger-exists");
  EXPECT_EQ(code_of(GetParam().restore(scratch_ / "nowhere", {scratch_ / "r", place_.key_file})),
            "backup-damaged");
  EXPECT_EQ(code_of(GetParam().restore(scratch_ / "b", {scratch_ / "r", scratch_ / "no.keys"})),
            "key-file-missing");
  EXPECT_FALSE(std::filesystem::exists(scratch_ / "r"));
  EXPECT_EQ(code_of(GetParam().open({scratch_ / "none", place_.key_file}, Mode::read)), "ledger-missing");
}

TEST_P(Conformance, ManyThreadsReadWhileOneAppends) {
  auto ledger = open();
  must(ledger->append(batch_of({"first"})));
  std::atomic<bool> stop = false;
  std::vector<std::thread> readers;
  for (int i = 0; i < 3; ++i) {
    readers.emplace_back([&] {
      while (!stop) {
        const Seq last = ledger->last_seq();
        Seq seen = 0;
        must(ledger->replay(1, last, [&](Seq seq, std::span<const std::byte>) -> Status {
          seen = seq;
          return Unit{};
        }));
        EXPECT_EQ(seen, last);
        if (last > 1) {
          // What the head covers is there, documents and requests included.
          EXPECT_EQ(must(ledger->document(care(), DocumentId{last})), std::to_string(last));
          EXPECT_TRUE(must(ledger->find_request(key_of(last))).has_value());
        }
      }
    });
  }
  for (Seq next = 2; next <= 150; ++next) {
    auto batch = batch_of({"event"});
    batch.documents = {{DocumentId{next}, {}, std::to_string(next)}};
    batch.requests = {{key_of(next), {}, next, 1, 0, Keep::forever}};
    must(ledger->append(batch));
  }
  stop = true;
  for (auto& reader : readers) {
    reader.join();
  }
}

}  // namespace
}  // namespace vuoro::ledger
