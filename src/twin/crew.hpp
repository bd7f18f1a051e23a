#pragma once

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace vuoro::twin {

/// Does `work(n)` for every n of [first, end), each by whichever of `threads` threads is free. The first
/// thing thrown is thrown again when all have ended.
template <class Work>
void share_out(std::uint32_t first, std::uint32_t end, unsigned threads, const Work& work) {
  std::atomic<std::uint32_t> next{first};
  std::mutex guard;
  std::exception_ptr bug;
  const auto one = [&] {
    try {
      for (std::uint32_t n = next++; n < end; n = next++) work(n);
    } catch (...) {
      const std::scoped_lock lock(guard);
      if (!bug) bug = std::current_exception();
      next = end;
    }
  };
  {
    std::vector<std::jthread> others;
    for (unsigned i = 1; i < std::min<unsigned>(threads, end - first); ++i) others.emplace_back(one);
    one();
  }
  if (bug) std::rethrow_exception(bug);
}

}  // namespace vuoro::twin
