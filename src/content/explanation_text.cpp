#include "content/explanation_text.hpp"

#include <fmt/format.h>

#include <chrono>
#include <string_view>

#include "calendar/zone.hpp"

namespace vuoro::content {
namespace {

using promises::Applies;
using promises::Due;
using promises::Finding;
using promises::LegalLimit;
using promises::Limit;
using promises::LimitUnit;
using promises::Rule;
using promises::RulePack;
using promises::Version;

/// The form of a weekday: Finnish says "torstai" in a list and "torstaina" in a sentence.
constexpr std::string_view plain_weekday = "weekday";
constexpr std::string_view weekday_on = "weekday_on";

std::string date_by(const Texts& texts, Language language, Day day, std::string_view pattern,
                    std::string_view weekday_form) {
  const std::chrono::year_month_day date = day.civil();
  const unsigned month = static_cast<unsigned>(date.month());
  const unsigned weekday = std::chrono::weekday{std::chrono::sys_days{date}}.iso_encoding();
  return texts.text(language, pattern,
                    {{"weekday", texts.text(language, fmt::format("{}.{}", weekday_form, weekday))},
                     {"day", std::to_string(static_cast<unsigned>(date.day()))},
                     {"month", texts.text(language, fmt::format("date.month.{}", month))},
                     {"year", std::to_string(static_cast<int>(date.year()))}});
}

/// Writes findings in one language.
class Writer {
 public:
  Writer(const RulePack& pack, const Texts& texts, Language language)
      : pack_(pack), texts_(texts), language_(language) {}

  void promise(const Finding& finding);
  void rejection(const Finding& finding);
  void line(std::string_view key, TextArgs args = {}) { out_ += "  " + say(key, args) + "\n"; }
  void plain(std::string_view key) { out_ += say(key) + "\n"; }
  [[nodiscard]] std::string take() && { return std::move(out_); }

 private:
  [[nodiscard]] std::string say(std::string_view key, TextArgs args = {}) const {
    return texts_.text(language_, key, args);
  }
  template <class E>
  [[nodiscard]] std::string say_word(std::string_view prefix, E e) const {
    return say(fmt::format("{}.{}", prefix, promises::word(e)));
  }
  template <class Set>
  [[nodiscard]] std::string say_words(std::string_view prefix, Set set) const {
    std::string list;
    set.for_each([&](auto e) {
      if (!list.empty()) list += "; ";
      list += say_word(prefix, e);
    });
    return list;
  }
  [[nodiscard]] std::string moment(Instant instant) const {
    return moment_in_words(texts_, language_, instant);
  }
  [[nodiscard]] std::string short_day(Day day) const {
    return date_by(texts_, language_, day, "date.short", plain_weekday);
  }
  [[nodiscard]] std::string ages(promises::AgeRange age) const;
  [[nodiscard]] std::string validity(const Version& version) const;
  [[nodiscard]] std::string rejection_reason(const Rule& rule, const Finding& finding) const;

  void due_lines(const Due& due);
  void version_lines(const Rule& rule, const Finding& finding);
  void doubt_lines(const Rule& rule, const Due& due);
  void standing_line(const Rule& rule, const Finding& finding);

  const RulePack& pack_;
  const Texts& texts_;
  Language language_;
  std::string out_;
};

std::string Writer::ages(promises::AgeRange age) const {
  const std::string from = std::to_string(age.min);
  const std::string below = std::to_string(age.max);
  const std::string last = std::to_string(age.max - 1);
  if (age.everyone()) return say("age.all");
  if (age.min == 0) return say("age.below", {{"below", below}});
  if (age.max == promises::AgeRange::no_upper_limit) return say("age.from", {{"from", from}});
  return say("age.between", {{"from", from}, {"last", last}});
}

std::string Writer::validity(const Version& version) const {
  const std::string from = short_day(version.from);
  if (version.to == promises::open_end) return say("explain.validity.open", {{"from", from}});
  return say("explain.validity.closed", {{"from", from}, {"to", short_day(version.to)}});
}

void Writer::due_lines(const Due& due) {
  if (due.legal == LegalLimit::none) {
    line("explain.due_none", {{"moment", moment(due.due)}});
  } else if (due.legal == LegalLimit::at_once) {
    line("explain.due_at_once", {{"moment", moment(due.due)}});
  } else {
    line("explain.due", {{"moment", moment(due.due)}});
  }
  if (due.steer != due.due) line("explain.steer", {{"moment", moment(due.steer)}});
  if (due.earliest) line("explain.earliest", {{"moment", moment(*due.earliest)}});
}

void Writer::version_lines(const Rule& rule, const Finding& finding) {
  const Due& due = *finding.due;
  const Version& version = rule.versions[due.version];
  const Version& deciding = rule.versions[due.decided_by];
  line("explain.version", {{"limit", limit_in_words(texts_, language_, version.limit)},
                           {"ages", ages(version.age)},
                           {"validity", validity(version)}});
  if (due.decided_by != due.version) {
    line("explain.later_law",
         {{"limit", limit_in_words(texts_, language_, deciding.limit)}, {"from", short_day(deciding.from)}});
  } else if (due.counted_from != *finding.start) {
    line("explain.counted_from", {{"moment", moment(due.counted_from)}});
  }
  if (due.roll == promises::Roll::forward_5s) line("explain.rolled");
  line("explain.basis", {{"basis", deciding.basis},
                         {"conf", promises::word(deciding.conf)},
                         {"conf_text", say_word("conf", deciding.conf)}});
  const std::string& note = promises::in(deciding.note, language_);
  if (!note.empty()) line("explain.note", {{"note", note}});
}

void Writer::doubt_lines(const Rule& rule, const Due& due) {
  const Version& version = rule.versions[due.version];
  if (due.unverified()) {
    line(rule.kind == promises::Kind::own_target ? "explain.unverified_own" : "explain.unverified");
  }
  if (version.unverified() && due.decided_by != due.version) {
    line("explain.unverified_version", {{"from", short_day(version.from)}});
  }
  if (!version.check.empty()) line("check." + version.check);
  due.assumed.for_each(
      [&](promises::Assumption assumption) { line(fmt::format("assumed.{}", word(assumption))); });
}

void Writer::standing_line(const Rule& rule, const Finding& finding) {
  const std::string event = say_word("trigger", rule.stop);
  switch (finding.standing) {
    case promises::Standing::running:
      line("standing.running", {{"event", event}});
      break;
    case promises::Standing::kept:
      line("standing.kept", {{"moment", moment(*finding.stopped)}, {"event", event}});
      break;
    case promises::Standing::late:
      line("standing.late", {{"moment", moment(*finding.stopped)}, {"event", event}});
      break;
  }
}

void Writer::promise(const Finding& finding) {
  const Rule& rule = pack_[finding.rule];
  out_ += rule.code + " – " +
          say("explain.title",
              {{"name", promises::in(rule.name, language_)}, {"kind", say_word("kind", rule.kind)}}) +
          "\n  " + promises::in(rule.explanation, language_) + "\n";
  line("explain.started", {{"moment", moment(*finding.start)}, {"event", say_word("trigger", rule.start)}});
  due_lines(*finding.due);
  standing_line(rule, finding);
  version_lines(rule, finding);
  if (!rule.owner.empty()) line("explain.owner", {{"owner", rule.owner}});
  if (rule.overrides == promises::Overrides::all_limits) line("explain.overrides");
  doubt_lines(rule, *finding.due);
  out_ += "\n";
}

std::string Writer::rejection_reason(const Rule& rule, const Finding& finding) const {
  switch (finding.applies) {
    case Applies::other_domain:
      return say("rejected.other_domain", {{"domains", say_words("domain", rule.applies_in)}});
    case Applies::fact_missing:
      return say("rejected.fact_missing", {{"facts", say_words("fact", finding.missing)}});
    case Applies::fact_excluded:
      return say("rejected.fact_excluded", {{"facts", say_words("fact", finding.excluding)}});
    case Applies::not_in_force:
      return say("rejected.not_in_force", {{"date", short_day(calendar::local_day(*finding.start))}});
    case Applies::other_age:
      return say("rejected.other_age", {{"age", std::to_string(finding.age.value_or(0))}});
    case Applies::yes:
      break;
  }
  return say("rejected.not_started", {{"event", say_word("trigger", rule.start)}});
}

void Writer::rejection(const Finding& finding) {
  const Rule& rule = pack_[finding.rule];
  line("explain.rejected", {{"code", rule.code},
                            {"name", promises::in(rule.name, language_)},
                            {"reason", rejection_reason(rule, finding)}});
}

}  // namespace

std::string day_in_words(const Texts& texts, Language language, Day day) {
  return date_by(texts, language, day, "date.long", plain_weekday);
}

std::string moment_in_words(const Texts& texts, Language language, Instant instant) {
  const int minutes = calendar::second_of_day(instant) / 60;
  const bool padded = language == Language::en;
  return texts.text(
      language, "date.moment",
      {{"date", date_by(texts, language, calendar::local_day(instant), "date.long", weekday_on)},
       {"hour", padded ? fmt::format("{:02}", minutes / 60) : std::to_string(minutes / 60)},
       {"minute", fmt::format("{:02}", minutes % 60)}});
}

std::string limit_in_words(const Texts& texts, Language language, Limit limit) {
  const std::string key = fmt::format("limit.{}", promises::word(limit.unit));
  const bool counted = limit.unit != LimitUnit::same_day && limit.unit != LimitUnit::immediate &&
                       limit.unit != LimitUnit::none;
  return counted ? texts.count(language, key, limit.n) : texts.text(language, key);
}

std::string render(const promises::Explanation& explanation, const RulePack& pack, const Texts& texts,
                   Language language) {
  Writer writer{pack, texts, language};
  bool any = false;
  bool any_rejected = false;
  for (const Finding& finding : explanation.findings) {
    if (finding.due) {
      writer.promise(finding);
      any = true;
      continue;
    }
    if (!any && !any_rejected) writer.plain("explain.none");
    if (!any_rejected) writer.plain("explain.rejected_heading");
    any_rejected = true;
    writer.rejection(finding);
  }
  if (!any && !any_rejected) writer.plain("explain.none");
  return std::move(writer).take();
}

}  // namespace vuoro::content
