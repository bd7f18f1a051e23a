#include "twin/parts_of_year.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "twin/habits.hpp"

namespace vuoro::twin {

namespace {

constexpr std::uint32_t least_days_within = 5;
constexpr double least_days_outside = 20;

/// Contacts and days of one kind of day, outside all parts.
struct Plain {
  double contacts = 0;
  double days = 0;

  [[nodiscard]] double mean() const { return days > 0 ? contacts / days : 0; }
};

/// What the record shows of ordinary days.
class Ordinary {
 public:
  Ordinary(const Past& past, const PartsOfYear& parts) : past_(past) {
    for (Day day = past.first_day(); day < past.end_day(); day = day + 1) {
      if (parts.on(day) >= 0) continue;
      Plain& kind = kinds_[day_class(past.calendar(), day)];
      kind.contacts += past.contacts_on(day);
      kind.days += 1;
      contacts_ += past.contacts_on(day);
      middle_ += day - past.first_day();
      days_ += 1;
    }
    if (days_ > 0) middle_ /= days_;
    vary(parts);
  }

  [[nodiscard]] double working_days() const {
    double days = 0;
    for (std::size_t c = 0; c + 1 < kinds_.size(); ++c) days += kinds_[c].days;
    return days;
  }
  [[nodiscard]] double expected(Day day) const { return kinds_[day_class(past_.calendar(), day)].mean(); }
  [[nodiscard]] double contacts() const { return contacts_; }
  [[nodiscard]] double dispersion() const { return dispersion_; }
  /// Days from the record's first to the mean of them.
  [[nodiscard]] double middle() const { return middle_; }

 private:
  /// Pearson's variance over mean of the county's days.
  void vary(const PartsOfYear& parts) {
    double sum = 0;
    double days = 0;
    for (Day day = past_.first_day(); day < past_.end_day(); day = day + 1) {
      const double mean = parts.on(day) < 0 ? expected(day) : 0;
      if (mean <= 0) continue;
      const double off = past_.contacts_on(day) - mean;
      sum += off * off / mean;
      days += 1;
    }
    const double degrees = days - static_cast<double>(day_classes);
    if (degrees > 0) dispersion_ = std::max(1.0, sum / degrees);
  }

  const Past& past_;
  std::array<Plain, day_classes> kinds_{};
  double contacts_ = 0;
  double days_ = 0;
  double middle_ = 0;
  double dispersion_ = 1;
};

void learn(PartHabits& habits, const Past& past, const Ordinary& ordinary) {
  double came = 0;
  double expected = 0;
  double days = 0;
  double middle = 0;
  for (Day day = past.first_day(); day < past.end_day(); day = day + 1) {
    if (!habits.part.holds(day)) continue;
    if (past.calendar().is_working_day(day)) ++habits.working_days;
    if (ordinary.expected(day) <= 0) continue;  // Such days were never seen outside the parts.
    came += past.contacts_on(day);
    expected += ordinary.expected(day);
    middle += day - past.first_day();
    days += 1;
  }
  habits.learnt =
      habits.working_days >= least_days_within && came > 0 && ordinary.working_days() >= least_days_outside;
  if (!habits.learnt) return;
  const double weeks_apart = (middle / days - ordinary.middle()) / 7;
  const double growth = growth_error * weeks_apart;
  const double variance = ordinary.dispersion() * (1 / came + 1 / ordinary.contacts()) + growth * growth;
  const double prior = habits.contacts.error * habits.contacts.error;
  const double seen = std::log(came / expected);
  habits.contacts.mean = (habits.contacts.mean * variance + seen * prior) / (prior + variance);
  habits.contacts.error = std::sqrt(prior * variance / (prior + variance));
}

}  // namespace

int PartsOfYear::on(Day day) const {
  const auto found = std::ranges::find_if(parts_, [&](const PartHabits& one) { return one.part.holds(day); });
  return found == parts_.end() ? -1 : static_cast<int>(found - parts_.begin());
}

double PartsOfYear::contacts(Day day) const {
  const int at = on(day);
  return at < 0 ? 1 : std::exp(parts_[static_cast<std::size_t>(at)].contacts.mean);
}

double PartsOfYear::desks(Day day) const {
  const int at = on(day);
  return at < 0 ? 1 : 1 + parts_[static_cast<std::size_t>(at)].part.desks;
}

double PartsOfYear::visits(Day day) const {
  const int at = on(day);
  return at < 0 ? 1 : 1 + parts_[static_cast<std::size_t>(at)].part.visits;
}

PartsOfYear fit_parts(const Past& past, const content::Season& season) {
  std::vector<PartHabits> parts;
  for (const content::PartOfYear& part : season)
    parts.push_back({part, {std::log1p(part.contacts), std::log1p(part.contacts_doubt)}, 0, false});
  const Ordinary ordinary(past, PartsOfYear(parts));
  for (PartHabits& one : parts) learn(one, past, ordinary);
  return PartsOfYear(std::move(parts));
}

}  // namespace vuoro::twin
