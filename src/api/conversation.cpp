#include "api/conversation.hpp"

#include <algorithm>
#include <boost/json.hpp>

#include "api/ask.hpp"
#include "api/query.hpp"
#include "api/reference.hpp"
#include "api/sight.hpp"
#include "api/topics.hpp"
#include "core/codec.hpp"
#include "core/words.hpp"
#include "rights/gate.hpp"

namespace vuoro::api {

namespace {

namespace json = boost::json;
using core::Side;
using promises::word;

constexpr std::size_t most_messages = 200;
constexpr std::size_t most_letters = 4000;
constexpr std::int64_t most_mark = (std::int64_t{1} << 53) - 1;  // what JSON's readers hold exactly

struct Past {
  std::uint64_t seq;
  core::Entry entry;
};

/// The message at `seq` when it is one of the matter's; nothing otherwise.
std::optional<core::Entry> message_at(ledger::Ledger& ledger, std::uint64_t seq, MatterId matter) {
  std::optional<core::Entry> found;
  const auto read = ledger.replay(seq, seq, [&](ledger::Seq, std::span<const std::byte> body) -> Status {
    auto entry = core::decode(body);
    if (!entry) return entry.error();
    const auto* message = std::get_if<core::MessageWritten>(&entry->event);
    if (message != nullptr && message->matter == matter) found = std::move(entry).value();
    return Unit{};
  });
  if (!read) return std::nullopt;
  return found;
}

struct Window {
  std::uint64_t after = 0;
  std::uint64_t before = 0;  ///< 0 = from the newest.
};

/// The messages of the window, oldest first. Stops where the ledger cannot be read.
std::vector<Past> messages_in(ledger::Ledger& ledger, MatterId matter, std::uint64_t newest, Window window) {
  std::vector<Past> found;
  std::uint64_t seq = newest;
  if (window.before != 0) {
    const auto edge = message_at(ledger, window.before, matter);
    seq = edge ? edge->previous : 0;
  }
  while (seq > window.after && found.size() < most_messages) {
    auto entry = message_at(ledger, seq, matter);
    if (!entry || entry->previous >= seq) break;
    const std::uint64_t previous = entry->previous;
    found.push_back({seq, std::move(*entry)});
    seq = previous;
  }
  std::reverse(found.begin(), found.end());
  return found;
}

json::array messages_json(const Call& call, const Viewer& viewer, const std::vector<Past>& past) {
  json::array out;
  for (const auto& [seq, entry] : past) {
    const auto& message = std::get<core::MessageWritten>(entry.event);
    const auto words = call.house.driver.ledger().document(viewer, message.words);
    out.push_back(json::object{{"seq", seq},
                               {"at", instant_json(entry.stamp.at)},
                               {"side", word(message.side)},
                               {"by", staff_name(call, entry.stamp.by)},
                               {"words", words.ok() ? words.value() : std::string{}},
                               {"mark", message.mark}});
  }
  return out;
}

json::value chat_json(const core::Conversation& talk, const core::MatterRow& m, const Viewer& viewer) {
  if (!talk.chat) return nullptr;
  return json::object{{"live", talk.live()},
                      {"opened", instant_json(talk.chat->opened)},
                      {"ended", instant_json(talk.chat->ended)},
                      {"how", word(talk.chat->how)},
                      {"endProposed", word(talk.chat->end_proposed)},
                      {"taken", static_cast<bool>(m.staff)},
                      {"mine", m.staff && m.staff == viewer.staff()}};
}

json::object around_json(ChatRoom::Around around) {
  return {{"here", around.here}, {"typing", around.typing}};
}

/// What the asker has told of themselves; for professionals.
json::object details_json(const Call& call, const Viewer& viewer, MatterId id, core::ReachBy reach) {
  const auto kept = [&](ledger::IdentityField field) -> json::value {
    const auto value = call.house.driver.ledger().identity(viewer, {ledger::Subject::matter, id.n, field});
    if (!value || !value.value() || value.value()->empty()) return nullptr;
    return json::value(*value.value());
  };
  json::object out{{"nickname", kept(ledger::IdentityField::other)},
                   {"name", kept(ledger::IdentityField::name)},
                   {"by", word(reach)},
                   {"value", nullptr}};
  if (reach != core::ReachBy::code_only) out["value"] = kept(reach_field(reach));
  return out;
}

/// The conversation as JSON: State under its lock first, then the ledger without it.
std::optional<json::object> conversation_json(const Call& call, const Speaker& speaker, Window window) {
  const Instant now = call.house.driver.now();
  json::object out;
  core::Conversation talk;
  DocumentId first;
  core::ReachBy reach{};
  {
    const auto reading = call.house.driver.read();
    const core::View view(reading.state(), speaker.viewer);
    const auto sight = view.matter(speaker.matter);
    if (!sight) return std::nullopt;
    const core::MatterRow& m = *sight->row;
    talk = view.conversation(speaker.matter);
    first = DocumentId{m.words};
    reach = m.reach;
    out = {{"asOf", instant_json(now)},
           {"code", code_of(speaker.matter)},
           {"state", word(m.status)},
           {"lang", m.language.letters().data()},
           {"holder", team_name(call, reading.state().term_text(core::TermKind::team, m.team.n))},
           {"handsCount", m.hands},
           {"reach", word(reach)},
           {"waits", instant_json(talk.thread.waits)},
           {"newest", talk.thread.last_seq},
           {"chat", chat_json(talk, m, speaker.viewer)},
           {"asked", {{"at", instant_json(m.opened)}, {"words", ""}}}};
  }
  const ChatRoom& room = call.house.chat_room;
  out["resident"] = around_json(room.around(speaker.matter, Side::resident, now));
  out["staff"] = around_json(room.around(speaker.matter, Side::staff, now));
  if (first) {
    if (auto words = call.house.driver.ledger().document(speaker.viewer, first))
      out["asked"].as_object()["words"] = words.value();
  }
  const auto past = messages_in(call.house.driver.ledger(), speaker.matter, talk.thread.last_seq, window);
  out["older"] = window.after == 0 && !past.empty() && past.front().entry.previous != 0;
  out["messages"] = messages_json(call, speaker.viewer, past);
  if (speaker.side() == Side::staff) {
    out["matter"] = speaker.matter.n;
    out["details"] = details_json(call, speaker.viewer, speaker.matter, reach);
  }
  return out;
}

std::string scope_of(const Speaker& speaker) {
  if (speaker.side() == Side::staff) return "staff-" + std::to_string(speaker.actor.staff.n);
  return "matter-" + std::to_string(speaker.matter.n);
}

std::optional<core::Refusal> not_seen(const live::Transaction& tx, const Speaker& speaker) {
  if (core::visible(tx.state(), speaker.viewer, speaker.matter)) return std::nullopt;
  return core::Refusal{core::RefusalCode::unknown_matter, speaker.matter.n};
}

bool done(const live::Outcome& outcome) {
  return outcome.fate == live::Fate::accepted || outcome.fate == live::Fate::repeated;
}

bool sees(const Call& call, const Speaker& speaker) {
  return core::visible(call.house.driver.read().state(), speaker.viewer, speaker.matter);
}

void tell(const Call& call, const Speaker& speaker, Typing typing) {
  ChatRoom& room = call.house.chat_room;
  const Instant now = call.house.driver.now();
  if (room.sign(speaker.matter, speaker.side(), typing, now))
    call.house.publisher.tell_sign(call.house.driver, speaker.matter, speaker.side(),
                                   room.around(speaker.matter, speaker.side(), now));
}

}  // namespace

std::optional<Speaker> resident_speaker(Call& call) {
  const auto viewer = rights::Gate::own_matter(*call.session);
  if (viewer) return Speaker{*viewer, viewer->matter(), {core::ActorKind::resident, {}, {}}};
  send_problem(call, 403, "not-for-you");
  return std::nullopt;
}

std::optional<Speaker> staff_speaker(Call& call) {
  const auto viewer = rights::Gate::care(*call.session);
  const auto id = number_of(call.parts[0]);
  if (viewer && id)
    return Speaker{*viewer, MatterId{*id}, {core::ActorKind::staff, viewer->staff(), viewer->team()}};
  if (viewer) {
    send_problem(call, 404, "unknown-matter");
  } else {
    send_problem(call, 403, "not-for-you");
  }
  return std::nullopt;
}

void send_conversation(const CallPtr& call, const Speaker& speaker) {
  Query query(call->request);
  const Window window{query.number("after", 0, UINT32_MAX).value_or(0),
                      query.number("before", 1, UINT32_MAX).value_or(0)};
  if (!query.faults().empty()) return send_faults(*call, query.faults());
  call->house.workers.run([call, speaker, window] {
    const auto out = conversation_json(*call, speaker, window);
    if (!out) return send_problem(*call, 404, "unknown-matter");
    send_json(*call, 200, *out);
  });
}

void send_words(const CallPtr& call, const Speaker& speaker) {
  const auto body = read_body(*call);
  if (!body) return;
  net::Fields in(*body);
  std::string words = in.text("words", 1, most_letters);
  const auto mark = in.optional_integer("mark", 0, most_mark).value_or(0);
  if (const auto faults = in.finish(); !faults.empty()) return send_faults(*call, faults);
  const auto once = once_of(*call, scope_of(speaker));
  if (!once) return;
  if (!sees(*call, speaker)) return send_problem(*call, 404, "unknown-matter");
  const auto wait =
      call->house.chat_room.wait_to_write(speaker.matter, speaker.side(), call->house.driver.now());
  if (wait.count() > 0) return send_too_many(*call, wait);
  tell(*call, speaker, Typing::no);
  auto script = [speaker, words = std::move(words),
                 mark](live::Transaction& tx) -> std::optional<core::Refusal> {
    if (const auto refusal = not_seen(tx, speaker)) return refusal;
    core::WriteMessage message{speaker.matter, {}, static_cast<std::uint64_t>(mark)};
    message.words = tx.document(words);
    tx.documents_belong_to(speaker.matter);
    const auto decided = tx.decide(message, speaker.actor);
    if (!decided) return decided.error();
    return std::nullopt;
  };
  call->house.driver.submit(
      {*once, std::move(script), [call, mark](const live::Outcome& outcome) {
         if (!done(outcome)) return send_unfulfilled(*call, outcome);
         // The message is the first event of its request.
         send_json(*call, 201, json::object{{"seq", outcome.first_seq}, {"mark", mark}});
       }});
}

void send_sign(const CallPtr& call, const Speaker& speaker) {
  const auto body = read_body(*call);
  if (!body) return;
  net::Fields in(*body);
  const Typing typing = in.either("typing", Typing::no, Typing::yes);
  if (const auto faults = in.finish(); !faults.empty()) return send_faults(*call, faults);
  if (!sees(*call, speaker)) return send_problem(*call, 404, "unknown-matter");
  tell(*call, speaker, typing);
  call->reply.send(net::no_content());
}

bool takes_nothing(Call& call) {
  const auto body = read_body(call);
  if (!body) return false;
  net::Fields in(*body);
  const auto faults = in.finish();
  if (!faults.empty()) send_faults(call, faults);
  return faults.empty();
}

void send_change(const CallPtr& call, const Speaker& speaker, const core::Command& command, Keep keep) {
  const auto once = once_of(*call, scope_of(speaker));
  if (!once) return;
  auto script = [speaker, command,
                 keep = std::move(keep)](live::Transaction& tx) -> std::optional<core::Refusal> {
    if (const auto refusal = not_seen(tx, speaker)) return refusal;
    const auto decided = tx.decide(command, speaker.actor);
    if (!decided) return decided.error();
    if (keep) keep(tx);
    return std::nullopt;
  };
  call->house.driver.submit({*once, std::move(script), [call, speaker](const live::Outcome& outcome) {
                               if (!done(outcome)) return send_unfulfilled(*call, outcome);
                               call->house.workers.run([call, speaker] {
                                 const auto out = conversation_json(*call, speaker, {});
                                 if (!out) return send_problem(*call, 404, "unknown-matter");
                                 send_json(*call, 200, *out);
                               });
                             }});
}

}  // namespace vuoro::api
