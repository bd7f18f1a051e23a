#include "api/chat_room.hpp"

#include <algorithm>

namespace vuoro::api {

namespace {

using std::chrono::seconds;

constexpr seconds here_for{75};   // pages give a sign of life every 25 s
constexpr seconds typing_for{8};  // and one every 4 s while somebody types
constexpr std::size_t most_signs = 50'000;
constexpr std::chrono::hours kept_for{5};  // longer than any county waits for a word

std::string name_of(MatterId matter, core::Side side) {
  return std::to_string(matter.n) + (side == core::Side::staff ? "s" : "r");
}

}  // namespace

bool ChatRoom::sign(MatterId matter, core::Side side, Typing typing, Instant now) {
  const Around before = around(matter, side, now);
  const std::lock_guard lock(mutex_);
  if (signs_.size() >= most_signs) make_room(now);
  Sign& sign = signs_[{matter, side}];
  sign.at = now;
  sign.typed = typing == Typing::yes ? now : Instant{};
  if (before.here && before.typing == (typing == Typing::yes)) return false;
  const std::string who = name_of(matter, side);
  if (tellings_.wait(who, now).count() > 0) return false;
  tellings_.wrong(who, now);
  return true;
}

ChatRoom::Around ChatRoom::around(MatterId matter, core::Side side, Instant now) const {
  const std::lock_guard lock(mutex_);
  const auto found = signs_.find({matter, side});
  if (found == signs_.end()) return {};
  const Sign& sign = found->second;
  return {now - sign.at <= here_for, now - sign.typed <= typing_for};
}

Instant ChatRoom::last_sign(MatterId matter) const {
  const std::lock_guard lock(mutex_);
  const auto found = signs_.find({matter, core::Side::resident});
  return found == signs_.end() ? started_ : std::max(found->second.at, started_);
}

void ChatRoom::set(Figures figures) {
  const std::lock_guard lock(mutex_);
  figures_ = figures;
}

ChatRoom::Figures ChatRoom::figures() const {
  const std::lock_guard lock(mutex_);
  return figures_;
}

void ChatRoom::make_room(Instant now) {
  std::erase_if(signs_, [&](const auto& entry) { return now - entry.second.at > kept_for; });
  if (signs_.size() >= most_signs) signs_.erase(signs_.begin());  // the oldest matter's
}

std::chrono::seconds ChatRoom::wait_to_write(MatterId matter, core::Side side, Instant now) {
  const std::string who = name_of(matter, side);
  const seconds wait = messages_.wait(who, now);
  if (wait.count() == 0) messages_.wrong(who, now);
  return wait;
}

std::chrono::seconds ChatRoom::wait_to_open(const std::string& address, Instant now) {
  const seconds wait = openings_.wait(address, now);
  if (wait.count() == 0) openings_.wrong(address, now);
  return wait;
}

}  // namespace vuoro::api
