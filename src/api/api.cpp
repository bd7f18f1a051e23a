#include "api/api.hpp"

#include <algorithm>
#include <array>

#include "api/routes.hpp"

namespace vuoro::api {

namespace {

using net::Method;

/// Whether a route is there only in demo mode.
enum class When : std::uint8_t { always, demo, clock_can_move };

struct Route {
  Method method;
  std::string_view pattern;  ///< Below /api/v1/; {…} stands for one segment.
  Access access;
  void (*answer)(const CallPtr&);
  When when = When::always;
  std::string_view query = {};  ///< Names it reads, blanks between; `lang` goes everywhere.
};

constexpr std::array route_table = {
    Route{Method::post, "contacts", Access::anyone, receive_contact},
    Route{Method::post, "resident-session", Access::anyone, begin_resident_session},
    Route{Method::del, "resident-session", Access::anyone, end_session},
    Route{Method::get, "my-matter", Access::resident, my_matter},
    Route{Method::get, "my-matter/events", Access::resident, my_matter_events, When::always, "after"},
    Route{Method::get, "my-matter/times", Access::resident, my_times, When::always, "step from everywhere"},
    Route{Method::get, "my-matter/calendar.ics", Access::resident, my_calendar},
    Route{Method::get, "my-matter/calendar-link", Access::resident, my_calendar_link},
    Route{Method::post, "my-matter/calendar-link", Access::resident, open_calendar},
    Route{Method::del, "my-matter/calendar-link", Access::resident, close_calendar},
    Route{Method::get, "calendars/{file}", Access::anyone, show_calendar},
    Route{Method::post, "my-matter/accept-time", Access::resident, act_on_my_times},
    Route{Method::post, "my-matter/ask-earlier", Access::resident, act_on_my_times},
    Route{Method::post, "my-matter/stop-earlier", Access::resident, act_on_my_times},
    Route{Method::post, "my-matter/cancel-sessions", Access::resident, act_on_my_times},
    Route{Method::post, "my-matter/cancel-time", Access::resident, act_on_my_times},
    Route{Method::post, "my-matter/choose-time", Access::resident, act_on_my_times},
    Route{Method::post, "my-matter/decline-time", Access::resident, act_on_my_times},
    Route{Method::get, "my-matter/messages", Access::resident, my_messages, When::always, "after before"},
    Route{Method::post, "my-matter/messages", Access::resident, write_my_message},
    Route{Method::post, "my-matter/presence", Access::resident, sign_my_presence},
    Route{Method::post, "my-matter/open-chat", Access::resident, open_my_chat},
    Route{Method::post, "my-matter/end-chat", Access::resident, end_my_chat},
    Route{Method::post, "my-matter/details", Access::resident, give_my_details},
    Route{Method::get, "chat", Access::anyone, show_chat_hours},
    Route{Method::post, "chats", Access::anyone, open_chat},
    Route{Method::get, "chats", Access::staff, list_chats},
    Route{Method::get, "chat-answers", Access::staff, list_chat_answers},
    Route{Method::get, "areas", Access::anyone, list_areas},
    Route{Method::get, "demo-accounts", Access::anyone, demo_accounts, When::demo},
    Route{Method::post, "demo-clock", Access::anyone, set_clock, When::clock_can_move},
    Route{Method::post, "session", Access::anyone, begin_session, When::demo},
    Route{Method::get, "session", Access::staff, show_session},
    Route{Method::del, "session", Access::anyone, end_session},
    Route{Method::get, "teams", Access::staff, list_teams},
    Route{Method::get, "services", Access::staff, list_services},
    Route{Method::get, "courses", Access::staff, list_courses},
    Route{Method::get, "queue", Access::staff, show_queue, When::always, "filter cursor limit q"},
    Route{Method::get, "events", Access::staff, staff_events, When::always, "after"},
    Route{Method::get, "board", Access::staff, show_board},
    Route{Method::get, "board/rules/{rule}", Access::staff, define_rule},
    Route{Method::get, "board/rules/{rule}/rows", Access::staff, list_rule_rows, When::always,
          "state cursor"},
    Route{Method::get, "board/debts/{kind}", Access::staff, define_debt},
    Route{Method::get, "board/debts/{kind}/rows", Access::staff, list_debt_rows, When::always, "cursor"},
    Route{Method::get, "day", Access::staff, show_day, When::always, "date team"},
    Route{Method::post, "blocks", Access::staff, block_time},
    Route{Method::post, "unblocks", Access::staff, unblock_time},
    Route{Method::post, "desk/contacts", Access::staff, receive_at_desk},
    Route{Method::get, "walk-in", Access::staff, show_walk_in},
    Route{Method::post, "walk-in/call-next", Access::staff, call_next},
    Route{Method::get, "walk-in/display", Access::anyone, show_waiting_room, When::always, "team"},
    Route{Method::post, "telephone/events", Access::anyone, tell_calls},
    Route{Method::get, "board/navigators", Access::staff, show_navigators, When::always, "from until"},
    Route{Method::post, "kept-answers/open", Access::staff, open_kept_answers},
    Route{Method::get, "board/telephone", Access::staff, show_lines, When::always, "from until"},
    Route{Method::get, "matters/{id}", Access::staff, show_matter},
    Route{Method::get, "matters/{id}/times", Access::staff, show_times, When::always,
          "step from until mode team worker limit"},
    Route{Method::get, "matters/{id}/course", Access::staff, show_course, When::always,
          "step from everywhere"},
    Route{Method::get, "matters/{id}/services", Access::staff, show_services},
    Route{Method::get, "matters/{id}/segment", Access::staff, show_segment},
    Route{Method::post, "matters/{id}/segment-proposal", Access::staff, propose_by_form},
    Route{Method::get, "matters/{id}/notices", Access::staff, show_notices},
    Route{Method::get, "board/tables", Access::staff, show_advice_counts, When::always, "from"},
    Route{Method::get, "board/forecast", Access::staff, show_forecast, When::always, "rule team"},
    Route{Method::post, "board/forecast/runs", Access::staff, make_forecast},
    Route{Method::get, "board/plans", Access::staff, list_plans},
    Route{Method::post, "board/plans", Access::staff, begin_plan},
    Route{Method::get, "board/plans/{plan}", Access::staff, show_plan},
    Route{Method::post, "board/plans/{plan}/change", Access::staff, change_plan},
    Route{Method::post, "board/plans/{plan}/run", Access::staff, run_plan},
    Route{Method::post, "board/plans/{plan}/cancel", Access::staff, cancel_plan_run},
    Route{Method::post, "board/plans/{plan}/decide", Access::staff, decide_plan},
    Route{Method::post, "board/plans/{plan}/give-up", Access::staff, give_up_plan},
    Route{Method::get, "board/network", Access::staff, show_network},
    Route{Method::post, "board/network/try", Access::staff, try_network},
    Route{Method::get, "board/segments", Access::staff, show_segment_counts, When::always, "from"},
    Route{Method::get, "studio/tables", Access::staff, list_tables},
    Route{Method::post, "studio/tables", Access::staff, begin_table},
    Route{Method::get, "studio/tables/{code}", Access::staff, show_table},
    Route{Method::get, "studio/tables/{code}/versions/{number}", Access::staff, show_table_version},
    Route{Method::post, "studio/tables/{code}/check", Access::staff, check_table},
    Route{Method::post, "studio/tables/{code}/try", Access::staff, try_table},
    Route{Method::post, "studio/tables/{code}/draft", Access::staff, draft_table},
    Route{Method::post, "studio/tables/{code}/offer", Access::staff, offer_table},
    Route{Method::post, "studio/tables/{code}/return", Access::staff, return_table},
    Route{Method::post, "studio/tables/{code}/drop", Access::staff, drop_table},
    Route{Method::post, "studio/tables/{code}/publish", Access::staff, publish_table},
    Route{Method::get, "studio/guides", Access::staff, list_guides},
    Route{Method::get, "studio/guides/{code}", Access::staff, show_guide},
    Route{Method::get, "studio/guides/{code}/form", Access::staff, show_guide_form},
    Route{Method::get, "studio/guides/{code}/versions/{number}", Access::staff, show_guide_version},
    Route{Method::get, "studio/guides/{code}/versions/{number}/form", Access::staff, show_guide_version_form},
    Route{Method::post, "studio/guides/{code}/check", Access::staff, check_guide},
    Route{Method::post, "studio/guides/{code}/draft", Access::staff, draft_guide},
    Route{Method::post, "studio/guides/{code}/offer", Access::staff, offer_guide},
    Route{Method::post, "studio/guides/{code}/return", Access::staff, return_guide},
    Route{Method::post, "studio/guides/{code}/drop", Access::staff, drop_guide},
    Route{Method::post, "studio/guides/{code}/publish", Access::staff, publish_guide},
    Route{Method::get, "matters/{id}/letter.pdf", Access::staff, show_letter},
    Route{Method::post, "matters/{id}/needs", Access::staff, change_needs},
    Route{Method::get, "matters/{id}/messages", Access::staff, show_messages, When::always, "after before"},
    Route{Method::post, "matters/{id}/messages", Access::staff, write_message},
    Route{Method::post, "matters/{id}/presence", Access::staff, sign_presence},
    Route{Method::post, "matters/{id}/end-chat", Access::staff, end_chat},
    Route{Method::post, "matters/{id}/{action}", Access::staff, act_on_matter},
};

constexpr std::string_view prefix = "/api/v1/";

std::vector<std::string_view> split(std::string_view path, char at = '/') {
  std::vector<std::string_view> parts;
  while (true) {
    const std::size_t slash = std::min(path.find(at), path.size());
    parts.push_back(path.substr(0, slash));
    if (slash == path.size()) return parts;
    path.remove_prefix(slash + 1);
  }
}

/// The segments that stood for {…}, or nothing when the path is another.
std::optional<std::vector<std::string_view>> match(std::string_view pattern,
                                                   const std::vector<std::string_view>& path) {
  const auto wanted = split(pattern);
  if (wanted.size() != path.size()) return std::nullopt;
  std::vector<std::string_view> parts;
  for (std::size_t i = 0; i < path.size(); ++i) {
    if (wanted[i].front() == '{') {
      parts.push_back(path[i]);
    } else if (wanted[i] != path[i]) {
      return std::nullopt;
    }
  }
  return parts;
}

bool offered(const Route& route, const House& house) {
  switch (route.when) {
    case When::demo:
      return !house.accounts.empty();
    case When::clock_can_move:
      return static_cast<bool>(house.set_clock);
    case When::always:
      return true;
  }
  return false;
}

}  // namespace

bool same_site(const net::Request& request) {
  const std::string_view site = request.header("Sec-Fetch-Site").value_or("same-origin");
  if (site != "same-origin" && site != "none") return false;
  const auto origin = request.header("Origin");
  if (!origin) return true;
  const std::size_t host = origin->find("://");
  return host != std::string_view::npos && origin->substr(host + 3) == request.header("Host").value_or("");
}

namespace {

bool names(std::string_view list, std::string_view name) {
  const auto known = split(list, ' ');
  return std::find(known.begin(), known.end(), name) != known.end();
}

/// What is wrong with the query as a whole: names that the route does not read, and any given twice.
std::vector<net::FieldFault> query_faults(const net::Request& request, std::string_view known) {
  std::vector<net::FieldFault> faults;
  for (const auto& [name, value] : request.parameters()) {
    if (name != "lang" && !names(known, name)) {
      faults.push_back({name, "unknown-field", {}});
    } else if (request.parameter(name).state == net::QueryValue::State::repeated) {
      faults.push_back({name, "repeated", {}});
    } else if (name == "lang" && !promises::from_word<content::Language>(value)) {
      faults.push_back({name, "not-a-choice", {}});
    }
  }
  return faults;
}

/// What stands for {action} must be one: other paths below a matter are routes of their own, or none.
bool known_action(const Route& route, std::string_view last) {
  return !route.pattern.ends_with("{action}") || is_action(last);
}

std::string method_list(const std::vector<const Route*>& routes) {
  std::string out;
  for (const Route* route : routes) {
    if (!out.empty()) out += ", ";
    out += net::name_of(route->method);
    if (route->method == Method::get) out += ", HEAD";
  }
  return out;
}

/// Whether the call's session may use the route; sends the refusal when not.
bool admit(Call& call, const Route& route) {
  if (route.access == Access::anyone) return true;
  const bool resident = call.session && std::holds_alternative<rights::ResidentSession>(*call.session);
  const bool staff = call.session && std::holds_alternative<rights::StaffSession>(*call.session);
  if (route.access == Access::resident ? resident : staff) return true;
  send_problem(call, 401, "login-needed");
  return false;
}

}  // namespace

bool Api::owns(const net::Request& request) {
  return request.path().starts_with("/api/");
}

std::vector<std::string> Api::routes() {
  std::vector<std::string> out;
  for (const Route& route : route_table) {
    const std::string line =
        std::string(net::name_of(route.method)) + ' ' + std::string(prefix) + std::string(route.pattern);
    constexpr std::string_view action = "{action}";
    if (!line.ends_with(action)) {
      out.push_back(line);
      continue;
    }
    for (const std::string_view name : action_names())
      out.push_back(line.substr(0, line.size() - action.size()) + std::string(name));
  }
  return out;
}

void Api::handle(net::Request request, net::Reply reply) {
  const auto call = std::make_shared<Call>(house_, std::move(request), std::move(reply));
  call->language = language_of(call->request);
  const std::string_view path = call->request.path();
  if (!path.starts_with(prefix)) return send_problem(*call, 404, "unknown-path");
  const auto segments = split(path.substr(prefix.size()));
  std::vector<const Route*> here;
  for (const Route& route : route_table) {
    auto parts = match(route.pattern, segments);
    if (!parts || !offered(route, house_) || !known_action(route, segments.back())) continue;
    here.push_back(&route);
    if (route.method != call->request.method()) continue;
    if (route.method != Method::get && !same_site(call->request))
      return send_problem(*call, 403, "other-site");
    call->parts = std::move(*parts);
    if (const auto token = call->request.cookie(cookie_name)) {
      call->session = house_.sessions.find(*token, house_.driver.now());
    }
    if (!admit(*call, route)) return;
    if (const auto faults = query_faults(call->request, route.query); !faults.empty())
      return send_faults(*call, faults);
    return route.answer(call);
  }
  if (here.empty()) return send_problem(*call, 404, "unknown-path");
  send_method_refusal(*call, method_list(here));
}

}  // namespace vuoro::api
