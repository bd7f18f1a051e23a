// Raw bytes that the server must refuse, and that it must then close: two readers could disagree on them.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "net/served.hpp"

namespace vuoro::net {
namespace {

using namespace std::string_literals;

struct Case {
  std::string bytes;
  int status;
  std::string why;
};

std::string chunked(const std::string& body) {
  return "POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n" + body;
}
std::string with(const std::string& header) {
  return "GET / HTTP/1.1\r\nHost: x\r\n" + header + "\r\n\r\n";
}
std::string target(const std::string& text) {
  return "GET " + text + " HTTP/1.1\r\nHost: x\r\n\r\n";
}
std::string many_headers() {
  std::string all;
  for (int i = 0; i < 101; ++i) all += "X-" + std::to_string(i) + ": y\r\n";
  return "GET / HTTP/1.1\r\nHost: x\r\n" + all + "\r\n";
}

std::vector<Case> framing() {
  return {
      {"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400,
       "CL.TE"},
      {"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n", 400,
       "TE.CL"},
      {"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\na", 400, "two lengths"},
      {"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\na", 400,
       "the same length twice"},
      {"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1, 1\r\n\r\na", 400, "a list of lengths"},
      {"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: +1\r\n\r\na", 400, "a signed length"},
      {"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\na", 400, "a negative length"},
      {"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 0x1\r\n\r\na", 400, "a hexadecimal length"},
      {"POST / HTTP/1.1\r\nHost: x\r\nContent-Length:\r\n\r\n", 400, "an empty length"},
      {"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999999999999\r\n\r\n", 400,
       "a length beyond 64 bits"},
      {"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1048577\r\n\r\n", 413, "one byte over the limit"},
      {"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip, chunked\r\n\r\n", 501,
       "a coding that is not known"},
      {"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked, chunked\r\n\r\n", 501, "chunked twice"},
      {"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: xchunked\r\n\r\n", 501, "nearly chunked"},
      {"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n", 400,
       "two codings"},
      {"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: \x0b"s + "chunked\r\n\r\n", 400,
       "a control before the coding"},
      {"POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400, "chunks in HTTP/1.0"},
      {chunked("5;a=b\r\nhello\r\n0\r\n\r\n"), 400, "a chunk extension"},
      {chunked("5\nhello\r\n0\r\n\r\n"), 400, "a chunk line ended by a bare line feed"},
      {chunked("5\r\nhelloXX0\r\n\r\n"), 400, "no line end after a chunk"},
      {chunked("-5\r\nhello\r\n0\r\n\r\n"), 400, "a negative chunk"},
      {chunked("0x5\r\nhello\r\n0\r\n\r\n"), 400, "a chunk size with 0x"},
      {chunked("FFFFFFFFFFFFFFFFF\r\n"), 400, "a chunk size beyond 64 bits"},
      {chunked("FFFFFFFFFFFFFFFF\r\n"), 413, "a huge chunk"},
      {chunked("100001\r\n"), 413, "a chunk one over the limit"},
      {chunked(std::string(20'000, '0')), 400, "a chunk line without end"},
      {chunked("0\r\nX: y\r\n folded\r\n" + std::string(17'000, 'x')), 400, "trailers without end"},
      {chunked("0\r\nContent-Length: 3\r\n\r\n"), 400, "a length in the trailers"},
  };
}

std::vector<Case> heads() {
  return {
      {"GET / HTTP/1.1\r\n\r\n", 400, "no Host"},
      {"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400, "two Hosts"},
      {"GET / HTTP/1.1\r\nHost: a\r\nhost: a\r\n\r\n", 400, "two Hosts in other letters"},
      {"GET / HTTP/1.1\r\nHost: a b\r\n\r\n", 400, "a blank in Host"},
      {"GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", 400, "a path in Host"},
      {"GET / HTTP/1.1\r\nHost: user@a\r\n\r\n", 400, "a user in Host"},
      {"GET / HTTP/1.1\r\nHost:\r\n\r\n", 400, "an empty Host"},
      {"GET / HTTP/1.1\nHost: x\n\n", 400, "bare line feeds"},
      {"GET / HTTP/1.1\r\nHost: x\n\r\n", 400, "one bare line feed"},
      {"GET / HTTP/1.1\r\nHost: x\r\n\n", 400, "the empty line a bare line feed"},
      {"GET / HTTP/1.1\rHost: x\r\n\r\n", 400, "a bare carriage return"},
      {with("A: b\rC: d"), 400, "a carriage return in a value"},
      {with("A: b\r\n c"), 400, "a folded header"},
      {with("A: b\r\n\tc"), 400, "a header folded by a tab"},
      {"GET / HTTP/1.1\r\n Host: x\r\n\r\n", 400, "a blank before the first header"},
      {with("A : b"), 400, "a blank before the colon"},
      {with(": b"), 400, "no name"},
      {with("A b"), 400, "no colon"},
      {with("A(: b"), 400, "no token"},
      {with("A: b\0c"s), 400, "NUL in a value"},
      {with("A\0: b"s), 400, "NUL in a name"},
      {with("Cookie: a=1\r\nCookie: a=2"), 400, "two Cookie headers"},
      {with("Idempotency-Key: 1\r\nIdempotency-Key: 2"), 400, "two keys"},
      {with("Expect: the-best"), 417, "an unknown expectation"},
      {with("A: " + std::string(17'000, 'a')), 431, "a header over 16 KiB"},
      {"GET / HTTP/1.1\r\nHost: x\r\nA: " + std::string(17'000, 'a'), 431, "a header that never ends"},
      {many_headers(), 431, "more than a hundred headers"},
  };
}

std::vector<Case> request_lines() {
  return {
      {"BREW / HTTP/1.1\r\nHost: x\r\n\r\n", 501, "an unknown method"},
      {"get / HTTP/1.1\r\nHost: x\r\n\r\n", 501, "methods have capital letters"},
      {"CONNECT a:1 HTTP/1.1\r\nHost: x\r\n\r\n", 405, "CONNECT"},
      {"TRACE / HTTP/1.1\r\nHost: x\r\n\r\n", 405, "TRACE"},
      {"G\0T / HTTP/1.1\r\nHost: x\r\n\r\n"s, 400, "NUL in the method"},
      {"GET  / HTTP/1.1\r\nHost: x\r\n\r\n", 400, "two blanks"},
      {"GET\t/ HTTP/1.1\r\nHost: x\r\n\r\n", 400, "a tab"},
      {"GET / HTTP/1.1 \r\nHost: x\r\n\r\n", 400, "a blank at the end"},
      {" GET / HTTP/1.1\r\nHost: x\r\n\r\n", 400, "a blank at the start"},
      {"\r\n\r\nGET / HTTP/1.1\r\nHost: x\r\n\r\n", 400, "two blank lines before"},
      {"GET /\r\n\r\n", 400, "HTTP/0.9"},
      {"GET / HTTP/2.0\r\nHost: x\r\n\r\n", 505, "HTTP/2 in text"},
      {"GET / HTTP/1.2\r\nHost: x\r\n\r\n", 505, "HTTP/1.2"},
      {"GET / http/1.1\r\nHost: x\r\n\r\n", 400, "small letters"},
      {"GET / HTTP/1,1\r\nHost: x\r\n\r\n", 400, "a comma"},
      {"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505, "the preface of HTTP/2"},
      {"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\n"s, 400, "TLS to a plain port"},
      {target("/" + std::string(8'192, 'a')), 414, "a target over 8 KiB"},
      {"GET /" + std::string(20'000, 'a'), 414, "a target that never ends"},
      {target("/a\0b"s), 400, "NUL in the target"},
      {target("/a%00b"), 400, "encoded NUL"},
      {target("/a%0d%0aX:y"), 400, "an encoded line break"},
      {target("/a%2fb"), 400, "an encoded slash"},
      {target("/a\\b"), 400, "a backslash"},
      {target("/a%5cb"), 400, "an encoded backslash"},
      {target("/../etc/passwd"), 400, "dot segments"},
      {target("/a/%2e%2e/b"), 400, "encoded dot segments"},
      {target("/a/.%2E"), 400, "half encoded dot segments"},
      {target("/./a"), 400, "a single dot"},
      {target("/a%"), 400, "half an escape"},
      {target("/a%zz"), 400, "no escape"},
      {target("/%c0%af"), 400, "an overlong slash"},
      {target("/%ff"), 400, "no UTF-8"},
      {target("/\xc3\xa4"), 400, "raw UTF-8"},
      {target("/a?b=%00"), 400, "NUL in the query"},
      {target("/a?b=%f"), 400, "half an escape in the query"},
      {target("/a#b"), 400, "a fragment"},
      {target("a"), 400, "no slash"},
      {target("*"), 400, "* is for OPTIONS"},
      {target("http://other/a"), 400, "the host of the target is not Host"},
      {target("ftp://x/a"), 400, "another scheme"},
  };
}

void expect_refused(Served& served, const Case& c) {
  RawClient client = served.connect();
  const std::string answer = client.send(c.bytes).answer();
  EXPECT_EQ(RawClient::status_of(answer), c.status) << c.why;
  EXPECT_EQ(RawClient::header_of(answer, "Connection"), "close") << c.why;
  EXPECT_NE(RawClient::body_of(answer).find("\"code\":\""), std::string::npos) << c.why;
  EXPECT_TRUE(client.closed()) << c.why;
}

TEST(Refusals, WhatTheHandlerNeverSees) {
  Served served;
  for (const auto& table : {framing(), heads(), request_lines()})
    for (const Case& c : table) expect_refused(served, c);
  EXPECT_EQ(served.server().counters().requests, 0U);
}

TEST(Refusals, AreTheSameByteByByte) {
  Served served;
  for (const auto& table : {framing(), heads(), request_lines()}) {
    for (const Case& c : table) {
      if (c.bytes.size() > 300) continue;
      RawClient client = served.connect();
      for (const char byte : c.bytes) client.send({&byte, 1});
      EXPECT_EQ(RawClient::status_of(client.answer()), c.status) << c.why;
    }
  }
  EXPECT_EQ(served.server().counters().requests, 0U);
}

TEST(Refusals, AnswersWhatCameBefore) {
  Served served;
  RawClient client = served.connect();
  client.send(
      "GET /first HTTP/1.1\r\nHost: x\r\n\r\nGET / HTTP/1.1\r\n\r\nGET /third HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_EQ(RawClient::body_of(client.answer()), "{\"path\":\"/first\"}");
  EXPECT_EQ(RawClient::status_of(client.answer()), 400);
  EXPECT_TRUE(client.closed());
}

TEST(Refusals, NotOfWhatIsOnlyUnusual) {
  Served served;
  const std::vector<Case> fine = {
      {"\r\nGET / HTTP/1.1\r\nHost: x\r\n\r\n", 200, "one blank line before is forgiven"},
      {"GET http://x/a?b HTTP/1.1\r\nHost: x\r\n\r\n", 200, "the absolute form of proxies"},
      {"GET HTTP://X HTTP/1.1\r\nHost: x\r\n\r\n", 200, "the absolute form without a path"},
      {"GET / HTTP/1.1\r\nHost: [::1]:8080\r\n\r\n", 200, "IPv6"},
      {"GET / HTTP/1.1\r\nhOST:x\r\n\r\n", 200, "any letters, no blank"},
      {with("A: \t b \t"), 200, "blanks around a value"},
      {with("A:"), 200, "an empty value"},
      {with("A: \xc3\xa4"), 200, "bytes above 127 in a value"},
      {target("/%C3%A4iti/%F0%9F%98%80"), 200, "encoded UTF-8"},
      {target("/a//b/"), 200, "empty segments"},
      {target("/...?a=b&a=c&&=x"), 200, "three dots are a name"},
      {target("/" + std::string(8'191, 'a')), 200, "a target of exactly 8 KiB"},
      {chunked("005\r\nhello\r\n0\r\nX-Trailer: y\r\n\r\n"), 200, "leading zeros and trailers"},
      {"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n", 200, "an empty body"},
      {"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1048576\r\n\r\n" + std::string(1'048'576, 'x'), 200,
       "at the limit"},
      {"GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n", 200,
       "an upgrade is not taken up"},
  };
  for (const Case& c : fine)
    EXPECT_EQ(RawClient::status_of(served.connect().send(c.bytes).answer()), c.status) << c.why;
}

TEST(Refusals, SpeakTheCallersWords) {
  Server::Options options;
  options.problem_body = [](const Refusal& refusal) {
    return std::string{refusal.code} + "/" + std::string{refusal.accept_language};
  };
  Served served({}, options);
  const std::string answer =
      served.connect()
          .send("POST / HTTP/1.1\r\nHost: x\r\nAccept-Language: sv\r\nContent-Length: 9999999\r\n\r\n")
          .answer();
  EXPECT_EQ(RawClient::body_of(answer), "body-too-big/sv");
  EXPECT_EQ(RawClient::body_of(served.connect().send(with("Accept-Language: fi") + "x").answer()),
            "{\"path\":\"/\"}");
}

}  // namespace
}  // namespace vuoro::net
