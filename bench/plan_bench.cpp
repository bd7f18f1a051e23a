#include <fmt/core.h>

#include <chrono>
#include <cmath>
#include <cstdlib>
#include <ctime>

#include "plan_instance.hpp"
#include "planner/assignment.hpp"

/// Assignment; see docs/planner.md.
namespace vuoro::planner {
namespace {

double cpu_seconds() {
  return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

void show(const char* what, const Assignment& a, double seconds) {
  std::uint64_t kept = 0;
  std::uint64_t broken = 0;
  for (const Tally& t : a.groups) {
    kept += t.kept;
    broken += t.broken;
  }
  fmt::print("{:<34} {:>7.2f} s  gap {:>8.5f} %  rounds {:>2}  given {:>8} of {:>10}  kept {}  broken {}\n",
             what, seconds, a.proof.gap * 100, a.proof.rounds, a.proof.given, a.proof.possible, kept, broken);
}

void run(const bench::Size& size) {
  const Problem p = bench::instance(size, 1);
  Rules rules;
  rules.group_weights = {150, 150};
  for (const Protection protection : {Protection::weights, Protection::order}) {
    rules.protection = protection;
    const double before = cpu_seconds();
    SolveOptions o;
    if (const char* f = std::getenv("FP")) o.first_pairs = static_cast<std::uint32_t>(std::atoi(f));
    if (const char* f = std::getenv("AP")) o.added_pairs = static_cast<std::uint32_t>(std::atoi(f));
    const Assignment a = assign(p, rules, o);
    show(protection == Protection::weights ? "weights" : "order", a, cpu_seconds() - before);
  }
  double before = cpu_seconds();
  show("soonest due first", soonest_due_first(p, rules), cpu_seconds() - before);
}

}  // namespace
}  // namespace vuoro::planner

int main(int argc, char** argv) {
  const auto n = static_cast<std::uint32_t>(argc > 1 ? std::atoi(argv[1]) : 10'000);
  vuoro::planner::run({n, n / 2, static_cast<std::uint16_t>(argc > 2 ? std::atoi(argv[2]) : 40)});
}
