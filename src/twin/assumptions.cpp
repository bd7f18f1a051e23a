#include <algorithm>
#include <cmath>

#include "calendar/zone.hpp"
#include "twin/sensitivity.hpp"

/// A county whose people behave a little otherwise than they were fitted.
namespace vuoro::twin {

namespace {

constexpr double growth_step = 0.002;  ///< A week, as a logarithm: the prior's own deviation.
const Span always{calendar::first_known_day, calendar::last_known_day};

/// The same observations believed of another share: its mean is `factor` times what it was.
void scale(Share& share, double factor) {
  const double mean = std::min(0.999, share.mean() * factor);
  const double weighed = static_cast<double>(share.n) + share.weight;
  const double k = std::clamp(std::floor(mean * weighed), 0.0, static_cast<double>(share.n));
  share.k = static_cast<std::uint64_t>(k);
  share.prior = std::clamp((mean * weighed - k) / share.weight, 1e-6, 1 - 1e-6);
}

void later(CareHabits& care, int working_days) {
  for (Wish& wish : care.wishes)
    if (wish.working_days > 0)
      wish.working_days = static_cast<std::int16_t>(std::max(1, wish.working_days + working_days));
}

void alter(Habits& habits, Assumption assumption, double off) {
  const double factor = 1 + off;
  if (assumption == Assumption::growth) habits.growth.mean += off > 0 ? growth_step : -growth_step;
  if (assumption == Assumption::given_up) scale(habits.gives_up, factor);
  for (auto& [id, team] : habits.teams)
    if (assumption == Assumption::variation) team.dispersion = std::max(1.0, team.dispersion * factor);
  for (auto& [key, care] : habits.care) {
    if (assumption == Assumption::lead) later(care, off > 0 ? 1 : -1);
    if (assumption == Assumption::refused) scale(care.refuses, factor);
    if (assumption == Assumption::missed) scale(care.misses, factor);
    if (assumption != Assumption::cancelled) continue;
    scale(care.person_cancels, factor);
    scale(care.unit_cancels, factor);
  }
}

}  // namespace

std::string_view word_of(Assumption assumption) {
  static constexpr std::array<std::string_view, assumptions> words = {
      "contacts", "variation", "growth", "desk-speed", "visit-times",
      "lead",     "refused",   "missed", "cancelled",  "given-up"};
  return words[static_cast<std::size_t>(assumption)];
}

bool goes_by_parts(Assumption assumption) {
  return assumption != Assumption::growth && assumption != Assumption::lead;
}

LiveCounty with_assumption(const LiveCounty& county, Assumption assumption, double off,
                           Alterations& alterations) {
  LiveCounty other = county;
  auto habits = std::make_shared<Habits>(*county.habits);
  switch (assumption) {
    case Assumption::contacts:
      other.demand *= 1 + off;
      break;
    case Assumption::desk_speed:
      for (const auto& [id, team] : habits->teams) alterations.speed.push_back({id, always, off});
      break;
    case Assumption::visit_times:
      for (const auto& [key, care] : habits->care)
        if (!care.in_slots && !care.same_day) alterations.capacity.push_back({key, always, 0, off});
      break;
    default:
      alter(*habits, assumption, off);
  }
  other.habits = std::move(habits);
  return other;
}

}  // namespace vuoro::twin
