#include "rights/tries.hpp"

#include <algorithm>

namespace vuoro::rights {

Tries::Bucket Tries::filled(Bucket bucket, Instant now) const {
  // A clock set back must not lock anyone out for longer than a whole bucket takes.
  bucket.filled = std::min(bucket.filled, now);
  const auto gained = std::min<std::int64_t>((now - bucket.filled) / limits_.refill, limits_.most);
  bucket.left = std::min(limits_.most, bucket.left + static_cast<int>(gained));
  bucket.filled = bucket.left == limits_.most ? now : bucket.filled + limits_.refill * gained;
  return bucket;
}

std::chrono::seconds Tries::wait(const std::string& address, Instant now) {
  const std::lock_guard lock(mutex_);
  const auto found = buckets_.find(address);
  if (found == buckets_.end()) return {};
  found->second = filled(found->second, now);
  if (found->second.left > 0) return {};
  return limits_.refill - (now - found->second.filled);
}

void Tries::wrong(const std::string& address, Instant now) {
  const std::lock_guard lock(mutex_);
  if (buckets_.size() >= limits_.addresses && !buckets_.contains(address)) make_room(now);
  Bucket& bucket = buckets_.try_emplace(address, Bucket{limits_.most, now}).first->second;
  bucket = filled(bucket, now);
  bucket.left = std::max(0, bucket.left - 1);
}

void Tries::make_room(Instant now) {
  std::erase_if(buckets_, [&](const auto& entry) { return filled(entry.second, now).left == limits_.most; });
  if (buckets_.size() < limits_.addresses) return;
  buckets_.erase(std::min_element(buckets_.begin(), buckets_.end(), [](const auto& a, const auto& b) {
    return a.second.filled < b.second.filled;
  }));
}

}  // namespace vuoro::rights
