#pragma once

#include <boost/json/fwd.hpp>
#include <optional>

#include "api/call.hpp"
#include "api/input.hpp"
#include "api/table_book.hpp"
#include "core/commands.hpp"
#include "core/state.hpp"

/// Which segment a person is in: proposed by the county's form and table, decided by people.
namespace vuoro::api {

/// {segment, review, otherwise, words, answers, seen}: the answers are reviewed, and become a document with
/// the words.
core::Command read_segment(Input& input);

/// Fills in what the county's table proposes for the scores of the command; a refusal when whoever decides
/// saw another proposal. Safe on the writer's thread.
std::optional<core::Refusal> propose_segment(const BookedTables& tables, const core::State& state,
                                             const Viewer& viewer, Instant now, core::DecideSegment& decide);

/// What the county's content says of the segment that the matter's person is in; nothing when nobody has
/// decided, or the county has it no more.
const content::Segments::Segment* segment_in_force(const Call& call, const core::State& state,
                                                   const Viewer& viewer, MatterId matter);

/// {code, name, review, due, own}: what a list or the head of a page says; null where the county has no
/// segments.
boost::json::value segment_line_json(const Call& call, const core::State& state, const Viewer& viewer,
                                     MatterId matter);

}  // namespace vuoro::api
