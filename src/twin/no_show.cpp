#include "twin/no_show.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <tuple>

#include "calendar/zone.hpp"
#include "twin/logistic.hpp"
#include "twin/missed_shares.hpp"

namespace vuoro::twin {

namespace {

constexpr std::size_t least_visits = 100;
constexpr double prior_deviation = 1;  ///< Of coefficients: a factor of 2.7 in the odds.
constexpr double record_weight = 2;    ///< Visits that the county's share counts as in a person's record.
constexpr std::array<int, 5> ages = {0, 18, 30, 45, 65};  ///< First year of each class.

std::size_t age_class(core::Age age) {
  if (!age.known()) return ages.size();
  std::size_t found = 0;
  while (found + 1 < ages.size() && age.years >= ages[found + 1]) ++found;
  return found;
}

int weekday(Instant at) {
  return (calendar::local_day(at).n + 3) % 7;  // Monday is 0.
}

double share_missed(std::span<const ReachedVisit> visits) {
  const auto missed = std::ranges::count(visits, true, &ReachedVisit::missed);
  return static_cast<double>(missed) / static_cast<double>(std::max<std::size_t>(1, visits.size()));
}

double logit(double p) {
  return std::log(p / (1 - p));
}

std::vector<double> by_mean(std::span<const ReachedVisit> fitted_on, std::span<const ReachedVisit> asked) {
  return std::vector<double>(asked.size(), share_missed(fitted_on));
}

std::vector<double> as_futures(std::span<const ReachedVisit> fitted_on, std::span<const ReachedVisit> asked) {
  MissedCounts counts;
  for (const ReachedVisit& v : fitted_on) counts.add(v.care, v.lead, v.missed);
  const MissedShares shares = missed_shares(counts);
  std::vector<double> chances;
  for (const ReachedVisit& v : asked) chances.push_back(shares.chance(v.care, v.lead));
  return chances;
}

/// Puts a visit's features into a row of zeros, the first of which is 1 already.
using Describe = std::function<void(const ReachedVisit&, std::span<double>)>;

std::vector<double> features_of(std::span<const ReachedVisit> visits, std::size_t columns,
                                const Describe& describe) {
  std::vector<double> features(visits.size() * columns);
  for (std::size_t i = 0; i < visits.size(); ++i) {
    const auto row = std::span(features).subspan(i * columns, columns);
    row[0] = 1;
    describe(visits[i], row);
  }
  return features;
}

std::vector<double> by_regression(std::span<const ReachedVisit> fitted_on,
                                  std::span<const ReachedVisit> asked, std::size_t columns,
                                  const Describe& describe) {
  std::vector<std::uint8_t> outcomes;
  for (const ReachedVisit& v : fitted_on) outcomes.push_back(v.missed ? 1 : 0);
  const Logistic fitted =
      fit_logistic(features_of(fitted_on, columns, describe), columns, outcomes, prior_deviation);
  const auto features = features_of(asked, columns, describe);
  std::vector<double> chances;
  for (std::size_t i = 0; i < asked.size(); ++i)
    chances.push_back(fitted.chance(std::span(features).subspan(i * columns, columns)));
  return chances;
}

std::vector<double> by_logistic(std::span<const ReachedVisit> fitted_on,
                                std::span<const ReachedVisit> asked) {
  return by_regression(fitted_on, asked, 14, [](const ReachedVisit& v, std::span<double> x) {
    x[1] = v.lead == 0 ? 1 : 0;
    x[2] = std::log1p(v.lead);
    const double age = v.age.known() ? v.age.years / 50.0 : 0.8;
    x[3] = age;
    x[4] = age * age;
    x[5] = v.age.known() ? 0 : 1;
    x[6] = v.sex == core::Sex::female ? 1 : 0;
    x[7] = v.sex == core::Sex::male ? 1 : 0;
    if (const int day = weekday(v.begin); day > 0) x[7 + static_cast<std::size_t>(day)] = 1;
  });
}

/// Neither sex nor language nor area tells anything here (decision 189): a chance goes by what was done.
std::vector<double> by_own_record(std::span<const ReachedVisit> fitted_on,
                                  std::span<const ReachedVisit> asked) {
  std::map<CareKey, std::size_t> places;
  for (const ReachedVisit& v : fitted_on) places.emplace(v.care, 0);
  constexpr std::size_t before_care = 28;
  std::size_t columns = before_care;
  // With one service alone its own column would say what the constant says.
  if (places.size() < 2) places.clear();
  for (auto& [care, column] : places) column = columns++;
  const double base = std::clamp(share_missed(fitted_on), 0.001, 0.999);
  return by_regression(fitted_on, asked, columns, [&](const ReachedVisit& v, std::span<double> x) {
    const std::size_t lead = lead_class(v.lead);
    if (lead > 0) x[lead] = 1;  // 1 … 6
    x[7] = std::log1p(v.lead);
    const std::size_t age = age_class(v.age);
    if (age > 0) x[7 + age] = 1;                                                               // 8 … 12
    if (const int day = weekday(v.begin); day > 0) x[12 + static_cast<std::size_t>(day)] = 1;  // 13 … 18
    if (v.lead > 0 && age > 0) x[18 + age] = 1;  // 19 … 23: age when booked ahead
    if (v.earlier > 0) {
      const double record =
          logit((v.earlier_missed + record_weight * base) / (v.earlier + record_weight)) - logit(base);
      x[24] = 1;
      x[25] = record;
      if (v.lead == 0) x[26] = record;
      x[27] = std::log(v.earlier);
    }
    if (const auto found = places.find(v.care); found != places.end()) x[found->second] = 1;
  });
}

std::string_view sex_word(core::Sex sex) {
  switch (sex) {
    case core::Sex::female:
      return "female";
    case core::Sex::male:
      return "male";
    case core::Sex::other:
      return "other";
    default:
      return "not known";
  }
}

/// Kind, place within the kind, name.
using GroupName = std::tuple<std::string, std::size_t, std::string>;

/// What a visit is of each kind of group.
std::vector<GroupName> groups_of(const ReachedVisit& v) {
  static const std::array<const char*, 6> age_words = {"0–17", "18–29", "30–44", "45–64", "65+", "not known"};
  static const std::array<const char*, 7> lead_words = {"0 d",    "1 d",     "2–3 d", "4–7 d",
                                                        "8–14 d", "15–30 d", "31+ d"};
  static const std::array<const char*, 3> record_words = {"no earlier visit", "never missed one",
                                                          "missed one before"};
  const std::size_t record = v.earlier == 0 ? 0 : v.earlier_missed == 0 ? 1 : 2;
  const std::string language = v.language.n == 0 ? "not known" : std::string(v.language.letters().data());
  return {{"age", age_class(v.age), age_words[age_class(v.age)]},
          {"sex", static_cast<std::size_t>(v.sex), std::string(sex_word(v.sex))},
          {"language", 0, language},
          {"lead", lead_class(v.lead), lead_words[lead_class(v.lead)]},
          {"record", record, record_words[record]}};
}

struct Told {
  std::vector<std::uint8_t> outcomes;
  std::array<std::vector<double>, no_show_models.size()> chances;
};

/// Those of some visits.
Told part_of(const Told& all, std::span<const std::uint32_t> visits) {
  Told part;
  for (const std::uint32_t i : visits) part.outcomes.push_back(all.outcomes[i]);
  for (std::size_t m = 0; m < all.chances.size(); ++m)
    for (const std::uint32_t i : visits) part.chances[m].push_back(all.chances[m][i]);
  return part;
}

/// One number for each person; whoever is not known is alone.
std::vector<std::uint32_t> clusters_of(std::span<const ReachedVisit> visits) {
  std::map<PersonId, std::uint32_t> known;
  std::uint32_t count = 0;
  std::vector<std::uint32_t> clusters;
  for (const ReachedVisit& v : visits) {
    if (!v.person) {
      clusters.push_back(count++);
      continue;
    }
    const auto [found, fresh] = known.emplace(v.person, count);
    if (fresh) ++count;
    clusters.push_back(found->second);
  }
  return clusters;
}

std::vector<NoShowScore> scores_of(const Told& told, const Told& later, std::span<const std::uint32_t> people,
                                   std::uint64_t seed) {
  const auto& baseline = told.chances[static_cast<std::size_t>(NoShowModel::logistic)];
  std::vector<NoShowScore> scores;
  for (std::size_t m = 0; m < no_show_models.size(); ++m) {
    const auto& chances = told.chances[m];
    NoShowScore score;
    score.model = no_show_models[m];
    score.area = area_under_roc(chances, told.outcomes);
    score.area_interval = area_interval(chances, {}, told.outcomes, people, seed);
    score.beside_logistic = area_interval(chances, baseline, told.outcomes, people, seed);
    score.area_later = area_under_roc(later.chances[m], later.outcomes);
    score.brier = brier(chances, told.outcomes);
    score.line = calibration_line(chances, told.outcomes);
    score.parts = calibration(chances, told.outcomes, 10);
    scores.push_back(std::move(score));
  }
  return scores;
}

std::vector<NoShowGroup> groups_of(const Told& told, std::span<const ReachedVisit> visits) {
  std::map<GroupName, std::vector<std::uint32_t>> members;
  for (std::uint32_t i = 0; i < visits.size(); ++i)
    for (auto& group : groups_of(visits[i])) members[std::move(group)].push_back(i);
  std::vector<NoShowGroup> groups;
  for (const auto& [name, who] : members) {
    if (who.size() < least_of_group) continue;
    const Told part = part_of(told, who);
    NoShowGroup group{std::get<0>(name), std::get<2>(name), {}, {}, {}};
    const auto missed = std::ranges::count(part.outcomes, std::uint8_t{1});
    group.came = observed(static_cast<std::size_t>(missed), part.outcomes.size());
    for (std::size_t m = 0; m < part.chances.size(); ++m) {
      for (const double chance : part.chances[m]) group.told[m] += chance;
      group.told[m] /= static_cast<double>(who.size());
      group.area[m] = area_under_roc(part.chances[m], part.outcomes);
    }
    groups.push_back(std::move(group));
  }
  return groups;
}

}  // namespace

std::string_view word_of(NoShowModel model) {
  static constexpr std::array<std::string_view, 4> words = {"mean", "futures", "logistic", "own-record"};
  return words[static_cast<std::size_t>(model)];
}

std::vector<double> told_chances(NoShowModel model, std::span<const ReachedVisit> fitted_on,
                                 std::span<const ReachedVisit> asked) {
  switch (model) {
    case NoShowModel::mean:
      return by_mean(fitted_on, asked);
    case NoShowModel::futures:
      return as_futures(fitted_on, asked);
    case NoShowModel::logistic:
      return by_logistic(fitted_on, asked);
    case NoShowModel::own_record:
      return by_own_record(fitted_on, asked);
  }
  return {};
}

Result<NoShowReport> judge_no_shows(std::span<const ReachedVisit> fitted_on,
                                    std::span<const ReachedVisit> judged_by, std::uint64_t seed) {
  for (const auto& visits : {fitted_on, judged_by}) {
    const auto missed = std::ranges::count(visits, true, &ReachedVisit::missed);
    if (visits.size() < least_visits || missed == 0 || missed == std::ssize(visits))
      return Error{"history-thin",
                   fmt::format("{} visits before the day and {} from it on; {} of each are needed, some of "
                               "them missed and some not",
                               fitted_on.size(), judged_by.size(), least_visits)};
  }
  Told told;
  for (const ReachedVisit& v : judged_by) told.outcomes.push_back(v.missed ? 1 : 0);
  for (std::size_t m = 0; m < no_show_models.size(); ++m)
    told.chances[m] = told_chances(no_show_models[m], fitted_on, judged_by);
  std::vector<std::uint32_t> later;
  for (std::uint32_t i = 0; i < judged_by.size(); ++i)
    if (judged_by[i].lead > 0) later.push_back(i);
  NoShowReport report;
  report.fitted = fitted_on.size();
  report.judged = judged_by.size();
  report.share_fitted = share_missed(fitted_on);
  report.share_judged = share_missed(judged_by);
  report.scores = scores_of(told, part_of(told, later), clusters_of(judged_by), seed);
  report.groups = groups_of(told, judged_by);
  return report;
}

}  // namespace vuoro::twin
