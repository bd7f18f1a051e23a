#include <boost/json.hpp>

#include "api/history.hpp"
#include "api/notice_json.hpp"
#include "api/reference.hpp"
#include "api/routes.hpp"
#include "api/sight.hpp"
#include "api/topics.hpp"
#include "core/words.hpp"
#include "rights/gate.hpp"

namespace vuoro::api {

namespace {

namespace json = boost::json;

/// What the resident wrote, read and checked.
struct Ask {
  std::string words;
  core::ReceiveContact contact;
  std::string reach_value;
  std::string area;
  Needs needs;
};

core::Language language_field(net::Fields& in, std::string_view name) {
  const auto text = in.optional_text(name, 2, 3);
  if (!text) return {};
  const core::Language language = core::Language::of(*text);
  if (language.n == 0) in.fault(name, "not-a-choice");
  return language;
}

std::optional<Ask> read_ask(Call& call, const json::value& body) {
  net::Fields in(body);
  Ask ask;
  ask.words = in.text("words", 1, 10'000);
  ask.contact.channel = core::Channel::web;
  ask.contact.about = static_cast<core::About>(in.choice("about", {"self", "child", "other", "unnamed"}));
  if (const auto age = in.optional_integer("age", 0, 130))
    ask.contact.age = {static_cast<std::uint8_t>(*age)};
  ask.area = in.optional_text("area", 1, 62).value_or("");
  const std::size_t page = in.choice("lang", {"fi", "sv", "en"});
  constexpr std::array<std::string_view, 3> pages = {"fi", "sv", "en"};
  ask.contact.language = language_field(in, "spokenLanguage");
  if (ask.contact.language.n == 0) ask.contact.language = core::Language::of(pages[page]);
  if (in.optional_choice("interpreter", {"yes", "no"}).value_or(1) == 0) {
    ask.contact.interpreter = core::Interpreter::yes;
  }
  if (in.present("needs") || in.present("needWords")) ask.needs = read_needs(in);
  net::Fields reach = in.object("reach");
  ask.contact.reach =
      static_cast<core::ReachBy>(reach.choice("by", {"phone", "sms", "email", "letter", "code_only"}));
  ask.reach_value = reach.optional_text("value", 1, 300).value_or("");
  if (ask.contact.reach != core::ReachBy::code_only && ask.reach_value.empty())
    reach.fault("value", "missing");
  if (ask.contact.reach == core::ReachBy::code_only && !ask.reach_value.empty())
    reach.fault("value", "unknown-field");
  if (!ask.area.empty()) {
    const auto reading = call.house.driver.read();
    if (const auto area = reading.state().term(core::TermKind::area, ask.area)) {
      ask.contact.area = AreaId{*area};
    } else {
      in.fault("area", "not-a-choice");
    }
  }
  if (const auto faults = in.finish(); !faults.empty()) {
    send_faults(call, faults);
    return std::nullopt;
  }
  return ask;
}

ledger::IdentityField identity_of(core::ReachBy by) {
  switch (by) {
    case core::ReachBy::email:
      return ledger::IdentityField::email;
    case core::ReachBy::letter:
      return ledger::IdentityField::address;
    default:
      return ledger::IdentityField::phone;
  }
}

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

}  // namespace

void receive_contact(const CallPtr& call) {
  const auto body = read_body(*call);
  if (!body) return;
  auto ask = read_ask(*call, *body);
  if (!ask) return;
  auto once = once_of(*call, "contact");
  if (!once) return;
  auto script = [ask = std::move(*ask)](live::Transaction& tx) -> std::optional<core::Refusal> {
    core::ReceiveContact contact = ask.contact;
    contact.words = tx.document(ask.words);
    const auto matter = tx.decide(contact, {core::ActorKind::resident, {}, {}});
    if (!matter) return matter.error();
    const MatterId id{*matter};
    if (!ask.needs.set.empty()) {
      if (auto refused = note_needs(tx, id, ask.needs, {core::ActorKind::resident, {}, {}})) return refused;
    }
    tx.documents_belong_to(id);
    if (contact.reach != core::ReachBy::code_only) {
      tx.identity({ledger::Subject::matter, id.n, identity_of(contact.reach)}, ask.reach_value);
    }
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
