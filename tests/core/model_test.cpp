#include "core/model.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "core/random_commands.hpp"

/// The core against the model: the same commands are accepted, and the same is so afterwards.
namespace vuoro::core::testing {
namespace {

std::string said(std::string_view rule, Instant start, Instant due, PromiseState state, Instant ended) {
  const bool over = state != PromiseState::running;
  return std::string(rule) + " from " + std::to_string(start.s) + " due " + std::to_string(due.s) +
         " state " + std::to_string(static_cast<int>(state)) +
         (over ? " ended " + std::to_string(ended.s) : "");
}

std::string of_model(const ModelMatter& m) {
  std::vector<std::string> lines;
  for (const ModelPromise& p : m.promises) lines.push_back(said(p.rule, p.start, p.due, p.state, p.ended));
  std::sort(lines.begin(), lines.end());
  std::string out = "holder " + std::to_string(m.holder.n) + " staff " + std::to_string(m.staff.n) +
                    " offered " + std::to_string(m.offered_to.n) + (m.open ? " open" : " closed") +
                    " person " + std::to_string(m.person.n) + "\n";
  for (const std::string& l : lines) out += l + "\n";
  for (const auto& [n, s] : m.steps)
    out += "step " + std::to_string(n) + " " + std::to_string(static_cast<int>(s.state)) + "\n";
  return out;
}

std::string of_core(const World& w, MatterId id) {
  const MatterRow& m = w.matter(id);
  std::vector<std::string> lines;
  for (PromiseId p = m.first_promise; p; p = w.tables().promises[p.n].older) {
    const PromiseRow& row = w.tables().promises[p.n];
    if (row.reason == PromiseReason::entered_in_error) continue;
    lines.push_back(said(w.code(p), row.start.instant(), row.due.instant(), row.state, row.ended.instant()));
  }
  std::sort(lines.begin(), lines.end());
  std::string out = "holder " + std::to_string(m.team.n) + " staff " + std::to_string(m.staff.n) +
                    " offered " + std::to_string(m.offered_to.n) +
                    (m.status == MatterStatus::open ? " open" : " closed") + " person " +
                    std::to_string(m.person.n) + "\n";
  for (const std::string& l : lines) out += l + "\n";
  std::map<std::uint32_t, int> steps;
  for (StepId s = m.first_step; s; s = w.step(s).older) steps[s.n] = static_cast<int>(w.step(s).state);
  for (const auto& [n, state] : steps)
    out += "step " + std::to_string(n) + " " + std::to_string(state) + "\n";
  return out;
}

/// The model's own place of the core's promise: the same rule, start, due and state.
std::optional<std::pair<MatterId, std::size_t>> named(const World& w, const Model& model, PromiseId id) {
  if (!w.tables().promises.has(id.n)) return std::nullopt;
  const PromiseRow& row = w.tables().promises[id.n];
  const auto& promises = model.matters.at(row.matter.n).promises;
  for (std::size_t i = 0; i < promises.size(); ++i) {
    const ModelPromise& p = promises[i];
    if (p.rule == w.code(id) && p.start == row.start.instant() && p.due == row.due.instant() &&
        p.state == row.state)
      return std::pair{row.matter, i};
  }
  return std::nullopt;
}

RC_GTEST_PROP(Model, AgreesWithTheCore, (const std::vector<Op>& ops)) {
  World w;
  Model model(w.setting);
  for (const Op& op : ops) {
    w.wait(jump_before(op));
    const Done done = meant(w, op);
    if (std::holds_alternative<DefineTerm>(done.command)) continue;
    std::visit(
        [&](const auto& c) {
          if constexpr (requires { c.promise; }) model.name_promise(named(w, model, c.promise));
        },
        done.command);
    const bool expected = model.command(done.command, done.actor, w.now);
    const bool accepted = w.accepts(done.command, done.actor);
    Story{}.tell(w, op, done, accepted);
    RC_ASSERT(accepted == expected);
    RC_ASSERT(w.tables().matters.size() == model.matters.size());
    for (const auto& [n, m] : model.matters) RC_ASSERT(of_core(w, MatterId{n}) == of_model(m));
  }
}

}  // namespace
}  // namespace vuoro::core::testing
