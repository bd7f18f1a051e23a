#pragma once

#include <cstdint>
#include <queue>
#include <vector>

#include "base/ids.hpp"
#include "base/time.hpp"
#include "promises/vocabulary.hpp"

namespace vuoro::demo {

/// Something that will happen to a case at its instant.
enum class What : std::uint8_t {
  back_to_desk,  ///< A call not answered is tried again, an interpreter has come.
  accept,
  decline,
  visit,  ///< Held or missed.
  unit_cancels,
  person_cancels,
  book_again,
  forecast,
  begin_assessment,
  make_decision,
  finish,  ///< Close it unless something is still to come.
  reopen,
  repeat,
};

struct Task {
  Instant at;
  std::uint64_t order = 0;  ///< Of two at the same instant the one thought of first.
  What what{};
  std::uint16_t given = 0;  ///< Index into Places::given.
  std::uint16_t team = 0;   ///< The provider's index.
  std::uint32_t index = 0;  ///< The case.
  StepId step;
  Day day;  ///< Of the booked slot.
};

/// Tasks by time.
class Agenda {
 public:
  void add(Task task) {
    task.order = ++order_;
    tasks_.push(task);
  }
  /// The next task before `end`, removed; nothing when there is none.
  bool next(Instant end, Task& task) {
    if (tasks_.empty() || tasks_.top().at >= end) return false;
    task = tasks_.top();
    tasks_.pop();
    return true;
  }

 private:
  struct Later {
    bool operator()(const Task& a, const Task& b) const {
      return a.at != b.at ? a.at > b.at : a.order > b.order;
    }
  };
  std::priority_queue<Task, std::vector<Task>, Later> tasks_;
  std::uint64_t order_ = 0;
};

}  // namespace vuoro::demo
