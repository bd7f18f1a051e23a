#include "promises/explain.hpp"

#include <algorithm>
#include <utility>

#include "calendar/counting.hpp"
#include "calendar/zone.hpp"

namespace vuoro::promises {
namespace {

/// The last time the event happened at or before the instant.
std::optional<Instant> last_before(const Question& question, Trigger trigger, Instant limit) {
  std::optional<Instant> found;
  for (const Question::Event& event : question.events) {
    if (event.trigger != trigger || event.at > limit) continue;
    if (!found || event.at > *found) found = event.at;
  }
  return found;
}

std::optional<Instant> first_after(const Question& question, Trigger trigger, Instant start) {
  std::optional<Instant> found;
  for (const Question::Event& event : question.events) {
    if (event.trigger != trigger || event.at < start) continue;
    if (!found || event.at < *found) found = event.at;
  }
  return found;
}

Circumstances circumstances_at(const Question& question, Instant start) {
  Circumstances result{.domains = question.domains,
                       .facts = question.facts,
                       .age = question.age,
                       .start = start,
                       .hta_done = last_before(question, Trigger::hta_done, start),
                       .contact_received = last_before(question, Trigger::contact_received, start),
                       .school = question.school};
  if (question.birth) result.age = calendar::age_on(*question.birth, calendar::local_day(start));
  return result;
}

Standing standing_of(const Finding& finding) {
  if (!finding.stopped) return Standing::running;
  return *finding.stopped <= finding.due->due ? Standing::kept : Standing::late;
}

Finding find_started(const calendar::Calendar& calendar, const Rule& rule, const Question& question,
                     Instant start) {
  const Circumstances circumstances = circumstances_at(question, start);
  Finding finding;
  finding.start = start;
  finding.applies = applies(rule, circumstances);
  finding.age = circumstances.age;
  finding.due = due(calendar, rule, circumstances);
  if (finding.due) {
    finding.stopped = first_after(question, rule.stop, start);
    finding.standing = standing_of(finding);
  }
  return finding;
}

/// Without a start event only domain and facts can be judged.
Finding find_not_started(const Rule& rule, const Question& question) {
  Finding finding;
  finding.age = question.age;
  if (!rule.applies_in.has_any(question.domains)) {
    finding.applies = Applies::other_domain;
  } else if (!question.facts.has_all(rule.needs)) {
    finding.applies = Applies::fact_missing;
  } else if (question.facts.has_any(rule.excludes)) {
    finding.applies = Applies::fact_excluded;
  }
  return finding;
}

void add_findings(const calendar::Calendar& calendar, const RulePack& pack, std::uint16_t index,
                  Explanation& into) {
  const Rule& rule = pack[index];
  const Question& question = into.question;
  const auto add = [&](Finding finding) {
    finding.rule = index;
    finding.missing = rule.needs.without(question.facts);
    finding.excluding = rule.excludes.common(question.facts);
    if (finding.due || question.listing == Listing::everything) into.findings.push_back(finding);
  };
  bool started = false;
  for (const Question::Event& event : question.events) {
    if (event.trigger != rule.start) continue;
    started = true;
    add(find_started(calendar, rule, question, event.at));
  }
  if (!started) add(find_not_started(rule, question));
}

}  // namespace

Explanation explain(const calendar::Calendar& calendar, const RulePack& pack, Question question) {
  Explanation explanation{.question = std::move(question), .findings = {}};
  for (std::size_t i = 0; i < pack.rules().size(); ++i) {
    add_findings(calendar, pack, static_cast<std::uint16_t>(i), explanation);
  }
  std::stable_partition(explanation.findings.begin(), explanation.findings.end(),
                        [](const Finding& f) { return f.due.has_value(); });
  return explanation;
}

}  // namespace vuoro::promises
