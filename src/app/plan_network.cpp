#include <fmt/core.h>

#include <boost/json.hpp>
#include <fstream>

#include "api/network_json.hpp"
#include "app/commands.hpp"
#include "app/network_changes.hpp"
#include "app/open.hpp"
#include "app/twin_ledger.hpp"
#include "calendar/zone.hpp"
#include "content/network.hpp"
#include "planner/network_file.hpp"
#include "planner/network_moves.hpp"
#include "promises/question.hpp"

namespace vuoro::app {

namespace {

using content::Network;
using planner::GroupFare;
using planner::GroupKind;
using planner::PlannedNetwork;

std::string name_of(const Network& network, const planner::Group& group) {
  constexpr auto en = promises::Language::en;
  switch (group.kind) {
    case GroupKind::all:
      return "everybody";
    case GroupKind::age:
      return promises::in(network.ages[group.index].name, en);
    case GroupKind::language:
      return promises::in(network.languages[group.index].name, en);
    case GroupKind::car:
      return group.index == 1 ? "with a car" : "without a car";
    case GroupKind::area:
      return promises::in(network.areas[group.index].name, en);
  }
  return "";
}

void print_groups(const Network& network, const std::vector<GroupFare>& groups) {
  fmt::print("{:<28} {:>9} {:>17} {:>15} {:>15} {:>13}\n", "minutes one way", "residents", "mean",
             fmt::format("within {:g} %", network.within[0]), fmt::format("within {:g} %", network.within[1]),
             "longest");
  const auto share = [](double part, double of) { return of > 0 ? part / of * 100 : 0; };
  for (const GroupFare& g : groups) {
    const auto within = [&](std::size_t i) {
      return fmt::format("{:.1f} -> {:.1f}", share(g.before.within[i], g.before.visits),
                         share(g.after.within[i], g.after.visits));
    };
    fmt::print("{:<28} {:>9.0f} {:>17} {:>15} {:>15} {:>13}\n", name_of(network, g.group), g.residents,
               fmt::format("{:.1f} -> {:.1f}", g.before.mean(), g.after.mean()), within(0), within(1),
               fmt::format("{:.0f} -> {:.0f}", g.before.longest, g.after.longest));
  }
  fmt::print("\n{:<28} {:>32} {:>32}\n", "who", "loses", "gains");
  for (const GroupFare& g : groups) {
    const auto side = [](const planner::Touched& t) {
      return t.residents > 0 ? fmt::format("{:.0f} residents by {:.1f} min", t.residents, t.mean())
                             : std::string("-");
    };
    fmt::print("{:<28} {:>32} {:>32}\n", name_of(network, g.group), side(g.lose), side(g.gain));
    if (g.lost_visits >= 0.5)
      fmt::print("{:<28} {:.0f} visits a year that no point gives\n", "", g.lost_visits);
  }
}

void print_points(const Network& network, const PlannedNetwork& planned, const planner::NetworkFare& before,
                  const planner::NetworkFare& after) {
  fmt::print("\n{:<40} {:>19} {:>15} {:>23}\n", "point", "visits a year", "full %", "euros a year");
  for (std::size_t p = 0; p < planned.points.size(); ++p) {
    const planner::PointFare none;
    const planner::PointFare& was = p < before.points.size() ? before.points[p] : none;
    const planner::PointFare& is = after.points[p];
    const auto full = [](const planner::PointFare& f) {
      return f.hours_held > 0 ? f.hours_needed / f.hours_held * 100 : 0;
    };
    const auto standing = planned.points[p].standing;
    const std::string name = standing ? promises::in(network.points[*standing].name, promises::Language::en)
                                      : planned.points[p].code;
    fmt::print("{:<40} {:>19} {:>15} {:>23}\n", name, fmt::format("{:.0f} -> {:.0f}", was.visits, is.visits),
               fmt::format("{:.0f} -> {:.0f}", full(was), full(is)),
               fmt::format("{:.0f} -> {:.0f}", was.euros, is.euros));
  }
}

void print_sites(const Network& network, const PlannedNetwork& planned,
                 const planner::SiteQuestion& question) {
  const auto answers = planner::answer_sites(network, planned, question, 60);
  const auto names = [&](const std::vector<std::size_t>& sites) {
    std::string out;
    for (const std::size_t j : sites) {
      const auto& site = answers.sites[j];
      out += (out.empty() ? "" : ", ") +
             (site.point ? planned.points[*site.point].code : "centre of " + network.areas[site.area].code);
    }
    return out;
  };
  const double need = answers.need > 0 ? answers.need : 1;
  fmt::print(
      "\nleast travel for {} with {} points of {} places ({:.0f} visits a year; now {} points, {:.2f} min)\n",
      question.service, answers.median.open.size(), answers.sites.size(), answers.need, answers.open_now,
      answers.median_now / need);
  fmt::print("  {:.2f} min, nothing is below {:.2f} (gap {:.2f} %): {}\n", answers.median.value / need,
             answers.median.bound / need, answers.median.gap() * 100, names(answers.median.open));
  fmt::print("  one after the other {:.2f} min: {}\n", answers.median.greedy_value / need,
             names(answers.median.greedy));
  fmt::print("fewest points for {:g} % within {:g} min (now {:.1f} %)\n", question.share, question.minutes,
             answers.covered_now * 100);
  if (!answers.coverage.possible) {
    fmt::print("  no choice of these places reaches that\n");
    return;
  }
  fmt::print("  {:.0f}, never fewer than {:.0f} (gap {:.2f} %): {}\n", answers.coverage.value,
             answers.coverage.bound, answers.coverage.gap() * 100, names(answers.coverage.open));
  fmt::print("  one after the other {:.0f}: {}\n", answers.coverage.greedy_value,
             names(answers.coverage.greedy));
}

void print_plan(const Network& network, const planner::NetworkFile& file) {
  const auto year = static_cast<std::uint16_t>(file.trial.year);
  const PlannedNetwork planned = planner::planned_network(network, file.trial);
  const auto before = planner::evaluate(network, planner::standing_network(network, year));
  const auto after = planner::evaluate(network, planned);
  const auto groups = planner::compare(network, before, after);
  fmt::print("{}\nsource: {}\nyear {}, the network that stands -> the plan\n\n", file.name, file.source,
             year);
  print_groups(network, groups);
  print_points(network, planned, before, after);
  const auto& all = groups.front();
  fmt::print(
      "\n{:.0f} -> {:.0f} euros a year, {:.0f} -> {:.0f} km a year there and back ({:.0f} -> {:.0f} by car), "
      "{:.0f} -> {:.0f} handled digitally\n",
      before.euros, after.euros, 2 * all.before.km, 2 * all.after.km, 2 * all.before.car_km,
      2 * all.after.car_km, all.before.digital, all.after.digital);
  if (file.trial.sites) print_sites(network, planned, *file.trial.sites);
}

/// What the twin can live of the plan, in a file.
Status write_changes(const PlanNetwork& command, const Network& network, const content::County& county,
                     const planner::NetworkFile& plan, std::optional<Day> from) {
  const auto year = static_cast<std::uint16_t>(plan.trial.year);
  const auto moves = planner::moves_of(network, county, plan.trial);
  if (moves.moves.empty())
    return Error{"nobody-moves", "nobody turns to another team under this plan: there is nothing to live",
                 command.files.front().string()};
  MoveTerms terms;
  terms.from = from;
  terms.staff_follow = command.staff_follow;
  terms.euros_a_year = planner::evaluate(network, planner::planned_network(network, plan.trial)).euros -
                       planner::evaluate(network, planner::standing_network(network, year)).euros;
  return write_text(command.changes, network_changes(plan, moves, terms));
}

}  // namespace

int plan_network(const PlanNetwork& command) {
  if (!command.changes.empty() && command.files.size() > 1)
    return fail({"option-refused", "give one plan: a file of changes is one", "--changes"});
  std::optional<Day> from;
  if (!command.from.empty()) {
    from = promises::parse_day(command.from);
    if (!from || *from < calendar::first_known_day || *from > calendar::last_known_day)
      return fail({"option-refused", "write the day as YYYY-MM-DD, within 1992–2100", "--from"});
  }
  const auto content = load_content(command.content);
  if (!content) return fail(content.error());
  const auto network = content::load_network(command.content.content / command.content.pack, content->county);
  if (!network) return fail(content::as_error(network.error()));
  if (!network->has_value())
    return fail({"network-unknown", "the county has no network.toml", command.content.pack});
  boost::json::array all;
  bool first = true;
  for (const auto& path : command.files) {
    const auto file = planner::load_network_file(path, **network);
    if (!file) return fail(content::as_error(file.error()));
    if (!first) fmt::print("\n");
    first = false;
    print_plan(**network, *file);
    if (!command.changes.empty()) {
      const auto written = write_changes(command, **network, content->county, *file, from);
      if (!written) return fail(written.error());
    }
    if (command.json.empty()) continue;
    boost::json::object one = api::tried_json(**network, file->trial, promises::Language::en);
    one["name"] = file->name;
    one["source"] = file->source;
    all.push_back(std::move(one));
  }
  if (command.json.empty()) return 0;
  std::ofstream out(command.json, std::ios::binary);
  out << boost::json::serialize(all) << '\n';
  out.close();
  if (!out) return fail({"file-not-written", "cannot be written", command.json.string()});
  return 0;
}

}  // namespace vuoro::app
