#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <span>
#include <vector>

#include "api/call.hpp"
#include "api/chat_room.hpp"
#include "base/ids.hpp"
#include "live/driver.hpp"
#include "net/event_stream.hpp"

/// What the event streams tell: which matters, queues and boards have moved; never what is in them.
namespace vuoro::api {

constexpr net::Topic team_topic(TeamId team) {
  return {(std::uint64_t{1} << 56U) | team.n};
}
constexpr net::Topic matter_topic(MatterId matter) {
  return {(std::uint64_t{2} << 56U) | matter.n};
}
constexpr net::Topic board_topic() {
  return {std::uint64_t{3} << 56U};
}

constexpr net::Topic studio_topic() {
  return {std::uint64_t{4} << 56U};
}

/// The stream position that a page of State at `seq` stands for. A ledger event may make several stream
/// events.
constexpr std::uint64_t stream_position(std::uint64_t seq) {
  return seq * 4 + 3;
}

/// Answers the call with these topics' events after Last-Event-ID, or after ?after= for the first connection
/// of a page, or from now on.
void stream(const CallPtr& call, std::vector<net::Topic> topics);

/// Turns what the driver tells into stream events. Thread-safe.
class Publisher {
 public:
  explicit Publisher(std::shared_ptr<net::EventHub> hub) : hub_(std::move(hub)) {}

  /// For Driver::Options::told.
  void tell(const live::Driver& driver, std::span<const live::Told> told);
  /// Boards have moved, or time has.
  void tell_boards(std::uint64_t seq);
  /// A forecast is being made, has been made or has failed: for boards.
  void tell_forecast(std::uint64_t seq);
  /// Somebody came, went or types. Not in the ledger: who misses it asks for the conversation.
  void tell_sign(const live::Driver& driver, MatterId matter, core::Side side, ChatRoom::Around around);

 private:
  std::uint64_t next_id(std::uint64_t seq);

  std::shared_ptr<net::EventHub> hub_;
  std::mutex mutex_;
};

}  // namespace vuoro::api
