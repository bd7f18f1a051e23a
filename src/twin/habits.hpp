#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "base/viewer.hpp"
#include "core/setting.hpp"
#include "core/state.hpp"
#include "twin/belief.hpp"
#include "twin/missed_shares.hpp"
#include "twin/parts_of_year.hpp"
#include "twin/past.hpp"

namespace vuoro::twin {

/// Monday to Friday, and days on which nobody works.
inline constexpr std::size_t day_classes = 6;
[[nodiscard]] std::size_t day_class(const calendar::Calendar& calendar, Day day);

/// Growth a week: what it is believed to be before looking. Two years in three within ± 11 % a year.
inline constexpr double growth_error = 0.002;

/// How many turn to a team, and how fast its desk gets to them.
struct TeamHabits {
  TeamId team;
  std::array<Rate, day_classes> contacts;  ///< A day in no part of the year, at the end of the record.
  double dispersion = 1;                   ///< Variance over mean of a day's contacts.
  std::array<Rate, 2> per_hour;            ///< Contacts handled; [0] on Mondays.
  std::array<double, 2> day_to_day{};      ///< Deviation of a day's speed, as a part of it.
  std::array<bool, 2> seen_full{};         ///< Whether there were enough hours in which the desk was behind.
  std::optional<DayOff> lately;            ///< The last day on which the desk was behind.
};

/// How a service is given by a team.
struct CareHabits {
  CareKey key;
  bool in_slots = false;  ///< Booked in published times; otherwise beside them, so many a working day.
  bool same_day = false;  ///< Booked for the same day without a limit.
  bool queued = false;    ///< Somebody waited without a time when the record ended.
  Known per_day;          ///< Visit times of a working day in no part of the year, when not in slots.
  int window = 60;        ///< Days ahead that times are booked.
  Share refuses;          ///< Of proposals.
  Share person_cancels;   ///< Of bookings.
  Share unit_cancels;     ///< Of bookings.
  Share misses;           ///< Of visit times reached; times the class of the lead.
  double mean_minutes = 30;
  bool thin = false;             ///< Fewer than 20 bookings: mostly the county's own mean.
  std::vector<Wish> wishes;      ///< What to draw from.
  std::vector<float> cancelled;  ///< What to draw from: part of the lead.
  std::array<std::uint32_t, 6> outcomes{};
  const CareCounts* counts = nullptr;
};

/// All that the twin believes of how people behave, with how sure it is. Immutable after fit(); holds on to
/// the past it was fitted from.
struct Habits {
  std::shared_ptr<const Past> past;
  std::map<TeamId, TeamHabits> teams;
  std::map<CareKey, CareHabits> care;
  Known growth;  ///< Of contacts, per week, as a logarithm.
  PartsOfYear year;
  bool growth_thin = false;                       ///< Fewer than six whole weeks: the prior, 0 ± 0.2 %.
  std::array<Share, lead_classes.size()> misses;  ///< The county's, by lead.
  Share all_misses;
  Share gives_up;           ///< Whether somebody whose booking was cancelled takes no other.
  Known persistence{0, 0};  ///< Of a desk's speed from one working day to the next, as Fisher's z.
  std::uint32_t persistence_pairs = 0;  ///< Pairs of neighbouring days that it was seen in.
  std::array<bool, 16> at_once{};       ///< Channels that are answered while the person is there.
  std::vector<std::string> notes;       ///< Where data is thin, and what was used instead.
};

/// The least record that a forecast is made from.
inline constexpr int least_days = 14;
inline constexpr std::uint64_t least_contacts = 100;

/// Estimates everything from the past. Errors: "history-thin" when the record has fewer than least_days whole
/// days or least_contacts contacts. O(past).
Result<std::shared_ptr<const Habits>> fit(std::shared_ptr<const Past> past, const core::State& state,
                                          const core::Setting& setting, const Viewer& viewer,
                                          const content::Season& season = {});

/// The habits as readable TOML with numbers of observations, intervals (95 %) and what was assumed.
std::string to_toml(const Habits& habits, const core::State& state);

}  // namespace vuoro::twin
