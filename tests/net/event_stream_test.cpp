#include "net/event_stream.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <set>
#include <string>
#include <thread>

#include "net/event_hub.hpp"
#include "net/served.hpp"

namespace vuoro::net {
namespace {

using std::chrono::milliseconds;

Event event(std::uint64_t id, std::vector<Topic> topics = {{1}}, std::string data = "{}") {
  return {id, std::move(topics), "matter", std::move(data)};
}

RawClient subscribe(Served& served, const std::string& query, const std::string& headers = "") {
  RawClient client = served.connect();
  client.send("GET /events?" + query + " HTTP/1.1\r\nHost: x\r\n" + headers + "\r\n");
  const std::string head = client.through("\r\n\r\n");
  EXPECT_EQ(RawClient::status_of(head), 200);
  EXPECT_EQ(RawClient::header_of(head, "Content-Type"), "text/event-stream");
  EXPECT_EQ(RawClient::header_of(head, "Cache-Control"), "no-store");
  const std::string hint = client.through("\n\n");
  EXPECT_TRUE(hint.starts_with("retry: "));
  const int wait = std::stoi(hint.substr(7));
  EXPECT_TRUE(wait >= 1000 && wait <= 5000) << wait;
  return client;
}

bool has_subscribers(Served& served, std::size_t count) {
  return Served::eventually([&] { return served.hub->subscribers() == count; });
}

std::uint64_t id_in(const std::string& frame) {
  const std::size_t at = frame.find("id: ");
  return at == std::string::npos ? 0 : std::stoull(frame.substr(at + 4));
}

TEST(EventFrame, IsWhatTheStandardWants) {
  EXPECT_EQ(event_frame({7, {}, "a", "x"}), "id: 7\nevent: a\ndata: x\n\n");
  EXPECT_EQ(event_frame({7, {}, "a", ""}), "id: 7\nevent: a\ndata: \n\n");
  EXPECT_EQ(event_frame({7, {}, "a", "x\ny\r\nz\rw"}),
            "id: 7\nevent: a\ndata: x\ndata: y\ndata: z\ndata: w\n\n")
      << "no line break in the data may begin a field of its own";
}

TEST(EventId, IsDigits) {
  EXPECT_EQ(read_event_id("18446744073709551615"), 18446744073709551615ULL);
  for (const char* bad : {"", "-1", "+1", "1 ", "0x1", "18446744073709551616", "a"})
    EXPECT_EQ(read_event_id(bad), std::nullopt) << bad;
}

TEST(EventHub, RefusesWhatItCannotKeepInOrder) {
  EventHub hub(10);
  EXPECT_EQ(hub.publish(event(10)).error().code, "id-not-rising");
  EXPECT_TRUE(hub.publish(event(11)).ok());
  EXPECT_EQ(hub.publish({12, {}, "a\nb", ""}).error().code, "event-name");
  EXPECT_EQ(hub.publish({12, {}, "", ""}).error().code, "event-name");
  EXPECT_EQ(hub.publish({12, {}, "a", std::string(1, '\0')}).error().code, "event-data");
  EXPECT_EQ(hub.last_id(), 11U);
}

TEST(EventHub, ReadsOnFromAnyPlaceItRemembers) {
  // A ring of 5 over ids 102, 104, … : every starting point, against a plain recount.
  EventHub hub(100, {.remembered = 5});
  for (std::uint64_t id = 102; id <= 130; id += 2) ASSERT_TRUE(hub.publish(event(id)).ok());
  for (std::uint64_t from = 90; from <= 140; ++from) {
    std::uint64_t after = from;
    std::vector<EventPtr> found;
    const auto reach = hub.inside()->read_on(after, 100, found);
    if (from < 120 || from > 130) {  // 122 … 130 are remembered, so 120 is the last that loses nothing
      EXPECT_EQ(reach, EventHub::Inside::Reach::lost) << from;
      continue;
    }
    EXPECT_EQ(reach, EventHub::Inside::Reach::end) << from;
    std::vector<std::uint64_t> ids;
    for (const EventPtr& one : found) ids.push_back(one->event.id);
    std::vector<std::uint64_t> expected;
    for (std::uint64_t id = 122; id <= 130; id += 2)
      if (id > from) expected.push_back(id);
    EXPECT_EQ(ids, expected) << from;
  }
}

TEST(EventStream, TellsEachSubscriberWhatConcernsIt) {
  Served served;
  RawClient one = subscribe(served, "topic=1");
  RawClient both = subscribe(served, "topic=2&topic=1&topic=2");
  RawClient even = subscribe(served, "topic=1&no_odd=1");
  ASSERT_TRUE(has_subscribers(served, 3));
  ASSERT_TRUE(served.hub->publish(event(101, {{1}, {2}}, "a")).ok());
  ASSERT_TRUE(served.hub->publish(event(102, {{2}}, "b")).ok());
  ASSERT_TRUE(served.hub->publish(event(104, {{1}}, "c")).ok());
  EXPECT_EQ(one.through("\n\n"), "id: 101\nevent: matter\ndata: a\n\n");
  EXPECT_EQ(one.through("\n\n"), "id: 104\nevent: matter\ndata: c\n\n");
  for (const std::uint64_t id : {101U, 102U, 104U}) EXPECT_EQ(id_in(both.through("\n\n")), id) << "each once";
  EXPECT_EQ(id_in(even.through("\n\n")), 104U);
}

TEST(EventStream, ResumesWithoutAGapOrADouble) {
  Served served;
  for (std::uint64_t id = 101; id <= 5'000; ++id)
    ASSERT_TRUE(served.hub->publish(event(id, {{id % 3}})).ok());
  for (const std::uint64_t last : {100U, 101U, 4'000U, 4'999U, 5'000U}) {
    RawClient client =
        subscribe(served, "topic=1&topic=2", "Last-Event-ID: " + std::to_string(last) + "\r\n");
    for (std::uint64_t id = last + 1; id <= 5'000; ++id)
      if (id % 3 != 0) {
        ASSERT_EQ(id_in(client.through("\n\n")), id) << "after " << last;
      }
    EXPECT_TRUE(client.quiet(milliseconds{20}));
  }
}

TEST(EventStream, ResumesWhileEventsKeepComing) {
  Served served;
  std::atomic<bool> over{false};
  std::atomic<std::uint64_t> last{100};
  std::thread publisher([&] {
    while (!over) {
      ASSERT_TRUE(served.hub->publish(event(last + 1)).ok());
      ++last;
      if (last % 50 == 0) std::this_thread::sleep_for(milliseconds{1});
    }
  });
  std::uint64_t seen = 100;
  for (int round = 0; round < 30; ++round) {
    RawClient client = subscribe(served, "topic=1", "Last-Event-ID: " + std::to_string(seen) + "\r\n");
    for (int i = 0; i < 100; ++i) {
      const std::uint64_t id = id_in(client.through("\n\n"));
      ASSERT_EQ(id, seen + 1);
      seen = id;
    }
  }
  over = true;
  publisher.join();
}

TEST(EventStream, ResetsWhoCannotBeResumed) {
  Served served({}, {}, {.remembered = 10});
  for (std::uint64_t id = 101; id <= 200; ++id) ASSERT_TRUE(served.hub->publish(event(id)).ok());
  for (const std::string last : {"50", "150", "100000"}) {
    RawClient client = subscribe(served, "topic=1", "Last-Event-ID: " + last + "\r\n");
    EXPECT_EQ(client.through("\n\n"), "id: 200\nevent: reset\ndata: {}\n\n") << last;
  }
  ASSERT_TRUE(has_subscribers(served, 0));
  RawClient fits = subscribe(served, "topic=1", "Last-Event-ID: 190\r\n");
  EXPECT_EQ(id_in(fits.through("\n\n")), 191U);
}

TEST(EventStream, GoesOnAfterAReset) {
  Served served;
  RawClient client = subscribe(served, "topic=1", "Last-Event-ID: 5\r\n");
  EXPECT_NE(client.through("\n\n").find("event: reset"), std::string::npos);
  ASSERT_TRUE(served.hub->publish(event(101)).ok());
  EXPECT_EQ(id_in(client.through("\n\n")), 101U);
}

TEST(EventStream, CutsAReaderWhoFallsBehindAndResumesIt) {
  Served served({}, {}, {.queued_events = 32, .queued_bytes = 1'000'000});
  RawClient slow = served.connect(RawClient::Window::tiny);
  slow.send("GET /events?topic=1 HTTP/1.1\r\nHost: x\r\n\r\n");
  ASSERT_TRUE(has_subscribers(served, 1));
  RawClient quick = subscribe(served, "topic=2");
  const std::string big(20'000, 'x');
  std::uint64_t id = 100;
  EXPECT_TRUE(Served::eventually([&] {
    for (int i = 0; i < 20; ++i) EXPECT_TRUE(served.hub->publish(event(++id, {{1}}, big)).ok());
    return served.server().counters().streams_cut == 1;
  }));
  ASSERT_TRUE(served.hub->publish(event(++id, {{2}})).ok());
  EXPECT_EQ(id_in(quick.through("\n\n")), id) << "the others do not notice";
  RawClient again = subscribe(served, "topic=1", "Last-Event-ID: 100\r\n");
  for (std::uint64_t next = 101; next < id; ++next) ASSERT_EQ(id_in(again.through("\n\n")), next);
}

TEST(EventStream, ShowsThatItLives) {
  Served served({.heartbeat = milliseconds{40}});
  RawClient client = subscribe(served, "topic=1");
  EXPECT_EQ(client.through("\n\n"), ":\nid: 100\n\n");
  ASSERT_TRUE(served.hub->publish(event(101, {{9}})).ok());
  EXPECT_TRUE(Served::eventually([&] { return client.through("\n\n") == ":\nid: 101\n\n"; }))
      << "a quiet subscriber moves on with the others";
}

TEST(EventStream, EndsWhenItsTimeIsOver) {
  auto hub = std::make_shared<EventHub>(0);
  Server server({.heartbeat = milliseconds{40}}, [&](Request, Reply reply) {
    reply.stream(
        {.hub = hub, .topics = {{1}}, .after = {}, .allows = {}, .lifetime = std::chrono::seconds{0}});
  });
  ASSERT_TRUE(server.listen("127.0.0.1", 0).ok());
  RawClient client(server.port());
  client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_NE(client.rest().find("retry: "), std::string::npos);
  EXPECT_TRUE(Served::eventually([&] { return hub->subscribers() == 0; }));
}

TEST(EventStream, EndsWithTheServer) {
  Served served;
  RawClient client = subscribe(served, "topic=1");
  served.server().stop();
  EXPECT_TRUE(client.closed());
  EXPECT_EQ(served.hub->subscribers(), 0U);
  EXPECT_TRUE(served.hub->publish(event(101)).ok()) << "publishing to nobody is no fault";
}

TEST(EventStream, ForgetsWhoLeaves) {
  Served served;
  {
    RawClient client = subscribe(served, "topic=1");
    ASSERT_TRUE(has_subscribers(served, 1));
  }
  EXPECT_TRUE(has_subscribers(served, 0));
}

TEST(EventStream, WaitsForTheAnswersBeforeIt) {
  Served served;
  RawClient client = served.connect();
  client.send("GET /hold?n=1 HTTP/1.1\r\nHost: x\r\n\r\nGET /events?topic=1 HTTP/1.1\r\nHost: x\r\n\r\n");
  auto held = served.held(1);
  held[0].second.send(text_response(200, "text/plain", "first"));
  EXPECT_EQ(RawClient::body_of(client.answer()), "first");
  EXPECT_EQ(RawClient::header_of(client.through("\r\n\r\n"), "Content-Type"), "text/event-stream");
}

TEST(EventStream, ReachesManyFromManyThreads) {
  Served served({.connections_per_address = 0});
  std::vector<RawClient> clients;
  for (int i = 0; i < 200; ++i) clients.push_back(subscribe(served, "topic=" + std::to_string(i % 4)));
  ASSERT_TRUE(has_subscribers(served, 200));
  std::mutex order;
  std::uint64_t id = 100;
  std::vector<std::thread> publishers;
  for (int t = 0; t < 4; ++t) {
    publishers.emplace_back([&] {
      for (int i = 0; i < 50; ++i) {
        const std::lock_guard lock(order);
        ++id;
        EXPECT_TRUE(served.hub->publish(event(id, {{id % 4}})).ok());
      }
    });
  }
  for (std::thread& one : publishers) one.join();
  for (std::size_t i = 0; i < clients.size(); ++i) {
    std::uint64_t next = 101;
    while (next % 4 != i % 4) ++next;
    for (; next <= 300; next += 4) ASSERT_EQ(id_in(clients[i].through("\n\n")), next);
  }
}

}  // namespace
}  // namespace vuoro::net
