#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

namespace vuoro::twin {

/// What happens next in a replication.
enum class What : std::uint8_t {
  contact,         ///< Somebody gets in touch for the first time.
  work_done,       ///< A member of staff has finished with a case.
  patience_over,   ///< A caller hangs up, unless they have been answered.
  comes_back,      ///< A call-back is due, or the caller tries again.
  visit_time,      ///< A booked time has come.
  visit_over,      ///< A booked visit has been held.
  publish,         ///< The next day's shifts become bookable.
  begin_counting,  ///< The warm-up is over.
};

/// One happening. `round` tells a timer of an earlier round of the same case from the present one.
struct Task {
  double at = 0;  ///< Minutes since the replication's beginning.
  std::uint32_t order = 0;
  std::uint32_t who = 0;  ///< The case.
  std::uint16_t round = 0;
  std::uint8_t place = 0;  ///< The stage or clinic.
  What what{};
};

/// Happenings by time; of two at the same time the one thought of first. A binary heap.
class Agenda {
 public:
  void add(Task task) {
    task.order = ++order_;
    heap_.push_back(task);
    std::ranges::push_heap(heap_, later);
  }
  /// The next one before `end`, removed; false when there is none.
  bool next(double end, Task& task) {
    if (heap_.empty() || heap_.front().at >= end) return false;
    std::ranges::pop_heap(heap_, later);
    task = heap_.back();
    heap_.pop_back();
    return true;
  }
  [[nodiscard]] std::size_t size() const { return heap_.size(); }

 private:
  static bool later(const Task& a, const Task& b) { return a.at != b.at ? a.at > b.at : a.order > b.order; }

  std::vector<Task> heap_;
  std::uint32_t order_ = 0;
};

}  // namespace vuoro::twin
