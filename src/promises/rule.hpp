#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.hpp"
#include "base/time.hpp"
#include "calendar/holidays.hpp"
#include "promises/vocabulary.hpp"

namespace vuoro::promises {

using calendar::open_end;

/// One text per language, in the order of Language.
using Translated = std::array<std::string, language_count>;
inline const std::string& in(const Translated& text, Language language) {
  return text[static_cast<std::size_t>(language)];
}

/// "n units": 14 calendar days, 3 months. n is 0 for same_day, immediate and none.
struct Limit {
  std::uint16_t n = 0;
  LimitUnit unit = LimitUnit::none;
  friend constexpr bool operator==(Limit, Limit) = default;
};

/// A second end date of the same duty, counted from another event; the legal end is the later of the two and
/// the steering target the earlier ("4 weeks or N months", TervL 51 b §).
struct Alternative {
  Trigger start = Trigger::hta_done;  ///< hta_done or contact_received: what Circumstances carries
  Limit limit;
};

/// How far the limit may be exceeded, and for which reasons only.
struct Extension {
  Limit limit;
  ReasonSet reasons;
};

/// Ages are whole years on the start date: min <= age < max.
struct AgeRange {
  static constexpr std::uint8_t no_upper_limit = 200;
  std::uint8_t min = 0;
  std::uint8_t max = no_upper_limit;

  [[nodiscard]] constexpr bool contains(std::uint8_t age) const {
    return min <= age && (age < max || max == no_upper_limit);
  }
  [[nodiscard]] constexpr bool everyone() const { return min == 0 && max == no_upper_limit; }
  friend constexpr bool operator==(AgeRange, AgeRange) = default;
};

/// The rule as it stood from one day to another, for one age group.
struct Version {
  Day from;
  Day to = open_end;  ///< inclusive
  AgeRange age;
  Limit limit;
  std::optional<std::uint16_t> urgent_n;   ///< n instead of limit.n when Fact::urgent
  std::optional<Alternative> alternative;  ///< later of the two
  std::optional<Trigger> start_override;   ///< counted from this event instead of the rule's start
  std::optional<Extension> extension;
  std::optional<Limit> steering;  ///< the county's aim inside the limit; required when limit.unit is none
  std::optional<Limit> earliest;  ///< not to be done before this
  std::string basis;              ///< statute or document, as cited
  Confidence conf = Confidence::D;
  Placeholder placeholder = Placeholder::no;
  std::string check;  ///< what has still not been read, e.g. "later_amendments"; empty when nothing
  Translated note;

  /// Nobody has confirmed this: it must never be shown as fact.
  [[nodiscard]] bool unverified() const { return conf == Confidence::D || placeholder == Placeholder::yes; }
  [[nodiscard]] bool in_force(Day day) const { return from <= day && day <= to; }
};

/// A dated duty: starts by one event, ends by another, within a limit that depends on date and age.
struct Rule {
  RuleId id;  ///< 0 until RulePack::bind
  std::string code;
  Kind kind = Kind::statute;
  Domain domain = Domain::health;  ///< the group it is shown in
  DomainSet applies_in;            ///< starts on a matter that carries any of these
  Trigger start = Trigger::contact_received;
  Trigger stop = Trigger::matter_closed;
  FactSet needs;
  FactSet excludes;
  ReasonSet exceptions;  ///< reasons that allow a later day without a number in the law
  std::string owner;     ///< who answers when not the county, e.g. "HUS"; empty = the county
  Overrides overrides = Overrides::nothing;
  Hours hours = Hours::office;
  Roll roll = Roll::none;
  Translated name;
  Translated explanation;         ///< one plain sentence
  std::vector<Version> versions;  ///< by from, then age; validated at load: no overlaps
};

/// Every rule of a county, with indexes. Immutable but for bind(); reads are safe from many threads.
class RulePack {
 public:
  RulePack() : RulePack("", {}) {}
  /// Rules keep their order. Codes must differ (the loader sees to it).
  RulePack(std::string name, std::vector<Rule> rules);

  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] std::span<const Rule> rules() const { return rules_; }
  [[nodiscard]] const Rule& operator[](std::size_t index) const { return rules_[index]; }

  /// Indexes into rules() of the rules that the event starts or stops. O(1).
  [[nodiscard]] std::span<const std::uint16_t> started_by(Trigger trigger) const;
  [[nodiscard]] std::span<const std::uint16_t> stopped_by(Trigger trigger) const;

  /// nullptr when there is none. O(rules) by code (start-up and tests), O(1) by id after bind().
  [[nodiscard]] const Rule* find(std::string_view code) const;
  [[nodiscard]] const Rule* find(RuleId id) const;

  /// Gives every rule the number that the ledger's terms know its code by: RuleId fn(std::string_view code).
  template <class Fn>
  void bind(Fn&& id_of) {
    for (Rule& rule : rules_) rule.id = id_of(std::string_view{rule.code});
    index_ids();
  }

 private:
  void index_triggers();
  void index_ids();

  static constexpr std::size_t trigger_count = Words<Trigger>::all.size();
  std::string name_;
  std::vector<Rule> rules_;
  std::array<std::vector<std::uint16_t>, trigger_count> started_by_;
  std::array<std::vector<std::uint16_t>, trigger_count> stopped_by_;
  std::vector<std::uint16_t> by_id_;  // index + 1, 0 = none
};

}  // namespace vuoro::promises
