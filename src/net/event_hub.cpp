#include "net/event_hub.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <iterator>
#include <string_view>

namespace vuoro::net {

std::optional<std::uint64_t> read_event_id(std::string_view text) {
  std::uint64_t id = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, fault] = std::from_chars(text.data(), end, id);
  if (text.empty() || fault != std::errc{} || stop != end) return std::nullopt;
  return id;
}

std::string event_frame(const Event& event) {
  std::string frame;
  frame.reserve(event.data.size() + event.name.size() + 48);
  fmt::format_to(std::back_inserter(frame), "id: {}\nevent: {}\n", event.id, event.name);
  std::string_view rest = event.data;
  for (;;) {
    const std::size_t end = rest.find_first_of("\r\n");
    frame.append("data: ").append(rest.substr(0, end)).push_back('\n');
    if (end == std::string_view::npos) break;
    rest.remove_prefix(end + (rest.substr(end, 2) == "\r\n" ? 2 : 1));
  }
  frame.push_back('\n');
  return frame;
}

EventHub::EventHub(std::uint64_t last_id, Options options)
    : inside_(std::make_shared<Inside>(last_id, options)) {}
EventHub::~EventHub() = default;

Status EventHub::publish(Event event) {
  std::vector<Event> one;
  one.push_back(std::move(event));
  return inside_->publish(std::move(one));
}
Status EventHub::publish(std::vector<Event> events) {
  return inside_->publish(std::move(events));
}
std::uint64_t EventHub::last_id() const {
  return inside_->last_id();
}
std::size_t EventHub::subscribers() const {
  return inside_->subscribers.load();
}

EventHub::Inside::Inside(std::uint64_t last_id, Options given)
    : options(given), last_id_(last_id), forgotten_(last_id) {}

Status EventHub::Inside::publish(std::vector<Event> events) {
  Status outcome = Unit{};
  std::vector<std::shared_ptr<HubListener>> awake;
  {
    const std::lock_guard lock(mutex_);
    for (Event& event : events) {
      outcome = append(std::move(event));
      if (!outcome.ok()) break;
    }
    for (const auto& listener : listeners_)
      if (auto alive = listener.lock()) awake.push_back(std::move(alive));
    if (awake.size() != listeners_.size())
      std::erase_if(listeners_, [](const auto& l) { return l.expired(); });
  }
  for (const auto& listener : awake) listener->news();
  return outcome;
}

Status EventHub::Inside::append(Event event) {
  const std::string where = fmt::format("event {}", event.id);
  if (event.id <= last_id_)
    return Error{"id-not-rising", fmt::format("the last published event is {}", last_id_), where};
  if (event.name.empty() || event.name.find_first_of(std::string_view{"\r\n\0", 3}) != std::string::npos)
    return Error{"event-name", "an event's name is one line of text", where};
  if (event.data.find('\0') != std::string::npos)
    return Error{"event-data", "an event's data has no NUL", where};
  last_id_ = event.id;
  std::string frame = event_frame(event);
  auto published = std::make_shared<const PublishedEvent>(PublishedEvent{std::move(event), std::move(frame)});
  if (options.remembered == 0) {
    forgotten_ = last_id_;
  } else if (ring_.size() < options.remembered) {
    ring_.push_back(std::move(published));
  } else {
    forgotten_ = ring_[next_]->event.id;
    ring_[next_] = std::move(published);
    next_ = (next_ + 1) % ring_.size();
  }
  return Unit{};
}

void EventHub::Inside::listen(std::weak_ptr<HubListener> listener) {
  const std::lock_guard lock(mutex_);
  listeners_.push_back(std::move(listener));
}

EventHub::Inside::Reach EventHub::Inside::read_on(std::uint64_t& after, std::size_t most,
                                                  std::vector<EventPtr>& found) const {
  const std::lock_guard lock(mutex_);
  if (after < forgotten_ || after > last_id_) {
    after = last_id_;
    return Reach::lost;
  }
  const auto in_order = [&](std::size_t n) -> const EventPtr& { return ring_[(next_ + n) % ring_.size()]; };
  std::size_t low = 0;
  for (std::size_t high = ring_.size(); low < high;) {
    const std::size_t middle = low + (high - low) / 2;
    if (in_order(middle)->event.id <= after) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  for (; low < ring_.size() && most != 0; ++low, --most) {
    found.push_back(in_order(low));
    after = found.back()->event.id;
  }
  return low == ring_.size() ? Reach::end : Reach::more;
}

std::uint64_t EventHub::Inside::last_id() const {
  const std::lock_guard lock(mutex_);
  return last_id_;
}

}  // namespace vuoro::net
