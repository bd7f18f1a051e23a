#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "net/event_stream.hpp"

namespace vuoro::net {

/// An event with the bytes that every stream sends for it.
struct PublishedEvent {
  Event event;
  std::string frame;
};
using EventPtr = std::shared_ptr<const PublishedEvent>;

/// Someone who wants to know that a hub has news: one per I/O thread.
class HubListener {
 public:
  virtual ~HubListener() = default;
  /// Thread-safe, quick.
  virtual void news() = 0;
};

/// The hub as the server sees it: a ring of events and who listens. Thread-safe.
struct EventHub::Inside {
  enum class Reach : std::uint8_t { more, end, lost };

  explicit Inside(std::uint64_t last_id, Options given);

  Status publish(std::vector<Event> events);
  void listen(std::weak_ptr<HubListener> listener);
  /// Appends up to `most` events after `after` to `found` and moves `after` to the last one looked at. `end`:
  /// nothing newer exists. `lost`: events after `after` are forgotten, or `after` lies in the future; `after`
  /// becomes the newest id.
  Reach read_on(std::uint64_t& after, std::size_t most, std::vector<EventPtr>& found) const;
  [[nodiscard]] std::uint64_t last_id() const;

  const Options options;
  std::atomic<std::size_t> subscribers{0};

 private:
  Status append(Event event);

  mutable std::mutex mutex_;
  std::vector<EventPtr> ring_;  // a circle once full; next_ is the oldest then
  std::size_t next_ = 0;
  std::uint64_t last_id_;
  std::uint64_t forgotten_;  // ids up to this are no longer in the ring
  std::vector<std::weak_ptr<HubListener>> listeners_;
};

/// "id: …\nevent: …\ndata: …\n\n" as text/event-stream wants it.
std::string event_frame(const Event& event);

}  // namespace vuoro::net
