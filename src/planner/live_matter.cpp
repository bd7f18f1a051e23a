#include "planner/live_matter.hpp"

#include <algorithm>

#include "core/time_rules.hpp"

namespace vuoro::planner {

namespace {

constexpr std::size_t most_languages = 63;

}  // namespace

Rules rules_of(const content::Planning& planning) {
  Rules rules;
  const content::Planning::Points& p = planning.points;
  rules.points = {p.promise,  p.late_day,       p.wait_day,   p.unplaced,
                  p.stranger, p.other_language, p.other_unit, p.travel_ten_minutes};
  rules.protection =
      planning.protection == content::Planning::Protection::order ? Protection::order : Protection::weights;
  rules.horizon = planning.days_ahead * minutes_a_day;
  for (const content::ProtectedGroup& group : planning.groups)
    rules.group_weights.push_back(group.weight_percent);
  return rules;
}

LiveReader::LiveReader(const core::State& state, const core::Setting& setting,
                       const content::Planning& planning, Instant now)
    : groups_(state, planning), now_(now), of_worker_(setting.workers.size()) {
  for (std::size_t worker = 0; worker < setting.workers.size(); ++worker) {
    for (const core::Language language : setting.workers[worker].languages)
      of_worker_[worker] |= std::uint64_t{1} << number_of(language);
  }
}

std::uint8_t LiveReader::number_of(core::Language language) {
  if (language == core::Language{}) return 0;
  const auto next = static_cast<std::uint8_t>(languages_.size() + 1);
  if (next > most_languages && !languages_.contains(language)) return 0;
  return languages_.emplace(language, next).first->second;
}

Minute LiveReader::minute(core::Moment moment) const {
  return static_cast<Minute>(std::int64_t{moment.s} / 60 - now_.s / 60);
}

OpenMatter LiveReader::matter(const core::Waiting& waits, const core::Continuity& met) {
  OpenMatter m;
  m.due = waits.due == core::Moment::of(core::no_due) ? never : minute(waits.due);
  m.service = waits.row->service.n;
  m.team = waits.row->team.n;
  m.area = waits.of->area.n;
  m.language = number_of(waits.of->language);
  m.group = groups_.first(*waits.of);
  for (std::size_t i = 0; i < std::min(met.met.size(), m.met.size()); ++i) m.met[i] = met.met[i].worker.n;
  return m;
}

OpenSlot LiveReader::slot(const core::SlotRow& row, std::uint16_t places) const {
  OpenSlot slot;
  slot.begin = minute(row.begin);
  slot.minutes = row.minutes;
  slot.type = row.type.n;
  slot.team = row.team.n;
  slot.worker = row.worker.n;
  slot.places = places;
  slot.there = core::comes_there(row.mode);
  return slot;
}

}  // namespace vuoro::planner
