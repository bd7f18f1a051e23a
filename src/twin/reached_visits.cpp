#include "twin/reached_visits.hpp"

#include <algorithm>
#include <map>
#include <utility>
#include <variant>

#include "calendar/zone.hpp"

namespace vuoro::twin {

namespace {

template <typename Row, typename Id>
Row& row_of(std::vector<Row>& rows, Id id) {
  if (rows.size() <= id.n) rows.resize(id.n + std::size_t{1});
  return rows[id.n];
}

core::Age age_on(std::int32_t born, Instant at) {
  if (born == core::no_birth_day) return {};
  const int years = static_cast<int>((calendar::local_day(at).n - born) / 365.2425);
  return {static_cast<std::uint8_t>(std::clamp(years, 0, 130))};
}

/// One visit in a person's record.
struct Over {
  Instant begin;
  bool missed = false;
};

}  // namespace

void ReachedVisits::see(const core::Event& event, const core::Stamp& stamp) {
  std::visit(
      [&](const auto& e) {
        if constexpr (requires { this->on(e, stamp); }) on(e, stamp);
      },
      event);
}

void ReachedVisits::on(const core::PersonRegistered& e, const core::Stamp&) {
  row_of(persons_, e.person) = {e.born, e.sex, true};
}

void ReachedVisits::on(const core::ContactReceived& e, const core::Stamp&) {
  row_of(matters_, e.matter) = {e.person, e.age, e.language};
}

void ReachedVisits::on(const core::StepProposed& e, const core::Stamp&) {
  Step& step = row_of(steps_, e.step);
  step = {};
  step.matter = e.matter;
  step.care = {e.team, e.service};
}

void ReachedVisits::on(const core::StepBooked& e, const core::Stamp& stamp) {
  Step& step = row_of(steps_, e.step);
  step.booked = stamp.at;
  step.begin = e.begin;
}

void ReachedVisits::on(const core::BookingCancelled& e, const core::Stamp&) {
  row_of(steps_, e.step).booked.reset();
}

void ReachedVisits::on(const core::StepEnded& e, const core::Stamp&) {
  Step& step = row_of(steps_, e.step);
  const bool missed = e.state == core::StepState::missed;
  if (!step.booked || (!missed && e.state != core::StepState::done)) return;
  const Matter& matter = row_of(matters_, step.matter);
  ReachedVisit visit;
  visit.booked = *step.booked;
  visit.begin = step.begin;
  visit.person = matter.person;
  visit.care = step.care;
  visit.age = matter.age;
  visit.language = matter.language;
  visit.lead = std::max(0, calendar::local_day(step.begin) - calendar::local_day(*step.booked));
  visit.missed = missed;
  if (matter.person) {
    const Person& person = row_of(persons_, matter.person);
    visit.sex = person.sex;
    if (!visit.age.known() && person.known) visit.age = age_on(person.born, step.begin);
  }
  step.kept = static_cast<std::uint32_t>(visits_.size());
  visits_.push_back(visit);
}

/// The ending was a mistake.
void ReachedVisits::on(const core::StepResumed& e, const core::Stamp&) {
  Step& step = row_of(steps_, e.step);
  if (!step.kept) return;
  visits_[*step.kept].begin = visits_[*step.kept].booked = Instant{};  // Taken out by finish().
  visits_[*step.kept].care = {};
  step.kept.reset();
}

std::vector<ReachedVisit> ReachedVisits::finish() {
  std::erase_if(visits_, [](const ReachedVisit& v) { return v.care == CareKey{}; });
  std::ranges::stable_sort(visits_, {}, &ReachedVisit::begin);
  std::map<PersonId, std::vector<Over>> over;
  for (const ReachedVisit& v : visits_)
    if (v.person) over[v.person].push_back({v.begin, v.missed});
  for (ReachedVisit& v : visits_) {
    if (!v.person) continue;
    for (const Over& one : over[v.person]) {
      if (one.begin >= v.booked || v.earlier == 1000) break;
      ++v.earlier;
      v.earlier_missed = static_cast<std::uint16_t>(v.earlier_missed + (one.missed ? 1 : 0));
    }
  }
  return std::exchange(visits_, {});
}

}  // namespace vuoro::twin
