#include "core/apply.hpp"

#include "core/applier.hpp"

namespace vuoro::core {

bool Applier::on(const TermDefined& e) {
  if (static_cast<std::size_t>(e.kind) >= std::size(t_.terms)) return false;
  Terms& terms = t_.of(e.kind);
  if (e.number != terms.texts.size() + 1 || terms.numbers.contains(e.text.view())) return false;
  terms.texts.emplace_back(e.text.view());
  terms.numbers.emplace(e.text.view(), e.number);
  if (e.kind == TermKind::team) {
    t_.queues.resize(e.number + std::size_t{1});
    t_.offers.resize(e.number + std::size_t{1});
    t_.asked.resize(e.number + std::size_t{1});
  }
  return true;
}

bool Applier::on(const LimitDefined& e) {
  if (e.limit != t_.limits.size() + 1) return false;
  t_.limits.push_back({e.rule, e.version_from, e.n, e.unit, e.kind, e.stop, e.domain, e.confidence,
                       e.placeholder, e.roll, e.legal});
  return true;
}

bool Applier::on(const PersonRegistered& e) {
  if (e.person.n != t_.persons.size() + 1) return false;
  t_.persons.push({e.born, {}, e.home_team, e.area, e.mother_tongue, e.sex});
  return true;
}

bool apply(State& state, const Event& event, const Stamp& stamp) {
  Tables& tables = Access::tables(state);
  Applier applier(tables, stamp);
  const bool fitted = std::visit([&](const auto& e) { return applier.on(e); }, event);
  if (fitted) ++tables.seq;
  return fitted;
}

MatterId subject_of(const State& state, const Event& event) {
  const Tables& t = Access::tables(state);
  return std::visit(
      [&](const auto& e) -> MatterId {
        if constexpr (requires { e.matter; }) {
          return e.matter;
        } else if constexpr (requires { e.promise; }) {
          return t.promises.has(e.promise.n) ? t.promises[e.promise.n].matter : MatterId{};
        } else if constexpr (requires { e.notice; }) {
          return t.notices.has(e.notice.n) ? t.notices[e.notice.n].matter : MatterId{};
        } else if constexpr (requires { e.ticket; }) {
          return t.tickets.has(e.ticket.n) ? t.tickets[e.ticket.n].matter : MatterId{};
        } else if constexpr (requires { e.step; }) {
          return t.steps.has(e.step.n) ? t.steps[e.step.n].matter : MatterId{};
        } else if constexpr (requires { e.consultation; }) {
          return t.consultations.has(e.consultation.n) ? t.consultations[e.consultation.n].matter
                                                       : MatterId{};
        } else {
          return {};
        }
      },
      event);
}

}  // namespace vuoro::core
