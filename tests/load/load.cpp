#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <exception>

#include "load/flood.hpp"
#include "load/house.hpp"

/// A busy day in minutes: requests at a fixed rate against a running demo server, event streams open beside
/// them, slow clients at the same time (reliability-security.md T12, T7). scripts/load starts the server.
/// Exit 1 when anything was answered otherwise than it should have been, or when a limit was not kept.
int main(int argc, char** argv) {
  CLI::App app{"Load on a running demo server"};
  std::uint16_t port = 0;
  vuoro::load::Plan plan;
  double read_limit = 0;
  double write_limit = 0;
  app.add_option("--port", port)->required();
  app.add_option("--rate", plan.per_second, "requests a second");
  app.add_option("--seconds", plan.seconds);
  app.add_option("--streams", plan.streams);
  app.add_option("--slow", plan.slow);
  app.add_option("--read-p99", read_limit, "milliseconds; 0: none");
  app.add_option("--write-p99", write_limit, "milliseconds; 0: none");
  CLI11_PARSE(app, argc, argv);
  try {
    vuoro::load::House house = vuoro::load::look_around(port, std::min<std::size_t>(plan.streams / 2, 1000));
    vuoro::load::Flood flood(house, plan);
    auto f = flood.run();
    const auto line = [](const char* what, vuoro::load::Latencies& l) {
      fmt::print("{:7} {:8}   p50 {:7.2f}   p90 {:7.2f}   p99 {:7.2f}   p99.9 {:7.2f}   most {:7.2f} ms\n",
                 what, l.count(), l.at(0.5), l.at(0.9), l.at(0.99), l.at(0.999), l.at(1));
    };
    line("reads", f.reads);
    line("writes", f.writes);
    line("told", f.told);
    fmt::print("{} streams, {} events told; {} slow clients, {} sent away; {} conflicts, {} errors{}\n",
               plan.streams, f.events, plan.slow, f.cut, f.conflicts, f.errors,
               f.errors > 0 ? ": " + f.first_error : "");
    const bool late = (read_limit > 0 && f.reads.at(0.99) > read_limit) ||
                      (write_limit > 0 && f.writes.at(0.99) > write_limit);
    if (late) fmt::print("over the limit of {} / {} ms\n", read_limit, write_limit);
    return f.errors > 0 || late ? 1 : 0;
  } catch (const std::exception& fault) {
    fmt::print(stderr, "{}\n", fault.what());
    return 2;
  }
}
