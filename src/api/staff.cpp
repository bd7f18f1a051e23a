#include <algorithm>
#include <boost/json.hpp>

#include "api/routes.hpp"
#include "promises/words.hpp"

namespace vuoro::api {

namespace {

namespace json = boost::json;

std::string_view role_word(Role role) {
  switch (role) {
    case Role::lead:
      return "lead";
    case Role::admin:
      return "admin";
    default:
      return "professional";
  }
}

json::object account_json(const Call& call, const rights::Account& account) {
  json::object out{{"id", account.id},
                   {"role", role_word(account.role)},
                   {"title", account.title[static_cast<std::size_t>(call.language)]}};
  if (!account.team_code.empty()) {
    out["teamCode"] = account.team_code;
    for (const content::Team& team : call.house.county.teams) {
      if (team.code == account.team_code) out["team"] = promises::in(team.name, call.language);
    }
  }
  return out;
}

json::object session_json(const Call& call, const rights::Account& account) {
  return {{"account", account_json(call, account)},
          {"staff", account.staff.n},
          {"lang", promises::word(call.language)}};
}

}  // namespace

std::string session_cookie(const net::Request& request, std::string_view token) {
  std::string cookie(cookie_name);
  cookie += '=';
  cookie += token;
  cookie += "; Path=/; HttpOnly; SameSite=Strict";
  if (token.empty()) cookie += "; Max-Age=0";
  if (request.header("X-Forwarded-Proto").value_or("") == "https") cookie += "; Secure";
  return cookie;
}

void demo_accounts(const CallPtr& call) {
  json::array out;
  for (const rights::Account& account : call->house.accounts) out.push_back(account_json(*call, account));
  send_json(*call, 200, out);
}

void begin_session(const CallPtr& call) {
  const auto body = read_body(*call);
  if (!body) return;
  net::Fields in(*body);
  const std::string id = in.text("account", 1, 100);
  const auto& accounts = call->house.accounts;
  const auto account =
      std::find_if(accounts.begin(), accounts.end(), [&](const rights::Account& a) { return a.id == id; });
  if (account == accounts.end() && !id.empty()) in.fault("account", "not-a-choice");
  if (const auto faults = in.finish(); !faults.empty()) return send_faults(*call, faults);
  const std::string token =
      call->house.sessions.begin(rights::StaffSession{*account}, call->house.driver.now());
  net::Response response = net::json_response(200, json::serialize(session_json(*call, *account)));
  response.with("Set-Cookie", session_cookie(call->request, token));
  call->reply.send(std::move(response));
}

void show_session(const CallPtr& call) {
  const auto* staff = std::get_if<rights::StaffSession>(&*call->session);
  if (staff == nullptr) return send_problem(*call, 401, "login-needed");
  send_json(*call, 200, session_json(*call, staff->account));
}

void end_session(const CallPtr& call) {
  if (const auto token = call->request.cookie(cookie_name)) call->house.sessions.end(*token);
  net::Response response = net::no_content();
  response.with("Set-Cookie", session_cookie(call->request, ""));
  call->reply.send(std::move(response));
}

void set_clock(const CallPtr& call) {
  const auto body = read_body(*call);
  if (!body) return;
  net::Fields in(*body);
  const std::int64_t now = in.integer("now", 0, 4'102'444'800);
  if (const auto faults = in.finish(); !faults.empty()) return send_faults(*call, faults);
  call->house.set_clock(Instant{now});
  call->reply.send(net::no_content());
}

}  // namespace vuoro::api
