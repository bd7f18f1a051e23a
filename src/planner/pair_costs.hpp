#pragma once

#include <algorithm>

#include "planner/assignment.hpp"

/// What pairs cost. Private to the planner.
namespace vuoro::planner {

/// Points and, apart from them, whether a promise is broken by it.
struct PairCost {
  std::int64_t points = 0;  ///< Weighted: hundredths.
  bool breaks = false;
};

class PairCosts {
 public:
  PairCosts(const Problem& problem, const Rules& rules) : problem_(problem), rules_(rules) {}

  [[nodiscard]] PairCost of(const OpenMatter& m, const OpenSlot& s) const {
    return weighted(m, terms(m, s), breaks(m, s.begin));
  }
  [[nodiscard]] PairCost no_time(const OpenMatter& m) const { return weighted(m, terms(m), breaks(m)); }
  /// More points than any pair of the matter, and than having no time, can have; no slot begins after `last`.
  [[nodiscard]] std::int64_t most_points(const OpenMatter& m, Minute last) const {
    const Points& p = rules_.points;
    const Minute end = std::max(last, rules_.horizon);
    std::int64_t sum = std::int64_t{of_days(p.late_day, end, 0)} + of_days(p.wait_day, end, 0) + p.unplaced +
                       p.stranger + p.other_language + p.other_unit;
    if (rules_.protection == Protection::weights) sum += p.promise;
    if (!problem_.travel.empty()) sum += std::int64_t{p.travel_ten_minutes} * 65'535 / 10;
    return sum * weight(m);
  }

  [[nodiscard]] static bool at_stake(const OpenMatter& m) { return m.due >= 0 && m.due != never; }
  [[nodiscard]] static bool breaks(const OpenMatter& m, Minute begin) { return m.due >= 0 && begin > m.due; }
  [[nodiscard]] bool breaks(const OpenMatter& m) const { return m.due >= 0 && m.due <= rules_.horizon; }

  [[nodiscard]] TermPoints terms(const OpenMatter& m, const OpenSlot& s) const {
    TermPoints t{};
    by_time(m, s.begin, t);
    by_who_and_where(m, s, t);
    return t;
  }
  /// The part that only grows with the time: no pair of the matter with a later slot costs less.
  [[nodiscard]] PairCost of_time(const OpenMatter& m, Minute begin) const {
    TermPoints t{};
    by_time(m, begin, t);
    return weighted(m, t, breaks(m, begin));
  }
  /// The other part, in points.
  [[nodiscard]] std::int64_t of_rest(const OpenMatter& m, const OpenSlot& s) const {
    TermPoints t{};
    by_who_and_where(m, s, t);
    return weighted(m, t, false).points;
  }

  /// Of having no time.
  [[nodiscard]] TermPoints terms(const OpenMatter& m) const {
    const Points& p = rules_.points;
    TermPoints t{};
    if (breaks(m)) t[at(Term::promise)] = p.promise;
    t[at(Term::late)] = of_days(p.late_day, rules_.horizon, std::max(m.due, 0));
    t[at(Term::wait)] = of_days(p.wait_day, rules_.horizon, 0);
    t[at(Term::unplaced)] = p.unplaced;
    return t;
  }

 private:
  [[nodiscard]] static constexpr std::size_t at(Term term) { return static_cast<std::size_t>(term); }

  void by_time(const OpenMatter& m, Minute begin, TermPoints& t) const {
    const Points& p = rules_.points;
    if (breaks(m, begin)) t[at(Term::promise)] = p.promise;
    t[at(Term::late)] = of_days(p.late_day, begin, std::max(m.due, 0));
    t[at(Term::wait)] = of_days(p.wait_day, begin, 0);
  }

  void by_who_and_where(const OpenMatter& m, const OpenSlot& s, TermPoints& t) const {
    const Points& p = rules_.points;
    const bool met = m.met[0] == 0 || std::ranges::find(m.met, s.worker) != m.met.end();
    if (!met) t[at(Term::stranger)] = p.stranger;
    if (!speaks(s.worker, m.language)) t[at(Term::language)] = p.other_language;
    if (!s.there) return;
    std::uint16_t way = way_of(m, s.team);
    if (way == unknown_way && s.team != m.team) {
      t[at(Term::unit)] = p.other_unit;
      way = way_of(m, m.team);
    }
    if (way != unknown_way) t[at(Term::travel)] = way * p.travel_ten_minutes / 10;
  }

  [[nodiscard]] static std::uint32_t of_days(std::uint32_t a_day, Minute when, Minute after) {
    if (when <= after) return 0;
    const std::int64_t minutes = std::int64_t{when} - after;
    return static_cast<std::uint32_t>(minutes * a_day / minutes_a_day);
  }

  [[nodiscard]] bool speaks(std::uint16_t worker, std::uint8_t language) const {
    if (language == 0 || worker >= problem_.languages_of_worker.size()) return true;
    return (problem_.languages_of_worker[worker] >> language & 1U) != 0;
  }

  [[nodiscard]] std::uint16_t way_of(const OpenMatter& m, std::uint16_t team) const {
    const std::size_t i = std::size_t{m.area} * problem_.teams + team;
    return i < problem_.travel.size() ? problem_.travel[i] : unknown_way;
  }

  [[nodiscard]] PairCost weighted(const OpenMatter& m, const TermPoints& terms, bool breaks) const {
    std::int64_t sum = 0;
    for (const std::uint32_t t : terms) sum += t;
    if (rules_.protection == Protection::order) sum -= terms[at(Term::promise)];
    return {sum * weight(m), breaks};
  }

  [[nodiscard]] std::int64_t weight(const OpenMatter& m) const {
    if (m.group == 0 || m.group > rules_.group_weights.size()) return 100;
    return rules_.group_weights[m.group - 1U];
  }

  const Problem& problem_;
  const Rules& rules_;
};

}  // namespace vuoro::planner
