#include "planner/freed_times.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "core/time_rules.hpp"

namespace vuoro::planner {

namespace {

constexpr std::size_t shortlist = 64;
constexpr std::size_t for_kept_promises = shortlist / 2;

double days_between(core::Moment from, core::Moment to) {
  return (static_cast<double>(to.s) - static_cast<double>(from.s)) / 86'400;
}

class Matcher {
 public:
  Matcher(const core::Times& times, const core::Setting& setting, Instant now)
      : times_(times), setting_(setting), gain_(setting.offers.gain), now_(core::Moment::of(now)), at_(now) {}

  std::vector<Match> run(const std::vector<core::FreeTime>& slots) {
    for (const core::FreeTime& slot : slots) add_pairs(slot);
    std::ranges::sort(pairs_, [](const Match& a, const Match& b) {
      if (a.gain != b.gain) return a.gain > b.gain;
      return std::pair(a.slot, a.step) < std::pair(b.slot, b.step);
    });
    std::vector<Match> chosen;
    std::set<SlotId> slots_used;
    std::set<StepId> steps_used;
    for (const Match& pair : pairs_) {
      if (slots_used.contains(pair.slot) || steps_used.contains(pair.step)) continue;
      slots_used.insert(pair.slot);
      steps_used.insert(pair.step);
      chosen.push_back(pair);
    }
    return chosen;
  }

 private:
  /// Those who wait for the service, soonest to miss first.
  const std::vector<core::Waiting>& waiting(ServiceId service) {
    const auto known = waiting_.find(service);
    if (known != waiting_.end()) return known->second;
    auto all = times_.waiting(service);
    std::ranges::sort(all, {}, [](const core::Waiting& w) { return std::pair(w.due, w.step); });
    return waiting_.emplace(service, std::move(all)).first->second;
  }

  /// The shortlist is taken in order of the promise, the heaviest part of the gain. Those whose promise has
  /// been broken come first by that order; half of the places are for those whose can still be kept.
  void add_pairs(const core::FreeTime& slot) {
    const core::SlotTypeRule* type = core::rule_of(setting_, slot.row->type);
    if (type == nullptr) return;
    for (const ServiceId service : type->services) {
      const std::vector<core::Waiting>& all = waiting(service);
      const auto kept = std::ranges::lower_bound(all, slot.row->begin, {}, &core::Waiting::due);
      std::size_t room = for_kept_promises;
      const auto rest = take(kept, all.end(), slot, room);
      room += shortlist - for_kept_promises;
      take(all.begin(), kept, slot, room);
      take(rest, all.end(), slot, room);
    }
  }

  using Waiters = std::vector<core::Waiting>::const_iterator;

  /// Adds a pair for each of [at, end) that fits while there is room. @return Where it stopped.
  Waiters take(Waiters at, Waiters end, const core::FreeTime& slot, std::size_t& room) {
    for (; at != end && room > 0; ++at) {
      // The cheap half of Times::fits: most who wait do so in other units.
      if (at->earlier == nullptr && at->row->team != slot.row->team) continue;
      if (!times_.fits(at->step, slot.slot, at_)) continue;
      --room;
      pairs_.push_back({slot.slot, at->step, worth(*at, slot)});
    }
    return at;
  }

  [[nodiscard]] double worth(const core::Waiting& w, const core::FreeTime& slot) {
    const core::MatterRow& m = *w.of;
    // Whoever has a time has waited since they asked for an earlier one; the others since they asked for
    // help.
    const bool has_time = w.row->state == core::StepState::booked && w.earlier != nullptr;
    double gain = std::max(0.0, days_between(has_time ? w.earlier->since : m.opened, now_));
    const bool still_keeps = slot.row->begin <= w.due && w.due != core::Moment::of(core::no_due);
    if (still_keeps) gain += gain_.breaking / std::max(1.0, days_between(now_, w.due));
    if (m.age.known() && (m.age.years >= 75 || m.age.years < 18)) gain += gain_.age;
    if (m.interpreter == core::Interpreter::yes) gain += gain_.interpreter;
    if (slot.row->worker.n < setting_.workers.size()) {
      const core::WorkerRule& worker = setting_.workers[slot.row->worker.n];
      const bool common = m.language == core::Language::of("fi");
      if (!common && std::ranges::find(worker.languages, m.language) != worker.languages.end())
        gain += gain_.language;
    }
    if (m.area.n < setting_.team_of_area.size() && setting_.team_of_area[m.area.n] == slot.row->team)
      gain += gain_.own_area;
    const core::Continuity met = times_.continuity(w.matter);
    if (std::ranges::find(met.met, slot.row->worker, &core::Continuity::Met::worker) != met.met.end())
      gain += gain_.known;
    return gain;
  }

  const core::Times& times_;
  const core::Setting& setting_;
  const core::Setting::Offers::Gain& gain_;
  core::Moment now_;
  Instant at_;
  std::map<ServiceId, std::vector<core::Waiting>> waiting_;
  std::vector<Match> pairs_;
};

}  // namespace

std::vector<Match> match_freed(const core::Times& times, const core::Setting& setting,
                               const std::vector<core::FreeTime>& slots, Instant now) {
  return Matcher(times, setting, now).run(slots);
}

}  // namespace vuoro::planner
