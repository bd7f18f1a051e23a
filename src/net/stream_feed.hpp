#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <vector>

#include "net/event_hub.hpp"
#include "net/outbox.hpp"

namespace vuoro::net {

using SteadyTime = std::chrono::steady_clock::time_point;

/// One subscriber: first reads on in the hub's ring until it has caught up, then is offered each new event.
class StreamFeed {
 public:
  enum class Stage : std::uint8_t { catching_up, live };
  enum class Offer : std::uint8_t { taken, not_for_me, overflow };

  StreamFeed(Subscription subscription, SteadyTime now, std::chrono::milliseconds heartbeat);

  /// Writes the stream's first lines (how long to wait before reconnecting, where it stands).
  void open(Outbox& out);
  /// Catching up: adds the next events while few wait in `out`. After it has reached the newest event it is
  /// live.
  void read_on(Outbox& out);
  /// Live: takes an event unless it has been sent already, concerns others, or too much waits.
  Offer offer(const EventPtr& event, Outbox& out);
  /// The hub has forgotten events that this feed should have had: tells the client to load its page again.
  void reset(Outbox& out, std::uint64_t now_at);
  /// Writes a sign of life when it is time and nothing else waits; `position` is what a live feed is known to
  /// have.
  void beat(Outbox& out, SteadyTime now, std::uint64_t position);

  [[nodiscard]] Stage stage() const { return stage_; }
  [[nodiscard]] bool over(SteadyTime now) const { return now >= ends_at_; }
  [[nodiscard]] const std::shared_ptr<EventHub::Inside>& hub() const { return hub_; }
  [[nodiscard]] const std::vector<Topic>& topics() const { return subscription_.topics; }

 private:
  [[nodiscard]] bool wants(const Event& event) const;

  Subscription subscription_;
  std::shared_ptr<EventHub::Inside> hub_;
  Stage stage_ = Stage::catching_up;
  std::uint64_t position_ = 0;  // everything up to here is sent or not wanted
  SteadyTime ends_at_, next_beat_;
  std::chrono::milliseconds heartbeat_;
};

}  // namespace vuoro::net
