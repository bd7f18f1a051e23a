#include "net/stream_feed.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <random>
#include <utility>

namespace vuoro::net {
namespace {

constexpr std::size_t kEventsPerLook = 1024;  // of the ring, while its lock is held
constexpr std::size_t kWaitingWhileCatchingUp = 64;

// Ten thousand browsers that lost the server must not all come back in the same second.
int reconnect_after_ms() {
  thread_local std::minstd_rand dice{std::random_device{}()};
  return std::uniform_int_distribution{1'000, 5'000}(dice);
}

}  // namespace

StreamFeed::StreamFeed(Subscription subscription, SteadyTime now, std::chrono::milliseconds heartbeat)
    : subscription_(std::move(subscription)),
      hub_(subscription_.hub->inside()),
      ends_at_(now + subscription_.lifetime),
      next_beat_(now + heartbeat),
      heartbeat_(heartbeat) {
  std::sort(subscription_.topics.begin(), subscription_.topics.end());
  const auto doubles = std::unique(subscription_.topics.begin(), subscription_.topics.end());
  subscription_.topics.erase(doubles, subscription_.topics.end());
  position_ = subscription_.after ? *subscription_.after : hub_->last_id();
}

void StreamFeed::open(Outbox& out) {
  fmt::format_to(std::back_inserter(out.tail()), "retry: {}\n", reconnect_after_ms());
  // An id without data only sets where the browser resumes.
  if (!subscription_.after) fmt::format_to(std::back_inserter(out.tail()), "id: {}\n", position_);
  out.tail().push_back('\n');
}

void StreamFeed::read_on(Outbox& out) {
  std::vector<EventPtr> found;
  while (stage_ == Stage::catching_up && out.pieces() < kWaitingWhileCatchingUp) {
    found.clear();
    const auto reach = hub_->read_on(position_, kEventsPerLook, found);
    if (reach == EventHub::Inside::Reach::lost) {
      reset(out, position_);
      continue;
    }
    for (const EventPtr& event : found)
      if (wants(event->event)) out.add(event, event->frame);
    if (reach == EventHub::Inside::Reach::end) stage_ = Stage::live;
  }
}

StreamFeed::Offer StreamFeed::offer(const EventPtr& event, Outbox& out) {
  if (event->event.id <= position_ || !wants(event->event)) return Offer::not_for_me;
  if (out.pieces() >= hub_->options.queued_events ||
      out.bytes() + event->frame.size() > hub_->options.queued_bytes)
    return Offer::overflow;
  position_ = event->event.id;
  out.add(event, event->frame);
  return Offer::taken;
}

void StreamFeed::reset(Outbox& out, std::uint64_t now_at) {
  position_ = now_at;
  fmt::format_to(std::back_inserter(out.tail()), "id: {}\nevent: reset\ndata: {{}}\n\n", now_at);
}

void StreamFeed::beat(Outbox& out, SteadyTime now, std::uint64_t position) {
  if (now < next_beat_) return;
  next_beat_ = now + heartbeat_;
  if (!out.empty()) return;
  // The id keeps a reader whose topics are quiet from falling behind what the hub remembers.
  if (stage_ == Stage::live) position_ = std::max(position_, position);
  fmt::format_to(std::back_inserter(out.tail()), ":\nid: {}\n\n", position_);
}

bool StreamFeed::wants(const Event& event) const {
  const auto& mine = subscription_.topics;
  const bool touches = std::any_of(event.topics.begin(), event.topics.end(), [&](Topic topic) {
    return std::binary_search(mine.begin(), mine.end(), topic);
  });
  return touches && (!subscription_.allows || subscription_.allows(event));
}

}  // namespace vuoro::net
