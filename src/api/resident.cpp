#include <boost/json.hpp>

#include "api/ask.hpp"
#include "api/history.hpp"
#include "api/reference.hpp"
#include "api/routes.hpp"
#include "api/sight.hpp"
#include "api/topics.hpp"
#include "core/words.hpp"
#include "rights/gate.hpp"

namespace vuoro::api {

namespace {

namespace json = boost::json;

/// The resident's page as JSON: State under its lock first, then the ledger without it.
std::optional<std::pair<json::object, std::uint32_t>> resident_page(const Call& call, const Viewer& viewer,
                                                                    MatterId id) {
  json::object out;
  HistoryStart start;
  std::uint32_t version = 0;
  {
    const auto reading = call.house.driver.read();
    const core::View view(reading.state(), viewer);
    const auto sight = view.matter(id);
    if (!sight) return std::nullopt;
    out = resident_json(call, reading.state(), view, *sight);
    start = history_of(id, *sight->row);
    version = sight->row->version;
  }
  add_history(call, viewer, start, Audience::resident, out);
  return std::pair{std::move(out), version};
}

void send_receipt(const CallPtr& call, MatterId id) {
  // Whoever has just sent the contact is the one who may see it; the receipt is made as for the session they
  // could begin.
  const auto viewer = rights::Gate::own_matter(rights::ResidentSession{id});
  auto page = resident_page(*call, *viewer, id);
  if (!page) return send_problem(*call, 404, "unknown-matter");
  json::object out{{"code", code_of(id)},
                   {"secret", secret_of(call->house.driver.ledger().keys(), id)},
                   {"matter", std::move(page->first)}};
  send_json(*call, 201, out);
}

/// The result of a navigator that the asker came from; none when they did not.
NavigatorId read_result(Call& call, net::Fields& in) {
  const auto term = in.optional_text("ledBy", 1, core::ShortText::capacity);
  if (!term) return {};
  const auto known = call.house.driver.read().state().term(core::TermKind::navigator, *term);
  // A navigator as a whole and an exit to help lead to no contact.
  if (!known || term->find(':') == std::string::npos) in.fault("ledBy", "not-a-choice");
  return NavigatorId{known.value_or(0)};
}

}  // namespace

void receive_contact(const CallPtr& call) {
  const auto body = read_body(*call);
  if (!body) return;
  net::Fields in(*body);
  Ask ask = read_ask(*call, in);
  ask.contact.led_by = read_result(*call, in);
  if (const auto faults = in.finish(); !faults.empty()) return send_faults(*call, faults);
  auto once = once_of(*call, "contact");
  if (!once) return;
  ask.contact.channel = core::Channel::web;
  auto script = [ask = std::move(ask), tables = call->house.tables.now(),
                 setting =
                     call->house.driver.setting()](live::Transaction& tx) -> std::optional<core::Refusal> {
    const auto matter =
        receive_routed(tx, *tables, setting->contact_domains, ask, {core::ActorKind::resident, {}, {}});
    if (!matter) return matter.error();
    return std::nullopt;
  };
  call->house.driver.submit({*once, std::move(script), [call](const live::Outcome& outcome) {
                               if (outcome.fate != live::Fate::accepted &&
                                   outcome.fate != live::Fate::repeated) {
                                 return send_unfulfilled(*call, outcome);
                               }
                               const MatterId id{outcome.subject};
                               call->house.workers.run([call, id] { send_receipt(call, id); });
                             }});
}

void begin_resident_session(const CallPtr& call) {
  const auto body = read_body(*call);
  if (!body) return;
  net::Fields in(*body);
  const std::string code = in.text("code", 1, 40);
  const std::string secret = in.text("secret", 1, 80);
  if (const auto faults = in.finish(); !faults.empty()) return send_faults(*call, faults);
  const Instant now = call->house.driver.now();
  const std::string& address = call->request.remote_address();
  if (const auto wait = call->house.tries.wait(address, now); wait.count() > 0)
    return send_too_many(*call, wait);
  const auto id = matter_of_code(code);
  const auto viewer = rights::Gate::own_matter(rights::ResidentSession{id.value_or(MatterId{})});
  const auto reading = call->house.driver.read();
  const bool there = id && core::visible(reading.state(), *viewer, *id);
  // One answer for a wrong code and a wrong secret, and the secret is compared in either case.
  const bool fits = secret_fits(call->house.driver.ledger().keys(), id.value_or(MatterId{}), secret);
  if (!there || !fits) {
    call->house.tries.wrong(address, now);
    return send_problem(*call, 403, "code-or-secret-wrong");
  }
  const std::string token = call->house.sessions.begin(rights::ResidentSession{*id}, now);
  net::Response response = net::no_content();
  response.with("Set-Cookie", session_cookie(call->request, token));
  call->reply.send(std::move(response));
}

void my_matter(const CallPtr& call) {
  const auto viewer = rights::Gate::own_matter(*call->session);
  if (!viewer) return send_problem(*call, 403, "not-for-you");
  call->house.workers.run([call, viewer = *viewer] { send_my_matter(call, viewer); });
}

void send_my_matter(const CallPtr& call, const Viewer& viewer) {
  auto page = resident_page(*call, viewer, viewer.matter());
  if (!page) return send_problem(*call, 404, "unknown-matter");
  send_json(*call, 200, page->first, page->second);
}

void my_matter_events(const CallPtr& call) {
  const auto viewer = rights::Gate::own_matter(*call->session);
  if (!viewer) return send_problem(*call, 403, "not-for-you");
  stream(call, {matter_topic(viewer->matter())});
}

}  // namespace vuoro::api
