#pragma once

#include <cstdint>
#include <deque>
#include <vector>

#include "base/result.hpp"
#include "twin/agenda.hpp"
#include "twin/ground.hpp"
#include "twin/prepared.hpp"
#include "twin/streams.hpp"
#include "twin/tally.hpp"

namespace vuoro::twin {

/// One run of a scenario with its own chance: simulated residents and staff who give commands to the core.
/// What happens to matters, promises, steps and slots is the core's; who comes, waits, works and stays away
/// is decided here. Deterministic: scenario, seed and number give the same values, bit for bit. One thread.
class Replication {
 public:
  Replication(const Prepared& prepared, const Viewer& viewer, std::uint64_t seed, std::uint32_t number);

  /// Runs to the horizon. @return values_of() the scenario. Errors: "twin-refused". Once.
  Result<std::vector<double>> run();

  /// Keeps every command that is given. Before run(); the list must outlive this.
  void record_into(std::vector<Given>& list) { ground_.record_into(list); }

  [[nodiscard]] const Ground& ground() const { return ground_; }
  [[nodiscard]] const Tally& tally() const { return tally_; }

 private:
  /// A matter as the people around it know it.
  struct Case {
    double contacted = 0;
    double since = 0;  ///< Joined the present queue.
    double lead = 0;   ///< Of the present booking.
    MatterId matter;
    StepId step;
    StaffId staff;            ///< Who has it now.
    std::uint16_t round = 0;  ///< Counts whatever makes older timers stale.
    std::uint16_t calls = 0;  ///< Times at a stage.
    std::uint16_t bookings = 0;
    std::uint8_t segment = 0;
    bool called_back = false;
    bool answered = false;
    bool assessed = false;
  };
  /// A place in a queue; stale when the case has gone on to another round.
  struct Waiter {
    std::uint32_t who = 0;
    std::uint16_t round = 0;
  };
  struct Desk {
    std::vector<std::deque<Waiter>> queues;  ///< By rank, with those who hung up still in them.
    std::uint32_t waiting = 0;
    std::vector<std::uint32_t> free;  ///< Servers' numbers.
  };

  // replication.cpp
  void happen(const Task& task);
  void plan(double at, What what, std::uint32_t who, std::uint8_t place);
  void plan_next_contact();
  void contact();
  std::uint8_t segment_of(std::uint32_t who) const;
  std::uint32_t give(const core::Command& command, const core::Actor& actor);
  [[nodiscard]] core::Actor staff(const Case& c) const;
  [[nodiscard]] double unit(std::uint32_t who, Purpose purpose, std::uint8_t place,
                            std::uint32_t attempt) const;

  // stages.cpp
  void arrive(std::uint32_t who, std::uint8_t stage);
  void wait(std::uint32_t who, std::uint8_t stage);
  void begin(std::uint32_t who, std::uint8_t stage, std::uint32_t server);
  void take(Case& c, const Stage& stage);
  void finish(std::uint32_t who, std::uint8_t stage);
  void next_in_queue(std::uint8_t stage);
  void hang_up(std::uint32_t who, std::uint8_t stage);
  void retreat(std::uint32_t who, std::uint8_t stage, const std::vector<Retreat>& ways, Purpose purpose);
  void come_back(std::uint32_t who, std::uint8_t stage);
  void route(std::uint32_t who, std::uint8_t stage);
  void assess(Case& c);
  void close(Case& c, core::CloseReason reason);

  // clinics.cpp
  void publish(std::uint8_t clinic, int day);
  void publish_next_day(std::uint8_t clinic, int day);
  void propose(std::uint32_t who, std::uint8_t clinic);
  bool book(std::uint32_t who, std::uint8_t clinic);
  void visit_time(std::uint32_t who, std::uint8_t clinic);
  void visit_over(std::uint32_t who, std::uint8_t clinic);

  const Prepared& prepared_;
  const Scenario& scenario_;
  Streams streams_;
  Ground ground_;
  Tally tally_;
  Agenda agenda_;
  double now_ = 0;
  Instant instant_;
  double next_contact_ = 0;  ///< The Poisson stream's clock, thinned or not.
  std::uint32_t gaps_ = 0;
  std::size_t listed_ = 0;
  std::vector<Case> cases_;  ///< Number 1 is cases_[1].
  std::vector<Desk> desks_;
  std::vector<std::deque<std::uint32_t>> wishes_;  ///< By clinic: whom no published time was free for.
};

}  // namespace vuoro::twin
