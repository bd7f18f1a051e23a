// What every engine of the ledger owes its callers; an engine joins by one more line at the end of the file.
#include <atomic>
#include <thread>

#include "ledger/ledger_for_tests.hpp"

namespace vuoro::ledger {
namespace {

struct Engine {
  const char* name;
  Status (*create)(const Place&);
  Result<std::unique_ptr<Ledger>> (*open)(const Place&, Mode);
  Result<CheckReport> (*check)(const Place&);
  Status (*restore)(const std::filesystem::path&, const Place&);
};

class Conformance : public testing::TestWithParam<Engine> {
 protected:
  void SetUp() override { must(GetParam().create(place_)); }

  [[nodiscard]] std::unique_ptr<Ledger> open(Mode mode = Mode::write) const {
    auto ledger = must(GetParam().open(place_, mode));
    must(ledger->replay(1, {}));
    return ledger;
  }
  void expect_clean() const {
    const auto report = must(GetParam().check(place_));
    EXPECT_TRUE(report.ok()) << (report.ok() ? "" : report.faults[0].what + " " + report.faults[0].where);
  }

  Scratch scratch_;
  Place place_ = Place::at(scratch_ / "county");
};

TEST_P(Conformance, AnEmptyLedgerHasNoEvents) {
  auto ledger = open();
  EXPECT_EQ(ledger->last_seq(), 0U);
  EXPECT_TRUE(events_of(*ledger).empty());
  std::vector<Error> passed_over;
  EXPECT_FALSE(must(ledger->newest_snapshot(passed_over)).has_value());
  expect_clean();
}

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

TEST_P(Conformance, ReplaysAnyStretch) {
  auto ledger = open();
  must(ledger->append(batch_of({"1", "2", "3", "4", "5"})));
  std::string seen;
  const EventSink sink = [&](Seq, std::span<const std::byte> body) -> Status {
    seen += text_of(body);
    return Unit{};
  };
  must(ledger->replay(2, 4, sink));
  EXPECT_EQ(seen, "234");
  must(ledger->replay(6, sink));
  EXPECT_EQ(seen, "234");
  EXPECT_EQ(code_of(ledger->replay(7, sink)), "event-unknown");
  EXPECT_EQ(code_of(ledger->replay(1, 6, sink)), "event-unknown");
  EXPECT_EQ(code_of(ledger->replay(0, sink)), "event-unknown");
}

TEST_P(Conformance, TheSinksErrorStopsTheReplay) {
  auto ledger = open();
  must(ledger->append(batch_of({"1", "2", "3"})));
  int seen = 0;
  const auto done = ledger->replay(1, [&](Seq seq, std::span<const std::byte>) -> Status {
    ++seen;
    return seq == 2 ? Status(Error{"codec-unknown", "x"}) : Status(Unit{});
  });
  EXPECT_EQ(code_of(done), "codec-unknown");
  EXPECT_EQ(seen, 2);
}

TEST_P(Conformance, RefusesToAppendBeforeTheChainIsVerified) {
  {
    auto ledger = open();
    must(ledger->append(batch_of({"1", "2"})));
  }
  auto ledger = must(GetParam().open(place_, Mode::write));
  EXPECT_EQ(code_of(ledger->append(batch_of({"3"}))), "ledger-unverified");
  must(ledger->replay(2, {}));  // verifies the older part as well
  must(ledger->append(batch_of({"3"})));
  EXPECT_EQ(ledger->last_seq(), 3U);
}

TEST_P(Conformance, AnEmptyBatchDoesNothing) {
  auto ledger = open();
  must(ledger->append(Batch{}));
  EXPECT_EQ(ledger->last_seq(), 0U);
}

TEST_P(Conformance, KeepsTextsUnchanged) {
  const std::vector<std::string> texts{
      "",
      "apua",
      std::string("nul\0inside", 10),
      "\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x91\xA7 \xD8\xA3\xD8\xAD\xD8\xAA\xD8\xA7\xD8\xAC",
      "'; DROP TABLE documents; --",
      "<script>alert(1)</script>",
      "\xff\xfe not utf-8",
      std::string(1 << 20, 'm')};
  {
    auto ledger = open();
    auto batch = batch_of({"contact"});
    for (std::size_t i = 0; i < texts.size(); ++i) {
      batch.documents.push_back({DocumentId{i + 1}, MatterId{9}, texts[i]});
    }
    must(ledger->append(batch));
  }
  auto ledger = open();
  for (std::size_t i = 0; i < texts.size(); ++i) {
    EXPECT_EQ(must(ledger->document(care(), DocumentId{i + 1})), texts[i]) << i;
  }
  EXPECT_EQ(code_of(ledger->document(care(), DocumentId{99})), "not-found");
  expect_clean();
}

TEST_P(Conformance, TheNewestIdentityCounts) {
  const IdentityKey name{Subject::person, 7, IdentityField::name};
  const IdentityKey phone{Subject::person, 7, IdentityField::phone};
  const IdentityKey matter_phone{Subject::matter, 7, IdentityField::phone};
  auto ledger = open();
  EXPECT_FALSE(must(ledger->identity(care(), name)).has_value());
  auto batch = batch_of({"person"});
  batch.identities = {{name, "Åsa Öberg"}, {phone, "1"}, {phone, "2"}};
  must(ledger->append(batch));
  EXPECT_EQ(must(ledger->identity(care(), name)), "Åsa Öberg");
  EXPECT_EQ(must(ledger->identity(care(), phone)), "2");
  EXPECT_FALSE(must(ledger->identity(care(), matter_phone)).has_value());
  batch = batch_of({"changed"});
  batch.identities = {{phone, "3"}, {name, ""}};
  must(ledger->append(batch));
  EXPECT_EQ(must(ledger->identity(care(), phone)), "3");
  EXPECT_FALSE(must(ledger->identity(care(), name)).has_value());
  expect_clean();
}

TEST_P(Conformance, ShowsTextsOnlyToThoseWhoMaySee) {
  auto ledger = open();
  auto batch = batch_of({"contact"});
  batch.documents = {{DocumentId{1}, MatterId{5}, "words"}};
  batch.identities = {{{Subject::matter, 5, IdentityField::phone}, "040"},
                      {{Subject::person, 5, IdentityField::name}, "N"}};
  must(ledger->append(batch));
  using rights::Gate;
  const struct {
    Viewer viewer;
    bool document, contact, person;
    const char* why;
  } rows[] = {
      {Gate::staff(Role::professional, Purpose::care), true, true, true,
       "care needs the words and the names"},
      {Gate::staff(Role::professional, Purpose::steering), false, false, false, "steering needs no words"},
      {Gate::staff(Role::lead, Purpose::steering), false, false, false, "leads see numbers"},
      {Gate::staff(Role::lead, Purpose::care), false, false, false, "a lead's role does not give care"},
      {Gate::staff(Role::analyst, Purpose::publishing), false, false, false, "analysts see pseudonyms"},
      {Gate::staff(Role::admin, Purpose::operations), false, false, false,
       "admins run the machine, not the cases"},
      {Gate::system(Purpose::operations), true, true, true, "checks open everything"},
      {Gate::system(Purpose::publishing), false, false, false, "publishing never touches texts"},
      {Gate::resident(MatterId{5}), true, true, false, "their own matter, and what they gave for it"},
      {Gate::resident(MatterId{6}), false, false, false, "somebody else's matter"},
      {Gate::resident(MatterId{}), false, false, false, "nothing was proved"},
  };
  for (const auto& row : rows) {
    EXPECT_EQ(code_of(ledger->document(row.viewer, DocumentId{1})), row.document ? "ok" : "not-visible")
        << row.why;
    EXPECT_EQ(code_of(ledger->identity(row.viewer, {Subject::matter, 5, IdentityField::phone})),
              row.contact ? "ok" : "not-visible")
        << row.why;
    EXPECT_EQ(code_of(ledger->identity(row.viewer, {Subject::person, 5, IdentityField::name})),
              row.person ? "ok" : "not-visible")
        << row.why;
  }
  // Whether a document exists is not told to those who may not see it.
  EXPECT_EQ(code_of(ledger->document(Gate::resident(MatterId{5}), DocumentId{77})), "not-visible");
}

TEST_P(Conformance, ADocumentOfNoMatterIsNoResidents) {
  auto ledger = open();
  auto batch = batch_of({"note"});
  batch.documents = {{DocumentId{1}, MatterId{}, "words"}};
  must(ledger->append(batch));
  EXPECT_EQ(code_of(ledger->document(rights::Gate::resident(MatterId{}), DocumentId{1})), "not-visible");
}

TEST_P(Conformance, RemembersRequests) {
  Request request{key_of(1), key_of(42), 1, 2, 0xffffffffffffffffULL, Keep::forever};
  {
    auto ledger = open();
    EXPECT_FALSE(must(ledger->find_request(key_of(1))).has_value());
    auto batch = batch_of({"a", "b"});
    batch.requests = {request};
    must(ledger->append(batch));
    EXPECT_EQ(must(ledger->find_request(key_of(1))), request);
    EXPECT_FALSE(must(ledger->find_request(key_of(2))).has_value());
  }
  auto ledger = open();
  EXPECT_EQ(must(ledger->find_request(key_of(1))), request);
  expect_clean();
}

TEST_P(Conformance, ARequestWithoutEventsIsRemembered) {
  auto ledger = open();
  Batch batch;
  batch.requests = {{key_of(1), key_of(2), 0, 0, 3, Keep::some_days}};
  must(ledger->append(batch));
  EXPECT_EQ(must(ledger->find_request(key_of(1)))->subject, 3U);
  EXPECT_EQ(ledger->last_seq(), 0U);
  expect_clean();
}

TEST_P(Conformance, ARepeatedRequestKeyRefusesTheWholeBatch) {
  auto ledger = open();
  auto batch = batch_of({"a"});
  batch.requests = {{key_of(1), key_of(1), 1, 1, 0, Keep::some_days}};
  must(ledger->append(batch));
  batch = batch_of({"b", "c"});
  batch.documents = {{DocumentId{1}, MatterId{1}, "lost"}};
  batch.identities = {{{Subject::person, 1, IdentityField::name}, "lost"}};
  batch.requests = {{key_of(2), key_of(1), 2, 1, 0, Keep::some_days},
                    {key_of(1), key_of(1), 3, 1, 0, Keep::some_days}};
  EXPECT_EQ(code_of(ledger->append(batch)), "request-exists");
  EXPECT_EQ(events_of(*ledger), std::vector<std::string>{"a"});
  EXPECT_FALSE(must(ledger->find_request(key_of(2))).has_value());
  EXPECT_EQ(code_of(ledger->document(care(), DocumentId{1})), "not-found");
  EXPECT_FALSE(must(ledger->identity(care(), {Subject::person, 1, IdentityField::name})).has_value());
  // An event in the same place must not bring the refused batch's texts to light.
  must(ledger->append(batch_of({"d"})));
  EXPECT_EQ(code_of(ledger->document(care(), DocumentId{1})), "not-found");
  // The number of the refused document is free.
  batch = batch_of({"e"});
  batch.documents = {{DocumentId{1}, MatterId{1}, "kept"}};
  must(ledger->append(batch));
  EXPECT_EQ(must(ledger->document(care(), DocumentId{1})), "kept");
  expect_clean();
}

TEST_P(Conformance, ARefusedBatchStaysAwayAfterReopening) {
  {
    auto ledger = open();
    auto batch = batch_of({"a"});
    batch.requests = {{key_of(1), key_of(1), 1, 1, 0, Keep::some_days}};
    must(ledger->append(batch));
    batch = batch_of({"b"});
    batch.documents = {{DocumentId{1}, MatterId{1}, "lost"}};
    batch.requests = {{key_of(1), key_of(1), 2, 1, 0, Keep::some_days}};
    EXPECT_EQ(code_of(ledger->append(batch)), "request-exists");
  }
  expect_clean();
  auto ledger = open();
  must(ledger->append(batch_of({"c"})));
  EXPECT_EQ(code_of(ledger->document(care(), DocumentId{1})), "not-found");
}

TEST_P(Conformance, NamesTheFaultyPartOfABatch) {
  auto ledger = open();
  must(ledger->append(batch_of({"1"})));
  const auto where = [&](const Batch& batch) {
    const auto done = ledger->append(batch);
    return done ? std::string("ok") : done.error().code + " " + done.error().where;
  };
  auto batch = batch_of({"x"});
  batch.requests = {{key_of(1), {}, 1, 1, 0, Keep::some_days}};
  EXPECT_EQ(where(batch), "batch-invalid requests[0]") << "the event is an older one";
  batch.requests = {{key_of(1), {}, 2, 2, 0, Keep::some_days}};
  EXPECT_EQ(where(batch), "batch-invalid requests[0]") << "more events than the batch holds";
  batch.requests = {{key_of(1), {}, 2, 0xffffffff, 0, Keep::some_days}};
  EXPECT_EQ(where(batch), "batch-invalid requests[0]") << "far more";
  batch = batch_of({"x"});
  batch.documents = {{DocumentId{1}, {}, "t"}, {DocumentId{}, {}, "t"}};
  EXPECT_EQ(where(batch), "batch-invalid documents[1]");
  batch.documents = {{DocumentId{1}, {}, std::string(max_text_bytes + 1, 'x')}};
  EXPECT_EQ(where(batch), "batch-invalid documents[0]");
  batch = batch_of({"x", std::string(max_event_bytes + 1, 'x')});
  EXPECT_EQ(where(batch), "batch-invalid events[1]");
  batch = Batch{};
  batch.documents = {{DocumentId{1}, {}, "t"}};
  EXPECT_EQ(where(batch), "batch-invalid events") << "no event refers to the document";
  batch = batch_of({"x"});
  batch.documents = {{DocumentId{1}, {}, "t"}, {DocumentId{1}, {}, "u"}};
  EXPECT_EQ(where(batch), "document-exists document 1");
  EXPECT_EQ(ledger->last_seq(), 1U);
  must(ledger->append(batch_of({"2"})));
  expect_clean();
}

TEST_P(Conformance, ForgetsOnlyOldRequestsThatMayGo) {
  auto ledger = open();
  auto batch = batch_of({"1", "2", "3"});
  batch.requests = {{key_of(1), {}, 1, 1, 0, Keep::some_days},
                    {key_of(2), {}, 2, 1, 0, Keep::forever},
                    {key_of(3), {}, 3, 1, 0, Keep::some_days}};
  must(ledger->append(batch));
  EXPECT_EQ(must(ledger->purge_requests(3)), 1U);
  EXPECT_FALSE(must(ledger->find_request(key_of(1))).has_value());
  EXPECT_TRUE(must(ledger->find_request(key_of(2))).has_value());
  EXPECT_TRUE(must(ledger->find_request(key_of(3))).has_value());
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

INSTANTIATE_TEST_SUITE_P(Engines, Conformance,
                         testing::Values(Engine{"sqlite", create_ledger, open_ledger, check_ledger,
                                                restore_ledger}),
                         [](const auto& tested) { return std::string(tested.param.name); });

}  // namespace
}  // namespace vuoro::ledger
