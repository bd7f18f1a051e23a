#include "api/network_json.hpp"

#include <boost/json.hpp>
#include <cmath>

namespace vuoro::api {

namespace {

namespace json = boost::json;
using content::Language;
using content::Network;
using planner::Group;
using planner::GroupFare;
using planner::GroupKind;
using planner::ServiceFare;

constexpr double helper_seconds = 5;

/// Four decimals are enough for anybody, and the same everywhere.
double shown(double value) {
  return std::round(value * 10'000) / 10'000;
}

template <class T>
json::array names_json(const std::vector<T>& list, Language language) {
  json::array out;
  for (const T& one : list)
    out.emplace_back(json::object{{"code", one.code}, {"name", promises::in(one.name, language)}});
  return out;
}

json::array codes_json(const std::vector<std::size_t>& services, const Network& network) {
  json::array out;
  for (const std::size_t s : services) out.emplace_back(network.services[s].code);
  return out;
}

json::object terms_json(const Network::Terms& terms, Language language) {
  return {{"days", terms.days},
          {"hours", terms.hours_a_day},
          {"rooms", terms.rooms},
          {"yearlyEuros", terms.yearly_euros},
          {"hourEuros", terms.hour_euros},
          {"source", promises::in(terms.source, language)}};
}

json::object fare_json(const ServiceFare& fare) {
  const double of = fare.visits > 0 ? fare.visits : 1;
  return {{"visits", shown(fare.visits)},
          {"digital", shown(fare.digital)},
          {"unserved", shown(fare.unserved)},
          {"minutes", shown(fare.mean())},
          {"within", json::array{shown(fare.within[0] / of), shown(fare.within[1] / of)}},
          {"longest", shown(fare.longest)},
          {"hours", shown(2 * fare.minutes / 60)},
          {"km", shown(2 * fare.km)},
          {"carKm", shown(2 * fare.car_km)}};
}

json::object touched_json(const planner::Touched& touched) {
  return {{"residents", shown(touched.residents)},
          {"visits", shown(touched.visits)},
          {"minutes", shown(touched.mean())}};
}

json::object group_json(const Network& network, const GroupFare& fare, Language language) {
  json::object out;
  const std::size_t i = fare.group.index;
  const auto call = [&](std::string_view kind, std::string_view code, std::string_view name) {
    out["kind"] = kind;
    out["code"] = code;
    out["name"] = name;
  };
  switch (fare.group.kind) {
    case GroupKind::all:
      call("all", "all", "");
      break;
    case GroupKind::age:
      call("age", network.ages[i].code, promises::in(network.ages[i].name, language));
      break;
    case GroupKind::language:
      call("language", network.languages[i].code, promises::in(network.languages[i].name, language));
      break;
    case GroupKind::car:
      call("car", i == 1 ? "with" : "without", "");
      break;
    case GroupKind::area:
      call("area", network.areas[i].code, promises::in(network.areas[i].name, language));
      break;
  }
  out["residents"] = shown(fare.residents);
  out["before"] = fare_json(fare.before);
  out["after"] = fare_json(fare.after);
  out["lose"] = touched_json(fare.lose);
  out["gain"] = touched_json(fare.gain);
  out["lostVisits"] = shown(fare.lost_visits);
  out["foundVisits"] = shown(fare.found_visits);
  return out;
}

json::array points_json(const planner::PlannedNetwork& planned, const planner::NetworkFare& before,
                        const planner::NetworkFare& after) {
  const auto one = [](const planner::PointFare& fare) {
    return json::object{{"visits", shown(fare.visits)},
                        {"hoursNeeded", shown(fare.hours_needed)},
                        {"hoursHeld", shown(fare.hours_held)},
                        {"euros", shown(fare.euros)}};
  };
  json::array out;
  for (std::size_t p = 0; p < planned.points.size(); ++p) {
    json::object line{
        {"code", planned.points[p].code}, {"open", planned.points[p].open}, {"after", one(after.points[p])}};
    // New points come after those that stand.
    line["before"] = p < before.points.size() ? json::value(one(before.points[p])) : json::value(nullptr);
    out.push_back(std::move(line));
  }
  return out;
}

json::object sites_json(const Network& network, const planner::PlannedNetwork& planned,
                        const planner::SiteQuestion& question) {
  const planner::SiteAnswers answers = planner::answer_sites(network, planned, question, helper_seconds);
  const auto codes = [&](const std::vector<std::size_t>& sites) {
    json::array out;
    for (const std::size_t j : sites) {
      const auto& site = answers.sites[j];
      out.emplace_back(json::object{
          {"point", site.point ? json::value(planned.points[*site.point].code) : nullptr},
          {"area", site.point ? json::value(nullptr) : json::value(network.areas[site.area].code)},
          {"openNow", site.open_now}});
    }
    return out;
  };
  const double need = answers.need > 0 ? answers.need : 1;
  const auto one = [&](const planner::SitingAnswer& a, double unit) {
    return json::object{{"possible", a.possible},
                        {"open", codes(a.open)},
                        {"value", shown(a.value / unit)},
                        {"bound", shown(a.bound / unit)},
                        {"gap", shown(a.gap())},
                        {"greedy", codes(a.greedy)},
                        {"greedyValue", shown(a.greedy_value / unit)}};
  };
  return {{"candidates", answers.sites.size()},
          {"visits", shown(answers.need)},
          {"openNow", answers.open_now},
          {"minutesNow",
           answers.open_now > 0 ? json::value(shown(answers.median_now / need)) : json::value(nullptr)},
          {"coveredNow", shown(answers.covered_now)},
          {"median", one(answers.median, need)},
          {"coverage", one(answers.coverage, 1)}};
}

}  // namespace

json::object network_json(const Network& network, Language language) {
  json::array areas;
  for (const Network::Area& area : network.areas)
    areas.emplace_back(json::object{{"code", area.code},
                                    {"name", promises::in(area.name, language)},
                                    {"east", area.centre.east},
                                    {"north", area.centre.north}});
  json::array points;
  for (const Network::Point& point : network.points) {
    json::object line{{"code", point.code},
                      {"name", promises::in(point.name, language)},
                      {"open", point.open},
                      {"mobile", point.mobile},
                      {"east", point.at.east},
                      {"north", point.at.north},
                      {"services", codes_json(point.services, network)}};
    for (auto& [key, value] : terms_json(point.terms, language)) line[key] = value;
    points.push_back(std::move(line));
  }
  return {{"years", json::array{network.years.front(), network.years.back()}},
          {"within", json::array{network.within[0], network.within[1]}},
          {"notableMinutes", network.notable_minutes},
          {"ages", names_json(network.ages, language)},
          {"languages", names_json(network.languages, language)},
          {"services", names_json(network.services, language)},
          {"areas", std::move(areas)},
          {"points", std::move(points)},
          {"newFixed", terms_json(network.new_fixed, language)},
          {"newMobile", terms_json(network.new_mobile, language)},
          {"source", promises::in(network.source, language)},
          {"residentsSource", promises::in(network.residents_source, language)},
          {"travelSource", promises::in(network.travel_source, language)}};
}

json::object tried_json(const Network& network, const planner::NetworkTrial& trial, Language language) {
  const auto standing = planner::standing_network(network, static_cast<std::uint16_t>(trial.year));
  const auto planned = planner::planned_network(network, trial);
  const auto before = planner::evaluate(network, standing);
  const auto after = planner::evaluate(network, planned);
  json::array groups;
  for (const GroupFare& fare : planner::compare(network, before, after))
    groups.push_back(group_json(network, fare, language));
  // The oldest of each area: where a way is longest to feel.
  json::array oldest;
  for (std::size_t a = 0; a < network.areas.size(); ++a)
    oldest.push_back(group_json(
        network, planner::compare_some(network, before, after, {GroupKind::area, a}, network.ages.size() - 1),
        language));
  return {{"year", trial.year},
          {"euros", json::object{{"before", shown(before.euros)}, {"after", shown(after.euros)}}},
          {"groups", std::move(groups)},
          {"oldest", std::move(oldest)},
          {"points", points_json(planned, before, after)},
          {"sites",
           trial.sites ? json::value(sites_json(network, planned, *trial.sites)) : json::value(nullptr)}};
}

}  // namespace vuoro::api
