#include "twin/experiment.hpp"

#include <fmt/core.h>
#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <exception>
#include <thread>

#include "twin/replication.hpp"

namespace vuoro::twin {

namespace {

struct Outcome {
  std::vector<double> values;
  std::optional<Error> fault;
  std::exception_ptr bug;
  std::uint64_t commands = 0;
  std::uint64_t events = 0;
};

Outcome replicate(const Prepared& prepared, const Viewer& viewer, std::uint64_t seed, std::uint32_t number) {
  Outcome outcome;
  try {
    Replication replication(prepared, viewer, seed, number);
    auto values = replication.run();
    if (values) {
      outcome.values = std::move(values).value();
    } else {
      outcome.fault = values.error();
      outcome.fault->where = fmt::format("replication {}, {}", number, outcome.fault->where);
    }
    outcome.commands = replication.ground().commands();
    outcome.events = replication.ground().events();
  } catch (...) {
    outcome.bug = std::current_exception();
  }
  return outcome;
}

/// Replications from `first` to `end`, by whichever thread is free.
std::vector<Outcome> replicate_all(const Prepared& prepared, const Viewer& viewer, const Plan& plan,
                                   std::uint32_t first, std::uint32_t end) {
  std::vector<Outcome> outcomes(end - first);
  std::atomic<std::uint32_t> next{first};
  const auto work = [&] {
    for (std::uint32_t n = next++; n < end; n = next++)
      outcomes[n - first] = replicate(prepared, viewer, plan.seed, n);
  };
  std::vector<std::jthread> others;
  for (unsigned i = 1; i < std::min<unsigned>(plan.threads, end - first); ++i) others.emplace_back(work);
  work();
  others.clear();  // joins
  return outcomes;
}

Result<std::vector<std::size_t>> watched(const Scenario& scenario, const Results& results) {
  std::vector<std::size_t> found;
  for (const std::string& name : scenario.watch) {
    const auto index = results.find(name);
    if (!index) return Error{"watch-unknown", "the scenario has no quantity '" + name + "'"};
    found.push_back(*index);
  }
  if (scenario.watch.empty()) {
    for (std::size_t i = 0; i < results.quantities.size(); ++i) found.push_back(i);
  }
  return found;
}

/// A quantity that is 0 in every replication is known as well as it can be.
bool precise(const Results& results, const std::vector<std::size_t>& quantities, const Plan& plan) {
  return std::ranges::all_of(quantities, [&](std::size_t q) {
    return estimate(results.column(q)).relative_half_width(plan.level) <= *plan.precision;
  });
}

}  // namespace

std::optional<std::size_t> Results::find(std::string_view name) const {
  const auto found = std::ranges::find(quantities, name, &Quantity::name);
  if (found == quantities.end()) return std::nullopt;
  return static_cast<std::size_t>(found - quantities.begin());
}

std::vector<double> Results::column(std::size_t quantity) const {
  std::vector<double> values;
  values.reserve(rows.size());
  for (const auto& row : rows) values.push_back(row[quantity]);
  return values;
}

Result<Results> run(const Prepared& prepared, const Viewer& viewer, const Plan& plan) {
  Results results;
  results.quantities = quantities_of(prepared.scenario, prepared.rules);
  const auto quantities = watched(prepared.scenario, results);
  if (!quantities) return quantities.error();
  std::uint32_t wanted = std::max<std::uint32_t>(plan.replications, plan.precision ? 2 : 1);
  while (true) {
    const auto done = static_cast<std::uint32_t>(results.rows.size());
    for (Outcome& outcome : replicate_all(prepared, viewer, plan, plan.first + done, plan.first + wanted)) {
      if (outcome.bug) std::rethrow_exception(outcome.bug);
      if (outcome.fault) return *outcome.fault;
      results.rows.push_back(std::move(outcome.values));
      results.commands += outcome.commands;
      results.events += outcome.events;
    }
    if (!plan.precision) return results;
    results.precise = precise(results, *quantities, plan);
    if (results.precise || wanted >= plan.most) return results;
    wanted = std::min(plan.most, wanted > plan.most / 2 ? plan.most : 2 * wanted);
  }
}

std::string to_csv(const Results& results) {
  std::string text = "replication";
  for (const Quantity& q : results.quantities) text += "," + q.name;
  text += "\n";
  for (std::size_t i = 0; i < results.rows.size(); ++i) {
    fmt::format_to(std::back_inserter(text), "{}", i);
    for (const double value : results.rows[i]) fmt::format_to(std::back_inserter(text), ",{}", value);
    text += "\n";
  }
  return text;
}

}  // namespace vuoro::twin
