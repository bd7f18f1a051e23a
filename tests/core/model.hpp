#pragma once

#include "core/model_care.hpp"

namespace vuoro::core::testing {

/// How promises and matters end, and undo.
class Model : public ModelCare {
 public:
  using ModelCare::ModelCare;

  /// Whether the command is accepted; its effects are taken in then.
  bool command(const Command& command, const Actor& actor, Instant now) {
    actor_ = actor;
    now_ = now;
    return std::visit([this](const auto& c) { return on(c); }, command);
  }

  /// Of which promise the next command speaks.
  void name_promise(std::optional<std::pair<MatterId, std::size_t>> named) { named_ = named; }

 private:
  using ModelCare::on;

  // The harness names the promise: the model has no numbers for them.
  std::optional<std::pair<MatterId, std::size_t>> named_;

  bool on(const ExtendPromise& c) {
    if (!named_ || held(named_->first) == nullptr) return false;
    ModelPromise& p = held(named_->first)->promises[named_->second];
    if (p.state != PromiseState::running || p.extended) return false;
    const bool given = c.until != calendar::open_end;
    const Instant until = given ? calendar::end_of_day(c.until) : Instant{};
    const bool by_a_month =
        p.rule == "DENTIST" && (c.reason == Reason::medical_reason || c.reason == Reason::plan_interval);
    const bool by_choice = p.rule == "CARE" && c.reason == Reason::patient_choice_later && given;
    if (!by_a_month && !by_choice) return false;
    if (given && (until <= p.due || (by_a_month && until > months(p.due, 1)))) return false;
    p.due = given ? until : months(p.due, 1);
    p.extended = true;
    forget(named_->first);
    return true;
  }
  bool on(const VoidPromise&) {
    if (!named_ || held(named_->first) == nullptr) return false;
    ModelPromise& p = held(named_->first)->promises[named_->second];
    if (p.state != PromiseState::running) return false;
    p.state = PromiseState::voided;
    p.ended = std::max(now_, p.start);
    forget(named_->first);
    return true;
  }

  bool on(const CloseMatter& c) {
    ModelMatter* m = held(c.matter);
    if (m == nullptr || c.reason == CloseReason::none) return false;
    for (const auto& [n, s] : m->steps) {
      if (!ended(s.state)) return false;
    }
    m->offered_to = {};  // withdrawn before the closing, and an undo does not offer it again
    remember(c.matter);
    m->open = false;
    m->closed = now_;
    m->happened.insert(Trigger::matter_closed);
    stops(*m, {Trigger::matter_closed}, now_);
    for (ModelPromise& p : m->promises) {
      if (p.state != PromiseState::running) continue;
      p.state = now_ > p.due ? PromiseState::missed : PromiseState::voided;
      p.ended = std::max(now_, p.start);
      p.by_close = true;
    }
    return true;
  }
  bool on(const ReopenMatter& c) {
    ModelMatter* m = any(c.matter);
    if (m == nullptr || m->open || actor_.kind == ActorKind::resident) return false;
    if (actor_.kind == ActorKind::staff && actor_.team != m->holder) return false;
    if (c.reason == ReopenReason::closing_undone) return false;
    m->open = true;
    m->happened.erase(Trigger::matter_closed);
    for (ModelPromise& p : m->promises) {
      const bool voided = p.by_close && p.state == PromiseState::voided;
      const bool fulfilled = p.rule == "CLOSE30" && p.state != PromiseState::running && !p.by_close &&
                             p.state != PromiseState::voided && p.ended == m->closed;
      if (!voided && !fulfilled) continue;
      p.state = PromiseState::running;
      p.ended = {};
      p.by_close = false;
    }
    forget(c.matter);
    return true;
  }

  // Commands of other kinds (times, hands, …) have models and properties of their own; random_commands.hpp
  // makes none of them.
  template <class OtherCommand>
  static bool on(const OtherCommand&) {
    return false;
  }

  bool on(const UndoLast& c) {
    ModelMatter* m = any(c.matter);
    const auto found = undo_.find(c.matter.n);
    if (m == nullptr || found == undo_.end()) return false;
    const ModelUndo undo = found->second;
    if (!actor_.staff || undo.by != actor_.staff || actor_.team != m->holder) return false;
    if (now_ - undo.when > std::chrono::seconds{600}) return false;
    const auto back = undo.was.steps.find(undo.step);
    const bool ended_it = undo.step != 0 && ended(m->steps.at(undo.step).state);
    if (ended_it && back->second.state == StepState::booked &&
        busy(m->person, back->second.begin, back->second.minutes)) {
      return false;
    }
    ModelMatter now = *m;
    *m = undo.was;
    if (undo.step != 0 && back == undo.was.steps.end()) m->steps[undo.step].state = StepState::cancelled;
    forget(c.matter);
    if (undo.swaps)
      undo_.insert_or_assign(c.matter.n, ModelUndo{std::move(now), actor_.staff, now_, 0, true});
    return true;
  }
};

}  // namespace vuoro::core::testing
