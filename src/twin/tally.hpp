#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "twin/ground.hpp"
#include "twin/scenario.hpp"

namespace vuoro::twin {

/// A mean over people.
struct Mean {
  std::uint64_t n = 0;
  double sum = 0;

  void add(double x) {
    ++n;
    sum += x;
  }
  /// 0 when there was nobody.
  [[nodiscard]] double mean() const { return n == 0 ? 0 : sum / static_cast<double>(n); }
};

/// A number that goes up and down, averaged over time.
class Level {
 public:
  void change(double at, int by) {
    area_ += value_ * (at - last_);
    last_ = at;
    value_ += by;
  }
  /// Begins the average anew; the number itself stays.
  void forget(double at) {
    area_ = 0;
    last_ = since_ = at;
  }
  [[nodiscard]] double now() const { return value_; }
  [[nodiscard]] double area(double at) const { return area_ + value_ * (at - last_); }
  [[nodiscard]] double mean(double at) const { return at > since_ ? area(at) / (at - since_) : 0; }

 private:
  double value_ = 0;
  double area_ = 0;
  double last_ = 0;
  double since_ = 0;
};

struct StageTally {
  std::uint64_t came = 0;  ///< Joined the queue or were taken at once.
  std::uint64_t waited = 0;
  std::uint64_t within = 0;
  std::uint64_t hung_up = 0;
  std::uint64_t turned_away = 0;
  std::vector<Mean> wait;  ///< Of those taken, by segment.
  Mean wait_of_all;        ///< Also of those who hung up.
  Level queue;
  Level busy;
  Level away;  ///< Will be called back or try again.
};

struct ClinicTally {
  Mean lead;
  std::uint64_t over = 0;
  std::uint64_t reached = 0;  ///< Visit times that came.
  std::uint64_t missed = 0;
  std::uint64_t held = 0;
  std::uint64_t late = 0;  ///< Held after the step's due instant.
  std::uint64_t waiting_for_times = 0;
};

/// What one replication saw.
struct Tally {
  explicit Tally(const Scenario& scenario);
  /// The warm-up is over: counts and averages begin anew.
  void forget(double at);

  std::uint64_t contacts = 0;
  std::uint64_t abandoned = 0;  ///< Hung up, however often.
  std::uint64_t happenings = 0;
  Mean in_house;  ///< Minutes from the first contact to the end of the matter.
  Level present;  ///< At a stage: waiting or being served.
  double first_empty = -1;
  double last_done = 0;  ///< The last work was finished, or the last one expected did not come.
  std::vector<StageTally> stages;
  std::vector<ClinicTally> clinics;
};

/// A number that is reported for each replication.
struct Quantity {
  std::string name;  ///< "phone.wait": stage or clinic, what, and the segment when there is one.
  std::string unit;
};

/// The numbers of a scenario in the order of values_of().
std::vector<Quantity> quantities_of(const Scenario& scenario, const std::vector<std::string>& rules);

/// What a replication that ended at `end` gives. Same length as quantities_of().
std::vector<double> values_of(const Scenario& scenario, const std::vector<std::string>& rules,
                              const Tally& tally, const Ground& ground, double end);

}  // namespace vuoro::twin
