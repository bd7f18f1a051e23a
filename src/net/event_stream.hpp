#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace vuoro::net {

/// What an event is about; the caller composes the number (say, kind in the top byte, id below). 0 is
/// allowed.
struct Topic {
  std::uint64_t n = 0;
  friend constexpr auto operator<=>(Topic,
                                    Topic) = default;  // NOLINT(modernize-use-nullptr): a known false alarm
};

/// One published event. `id` rises strictly (a ledger sequence number); `name` and `data` are text without
/// NUL, `name` on one line, `data` on any number of lines.
struct Event {
  std::uint64_t id = 0;
  std::vector<Topic> topics;
  std::string name;
  std::string data;
};

class EventHub;

/// What a subscriber wants to hear. Fixed for the life of the stream.
struct Subscription {
  std::shared_ptr<EventHub> hub;
  /// Events touching any of these are sent, each once.
  std::vector<Topic> topics;
  /// The last event the client has seen (Last-Event-ID, or the ledger position of the page it loaded): events
  /// after it are sent first, without a gap or a double. Older than the hub remembers, or from a future that
  /// this ledger does not have: the client gets the event `reset` and must load its page again. Nothing: only
  /// what comes from now on.
  std::optional<std::uint64_t> after = {};
  /// Last word on each event (rights); called on an I/O thread, must be quick and thread-safe. Empty: all
  /// pass.
  std::function<bool(const Event&)> allows = {};
  /// The stream ends after this; the client reconnects and is authorised afresh.
  std::chrono::seconds lifetime = std::chrono::hours{1};
};

/// Reads a Last-Event-ID header or a query parameter: decimal digits within 64 bits, otherwise nothing.
std::optional<std::uint64_t> read_event_id(std::string_view text);

/// Where events are published and from which any number of connections are fed. Thread-safe.
///
/// Remembers the last `remembered` events for resuming. A subscriber that reads so slowly that more than
/// `queued_events` events or `queued_bytes` bytes wait for it is cut; its browser reconnects with
/// Last-Event-ID.
class EventHub {
 public:
  struct Options {
    std::size_t remembered = 65'536;
    std::size_t queued_events = 512;
    std::size_t queued_bytes = 256UL * 1024;
  };

  /// `last_id`: the position of the ledger at start; a client that saw exactly this resumes without a reset.
  explicit EventHub(std::uint64_t last_id) : EventHub(last_id, Options{}) {}
  EventHub(std::uint64_t last_id, Options options);
  EventHub(const EventHub&) = delete;
  EventHub& operator=(const EventHub&) = delete;
  ~EventHub();

  /// Publishes from any thread. Errors: "id-not-rising", "event-name" (line break or NUL in the name, or
  /// empty), "event-data" (NUL in the data). O(1) + one wake-up per I/O thread that has subscribers (none
  /// while an earlier wake-up is still unanswered).
  Status publish(Event event);
  /// The same for many at once, in order, with one wake-up per I/O thread; stops at the first error.
  Status publish(std::vector<Event> events);

  [[nodiscard]] std::uint64_t last_id() const;
  /// Streams being fed now.
  [[nodiscard]] std::size_t subscribers() const;

  struct Inside;
  /// For the server only.
  [[nodiscard]] const std::shared_ptr<Inside>& inside() const { return inside_; }

 private:
  std::shared_ptr<Inside> inside_;
};

}  // namespace vuoro::net
