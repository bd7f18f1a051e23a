#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "calendar/zone.hpp"
#include "content/toml_reader.hpp"
#include "twin/changes.hpp"
#include "twin/units.hpp"

/// Files of changes.
namespace vuoro::twin {

using content::Fields;
using content::Presence;

namespace {

constexpr double most = 1e6;
constexpr double days_of_a_month = 30.4375;
constexpr std::size_t enough_solved = 5;  ///< Past contacts solved without a visit, to be like.

std::optional<double> number_at_start(std::string_view& text) {
  double value = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (fault != std::errc{} || !std::isfinite(value)) return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return value;
}

class Reader {
 public:
  explicit Reader(const LiveCounty& county)
      : county_(county),
        teams_(codes(core::TermKind::team)),
        services_(codes(core::TermKind::service)),
        today_(calendar::local_day(county.now)) {}

  void read(Fields& root, Changes& changes) {
    changes.name = root.text("name").value_or("");
    changes.source = root.text("source", Presence::optional).value_or("");
    for (Fields& table : root.tables("capacity", Presence::optional)) capacity(table, changes);
    for (Fields& table : root.tables("desk", Presence::optional)) desk(table, changes);
    for (Fields& table : root.tables("demand", Presence::optional)) demand(table, changes);
    for (Fields& table : root.tables("digital", Presence::optional)) digital(table, changes);
    const Alterations& a = changes.alterations;
    if (root.errors().empty() && a.capacity.size() + a.speed.size() + a.demand.size() + a.digital.size() == 0)
      root.fault("nothing is changed: give [[capacity]], [[desk]], [[demand]] or [[digital]]");
    root.finish();
  }

 private:
  [[nodiscard]] std::vector<std::string_view> codes(core::TermKind kind) const {
    std::vector<std::string_view> all;
    for (std::uint16_t n = 1; n <= county_.start.term_count(kind); ++n)
      all.push_back(county_.start.term_text(kind, n));
    return all;
  }

  [[nodiscard]] std::optional<TeamId> team(Fields& table, Presence presence = Presence::required) const {
    const auto found = table.choice("team", teams_, presence);
    if (!found) return std::nullopt;
    return TeamId{static_cast<std::uint16_t>(*found + 1)};
  }

  [[nodiscard]] Span span(Fields& table) const {
    const bool has_from = table.node("from", Presence::optional) != nullptr;
    const bool has_until = table.node("until", Presence::optional) != nullptr;
    Span when{has_from ? table.day("from").value_or(today_) : today_, calendar::last_known_day};
    if (has_until) when.until = table.day("until").value_or(when.from) + 1;
    if (when.from < today_)
      table.fault(
          fmt::format("'from' is {}, but the county's record goes until {}: only what comes can be changed",
                      iso(when.from), iso(today_)));
    if (when.until <= when.from) table.fault("'until' is before 'from'");
    return when;
  }

  /// A change that is a part of what there is: "+10 %".
  static std::optional<double> part(Fields& table, std::string_view key, Presence presence) {
    const auto text = table.text(key, presence);
    if (!text) return std::nullopt;
    const auto amount = parse_amount(*text);
    if (amount && text->ends_with('%') && amount->part >= -1) return amount->part;
    table.fault(fmt::format("'{}' must be like \"+10 %\" or \"-5 %\", not below -100 %", key));
    return std::nullopt;
  }

  /// "85 € a visit" or "12000 € a month".
  static void cost(Fields& table, Changes& changes, const Span& when, std::optional<std::size_t> capacity) {
    const auto text = table.text("cost", Presence::optional);
    if (!text) return;
    std::string_view rest = *text;
    const auto euros = number_at_start(rest);
    if (euros && *euros >= 0 && rest == " € a month") return changes.by_month.push_back({when, *euros});
    if (euros && *euros >= 0 && rest == " € a visit" && capacity)
      return changes.by_visit.push_back({*capacity, *euros});
    table.fault(capacity ? "'cost' must be like \"85 € a visit\" or \"12000 € a month\""
                         : "'cost' must be like \"12000 € a month\"");
  }

  static void close(Fields& table) {
    static_cast<void>(table.text("source", Presence::optional));
    table.finish();
  }

  void capacity(Fields& table, Changes& changes) const {
    const auto of_team = team(table);
    const auto service = table.choice("service", services_, Presence::required);
    const auto text = table.text("visits_per_week");
    const Span when = span(table);
    const auto amount = text ? parse_amount(*text) : std::nullopt;
    if (text && (!amount || amount->part < -1))
      table.fault("'visits_per_week' must be like \"+20\", \"-5\" or \"+15 %\", not below -100 %");
    cost(table, changes, when, changes.alterations.capacity.size());
    if (of_team && service && amount) {
      const CareKey care{*of_team, ServiceId{static_cast<std::uint16_t>(*service + 1)}};
      check(table, care, *amount);
      changes.alterations.capacity.push_back({care, when, amount->number, amount->part});
    }
    close(table);
  }

  void check(Fields& table, CareKey care, Amount amount) const {
    const auto found = county_.habits->care.find(care);
    if (found == county_.habits->care.end())
      return table.fault("in the county's record this team gives no such service");
    const CareHabits& habits = found->second;
    if (habits.same_day)
      return table.fault("people get this service the same day: no limit is known to change");
    if (habits.in_slots && (amount.number < 0 || amount.part < 0 || amount.part > 0))
      return table.fault(
          "its times are published as shifts: only \"+20\" can be added here; to take some away, "
          "change the shifts");
    if (amount.number < 0 && -amount.number / 5 > habits.per_day.mean)
      table.fault(fmt::format("there are {:.1f} visits a week to take away", 5 * habits.per_day.mean));
  }

  void desk(Fields& table, Changes& changes) const {
    const auto of_team = team(table);
    const Span when = span(table);
    auto speed = part(table, "speed", Presence::optional);
    const auto hours = table.text("hours_a_day", Presence::optional);
    if (speed.has_value() == hours.has_value() && table.node("speed", Presence::optional) == nullptr)
      table.fault("give 'speed' (\"+10 %\") or 'hours_a_day' (\"+1\")");
    if (speed && hours) table.fault("give 'speed' or 'hours_a_day', not both");
    if (hours) {
      const auto amount = parse_amount(*hours);
      const calendar::OfficeHours office = county_.setting.calendar.parameters().office;
      const double open = (office.close_s - office.open_s) / 3600.0;
      if (!amount || hours->ends_with('%') || amount->number < -open || amount->number > 24)
        table.fault(fmt::format("'hours_a_day' must be like \"+1\" or \"-0.5\", not below -{:g}", open));
      if (amount) speed = amount->number / open;
    }
    const bool known = of_team && county_.habits->teams.contains(*of_team);
    if (of_team && !known) table.fault("nobody has waited at this team's desk in the record");
    cost(table, changes, when, std::nullopt);
    if (known && speed) changes.alterations.speed.push_back({*of_team, when, *speed});
    close(table);
  }

  void demand(Fields& table, Changes& changes) const {
    const auto of_team = team(table, Presence::optional);
    const auto all = table.node("all", Presence::optional) == nullptr ? std::nullopt : table.flag("all");
    if (table.node("team", Presence::optional) == nullptr && !all.value_or(false))
      table.fault("give 'team', or 'all = true'");
    if (of_team && all) table.fault("give 'team' or 'all', not both");
    const Span when = span(table);
    const auto change = part(table, "contacts", Presence::required);
    cost(table, changes, when, std::nullopt);
    if (change) changes.alterations.demand.push_back({of_team.value_or(TeamId{}), when, *change});
    close(table);
  }

  void digital(Fields& table, Changes& changes) const {
    const auto of_team = team(table);
    const Span when = span(table);
    const auto share = part(table, "without_visit", Presence::required);
    if (share && (*share < 0 || *share > 1))
      table.fault("'without_visit' must be from \"+0 %\" to \"+100 %\"");
    if (of_team && solved(*of_team) < enough_solved)
      table.fault(
          fmt::format("the record has {} contacts of this team that were solved without a visit, {} are "
                      "needed to know what that is like",
                      solved(*of_team), enough_solved));
    cost(table, changes, when, std::nullopt);
    if (of_team && share)
      changes.alterations.digital.push_back({*of_team, when, std::clamp(*share, 0.0, 1.0)});
    close(table);
  }

  [[nodiscard]] std::size_t solved(TeamId team) const {
    const Past& past = *county_.habits->past;
    std::size_t n = 0;
    for (const bool working : {false, true}) {
      const auto found = past.stretches().find({Anchor::Kind::contact, {}, working, team, {}});
      if (found == past.stretches().end()) continue;
      for (const Stretch& one : found->second) n += past.solved_without_visit(one) ? 1U : 0U;
    }
    return n;
  }

  const LiveCounty& county_;
  std::vector<std::string_view> teams_;
  std::vector<std::string_view> services_;
  Day today_;
};

/// Working days of a span within [first, end).
int working_days(const calendar::Calendar& calendar, const Span& when, Day first, Day end) {
  const Day from = std::max(when.from, first);
  const Day until = std::min(when.until, end);
  return until <= from ? 0 : calendar.working_days_between(from - 1, until - 1);
}

}  // namespace

std::optional<Amount> parse_amount(std::string_view text) {
  if (text.empty() || (text.front() != '+' && text.front() != '-')) return std::nullopt;
  const double sign = text.front() == '-' ? -1 : 1;
  text.remove_prefix(1);
  if (text.empty() || text.front() == '-') return std::nullopt;
  const auto number = number_at_start(text);
  if (!number || *number > most) return std::nullopt;
  if (text.empty()) return Amount{sign * *number, 0};
  if (text != " %" || *number > 100'000) return std::nullopt;
  return Amount{0, sign * *number / 100};
}

double Changes::cost(const Future& future, const calendar::Calendar& calendar, Day first, Day end) const {
  double euros = 0;
  for (const VisitCost& one : by_visit) {
    const Alterations::Capacity& added = alterations.capacity[one.capacity];
    const double per_day = added.per_week / 5 + added.part * future.capacity(added.care);
    euros += one.euros * per_day * working_days(calendar, added.when, first, end);
  }
  for (const MonthlyCost& one : by_month) {
    const int days = std::min(one.when.until, end) - std::max(one.when.from, first);
    euros += one.euros * std::max(0, days) / days_of_a_month;
  }
  return euros;
}

Result<Changes, content::ContentErrors> load_changes(const std::filesystem::path& file,
                                                     const LiveCounty& county) {
  content::ContentErrors errors;
  const auto table = content::read_toml(file, file.filename().string(), errors);
  if (!table) return errors;
  Fields root(*table, file.filename().string(), errors);
  Changes changes;
  Reader(county).read(root, changes);
  if (!errors.empty()) return errors;
  return changes;
}

}  // namespace vuoro::twin
