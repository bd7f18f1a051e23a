#pragma once

#include <chrono>
#include <cstddef>
#include <map>
#include <mutex>
#include <string>

#include "base/time.hpp"

namespace vuoro::rights {

/// Wrong tries of a secret, counted per address in a token bucket: `most` at once, then one more each
/// `refill`. Right tries cost nothing, so that one library's or ward's address does not lock out its many
/// users. Thread-safe; lost at restart.
class Tries {
 public:
  struct Limits {
    int most = 10;
    std::chrono::seconds refill{6};  ///< 10 a minute
    std::size_t addresses = 100'000;
  };

  explicit Tries(Limits limits) : limits_(limits) {}

  /// Zero when the address may try now, else how long until it may. O(log addresses).
  std::chrono::seconds wait(const std::string& address, Instant now);
  /// The address has tried wrongly. A new address beyond `addresses` makes room among the full buckets, else
  /// in place of the one longest unused: O(addresses) then.
  void wrong(const std::string& address, Instant now);

 private:
  struct Bucket {
    int left;
    Instant filled;
  };
  [[nodiscard]] Bucket filled(Bucket bucket, Instant now) const;
  void make_room(Instant now);

  Limits limits_;
  std::mutex mutex_;
  std::map<std::string, Bucket, std::less<>> buckets_;
};

}  // namespace vuoro::rights
