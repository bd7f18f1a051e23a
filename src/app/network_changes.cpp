#include "app/network_changes.hpp"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include "twin/units.hpp"

namespace vuoro::app {

namespace {

std::string in_words(const planner::NotMoved& one) {
  using Why = planner::NotMoved::Why;
  switch (one.why) {
    case Why::no_unit:
      return fmt::format("point {} stands for no unit: who would go there turn to the team they turn to now",
                         one.code);
    case Why::no_team:
      return fmt::format("no other unit takes the visits of team {} and has a team like it: nobody is moved",
                         one.code);
    case Why::terms:
      return fmt::format("days, hours and rooms of {}: say as [[capacity]] how many visits they are",
                         one.code);
    case Why::digital:
      return "digital shares: say as [[digital]] how many contacts are solved without a visit";
  }
  return {};
}

/// In TOML's quotation marks, on one line.
std::string in_toml(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += static_cast<unsigned char>(c) < ' ' || c == '\x7f' ? ' ' : c;
  }
  return out + '"';
}

}  // namespace

std::string network_changes(const planner::NetworkFile& plan, const planner::NetworkMoves& moves,
                            const MoveTerms& terms) {
  std::string out =
      "# Who turns to another team were the network as in the plan of this name (docs/network.md).\n"
      "# vuoro twin whatif --change FILE lives it beside doing nothing; docs/model.md says how.\n";
  for (const planner::NotMoved& one : moves.not_moved)
    out += fmt::format("# Not in it: {}.\n", in_words(one));
  out += fmt::format("name = {}\nsource = {}\n", in_toml(plan.name), in_toml(plan.source));
  for (const planner::TeamMove& move : moves.moves) {
    out += fmt::format("\n[[move]]\nteam = {}\nto = {}\n", in_toml(move.team), in_toml(move.to));
    std::vector<std::string> areas;
    for (const std::string& area : move.areas) areas.push_back(in_toml(area));
    if (!areas.empty()) out += fmt::format("areas = [{}]\n", fmt::join(areas, ", "));
    if (terms.from) out += fmt::format("from = {}\n", twin::iso(*terms.from));
    if (terms.staff_follow) out += "staff = \"follow\"\n";
    // Once: the network's difference belongs to all of it.
    if (&move == moves.moves.data())
      out += fmt::format("cost = \"{:.0f} € a month\"  # the plan's points less those that stand\n",
                         terms.euros_a_year / 12);
  }
  return out;
}

}  // namespace vuoro::app
