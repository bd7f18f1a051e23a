#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/time.hpp"
#include "promises/evaluate.hpp"
#include "promises/rule.hpp"

namespace vuoro::promises {

/// Whether rules that do not apply are listed too, with the reason.
enum class Listing : std::uint8_t { applying, everything };

/// "What was promised to such a person?" A birth day gives the age on each start date and goes before `age`.
struct Question {
  DomainSet domains;
  FactSet facts;
  std::optional<std::uint8_t> age = {};
  std::optional<Day> birth = {};
  calendar::SchoolId school = {};
  struct Event {
    Trigger trigger = Trigger::contact_received;
    Instant at;
  };
  std::vector<Event> events = {};  ///< any order; the same trigger may occur more than once
  Listing listing = Listing::applying;
};

/// How a promise stands by the events given.
enum class Standing : std::uint8_t { running, kept, late };
template <>
struct Words<Standing> {
  static constexpr std::array<std::string_view, 3> all = {"running", "kept", "late"};
};

/// One rule and one start event.
struct Finding {
  std::uint16_t rule = 0;  ///< index in the pack
  std::optional<Instant> start =
      {};  ///< nothing when the start event did not happen: only domain and facts were judged
  Applies applies = Applies::yes;
  bool started = false;    ///< the start event happened; with applies == yes the promise runs
  FactSet missing = {};    ///< needed facts not given
  FactSet excluding = {};  ///< given facts that exclude
  std::optional<std::uint8_t> age = {};
  std::optional<Due> due = {};
  std::optional<Instant> stopped = {};  ///< first stop event at or after the start
  Standing standing = Standing::running;
};

/// The findings in pack order, applying ones before the others.
struct Explanation {
  Question question;
  std::vector<Finding> findings;
};

/// Pure. O(rules × events).
Explanation explain(const calendar::Calendar& calendar, const RulePack& pack, Question question);

}  // namespace vuoro::promises
