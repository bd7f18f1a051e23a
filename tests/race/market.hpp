#pragma once

#include <atomic>
#include <cstdint>
#include <random>
#include <span>
#include <vector>

namespace vuoro::race {

/// A slot that is raced for.
struct Slot {
  std::uint32_t id = 0;
  std::uint32_t capacity = 1;
  std::uint32_t worker = 0;  ///< Which of the professionals.
  std::int64_t begin = 0;    ///< Seconds since 1970.
  std::int64_t minutes = 0;
};

/// Which slots people want. Most want the few that are in demand just now, so that they meet; the window
/// moves on, so that each slot has its turn. Thread-safe.
class Market {
 public:
  /// `per_slot`: how many choices the window makes for each slot before it moves on by one.
  Market(std::vector<Slot> slots, std::uint64_t per_slot) : slots_(std::move(slots)), per_slot_(per_slot) {}

  [[nodiscard]] const std::vector<Slot>& slots() const { return slots_; }

  const Slot& choose(std::mt19937_64& chance) {
    if (chance() % 100 < 15) return slots_[chance() % slots_.size()];
    const std::uint64_t from = choices_.fetch_add(1) / per_slot_;
    return slots_[(from + chance() % window) % slots_.size()];
  }

 private:
  static constexpr std::uint64_t window = 24;
  std::vector<Slot> slots_;
  std::uint64_t per_slot_;
  std::atomic<std::uint64_t> choices_ = 0;
};

}  // namespace vuoro::race
