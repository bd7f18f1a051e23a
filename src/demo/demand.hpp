#pragma once

#include <vector>

#include "demo/places.hpp"

namespace vuoro::demo {

/// What the assumptions of figures.hpp mean for each team on the mean working day of a county of this size:
/// the yardstick for how much the teams can do.
class Demand {
 public:
  Demand(const Places& places, std::uint32_t residents);

  /// Contacts per year by area, sector and band: what arrivals are drawn by.
  [[nodiscard]] double contacts_per_year(std::size_t area, Sector sector, std::size_t band) const;
  /// Contacts that the team answers or receives on the mean working day.
  [[nodiscard]] double answers(std::size_t team) const { return answers_[team]; }
  /// Visits of the service wished for from the team on the mean working day.
  [[nodiscard]] double visits(std::size_t given, std::size_t team) const {
    return visits_[given * places_->teams() + team];
  }

  /// The needs of a sector that occur at the ages of a band, by Places::asked() index, as weights.
  [[nodiscard]] const std::vector<double>& need_weights(Sector sector, std::size_t band) const {
    return weights_[static_cast<std::size_t>(sector) * bands.size() + band];
  }

 private:
  void weigh_needs();
  void add(std::size_t area, std::size_t band, Sector sector);
  void add_visits(std::size_t given, std::uint16_t holder, double per_day);

  const Places* places_;
  double per_share_ = 0;  ///< Residents per unit of Places::residents().
  std::vector<double> answers_;
  std::vector<double> visits_;
  std::vector<std::vector<double>> weights_;
};

/// Calls to the clinic's own number, not to the desk: how oral and half of social contacts by phone arrive.
inline constexpr double social_direct_share = 0.5;
[[nodiscard]] constexpr bool by_voice(core::Channel c) {
  return c == core::Channel::phone || c == core::Channel::callback || c == core::Channel::walk_in;
}
inline constexpr double voice_share = 0.685;
inline constexpr double decisions_after_assessment = 0.75;
inline constexpr double working_days_in_year = 251;

}  // namespace vuoro::demo
