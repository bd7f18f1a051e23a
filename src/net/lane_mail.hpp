#pragma once

#include <boost/asio/io_context.hpp>
#include <memory>
#include <mutex>
#include <variant>
#include <vector>

#include "net/event_hub.hpp"
#include "net/reply.hpp"

namespace vuoro::net {

class Lane;

/// An answer on its way to the I/O thread that owns the connection.
struct Letter {
  struct Nothing {};
  ReplyTicket ticket;
  std::variant<Nothing, Response, Subscription> content;
};

/// The letter box of one I/O thread. Outlives the thread: letters to a closed box are dropped. Thread-safe.
class LaneMail final : public ReplyTarget, public HubListener, public std::enable_shared_from_this<LaneMail> {
 public:
  LaneMail(Lane& lane, boost::asio::io_context& context) : lane_(&lane), context_(&context) {}

  void answer(ReplyTicket ticket, Response response) override;
  void stream(ReplyTicket ticket, Subscription subscription) override;
  void unanswered(ReplyTicket ticket) override;
  void news() override;

  /// Adds many letters with at most one wake-up.
  void put(std::vector<Letter> letters);
  /// The lane is about to go.
  void close();
  /// Makes this the box of the calling thread: letters from it are delivered at once.
  void settle_here();

 private:
  void put(Letter letter);
  void wake();  // with mutex_ held
  void empty_box();

  std::mutex mutex_;
  Lane* lane_;  // null when closed
  boost::asio::io_context* context_;
  std::vector<Letter> letters_;
  bool woken_ = false, news_ = false;
};

}  // namespace vuoro::net
