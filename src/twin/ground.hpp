#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <variant>
#include <vector>

#include "base/result.hpp"
#include "base/viewer.hpp"
#include "core/commands.hpp"
#include "core/decide.hpp"
#include "core/refusal.hpp"
#include "core/setting.hpp"
#include "core/state.hpp"

namespace vuoro::twin {

/// How the promises of one rule ended.
struct PromiseCounts {
  std::uint64_t started = 0;
  std::uint64_t kept = 0;
  std::uint64_t missed = 0;
  std::uint64_t voided = 0;
};

/// A command as somebody gave it.
struct Given {
  core::Command command;
  core::Actor actor;
  Instant at;
};

/// A county of the twin's own: a State that only decide() and apply() change, and nothing is stored. The
/// twin's people give only commands that fit, so a refusal is a fault of the twin: the first is kept, and
/// nothing is done after it. One thread.
class Ground {
 public:
  /// `viewer` must be one that sees the whole State (the system's). It and the setting must outlive this.
  Ground(core::State state, const core::Setting& setting, const Viewer& viewer);

  /// Decides and applies. @return the subject's number; 0 after a fault.
  std::uint32_t give(const core::Command& command, const core::Actor& actor, Instant now);

  /// The same, but a refusal changes nothing and is only counted: staff who act by habits fitted from the
  /// past do not always fit the present. @return nothing when it was refused.
  std::optional<std::uint32_t> ask(const core::Command& command, const core::Actor& actor, Instant now);
  /// How many asked commands were refused, by the command's place in core::Command.
  using ByCommand = std::array<std::uint64_t, std::variant_size_v<core::Command>>;
  [[nodiscard]] const ByCommand& refused() const { return refused_by_; }

  /// Is told of every event from now on, with the State after it.
  using Witness = std::function<void(const core::State&, const core::Event&, const core::Stamp&)>;
  void tell(Witness witness) { witness_ = std::move(witness); }

  /// Keeps every accepted command from now on. The list must outlive this.
  void record_into(std::vector<Given>& list) { record_ = &list; }

  [[nodiscard]] const core::State& state() const { return state_; }
  [[nodiscard]] const core::Setting& setting() const { return setting_; }
  [[nodiscard]] const Viewer& viewer() const { return viewer_; }
  /// Commands that were accepted, and the events they gave.
  [[nodiscard]] std::uint64_t commands() const { return commands_; }
  [[nodiscard]] std::uint64_t events() const { return events_; }
  /// The first refusal, told with the command it met.
  [[nodiscard]] std::optional<Error> fault() const;

  /// By rule number; counted since the last call of forget_counts().
  [[nodiscard]] const std::vector<PromiseCounts>& promises() const { return promises_; }
  void forget_counts();

 private:
  std::uint32_t make_true(const core::Decision& decision, const core::Command& command,
                          const core::Actor& actor, Instant now);
  void count(const core::PromiseStarted& event);
  void count(const core::PromiseEnded& event);
  PromiseCounts& of_limit(std::uint16_t limit);

  core::State state_;
  const core::Setting& setting_;
  const Viewer& viewer_;
  std::vector<Given>* record_ = nullptr;
  std::uint64_t commands_ = 0;
  std::uint64_t events_ = 0;
  ByCommand refused_by_{};
  Witness witness_;
  std::vector<PromiseCounts> promises_;
  std::optional<core::Refusal> refused_;
  std::size_t refused_command_ = 0;
  Instant refused_at_;
};

}  // namespace vuoro::twin
