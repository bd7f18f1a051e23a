#include "content/rule_reader.hpp"

#include <algorithm>
#include <string_view>

namespace vuoro::content {
namespace {

using promises::Domain;
using promises::DomainSet;
using promises::Fact;
using promises::FactSet;
using promises::Limit;
using promises::LimitUnit;
using promises::Reason;
using promises::ReasonSet;
using promises::Trigger;
using promises::Version;

constexpr std::int64_t largest_n = 3650;

bool counted(LimitUnit unit) {
  return unit != LimitUnit::same_day && unit != LimitUnit::immediate && unit != LimitUnit::none;
}

/// n and unit out of a table that may hold more; nothing when the unit cannot be told, so that no other fault
/// follows.
std::optional<Limit> read_limit(Fields& fields) {
  const std::optional<LimitUnit> unit = fields.word<LimitUnit>("unit");
  const std::optional<std::int64_t> n = fields.number("n", 1, largest_n, Presence::optional);
  if (!unit) return std::nullopt;
  const bool has_n = fields.node("n", Presence::optional) != nullptr;
  if (has_n && !counted(*unit)) fields.fault("a limit of this unit has no 'n'");
  if (!has_n && counted(*unit)) fields.fault("'n' is missing from the limit");
  return Limit{static_cast<std::uint16_t>(n.value_or(0)), *unit};
}

std::optional<Limit> read_limit_at(Fields& fields, std::string_view key, Presence presence) {
  std::optional<Fields> table = fields.table(key, presence);
  if (!table) return std::nullopt;
  const std::optional<Limit> limit = read_limit(*table);
  table->finish();
  return limit;
}

}  // namespace

std::optional<Limit> read_counted_limit_at(Fields& fields, std::string_view key, Presence presence) {
  const std::optional<Limit> limit = read_limit_at(fields, key, presence);
  if (limit && !counted(limit->unit)) {
    fields.fault(*fields.node(key, Presence::optional),
                 "'" + std::string{key} + "' needs a unit that is counted");
    return std::nullopt;
  }
  return limit;
}

namespace {

/// Alternatives and overrides count from events that a matter always remembers.
std::optional<Trigger> read_other_start(Fields& fields, std::string_view key, Presence presence) {
  const std::optional<Trigger> trigger = fields.word<Trigger>(key, presence);
  if (!trigger || *trigger == Trigger::hta_done || *trigger == Trigger::contact_received) return trigger;
  fields.fault(*fields.node(key, Presence::optional),
               "'" + std::string{key} + "' can only be 'hta_done' or 'contact_received'");
  return std::nullopt;
}

std::optional<promises::Alternative> read_alternative(Fields& fields) {
  std::optional<Fields> table = fields.table("alternative", Presence::optional);
  if (!table) return std::nullopt;
  promises::Alternative alternative;
  alternative.start = read_other_start(*table, "start", Presence::required).value_or(Trigger::hta_done);
  alternative.limit = read_limit(*table).value_or(Limit{});
  table->finish();
  return alternative;
}

std::optional<promises::Extension> read_extension(Fields& fields) {
  std::optional<Fields> table = fields.table("extension", Presence::optional);
  if (!table) return std::nullopt;
  promises::Extension extension;
  const std::optional<Limit> limit = read_limit(*table);
  extension.limit = limit.value_or(Limit{});
  extension.reasons = table->words<Reason, ReasonSet>("reasons", Presence::required);
  if (limit && !counted(limit->unit)) table->fault("an extension needs a unit that is counted");
  if (extension.reasons.empty()) table->fault("an extension needs at least one reason");
  table->finish();
  return extension;
}

promises::AgeRange read_age(Fields& fields) {
  promises::AgeRange age;
  const toml::array* const list = fields.array("age", Presence::optional);
  if (list == nullptr) return age;
  const auto at = [list](std::size_t i) {
    const toml::node* const node = list->get(i);
    const toml::value<std::int64_t>* const value = node == nullptr ? nullptr : node->as_integer();
    return value == nullptr ? std::int64_t{-1} : value->get();
  };
  const std::int64_t min = at(0);
  const std::int64_t max = at(1);
  if (list->size() != 2 || min < 0 || max <= min || max > promises::AgeRange::no_upper_limit) {
    fields.fault(*list, "'age' must be [from, below] in whole years, 0 to 200, as [0, 23]");
    return age;
  }
  age.min = static_cast<std::uint8_t>(min);
  age.max = static_cast<std::uint8_t>(max);
  return age;
}

void read_source(Fields& fields, Version& version) {
  version.basis = fields.text("basis").value_or("");
  version.conf = fields.word<promises::Confidence>("conf").value_or(promises::Confidence::D);
  const bool placeholder = fields.flag("placeholder", Presence::optional).value_or(false);
  version.placeholder = placeholder ? promises::Placeholder::yes : promises::Placeholder::no;
  if (placeholder && version.conf != promises::Confidence::D) {
    fields.fault("a placeholder is unverified, so its 'conf' must be \"D\"");
  }
  version.check = fields.text("check", Presence::optional).value_or("");
  version.note = fields.translated("note", Presence::optional);
}

Version read_version(Fields& fields) {
  Version version;
  version.from = fields.day("from").value_or(Day{});
  version.to = fields.day("to", Presence::optional).value_or(promises::open_end);
  if (version.to < version.from)
    fields.fault(*fields.node("to", Presence::optional), "'to' is before 'from'");
  version.age = read_age(fields);
  const std::optional<Limit> limit = read_limit_at(fields, "limit", Presence::required);
  version.limit = limit.value_or(Limit{});
  if (const auto urgent = fields.number("urgent_n", 1, largest_n, Presence::optional)) {
    version.urgent_n = static_cast<std::uint16_t>(*urgent);
    if (limit && !counted(limit->unit)) fields.fault("'urgent_n' needs a limit that is counted");
  }
  version.alternative = read_alternative(fields);
  version.start_override = read_other_start(fields, "start_override", Presence::optional);
  version.extension = read_extension(fields);
  version.steering = read_counted_limit_at(fields, "steering");
  version.earliest = read_counted_limit_at(fields, "earliest");
  if (version.earliest && version.earliest->unit != LimitUnit::calendar_day) {
    fields.fault("'earliest' is counted in calendar days");
  }
  if (limit && limit->unit == LimitUnit::none && !version.steering) {
    fields.fault("a duty without a number (unit \"none\") needs a 'steering' target");
  }
  read_source(fields, version);
  fields.finish();
  return version;
}

/// Capital letters, digits and hyphens, as on paper.
std::string read_code(Fields& fields) {
  std::string code = fields.text("code").value_or("");
  const auto allowed = [](char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-'; };
  if (!std::ranges::all_of(code, allowed) || code.size() > 40) {
    fields.fault(*fields.node("code", Presence::optional),
                 "'code' may hold capital letters A-Z, digits and hyphens, at most 40");
  }
  return code;
}

promises::Roll read_roll(Fields& fields, const RollLines& rolls) {
  std::vector<std::string_view> names;
  names.reserve(rolls.size());
  for (const auto& line : rolls) names.emplace_back(line.first);
  const std::optional<std::size_t> index = fields.choice("roll_forward", names, Presence::required);
  return index ? rolls[*index].second : promises::Roll::none;
}

void read_when(Fields& fields, promises::Rule& rule) {
  rule.kind = fields.word<promises::Kind>("kind", Presence::optional).value_or(promises::Kind::statute);
  rule.domain = fields.word<Domain>("domain").value_or(Domain::health);
  rule.applies_in = fields.words<Domain, DomainSet>("applies_in");
  if (rule.applies_in.empty()) rule.applies_in.insert(rule.domain);
  const std::optional<Trigger> start = fields.word<Trigger>("start");
  const std::optional<Trigger> stop = fields.word<Trigger>("stop");
  if (start && start == stop) fields.fault("'start' and 'stop' are the same event");
  rule.start = start.value_or(Trigger::contact_received);
  rule.stop = stop.value_or(Trigger::matter_closed);
  rule.needs = fields.words<Fact, FactSet>("needs");
  rule.excludes = fields.words<Fact, FactSet>("excludes");
  if (rule.needs.has_any(rule.excludes)) fields.fault("a fact is both needed and excluded");
  rule.exceptions = fields.words<Reason, ReasonSet>("exceptions");
}

}  // namespace

ReadRule read_rule(Fields fields, const RollLines& rolls) {
  ReadRule read{.rule = {}, .place = fields.place(), .version_places = {}};
  promises::Rule& rule = read.rule;
  rule.code = read_code(fields);
  read_when(fields, rule);
  rule.owner = fields.text("owner", Presence::optional).value_or("");
  rule.overrides = fields.word<promises::Overrides>("overrides", Presence::optional)
                       .value_or(promises::Overrides::nothing);
  rule.hours = fields.word<promises::Hours>("hours", Presence::optional).value_or(promises::Hours::office);
  rule.roll = read_roll(fields, rolls);
  rule.name = fields.translated("name");
  rule.explanation = fields.translated("explanation");
  for (Fields& version : fields.tables("version", Presence::optional)) {
    read.version_places.push_back(version.place());
    rule.versions.push_back(read_version(version));
  }
  if (rule.versions.empty()) fields.fault("a rule needs at least one [[rule.version]]");
  fields.finish();
  return read;
}

}  // namespace vuoro::content
