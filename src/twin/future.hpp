#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "base/result.hpp"
#include "base/viewer.hpp"
#include "core/times.hpp"
#include "twin/ground.hpp"
#include "twin/habits.hpp"
#include "twin/streams.hpp"

namespace vuoro::twin {

/// A shift of the weekly templates as the server would publish it.
struct Publishing {
  Day day;
  core::PublishSlots slots;
};

/// What every future starts from. Immutable, shared by all threads.
struct LiveCounty {
  core::State start;
  core::Setting setting;
  std::shared_ptr<const Habits> habits;
  Instant now;
  std::vector<Publishing> publishing;  ///< By day; what is published already is refused by the core.
  int published_days = 0;              ///< How far ahead the server keeps shifts published.
  double demand = 1;                   ///< Contacts, times what was fitted; for tests and scenarios.
};

/// One possible future of a live county: its State is copied, the matters in it go on from where they stand,
/// and new ones come. Everything is done by commands through the core; who comes and what people do is drawn
/// from the fitted habits, whose own uncertainty is drawn first. Deterministic: county, seed and number give
/// the same State, bit for bit. One thread.
class Future {
 public:
  Future(const LiveCounty& county, const Viewer& viewer, std::uint64_t seed, std::uint32_t number);

  void run(Instant until);

  [[nodiscard]] Ground& ground() { return ground_; }
  [[nodiscard]] const Ground& ground() const { return ground_; }
  /// Commands that did not fit, but for shifts that were published already.
  [[nodiscard]] std::uint64_t refusals() const;
  /// Visit times a working day that this future's care has; 0 = no limit, or in slots.
  [[nodiscard]] double capacity(CareKey key) const;

 private:
  enum class What : std::uint8_t { day, tick, lists, contact, deed, accept_offer, visit, cancel };
  struct Task {
    std::int64_t at = 0;
    std::uint32_t order = 0;
    std::uint32_t who = 0;  ///< Case, visit or stretch.
    std::uint16_t round = 0;
    What what{};
  };
  /// A matter as the people around it know it.
  struct Case {
    MatterId matter;
    TeamId holder;
    std::uint32_t first = 0;  ///< The stretch it follows.
    std::uint32_t count = 0;
    std::uint32_t next = 0;
    Instant last;
    std::uint16_t round = 0;
    std::uint16_t picks = 0;
    std::uint8_t open_steps = 0;
    bool at_once = false;
    bool closed = false;
  };
  /// A step as the people around it know it.
  struct Visit {
    StepId step;
    std::uint32_t who = 0;
    std::uint32_t care = 0;
    Day day;
    Instant begin;
    Instant booked;
    std::uint16_t round = 0;
    std::uint16_t minutes = 0;
    std::uint16_t tries = 0;
    core::CancelledBy by{};
  };
  struct Waiting {
    std::uint32_t visit = 0;
    Day from;
  };
  /// One team's giving of one service in this future.
  struct Care {
    const CareHabits* habits = nullptr;
    CareKey key;
    double per_day = 0;
    double refuses = 0, person_cancels = 0, unit_cancels = 0, misses = 0;
    std::vector<std::uint16_t> taken;  ///< From the first day on.
    std::deque<Waiting> waiting;
  };
  struct Desk {
    std::deque<std::pair<std::uint32_t, std::uint16_t>> waiting;
    std::array<double, day_classes> contacts{};
    std::array<double, 2> per_hour{};
    double dispersion = 1;
    double credit = 0;
  };
  struct Group {
    const std::vector<Stretch>* list = nullptr;
    std::vector<double> upto;  ///< Summed weights.
  };

  // future.cpp
  void happen(const Task& task);
  void plan(std::int64_t at, What what, std::uint32_t who, std::uint16_t round);
  void begin_day(Day day);
  void publish(Day today);
  void draw_contacts(Day day);
  void contact(std::uint32_t stretch);
  [[nodiscard]] double unit(std::uint32_t entity, Purpose purpose, std::uint16_t place = 0,
                            std::uint32_t attempt = 0) const;
  [[nodiscard]] core::Actor staff(TeamId team) const;
  std::optional<std::uint32_t> ask(const core::Command& command, const core::Actor& actor);
  [[nodiscard]] const calendar::Calendar& calendar() const { return county_.setting.calendar; }

  // future_desk.cpp
  Group* group(const Anchor& anchor);
  const Stretch* pick(const Anchor& anchor, double u);
  void follow(std::uint32_t who, const Stretch& stretch);
  void advance(std::uint32_t who);
  void perform(std::uint32_t who, const Deed& deed);
  void propose(std::uint32_t who, const Deed& deed);
  void close(std::uint32_t who, core::CloseReason reason);
  void join_desk(std::uint32_t who);
  void work_desks();

  // future_visits.cpp
  std::uint32_t care_of(CareKey key);
  void find_time(std::uint32_t visit);
  bool book(std::uint32_t visit, Day from, const Wish& wish);
  bool book_in_slots(Visit& v, Day from, const Wish& wish);
  bool book_beside(Visit& v, Day from, const Wish& wish);
  bool book_at(Visit& v, Instant begin, const Wish& wish);
  [[nodiscard]] const Wish& wish_of(const Visit& v) const;
  [[nodiscard]] int room_on(const Care& care, Day day) const;
  void plan_fate(std::uint32_t visit, double left);
  void serve_lists();
  void visit_time(std::uint32_t visit);
  void cancel(std::uint32_t visit);
  void step_over(std::uint32_t visit, core::StepState state);

  // future_start.cpp
  void choose_parameters();
  void take_over();
  void take_over(MatterId matter, const core::MatterRow& row,
                 std::vector<std::pair<Instant, std::uint32_t>>& desks);
  void go_on(std::uint32_t who, const Past::Standing& standing, std::span<const Deed> done);
  void take_over_steps(std::uint32_t who, const core::MatterRow& row);
  void accept_offer(std::uint32_t who);

  const LiveCounty& county_;
  const Habits& habits_;
  const Past& past_;
  Streams streams_;
  Ground ground_;
  core::Times times_;
  Day first_day_;
  Instant now_;
  Instant until_;
  std::size_t published_ = 0;
  std::vector<Task> agenda_;
  std::uint32_t order_ = 0;
  std::vector<Case> cases_;
  std::vector<Visit> visits_;
  std::vector<Care> cares_;
  std::map<CareKey, std::uint32_t> care_index_;
  std::vector<Waiting> unbooked_;  ///< While taking over.
  std::vector<Desk> desks_;        ///< By team's number.
  std::vector<std::pair<Stretch, TeamId>> arriving_;
  std::array<double, lead_classes.size()> lead_factor_{};
  double gives_up_ = 0;
  double growth_ = 0;
  std::map<Anchor, Group> groups_;
  std::uint32_t drawn_ = 0;
};

}  // namespace vuoro::twin
