#pragma once

#include <cstdint>
#include <vector>

#include "calendar/holidays.hpp"
#include "core/vocabulary.hpp"
#include "demo/chance.hpp"
#include "demo/demand.hpp"
#include "demo/residents.hpp"

namespace vuoro::demo {

/// Somebody asks for help.
struct Contact {
  Instant at;
  std::uint32_t person = 0;       ///< Index of the resident plus one; 0 = nobody named.
  std::uint32_t named_later = 0;  ///< As above: who it turns out to be when the need is assessed.
  std::uint16_t area = 0;         ///< Index into Places.
  std::uint16_t asked = 0;        ///< Index into Places::asked.
  std::uint16_t team = nowhere;   ///< The line that was called; nowhere = routing decides.
  core::Channel channel{};
  core::About about{};
  core::Language language;
  core::Interpreter interpreter{};
  core::ReachBy reach{};
  core::Age age;
};

/// Draws the contacts of a day: volumes by area, age and sector, rhythm by weekday, holiday and hour.
class Arrivals {
 public:
  Arrivals(const Places& places, const Demand& demand, const Residents& residents,
           const calendar::Calendar& calendar, std::uint64_t seed)
      : places_(places), demand_(demand), residents_(residents), calendar_(calendar), seed_(seed) {}

  /// In order of time.
  [[nodiscard]] std::vector<Contact> of(Day day) const;
  /// One contact about a need at an instant; used for matters brought along. The person lives in `area`.
  [[nodiscard]] Contact one(std::size_t area, std::size_t asked, Instant at, Chance& chance) const;

 private:
  [[nodiscard]] double day_factor(Day day, bool round_the_clock) const;
  void draw(std::vector<Contact>& into, Day day, std::size_t area, Sector sector, Chance& chance) const;
  void describe(Contact& contact, std::size_t band, Chance& chance) const;

  const Places& places_;
  const Demand& demand_;
  const Residents& residents_;
  const calendar::Calendar& calendar_;
  std::uint64_t seed_;
};

}  // namespace vuoro::demo
