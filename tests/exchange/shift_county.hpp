#pragma once

#include "calendar/holidays.hpp"
#include "content/county.hpp"
#include "live/install.hpp"

namespace vuoro::exchange {

/// Two teams, three types of time, two professionals and their week.
inline content::County shift_county() {
  content::County county;
  county.code = "small";
  county.teams.push_back({"desk-korso", {}, "", {}, {}, "", {}});
  county.teams.push_back({"oral-korso", {}, "", {}, {}, "", {}});
  county.default_team = "desk-korso";
  county.contact_domains = {promises::Domain::health};
  county.slot_types.push_back({"nurse-visit", {}, {}, "nurse", 30, "visit", 1, "", 24});
  county.slot_types.push_back({"nurse-call", {}, {}, "nurse", 20, "phone", 1, "", 24});
  county.slot_types.push_back({"course", {}, {}, "nurse", 90, "group", 10, "", 24});
  county.workers.push_back({"nurse-1", "Hoitaja 1", "nurse", "desk-korso", {"fi"}});
  county.workers.push_back({"nurse-2", "Hoitaja 2", "nurse", "desk-korso", {"fi"}});
  constexpr int hour = 3600;
  county.shifts.push_back(
      {{"nurse-1", "nurse-2"}, {1, 2, 3, 4, 5}, 8 * hour, 11 * hour + 1800, "nurse-visit", ""});
  county.shifts.push_back({{"nurse-1"}, {1}, 13 * hour, 15 * hour, "course", "Sali"});
  county.shifts.push_back({{"nurse-2"}, {6}, 10 * hour, 12 * hour, "nurse-call", ""});
  return county;
}

/// Errors: those of live::install.
inline Status install_shift_county(live::Driver& driver) {
  return live::install(driver, shift_county(), {}, calendar::Calendar::finnish());
}

}  // namespace vuoro::exchange
