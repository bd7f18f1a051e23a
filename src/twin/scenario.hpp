#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/time.hpp"
#include "core/vocabulary.hpp"
#include "promises/vocabulary.hpp"
#include "twin/distribution.hpp"

/// What a scenario file says, checked: numbers are minutes and shares. Sources stay in the file.
namespace vuoro::twin {

/// People who are alike to the house: how urgent their needs are.
struct Segment {
  std::string code;
  double share = 1;
  core::Urgency urgency = core::Urgency::non_urgent;
};

/// How people get in touch.
struct Arrivals {
  double per_minute = 0;       ///< 0: only what stands in `listed`.
  double swing = 0;            ///< The rate goes up and down by this share …
  double period = 24 * 60;     ///< … as a sine with this period.
  std::vector<double> listed;  ///< Minutes at which one contact each comes, in order …
  double comes = 1;            ///< … if they come at all.
  std::uint8_t to = 0;         ///< The stage.
};

/// Where a matter goes after a stage.
struct Route {
  enum class To : std::uint8_t { leave, stage, clinic };
  static constexpr std::uint8_t any_segment = 255;
  std::uint8_t segment = any_segment;
  double share = 1;
  To to = To::leave;
  std::uint8_t place = 0;
};

/// What somebody does who hung up or was turned away.
struct Retreat {
  enum class Then : std::uint8_t {
    leave,      ///< Is not heard of again.
    call_back,  ///< Is called back; waits for an agent without hanging up.
    try_again,  ///< Calls again, like the first time.
  };
  double share = 1;
  Then then = Then::leave;
  Distribution after;
};

/// Which commands the work at a stage is.
enum class Does : std::uint8_t {
  answer,  ///< Take the matter and answer it.
  assess,  ///< Take it and assess the need.
  visit,   ///< A visit without a booked time.
};

/// Staff who take matters from one queue.
struct Stage {
  std::string code;
  Does does = Does::answer;
  std::uint32_t servers = 1;
  std::optional<std::uint32_t> room;  ///< How many can wait; no limit when not given.
  std::vector<Distribution> service;  ///< By segment.
  std::vector<std::uint8_t> rank;     ///< By segment; the smallest is taken first.
  std::optional<std::uint8_t> rank_of_call_backs;
  std::uint8_t ranks = 1;
  std::optional<Distribution> patience;
  std::vector<Retreat> give_up;
  std::vector<Retreat> when_full;
  std::vector<Route> next;
  std::optional<double> within;  ///< The share taken within this wait is reported.
};

/// Booked visits: professionals whose shifts become slots.
struct Clinic {
  std::string code;
  std::uint16_t workers = 1;
  std::uint16_t visit = 20;  ///< Whole minutes, as the core's slots are.
  double first_free = 0;     ///< Booked up until then when the scenario begins.
  double not_before = 0;     ///< The earliest bookable time is this long ahead.
  std::uint16_t published_days = 14;
  double no_show = 0;  ///< Chance of not coming = no_show + no_show_rise · (1 − exp(−lead / no_show_scale)).
  double no_show_rise = 0;
  double no_show_scale = 1;
  double rebook = 0;                     ///< Share of those who did not come that take another time.
  std::optional<double> due;             ///< The step's due instant, counted from the first contact.
  std::optional<double> over;            ///< The share of leads longer than this is reported.
  std::vector<promises::Trigger> stops;  ///< What a held visit is to promise rules.
};

/// When the house works and the model's minutes run.
enum class Runs : std::uint8_t { always, office_hours };

struct Scenario {
  std::string name;
  std::string source;
  std::filesystem::path promises;  ///< The pack of promise rules; empty = none.
  Day begin = day_of(2026, 1, 5);
  Runs runs = Runs::always;
  double horizon = 0;
  double warm_up = 0;
  Arrivals arrivals;
  std::vector<Segment> segments;
  std::vector<Stage> stages;
  std::vector<Clinic> clinics;
  std::vector<std::string> watch;  ///< Quantities that the precision is asked of; empty = every one.
};

}  // namespace vuoro::twin
