#include "demo/demand.hpp"

#include <numeric>

namespace vuoro::demo {

namespace {

/// No-shows and cancelled times are wished for again.
constexpr double booked_again = 1.07;

double rate(Sector sector, const Band& band) {
  switch (sector) {
    case Sector::primary:
      return primary_per_year * band.primary;
    case Sector::oral:
      return oral_per_year * band.oral;
    case Sector::social:
      return band.social;
  }
  return 0;
}

/// The bands' factors are relative: this brings the whole county back to the mean.
double scale(Sector sector) {
  if (sector == Sector::social) return 1;
  double mean = 0;
  for (const Band& band : bands) mean += band.share * (sector == Sector::primary ? band.primary : band.oral);
  return 1 / mean;
}

}  // namespace

Demand::Demand(const Places& places, std::uint32_t residents)
    : places_(&places),
      answers_(places.teams()),
      visits_(places.given().size() * places.teams()),
      weights_(3 * bands.size()) {
  const auto total = std::accumulate(places.residents().begin(), places.residents().end(), 0.0);
  per_share_ = residents / total;
  weigh_needs();
  for (std::size_t area = 0; area < places.areas(); ++area) {
    for (std::size_t band = 0; band < bands.size(); ++band) {
      for (const Sector sector : {Sector::primary, Sector::oral, Sector::social}) add(area, band, sector);
    }
  }
}

double Demand::contacts_per_year(std::size_t area, Sector sector, std::size_t band) const {
  const double residents = places_->residents()[area] * per_share_ * bands[band].share;
  return residents * rate(sector, bands[band]) * scale(sector);
}

void Demand::weigh_needs() {
  for (const Sector sector : {Sector::primary, Sector::oral, Sector::social}) {
    for (std::size_t band = 0; band < bands.size(); ++band) {
      auto& weights = weights_[static_cast<std::size_t>(sector) * bands.size() + band];
      for (const Asked& asked : places_->asked()) {
        const Need& need = *asked.need;
        const bool fits =
            need.sector == sector && need.from_age < bands[band].to && need.to_age > bands[band].from;
        weights.push_back(fits ? need.weight : 0);
      }
    }
  }
}

void Demand::add(std::size_t area, std::size_t band, Sector sector) {
  const double per_day = contacts_per_year(area, sector, band) / working_days_in_year;
  const auto& weights = need_weights(sector, band);
  const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
  for (std::size_t n = 0; n < weights.size(); ++n) {
    if (weights[n] <= 0) continue;
    const Asked& asked = places_->asked()[n];
    const double contacts = per_day * weights[n] / sum;
    const std::uint16_t desk = places_->desk(area);
    const std::uint16_t holder = places_->holder(asked.need->holder, area);
    double direct = 0;
    if (sector == Sector::oral) direct = voice_share;
    if (sector == Sector::social) direct = voice_share * social_direct_share;
    answers_[desk] += contacts * (1 - direct);
    if (holder != desk) answers_[holder] += contacts;
    const double with_visit = contacts * (1 - asked.need->advice);
    double share = 1;
    if (sector == Sector::social) {
      add_visits(places_->given_index("needs-assessment"), holder, with_visit);
      share = decisions_after_assessment;
    }
    for (std::size_t i = 0; i < asked.offers.size(); ++i) {
      if (asked.shares[i] > 0) add_visits(asked.offers[i], holder, with_visit * asked.shares[i] * share);
    }
    if (asked.need->holder == promises::Domain::rehabilitation) {
      add_visits(places_->given_index("rehabilitation-course"), holder, with_visit);
      add_visits(places_->given_index("occupational-therapy"), holder, with_visit * 0.6);
      add_visits(places_->given_index("home-rehabilitation"), holder, with_visit * 0.4);
    }
  }
}

void Demand::add_visits(std::size_t given, std::uint16_t holder, double per_day) {
  // What follows what is short: three links are enough for the yardstick.
  for (int link = 0; link < 4 && given != nowhere; ++link) {
    const Given& g = places_->given()[given];
    visits_[given * places_->teams() + Places::provider(g, holder)] += per_day * booked_again;
    per_day *= g.supply->next_share;
    given = g.next;
  }
}

}  // namespace vuoro::demo
