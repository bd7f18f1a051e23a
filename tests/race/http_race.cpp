// Bookers at a server that is killed again and again; every slot's history is checked for linearizability.
#include <fmt/core.h>

#include <CLI/CLI.hpp>
#include <filesystem>
#include <fstream>
#include <iostream>

#include "race/http_world.hpp"

int main(int argc, char** argv) {
  using namespace vuoro::race;  // NOLINT: this file's own room
  HttpPlan plan;
  plan.seed = std::random_device{}();
  CLI::App app{"Races for slots through HTTP, kills the server, and holds every slot's history to one order"};
  app.add_option("--vuoro", plan.places.program)->required();
  app.add_option("--content", plan.places.content)->required();
  app.add_option("--scratch", plan.places.scratch, "With the ledger in ledger-0/county")->required();
  app.add_option("--seconds", plan.seconds)->capture_default_str();
  app.add_option("--kills", plan.kills)->capture_default_str();
  app.add_option("--clients", plan.clients)->capture_default_str();
  app.add_option("--seed", plan.seed, "Of the wishes; the machine's timing stays its own");
  CLI11_PARSE(app, argc, argv);
  try {
    std::filesystem::create_directories(plan.places.scratch / "web");
    std::ofstream(plan.places.scratch / "web" / "index.html") << "<!doctype html><title>-</title>\n";
    fmt::print("seed {}\n", plan.seed);
    const HttpReport r = HttpWorld(plan).run();
    const Verdicts& v = r.verdicts;
    for (const std::string& fault : r.faults) fmt::print("{}\n", fault);
    fmt::print(
        "{}through HTTP: {} bookers, {} slots, {} matters of {} persons; {} requests, {} answers, {} sent "
        "again, {} kills, {} days read;\n"
        "  {} operations on {} slots checked ({} places given, {} refused as full, {} reads of slots; {} "
        "under way with another, {} unknown, at most {} on a slot);\n"
        "  in the end {} places taken, {} over capacity, {} overlaps, {} acknowledged bookings lost; {} "
        "illegal, {} given up\n",
        v.first, plan.clients, r.slots, r.matters, r.persons, r.requests, r.answers, r.resent, plan.kills + 1,
        r.days, v.operations, v.slots, v.taken, v.full, v.seen, v.overlapping, v.unknown, v.most_on_a_slot,
        r.booked, r.most_over_capacity, r.overlaps, r.lost_bookings, v.illegal, v.gave_up);
    return r.faults.empty() && v.illegal == 0 && v.gave_up == 0 ? 0 : 1;
  } catch (const std::exception& broken) {
    std::cerr << "http_race: " << broken.what() << "\n";
    return 2;
  }
}
