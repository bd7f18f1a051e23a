#pragma once

#include <deque>
#include <map>
#include <set>

#include "core/times.hpp"
#include "live/batcher.hpp"
#include "race/verdicts.hpp"
#include "simulator/simulated_disk.hpp"

namespace vuoro::race {

struct CorePlan {
  std::uint64_t seed = 1;
  std::size_t clients = 64;
  std::uint32_t slots = 1'000;
  std::uint64_t operations = 100'000;
};

struct CoreReport {
  Verdicts verdicts;
  std::string fault;  ///< Other than an illegal history; empty: none.
  std::uint64_t commands = 0, refused = 0, crashes = 0, repeated = 0, bugs = 0, reads = 0;
};

/// Clients, queue and power cuts around live::Batcher and the whole core, in one thread and from a seed:
/// which wish goes into which batch, in which order, and when its answer is read, is chance. Not in it: the
/// thread of live::Driver, SQLite, HTTP (http_race has them).
class CoreWorld {
 public:
  explicit CoreWorld(const CorePlan& plan);
  CoreReport run();

 private:
  enum class Phase : std::uint8_t { idle, sent, answered };
  struct Client {
    Phase phase = Phase::idle;
    Wish wish;
    Said said{};
    std::vector<std::uint32_t> shown;
    MatterSeen seen;
    bool has_seen = false;
  };
  /// A wish on its way; its client may have given up waiting.
  struct Sent {
    std::size_t client;
    Wish wish;
    MatterSeen matter;  ///< As the client knew it when it was sent.
    bool orphan = false;
    bool twin = false;
  };

  void open();
  void found();
  MatterSeen matter_made(PersonId person);
  std::uint32_t must(const core::Command& command);
  void invoke();
  void deliver();
  void process();
  void crash();
  void audit();
  void at_the_end();
  std::string notes_of_slots(std::int64_t from, std::int64_t until);
  void read_now(std::size_t client);
  live::Submission submission(const Sent& sent);
  void answered(const Sent& sent, const live::Outcome& outcome);
  [[nodiscard]] core::Command command_of(const Sent& sent) const;
  [[nodiscard]] MatterSeen look(const core::State& state, MatterId id, const MatterSeen& known) const;
  [[nodiscard]] const Slot& slot(std::uint32_t id) const { return market_.slots()[id - 1]; }

  CorePlan plan_;
  std::mt19937_64 chance_;
  core::Setting setting_;
  std::shared_ptr<simulator::Disk> disk_ = std::make_shared<simulator::Disk>();
  std::unique_ptr<live::Batcher> batcher_;
  Market market_;
  Ticks ticks_;
  std::vector<Booker> bookers_;
  std::vector<Client> clients_;
  std::map<std::uint32_t, std::uint32_t> person_of_step_;
  std::deque<Sent> queue_;
  std::vector<Note> reads_;
  std::map<int, Tick> ends_;
  int server_ = 0;
  CoreReport report_;
};

}  // namespace vuoro::race
