#pragma once

#include <string>
#include <vector>

#include "content/county.hpp"
#include "planner/network_trial.hpp"

/// What a plan of the network means to the teams that people turn to, so that the twin can live it
/// (docs/network.md, "Lived in the twin").
namespace vuoro::planner {

/// People of these areas turn to another team than so far.
struct TeamMove {
  std::string team;
  std::string to;
  std::vector<std::string> areas;  ///< Empty = everybody.

  friend bool operator==(const TeamMove&, const TeamMove&) = default;
};

/// What of a plan a move of people cannot tell.
struct NotMoved {
  enum class Why : std::uint8_t {
    no_unit,  ///< A point that opens and stands for no unit: nobody's team is there.
    no_team,  ///< The team's unit closes, and no other with a point has a team for such matters.
    terms,    ///< Days, hours or rooms of a point.
    digital   ///< Digital shares.
  };
  Why why{};
  std::string code;  ///< Of the point or team; empty for digital shares.

  friend bool operator==(const NotMoved&, const NotMoved&) = default;
};

struct NetworkMoves {
  std::vector<TeamMove> moves;
  std::vector<NotMoved> not_moved;
};

/// An area's people move from a team that names the area when its unit takes most of the area's visits now,
/// among units whose teams have some of the same domains, or has no open point under the plan, and another
/// of these units takes most of them then. Pure.
/// @pre faults_of has nothing to say of the trial. O(cells · points + teams² · areas · points).
NetworkMoves moves_of(const content::Network& network, const content::County& county,
                      const NetworkTrial& trial);

}  // namespace vuoro::planner
