#include "planner/course_plan.hpp"

#include <algorithm>
#include <set>

#include "core/course.hpp"

namespace vuoro::planner {

namespace {

constexpr std::size_t most_times = 400;

using core::SessionRow;
using core::course::Visit;

Visit visit_at(const core::FreeTime& time) {
  return {time.row->begin, time.row->end(), time.row->worker};
}

/// The sessions to plan, and for each the times it could have. A time is worth something only when one of the
/// next session can follow it: that is worked out from the last session back.
class Planner {
 public:
  Planner(const core::Times& times, const CourseWish& wish, Instant now) {
    bool here = false;
    for (const auto& [step, row] : times.sessions(wish.step)) {
      here = here || step == wish.step;
      if (!here || core::ended(times.state_of(step))) continue;
      rows_.push_back(row);
      choices_.push_back(times.free({step, wish.teams, wish.from, wish.until, {}, {}, most_times}, now));
    }
    if (choices_.empty()) return;
    // The session before the first one planned may have its time already.
    std::erase_if(choices_.front(),
                  [&](const core::FreeTime& t) { return !times.follows(wish.step, t.slot); });
  }

  CoursePlan run() {
    CoursePlan plan;
    if (rows_.empty()) return plan;
    const bool one = std::ranges::any_of(rows_, [](const SessionRow& r) { return required(r); });
    std::set<WorkerId> workers;
    for (const core::FreeTime& time : choices_.front()) workers.insert(time.row->worker);
    for (const WorkerId worker : workers) {
      auto found = chain(worker);
      if (found.empty()) continue;
      if (plan.same.empty() || found.front().row->begin < plan.same.front().row->begin)
        plan.same = std::move(found);
    }
    plan.soonest = one ? plan.same : chain({});
    return plan;
  }

 private:
  static bool required(const SessionRow& row) { return row.same == core::SameProfessional::required; }

  /// The set that begins soonest; with the professional throughout, if one is named.
  [[nodiscard]] std::vector<core::FreeTime> chain(WorkerId worker) const {
    // next[i][k]: which time of session i + 1 follows the k-th of session i soonest; nowhere when none does.
    std::vector<std::vector<std::size_t>> next(rows_.size());
    for (std::size_t i = rows_.size(); i-- > 0;) {
      next[i].assign(choices_[i].size(), nowhere);
      for (std::size_t k = 0; k < choices_[i].size(); ++k) {
        if (worker && choices_[i][k].row->worker != worker) continue;
        next[i][k] = i + 1 == rows_.size() ? 0 : follower(i, k, next[i + 1]);
      }
    }
    std::vector<core::FreeTime> found;
    const auto first = std::ranges::find_if(next.front(), [](std::size_t n) { return n != nowhere; });
    if (first == next.front().end()) return found;
    auto at = static_cast<std::size_t>(first - next.front().begin());
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      found.push_back(choices_[i][at]);
      at = next[i][at];
    }
    return found;
  }

  [[nodiscard]] std::size_t follower(std::size_t i, std::size_t k,
                                     const std::vector<std::size_t>& onward) const {
    const Visit before = visit_at(choices_[i][k]);
    const std::vector<core::FreeTime>& after = choices_[i + 1];
    const auto begin = std::ranges::lower_bound(after, before.begin, {},
                                                [](const core::FreeTime& t) { return t.row->begin; });
    for (auto n = static_cast<std::size_t>(begin - after.begin()); n < after.size(); ++n) {
      if (core::course::beyond_gap(rows_[i + 1], before, visit_at(after[n]))) break;
      if (onward[n] != nowhere && core::course::gap_holds(rows_[i + 1], before, visit_at(after[n]))) return n;
    }
    return nowhere;
  }

  static constexpr std::size_t nowhere = SIZE_MAX;
  std::vector<SessionRow> rows_;
  std::vector<std::vector<core::FreeTime>> choices_;
};

}  // namespace

CoursePlan plan_course(const core::Times& times, const CourseWish& wish, Instant now) {
  return Planner(times, wish, now).run();
}

}  // namespace vuoro::planner
