#pragma once

#include <chrono>
#include <optional>
#include <vector>

#include "base/viewer.hpp"
#include "core/state.hpp"

/// Which segment (customership) a person is in, and who is their own contact. Both are decided by people on
/// one of the person's matters and hold for all of them: the newest decision counts. A matter without a known
/// person has its own.
namespace vuoro::core {

/// A segment is looked at again within this.
inline constexpr std::chrono::days longest_review{731};

/// Whether every row of segments and own contacts can have come from events.
bool segments_hold(const Tables& t);

struct OwnContact {
  MatterId on;  ///< The matter on which they were named.
  const OwnContactRow* row = nullptr;

  explicit operator bool() const { return row != nullptr; }
};
/// Newest of the matter's person, for decide(). O(matters of the person · log rows).
OwnContact own_contact(const Tables& t, MatterId any_matter_of_person);

/// What is in force for the matter's person.
struct SegmentSight {
  const DecidedRow* row = nullptr;  ///< Null: nobody has decided.
  bool grounds = false;             ///< Whether the matter on which it was decided is visible, too.
  OwnContact own;
};
/// Whoever sees one of a person's matters sees their segment and own contact, which belong to the person; the
/// grounds (table, scores, words) only where the matter on which it was decided is visible (decision 153).
/// Null row and no contact when the matter is not visible. O(matters of the person · log rows).
SegmentSight segment_of(const State& state, const Viewer& viewer, MatterId matter);

/// Every decision on the person's visible matters, the newest first, those that were taken back left out.
/// O(matters and decisions of the person).
std::vector<const DecidedRow*> segment_history(const State& state, const Viewer& viewer, MatterId matter);

/// How many open matters have a person in each segment, and how the newest decisions came about.
struct SegmentCount {
  SegmentId segment;              ///< None: not decided.
  TeamId team;                    ///< Who holds the matters.
  std::uint32_t open = 0;         ///< Open matters.
  std::uint32_t review = 0;       ///< Of them: whose day of review has come.
  std::uint32_t without_own = 0;  ///< Of them: whose segment asks for an own contact and who has none.
};
/// `asks` are the segments that ask for an own contact. Nothing when the viewer may not see every row
/// (Whole). O(matters).
std::optional<std::vector<SegmentCount>> segment_counts(const State& state, const Viewer& viewer, Day today,
                                                        const std::vector<SegmentId>& asks);

/// How often a table's proposal was followed and how often people decided otherwise, by reason.
struct ProposalCount {
  TableId table;
  std::uint16_t version = 0;
  std::uint16_t row = 0;
  SegmentId proposed;
  SegmentId decided;
  Otherwise otherwise{};
  std::uint32_t times = 0;
};
/// Of decisions from `from` on that were not taken back at once; table none: decided without the form.
/// Nothing when the viewer may not see every row (Whole). O(decisions).
std::optional<std::vector<ProposalCount>> proposal_counts(const State& state, const Viewer& viewer,
                                                          Instant from);

}  // namespace vuoro::core
