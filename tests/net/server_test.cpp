#include "net/server.hpp"

#include <gtest/gtest.h>

#include <string>
#include <thread>

#include "net/served.hpp"

namespace vuoro::net {
namespace {

std::string get(const std::string& target, const std::string& headers = "") {
  return "GET " + target + " HTTP/1.1\r\nHost: x\r\n" + headers + "\r\n";
}

TEST(Server, KeepsTheConnectionAndAnswersAgain) {
  Served served;
  RawClient client = served.connect();
  for (int i = 0; i < 3; ++i) {
    const std::string answer = client.send(get("/api/v1/x")).answer();
    EXPECT_EQ(RawClient::status_of(answer), 200);
    EXPECT_EQ(RawClient::body_of(answer), "{\"path\":\"/api/v1/x\"}");
    EXPECT_EQ(RawClient::header_of(answer, "Connection"), "");
  }
}

TEST(Server, CarriesSecurityHeadersOnEveryAnswer) {
  Served served;
  RawClient client = served.connect();
  const std::string api = client.send(get("/api/x")).answer();
  EXPECT_EQ(RawClient::header_of(api, "Cache-Control"), "no-store");
  EXPECT_NE(RawClient::header_of(api, "Content-Security-Policy").find("default-src 'self'"),
            std::string::npos);
  EXPECT_NE(RawClient::header_of(api, "Content-Security-Policy").find("frame-ancestors 'none'"),
            std::string::npos);
  EXPECT_EQ(RawClient::header_of(api, "Content-Security-Policy").find("unsafe"), std::string::npos);
  EXPECT_EQ(RawClient::header_of(api, "X-Content-Type-Options"), "nosniff");
  EXPECT_EQ(RawClient::header_of(api, "Referrer-Policy"), "no-referrer");
  EXPECT_EQ(RawClient::header_of(api, "Cross-Origin-Opener-Policy"), "same-origin");
  EXPECT_TRUE(RawClient::header_of(api, "Date").ends_with(" GMT"));
  const std::string page = client.send(get("/page")).answer();
  EXPECT_EQ(RawClient::header_of(page, "Cache-Control"), "") << "pages decide for themselves";
  const std::string refused = client.send("NONSENSE\r\n\r\n").answer();
  EXPECT_EQ(RawClient::status_of(refused), 400);
  EXPECT_EQ(RawClient::header_of(refused, "X-Content-Type-Options"), "nosniff");
  EXPECT_EQ(RawClient::header_of(refused, "Content-Type"), "application/problem+json");
}

TEST(Server, AnswersPipelinedRequestsInOrderWhenTheirAnswersComeOutOfOrder) {
  Served served;
  RawClient client = served.connect();
  client.send(get("/hold?n=0") + get("/hold?n=1") + get("/now") + get("/hold?n=2"));
  auto held = served.held(3);
  ASSERT_EQ(held.size(), 3U);
  EXPECT_TRUE(client.quiet(std::chrono::milliseconds{50})) << "/now must wait for those before it";
  for (const std::size_t i : {2U, 0U, 1U})
    std::thread([&] { held[i].second.send(text_response(200, "text/plain", held[i].first)); }).join();
  EXPECT_EQ(RawClient::body_of(client.answer()), "0");
  EXPECT_EQ(RawClient::body_of(client.answer()), "1");
  EXPECT_EQ(RawClient::body_of(client.answer()), "{\"path\":\"/now\"}");
  EXPECT_EQ(RawClient::body_of(client.answer()), "2");
}

TEST(Server, ServesMorePipelinedRequestsThanItHoldsAtOnce) {
  Served served({.pipelined = 4});
  RawClient client = served.connect();
  std::string all;
  for (int i = 0; i < 500; ++i) all += get("/n/" + std::to_string(i));
  client.send(all);
  for (int i = 0; i < 500; ++i)
    ASSERT_EQ(RawClient::body_of(client.answer()), "{\"path\":\"/n/" + std::to_string(i) + "\"}");
}

TEST(Server, StopsReadingWhileTooManyRequestsAreInProgress) {
  Served served({.pipelined = 4});
  RawClient client = served.connect();
  std::string all;
  for (int i = 0; i < 20; ++i) all += get("/hold?n=" + std::to_string(i));
  client.send(all);
  std::size_t answered = 0;
  while (answered < 20) {
    auto held = served.held(4);
    ASSERT_LE(held.size(), 4U);
    ASSERT_GT(held.size(), 0U);
    for (auto& [n, reply] : held) {
      EXPECT_EQ(n, std::to_string(answered));
      reply.send(text_response(200, "text/plain", n));
      EXPECT_EQ(RawClient::body_of(client.answer()), std::to_string(answered++));
    }
  }
}

TEST(Server, AnswersABatchFromAnotherThread) {
  Served served;
  std::vector<RawClient> clients;
  for (int i = 0; i < 50; ++i) {
    clients.push_back(served.connect());
    clients.back().send(get("/hold?n=" + std::to_string(i)));
  }
  std::vector<std::pair<std::string, Reply>> held;
  ASSERT_TRUE(Served::eventually([&] {
    for (auto& one : served.held(1)) held.push_back(std::move(one));
    return held.size() == 50;
  }));
  std::thread([&] {
    const ReplyBatch batch;
    for (auto& [n, reply] : held) reply.send(text_response(200, "text/plain", n));
  }).join();
  for (int i = 0; i < 50; ++i)
    EXPECT_EQ(RawClient::body_of(clients[static_cast<std::size_t>(i)].answer()), std::to_string(i));
}

TEST(Server, ReadsBodiesHoweverTheyAreCut) {
  Served served;
  const std::string chunked =
      "POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nWiki\r\n6\r\npedia "
      "\r\nE\r\nin \r\n\r\nchunks.\r\n0\r\n\r\n";
  const std::string empty = "POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n";
  const std::string sized = "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhello";
  for (const auto& [message, body] :
       {std::pair{chunked, std::string{"Wikipedia in \r\n\r\nchunks."}}, std::pair{empty, std::string{}},
        std::pair{sized, std::string{"hello"}}}) {
    for (const std::size_t step : {1U, 2U, 3U, 7U, 1000U}) {
      RawClient client = served.connect();
      const std::string two = message + message;  // the surplus after the first belongs to the second
      for (std::size_t at = 0; at < two.size(); at += step)
        client.send(std::string_view{two}.substr(at, step));
      EXPECT_EQ(RawClient::body_of(client.answer()), body) << "step " << step;
      EXPECT_EQ(RawClient::body_of(client.answer()), body) << "step " << step;
    }
  }
}

TEST(Server, DropsTrailersSoThatTheyCannotPoseAsHeaders) {
  Served served({}, {.proxies = {"127.0.0.1"}});
  RawClient client = served.connect();
  const std::string answer = client
                                 .send(
                                     "POST /address HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: "
                                     "10.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\n"
                                     "1\r\na\r\n0\r\nX-Forwarded-For: 6.6.6.6\r\n\r\n")
                                 .answer();
  EXPECT_EQ(RawClient::body_of(answer), "10.0.0.1");
}

TEST(Server, HeadHasTheLengthAndNoBody) {
  Served served;
  RawClient client = served.connect();
  const std::string answer = client.send("HEAD /big?n=5000 HTTP/1.1\r\nHost: x\r\n\r\n").answer("HEAD");
  EXPECT_EQ(RawClient::header_of(answer, "Content-Length"), "5000");
  EXPECT_EQ(RawClient::body_of(client.send(get("/after")).answer()), "{\"path\":\"/after\"}");
}

TEST(Server, OptionsOfTheWholeServer) {
  Served served;
  const std::string answer = served.connect().send("OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n").answer();
  EXPECT_EQ(RawClient::status_of(answer), 204);
  EXPECT_NE(RawClient::header_of(answer, "Allow").find("PATCH"), std::string::npos);
}

TEST(Server, ContinuesWhenAsked) {
  Served served;
  RawClient client = served.connect();
  client.send("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n");
  EXPECT_EQ(RawClient::status_of(client.answer()), 100);
  EXPECT_EQ(RawClient::body_of(client.send("ok").answer()), "ok");
}

TEST(Server, ContinuesOnlyAfterTheAnswersBefore) {
  Served served;
  RawClient client = served.connect();
  client.send(get("/hold?n=1") +
              "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n");
  auto held = served.held(1);
  EXPECT_TRUE(client.quiet(std::chrono::milliseconds{50}));
  held[0].second.send(text_response(200, "text/plain", "first"));
  EXPECT_EQ(RawClient::body_of(client.answer()), "first");
  EXPECT_EQ(RawClient::status_of(client.answer()), 100);
  EXPECT_EQ(RawClient::body_of(client.send("ok").answer()), "ok");
}

TEST(Server, RefusesATooBigBodyBeforeItIsSent) {
  Served served;
  RawClient client = served.connect();
  const std::string answer =
      client.send("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 2000000\r\nExpect: 100-continue\r\n\r\n")
          .answer();
  EXPECT_EQ(RawClient::status_of(answer), 413);
  EXPECT_TRUE(client.closed());
}

TEST(Server, BodyLimitMayDependOnTheRequest) {
  Server::Options options;
  options.body_limit = [](const Request& request) -> std::size_t {
    return request.path() == "/echo" ? 10 : 3;
  };
  Served served({}, options);
  EXPECT_EQ(
      RawClient::status_of(
          served.connect().send("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhello").answer()),
      200);
  EXPECT_EQ(
      RawClient::status_of(
          served.connect().send("POST /no HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhello").answer()),
      413);
}

TEST(Server, SurvivesHandlersThatThrowOrForget) {
  Served served;
  RawClient client = served.connect();
  const std::string thrown = client.send(get("/throw")).answer();
  EXPECT_EQ(RawClient::status_of(thrown), 500);
  EXPECT_EQ(thrown.find("a bug in the handler"), std::string::npos) << "the reason is for the log alone";
  EXPECT_EQ(RawClient::status_of(client.send(get("/drop")).answer()), 500);
  EXPECT_EQ(RawClient::status_of(client.send(get("/fine")).answer()), 200) << "the connection lives on";
  ASSERT_EQ(served.faults_seen().size(), 1U);
  EXPECT_EQ(served.faults_seen()[0], "handler-threw: a bug in the handler");
}

TEST(Server, NeverSendsAHeaderWithALineBreak) {
  Served served;
  const std::string answer = served.connect().send(get("/split")).answer();
  EXPECT_EQ(RawClient::status_of(answer), 500);
  EXPECT_EQ(answer.find("Set-Cookie"), std::string::npos);
}

TEST(Server, SpeaksHttp10) {
  Served served;
  RawClient plain = served.connect();
  const std::string answer = plain.send("GET /x HTTP/1.0\r\n\r\n").answer();
  EXPECT_EQ(RawClient::header_of(answer, "Connection"), "close");
  EXPECT_TRUE(plain.closed());
  RawClient kept = served.connect();
  for (int i = 0; i < 2; ++i) {
    const std::string again = kept.send("GET /x HTTP/1.0\r\nConnection: keep-alive\r\n\r\n").answer();
    EXPECT_EQ(RawClient::header_of(again, "Connection"), "keep-alive");
  }
}

TEST(Server, AnswersAClientThatHasFinishedSpeaking) {
  Served served;
  RawClient client = served.connect();
  client.send(get("/hold?n=1")).end_output();
  auto held = served.held(1);
  ASSERT_EQ(held.size(), 1U);
  held[0].second.send(text_response(200, "text/plain", "late"));
  EXPECT_EQ(RawClient::body_of(client.answer()), "late");
  EXPECT_TRUE(client.closed());
}

TEST(Server, SendsAllToAClientThatHasFinishedSpeakingAndReadsSlowly) {
  Served served;
  for (const std::string close : {"", "Connection: close\r\n"}) {
    RawClient client = served.connect(RawClient::Window::tiny);
    client.send(get("/big?n=1500000", close)).through("\r\n\r\n");
    client.end_output();  // most of the answer is still in the system's buffers
    std::this_thread::sleep_for(std::chrono::milliseconds{50});
    EXPECT_EQ(client.rest().size(), 1'500'000U);
  }
}

TEST(Server, SendsLargeAnswersWhole) {
  Served served;
  RawClient client = served.connect(RawClient::Window::tiny);
  client.send(get("/big?n=20000000"));
  std::this_thread::sleep_for(std::chrono::milliseconds{100});
  EXPECT_EQ(client.answer().size() > 20'000'000U, true);
}

TEST(Server, BelievesTheProxyAboutTheAddressAndNobodyElse) {
  Served open({}, {.proxies = {"127.0.0.1"}});
  EXPECT_EQ(RawClient::body_of(
                open.connect().send(get("/address", "X-Forwarded-For: 9.9.9.9, 10.1.2.3\r\n")).answer()),
            "10.1.2.3");
  EXPECT_EQ(RawClient::body_of(open.connect().send(get("/address", "X-Forwarded-For: <b>\r\n")).answer()),
            "127.0.0.1");
  Served closed;
  EXPECT_EQ(
      RawClient::body_of(closed.connect().send(get("/address", "X-Forwarded-For: 9.9.9.9\r\n")).answer()),
      "127.0.0.1");
}

TEST(Server, SaysWhyItCannotListen) {
  Served served;
  Server second({}, [](Request, Reply) {});
  const Status taken = second.listen("127.0.0.1", served.server().port());
  ASSERT_FALSE(taken.ok());
  EXPECT_EQ(taken.error().code, "address-in-use");
  Server third({}, [](Request, Reply) {});
  EXPECT_EQ(third.listen("localhost!", 0).error().code, "address-unreadable");
  Server fourth({}, [](Request, Reply) {});
  EXPECT_EQ(fourth.listen("192.0.2.1", 0).error().code, "address-refused");
}

TEST(Server, StopLetsRequestsInProgressFinish) {
  Served served({},
                {.threads = 1});  // one I/O thread: once the idle one is closed, all have heard of the stop
  RawClient idle = served.connect();
  idle.send(get("/x")).answer();
  RawClient busy = served.connect();
  busy.send(get("/hold?n=1"));
  auto held = served.held(1);
  std::thread stopping([&] { served.server().stop(); });
  EXPECT_TRUE(idle.closed());
  held[0].second.send(text_response(200, "text/plain", "done"));
  const std::string answer = busy.answer();
  EXPECT_EQ(RawClient::body_of(answer), "done");
  EXPECT_EQ(RawClient::header_of(answer, "Connection"), "close");
  EXPECT_TRUE(busy.closed());
  stopping.join();
  EXPECT_FALSE(served.connect().connected());
}

TEST(Server, StopDoesNotWaitForEver) {
  Served served({.stop_grace = std::chrono::milliseconds{100}});
  RawClient busy = served.connect();
  busy.send(get("/hold?n=1"));
  auto held = served.held(1);
  served.server().stop();
  EXPECT_TRUE(busy.closed());
  held[0].second.send(text_response(200, "text/plain", "too late"));  // must do nothing, not crash
}

TEST(Server, RepliesMayOutliveTheServer) {
  std::vector<std::pair<std::string, Reply>> held;
  {
    Served served({.stop_grace = std::chrono::milliseconds{50}});
    RawClient client = served.connect();
    client.send(get("/hold?n=1"));
    held = served.held(1);
  }
  ASSERT_EQ(held.size(), 1U);
  held[0].second.send(no_content());
}

}  // namespace
}  // namespace vuoro::net
