#include "app/plan_county.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "app/twin_ledger.hpp"
#include "calendar/zone.hpp"
#include "planner/county_capacity.hpp"
#include "rights/gate.hpp"
#include "twin/units.hpp"

namespace vuoro::app {

namespace {

using planner::CountyCapacity;

/// How a service that asks for times becomes a kind of work.
class Asker {
 public:
  Asker(const CountyCapacity& capacity, CountyQuestion& question)
      : capacity_(capacity), question_(question) {}

  void add(const twin::VisitDemand& demand, const TwinNames& names) {
    const std::string team{names.team(demand.care.team)};
    const std::string service{names.service(demand.care.service)};
    const auto known = capacity_.services.find(service);
    if (known == capacity_.services.end()) {
      question_.left_out.push_back(fmt::format("{}, {}: capacity.toml says nothing of it", team, service));
      return;
    }
    const CountyCapacity::Service& of = known->second;
    const CountyCapacity::Profession& profession = capacity_.professions.at(of.profession);
    planner::Work work;
    work.unit = team;
    work.profession = of.profession;
    work.slot_type = service;
    work.visits_a_shift = of.visits_a_shift;
    work.hours_a_shift = of.hours_a_shift;
    // Those whom no promise hurries are seen too.
    for (const double times : demand.times)
      work.standing_visits.push_back(std::max(0.0, times - demand.unpromised));
    work.extra_shifts = of.extra_shifts;
    work.extra_cost = of.hours_a_shift * profession.extra_hour_eur;
    planner::Line line;
    line.group = "promised";
    line.arrivals = demand.arrivals;
    line.due = demand.due;
    line.waiting = demand.waiting;
    line.overdue = demand.overdue;
    line.kept = capacity_.kept;
    line.no_debt_by = capacity_.no_debt_by;
    work.lines.push_back(std::move(line));
    if (profession.most_extra_shifts)
      works_of_[of.profession].push_back(static_cast<std::uint32_t>(question_.of.size()));
    question_.of.push_back({team, service});
    question_.file.problem.works.push_back(std::move(work));
  }

  void finish() {
    for (const auto& [code, works] : works_of_)
      question_.file.problem.limits.push_back(
          {"extra people: " + code, *capacity_.professions.at(code).most_extra_shifts, works});
  }

 private:
  const CountyCapacity& capacity_;
  CountyQuestion& question_;
  std::map<std::string, std::vector<std::uint32_t>> works_of_;
};

}  // namespace

Result<CountyQuestion> county_question(const PlanCapacity& command) {
  const Viewer viewer = rights::Gate::operations();
  const auto until = until_of(command.until);
  if (!until) return until.error();
  auto content = load_content(command.content);
  if (!content) return content.error();
  const auto place = command.content.content / command.content.pack / "capacity.toml";
  std::error_code fault;
  if (!std::filesystem::exists(place, fault))
    return Error{"content-refused",
                 "the county has no capacity.toml, which says what more shifts give and cost",
                 command.content.pack + "/capacity.toml"};
  std::set<std::string> services;
  for (const auto& service : content->county.services) services.insert(service.code);
  const auto capacity = planner::load_county_capacity(place, services);
  if (!capacity) return content::as_error(capacity.error());
  auto opened = open_for_twin(command.ledger, command.content, *until, command.weeks * 7 + 60, viewer);
  if (!opened) return opened.error();
  opened->ledger = {};
  const twin::LiveCounty& county = *opened->county;
  twin::WhatIfPlan how;
  how.weeks = command.weeks;
  how.seed = command.seed;
  how.futures = command.replications;
  how.threads = command.threads;
  CountyQuestion question;
  question.from = calendar::local_day(twin::first_midnight(county.now));
  question.file.name = fmt::format("Capacity from {}, {} weeks", twin::iso(question.from), command.weeks);
  question.file.source = fmt::format("{} futures of the twin, seed {}; {}", command.replications,
                                     command.seed, capacity->source);
  question.file.problem.weeks = static_cast<std::uint16_t>(command.weeks);
  question.file.problem.likely.assign(command.replications, 1.0 / command.replications);
  CountyCapacity wanted = *capacity;
  if (wanted.no_debt_by && *wanted.no_debt_by > command.weeks) wanted.no_debt_by.reset();
  Asker asker(wanted, question);
  const TwinNames names{county.start};
  for (const twin::VisitDemand& demand : twin::visit_demand(county, viewer, how)) asker.add(demand, names);
  asker.finish();
  for (const auto& [care, habits] : county.habits->care) {
    if (habits.same_day && !habits.in_slots &&
        wanted.services.contains(std::string{names.service(care.service)}))
      question.left_out.push_back(fmt::format("{}, {}: it is given the same day, without a limit",
                                              names.team(care.team), names.service(care.service)));
  }
  return question;
}

std::string to_changes(const CountyQuestion& question, const planner::CapacityPlan& plan) {
  std::string text = fmt::format("name = \"{}\"\nsource = \"vuoro plan capacity: {}\"\n", question.file.name,
                                 question.file.source);
  for (std::size_t w = 0; w < question.of.size(); ++w) {
    const planner::Work& work = question.file.problem.works[w];
    const std::vector<double>& extra = plan.works[w].extra;
    for (std::size_t week = 0; week < extra.size();) {
      const double shifts = std::round(extra[week]);
      std::size_t end = week + 1;
      while (end < extra.size() && std::round(extra[end]) == shifts) ++end;
      if (shifts > 0)
        text += fmt::format(
            "\n[[capacity]]\nteam = \"{}\"\nservice = \"{}\"\nfrom = {}\nuntil = {}\nvisits_per_week = "
            "\"+{:g}\"\ncost = \"{:.2f} € a visit\"\n",
            question.of[w].team, question.of[w].service,
            twin::iso(question.from + static_cast<int>(week) * 7),
            twin::iso(question.from + static_cast<int>(end) * 7 - 1), shifts * work.visits_a_shift,
            work.extra_cost / work.visits_a_shift);
      week = end;
    }
  }
  return text;
}

}  // namespace vuoro::app
