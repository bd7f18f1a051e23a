// Slow and many: limits are short here so that the tests are quick; what is tested is that they hold, not how
// fast.
#include <gtest/gtest.h>

#include <string>
#include <thread>

#include "net/served.hpp"

namespace vuoro::net {
namespace {

using std::chrono::milliseconds;

Server::Limits short_limits() {
  return {.head_time = milliseconds{120},
          .body_grace = milliseconds{120},
          .idle_time = milliseconds{120},
          .answer_time = milliseconds{120},
          .write_stall = milliseconds{120},
          .linger = milliseconds{120}};
}

void drip(RawClient& client, std::string_view bytes) {
  for (const char byte : bytes) {
    client.send({&byte, 1});
    std::this_thread::sleep_for(milliseconds{20});
  }
}

TEST(Patience, EndsWithASlowHead) {
  Served served(short_limits());
  RawClient client = served.connect();
  drip(client, "GET / HTTP/1.1\r\nHost: x\r\nX: y");
  EXPECT_EQ(RawClient::status_of(client.answer()), 408);
  EXPECT_TRUE(client.closed());
}

TEST(Patience, EndsWithASlowBody) {
  Served served(short_limits());
  for (const std::string head : {"Content-Length: 1000\r\n\r\n", "Transfer-Encoding: chunked\r\n\r\n"}) {
    RawClient client = served.connect();
    client.send("POST /echo HTTP/1.1\r\nHost: x\r\n" + head);
    drip(client, std::string(20, '0'));
    EXPECT_EQ(RawClient::status_of(client.answer()), 408);
    EXPECT_TRUE(client.closed());
  }
}

TEST(Patience, OutlastsABodyThatKeepsComing) {
  Server::Limits limits = short_limits();
  limits.body_rate = 10;
  Served served(limits);
  RawClient client = served.connect();
  client.send("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 200\r\n\r\n");
  for (int i = 0; i < 20; ++i) {
    client.send("0123456789");
    std::this_thread::sleep_for(milliseconds{20});
  }
  EXPECT_EQ(RawClient::status_of(client.answer()), 200);
}

TEST(Patience, ClosesWithoutAWordWhereNothingWasSaid) {
  Served served(short_limits());
  RawClient silent = served.connect();
  EXPECT_TRUE(silent.closed());
  RawClient idle = served.connect();
  EXPECT_EQ(RawClient::status_of(idle.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n").answer()), 200);
  EXPECT_TRUE(idle.closed());
}

TEST(Patience, EndsWithAHandlerThatDoesNotAnswer) {
  Served served(short_limits());
  RawClient client = served.connect();
  client.send("GET /hold?n=1 HTTP/1.1\r\nHost: x\r\n\r\n");
  auto held = served.held(1);
  const std::string answer = client.answer();
  EXPECT_EQ(RawClient::status_of(answer), 503);
  EXPECT_NE(RawClient::header_of(answer, "Retry-After"), "");
  EXPECT_TRUE(client.closed());
  held[0].second.send(no_content());
}

TEST(Patience, CutsAReaderWhoTakesNothing) {
  Server::Limits limits = short_limits();
  Served served(limits);
  RawClient client = served.connect(RawClient::Window::tiny);
  client.send("GET /big?n=50000000 HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_TRUE(Served::eventually([&] { return served.server().counters().requests == 1; }));
  EXPECT_TRUE(Served::eventually([&] { return served.server().counters().open == 0; }));
  EXPECT_LT(client.rest().size(), 50'000'000U);
}

TEST(Patience, CutsAReaderWhoTakesCrumbs) {
  Server::Limits limits = short_limits();
  limits.write_rate = 1'000'000'000;  // what loopback buffers take at once must not count as fast reading
  Served served(limits);
  RawClient client = served.connect(RawClient::Window::tiny);
  client.send("GET /big?n=50000000 HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_TRUE(Served::eventually([&] { return served.server().counters().requests == 1; }));
  EXPECT_TRUE(Served::eventually([&] {
    client.exactly(2'000);
    return served.server().counters().open == 0;
  }));
}

TEST(Patience, IsUsedUpByTooManyConnections) {
  Served served({.connections_per_address = 3});
  std::vector<RawClient> clients;
  for (int i = 0; i < 3; ++i) {
    clients.push_back(served.connect());
    EXPECT_EQ(RawClient::status_of(clients.back().send("GET / HTTP/1.1\r\nHost: x\r\n\r\n").answer()), 200);
  }
  RawClient fourth = served.connect();
  fourth.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  const std::string answer = fourth.answer();
  EXPECT_EQ(RawClient::status_of(answer), 503);
  EXPECT_EQ(RawClient::header_of(answer, "Retry-After"), "5");
  EXPECT_TRUE(fourth.closed());
  clients.pop_back();
  EXPECT_TRUE(Served::eventually([&] {
    RawClient next = served.connect();
    return RawClient::status_of(next.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n").answer()) == 200;
  })) << "a place that was left is free";
}

TEST(Patience, HoldsSoManyBytesOfUnfinishedBodiesInAll) {
  Served served({.bodies_bytes = 10'000});
  const std::string head = "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 6000\r\n\r\n";
  for (int round = 0; round < 3; ++round) {
    RawClient first = served.connect();
    first.send(head + std::string(5'999, 'a'));
    RawClient second = served.connect();
    EXPECT_TRUE(Served::eventually([&] { return served.server().counters().open >= 2; }));
    std::this_thread::sleep_for(milliseconds{20});
    const std::string answer = second.send(head + std::string(5'999, 'b')).answer();
    EXPECT_EQ(RawClient::status_of(answer), 503);
    EXPECT_EQ(RawClient::status_of(first.send("a").answer()), 200) << "and what was counted is given back";
  }
}

TEST(Patience, CountsAllConnections) {
  Served served({.connections = 2, .connections_per_address = 0}, {.proxies = {"127.0.0.1"}});
  RawClient first = served.connect();
  RawClient second = served.connect();
  EXPECT_TRUE(Served::eventually([&] { return served.server().counters().open == 2; }));
  EXPECT_EQ(RawClient::status_of(served.connect().answer()), 503);
}

TEST(Patience, OfTheServerWithManyComingAndGoing) {
  Served served({.connections_per_address = 0});
  std::vector<std::thread> crowd;
  for (int t = 0; t < 4; ++t) {
    crowd.emplace_back([&] {
      for (int i = 0; i < 100; ++i) {
        RawClient client = served.connect();
        client.send("GET /a HTTP/1.1\r\nHost: x\r\n\r\nGET /b HTTP/1.1\r\nHo");
        if (i % 3 == 0) continue;
        EXPECT_EQ(RawClient::status_of(client.answer()), 200);
      }
    });
  }
  for (std::thread& one : crowd) one.join();
  EXPECT_TRUE(Served::eventually([&] { return served.server().counters().open == 0; }))
      << "no connection is leaked";
}

}  // namespace
}  // namespace vuoro::net
