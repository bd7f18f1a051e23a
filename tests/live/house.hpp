#pragma once

#include <gtest/gtest.h>

#include <atomic>
#include <cstring>
#include <future>

#include "core/setting_for_tests.hpp"
#include "core/snapshot.hpp"
#include "core/view.hpp"
#include "live/driver.hpp"
#include "live/ledger_in_hand.hpp"
#include "rights/gate.hpp"

namespace vuoro::live {

using core::testing::nurses;

inline const core::Actor resident{core::ActorKind::resident, {}, {}};
inline const core::Actor machine{core::ActorKind::system, {}, {}};
inline core::Actor nurse(std::uint32_t who) {
  return {core::ActorKind::staff, StaffId{who}, nurses};
}

/// A key with its content, both by number.
inline Once once(std::uint64_t key, std::uint64_t content = 1) {
  Once out;
  std::memcpy(out.key.data(), &key, sizeof key);
  std::memcpy(out.fingerprint.data(), &content, sizeof content);
  return out;
}

/// A script that does one command.
inline std::function<std::optional<core::Refusal>(Transaction&)> doing(core::Command command,
                                                                       core::Actor actor) {
  return [=](Transaction& tx) -> std::optional<core::Refusal> {
    const auto decided = tx.decide(command, actor);
    if (!decided) return decided.error();
    return std::nullopt;
  };
}

/// A driver over a disk that outlives it.
class House : public testing::Test {
 protected:
  House() {
    open();
    const Outcome founded =
        driver->submit_and_wait(std::nullopt, [&](Transaction& tx) -> std::optional<core::Refusal> {
          for (const char* area : {"Tikkurila", "Kerava"}) define(tx, core::TermKind::area, area);
          for (const char* team : {"nurses", "social", "dental"}) define(tx, core::TermKind::team, team);
          for (const char* service : {"doctor", "social-assessment", "dentist", "self-care"})
            define(tx, core::TermKind::service, service);
          for (const promises::Rule& rule : setting->pack.rules())
            define(tx, core::TermKind::rule, rule.code);
          return std::nullopt;
        });
    EXPECT_EQ(founded.fate, Fate::accepted);
  }

  void open() {
    driver.reset();
    Driver::Options options;
    options.clock = [this] { return Instant{clock.load()}; };
    options.told = [this](std::span<const Told> told) { hear(told); };
    options.failed = [this](const Error&) { ++failures; };
    options.most_in_batch = most_in_batch;
    auto started = Driver::start(std::make_unique<LedgerInHand>(disk, hand), std::move(options));
    ASSERT_TRUE(started.ok()) << started.error().what << " " << started.error().where;
    driver = std::move(started).value();
    driver->use(setting);
  }

  virtual void hear(std::span<const Told> told) {
    for (const Told& event : told) heard.push_back(event.seq);
  }

  static void define(Transaction& tx, core::TermKind kind, std::string_view text) {
    EXPECT_TRUE(tx.decide(core::DefineTerm{kind, core::ShortText::of(text)}, machine).ok());
  }

  Outcome send(core::Command command, core::Actor actor, std::optional<Once> key = {}) {
    return driver->submit_and_wait(key, doing(command, actor));
  }
  MatterId contact(std::optional<Once> key = {}) {
    const Outcome outcome = send(core::ReceiveContact{}, resident, key);
    EXPECT_EQ(outcome.fate, Fate::accepted);
    return MatterId{outcome.subject};
  }
  /// Submits without waiting; the outcome comes later.
  std::future<Outcome> later(std::optional<Once> key,
                             std::function<std::optional<core::Refusal>(Transaction&)> script) {
    auto promise = std::make_shared<std::promise<Outcome>>();
    driver->submit({key, std::move(script), [promise](const Outcome& o) { promise->set_value(o); }});
    return promise->get_future();
  }
  /// Sends all in one batch: the writer is kept busy until they are queued.
  std::vector<Outcome> together(
      std::vector<std::pair<std::optional<Once>, std::function<std::optional<core::Refusal>(Transaction&)>>>
          all) {
    std::promise<void> queued;
    std::promise<void> busy;
    std::thread between([&] {
      driver->between_batches([&] {
        busy.set_value();
        queued.get_future().wait();
      });
    });
    busy.get_future().wait();
    std::vector<std::future<Outcome>> waiting;
    waiting.reserve(all.size());
    for (auto& [key, script] : all) waiting.push_back(later(key, std::move(script)));
    queued.set_value();
    between.join();
    std::vector<Outcome> out;
    for (auto& one : waiting) out.push_back(one.get());
    return out;
  }
  [[nodiscard]] core::StateHash hash() const { return core::hash_of(driver->read().state()); }
  /// The deciding State's hash, as a script sees it.
  core::StateHash deciding() {
    core::StateHash out{};
    driver->submit_and_wait(std::nullopt, [&](Transaction& tx) -> std::optional<core::Refusal> {
      out = core::hash_of(tx.state());
      return core::Refusal{};
    });
    return out;
  }
  [[nodiscard]] std::uint64_t seq() const { return driver->read().state().seq(); }

  std::shared_ptr<simulator::Disk> disk = std::make_shared<simulator::Disk>();
  std::shared_ptr<Hand> hand = std::make_shared<Hand>();
  std::shared_ptr<const core::Setting> setting =
      std::make_shared<const core::Setting>(core::testing::setting_for_tests());
  std::atomic<std::int64_t> clock = core::testing::at(2025, 3, 10, 8).s;
  std::atomic<int> failures = 0;
  std::size_t most_in_batch = 512;
  std::vector<ledger::Seq> heard;  // written on the writer's thread, read when it is idle
  std::unique_ptr<Driver> driver;
};

}  // namespace vuoro::live
