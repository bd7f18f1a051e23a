#include "kill/person.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <boost/json.hpp>

#include "api/reference.hpp"

namespace vuoro::kill {

namespace {

namespace json = boost::json;

json::object parsed(const Answer& answer) {
  boost::system::error_code fault;
  json::value value = json::parse(answer.body, fault);
  return value.is_object() ? std::move(value.as_object()) : json::object{};
}

std::string text_of(const json::object& o, std::string_view name) {
  const json::value* v = o.if_contains(name);
  if (v == nullptr) return "?";
  return v->is_string() ? std::string(v->as_string()) : json::serialize(*v);
}

/// What commands change in a matter, in one line; not what time changes, nor who looks.
std::string sight_of(const json::object& m) {
  std::string out =
      fmt::format("v{} {} {}", text_of(m, "version"), text_of(m, "state"), text_of(m, "assessed"));
  if (const auto* holder = m.if_contains("holder"))
    out += " " + text_of(holder->as_object(), "teamCode") + text_of(holder->as_object(), "staff");
  if (const auto* offer = m.if_contains("offer"); offer != nullptr && offer->is_object())
    out += " offered to " + text_of(offer->as_object(), "teamCode");
  if (const auto* promises = m.if_contains("promises")) {
    for (const json::value& p : promises->as_array())
      out += " p" + text_of(p.as_object(), "id") + text_of(p.as_object(), "due") +
             text_of(p.as_object(), "ended");
  }
  if (const auto* steps = m.if_contains("steps")) {
    for (const json::value& s : steps->as_array())
      out += " s" + text_of(s.as_object(), "id") + text_of(s.as_object(), "state");
  }
  return out;
}

bool offers_action(const json::object& m, std::string_view action) {
  const auto* actions = m.if_contains("actions");
  if (actions == nullptr || !actions->is_array()) return false;
  return std::any_of(actions->as_array().begin(), actions->as_array().end(),
                     [&](const json::value& a) { return a.is_string() && a.as_string() == action; });
}

/// Whether the command's whole effect can be seen.
bool effect_shows(std::string_view path, const json::object& m) {
  const std::string_view action = path.substr(path.rfind('/') + 1);
  if (action == "take" || action == "answer") return !offers_action(m, action);
  if (action == "assess") return text_of(m, "assessed") != "null";
  if (action == "offer") return text_of(m, "offer") != "null";
  if (action == "accept") return text_of(m, "offer") == "null";
  return true;
}

}  // namespace

void Person::forget() {
  matters_.clear();
  unanswered_.reset();
  accepted_ = 0;
}

bool Person::log_in(Wire& wire, const Accounts& accounts) {
  other_team_ = accounts.other_team;
  for (const auto& [account, cookie] :
       {std::pair{&accounts.desk, &desk_cookie_}, std::pair{&accounts.other, &other_cookie_}}) {
    const auto answer =
        wire.ask({"POST", "session", {}, {}, {}, fmt::format(R"({{"account":"{}"}})", *account)});
    if (!answer || answer->status != 200) return false;
    *cookie = answer->cookie;
  }
  return true;
}

Person::Act Person::contact() {
  ++asked_;
  Act act;
  act.contact = true;
  act.question.method = "POST";
  act.question.path = "contacts";
  act.question.key = fmt::format("contact-{}-{}", number_, asked_);
  act.question.body = fmt::format(
      R"({{"words":"words {0}-{1} of a neighbour","about":"self","lang":"fi","reach":{{"by":"phone","value":"040 {0}-{1}"}}}})",
      number_, asked_);
  return act;
}

Person::Act Person::act(std::size_t matter, std::string action, std::string body, bool other) {
  ++asked_;
  Act act;
  act.matter = matter;
  act.of_other_team = other;
  act.question = {"POST",
                  fmt::format("matters/{}/{}", matters_[matter].id, action),
                  cookie(other),
                  fmt::format("act-{}-{}", number_, asked_),
                  matters_[matter].version,
                  std::move(body)};
  return act;
}

/// The next thing to do: ask for help, or the next step with one of the last few matters.
Person::Act Person::next() {
  if (matters_.empty() || chance_() % 100 < 35) return contact();
  const std::size_t back = chance_() % std::min<std::size_t>(matters_.size(), 5);
  const std::size_t at = matters_.size() - 1 - back;
  const Known& m = matters_[at];
  if (m.version.empty()) return contact();
  if (m.offered) return act(at, "accept", "{}", true);
  if (m.handed) return act(at, "facts", R"({"fact":"forecast_recorded"})", true);
  if (!m.taken) return act(at, "take", "{}");
  if (!m.answered) return act(at, "answer", "{}");
  if (!m.assessed) {
    return act(at, "assess", R"({"urgency":"non_urgent","profession":"nurse","domains":["health"]})");
  }
  if (chance_() % 2 == 0) return act(at, "facts", R"({"fact":"forecast_recorded"})");
  return act(at, "offer", fmt::format(R"({{"team":"{}","reason":"workload"}})", other_team_));
}

/// Takes an answer that was read in full for true.
void Person::learn(const Act& act, const Answer& answer) {
  const json::object body = parsed(answer);
  if (act.contact) {
    if (answer.status != 201) return;
    ++accepted_;
    Known known;
    known.code = text_of(body, "code");
    known.secret = text_of(body, "secret");
    known.id = api::matter_of_code(known.code).value_or(MatterId{}).n;
    const json::object asked = json::parse(act.question.body).as_object();
    known.words = text_of(asked, "words");
    known.touched = true;
    matters_.push_back(std::move(known));
    return;
  }
  if (answer.status != 200) return;
  ++accepted_;
  Known& known = matters_[act.matter];
  known.touched = true;
  known.sight = sight_of(body);
  known.version = text_of(body, "version");
  known.taken = !offers_action(body, "take");
  known.answered = !offers_action(body, "answer");
  known.assessed = text_of(body, "assessed") != "null";
  known.offered = text_of(body, "offer") != "null";
  known.handed = known.handed || act.question.path.ends_with("/accept");
}

bool Person::look(Wire& wire, Known& known, bool as_other) {
  const auto answer = wire.ask({"GET", fmt::format("matters/{}", known.id), cookie(as_other), {}, {}, {}});
  if (!answer || answer->status != 200) return false;
  const json::object body = parsed(*answer);
  known.sight = sight_of(body);
  known.version = text_of(body, "version");
  return true;
}

void Person::work(std::uint16_t port, const Accounts& accounts, std::atomic<int>& answers) {
  for (Known& known : matters_) known.touched = false;
  Wire wire(port);
  if (!log_in(wire, accounts)) return;
  while (true) {
    unanswered_ = next();
    const auto answer = wire.ask(unanswered_->question);
    if (!answer) return;
    learn(*unanswered_, *answer);
    const bool new_matter = unanswered_->contact && answer->status == 201;
    unanswered_.reset();
    ++answers;
    if (new_matter && !look(wire, matters_.back(), false)) return;
  }
}

std::string Person::verify(std::uint16_t port, const Accounts& accounts, bool everything) {
  Wire wire(port);
  if (!log_in(wire, accounts)) return "cannot log in after the restart";
  for (std::size_t i = 0; i < matters_.size(); ++i) {
    if (!everything && !matters_[i].touched) continue;
    if (unanswered_ && !unanswered_->contact && unanswered_->matter == i) continue;
    if (std::string fault = check(wire, matters_[i]); !fault.empty()) return fault;
  }
  if (unanswered_) {
    std::string fault = retry(wire);
    unanswered_.reset();
    return fault;
  }
  return {};
}

/// An acknowledged matter: the resident's door opens, the words are there, and nothing has moved since.
std::string Person::check(Wire& wire, Known& known) {
  const auto door = wire.ask({"POST",
                              "resident-session",
                              {},
                              {},
                              {},
                              fmt::format(R"({{"code":"{}","secret":"{}"}})", known.code, known.secret)});
  if (!door || door->status != 204)
    return fmt::format("matter {} was acknowledged and its code opens nothing ({})", known.id,
                       door ? door->status : 0);
  const auto own = wire.ask({"GET", "my-matter", door->cookie, {}, {}, {}});
  if (!own || own->status != 200 || text_of(parsed(*own), "code") != known.code)
    return fmt::format("matter {} was acknowledged and its resident cannot see it", known.id);
  const auto desk = wire.ask({"GET", fmt::format("matters/{}", known.id), cookie(known.handed), {}, {}, {}});
  if (!desk || desk->status != 200)
    return fmt::format("matter {} is not where it was acknowledged to be", known.id);
  if (desk->body.find(known.words) == std::string::npos)
    return fmt::format("matter {} has lost its words", known.id);
  const json::object body = parsed(*desk);
  const std::string sight = sight_of(body);
  if (!known.sight.empty() && sight != known.sight)
    return fmt::format("matter {} was \"{}\" and is \"{}\"", known.id, known.sight, sight);
  known.sight = sight;
  known.version = text_of(body, "version");
  return {};
}

std::string Person::retry(Wire& wire) {
  ++retried_;
  Act act = *unanswered_;
  if (act.contact) return retry_contact(wire, act);
  act.question.cookie = cookie(act.of_other_team);
  return retry_command(wire, act);
}

std::string Person::retry_contact(Wire& wire, const Act& act) {
  const auto first = wire.ask(act.question);
  const auto second = wire.ask(act.question);
  if (!first || !second || first->status != 201 || second->status != 201)
    return fmt::format("{} sent again was answered {}", act.question.key, first ? first->status : 0);
  learn(act, *first);
  if (text_of(parsed(*second), "code") != matters_.back().code)
    return fmt::format("{} sent twice made two matters", act.question.key);
  return check(wire, matters_.back());
}

std::string Person::retry_command(Wire& wire, const Act& act) {
  Known& known = matters_[act.matter];
  const std::string version = known.version;
  Known before = known;
  if (!look(wire, before, act.of_other_team)) return fmt::format("matter {} cannot be seen", known.id);
  const bool was_there = before.version != version;
  const auto first = wire.ask(act.question);
  const auto second = wire.ask(act.question);
  if (!first || !second) return "no answer to a command sent again";
  if (first->status != 200) {
    // A refusal, which nobody had been told of: then nothing of it may be there.
    return was_there
               ? fmt::format("{} was done and, sent again, refused ({})", act.question.path, first->status)
               : std::string{};
  }
  const json::object body = parsed(*first);
  const std::string sight = sight_of(body);
  if (was_there && sight != before.sight)
    return fmt::format("{} was done twice: \"{}\", then \"{}\"", act.question.path, before.sight, sight);
  if (sight_of(parsed(*second)) != sight)
    return fmt::format("{} sent twice was done twice", act.question.path);
  if (text_of(body, "version") == version || !effect_shows(act.question.path, body))
    return fmt::format("{} was acknowledged and its effect is not there, or half: \"{}\"", act.question.path,
                       sight);
  if (was_there) ++retried_done_;
  learn(act, *first);
  return {};
}

}  // namespace vuoro::kill
