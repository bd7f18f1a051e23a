#include "net/hub_desk.hpp"

#include <algorithm>
#include <utility>

#include "net/connection.hpp"

namespace vuoro::net {

HubDesk::HubDesk(std::shared_ptr<EventHub::Inside> hub) : hub_(std::move(hub)), position_(hub_->last_id()) {}

void HubDesk::read_news() {
  constexpr std::size_t kAtOnce = 1024;
  for (auto reach = EventHub::Inside::Reach::more; reach == EventHub::Inside::Reach::more;) {
    news_.clear();
    reach = hub_->read_on(position_, kAtOnce, news_);
    if (reach == EventHub::Inside::Reach::lost) {
      for (Connection* connection : all_) connection->lost_events(position_);
      return;
    }
    for (const EventPtr& event : news_) {
      for (const Topic topic : event->event.topics) {
        const auto found = by_topic_.find(topic.n);
        if (found == by_topic_.end()) continue;
        for (Connection* connection : found->second) connection->offer(event);
      }
    }
  }
}

void HubDesk::add(Connection& connection, const std::vector<Topic>& topics) {
  all_.insert(&connection);
  for (const Topic topic : topics) by_topic_[topic.n].push_back(&connection);
}

void HubDesk::remove(Connection& connection, const std::vector<Topic>& topics) {
  if (all_.erase(&connection) == 0) return;
  for (const Topic topic : topics) {
    const auto found = by_topic_.find(topic.n);
    if (found == by_topic_.end()) continue;
    auto& listeners = found->second;
    const auto place = std::find(listeners.begin(), listeners.end(), &connection);
    if (place != listeners.end()) {
      *place = listeners.back();
      listeners.pop_back();
    }
    if (listeners.empty()) by_topic_.erase(found);
  }
}

}  // namespace vuoro::net
