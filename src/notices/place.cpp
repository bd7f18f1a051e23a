#include "notices/place.hpp"

#include <algorithm>

#include "core/notices.hpp"
#include "core/times.hpp"
#include "core/view.hpp"

namespace vuoro::notices {

namespace {

using core::NoticeKind;

const content::Unit* house_of(const core::State& state, const content::County& county, TeamId team) {
  const std::string_view code = state.term_text(core::TermKind::team, team.n);
  const auto of_team = std::ranges::find(county.teams, code, &content::Team::code);
  if (of_team == county.teams.end()) return nullptr;
  const auto unit = std::ranges::find(county.units, of_team->unit, &content::Unit::code);
  return unit == county.units.end() ? nullptr : &*unit;
}

promises::Translated name_and_address(const content::Unit& unit) {
  promises::Translated out;
  for (std::size_t i = 0; i < out.size(); ++i) out[i] = unit.name[i] + ", " + unit.address[i];
  return out;
}

LetterTime letter_time(const StepTime& time) {
  LetterTime out{time.begin, time.minutes, time.mode, {}, {}, {}};
  if (time.house == nullptr) return out;
  out.place = name_and_address(*time.house);
  out.directions = time.house->directions;
  out.accessibility = time.house->accessibility;
  return out;
}

bool sooner(const LetterTime& a, const LetterTime& b) {
  return a.begin < b.begin;
}

}  // namespace

std::vector<StepTime> times_of(const core::State& state, const core::Setting& setting, const Viewer& viewer,
                               const content::County& county, StepId id, core::PlaceState which) {
  std::vector<StepTime> found;
  const core::Notices notices(state, viewer);
  const core::StepRow* step = notices.step(id);
  if (step == nullptr) return found;
  const core::Times times(state, setting, viewer);
  for (const auto& [slot, place] : times.places(id)) {
    if (place.state != which) continue;
    const core::SlotRow& row = *times.slot(slot);
    found.push_back({row.begin.instant(), row.minutes, row.mode, house_of(state, county, row.team)});
  }
  std::ranges::stable_sort(found, {}, &StepTime::begin);
  const auto same = std::ranges::unique(found, {}, &StepTime::begin);
  found.erase(same.begin(), same.end());
  if (found.empty() && which == core::PlaceState::booked && step->state == core::StepState::booked)
    found.push_back({step->begin.instant(), step->minutes, step->mode, house_of(state, county, step->team)});
  return found;
}

std::optional<Facts> facts_of(const core::State& state, const core::Setting& setting, const Viewer& viewer,
                              const content::County& county, NoticeId id) {
  const core::Notices notices(state, viewer);
  const core::NoticeRow* row = notices.notice(id);
  if (row == nullptr) return std::nullopt;
  Facts facts;
  facts.kind = row->kind;
  facts.channel = row->channel;
  facts.language = notices.matter(row->matter)->language;
  facts.begin = row->about.instant();
  if (!names_a_place(row->kind)) return facts;
  const bool offer = row->kind == NoticeKind::time_offered;
  const auto times = times_of(state, setting, viewer, county, row->step,
                              offer ? core::PlaceState::held : core::PlaceState::booked);
  if (times.empty()) return std::nullopt;
  if (offer) {
    facts.answer = row->about.instant();
    facts.begin = times.front().begin;
  }
  facts.mode = times.front().mode;
  if (times.front().house != nullptr) facts.address = times.front().house->address;
  return facts;
}

std::optional<LetterFacts> letter_facts(const core::State& state, const core::Setting& setting,
                                        const Viewer& viewer, const content::County& county,
                                        MatterId matter) {
  const core::View view(state, viewer);
  const auto sight = view.matter(matter);
  if (!sight) return std::nullopt;
  LetterFacts facts;
  facts.language = sight->row->language;
  facts.interpreter = sight->row->interpreter;
  const core::Notices notices(state, viewer);
  if (const auto needs = notices.needs(matter)) facts.needs = needs->needs;
  const core::Times times(state, setting, viewer);
  for (const StepId id : sight->steps) {
    const core::StepRow& step = view.step(id);
    if (step.state == core::StepState::booked) {
      for (const StepTime& time : times_of(state, setting, viewer, county, id, core::PlaceState::booked))
        facts.booked.push_back(letter_time(time));
    } else if (step.state == core::StepState::offered) {
      for (const auto& [slot, place] : times.places(id)) facts.answer = place.until.instant();
      for (const StepTime& time : times_of(state, setting, viewer, county, id, core::PlaceState::held))
        facts.offered.push_back(letter_time(time));
    }
  }
  std::ranges::stable_sort(facts.booked, sooner);
  std::ranges::stable_sort(facts.offered, sooner);
  return facts;
}

}  // namespace vuoro::notices
