#pragma once

#include <span>

#include "planner/capacity.hpp"
#include "planner/linear_program.hpp"

/// The weekly plan as a linear program. Private to the planner.
///
/// For a line in a scenario, up to the end of week w: D due, A arrived (both known), P passed = seen in time
/// or given up as late, D <= P <= A, T waiting late, b newly late in the week. Seen in the week: (P − T)
/// minus the same a week before, at most what the shifts give. First in, first out within a line makes these
/// sums enough.
namespace vuoro::planner {

/// What may be had beyond the limits, at a price.
enum class Beyond : std::uint8_t {
  nothing,
  hours,    ///< Visits that no shift gives, to learn how many hours lack.
  promises  ///< Less than is promised, to learn how near one can come.
};

class CapacityProgram {
 public:
  struct Columns {
    std::vector<int> own, extra, beyond;  ///< By week.
    struct OfLine {
      std::vector<int> late, newly_late;  ///< By scenario · weeks + week.
    };
    std::vector<OfLine> lines;
  };

  /// The works share limits only with each other.
  CapacityProgram(const CapacityProblem& problem, std::span<const std::uint32_t> works, Beyond beyond);

  /// Least euros.
  void aim_at_cost();
  /// Least of what was allowed beyond: hours, or broken promises and people waiting late.
  void aim_at_beyond();
  /// What was allowed beyond stays at most this.
  void hold_beyond(double most);
  /// The shifts stay as they are in the solution, and as few as can be wait late: what the plan can do.
  void aim_at_people(const Solution& with);

  [[nodiscard]] const LinearProgram& program() const { return program_; }
  [[nodiscard]] const Columns& of(std::size_t n) const { return columns_[n]; }  ///< The n-th of `works`.

 private:
  void add_work(const Work& work);
  void add_line(const Work& work, const Line& line, Columns& columns, std::vector<int>& passed);
  void add_promise(const Line& line, const Columns::OfLine& columns);
  void add_hours(const Work& work, const Columns& columns, const std::vector<std::vector<int>>& passed);
  void add_limit(const SharedLimit& limit, std::span<const std::uint32_t> works);
  [[nodiscard]] std::size_t at(std::size_t scenario, std::size_t week) const {
    return scenario * weeks_ + week;
  }

  const CapacityProblem& problem_;
  Beyond beyond_;
  std::size_t weeks_;
  LinearProgram program_;
  std::vector<Columns> columns_;
  std::vector<std::pair<int, double>> euros_;  ///< Column and price.
  std::vector<std::pair<int, double>> given_;  ///< Column and weight of what is beyond.
};

/// Due and arrived by the end of each week, by scenario · weeks + week.
struct Flow {
  std::vector<double> due, arrived;
};
[[nodiscard]] Flow flow_of(const Line& line, std::size_t weeks);

}  // namespace vuoro::planner
