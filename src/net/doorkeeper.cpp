#include "net/doorkeeper.hpp"

namespace vuoro::net {

Doorkeeper::Word Doorkeeper::enter(const std::string& key) {
  const std::lock_guard lock(mutex_);
  const bool counted = per_address_ != 0 && !key.empty();
  const auto known = by_address_.find(key);
  const bool too_many = counted && known != by_address_.end() && known->second >= per_address_;
  if (inside_ >= in_all_ || too_many) {
    if (told_later_ >= kToldLater) return Word::away;
    ++told_later_;
    return Word::later;
  }
  ++inside_;
  if (counted) ++by_address_[key];
  return Word::welcome;
}

void Doorkeeper::leave(const std::string& key, Word word) {
  const std::lock_guard lock(mutex_);
  if (word == Word::later) {
    --told_later_;
    return;
  }
  --inside_;
  const auto known = by_address_.find(key);
  if (known != by_address_.end() && --known->second == 0) by_address_.erase(known);
}

std::size_t Doorkeeper::inside() const {
  const std::lock_guard lock(mutex_);
  return inside_;
}

}  // namespace vuoro::net
