#include "core/snapshot.hpp"
#include "live/batcher.hpp"
#include "simulator/simulated_disk.hpp"
#include "twin/replication.hpp"
#include "twin/run_scenario.hpp"

/// The twin is the live program run ahead of time: the same commands through live::Batcher (the code that the
/// server's writer runs, with a ledger in memory) give the same State, bit for bit, also after a restart.
namespace vuoro::twin::testing {
namespace {

class LiveCounty {
 public:
  explicit LiveCounty(const core::Setting& setting)
      : setting_(setting), disk_(std::make_shared<simulator::Disk>()), batcher_(start()) {}

  void give(const Given& given) {
    now_ = given.at;
    live::Outcome outcome;
    live::Submission one{std::nullopt,
                         [&](live::Transaction& tx) -> std::optional<core::Refusal> {
                           const auto decided = tx.decide(given.command, given.actor);
                           if (!decided) return decided.error();
                           return std::nullopt;
                         },
                         [&](const live::Outcome& o) { outcome = o; }};
    batcher_->process(std::span(&one, 1), setting_);
    ASSERT_EQ(outcome.fate, live::Fate::accepted) << "refusal " << static_cast<int>(outcome.refusal.code);
  }
  void restart() { batcher_ = start(); }
  [[nodiscard]] core::StateHash hash() const { return core::hash_of(batcher_->read().state()); }

 private:
  std::unique_ptr<live::Batcher> start() {
    live::Batcher::Options options;
    options.clock = [this] { return now_; };
    auto batcher = std::make_unique<live::Batcher>(std::make_unique<simulator::SimulatedLedger>(disk_),
                                                   std::move(options));
    if (const Status loaded = batcher->load(); !loaded) throw std::runtime_error(loaded.error().what);
    return batcher;
  }

  const core::Setting& setting_;
  std::shared_ptr<simulator::Disk> disk_;
  Instant now_;
  std::unique_ptr<live::Batcher> batcher_;
};

/// The commands that define what the State that replications start from knows, kind by kind as prepare() did.
void define_terms(LiveCounty& live, const Prepared& prepared) {
  const Instant now = prepared.clock.at(0);
  for (std::size_t kind = 0; kind < core::term_kinds; ++kind) {
    const auto k = static_cast<core::TermKind>(kind);
    for (std::uint16_t n = 1; n <= prepared.start.term_count(k); ++n)
      live.give({core::DefineTerm{k, core::ShortText::of(prepared.start.term_text(k, n))},
                 {core::ActorKind::system, {}, {}},
                 now});
  }
}

TEST(TwinIsLive, TheSameCommandsGiveTheSameStateHash) {
  Scenario scenario = scenario_in(ht1_file);
  scenario.horizon = sanitized_form() ? 60 : 300;  // visits are booked half an hour ahead
  scenario.clinics[0].first_free = 0;
  scenario.clinics[0].published_days = scenario.clinics[1].published_days = 1;
  const auto prepared = ready(std::move(scenario));
  std::vector<Given> commands;
  Replication replication(*prepared, viewer(), seed(), 0);
  replication.record_into(commands);
  ASSERT_TRUE(replication.run().ok());

  LiveCounty live(prepared->setting);
  define_terms(live, *prepared);
  EXPECT_EQ(live.hash(), core::hash_of(prepared->start));
  for (const Given& given : commands) live.give(given);
  const auto twin = core::hash_of(replication.ground().state());
  EXPECT_EQ(live.hash(), twin);
  live.restart();
  EXPECT_EQ(live.hash(), twin);
  EXPECT_GT(commands.size(), 400U);

  // The test can fail: one command fewer is another State.
  LiveCounty other(prepared->setting);
  define_terms(other, *prepared);
  commands.pop_back();
  for (const Given& given : commands) other.give(given);
  EXPECT_NE(other.hash(), twin);
}

}  // namespace
}  // namespace vuoro::twin::testing
