#include "content/planned_change.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>

namespace vuoro::content {

namespace {

constexpr double most_visits = 1e6;
constexpr double most_percent = 100'000;
constexpr double most_euros = 1e9;

class Check {
 public:
  Check(const PlannedChange& change, const ChangePlaces& places) : change_(change), places_(places) {}

  std::vector<ChangeFault> run() {
    team();
    service();
    unit();
    amount();
    days();
    cost();
    return std::move(faults_);
  }

 private:
  void fault(std::string_view field, std::string_view reason, std::string limit = {}) {
    faults_.push_back({field, reason, std::move(limit)});
  }

  void team() {
    if (change_.team.empty()) {
      if (change_.kind != ChangeKind::demand) fault("team", "missing");
    } else if (std::ranges::find(places_.teams, change_.team) == places_.teams.end()) {
      fault("team", "not-a-choice");
    }
  }

  void service() {
    if (change_.kind != ChangeKind::capacity) {
      if (!change_.service.empty()) fault("service", "not-here");
    } else if (change_.service.empty()) {
      fault("service", "missing");
    } else if (std::ranges::find(places_.services, change_.service) == places_.services.end()) {
      fault("service", "not-a-choice");
    }
  }

  void unit() {
    const bool fits = change_.unit == AmountUnit::percent ||
                      (change_.unit == AmountUnit::visits_a_week && change_.kind == ChangeKind::capacity) ||
                      (change_.unit == AmountUnit::hours_a_day && change_.kind == ChangeKind::desk);
    if (!fits) fault("unit", "not-here");
  }

  void amount() {
    switch (change_.unit) {
      case AmountUnit::visits_a_week:
        return within(change_.amount, -most_visits, most_visits);
      case AmountUnit::hours_a_day:
        return within(change_.amount, -places_.open_hours, 24);
      case AmountUnit::percent:
        if (change_.kind == ChangeKind::digital) return within(change_.amount, 0, 100);
        return within(change_.amount, -100, most_percent);
    }
  }

  void within(double value, double low, double high) {
    if (!(value >= low)) {
      fault("amount", "too-small", fmt::format("{:g}", low));
    } else if (value > high) {
      fault("amount", "too-big", fmt::format("{:g}", high));
    }
  }

  void days() {
    if (change_.from && *change_.from < places_.today) fault("from", "before-today");
    if (!change_.until) return;
    if (*change_.until < change_.from.value_or(places_.today)) fault("until", "before-from");
  }

  void cost() {
    if (!change_.cost) return;
    if (change_.cost->per == CostPer::visit && change_.kind != ChangeKind::capacity)
      fault("cost.per", "not-here");
    if (!(change_.cost->euros >= 0)) {
      fault("cost.euros", "too-small", "0");
    } else if (change_.cost->euros > most_euros) {
      fault("cost.euros", "too-big", fmt::format("{:.0f}", most_euros));
    }
  }

  const PlannedChange& change_;
  const ChangePlaces& places_;
  std::vector<ChangeFault> faults_;
};

}  // namespace

std::vector<ChangeFault> faults_of(const PlannedChange& change, const ChangePlaces& places) {
  return Check(change, places).run();
}

}  // namespace vuoro::content
