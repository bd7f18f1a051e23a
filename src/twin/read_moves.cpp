#include "twin/read_moves.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>

#include "calendar/zone.hpp"
#include "twin/codes.hpp"

namespace vuoro::twin {

namespace {

using content::CostPer;
using content::Fields;
using content::Presence;

constexpr double most_euros = 1e9;  ///< A month, either way.
/// Fewer are hardly a service of the team's.
constexpr std::uint32_t enough_bookings = 5;

class Reader {
 public:
  explicit Reader(const LiveCounty& county)
      : county_(county),
        teams_(codes_of(county.start, core::TermKind::team)),
        areas_(codes_of(county.start, core::TermKind::area)),
        today_(calendar::local_day(county.now)) {}

  Moves read(Fields& root) {
    std::vector<Fields> tables = root.tables("move", Presence::optional);
    for (Fields& table : tables) move(table);
    for (std::size_t i = 0; i < read_.size(); ++i) check(*read_[i], all_.moves[i]);
    return std::move(all_);
  }

 private:
  void move(Fields& table) {
    const std::size_t faults = table.errors().size();
    Alterations::Move move;
    move.team = team(table, "team");
    move.to = team(table, "to");
    for (const std::string& code : table.node("areas", Presence::optional) == nullptr
                                       ? std::vector<std::string>{}
                                       : table.texts("areas"))
      area(table, code, move);
    move.when = span(table);
    move.staff_follow = staff_follow(table);
    const auto cost = cost_of(table);
    static_cast<void>(table.text("source", Presence::optional));
    table.finish();
    if (table.errors().size() > faults) return;
    read_.push_back(&table);
    if (cost) all_.costs.push_back({move.when, *cost});
    all_.moves.push_back(std::move(move));
  }

  TeamId team(Fields& table, std::string_view key) {
    const auto found = table.choice(key, teams_, Presence::required);
    return found ? TeamId{static_cast<std::uint16_t>(*found + 1)} : TeamId{};
  }

  void area(Fields& table, const std::string& code, Alterations::Move& move) {
    const auto found = std::ranges::find(areas_, code);
    if (found == areas_.end()) return table.fault(content::did_you_mean("unknown area", code, areas_));
    move.areas.push_back(AreaId{static_cast<std::uint16_t>(found - areas_.begin() + 1)});
  }

  Span span(Fields& table) const {
    Span when{table.day("from", Presence::optional).value_or(today_), calendar::last_known_day};
    if (when.from < today_) table.fault(before_today(when.from, today_));
    const auto until = table.day("until", Presence::optional);
    if (until && *until < when.from) table.fault("'until' is before 'from'");
    if (until) when.until = *until + 1;
    return when;
  }

  static bool staff_follow(Fields& table) {
    constexpr std::array<std::string_view, 2> words = {"stay", "follow"};
    const auto found = table.choice("staff", words, Presence::optional);
    return found && *found == 1;
  }

  static std::optional<double> cost_of(Fields& table) {
    const auto text = table.text("cost", Presence::optional);
    if (!text) return std::nullopt;
    const auto cost = parse_cost(*text);
    if (!cost || cost->per != CostPer::month || std::abs(cost->euros) > most_euros) {
      table.fault("'cost' must be like \"12000 € a month\", below 0 what is saved");
      return std::nullopt;
    }
    return cost->euros;
  }

  /// What the record can carry, and what would make no sense beside the other moves.
  void check(Fields& table, const Alterations::Move& move) const {
    if (move.team == move.to) return table.fault("'to' is the team itself");
    if (!county_.habits->teams.contains(move.to))
      return table.fault(
          "nobody has turned to the desk of 'to' in the record: how fast it would be is not known");
    for (const Alterations::Move& other : all_.moves) {
      if (other.team == move.to && other.areas.empty() && overlap(other.when, move.when))
        return table.fault("everybody who turns to 'to' is moved on themselves; say where these would go");
    }
    for (const core::ServiceRule& rule : county_.setting.services) {
      if (rule.service && rule.team == move.team)
        return table.fault(
            fmt::format("services.toml names the team as the provider of '{}': that is not moved",
                        county_.start.term_text(core::TermKind::service, rule.service.n)));
    }
    if (move.staff_follow) return;
    for (const auto& [key, habits] : county_.habits->care) {
      if (key.team == move.team && habits.counts->bookings >= enough_bookings &&
          !county_.habits->care.contains({move.to, key.service}))
        table.fault(
            fmt::format("'to' has not given '{}', which people of this team have been given: staff = "
                        "\"follow\", or another team",
                        county_.start.term_text(core::TermKind::service, key.service.n)));
    }
  }

  static bool overlap(const Span& a, const Span& b) { return a.from < b.until && b.from < a.until; }

  const LiveCounty& county_;
  std::vector<std::string_view> teams_;
  std::vector<std::string_view> areas_;
  Day today_;
  Moves all_;
  std::vector<Fields*> read_;  ///< By move.
};

}  // namespace

Moves read_moves(Fields& root, const LiveCounty& county) {
  return Reader(county).read(root);
}

}  // namespace vuoro::twin
