#include "twin/ground.hpp"

#include <fmt/core.h>

#include <stdexcept>
#include <utility>
#include <variant>

#include "core/apply.hpp"
#include "core/view.hpp"

namespace vuoro::twin {

Ground::Ground(core::State state, const core::Setting& setting, const Viewer& viewer)
    : state_(std::move(state)), setting_(setting), viewer_(viewer) {
  forget_counts();
}

void Ground::forget_counts() {
  promises_.assign(state_.term_count(core::TermKind::rule) + 1, PromiseCounts{});
}

std::uint32_t Ground::give(const core::Command& command, const core::Actor& actor, Instant now) {
  if (refused_) return 0;
  const auto decided = core::decide(state_, setting_, command, actor, now);
  if (!decided) {
    refused_ = decided.error();
    refused_command_ = command.index();
    refused_at_ = now;
    return 0;
  }
  return make_true(*decided, command, actor, now);
}

std::optional<std::uint32_t> Ground::ask(const core::Command& command, const core::Actor& actor,
                                         Instant now) {
  const auto decided = core::decide(state_, setting_, command, actor, now);
  if (decided) return make_true(*decided, command, actor, now);
  ++refused_by_.at(command.index());
  return std::nullopt;
}

std::uint32_t Ground::make_true(const core::Decision& decision, const core::Command& command,
                                const core::Actor& actor, Instant now) {
  if (record_ != nullptr) record_->push_back({command, actor, now});
  const core::Stamp stamp{now, now, actor.staff, actor.kind};
  for (const core::Event& event : decision.events) {
    if (!core::apply(state_, event, stamp))
      throw std::logic_error("decide() gave an event that does not fit");
    if (const auto* started = std::get_if<core::PromiseStarted>(&event)) count(*started);
    if (const auto* ended = std::get_if<core::PromiseEnded>(&event)) count(*ended);
    if (witness_) witness_(state_, event, stamp);
  }
  ++commands_;
  events_ += decision.events.size();
  return decision.subject;
}

PromiseCounts& Ground::of_limit(std::uint16_t limit) {
  const auto whole = core::Whole::open(state_, viewer_);
  if (!whole) throw std::logic_error("the twin's viewer does not see the whole State");
  return promises_.at(whole->limits()[limit - 1U].rule.n);
}

void Ground::count(const core::PromiseStarted& event) {
  ++of_limit(event.limit).started;
}

void Ground::count(const core::PromiseEnded& event) {
  const auto whole = core::Whole::open(state_, viewer_);
  if (!whole) throw std::logic_error("the twin's viewer does not see the whole State");
  PromiseCounts& counts = of_limit(whole->promises()[event.promise.n].limit);
  if (event.state == core::PromiseState::kept) ++counts.kept;
  if (event.state == core::PromiseState::missed) ++counts.missed;
  if (event.state == core::PromiseState::voided) ++counts.voided;
}

std::optional<Error> Ground::fault() const {
  if (!refused_) return std::nullopt;
  return Error{"twin-refused",
               fmt::format("the core refused command {} of the twin with reason {} (about number {})",
                           refused_command_, static_cast<int>(refused_->code), refused_->subject),
               fmt::format("second {} since 1970", refused_at_.s)};
}

}  // namespace vuoro::twin
