#include "twin/tally.hpp"

#include <utility>

namespace vuoro::twin {

namespace {

double share(std::uint64_t part, std::uint64_t whole) {
  return whole == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole);
}

/// Names and values in one place, so that they cannot part.
class Sheet {
 public:
  std::vector<Quantity> quantities;
  std::vector<double> values;

  void add(std::string name, std::string unit, double value) {
    quantities.push_back({std::move(name), std::move(unit)});
    values.push_back(value);
  }
  void count(std::string name, std::uint64_t value) {
    add(std::move(name), "count", static_cast<double>(value));
  }
};

Mean together(const std::vector<Mean>& parts) {
  Mean all;
  for (const Mean& part : parts) {
    all.n += part.n;
    all.sum += part.sum;
  }
  return all;
}

void add_stage(Sheet& sheet, const Scenario& scenario, const Stage& stage, const StageTally& t, double end) {
  const Mean wait = together(t.wait);
  sheet.add(stage.code + ".wait", "min", wait.mean());
  if (t.wait.size() > 1) {
    for (std::size_t s = 0; s < t.wait.size(); ++s)
      sheet.add(stage.code + ".wait." + scenario.segments[s].code, "min", t.wait[s].mean());
  }
  sheet.add(stage.code + ".waited", "share", share(t.waited, t.came));
  if (stage.within) sheet.add(stage.code + ".within", "share", share(t.within, wait.n));
  sheet.add(stage.code + ".use", "share", t.busy.mean(end) / stage.servers);
  sheet.add(stage.code + ".busy", "count", t.busy.mean(end));
  sheet.add(stage.code + ".queue", "count", t.queue.mean(end));
  if (stage.patience) {
    sheet.add(stage.code + ".wait_of_all", "min", t.wait_of_all.mean());
    sheet.add(stage.code + ".hung_up", "share", share(t.hung_up, t.came));
  }
  if (stage.room)
    sheet.add(stage.code + ".turned_away", "share", share(t.turned_away, t.came + t.turned_away));
  if (!stage.give_up.empty() || !stage.when_full.empty())
    sheet.add(stage.code + ".away", "count", t.away.mean(end));
}

void add_clinic(Sheet& sheet, const Clinic& clinic, const ClinicTally& t) {
  sheet.count(clinic.code + ".booked", t.lead.n);
  sheet.add(clinic.code + ".lead", "min", t.lead.mean());
  if (clinic.over) sheet.add(clinic.code + ".lead_over", "share", share(t.over, t.lead.n));
  sheet.add(clinic.code + ".no_show", "share", share(t.missed, t.reached));
  sheet.count(clinic.code + ".held", t.held);
  if (clinic.due) sheet.add(clinic.code + ".late", "share", share(t.late, t.held));
  sheet.count(clinic.code + ".no_time_published", t.waiting_for_times);
}

Sheet sheet_of(const Scenario& scenario, const std::vector<std::string>& rules, const Tally& tally,
               const std::vector<PromiseCounts>* promises, double end) {
  Sheet sheet;
  sheet.count("contacts", tally.contacts);
  sheet.count("happenings", tally.happenings);
  sheet.add("abandoned", "share", share(tally.abandoned, tally.contacts));
  sheet.add("in_house", "min", tally.in_house.mean());
  sheet.add("present", "count", tally.present.mean(end));
  sheet.add("present_at_end", "count", tally.present.now());
  if (!scenario.arrivals.listed.empty()) {
    sheet.add("first_empty", "min", tally.first_empty);
    sheet.add("last_done", "min", tally.last_done);
  }
  for (std::size_t i = 0; i < scenario.stages.size(); ++i)
    add_stage(sheet, scenario, scenario.stages[i], tally.stages[i], end);
  for (std::size_t i = 0; i < scenario.clinics.size(); ++i)
    add_clinic(sheet, scenario.clinics[i], tally.clinics[i]);
  for (std::size_t rule = 1; rule < rules.size(); ++rule) {
    const PromiseCounts counts = promises != nullptr ? (*promises)[rule] : PromiseCounts{};
    sheet.count(rules[rule] + ".started", counts.started);
    sheet.add(rules[rule] + ".missed", "share", share(counts.missed, counts.kept + counts.missed));
  }
  return sheet;
}

}  // namespace

Tally::Tally(const Scenario& scenario) : stages(scenario.stages.size()), clinics(scenario.clinics.size()) {
  for (StageTally& stage : stages) stage.wait.resize(scenario.segments.size());
}

void Tally::forget(double at) {
  contacts = abandoned = happenings = 0;
  in_house = {};
  present.forget(at);
  for (StageTally& t : stages) {
    StageTally fresh;
    fresh.wait.resize(t.wait.size());
    fresh.queue = t.queue;
    fresh.busy = t.busy;
    fresh.away = t.away;
    t = fresh;
    t.queue.forget(at);
    t.busy.forget(at);
    t.away.forget(at);
  }
  for (ClinicTally& t : clinics) t = {};
}

std::vector<Quantity> quantities_of(const Scenario& scenario, const std::vector<std::string>& rules) {
  return sheet_of(scenario, rules, Tally(scenario), nullptr, 0).quantities;
}

std::vector<double> values_of(const Scenario& scenario, const std::vector<std::string>& rules,
                              const Tally& tally, const Ground& ground, double end) {
  return sheet_of(scenario, rules, tally, &ground.promises(), end).values;
}

}  // namespace vuoro::twin
