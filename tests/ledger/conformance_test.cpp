#include "ledger/conformance.hpp"

namespace vuoro::ledger {
namespace {

TEST_P(Conformance, AnEmptyLedgerHasNoEvents) {
  auto ledger = open();
  EXPECT_EQ(ledger->last_seq(), 0U);
  EXPECT_TRUE(events_of(*ledger).empty());
  std::vector<Error> passed_over;
  EXPECT_FALSE(must(ledger->newest_snapshot(passed_over)).has_value());
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

INSTANTIATE_TEST_SUITE_P(Engines, Conformance,
                         testing::Values(Engine{"sqlite", create_ledger, open_ledger, check_ledger,
                                                restore_ledger}),
                         [](const auto& tested) { return std::string(tested.param.name); });

}  // namespace
}  // namespace vuoro::ledger
