#include <boost/json.hpp>

#include "api/network_json.hpp"
#include "api/routes.hpp"
#include "rights/gate.hpp"

/// /api/v1/board/network: the county's points, and what another network would mean to whom. Nothing is kept.
namespace vuoro::api {

namespace {

namespace json = boost::json;

constexpr std::size_t code_length = 62;

/// A number that need not be whole; nothing when it is not told.
std::optional<double> number(net::Fields& in, std::string_view name) {
  const json::value* const raw = in.raw(name);
  if (raw == nullptr) return std::nullopt;
  if (raw->is_number()) return raw->to_number<double>();
  in.fault(name, "wrong-type");
  return std::nullopt;
}
double needed(net::Fields& in, std::string_view name) {
  const auto found = number(in, name);
  if (!found && !in.present(name)) in.fault(name, "missing");
  return found.value_or(0);
}

planner::PointChange point_change(net::Fields& in) {
  enum class Opening : std::uint8_t { closed, open, as_it_is };
  planner::PointChange c;
  c.code = in.text("code", 1, code_length);
  const Opening opening = in.either_or("open", Opening::closed, Opening::open, Opening::as_it_is);
  if (opening != Opening::as_it_is) c.open = opening == Opening::open;
  c.east = number(in, "east");
  c.north = number(in, "north");
  c.days = number(in, "days");
  c.hours_a_day = number(in, "hours");
  c.rooms = number(in, "rooms");
  return c;
}

planner::AddedPoint added_point(net::Fields& in) {
  enum class Kind : std::uint8_t { fixed, mobile };
  planner::AddedPoint a;
  a.code = in.text("code", 1, code_length);
  a.mobile = in.either_or("mobile", Kind::fixed, Kind::mobile, Kind::fixed) == Kind::mobile;
  a.east = needed(in, "east");
  a.north = needed(in, "north");
  a.services = in.texts("services", 1, 12, code_length);
  a.days = number(in, "days");
  a.hours_a_day = number(in, "hours");
  a.rooms = number(in, "rooms");
  return a;
}

planner::NetworkTrial read_trial(net::Fields& in) {
  planner::NetworkTrial trial;
  trial.year = in.integer("year", 1900, 2200);
  for (net::Fields& f : in.objects("points", 0, planner::most_changes_of_points))
    trial.points.push_back(point_change(f));
  for (net::Fields& f : in.objects("added", 0, planner::most_added_points))
    trial.added.push_back(added_point(f));
  for (net::Fields& f : in.objects("digital", 0, 12))
    trial.digital.push_back({f.text("age", 1, code_length), needed(f, "points")});
  if (auto f = in.optional_object("sites")) {
    planner::SiteQuestion q;
    q.service = f->text("service", 1, code_length);
    q.age = f->optional_text("age", 1, code_length).value_or("");
    q.points = f->integer("points", 1, 100);
    q.minutes = needed(*f, "minutes");
    q.share = needed(*f, "share");
    trial.sites = std::move(q);
  }
  return trial;
}

}  // namespace

void show_network(const CallPtr& call) {
  if (!rights::Gate::steering(*call->session)) return send_problem(*call, 403, "not-for-you");
  const auto& network = call->house.network;
  send_json(*call, 200,
            json::object{{"network", network ? json::value(network_json(*network, call->language))
                                             : json::value(nullptr)}});
}

void try_network(const CallPtr& call) {
  if (!rights::Gate::steering(*call->session)) return send_problem(*call, 403, "not-for-you");
  if (!call->house.network) return send_problem(*call, 404, "network-unknown");
  const auto body = read_body(*call);
  if (!body) return;
  net::Fields in(*body);
  planner::NetworkTrial trial = read_trial(in);
  // What could not be read is told first; the check would find the same once more.
  if (auto faults = in.finish(); !faults.empty()) return send_faults(*call, faults);
  std::vector<net::FieldFault> faults;
  for (const planner::TrialFault& fault : planner::faults_of(*call->house.network, trial))
    faults.push_back({fault.field, fault.reason, {{"limit", fault.limit}}});
  if (!faults.empty()) return send_faults(*call, faults);
  call->house.workers.run([call, trial = std::move(trial)] {
    send_json(*call, 200, tried_json(*call->house.network, trial, call->language));
  });
}

}  // namespace vuoro::api
