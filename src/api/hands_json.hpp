#pragma once

#include <boost/json/fwd.hpp>
#include <vector>

#include "api/call.hpp"
#include "base/viewer.hpp"
#include "core/view.hpp"

/// Who else has had a matter in hand, as the desk shows it: a hand-over that came back, colleagues' opinions,
/// and other matters of the same need or person.
namespace vuoro::api {

/// The documents of one opinion; read without the lock on State.
struct OpinionWords {
  DocumentId question;
  DocumentId answer;
};

/// Adds "returned", "unused", "opinions" (without words), "joinedInto", "duplicates" and "samePerson".
void add_hands(const Call& call, const core::State& state, const core::View& view,
               const core::MatterSight& sight, std::vector<OpinionWords>& words, boost::json::object& out);

/// Fills in the words of "opinions". Reads files: for Workers.
void add_opinions(const Call& call, const Viewer& viewer, const std::vector<OpinionWords>& words,
                  boost::json::object& out);

}  // namespace vuoro::api
