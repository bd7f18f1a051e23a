#include "measures/debt_spans.hpp"

#include <algorithm>

namespace vuoro::measures {
namespace {

using core::PromiseRow;
using promises::Domain;

constexpr std::uint8_t no_debt = 255;
constexpr promises::DomainSet care_domains{Domain::health,
                                           Domain::oral,
                                           Domain::specialised_in_primary,
                                           Domain::specialised,
                                           Domain::youth_psychiatry,
                                           Domain::therapy_guarantee,
                                           Domain::student_welfare,
                                           Domain::neuvola};
constexpr promises::DomainSet service_domains{Domain::social, Domain::disability, Domain::child,
                                              Domain::older, Domain::social_assistance};

std::uint8_t debt_of(const core::LimitRow& limit) {
  if (limit.kind != promises::Kind::statute) return no_debt;
  if (care_domains.has(limit.domain)) return static_cast<std::uint8_t>(DebtKind::care);
  if (service_domains.has(limit.domain)) return static_cast<std::uint8_t>(DebtKind::service);
  return no_debt;
}

/// From the first second after `due` until `end` (no_due: not ended), as far as it is not in the future.
std::optional<Span> past(Instant due, Instant end, Instant now) {
  const Instant from{due.s + 1};
  if (due == core::no_due || from > now || end < from) return std::nullopt;
  Span span;
  span.from = from;
  span.until = end > now ? core::no_due : end;
  return span;
}

core::DebtKind kind_of(const core::Setting& setting, ServiceId service) {
  return service.n < setting.services.size() ? setting.services[service.n].debt : DebtKind::care;
}

}  // namespace

DebtSpans::DebtSpans(const core::Whole& whole, const core::Setting& setting, Instant now)
    : whole_(whole), setting_(setting), now_(now) {
  for (const core::LimitRow& limit : whole.limits()) debt_of_limit_.push_back(debt_of(limit));
}

const MatterSpans& DebtSpans::of_matter(DebtKind kind, MatterId id) {
  found_.spans.clear();
  found_.age_unknown = false;
  add_promises(kind, id);
  if (kind == DebtKind::service) add_cancelled(id);
  if (found_.spans.size() > 1) merge();
  const bool open = !found_.spans.empty() && found_.spans.back().open();
  found_.age_unknown = found_.age_unknown && !open;
  return found_;
}

void DebtSpans::add_promises(DebtKind kind, MatterId id) {
  for (PromiseId p = whole_.matters()[id.n].first_promise; p; p = whole_.promises()[p.n].older) {
    const PromiseRow& row = whole_.promises()[p.n];
    if (debt_of_limit_[row.limit - 1U] != static_cast<std::uint8_t>(kind)) continue;
    if (row.reason == core::PromiseReason::entered_in_error) continue;
    auto span = past(row.due.instant(), row.ended ? row.ended.instant() : core::no_due, now_);
    if (!span) continue;
    if (whole_.age_assumed(p)) {
      found_.age_unknown = found_.age_unknown || span->open();
      continue;
    }
    const core::LimitRow& limit = whole_.limits()[row.limit - 1U];
    span->promise = p;
    span->unverified =
        limit.confidence == promises::Confidence::D || limit.placeholder == promises::Placeholder::yes;
    found_.spans.push_back(*span);
  }
}

void DebtSpans::add_cancelled(MatterId id) {
  for (StepId s = whole_.matters()[id.n].first_step; s; s = whole_.steps()[s.n].older) {
    const core::StepRow& step = whole_.steps()[s.n];
    if (kind_of(setting_, step.service) != DebtKind::service) continue;
    for (core::GapId g = step.gap; g; g = whole_.gaps()[g.n].older) {
      const core::GapRow& gap = whole_.gaps()[g.n];
      const Instant until = gap.until ? gap.until.instant() : core::no_due;
      auto span = past(Instant{gap.from.instant().s - 1}, until, now_);
      if (!span || span->until <= span->from) continue;
      span->reason = DebtReason::booking_cancelled;
      span->step = s;
      found_.spans.push_back(*span);
    }
  }
}

/// Puts spans in order and joins those that touch: it is the matter that is in debt, not the promise.
void DebtSpans::merge() {
  std::vector<Span>& spans = found_.spans;
  std::sort(spans.begin(), spans.end(), [](const Span& a, const Span& b) { return a.from < b.from; });
  std::size_t last = 0;
  for (std::size_t i = 1; i < spans.size(); ++i) {
    Span& open = spans[last];
    const Span& next = spans[i];
    if (next.from > open.until) {
      spans[++last] = next;
      continue;
    }
    // What is told is what holds the matter there longest; confirmed before unverified.
    if (next.until > open.until) {
      Span joined = next;
      joined.from = open.from;
      open = joined;
    } else if (next.until == open.until) {
      open.unverified = open.unverified && next.unverified;
    }
  }
  spans.resize(last + 1);
}

std::optional<Span> DebtSpans::of_step(StepId id) const {
  const core::StepRow& step = whole_.steps()[id.n];
  if (!step.due || kind_of(setting_, step.service) != DebtKind::rehabilitation) return std::nullopt;
  Instant end = core::no_due;
  if (step.ended) end = step.ended.instant();
  if (step.state == core::StepState::done) end = std::min(step.begin, step.ended).instant();
  auto span = past(step.due.instant(), end, now_);
  if (!span) return std::nullopt;
  span->reason = DebtReason::step_not_held;
  span->step = id;
  return span;
}

}  // namespace vuoro::measures
