// kill -9 under load, over HTTP: nothing whose answer was read in full is missing, nothing is half there, and
// what was not answered has one effect when it is sent again with its key.
#include <fmt/core.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <boost/json.hpp>
#include <chrono>
#include <fstream>
#include <iostream>
#include <numeric>
#include <random>
#include <set>
#include <stdexcept>
#include <thread>

#include "kill/person.hpp"
#include "kill/server.hpp"

namespace vuoro::kill {
namespace {

struct Wanted {
  Places places;
  int cycles = 500;
  int connections = 16;
  int per_ledger = 25;  ///< Cycles on one ledger before it is checked as a whole and a new one begun.
  std::uint64_t seed = 0;
  int most_faults = 3;
};

using Clock = std::chrono::steady_clock;

class Run {
 public:
  explicit Run(Wanted wanted) : wanted_(std::move(wanted)), chance_(wanted_.seed) {
    for (int n = 0; n < wanted_.connections; ++n) people_.push_back(std::make_unique<Person>(n, chance_()));
  }

  /// @return The number of failed cycles.
  int all() {
    const auto begin = Clock::now();
    int passed = 0;
    int failed = 0;
    for (int cycle = 1; cycle <= wanted_.cycles && failed < wanted_.most_faults; ++cycle) {
      const bool last = ++on_ledger_ == wanted_.per_ledger || cycle == wanted_.cycles;
      const std::string fault = one(last);
      if (fault.empty()) {
        ++passed;
      } else {
        ++failed;
        fmt::print("cycle {}: {}\n", cycle, fault);
      }
      if (last || !fault.empty()) new_ledger();
      if (cycle % 50 == 0) tell(cycle, begin);
    }
    tell(passed + failed, begin);
    fmt::print("{} passed, {} failed\n", passed, failed);
    return failed;
  }

 private:
  void tell(int cycle, Clock::time_point begin) const {
    const double seconds = std::chrono::duration<double>(Clock::now() - begin).count();
    std::uint64_t retried = 0;
    std::uint64_t done = 0;
    for (const auto& person : people_) {
      retried += person->retried();
      done += person->retried_done();
    }
    fmt::print(
        "{} cycles in {:.1f} s, {} answers read in full, {} sent again ({} commands were there already)\n",
        cycle, seconds, answers_, retried, done);
    std::fflush(stdout);
  }

  void new_ledger() {
    std::error_code ignored;  // scratch: whoever made it removes it
    std::filesystem::remove_all(ledger().parent_path(), ignored);
    ++ledger_;
    on_ledger_ = 0;
    for (const auto& person : people_) person->forget();
  }

  [[nodiscard]] std::filesystem::path ledger() const { return wanted_.places.ledger(ledger_); }

  std::string one(bool last) {
    if (!server_) server_ = std::make_unique<Server>(wanted_.places, ledger());
    if (accounts_.desk.empty()) choose_accounts(server_->port());
    load_and_kill(*server_);
    server_ = std::make_unique<Server>(wanted_.places, ledger());
    std::string fault = verified(server_->port(), last);
    if (!last && fault.empty()) return {};  // the next cycle's load goes to this one
    server_.reset();
    return fault.empty() ? checked() : fault;
  }

  void load_and_kill(Server& server) {
    std::atomic<int> answers = 0;
    std::vector<std::thread> threads;
    threads.reserve(people_.size());
    for (const auto& person : people_)
      threads.emplace_back([&, p = person.get()] { p->work(server.port(), accounts_, answers); });
    const auto end = Clock::now() + std::chrono::seconds{20};
    while (answers == 0 && Clock::now() < end) std::this_thread::sleep_for(std::chrono::milliseconds{1});
    std::this_thread::sleep_for(std::chrono::milliseconds{50 + chance_() % 350});
    server.kill();
    for (std::thread& thread : threads) thread.join();
    if (answers == 0) throw std::runtime_error("the server answered nothing");
    answers_ += static_cast<std::uint64_t>(answers);
  }

  std::string verified(std::uint16_t port, bool everything) {
    std::vector<std::string> faults(people_.size());
    std::vector<std::thread> threads;
    threads.reserve(people_.size());
    for (std::size_t n = 0; n < people_.size(); ++n)
      threads.emplace_back([&, n] { faults[n] = people_[n]->verify(port, accounts_, everything); });
    for (std::thread& thread : threads) thread.join();
    const auto found = std::find_if(faults.begin(), faults.end(), [](const auto& f) { return !f.empty(); });
    return found == faults.end() ? numbered() : *found;
  }

  /// Matters are numbered without gaps: as many as contacts, so no contact made two.
  std::string numbered() const {
    std::set<std::uint32_t> numbers;
    std::uint64_t contacts = 0;
    for (const auto& person : people_) {
      contacts += person->contacts();
      for (const Known& known : person->matters()) numbers.insert(known.id);
    }
    if (numbers.size() != contacts || (contacts != 0 && *numbers.rbegin() != contacts))
      return fmt::format("{} contacts, {} matters, the last has number {}", contacts, numbers.size(),
                         numbers.empty() ? 0 : *numbers.rbegin());
    return {};
  }

  /// `vuoro check` is clean and counts one request for every accepted command.
  std::string checked() const {
    const std::string said = check(wanted_.places, ledger());
    const std::uint64_t accepted =
        std::accumulate(people_.begin(), people_.end(), std::uint64_t{0},
                        [](auto sum, const auto& p) { return sum + p->accepted(); });
    if (said.starts_with("FAILED")) return "vuoro check: " + said;
    if (said.find(fmt::format("requests {}\n", accepted)) == std::string::npos)
      return fmt::format("{} commands were accepted; vuoro check: {}", accepted, said);
    return {};
  }

  void choose_accounts(std::uint16_t port) {
    Wire wire(port);
    const auto answer = wire.ask({"GET", "demo-accounts", {}, {}, {}, {}});
    if (!answer) throw std::runtime_error("no demo accounts");
    const boost::json::value accounts = boost::json::parse(answer->body);
    for (const boost::json::value& account : accounts.as_array()) {
      if (account.at("role").as_string() != "professional") continue;
      const std::string id(account.at("id").as_string());
      const std::string team(account.at("teamCode").as_string());
      if (team == "desk-tikkurila") {
        if (accounts_.desk.empty()) accounts_.desk = id;
      } else if (accounts_.other.empty()) {
        accounts_.other = id;
        accounts_.other_team = team;
      }
    }
    if (accounts_.desk.empty() || accounts_.other.empty())
      throw std::runtime_error("no fitting demo accounts");
  }

  Wanted wanted_;
  std::mt19937_64 chance_;
  std::vector<std::unique_ptr<Person>> people_;
  Accounts accounts_;
  std::unique_ptr<Server> server_;
  int ledger_ = 0;
  int on_ledger_ = 0;
  std::uint64_t answers_ = 0;
};

}  // namespace
}  // namespace vuoro::kill

int main(int argc, char** argv) {
  using namespace vuoro::kill;  // NOLINT: this file's own room
  Wanted wanted;
  wanted.seed = std::random_device{}();
  CLI::App app{"Kills vuoro serve again and again, and holds it to its word"};
  app.add_option("--vuoro", wanted.places.program)->required();
  app.add_option("--content", wanted.places.content)->required();
  app.add_option("--scratch", wanted.places.scratch, "An empty directory for ledgers and logs")->required();
  app.add_option("--cycles", wanted.cycles)->capture_default_str();
  app.add_option("--connections", wanted.connections)->capture_default_str();
  app.add_option("--per-ledger", wanted.per_ledger)->capture_default_str();
  app.add_option("--seed", wanted.seed, "Of the load and the moments; the machine's timing stays its own");
  app.add_option("--most-faults", wanted.most_faults)->capture_default_str();
  CLI11_PARSE(app, argc, argv);
  try {
    std::filesystem::create_directories(wanted.places.scratch / "web");
    std::ofstream(wanted.places.scratch / "web" / "index.html") << "<!doctype html><title>-</title>\n";
    fmt::print("seed {}\n", wanted.seed);
    return Run(wanted).all() == 0 ? 0 : 1;
  } catch (const std::exception& broken) {
    std::cerr << "kill_cycles: " << broken.what() << "\n";
    return 2;
  }
}
