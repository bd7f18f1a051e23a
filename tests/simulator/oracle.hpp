#pragma once

#include <map>
#include <string>

#include "core/setting.hpp"
#include "core/snapshot.hpp"
#include "core/state.hpp"
#include "simulator/errand.hpp"
#include "simulator/simulated_disk.hpp"

namespace vuoro::simulator {

/// Remembers what people were told and holds the system to it. It throws Fault at the first broken word.
class Oracle {
 public:
  struct Fault {
    std::string what;
  };

  Oracle(const Disk& disk, const core::Setting& setting) : disk_(disk), setting_(setting) {}

  /// An answer has reached its sender.
  void answered(const Errand& errand, const live::Outcome& outcome);
  /// A key sent with another content.
  static void forgery_answered(const live::Outcome& outcome);
  /// Every event is told once and in order while a process lives.
  void told(std::span<const live::Told> told);
  /// A transaction began: time never goes back.
  void began(Instant now);
  /// Between two batches: what is shown is durable and sound.
  void shown(const core::State& state);
  /// A batch that failed changed nothing.
  void unchanged(const core::State& state) const;
  /// A new process has loaded the ledger.
  void restarted(const core::State& state);
  /// Everybody has an answer: every event belongs to exactly one of them.
  void ended(const core::State& state) const;

  [[nodiscard]] const std::map<std::uint64_t, Answered>& acknowledged() const { return done_; }

 private:
  [[nodiscard]] std::uint64_t content(ledger::Seq first, std::uint32_t events) const;
  [[nodiscard]] Instant last_recorded() const;
  void kept(std::uint64_t number, const Answered& answered) const;
  void sound(const core::State& state) const;
  void queues_in_order(const core::State& state) const;
  void contacts_have_their_words(const core::State& state) const;
  static void callers_have_their_matters(const core::State& state);
  void tables_have_two_people() const;
  void found_once_in_half_a_year(const core::State& state) const;
  void messages_are_there_once(const core::State& state) const;

  const Disk& disk_;
  const core::Setting& setting_;
  std::map<std::uint64_t, Answered> done_;         // by errand: accepted, and told so
  std::map<std::uint64_t, std::string> words_;     // of contacts among them
  std::map<std::uint64_t, std::string> messages_;  // of messages among them
  ledger::Seq base_ = 0;                           // events before anybody came
  bool based_ = false;
  ledger::Seq last_told_ = 0;
  ledger::Seq shown_seq_ = 0;
  core::StateHash shown_hash_{};
  Instant now_{};
};

}  // namespace vuoro::simulator
