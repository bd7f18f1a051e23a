#include <boost/json.hpp>

#include "api/chat_room.hpp"
#include "api/conversation.hpp"
#include "api/reference.hpp"
#include "api/routes.hpp"
#include "api/sight.hpp"
#include "api/topics.hpp"
#include "core/view.hpp"
#include "core/words.hpp"
#include "rights/gate.hpp"

/// The professionals' side: a matter's conversation, and the team's chats.
namespace vuoro::api {

namespace {

namespace json = boost::json;
using core::Side;
using promises::word;

constexpr std::size_t most_ended = 10;
constexpr std::size_t looked_through = 100;
constexpr std::chrono::hours shown_for{24};

struct Line {
  MatterId matter;
  DocumentId words;
  json::object out;
};

json::object line_json(const Call& call, const core::State& state, const core::View& view, MatterId id) {
  const core::MatterRow& m = *view.matter(id)->row;
  const core::Conversation talk = view.conversation(id);
  const Viewer& viewer = view.viewer();
  const Instant now = call.house.driver.now();
  const ChatRoom::Around there = call.house.chat_room.around(id, Side::resident, now);
  return {{"matter", id.n},
          {"code", code_of(id)},
          {"lang", m.language.letters().data()},
          {"version", m.version},
          {"opened", instant_json(talk.chat->opened)},
          {"ended", instant_json(talk.chat->ended)},
          {"how", word(talk.chat->how)},
          {"endProposed", word(talk.chat->end_proposed)},
          {"waits", instant_json(talk.thread.waits)},
          {"newest", talk.thread.last_seq},
          {"messages", talk.thread.messages},
          {"team", team_name(call, state.term_text(core::TermKind::team, m.team.n))},
          {"ours", m.team == viewer.team()},
          {"offeredToUs", m.offered_to == viewer.team()},
          {"offeredAway", m.offered_to && m.team == viewer.team()},
          {"staff", m.staff.n},
          {"staffLabel", staff_name(call, m.staff)},
          {"mine", m.staff && m.staff == viewer.staff()},
          {"here", there.here},
          {"typing", there.typing}};
}

/// The first words as one line, and by what name the asker goes.
void add_names(const Call& call, const Viewer& viewer, Line& line) {
  ledger::Ledger& ledger = call.house.driver.ledger();
  line.out["subject"] = "";
  if (line.words) {
    if (const auto text = ledger.document(viewer, line.words)) line.out["subject"] = subject_of(text.value());
  }
  line.out["nickname"] = nullptr;
  for (const auto field : {ledger::IdentityField::other, ledger::IdentityField::name}) {
    const auto name = ledger.identity(viewer, {ledger::Subject::matter, line.matter.n, field});
    if (name && name.value() && !name.value()->empty()) line.out["nickname"] = *name.value();
  }
}

void send_chats(const CallPtr& call, const Viewer& viewer) {
  const Instant now = call->house.driver.now();
  const auto setting = call->house.driver.setting();
  std::vector<Line> live;
  std::vector<Line> over;
  std::uint32_t mine = 0;
  json::object out{{"asOf", instant_json(now)}, {"most", setting->chats.most_per_staff}};
  {
    const auto reading = call->house.driver.read();
    const core::View view(reading.state(), viewer);
    const auto add = [&](std::vector<Line>& to, MatterId id) {
      to.push_back(
          {id, DocumentId{view.matter(id)->row->words}, line_json(*call, reading.state(), view, id)});
    };
    out["seq"] = stream_position(reading.state().seq());
    for (const MatterId id : view.live_chats()) {
      add(live, id);
      if (live.back().out["mine"].as_bool()) ++mine;
    }
    for (const MatterId id : view.recent_chats(looked_through)) {
      const core::ChatRow chat = *view.conversation(id).chat;
      if (chat.live() || now - chat.ended.instant() > shown_for || over.size() == most_ended) continue;
      add(over, id);
    }
  }
  out["mine"] = mine;
  for (auto [name, lines] : {std::pair{"chats", &live}, std::pair{"ended", &over}}) {
    json::array all;
    for (Line& line : *lines) {
      add_names(*call, viewer, line);
      all.push_back(std::move(line.out));
    }
    out[name] = std::move(all);
  }
  send_json(*call, 200, out);
}

}  // namespace

void show_messages(const CallPtr& call) {
  if (const auto me = staff_speaker(*call)) send_conversation(call, *me);
}

void write_message(const CallPtr& call) {
  if (const auto me = staff_speaker(*call)) send_words(call, *me);
}

void sign_presence(const CallPtr& call) {
  if (const auto me = staff_speaker(*call)) send_sign(call, *me);
}

void end_chat(const CallPtr& call) {
  const auto me = staff_speaker(*call);
  if (!me) return;
  const auto body = read_body(*call);
  if (!body) return;
  net::Fields in(*body);
  constexpr std::array ends = {core::ChatEnd::agreed,
                               core::ChatEnd::continues_by_phone,
                               core::ChatEnd::continues_at_visit,
                               core::ChatEnd::resident_left,
                               core::ChatEnd::misuse,
                               core::ChatEnd::other};
  const std::size_t how = in.choice(
      "how", {"agreed", "continues_by_phone", "continues_at_visit", "resident_left", "misuse", "other"});
  if (const auto faults = in.finish(); !faults.empty()) return send_faults(*call, faults);
  send_change(call, *me, core::EndChat{me->matter, ends[how]});
}

void list_chats(const CallPtr& call) {
  const auto viewer = rights::Gate::care(*call->session);
  if (!viewer) return send_problem(*call, 403, "not-for-you");
  call->house.workers.run([call, viewer = *viewer] { send_chats(call, viewer); });
}

void list_chat_answers(const CallPtr& call) {
  if (!rights::Gate::care(*call->session)) return send_problem(*call, 403, "not-for-you");
  json::array out;
  if (const auto& chat = call->house.county.chat) {
    for (const content::CannedAnswer& answer : chat->answers) {
      json::object text;
      for (const auto language : {content::Language::fi, content::Language::sv, content::Language::en})
        text[word(language)] = promises::in(answer.text, language);
      out.push_back(json::object{{"code", answer.code}, {"text", std::move(text)}});
    }
  }
  send_json(*call, 200, out);
}

}  // namespace vuoro::api
