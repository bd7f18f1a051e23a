#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "net/head_gate.hpp"
#include "net/server.hpp"

namespace vuoro::net {

/// What a reader needs to know; outlives it.
struct ReadingRules {
  HeadGate::Limits head;
  std::size_t body_bytes = 0;
  std::size_t bodies_bytes = 0;
  std::function<std::size_t(const Request&)> body_limit;
  /// Bytes of the bodies that all readers under these rules are in the middle of.
  mutable std::atomic<std::size_t> bodies_now{0};
};

/// Turns the bytes of one connection into requests, one after another. Knows no socket and no clock.
class RequestReader {
 public:
  /// Where in a message the reader is: nothing of the next one has come, within the head, within the body.
  enum class Phase : std::uint8_t { idle, head, body };
  enum class Step : std::uint8_t { need_more, request, refused };

  explicit RequestReader(const ReadingRules& rules);
  RequestReader(const RequestReader&) = delete;
  RequestReader& operator=(const RequestReader&) = delete;
  ~RequestReader();

  /// Consumes from the front of `bytes` up to the end of one request. `need_more` has consumed everything.
  /// After `refused` the connection has no meaning any more: answer and close.
  Step feed(std::string_view& bytes);

  /// After `request`: the request (once), whether the client keeps the connection, whether it was HEAD.
  Request take();
  [[nodiscard]] bool keep_alive() const { return keep_alive_; }
  [[nodiscard]] bool is_head() const { return gate_.is_head(); }
  [[nodiscard]] bool is_http_1_0() const { return is_http_1_0_; }

  /// After `refused`.
  [[nodiscard]] Refusal refusal() const { return {status_, code_, accept_language_}; }

  [[nodiscard]] Phase phase() const { return phase_; }
  /// Body bytes taken of the request being read.
  [[nodiscard]] std::size_t body_taken() const { return body_taken_; }
  /// True when the client waits for "100 Continue"; call continued() after sending it.
  [[nodiscard]] bool awaits_continue() const { return awaits_continue_; }
  void continued() { awaits_continue_ = false; }

 private:
  struct Parser;

  Step refuse(int status, std::string_view code);
  Step read_head(std::string_view& bytes);
  Step begin_body(std::string_view head);
  Step read_body(std::string_view& bytes);
  Step put_body(std::string_view& bytes);
  Step finish();
  void count_body(std::size_t bytes);
  void forget_body();

  const ReadingRules& rules_;
  HeadGate gate_;
  std::string partial_;  // bytes that came but cannot be read before more come
  std::unique_ptr<Parser> parser_;
  Request request_;
  Phase phase_ = Phase::idle;
  std::size_t body_taken_ = 0;
  bool keep_alive_ = false, is_http_1_0_ = false, awaits_continue_ = false;
  int status_ = 0;
  std::string_view code_;
  std::string accept_language_;
};

}  // namespace vuoro::net
