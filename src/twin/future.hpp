#pragma once

#include <absl/container/flat_hash_map.h>

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "base/result.hpp"
#include "base/viewer.hpp"
#include "core/times.hpp"
#include "core/view.hpp"
#include "twin/alterations.hpp"
#include "twin/ground.hpp"
#include "twin/habits.hpp"
#include "twin/streams.hpp"

namespace vuoro::planner {
class LiveReader;
struct Rules;
}  // namespace vuoro::planner

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
/// from the fitted habits, whose own uncertainty is drawn first. Deterministic: county, alterations, seed and
/// number give the same State, bit for bit. Who comes, what they need and how they behave is drawn by who
/// they are, not by the order of what happens: the same people live the futures of the same number under
/// other alterations (common random numbers). One thread.
class Future {
 public:
  /// `alterations`: must outlive this.
  Future(const LiveCounty& county, const Viewer& viewer, std::uint64_t seed, std::uint32_t number,
         const Alterations& alterations = unaltered);

  void run(Instant until);

  [[nodiscard]] Ground& ground() { return ground_; }
  [[nodiscard]] const Ground& ground() const { return ground_; }
  /// Commands that did not fit, but for shifts that were published already.
  [[nodiscard]] std::uint64_t refusals() const;
  /// Visit times a working day that this future's care has; 0 = no limit, or in slots.
  [[nodiscard]] double capacity(CareKey key) const;

  Future(const Future&) = delete;
  Future& operator=(const Future&) = delete;

  static const Alterations unaltered;  ///< Nothing in it.

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
    std::uint32_t key = 0;  ///< Draws are by it.
    std::uint16_t round = 0;
    std::uint16_t picks = 0;
    std::uint16_t steps = 0;  ///< Proposed, or taken over.
    std::uint8_t open_steps = 0;
    bool at_once = false;
    bool closed = false;
  };
  /// A step as the people around it know it.
  struct Visit {
    StepId step;
    MatterId matter;
    std::uint32_t who = 0;
    std::uint32_t care = 0;
    std::uint32_t room = 0;  ///< The care whose time it is, if beside: its own or one that is lent.
    Day day;
    Instant begin;
    Instant booked;
    std::uint16_t round = 0;
    std::uint16_t minutes = 0;
    std::uint16_t tries = 0;
    std::uint16_t nth = 0;  ///< Of its case.
    core::CancelledBy by{};
    bool beside = false;  ///< Booked in one of so many times a working day.
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
    /// Visit times a working day that an alteration adds, by count of working days from the first day.
    struct Added {
      int from = 0;
      int until = 0;
      double per_day = 0;
    };
    std::vector<Added> added;
    /// Whose times are theirs: the care's own, and those of teams whose people have come along with a move.
    struct Room {
      std::uint32_t care = 0;
      Span when;  ///< Of visits.
    };
    std::vector<Room> rooms;
    std::vector<std::uint16_t> taken;  ///< From the first day on; of those not in slots.
    std::deque<Waiting> waiting;

    /// Whether a limit is known: otherwise everybody has a time at once.
    [[nodiscard]] bool limited() const { return habits != nullptr && !habits->same_day; }
    [[nodiscard]] bool in_slots() const { return habits != nullptr && habits->in_slots; }
    /// Whether there are times that are not published: instead of slots, or added beside them.
    [[nodiscard]] bool has_days() const { return !in_slots() || !added.empty(); }
  };
  struct Desk {
    std::deque<std::pair<std::uint32_t, std::uint16_t>> waiting;
    std::array<double, day_classes> contacts{};
    std::array<double, 2> per_hour{};
    std::array<double, 2> day_to_day{};
    double dispersion = 1;
    double deviations = 0;  ///< Of the day's speed from the desk's, in deviations of its days.
    double today = 0;       ///< Contacts an hour.
    double credit = 0;
  };
  struct Group {
    const std::vector<Stretch>* list = nullptr;
    std::vector<double> upto;  ///< Summed weights.
    std::vector<std::uint32_t>
        guide;  ///< For each of as many equal parts of the sum: where to begin to look.
  };

  // future.cpp
  void happen(const Task& task);
  void plan(std::int64_t at, What what, std::uint32_t who, std::uint16_t round);
  std::optional<Task> next_task();
  void sort_by_time(std::vector<Task>& tasks, Instant midnight);
  void put_in_order();
  // future_ahead.cpp
  void fetch_ahead() const;
  void fetch_row(const Task& task) const;
  void fetch_matter(const Task& task) const;
  void fetch_promises(const Task& task) const;
  void fetch_ahead(const Desk& desk) const;
  void begin_day(Day day);
  void plan_office(Day day);
  void publish(Day today);
  void open_desks(Day day);
  void draw_contacts(Day day);
  const Stretch* solved_without_visit(const Anchor& anchor, std::uint32_t entity, std::uint32_t nth);
  void contact(std::uint32_t stretch);
  [[nodiscard]] double unit(std::uint32_t entity, Purpose purpose, std::uint16_t place = 0,
                            std::uint32_t attempt = 0) const;
  [[nodiscard]] core::Actor staff(TeamId team) const;
  [[nodiscard]] double unit_of(const Visit& v, Purpose purpose, std::uint16_t place,
                               std::uint16_t attempt) const;
  std::optional<std::uint32_t> ask(const core::Command& command, const core::Actor& actor);
  [[nodiscard]] const calendar::Calendar& calendar() const { return setting_.calendar; }

  // future_desk.cpp
  const Group& group(const Anchor& anchor);
  const Stretch* pick(const Anchor& anchor, double u);
  void follow(std::uint32_t who, const Stretch& stretch);
  void advance(std::uint32_t who);
  void perform(std::uint32_t who, const Deed& deed);
  void propose(std::uint32_t who, const Deed& deed);
  void close(std::uint32_t who, core::CloseReason reason);
  void hand_over(std::uint32_t who, const Deed& deed);
  void join_desk(std::uint32_t who);
  void work_desks();
  void work(Desk& desk);

  // future_visits.cpp
  std::uint32_t care_of(CareKey key);
  void find_time(std::uint32_t visit);
  bool book(std::uint32_t visit, Day from, const Wish& wish);
  void booked_now(std::uint32_t visit);
  [[nodiscard]] std::optional<core::FreeTime> first_slot(const Visit& v, Day from) const;
  [[nodiscard]] std::vector<core::FreeTime> free_slots(const Visit& v, const Care::Room& room, Day from,
                                                       Day last, std::size_t most) const;
  bool book_in_slots(Visit& v, const core::FreeTime& time);
  /// A working day on which a care has room beside published times.
  struct Beside {
    Day day;
    std::uint32_t room = 0;
  };
  bool book_freely(Visit& v, Day from, const Wish& wish);
  bool book_beside(Visit& v, const Beside& beside, const Wish& wish);
  bool book_on(Visit& v, Day day, const Wish& wish);
  [[nodiscard]] std::optional<Beside> day_beside(const Visit& v, Day from) const;
  [[nodiscard]] std::optional<std::uint32_t> room_beside(const Care& care, Day day) const;
  [[nodiscard]] Day first_day_beside(Day from) const;
  bool book_at(Visit& v, Instant begin, const Wish& wish);
  [[nodiscard]] const Wish& wish_of(const Visit& v) const;
  [[nodiscard]] double times_upto(const Care& care, int working_days) const;
  [[nodiscard]] double ordinary_days(int working_days) const;
  [[nodiscard]] int room_on(const Care& care, Day day) const;
  void plan_fate(std::uint32_t visit, double left);
  void serve_lists();
  void visit_time(std::uint32_t visit);
  void cancel(std::uint32_t visit);
  void step_over(std::uint32_t visit, core::StepState state);

  // future_lists.cpp
  [[nodiscard]] bool by_policy(const Care& care) const;
  [[nodiscard]] bool free_today(const Visit& v) const;
  struct Morning;
  void give_times();
  void give_times(Care& care, planner::LiveReader& reader, const planner::Rules& rules);
  void offer_times(const Care& care, Day from, Morning& morning) const;
  void offer_days(const Care::Room& room, Day from, std::size_t wanted, Morning& morning) const;
  bool take_time(const Waiting& waits, const Morning& morning, std::uint32_t time);

  // future_moves.cpp
  void add_moves();
  static void give_without_times(Care& care, const Care& as);
  void work_for_others();
  [[nodiscard]] TeamId instead_of(TeamId team, const Case& c) const;

  // future_start.cpp
  void choose_parameters();
  void add_capacity();
  void draw_year();
  void take_over();
  void take_over(MatterId matter, const core::MatterRow& row,
                 std::vector<std::pair<Instant, std::uint32_t>>& desks);
  void go_on(std::uint32_t who, const Past::Standing& standing, std::span<const Deed> done);
  void take_over_steps(std::uint32_t who, const core::MatterRow& row);
  void accept_offer(std::uint32_t who);

  const LiveCounty& county_;
  const Habits& habits_;
  const Past& past_;
  const Alterations& alterations_;
  const core::Setting& setting_;  ///< The county's, or that of the alterations.
  Streams streams_;
  Ground ground_;
  core::Whole whole_;
  core::Times times_;
  Day first_day_;
  Instant now_;
  Instant until_;
  std::size_t published_ = 0;
  std::vector<Task> agenda_;                   ///< Of today, in order.
  std::size_t turned_ = 0;                     ///< Of the agenda, those that have happened.
  std::vector<Task> soon_;                     ///< Planned today for today, as a heap.
  std::vector<Task> sorting_;                  ///< Room to sort in.
  std::vector<std::vector<Task>> later_days_;  ///< By days from the first.
  std::size_t today_ = 0;  ///< Days of 24 h from the county's now that are in the agenda already.
  std::uint32_t order_ = 0;
  std::vector<Case> cases_;
  std::vector<Visit> visits_;
  std::vector<Care> cares_;
  std::vector<std::uint32_t> in_turn_;  ///< Cares, those whose times others may have before the others.
  absl::flat_hash_map<std::uint32_t, std::uint32_t> care_index_;  ///< By packed key.
  std::vector<Waiting> unbooked_;                                 ///< While taking over.
  std::vector<Desk> desks_;                                       ///< By team's number.
  struct Arriving {
    Stretch stretch;
    TeamId team;
    std::uint32_t key = 0;
  };
  std::vector<Arriving> arriving_;
  std::array<double, lead_classes.size()> lead_factor_{};
  double gives_up_ = 0;
  double growth_ = 0;
  std::vector<double> part_contacts_;  ///< By part of the year: times an ordinary day's contacts.
  std::vector<double>
      ordinary_days_;       ///< What the first so many working days are to visit times; may be empty.
  double persistence_ = 0;  ///< Correlation of a desk's speed with that of the working day before.
  absl::flat_hash_map<std::uint64_t, Group> groups_;  ///< By packed anchor.
  std::uint32_t drawn_ = 0;
};

}  // namespace vuoro::twin
