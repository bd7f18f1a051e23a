#include <fmt/core.h>

#include "app/commands.hpp"
#include "measures/wait.hpp"
#include "rights/gate.hpp"

namespace vuoro::app {

namespace {

void print_table(const std::vector<measures::WaitGroup>& groups, int within) {
  std::size_t widest = 5;
  for (const measures::WaitGroup& g : groups) widest = std::max(widest, g.group.size());
  fmt::print("{:<{}}  {:>10}  {:>10}  {:>7}\n", "group", widest, "count", fmt::format("<= {} d", within),
             "share");
  for (const measures::WaitGroup& g : groups) {
    const std::string share =
        g.count == 0
            ? "–"
            : fmt::format("{:.1f} %", 100.0 * static_cast<double>(g.within) / static_cast<double>(g.count));
    fmt::print("{:<{}}  {:>10}  {:>10}  {:>7}\n", g.group, widest, g.count, g.within, share);
  }
}

}  // namespace

int measure_wait(const MeasureWait& command) {
  std::vector<measures::Split> splits;
  for (const std::string& text : command.by) {
    auto split = measures::Split::parse(text);
    if (!split) return fail(split.error());
    splits.push_back(std::move(split).value());
  }
  live::Driver::Options options;
  options.clock = wall_clock;
  auto driver = open_driver(command.ledger, WhenMissing::refuse, std::move(options));
  if (!driver) return fail(driver.error());
  const auto reading = (*driver)->read();
  const auto columns = measures::wait_columns(reading.state(), rights::Gate::command_line());
  if (!columns) return fail(columns.error());
  const auto end = command.realised ? measures::WaitEnd::realised : measures::WaitEnd::planned;
  const auto groups =
      measures::wait_within(*columns, end, static_cast<std::uint16_t>(command.within), splits);
  if (command.json) {
    fmt::print("{}\n", measures::to_json(groups));
  } else {
    print_table(groups, command.within);
  }
  return 0;
}

}  // namespace vuoro::app
