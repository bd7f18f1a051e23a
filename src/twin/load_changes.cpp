#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <set>

#include "calendar/zone.hpp"
#include "content/rule_reader.hpp"
#include "content/toml_reader.hpp"
#include "twin/changes.hpp"
#include "twin/codes.hpp"
#include "twin/other_limits.hpp"
#include "twin/read_moves.hpp"
#include "twin/units.hpp"

/// Files of changes: what TOML is read into, and faults with their lines. What is right is said by
/// content::faults_of and changes_of, as for plans that come from a page.
namespace vuoro::twin {

using content::AmountUnit;
using content::ChangeFault;
using content::ChangeKind;
using content::CostPer;
using content::Fields;
using content::PlannedChange;
using content::Presence;

namespace {

constexpr double most = 1e6;

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
        teams_(codes_of(county.start, core::TermKind::team)),
        services_(codes_of(county.start, core::TermKind::service)),
        today_(calendar::local_day(county.now)) {
    const calendar::OfficeHours office = county.setting.calendar.parameters().office;
    open_hours_ = (office.close_s - office.open_s) / 3600.0;
  }

  Changes read(Fields& root) {
    const std::string name = root.text("name").value_or("");
    const std::string source = root.text("source", Presence::optional).value_or("");
    std::vector<Fields> tables[4];  // NOLINT: one for each kind
    for (std::size_t kind = 0; kind < std::size(tables); ++kind) {
      tables[kind] = root.tables(promises::word(static_cast<ChangeKind>(kind)), Presence::optional);
      for (Fields& table : tables[kind]) change(static_cast<ChangeKind>(kind), table);
    }
    std::vector<OtherLimit> limits;
    for (Fields& table : root.tables("promise", Presence::optional)) promise(table, limits);
    Moves moves = read_moves(root, county_);
    if (root.errors().empty() && planned_.empty() && limits.empty() && moves.moves.empty())
      root.fault(
          "nothing is changed: give [[capacity]], [[desk]], [[demand]], [[digital]], [[move]] or "
          "[[promise]]");
    root.finish();
    auto changes = changes_of(name, planned_, county_);
    if (changes) {
      changes->source = source;
      changes->alterations.moves = std::move(moves.moves);
      changes->by_month.insert(changes->by_month.end(), moves.costs.begin(), moves.costs.end());
      if (!limits.empty()) changes->alterations.setting = with_limits(county_.setting, limits);
      return std::move(changes).value();
    }
    for (const RecordFault& fault : changes.error()) from_[fault.change]->fault(in_words(fault));
    from_.clear();
    return {};
  }

 private:
  /// Reads one table; what cannot be read is told at once, and its field is not checked any more.
  void change(ChangeKind kind, Fields& table) {
    told_.clear();
    PlannedChange planned;
    planned.kind = kind;
    team(table, planned);
    if (kind == ChangeKind::capacity) {
      if (const auto found = table.choice("service", services_, Presence::required)) {
        planned.service = services_[*found];
      } else {
        told_.insert("service");
      }
    }
    const std::string_view key = amount(table, planned);
    planned.from = day(table, "from");
    planned.until = day(table, "until");
    cost(table, planned);
    for (const ChangeFault& fault : content::faults_of(planned, {teams_, services_, today_, open_hours_})) {
      if (told_.contains(fault.field)) continue;
      table.fault(words(fault, planned, key));
      told_.insert(fault.field);
    }
    static_cast<void>(table.text("source", Presence::optional));
    table.finish();
    if (!told_.empty()) return;
    planned_.push_back(std::move(planned));
    from_.push_back(&table);
  }

  /// Another limit of a promise rule. Only files can ask for it: what a law would change is no leader's plan.
  void promise(Fields& table, std::vector<OtherLimit>& limits) {
    std::vector<std::string_view> rules;
    for (const promises::Rule& rule : county_.setting.pack.rules()) rules.emplace_back(rule.code);
    const auto rule = table.choice("rule", rules, Presence::required);
    const auto limit = content::read_counted_limit_at(table, "limit", Presence::required);
    const Day from = table.day("from", Presence::optional).value_or(today_);
    if (from < today_) table.fault(before_today(from, today_));
    static_cast<void>(table.text("source", Presence::optional));
    table.finish();
    if (rule && limit) limits.push_back({std::string{rules[*rule]}, *limit, from});
  }

  void team(Fields& table, PlannedChange& planned) {
    const bool demand = planned.kind == ChangeKind::demand;
    const auto found = table.choice("team", teams_, demand ? Presence::optional : Presence::required);
    if (found) planned.team = teams_[*found];
    const bool given = table.node("team", Presence::optional) != nullptr;
    if (!found && (given || !demand)) told_.insert("team");
    if (!demand) return;
    const auto all = table.node("all", Presence::optional) == nullptr ? std::nullopt : table.flag("all");
    if (found && all) {
      table.fault("give 'team' or 'all', not both");
      told_.insert("team");
    } else if (!given && !all.value_or(false)) {
      table.fault("give 'team', or 'all = true'");
      told_.insert("team");
    }
  }

  std::optional<Day> day(Fields& table, std::string_view key) {
    if (table.node(key, Presence::optional) == nullptr) return std::nullopt;
    const auto found = table.day(key);
    if (!found) told_.insert(key);
    return found;
  }

  /// @return The key that says how much.
  std::string_view amount(Fields& table, PlannedChange& planned) {
    switch (planned.kind) {
      case ChangeKind::capacity:
        number(table, "visits_per_week", planned, AmountUnit::visits_a_week);
        return "visits_per_week";
      case ChangeKind::desk:
        return desk(table, planned);
      case ChangeKind::demand:
        number(table, "contacts", planned, AmountUnit::percent);
        return "contacts";
      case ChangeKind::digital:
        number(table, "without_visit", planned, AmountUnit::percent);
        return "without_visit";
    }
    return {};
  }

  std::string_view desk(Fields& table, PlannedChange& planned) {
    const bool speed = table.node("speed", Presence::optional) != nullptr;
    const bool hours = table.node("hours_a_day", Presence::optional) != nullptr;
    if (speed == hours) {
      table.fault(speed ? "give 'speed' or 'hours_a_day', not both"
                        : "give 'speed' (\"+10 %\") or 'hours_a_day' (\"+1\")");
      told_.insert("amount");
      return {};
    }
    number(table, speed ? "speed" : "hours_a_day", planned,
           speed ? AmountUnit::percent : AmountUnit::hours_a_day);
    return speed ? "speed" : "hours_a_day";
  }

  /// How much: in the unit, or for visit times also as a part.
  void number(Fields& table, std::string_view key, PlannedChange& planned, AmountUnit unit) {
    planned.unit = unit;
    const auto text = table.text(key);
    const auto amount = text ? parse_amount(*text) : std::nullopt;
    const bool in_parts = text && text->ends_with('%');
    if (amount && in_parts && unit != AmountUnit::hours_a_day) {
      planned.unit = AmountUnit::percent;
      planned.amount = amount->part * 100;
    } else if (amount && !in_parts && unit != AmountUnit::percent) {
      planned.amount = amount->number;
    } else {
      if (text) table.fault(amount_like(planned.kind, unit, key));
      told_.insert("amount");
    }
  }

  [[nodiscard]] std::string amount_like(ChangeKind kind, AmountUnit unit, std::string_view key) const {
    if (kind == ChangeKind::digital) return fmt::format("'{}' must be from \"+0 %\" to \"+100 %\"", key);
    if (unit == AmountUnit::hours_a_day)
      return fmt::format("'{}' must be like \"+1\" or \"-0.5\", not below -{:g}", key, open_hours_);
    if (kind == ChangeKind::capacity)
      return fmt::format("'{}' must be like \"+20\", \"-5\" or \"+15 %\", not below -100 %", key);
    return fmt::format("'{}' must be like \"+10 %\" or \"-5 %\", not below -100 %", key);
  }

  void cost(Fields& table, PlannedChange& planned) {
    const auto text = table.text("cost", Presence::optional);
    if (!text) return;
    planned.cost = parse_cost(*text);
    if (planned.cost) return;
    table.fault(cost_like(planned.kind));
    told_.insert("cost.euros");
  }

  static std::string cost_like(ChangeKind kind) {
    return kind == ChangeKind::capacity ? "'cost' must be like \"85 € a visit\" or \"12000 € a month\""
                                        : "'cost' must be like \"12000 € a month\"";
  }

  [[nodiscard]] std::string words(const ChangeFault& fault, const PlannedChange& planned,
                                  std::string_view key) const {
    if (fault.field.starts_with("cost")) return cost_like(planned.kind);
    if (fault.field == "amount") return amount_like(planned.kind, planned.unit, key);
    if (fault.reason == "before-today") return before_today(*planned.from, today_);
    if (fault.reason == "before-from") return "'until' is before 'from'";
    return fmt::format("'{}': {}", fault.field, fault.reason);
  }

  const LiveCounty& county_;
  std::vector<std::string_view> teams_;
  std::vector<std::string_view> services_;
  Day today_;
  double open_hours_ = 0;
  std::set<std::string_view> told_;  ///< Fields of the table at hand that are wrong.
  std::vector<PlannedChange> planned_;
  std::vector<Fields*> from_;
};

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

std::string before_today(Day from, Day today) {
  return fmt::format("'from' is {}, but the county's record goes until {}: only what comes can be changed",
                     iso(from), iso(today));
}

std::optional<PlannedChange::Cost> parse_cost(std::string_view text) {
  const auto euros = number_at_start(text);
  if (euros && text == " € a month") return PlannedChange::Cost{*euros, CostPer::month};
  if (euros && text == " € a visit") return PlannedChange::Cost{*euros, CostPer::visit};
  return std::nullopt;
}

Result<Changes, content::ContentErrors> load_changes(const std::filesystem::path& file,
                                                     const LiveCounty& county) {
  content::ContentErrors errors;
  const auto table = content::read_toml(file, file.filename().string(), errors);
  if (!table) return errors;
  Fields root(*table, file.filename().string(), errors);
  Changes changes = Reader(county).read(root);
  if (!errors.empty()) return errors;
  return changes;
}

}  // namespace vuoro::twin
