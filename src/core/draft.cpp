#include "core/draft.hpp"

#include <algorithm>

#include "calendar/counting.hpp"
#include "calendar/zone.hpp"

namespace vuoro::core {

namespace {

/// Ages are taken on the day of the start event (rules-and-indicators §2.13).
promises::Circumstances circumstances(const Situation& s, Instant start) {
  promises::Circumstances c{s.domains, s.facts, std::nullopt, start, s.hta_done, s.contact_received, {}};
  if (s.age.known()) c.age = s.age.years;
  if (s.age.known() && s.born != no_birth_day && start != s.age_of) {
    const int then = calendar::age_on(Day{s.born}, calendar::local_day(s.age_of));
    const int at_start = calendar::age_on(Day{s.born}, calendar::local_day(start));
    c.age = static_cast<std::uint8_t>(std::clamp(int{s.age.years} + at_start - then, 0, 254));
  }
  return c;
}

/// Whether the rule has run on the matter, in whatever version; what an undone action started has not.
bool has_run(const Tables& t, const MatterRow& m, RuleId rule) {
  for (PromiseId id = m.first_promise; id; id = t.promises[id.n].older) {
    const PromiseRow& p = t.promises[id.n];
    if (p.reason != PromiseReason::entered_in_error && t.limits[p.limit - 1U].rule == rule) return true;
  }
  return false;
}

bool runs(const Tables& t, const MatterRow& m, RuleId rule) {
  for (PromiseId id = m.first_promise; id; id = t.promises[id.n].older) {
    const PromiseRow& p = t.promises[id.n];
    if (p.state == PromiseState::running && t.limits[p.limit - 1U].rule == rule) return true;
  }
  return false;
}

}  // namespace

Situation Draft::situation_of(MatterId id, const MatterRow& m) const {
  const Instant opened = m.opened.instant();
  const std::int32_t born = m.person ? t.persons[m.person.n].born : no_birth_day;
  Situation s{id, m.domains, m.facts, m.age, born, opened, opened, std::nullopt};
  if (m.channel == Channel::outreach) s.contact_received = std::nullopt;
  if (written(m.channel)) s.facts.insert(promises::Fact::written_contact);
  if (m.assessed) s.hta_done = m.assessed.instant();
  return s;
}

void Draft::stop_promises(const MatterRow& m, TriggerSet triggers, Instant ended) {
  if (triggers.empty()) return;
  for (PromiseId id = m.first_promise; id; id = t.promises[id.n].older) {
    const PromiseRow& p = t.promises[id.n];
    if (p.state != PromiseState::running || !triggers.has(t.limits[p.limit - 1U].stop)) continue;
    const Instant at = std::max(ended, p.start.instant());
    emit(PromiseEnded{id, at <= p.due.instant() ? PromiseState::kept : PromiseState::missed,
                      PromiseReason::stop_event, at});
  }
}

promises::Trigger Draft::stop_of(std::uint16_t limit) const {
  if (limit <= t.limits.size()) return t.limits[limit - 1U].stop;
  const auto defines = [&](const Event& event) {
    const auto* defined = std::get_if<LimitDefined>(&event);
    return defined != nullptr && defined->limit == limit;
  };
  return std::get<LimitDefined>(*std::ranges::find_if(decision.events, defines)).stop;
}

void Draft::stop_started(TriggerSet triggers, Instant ended) {
  const std::size_t so_far = decision.events.size();
  for (std::size_t i = 0; i < so_far; ++i) {
    const auto* started = std::get_if<PromiseStarted>(&decision.events[i]);
    if (started == nullptr || !triggers.has(stop_of(started->limit))) continue;
    const PromiseId id = started->promise;
    const Instant at = std::max(ended, started->start);
    const PromiseState state = at <= started->due ? PromiseState::kept : PromiseState::missed;
    emit(PromiseEnded{id, state, PromiseReason::stop_event, at});
  }
}

void Draft::start_promises(promises::Trigger trigger, const Situation& situation, Instant start_at) {
  promises::for_each_started(setting.calendar, setting.pack, trigger, circumstances(situation, start_at),
                             [&](const promises::Rule& rule, const promises::Due& due) {
                               promise(rule, due, situation.matter, start_at);
                             });
}

void Draft::start_late(promises::Trigger trigger, const Situation& situation, Instant start_at,
                       const MatterRow& m, TriggerSet happened) {
  promises::for_each_started(setting.calendar, setting.pack, trigger, circumstances(situation, start_at),
                             [&](const promises::Rule& rule, const promises::Due& due) {
                               if (has_run(t, m, rule.id) || happened.has(rule.stop)) return;
                               promise(rule, due, situation.matter, start_at);
                             });
}

void Draft::start_unless_running(promises::Trigger trigger, const Situation& situation, Instant start_at,
                                 const MatterRow& m) {
  promises::for_each_started(setting.calendar, setting.pack, trigger, circumstances(situation, start_at),
                             [&](const promises::Rule& rule, const promises::Due& due) {
                               if (runs(t, m, rule.id)) return;
                               promise(rule, due, situation.matter, start_at);
                             });
}

void Draft::promise(const promises::Rule& rule, const promises::Due& due, MatterId matter, Instant start_at) {
  const std::uint16_t limit = limit_for(rule, due);
  const bool dated = due.legal != promises::LegalLimit::none;
  emit(PromiseStarted{PromiseId{static_cast<std::uint32_t>(++next_promise_)}, matter, limit, start_at,
                      due.counted_from, dated ? due.due : no_due, due.steer,
                      static_cast<std::uint8_t>(due.age_assumed() ? 1 : 0)});
}

std::uint16_t Draft::limit_for(const promises::Rule& rule, const promises::Due& due) {
  const Day from = rule.versions[due.decided_by].from;
  const auto same = [&](const auto& l) {
    return l.rule == rule.id && l.version_from == from && l.n == due.n && l.unit == due.unit &&
           l.stop == rule.stop && l.confidence == due.conf && l.placeholder == due.placeholder &&
           l.roll == due.roll && l.legal == due.legal && l.kind == rule.kind && l.domain == rule.domain;
  };
  for (std::size_t i = 0; i < t.limits.size(); ++i) {
    if (same(t.limits[i])) return static_cast<std::uint16_t>(i + 1);
  }
  for (const Event& event : decision.events) {
    const auto* defined = std::get_if<LimitDefined>(&event);
    if (defined != nullptr && same(*defined)) return defined->limit;
  }
  const auto number = static_cast<std::uint16_t>(++next_limit_);
  emit(LimitDefined{number, rule.id, from, due.n, due.unit, rule.kind, rule.stop, rule.domain, due.conf,
                    due.placeholder, due.roll, due.legal});
  return number;
}

void Draft::close_promises(const MatterRow& m) {
  for (PromiseId id = m.first_promise; id; id = t.promises[id.n].older) {
    const PromiseRow& p = t.promises[id.n];
    if (p.state != PromiseState::running) continue;
    if (t.limits[p.limit - 1U].stop == promises::Trigger::matter_closed) continue;  // kept or missed by it
    emit(PromiseEnded{id, now > p.due.instant() ? PromiseState::missed : PromiseState::voided,
                      PromiseReason::matter_closed, std::max(now, p.start.instant())});
  }
}

void Draft::resume_promises(const MatterRow& m) {
  for (PromiseId id = m.first_promise; id; id = t.promises[id.n].older) {
    const PromiseRow& p = t.promises[id.n];
    const bool voided = p.state == PromiseState::voided && p.reason == PromiseReason::matter_closed;
    const bool stopped = p.reason == PromiseReason::stop_event && p.ended == m.closed &&
                         t.limits[p.limit - 1U].stop == promises::Trigger::matter_closed;
    if (voided || stopped) emit(PromiseResumed{id});
  }
}

void Draft::restore_promises(const MatterRow& m) {
  PromiseId id = m.first_promise;
  for (; id && id != m.promise_mark; id = t.promises[id.n].older) {
    const PromiseRow& p = t.promises[id.n];
    const bool begun_and_ended = p.reason == PromiseReason::stop_event;
    if (p.state != PromiseState::running && !begun_and_ended) continue;
    if (begun_and_ended) emit(PromiseResumed{id});
    emit(PromiseEnded{id, PromiseState::voided, PromiseReason::entered_in_error,
                      std::max(now, p.start.instant())});
  }
  for (std::uint32_t ended = m.ended_by_last; ended != 0 && id; ended >>= 1U, id = t.promises[id.n].older) {
    if ((ended & 1U) != 0) emit(PromiseResumed{id});
  }
}

void Draft::replace_assumed(const MatterRow& m, const Situation& situation) {
  for (PromiseId id = m.first_promise; id; id = t.promises[id.n].older) {
    const PromiseRow& p = t.promises[id.n];
    if (p.state != PromiseState::running || !t.age_assumed.contains(id.n)) continue;
    const promises::Rule* rule = setting.pack.find(t.limits[p.limit - 1U].rule);
    if (rule == nullptr) continue;
    const auto due = promises::due(setting.calendar, *rule, circumstances(situation, p.start.instant()));
    emit(PromiseEnded{id, PromiseState::voided, PromiseReason::age_known, std::max(now, p.start.instant())});
    if (due) promise(*rule, *due, situation.matter, p.start.instant());
  }
}

void Draft::redate(PromiseId id, const promises::Rule& rule, const Situation& situation, Instant start_at) {
  const PromiseRow& p = t.promises[id.n];
  if (p.state != PromiseState::running) emit(PromiseResumed{id});
  emit(PromiseEnded{id, PromiseState::voided, PromiseReason::entered_in_error,
                    std::max(now, p.start.instant())});
  const auto due = promises::due(setting.calendar, rule, circumstances(situation, start_at));
  if (due) promise(rule, *due, situation.matter, start_at);
}

Held held_ever(const Draft& d, MatterId id) {
  if (!d.t.matters.has(id.n)) return {nullptr, Refusal{RefusalCode::unknown_matter, id.n}};
  const MatterRow& m = d.t.matters[id.n];
  if (d.actor.kind == ActorKind::resident) return {nullptr, Refusal{RefusalCode::staff_only, id.n}};
  if (d.actor.kind == ActorKind::staff && d.actor.team != m.team) {
    return {nullptr, Refusal{RefusalCode::not_holder, m.team.n}};
  }
  return {&m, std::nullopt};
}

Held held_open(const Draft& d, MatterId id) {
  const Held held = held_ever(d, id);
  if (held.refusal) return held;
  if (held.row->status == MatterStatus::closed) return {nullptr, Refusal{RefusalCode::matter_closed, id.n}};
  if (d.now < held.row->opened.instant()) return {nullptr, Refusal{RefusalCode::bad_time, id.n}};
  return held;
}

}  // namespace vuoro::core
