#pragma once

#include <cstdint>
#include <memory>
#include <utility>

#include "net/event_stream.hpp"
#include "net/response.hpp"

namespace vuoro::net {

/// Which connection and which of its requests an answer belongs to. Made by the server.
struct ReplyTicket {
  std::uint64_t connection = 0;
  std::uint64_t request = 0;
};

/// Where answers go. The server has one per I/O thread; tests of handlers make their own.
class ReplyTarget {
 public:
  virtual ~ReplyTarget() = default;
  /// Thread-safe; never blocks for long. An answer to a connection that is gone is dropped.
  virtual void answer(ReplyTicket ticket, Response response) = 0;
  virtual void stream(ReplyTicket ticket, Subscription subscription) = 0;
  /// The Reply was destroyed without an answer: the server sends a 500 problem.
  virtual void unanswered(ReplyTicket ticket) = 0;
};

/// The right to answer one request, once. Move-only; may be kept and used from any thread, even after the
/// server has stopped (then it does nothing). A Reply that is destroyed unused answers 500.
class Reply {
 public:
  Reply() = default;
  Reply(std::shared_ptr<ReplyTarget> target, ReplyTicket ticket)
      : target_(std::move(target)), ticket_(ticket) {}
  Reply(Reply&& other) noexcept : target_(std::exchange(other.target_, nullptr)), ticket_(other.ticket_) {}
  Reply& operator=(Reply&& other) noexcept;
  Reply(const Reply&) = delete;
  Reply& operator=(const Reply&) = delete;
  ~Reply();

  /// True until send() or stream() was called.
  explicit operator bool() const { return target_ != nullptr; }
  /// Answers. A second call does nothing.
  void send(Response response);
  /// Answers 200 text/event-stream and keeps the connection as a subscriber of the subscription's hub.
  void stream(Subscription subscription);

 private:
  std::shared_ptr<ReplyTarget> target_;
  ReplyTicket ticket_;
};

/// While one lives, answers sent from *this thread* are gathered, and each I/O thread is woken once when it
/// ends. For whoever answers many commands at a time (a group commit). Scopes nest; the outermost one
/// delivers.
class ReplyBatch {
 public:
  ReplyBatch();
  ReplyBatch(const ReplyBatch&) = delete;
  ReplyBatch& operator=(const ReplyBatch&) = delete;
  ~ReplyBatch();
};

}  // namespace vuoro::net
