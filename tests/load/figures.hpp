#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

namespace vuoro::load {

/// Latencies of one kind of request, in milliseconds from the instant it should have been sent: a request
/// that waited for a free connection has waited.
class Latencies {
 public:
  void add(double ms) { all_.push_back(static_cast<float>(ms)); }
  [[nodiscard]] std::size_t count() const { return all_.size(); }
  /// The smallest latency that `share` of all do not exceed; 0 when there are none. Sorts.
  [[nodiscard]] double at(double share) {
    if (all_.empty()) return 0;
    std::sort(all_.begin(), all_.end());
    const auto last = static_cast<double>(all_.size() - 1);
    return static_cast<double>(all_[static_cast<std::size_t>(share * last)]);
  }

 private:
  std::vector<float> all_;
};

/// What a run has seen.
struct Figures {
  Latencies reads;
  Latencies writes;
  Latencies told;               ///< From a command's answer until a page that watches was told.
  std::uint64_t conflicts = 0;  ///< 412: somebody else had moved the matter; read again and gone on.
  std::uint64_t errors = 0;     ///< Anything else that was not success, streams that broke included.
  std::uint64_t events = 0;     ///< Told on all streams.
  std::uint64_t cut = 0;        ///< Slow clients that the server sent away.
  std::string first_error;

  void error(std::string what) {
    if (errors++ == 0) first_error = std::move(what);
  }
};

}  // namespace vuoro::load
