#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "net/event_hub.hpp"

namespace vuoro::net {

class Connection;

/// One hub's live subscribers on one I/O thread, found by topic, so that an event costs only those whom it
/// concerns.
class HubDesk {
 public:
  explicit HubDesk(std::shared_ptr<EventHub::Inside> hub);

  /// Offers everything published since the last call to whom it concerns.
  void read_news();
  void add(Connection& connection, const std::vector<Topic>& topics);
  void remove(Connection& connection, const std::vector<Topic>& topics);
  /// Every live subscriber has been offered all events up to this.
  [[nodiscard]] std::uint64_t position() const { return position_; }

 private:
  std::shared_ptr<EventHub::Inside> hub_;
  std::uint64_t position_;
  std::unordered_map<std::uint64_t, std::vector<Connection*>> by_topic_;
  std::unordered_set<Connection*> all_;
  std::vector<EventPtr> news_;
};

}  // namespace vuoro::net
