#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <string_view>
#include <vector>

#include "content/rule_reader.hpp"
#include "promises/evaluate.hpp"

namespace vuoro::content {
namespace {

using promises::AgeRange;
using promises::Version;

std::string iso(Day day) {
  if (day == promises::open_end) return "open";
  const std::chrono::year_month_day date = day.civil();
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                     static_cast<unsigned>(date.day()));
}

bool share_age(const AgeRange& a, const AgeRange& b) {
  return a.min < b.max && b.min < a.max;
}

/// One rule's versions, judged together.
class VersionChecks {
 public:
  VersionChecks(const ReadRule& read, ContentErrors& errors)
      : versions_(read.rule.versions), places_(read.version_places), errors_(errors) {}

  void run() {
    for (std::size_t i = 0; i < versions_.size(); ++i) {
      overlaps(i);
      order(i);
      age_gap(i);
      date_gap(i);
    }
  }

 private:
  void fault(std::size_t index, std::string reason) {
    errors_.push_back(places_[index].error(std::move(reason)));
  }

  void overlaps(std::size_t index) {
    const Version& version = versions_[index];
    for (std::size_t other = 0; other < index; ++other) {
      const Version& before = versions_[other];
      const bool dates = version.from <= before.to && before.from <= version.to;
      if (!dates || !share_age(version.age, before.age)) continue;
      fault(index, fmt::format("version overlaps the one on line {}: both are in force on {} for age {}",
                               places_[other].line, iso(std::max(version.from, before.from)),
                               std::max(version.age.min, before.age.min)));
    }
  }

  void order(std::size_t index) {
    if (index > 0 && versions_[index].from < versions_[index - 1].from) {
      fault(index, "versions must be in the order of their 'from' days");
    }
  }

  /// On the version's first day the age groups in force must join up: nobody between two groups may fall out.
  void age_gap(std::size_t index) {
    const Version& version = versions_[index];
    int next_above = AgeRange::no_upper_limit + 1;
    for (const Version& other : versions_) {
      if (!other.in_force(version.from) || other.age.min < version.age.max) continue;
      next_above = std::min<int>(next_above, other.age.min);
    }
    if (next_above <= AgeRange::no_upper_limit && next_above > version.age.max) {
      fault(index, fmt::format("nothing is in force for ages {} to {} on {}", version.age.max, next_above - 1,
                               iso(version.from)));
    }
  }

  /// After the version ends something must follow at once for every age it had, or never again.
  void date_gap(std::size_t index) {
    const Version& version = versions_[index];
    if (version.to == promises::open_end) return;
    const Day next = version.to + 1;
    bool later = false;
    bool covered = false;
    for (const Version& other : versions_) {
      if (!share_age(version.age, other.age)) continue;
      later = later || other.from > next;
      covered = covered || other.in_force(next);
    }
    if (later && !covered)
      fault(index, fmt::format("nothing is in force on {}, after this version ends", iso(next)));
  }

  const std::vector<Version>& versions_;
  const std::vector<Place>& places_;
  ContentErrors& errors_;
};

void check_codes(const std::vector<ReadRule>& rules, ContentErrors& errors) {
  std::map<std::string_view, const Place*> seen;
  for (const ReadRule& read : rules) {
    const auto [first, added] = seen.try_emplace(read.rule.code, &read.place);
    if (added || read.rule.code.empty()) continue;
    errors.push_back(read.place.error(fmt::format("code '{}' is already used at {}:{}", read.rule.code,
                                                  first->second->file, first->second->line)));
  }
}

void check_counts(const std::vector<ReadRule>& rules, ContentErrors& errors) {
  std::array<std::size_t, promises::Words<promises::Trigger>::all.size()> counts{};
  for (const ReadRule& read : rules) {
    std::size_t& count = counts[static_cast<std::size_t>(read.rule.start)];
    if (++count == promises::most_started_by_one_event + 1) {
      errors.push_back(read.place.error(fmt::format("more than {} rules start from '{}'",
                                                    promises::most_started_by_one_event,
                                                    promises::word(read.rule.start))));
    }
  }
}

}  // namespace

void check_rules(const std::vector<ReadRule>& rules, ContentErrors& errors) {
  check_codes(rules, errors);
  check_counts(rules, errors);
  for (const ReadRule& read : rules) VersionChecks{read, errors}.run();
}

}  // namespace vuoro::content
