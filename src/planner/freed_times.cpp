#include "planner/freed_times.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "core/time_rules.hpp"

namespace vuoro::planner {

namespace {

constexpr std::size_t shortlist = 64;

double days_between(core::Moment from, core::Moment to) {
  return (static_cast<double>(to.s) - static_cast<double>(from.s)) / 86'400;
}

class Matcher {
 public:
  Matcher(const core::Times& times, const core::Setting& setting, const Gain& gain, Instant now)
      : times_(times), setting_(setting), gain_(gain), now_(core::Moment::of(now)), at_(now) {}

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

  /// The shortlist is taken in order of the promise, the heaviest part of the gain.
  void add_pairs(const core::FreeTime& slot) {
    const core::SlotTypeRule* type = core::rule_of(setting_, slot.row->type);
    if (type == nullptr) return;
    for (const ServiceId service : type->services) {
      std::size_t taken = 0;
      for (const core::Waiting& w : waiting(service)) {
        if (taken == shortlist) break;
        // Another unit's time is offered by people, who can ask whether the journey suits.
        if (w.row->team != slot.row->team || !times_.fits(w.step, slot.slot, at_)) continue;
        ++taken;
        pairs_.push_back({slot.slot, w.step, worth(w, slot)});
      }
    }
  }

  [[nodiscard]] double worth(const core::Waiting& w, const core::FreeTime& slot) {
    const core::MatterRow& m = *w.of;
    double gain = std::max(0.0, days_between(m.opened, now_));
    const bool still_keeps = slot.row->begin <= w.due && w.due != core::Moment::of(core::no_due);
    if (still_keeps) gain += gain_.breaking / std::max(1.0, days_between(now_, w.due));
    if (m.age.known() && (m.age.years >= 75 || m.age.years < 18)) gain += gain_.older;
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
  const Gain& gain_;
  core::Moment now_;
  Instant at_;
  std::map<ServiceId, std::vector<core::Waiting>> waiting_;
  std::vector<Match> pairs_;
};

}  // namespace

std::vector<Match> match_freed(const core::Times& times, const core::Setting& setting,
                               const std::vector<core::FreeTime>& slots, const Gain& gain, Instant now) {
  return Matcher(times, setting, gain, now).run(slots);
}

}  // namespace vuoro::planner
