#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "content/content_error.hpp"
#include "promises/rule.hpp"

/// What a county writes about itself: areas, units, teams, services and routing (content/<pack>/county.toml
/// and services.toml).
namespace vuoro::content {

struct Area {
  std::string code;  ///< At most 62 bytes, the ledger's term; never renamed once used.
  promises::Translated name;
  std::uint32_t residents = 0;  ///< For the demo county; 0 = not told.
};

struct Unit {
  std::string code;
  promises::Translated name;
  promises::Translated address;
};

/// A team holds matters: it has its own queue, hours and promises (S-62).
struct Team {
  std::string code;
  promises::Translated name;
  std::string unit;
  std::vector<std::string> areas;  ///< Contacts from these areas come to it first.
  promises::DomainSet domains;
  std::string phone;
  promises::Translated hours;
};

struct Service {
  std::string code;
  promises::Translated name;
  promises::Domain domain = promises::Domain::health;
  std::vector<promises::Trigger> on_done;  ///< The stop events that a held visit counts as.
  std::string debt;                        ///< "care", "service" or "rehabilitation".
  std::uint16_t minutes = 30;
  std::vector<std::string> modes;  ///< "visit", "remote", "phone", "home".
  std::vector<std::string> professions;
  std::string team;  ///< The provider; empty = the team that holds the matter.
};

struct County {
  std::string code;
  promises::Translated name;
  std::vector<Area> areas;
  std::vector<Unit> units;
  std::vector<Team> teams;
  std::vector<Service> services;
  std::string default_team;
  promises::DomainSet contact_domains;  ///< Of a matter until its need is assessed.
};

/// Reads county.toml and services.toml of the pack. Every fault is reported with file, line and reason:
/// unknown keys, duplicate codes, references to codes that do not exist, missing languages, an area with no
/// team and no default.
Result<County, ContentErrors> load_county(const std::filesystem::path& pack);

}  // namespace vuoro::content
