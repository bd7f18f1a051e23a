#include "twin/scenario_reader.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

#include "core/words.hpp"
#include "twin/units.hpp"

namespace vuoro::twin {

using content::Fields;
using content::Presence;

namespace {

constexpr std::array<std::string_view, 3> does_words = {"answer", "assess", "visit"};
constexpr std::array<std::string_view, 3> then_words = {"leave", "call-back", "try-again"};
constexpr std::string_view call_back = "call-back";
constexpr std::string_view leave = "leave";
constexpr double hair = 1e-9;

std::vector<std::string_view> views(const std::vector<std::string>& texts) {
  return {texts.begin(), texts.end()};
}

std::optional<Distribution> law_in(Fields& fields) {
  const auto constant = minutes(fields, "constant", Presence::optional);
  const auto exponential = minutes(fields, "exponential", Presence::optional);
  const auto lognormal = minutes(fields, "lognormal", Presence::optional);
  const auto from = minutes(fields, "from", Presence::optional);
  const int given = int{constant.has_value()} + int{exponential.has_value()} + int{lognormal.has_value()} +
                    int{from.has_value()};
  if (given != 1) {
    fields.fault("give one of 'constant', 'exponential', 'lognormal' (with 'variation'), 'from' (with 'to')");
    return std::nullopt;
  }
  if (constant) return Distribution{Distribution::Kind::constant, *constant, 0};
  if (exponential) return Distribution{Distribution::Kind::exponential, *exponential, 0};
  if (from) {
    const auto to = minutes(fields, "to", Presence::required);
    if (to && *to < *from) fields.fault("'to' is before 'from'");
    return Distribution{Distribution::Kind::uniform, *from, to.value_or(*from)};
  }
  const auto variation = real(fields, "variation", 0.001, 10, Presence::required);
  if (*lognormal <= 0) fields.fault("a lognormal time must be longer than 0");
  return Distribution::lognormal(std::max(*lognormal, hair), variation.value_or(1));
}

std::optional<Distribution> law(Fields& fields, std::string_view key, Presence presence) {
  auto table = fields.table(key, presence);
  if (!table) return std::nullopt;
  const auto found = law_in(*table);
  table->finish();
  return found;
}

/// Any table may say where its figures come from; nobody reads it but people.
void close(Fields& fields) {
  static_cast<void>(fields.text("source", Presence::optional));
  fields.finish();
}

std::vector<Retreat> retreats(Fields& fields, std::string_view key) {
  std::vector<Retreat> ways;
  double sum = 0;
  for (Fields& table : fields.tables(key, Presence::optional)) {
    Retreat way;
    way.share = real(table, "share", 0, 1, Presence::optional).value_or(1);
    way.then = static_cast<Retreat::Then>(table.choice("then", then_words, Presence::required).value_or(0));
    if (way.then != Retreat::Then::leave) {
      way.after = law(table, "after", Presence::required).value_or(Distribution{});
      if (way.after.mean() <= 0) table.fault("'after' must be longer than 0");
    }
    sum += way.share;
    close(table);
    ways.push_back(way);
  }
  if (!ways.empty() && std::abs(sum - 1) > hair)
    fields.fault(fmt::format("the shares of '{}' add up to {:.6g}, not to 1", key, sum));
  return ways;
}

}  // namespace

std::optional<double> minutes(Fields& fields, std::string_view key, Presence presence) {
  const toml::node* node = fields.node(key, presence);
  if (node == nullptr) return std::nullopt;
  const auto* text = node->as_string();
  const auto found = text == nullptr ? std::nullopt : parse_minutes(text->get());
  if (!found)
    fields.fault(*node,
                 fmt::format("'{}' must be a time with its unit (s, min, h, d), like \"4.5 min\"", key));
  return found;
}

std::optional<double> real(Fields& fields, std::string_view key, double low, double high, Presence presence) {
  const toml::node* node = fields.node(key, presence);
  if (node == nullptr) return std::nullopt;
  const auto value = node->value<double>();
  if (value && !node->is_boolean() && *value >= low && *value <= high) return value;
  fields.fault(*node, fmt::format("'{}' must be a number from {} to {}", key, low, high));
  return std::nullopt;
}

std::optional<std::uint8_t> ScenarioReader::index(Fields& fields, std::string_view key,
                                                  const std::vector<std::string>& names) const {
  const auto words = views(names);
  const auto found = fields.choice(key, words, Presence::required);
  return found ? std::optional{static_cast<std::uint8_t>(*found)} : std::nullopt;
}

Arrivals ScenarioReader::arrivals(Fields& fields) const {
  Arrivals a;
  if (const toml::node* node = fields.node("rate", Presence::optional)) {
    const auto* text = node->as_string();
    const auto rate = text == nullptr ? std::nullopt : parse_rate(text->get());
    if (!rate) fields.fault(*node, "'rate' must be like \"4.5 per min\" (s, min, h, d)");
    a.per_minute = rate.value_or(0);
  }
  if (auto swing = fields.table("swing", Presence::optional)) {
    a.swing = real(*swing, "by", 0, 1, Presence::required).value_or(0);
    a.period = minutes(*swing, "period", Presence::required).value_or(a.period);
    if (a.period <= 0) swing->fault("'period' must be longer than 0");
    close(*swing);
  }
  for (Fields& group : fields.tables("at_once", Presence::optional)) {
    const auto at = minutes(group, "at", Presence::required).value_or(0);
    const auto count = group.number("count", 1, 1'000'000, Presence::required).value_or(1);
    if (!a.listed.empty() && at < a.listed.back()) group.fault("'at' goes back in time");
    a.listed.insert(a.listed.end(), static_cast<std::size_t>(count), at);
    close(group);
  }
  a.comes = real(fields, "comes", 0, 1, Presence::optional).value_or(1);
  if (a.comes < 1 && a.listed.empty()) fields.fault("'comes' is about 'at_once'");
  if (a.per_minute <= 0 && a.listed.empty()) fields.fault("nobody comes: give 'rate' or 'at_once'");
  a.to = index(fields, "to", names_.stages).value_or(0);
  close(fields);
  return a;
}

Segment ScenarioReader::segment(Fields& fields) const {
  Segment s;
  s.code = fields.text("code").value_or("");
  if (s.code == call_back) fields.fault("'call-back' is the word for call-backs, not for a segment");
  s.share = real(fields, "share", 0, 1, Presence::required).value_or(0);
  s.urgency = fields.word<core::Urgency>("urgency").value_or(core::Urgency::non_urgent);
  if (s.urgency == core::Urgency::unassessed) fields.fault("'urgency' cannot be unassessed");
  close(fields);
  return s;
}

void ScenarioReader::service(Fields& fields, Stage& stage) const {
  const auto common = law(fields, "service", Presence::required).value_or(Distribution{});
  stage.service.assign(names_.segments.size(), common);
  auto table = fields.table("service_of", Presence::optional);
  if (!table) return;
  for (std::size_t s = 0; s < names_.segments.size(); ++s)
    stage.service[s] = law(*table, names_.segments[s], Presence::optional).value_or(common);
  table->finish();
}

/// `first` names who is taken before others; those it does not name come last, together.
void ScenarioReader::order(Fields& fields, Stage& stage) const {
  const std::vector<std::string> first = fields.texts("first");
  const auto last = static_cast<std::uint8_t>(std::min<std::size_t>(first.size(), 200));
  stage.rank.assign(names_.segments.size(), last);
  for (std::uint8_t i = 0; i < last; ++i) {
    const auto segment = std::ranges::find(names_.segments, first[i]);
    if (segment != names_.segments.end()) {
      stage.rank[static_cast<std::size_t>(segment - names_.segments.begin())] = i;
    } else if (first[i] == call_back) {
      stage.rank_of_call_backs = i;
    } else {
      auto words = views(names_.segments);
      words.push_back(call_back);
      fields.fault("'first': " + content::did_you_mean("unknown segment", first[i], words));
    }
  }
  stage.ranks = static_cast<std::uint8_t>(last + 1);
}

Route ScenarioReader::route(Fields& fields, std::size_t stage) const {
  Route r;
  r.share = real(fields, "share", 0, 1, Presence::optional).value_or(1);
  if (fields.node("of", Presence::optional) != nullptr)
    r.segment = index(fields, "of", names_.segments).value_or(0);
  std::vector<std::string_view> words{leave};
  for (std::size_t i = stage + 1; i < names_.stages.size(); ++i) words.emplace_back(names_.stages[i]);
  const std::size_t stages = words.size();
  for (const std::string& clinic : names_.clinics) words.emplace_back(clinic);
  const auto to = fields.choice("to", words, Presence::required).value_or(0);
  if (to >= stages) {
    r.to = Route::To::clinic;
    r.place = static_cast<std::uint8_t>(to - stages);
  } else if (to > 0) {
    r.to = Route::To::stage;
    r.place = static_cast<std::uint8_t>(stage + to);
  }
  close(fields);
  return r;
}

void ScenarioReader::check_routes(Fields& fields, const Stage& stage) const {
  if (stage.next.empty()) return;
  for (std::size_t s = 0; s < names_.segments.size(); ++s) {
    double sum = 0;
    for (const Route& r : stage.next)
      if (r.segment == Route::any_segment || r.segment == s) sum += r.share;
    if (std::abs(sum - 1) > hair)
      fields.fault(
          fmt::format("the shares of 'next' for '{}' add up to {:.6g}, not to 1", names_.segments[s], sum));
  }
}

Stage ScenarioReader::stage(Fields& fields, std::size_t index) const {
  Stage s;
  s.code = fields.text("code").value_or("");
  s.does = static_cast<Does>(fields.choice("does", does_words, Presence::required).value_or(0));
  s.servers = static_cast<std::uint32_t>(fields.number("servers", 1, 10'000).value_or(1));
  if (const auto room = fields.number("room", 0, 1'000'000, Presence::optional))
    s.room = static_cast<std::uint32_t>(*room);
  service(fields, s);
  order(fields, s);
  s.patience = law(fields, "patience", Presence::optional);
  s.give_up = retreats(fields, "give_up");
  s.when_full = retreats(fields, "when_full");
  if (!s.patience && !s.give_up.empty()) fields.fault("nobody gives up without 'patience'");
  if (!s.room && !s.when_full.empty()) fields.fault("it is never full without 'room'");
  s.within = minutes(fields, "within", Presence::optional);
  for (Fields& table : fields.tables("next", Presence::optional)) s.next.push_back(route(table, index));
  check_routes(fields, s);
  close(fields);
  return s;
}

Clinic ScenarioReader::clinic(Fields& fields) const {
  Clinic c;
  c.code = fields.text("code").value_or("");
  c.workers = static_cast<std::uint16_t>(fields.number("workers", 1, 1000).value_or(1));
  const double visit = minutes(fields, "visit", Presence::required).value_or(20);
  c.visit = static_cast<std::uint16_t>(std::clamp(visit, 1.0, 1440.0));
  if (std::abs(visit - c.visit) > hair) fields.fault("'visit' must be whole minutes from 1 to 1440");
  c.first_free = minutes(fields, "first_free", Presence::optional).value_or(0);
  c.not_before = minutes(fields, "not_before", Presence::optional).value_or(0);
  c.published_days = static_cast<std::uint16_t>(fields.number("published_days", 1, 400).value_or(1));
  if (auto table = fields.table("no_show", Presence::optional)) {
    c.no_show = real(*table, "least", 0, 1, Presence::required).value_or(0);
    c.no_show_rise = real(*table, "rise", 0, 1, Presence::optional).value_or(0);
    c.no_show_scale = minutes(*table, "scale", Presence::optional).value_or(1);
    if (c.no_show + c.no_show_rise > 1) table->fault("'least' and 'rise' are more than 1 together");
    if (c.no_show_scale <= 0) table->fault("'scale' must be longer than 0");
    close(*table);
  }
  c.rebook = real(fields, "rebook", 0, 1, Presence::optional).value_or(0);
  c.due = minutes(fields, "due", Presence::optional);
  c.over = minutes(fields, "lead_over", Presence::optional);
  c.stops = {promises::Trigger::visit_realised, promises::Trigger::care_started};
  close(fields);
  return c;
}

}  // namespace vuoro::twin
