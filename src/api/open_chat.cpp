#include <boost/json.hpp>

#include "api/advice.hpp"
#include "api/ask.hpp"
#include "api/chat_hours.hpp"
#include "api/chat_room.hpp"
#include "api/conversation.hpp"
#include "api/reference.hpp"
#include "api/routes.hpp"
#include "api/sight.hpp"
#include "calendar/zone.hpp"
#include "core/view.hpp"
#include "core/words.hpp"
#include "rights/gate.hpp"

/// How a chat begins: at once, under any name or none. When the chat is closed the same words become a
/// message that waits with its promise.
namespace vuoro::api {

namespace {

namespace json = boost::json;

Opening opening_of(const Call& call) {
  const auto& chat = call.house.county.chat;
  if (!chat) return {};
  return opening_at(*chat, call.house.driver.setting()->calendar, call.house.driver.now());
}

std::string clock_text(std::int32_t seconds) {
  const auto two = [](std::int32_t n) { return (n < 10 ? "0" : "") + std::to_string(n); };
  return two(seconds / 3600) + ':' + two(seconds / 60 % 60);
}

json::array hours_json(const content::Chat& chat) {
  json::array out;
  for (const content::ChatHours& hours : chat.hours) {
    json::array days;
    for (const std::uint8_t day : hours.days) days.emplace_back(day);
    out.push_back(json::object{
        {"days", std::move(days)}, {"from", clock_text(hours.from)}, {"until", clock_text(hours.until)}});
  }
  return out;
}

json::value instant_or_null(const std::optional<Instant>& at) {
  return at ? instant_json(*at) : json::value(nullptr);
}

struct ChatAsk {
  std::string words;
  std::optional<std::string> nickname;
  core::ReceiveContact contact;
  std::string reach_value;
};

/// The term of the code; a fault when there is none.
AreaId area_of(const Call& call, net::Fields& in) {
  const auto code = in.optional_text("area", 1, 62);
  if (!code) return {};
  const auto number = call.house.driver.read().state().term(core::TermKind::area, *code);
  if (!number) in.fault("area", "not-a-choice");
  return AreaId{number.value_or(0)};
}

std::optional<ChatAsk> read_chat_ask(Call& call, const json::value& body) {
  net::Fields in(body);
  ChatAsk ask;
  ask.words = in.text("words", 1, 4000);
  ask.nickname = in.optional_text("nickname", 1, 60);
  constexpr std::array<std::string_view, 3> pages = {"fi", "sv", "en"};
  ask.contact.language = core::Language::of(pages[in.choice("lang", {"fi", "sv", "en"})]);
  ask.contact.about = core::About::unnamed;
  ask.contact.area = area_of(call, in);
  ask.contact.reach = core::ReachBy::code_only;
  if (const auto phone = in.optional_text("phone", 3, 40)) {
    ask.contact.reach = core::ReachBy::phone;
    ask.reach_value = *phone;
  }
  if (const auto faults = in.finish(); !faults.empty()) {
    send_faults(call, faults);
    return std::nullopt;
  }
  return ask;
}

/// Who answers: the chat's own team; none: as the county's tables of routing say, else by area.
TeamId team_of(const Call& call) {
  const auto& chat = call.house.county.chat;
  if (!chat || chat->team.empty()) return {};
  return TeamId{call.house.driver.read().state().term(core::TermKind::team, chat->team).value_or(0)};
}

/// What a chat's team is found by when it has none of its own.
struct Routing {
  std::shared_ptr<const BookedTables> tables;
  std::shared_ptr<const core::Setting> setting;
};

std::optional<core::Refusal> run(live::Transaction& tx, const Routing& routing, const ChatAsk& ask,
                                 bool open) {
  const core::Actor resident{core::ActorKind::resident, {}, {}};
  core::ReceiveContact contact = ask.contact;
  contact.channel = open ? core::Channel::chat : core::Channel::message;
  contact.words = tx.document(ask.words);
  route(*routing.tables, tx.state(), routing.setting->contact_domains, calendar::local_day(tx.now()),
        contact);
  const auto matter = tx.decide(contact, resident);
  if (!matter) return matter.error();
  const MatterId id{*matter};
  tx.documents_belong_to(id);
  if (ask.nickname) tx.identity({ledger::Subject::matter, id.n, ledger::IdentityField::other}, *ask.nickname);
  if (!ask.reach_value.empty())
    tx.identity({ledger::Subject::matter, id.n, reach_field(contact.reach)}, ask.reach_value);
  if (!open) return std::nullopt;
  const auto opened = tx.decide(core::OpenChat{id}, resident);
  if (!opened) return opened.error();
  return std::nullopt;
}

/// The code and secret to come back with, and a session so that the talk goes on at once.
void send_opened(const CallPtr& call, MatterId id) {
  const rights::ResidentSession session{id};
  const auto viewer = rights::Gate::own_matter(session);
  bool live = false;
  {
    const auto reading = call->house.driver.read();
    live = core::View(reading.state(), *viewer).conversation(id).live();
  }
  const json::object out{
      {"code", code_of(id)}, {"secret", secret_of(call->house.driver.ledger().keys(), id)}, {"live", live}};
  net::Response response = net::json_response(201, json::serialize(out));
  response.with("Set-Cookie",
                session_cookie(call->request, call->house.sessions.begin(session, call->house.driver.now())));
  call->reply.send(std::move(response));
}

}  // namespace

void show_chat_hours(const CallPtr& call) {
  const auto& chat = call->house.county.chat;
  const Opening opening = opening_of(*call);
  const ChatRoom::Figures figures = call->house.chat_room.figures();
  json::object out{{"asOf", instant_json(call->house.driver.now())},
                   {"offered", chat.has_value()},
                   {"open", opening.open},
                   {"opens", instant_or_null(opening.opens)},
                   {"closes", instant_or_null(opening.closes)},
                   {"hours", chat ? hours_json(*chat) : json::array{}},
                   {"onHolidays", chat && chat->on_holidays},
                   {"abandonedAfterMinutes", chat ? chat->abandoned_after_minutes : 0},
                   {"waiting", figures.waiting},
                   {"usualWaitMinutes", nullptr}};
  if (figures.usual_wait) out["usualWaitMinutes"] = figures.usual_wait->count();
  send_json(*call, 200, out);
}

void open_chat(const CallPtr& call) {
  const auto body = read_body(*call);
  if (!body) return;
  auto ask = read_chat_ask(*call, *body);
  if (!ask) return;
  const auto once = once_of(*call, "chat");
  if (!once) return;
  const auto wait =
      call->house.chat_room.wait_to_open(call->request.remote_address(), call->house.driver.now());
  if (wait.count() > 0) return send_too_many(*call, wait);
  ask->contact.team = team_of(*call);
  const bool open = opening_of(*call).open;
  Routing routing{call->house.tables.now(), call->house.driver.setting()};
  auto script = [routing = std::move(routing), ask = std::move(*ask), open](live::Transaction& tx) {
    return run(tx, routing, ask, open);
  };
  call->house.driver.submit({*once, std::move(script), [call](const live::Outcome& outcome) {
                               if (outcome.fate != live::Fate::accepted &&
                                   outcome.fate != live::Fate::repeated)
                                 return send_unfulfilled(*call, outcome);
                               const MatterId id{outcome.subject};
                               call->house.workers.run([call, id] { send_opened(call, id); });
                             }});
}

void open_my_chat(const CallPtr& call) {
  const auto me = resident_speaker(*call);
  if (!me || !takes_nothing(*call)) return;
  if (!opening_of(*call).open) return send_problem(*call, 409, "chat-closed");
  send_change(call, *me, core::OpenChat{me->matter});
}

}  // namespace vuoro::api
