#pragma once

#include <cstdint>
#include <vector>

#include "content/season.hpp"
#include "twin/belief.hpp"

namespace vuoro::twin {

class Past;

/// What is believed of one part of the year.
struct PartHabits {
  content::PartOfYear part;
  Known contacts;                  ///< Logarithm of how many come for each that otherwise would.
  std::uint32_t working_days = 0;  ///< Of the record, that were in it.
  bool learnt = false;             ///< Those days count beside what the county says.
};

/// How the year goes. Nothing in it: all days of a kind are alike. Immutable.
class PartsOfYear {
 public:
  PartsOfYear() = default;
  explicit PartsOfYear(std::vector<PartHabits> parts) : parts_(std::move(parts)) {}

  [[nodiscard]] const std::vector<PartHabits>& all() const { return parts_; }
  /// Which part the day is in; -1 = none. O(parts).
  [[nodiscard]] int on(Day day) const;
  /// Times what comes, is answered and is offered on other days. O(parts).
  [[nodiscard]] double contacts(Day day) const;
  [[nodiscard]] double desks(Day day) const;
  [[nodiscard]] double visits(Day day) const;

 private:
  std::vector<PartHabits> parts_;
};

/// What the county says of a part, and what its days in the record brought against the other days of the same
/// weekdays, each weighed by how well it is known. A record with fewer than 5 working days in the part, or 20
/// outside all parts, leaves what the county says. What growth may have done between the two counts as
/// doubt. O(days × parts).
[[nodiscard]] PartsOfYear fit_parts(const Past& past, const content::Season& season);

}  // namespace vuoro::twin
