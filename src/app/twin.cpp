#include <fmt/core.h>

#include <algorithm>
#include <fstream>

#include "app/commands.hpp"
#include "content/content_error.hpp"
#include "rights/gate.hpp"
#include "twin/experiment.hpp"
#include "twin/load_scenario.hpp"

namespace vuoro::app {

namespace {

using Ready = std::shared_ptr<const twin::Prepared>;

Result<Ready> ready(const std::filesystem::path& file, const Viewer& viewer) {
  auto scenario = twin::load_scenario(file);
  if (!scenario) return content::as_error(scenario.error());
  auto pack = twin::load_promises(*scenario);
  if (!pack) return content::as_error(pack.error());
  return twin::prepare(std::move(scenario).value(), std::move(pack).value(), calendar::Calendar::finnish(),
                       viewer);
}

twin::Plan plan_of(const TwinRun& command) {
  twin::Plan plan;
  plan.seed = command.seed;
  plan.replications = command.replications;
  plan.threads = command.threads;
  plan.level = command.level / 100;
  plan.most = std::max(command.most, command.replications);
  if (command.precision > 0) plan.precision = command.precision / 100;
  return plan;
}

std::string number(double value) {
  return fmt::format("{:.6g}", value);
}

std::size_t widest_name(const twin::Results& results) {
  std::size_t widest = 8;
  for (const twin::Quantity& q : results.quantities) widest = std::max(widest, q.name.size());
  return widest;
}

void print_results(const twin::Results& results, double level) {
  const std::size_t widest = widest_name(results);
  fmt::print("{:<{}}  {:<5}  {:>10}  {:>22}  {:>22}  {:>22}  {:>22}\n", "quantity", widest, "unit", "mean",
             fmt::format("{:g} % interval of mean", level * 100), "50 % of runs", "80 % of runs",
             "95 % of runs");
  for (std::size_t i = 0; i < results.quantities.size(); ++i) {
    const auto column = results.column(i);
    const auto e = twin::estimate(column);
    const auto range = [](double low, double high) { return number(low) + " … " + number(high); };
    const auto part = [&](double share) {
      const auto b = twin::band(column, share);
      return range(b.low, b.high);
    };
    const double half = e.half_width(level);
    fmt::print("{:<{}}  {:<5}  {:>10}  {:>22}  {:>22}  {:>22}  {:>22}\n", results.quantities[i].name, widest,
               results.quantities[i].unit, number(e.mean), range(e.mean - half, e.mean + half), part(0.5),
               part(0.8), part(0.95));
  }
}

Status write_csv(const std::filesystem::path& file, const twin::Results& results) {
  if (file.empty()) return Unit{};
  std::ofstream out(file, std::ios::binary);
  out << twin::to_csv(results);
  out.close();
  if (!out) return Error{"file-unwritable", "the file cannot be written", file.string()};
  return Unit{};
}

}  // namespace

int twin_run(const TwinRun& command) {
  const Viewer viewer = rights::Gate::operations();
  const auto prepared = ready(command.scenario, viewer);
  if (!prepared) return fail(prepared.error());
  const twin::Plan plan = plan_of(command);
  const auto results = twin::run(**prepared, viewer, plan);
  if (!results) return fail(results.error());
  fmt::print("{}\nseed {}, {} replications, {} commands, {} events\n\n", (*prepared)->scenario.name,
             plan.seed, results->rows.size(), results->commands, results->events);
  print_results(*results, plan.level);
  if (auto written = write_csv(command.csv, *results); !written) return fail(written.error());
  if (results->precise) return 0;
  fmt::print(stderr, "vuoro: the precision asked for was not reached in {} replications\n",
             results->rows.size());
  return 2;
}

int twin_compare(const TwinRun& command) {
  const Viewer viewer = rights::Gate::operations();
  const auto before = ready(command.scenario, viewer);
  if (!before) return fail(before.error());
  const auto after = ready(command.other, viewer);
  if (!after) return fail(after.error());
  twin::Plan plan = plan_of(command);
  plan.precision.reset();
  const auto a = twin::run(**before, viewer, plan);
  if (!a) return fail(a.error());
  const auto b = twin::run(**after, viewer, plan);
  if (!b) return fail(b.error());
  const std::size_t widest = widest_name(*a);
  fmt::print("{} -> {}\nseed {}, {} replications of each\n\n", (*before)->scenario.name,
             (*after)->scenario.name, plan.seed, a->rows.size());
  fmt::print("{:<{}}  {:>10}  {:>10}  {:>10}  {:>24}\n", "quantity", widest, "before", "after", "change",
             fmt::format("{:g} % interval", command.level));
  for (std::size_t i = 0; i < a->quantities.size(); ++i) {
    const auto j = b->find(a->quantities[i].name);
    if (!j) continue;
    const auto x = a->column(i);
    const auto y = b->column(*j);
    const auto change = twin::difference(x, y);
    const double half = change.half_width(plan.level);
    fmt::print("{:<{}}  {:>10}  {:>10}  {:>10}  {:>24}\n", a->quantities[i].name, widest,
               number(twin::estimate(x).mean), number(twin::estimate(y).mean), number(change.mean),
               number(change.mean - half) + " … " + number(change.mean + half));
  }
  return 0;
}

}  // namespace vuoro::app
