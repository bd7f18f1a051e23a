#include "twin/changes.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "calendar/zone.hpp"

namespace vuoro::twin {

namespace {

using content::AmountUnit;
using content::ChangeKind;
using content::PlannedChange;

constexpr double days_of_a_month = 30.4375;
constexpr std::size_t enough_solved = 5;  ///< Past contacts solved without a visit, to be like.

/// Holds each change to the county's record and puts it into its numbers.
class Translator {
 public:
  explicit Translator(const LiveCounty& county) : county_(county), today_(calendar::local_day(county.now)) {}

  void add(std::size_t place, const PlannedChange& planned, Changes& changes) {
    place_ = place;
    const auto team = number(core::TermKind::team, planned.team);
    const auto service = number(core::TermKind::service, planned.service);
    if (!team || !service) return fault("unknown");
    Span when{std::max(today_, planned.from.value_or(today_)), calendar::last_known_day};
    if (planned.until) when.until = std::max(when.from, *planned.until + 1);
    const CareKey care{TeamId{*team}, ServiceId{*service}};
    const std::size_t before = faults_.size();
    check(planned, care);
    if (faults_.size() == before) put(planned, care, when, changes);
  }

  std::vector<RecordFault> faults() && { return std::move(faults_); }

 private:
  /// 0 of an empty code.
  [[nodiscard]] std::optional<std::uint16_t> number(core::TermKind kind, const std::string& code) const {
    return code.empty() ? std::optional<std::uint16_t>(std::uint16_t{0}) : county_.start.term(kind, code);
  }

  void fault(std::string code, double number = 0) { faults_.push_back({place_, std::move(code), number}); }

  void check(const PlannedChange& planned, CareKey care) {
    switch (planned.kind) {
      case ChangeKind::capacity:
        return check_capacity(planned, care);
      case ChangeKind::desk:
        if (!county_.habits->teams.contains(care.team)) fault("nobody-waits");
        return;
      case ChangeKind::demand:
        return;
      case ChangeKind::digital:
        if (const std::size_t n = solved(care.team); n < enough_solved)
          fault("too-few-solved", static_cast<double>(n));
        return;
    }
  }

  void check_capacity(const PlannedChange& planned, CareKey care) {
    const auto found = county_.habits->care.find(care);
    if (found == county_.habits->care.end()) return fault("no-such-service");
    const CareHabits& habits = found->second;
    if (habits.same_day) return fault("same-day");
    const bool in_visits = planned.unit == AmountUnit::visits_a_week;
    if (habits.in_slots && (planned.amount < 0 || (!in_visits && planned.amount > 0)))
      return fault("in-slots");
    if (in_visits && planned.amount < 0 && -planned.amount / 5 > habits.per_day.mean)
      fault("too-much-taken", 5 * habits.per_day.mean);
  }

  void put(const PlannedChange& planned, CareKey care, const Span& when, Changes& changes) const {
    Alterations& to = changes.alterations;
    const double amount = planned.amount;
    switch (planned.kind) {
      case ChangeKind::capacity:
        if (planned.unit == AmountUnit::visits_a_week) {
          to.capacity.push_back({care, when, amount, 0});
        } else {
          to.capacity.push_back({care, when, 0, amount / 100});
        }
        break;
      case ChangeKind::desk:
        to.speed.push_back({care.team, when,
                            planned.unit == AmountUnit::hours_a_day ? amount / open_hours() : amount / 100});
        break;
      case ChangeKind::demand:
        to.demand.push_back({care.team, when, amount / 100});
        break;
      case ChangeKind::digital:
        to.digital.push_back({care.team, when, amount / 100});
        break;
    }
    if (!planned.cost) return;
    if (planned.cost->per == content::CostPer::visit) {
      changes.by_visit.push_back({to.capacity.size() - 1, planned.cost->euros});
    } else {
      changes.by_month.push_back({when, planned.cost->euros});
    }
  }

  [[nodiscard]] double open_hours() const {
    const calendar::OfficeHours office = county_.setting.calendar.parameters().office;
    return (office.close_s - office.open_s) / 3600.0;
  }

  [[nodiscard]] std::size_t solved(TeamId team) const {
    const Past& past = *county_.habits->past;
    std::size_t n = 0;
    for (const bool working : {false, true}) {
      const auto found = past.stretches().find({Anchor::Kind::contact, {}, working, team, {}});
      if (found == past.stretches().end()) continue;
      for (const Stretch& one : found->second) n += past.solved_without_visit(one) ? 1U : 0U;
    }
    return n;
  }

  const LiveCounty& county_;
  Day today_;
  std::size_t place_ = 0;
  std::vector<RecordFault> faults_;
};

/// Working days of a span within [first, end).
int working_days(const calendar::Calendar& calendar, const Span& when, Day first, Day end) {
  const Day from = std::max(when.from, first);
  const Day until = std::min(when.until, end);
  return until <= from ? 0 : calendar.working_days_between(from - 1, until - 1);
}

}  // namespace

std::string in_words(const RecordFault& fault) {
  if (fault.code == "unknown") return "the ledger does not know this team or service";
  if (fault.code == "no-such-service") return "in the county's record this team gives no such service";
  if (fault.code == "same-day") return "people get this service the same day: no limit is known to change";
  if (fault.code == "in-slots")
    return "its times are published as shifts: only \"+20\" can be added here; to take some away, change the "
           "shifts";
  if (fault.code == "too-much-taken")
    return fmt::format("there are {:.1f} visits a week to take away", fault.number);
  if (fault.code == "nobody-waits") return "nobody has waited at this team's desk in the record";
  return fmt::format(
      "the record has {:.0f} contacts of this team that were solved without a visit, {} are needed to know "
      "what that is like",
      fault.number, enough_solved);
}

Result<Changes, std::vector<RecordFault>> changes_of(std::string name, std::span<const PlannedChange> planned,
                                                     const LiveCounty& county) {
  Changes changes;
  changes.name = std::move(name);
  Translator translator(county);
  for (std::size_t i = 0; i < planned.size(); ++i) translator.add(i, planned[i], changes);
  auto faults = std::move(translator).faults();
  if (!faults.empty()) return faults;
  return changes;
}

double Changes::cost(const Future& future, const calendar::Calendar& calendar, Day first, Day end) const {
  double euros = 0;
  for (const VisitCost& one : by_visit) {
    const Alterations::Capacity& added = alterations.capacity[one.capacity];
    const double per_day = added.per_week / 5 + added.part * future.capacity(added.care);
    euros += one.euros * per_day * working_days(calendar, added.when, first, end);
  }
  for (const MonthlyCost& one : by_month) {
    const int days = std::min(one.when.until, end) - std::max(one.when.from, first);
    euros += one.euros * std::max(0, days) / days_of_a_month;
  }
  return euros;
}

}  // namespace vuoro::twin
