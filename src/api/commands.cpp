#include <array>
#include <boost/json.hpp>
#include <map>

#include "api/advice.hpp"
#include "api/input.hpp"
#include "api/routes.hpp"
#include "api/segments.hpp"
#include "core/view.hpp"
#include "core/words.hpp"
#include "rights/gate.hpp"

/// What staff do to a matter: POST /api/v1/matters/{id}/{action}.
namespace vuoro::api {

namespace {

namespace json = boost::json;
using core::TermKind;

using Read = core::Command (*)(Input&);

const std::map<std::string_view, Read>& actions() {
  static const std::map<std::string_view, Read> table = {
      {"take", [](Input& i) -> core::Command { return core::TakeMatter{i.matter}; }},
      {"release", [](Input& i) -> core::Command { return core::ReleaseMatter{i.matter}; }},
      {"answer", [](Input& i) -> core::Command { return core::AnswerContact{i.matter}; }},
      {"assess",
       [](Input& i) -> core::Command {
         core::AssessNeed c{i.matter, i.choice<core::Urgency>("urgency"), {}, {}, {}};
         if (c.urgency == core::Urgency::unassessed) i.in.fault("urgency", "not-a-choice");
         if (i.in.present("profession")) c.profession = i.choice<core::Profession>("profession");
         c.domains = i.choices<promises::Domain, std::uint32_t>("domains", 1);
         if (i.in.present("facts")) c.facts = i.choices<promises::Fact, std::uint64_t>("facts", 0);
         return c;
       }},
      {"facts",
       [](Input& i) -> core::Command {
         return core::RecordFact{i.matter, i.choice<promises::Trigger>("fact")};
       }},
      {"propose",
       [](Input& i) -> core::Command {
         if (i.in.present("course")) return core::ProposeCourse{i.matter, i.course()};
         const ServiceId service{i.term("service", TermKind::service)};
         const Instant due = i.in.present("due") ? i.instant("due") : core::no_due;
         core::ProposeStep c{i.matter, service, due, {}, {}};
         if (i.in.present("otherwise")) c.otherwise = i.choice<core::Otherwise>("otherwise");
         if (i.in.present("seen")) {
           const auto seen = advice_seen(i.in.text("seen", 1, 20));
           if (!seen) i.in.fault("seen", "not-a-choice");
           c.advice = seen.value_or(core::Advice{});
         }
         return c;
       }},
      {"book",
       [](Input& i) -> core::Command {
         core::BookStep c{i.step(), i.instant("at"), 0, {}};
         c.minutes = static_cast<std::uint16_t>(i.in.integer("minutes", 5, 24 * 60));
         c.mode = i.choice<core::Mode>("mode");
         return c;
       }},
      {"hold-times",
       [](Input& i) -> core::Command {
         const StepId step = i.step();
         return core::HoldTimes{step, i.slots()};
       }},
      {"offer-times",
       [](Input& i) -> core::Command {
         const StepId step = i.step();
         const core::SlotList slots = i.slots();
         return core::OfferTimes{step, slots, i.instant("until")};
       }},
      {"book-times",
       [](Input& i) -> core::Command {
         const StepId step = i.step();
         return core::BookTimes{step, i.slots()};
       }},
      {"accept-times", [](Input& i) -> core::Command { return core::AcceptTimes{i.step()}; }},
      {"end-hold",
       [](Input& i) -> core::Command {
         const StepId step = i.step();
         const std::size_t how = i.in.choice("how", {"declined", "withdrawn"});
         return core::EndHold{step, how == 0 ? core::HoldEnd::declined : core::HoldEnd::withdrawn};
       }},
      {"hold-sessions",
       [](Input& i) -> core::Command {
         const StepId step = i.step();
         return core::HoldSessions{step, i.session_slots()};
       }},
      {"book-sessions",
       [](Input& i) -> core::Command {
         const StepId step = i.step();
         return core::BookSessions{step, i.session_slots()};
       }},
      {"cancel-sessions",
       [](Input& i) -> core::Command {
         const StepId step = i.step();
         const std::size_t by = i.in.choice("by", {"patient", "unit"});
         return core::CancelSessions{step, by == 0 ? core::CancelledBy::person : core::CancelledBy::unit};
       }},
      {"ask-earlier",
       [](Input& i) -> core::Command {
         const StepId step = i.step();
         return i.earlier(step);
       }},
      {"stop-earlier", [](Input& i) -> core::Command { return core::StopEarlier{i.step()}; }},
      {"cancel-booking",
       [](Input& i) -> core::Command {
         const StepId step = i.step();
         const std::size_t by = i.in.choice("by", {"patient", "unit"});
         static_cast<void>(i.in.optional_text("reason", 0, 200));
         return core::CancelBooking{step, by == 0 ? core::CancelledBy::person : core::CancelledBy::unit};
       }},
      {"complete",
       [](Input& i) -> core::Command {
         const StepId step = i.step();
         return core::CompleteStep{step, i.choice<core::Outcome>("outcome")};
       }},
      {"miss", [](Input& i) -> core::Command { return core::MissStep{i.step()}; }},
      {"refuse", [](Input& i) -> core::Command { return core::RefuseStep{i.step()}; }},
      {"offer",
       [](Input& i) -> core::Command {
         const TeamId to{i.term("team", TermKind::team)};
         return core::OfferHandOver{i.matter, to, i.choice<core::OfferReason>("reason")};
       }},
      {"accept", [](Input& i) -> core::Command { return core::AcceptHandOver{i.matter}; }},
      {"decline",
       [](Input& i) -> core::Command {
         return core::DeclineHandOver{i.matter, i.choice<core::DeclineReason>("reason")};
       }},
      {"withdraw", [](Input& i) -> core::Command { return core::WithdrawHandOver{i.matter}; }},
      {"close",
       [](Input& i) -> core::Command {
         return core::CloseMatter{i.matter, i.choice<core::CloseReason>("reason")};
       }},
      {"reopen",
       [](Input& i) -> core::Command {
         return core::ReopenMatter{i.matter, i.choice<core::ReopenReason>("reason")};
       }},
      {"extend",
       [](Input& i) -> core::Command {
         const PromiseId promise{static_cast<std::uint32_t>(i.in.integer("promise", 1, UINT32_MAX))};
         const auto reason = i.choice<promises::Reason>("reason");
         // Where the law gives no number for the extension, the day is for people to say.
         return core::ExtendPromise{promise, reason,
                                    i.in.present("until") ? i.day("until") : calendar::open_end};
       }},
      {"consult",
       [](Input& i) -> core::Command {
         const TeamId to{i.term("team", TermKind::team)};
         i.read_words("question");
         return core::AskColleague{i.matter, to, {}};
       }},
      {"answer-question",
       [](Input& i) -> core::Command {
         const ConsultationId id = i.consultation();
         i.read_words("answer");
         return core::AnswerColleague{id, {}};
       }},
      {"withdraw-question",
       [](Input& i) -> core::Command { return core::WithdrawQuestion{i.consultation()}; }},
      {"join",
       [](Input& i) -> core::Command {
         return core::JoinMatters{i.matter, i.other_matter("with")};
       }},
      {"separate", [](Input& i) -> core::Command { return core::SeparateMatters{i.matter}; }},
      {"call-tried",
       [](Input& i) -> core::Command {
         return core::RecordTry{i.matter, i.choice<core::TryResult>("result")};
       }},
      {"give-number", [](Input& i) -> core::Command { return core::GiveTicket{i.matter}; }},
      {"move-number",
       [](Input& i) -> core::Command {
         using core::TicketState;
         constexpr std::array moves = {TicketState::called, TicketState::unanswered, TicketState::came,
                                       TicketState::left, TicketState::waiting};
         return core::MoveTicket{
             i.matter, moves[i.in.choice("to", {"called", "unanswered", "came", "left", "waiting"})]};
       }},
      {"segment", read_segment},
      {"own-contact", [](Input& i) -> core::Command { return core::NameContact{i.matter}; }},
      {"undo", [](Input& i) -> core::Command { return core::UndoLast{i.matter}; }},
  };
  return table;
}

/// The version in If-Match ("7" or "\"7\""); nothing when it is missing or no number.
std::optional<std::uint32_t> version_asked(const net::Request& request) {
  std::string_view text = request.header("If-Match").value_or("");
  if (text.size() >= 2 && text.front() == '"' && text.back() == '"') text = text.substr(1, text.size() - 2);
  return number_of(text);
}

/// The matter that the command's step or promise belongs to must be the one in the path.
bool belongs(const core::View& view, const core::Command& command, MatterId matter) {
  return std::visit(
      [&](const auto& c) {
        if constexpr (requires { c.step; }) {
          return view.matter_of(c.step) == matter;
        } else if constexpr (requires { c.promise; }) {
          return view.matter_of(c.promise) == matter;
        } else if constexpr (requires { c.consultation; }) {
          return view.matter_of(c.consultation) == matter;
        } else if constexpr (requires { c.with; }) {
          return view.matter(c.with).has_value();
        } else {
          return true;
        }
      },
      command);
}

std::optional<core::Refusal> run(live::Transaction& tx, const BookedTables& tables, const Viewer& viewer,
                                 MatterId id, std::uint32_t version, core::Command command,
                                 const std::string& words) {
  const core::View view(tx.state(), viewer);
  const auto sight = view.matter(id);
  if (!sight) return core::Refusal{core::RefusalCode::unknown_matter, id.n};
  if (sight->row->version != version) return core::Refusal{core::RefusalCode::version_changed, id.n};
  if (!belongs(view, command, id)) return core::Refusal{core::RefusalCode::unknown_step, id.n};
  if (auto* const propose = std::get_if<core::ProposeStep>(&command)) {
    if (auto refused = advise(tables, tx.state(), viewer, tx.now(), *propose)) return refused;
  }
  if (auto* const segment = std::get_if<core::DecideSegment>(&command)) {
    if (auto refused = propose_segment(tables, tx.state(), viewer, tx.now(), *segment)) return refused;
  }
  if (!words.empty()) {
    // A colleague's words, and why a segment was decided, are the office's own: no matter's resident reads
    // them.
    const DocumentId document = tx.document(words);
    std::visit(
        [&](auto& c) {
          if constexpr (requires { c.words; }) c.words = document;
        },
        command);
  }
  const auto decided = tx.decide(command, {core::ActorKind::staff, viewer.staff(), viewer.team()});
  if (!decided) return decided.error();
  return std::nullopt;
}

bool still_sees(const Call& call, MatterId id) {
  const auto viewer = rights::Gate::care(*call.session);
  const auto reading = call.house.driver.read();
  return viewer && core::visible(reading.state(), *viewer, id);
}

void answer(const CallPtr& call, MatterId id, const live::Outcome& outcome) {
  if (outcome.fate != live::Fate::accepted && outcome.fate != live::Fate::repeated) {
    return send_unfulfilled(*call, outcome);
  }
  // RFC 7240: who wants no body gets none, and the writer's thread is not kept from its work.
  if (call->request.header("Prefer").value_or("") == "return=minimal")
    return call->reply.send(net::no_content());
  call->house.workers.run([call, id] {
    // Whoever has declined an offer no longer sees the matter; the command was done all the same.
    if (still_sees(*call, id)) return send_matter(call, id);
    call->reply.send(net::no_content());
  });
}

}  // namespace

std::vector<std::string_view> action_names() {
  std::vector<std::string_view> names;
  for (const auto& [name, read] : actions()) names.push_back(name);
  return names;
}

bool is_action(std::string_view name) {
  return actions().contains(name);
}

void act_on_matter(const CallPtr& call) {
  const auto viewer = rights::Gate::care(*call->session);
  if (!viewer) return send_problem(*call, 403, "not-for-you");
  const auto id = number_of(call->parts[0]);
  const auto action = actions().find(call->parts[1]);
  if (action == actions().end()) return send_problem(*call, 404, "unknown-path");
  if (!id) return send_problem(*call, 404, "unknown-matter");
  const auto version = version_asked(call->request);
  if (!version) return send_problem(*call, 428, "version-missing");
  const auto body = read_body(*call);
  if (!body) return;
  net::Fields in(*body);
  Input input(*call, in, MatterId{*id});
  const core::Command command = action->second(input);
  if (const auto faults = in.finish(); !faults.empty()) return send_faults(*call, faults);
  const auto once = once_of(*call, "staff-" + std::to_string(viewer->staff().n));
  if (!once) return;
  call->house.driver.submit(
      {*once,
       [tables = call->house.tables.now(), viewer = *viewer, matter = input.matter, version = *version,
        command, words = input.words()](live::Transaction& tx) {
         return run(tx, *tables, viewer, matter, version, command, words);
       },
       [call, matter = input.matter](const live::Outcome& outcome) { answer(call, matter, outcome); }});
}

}  // namespace vuoro::api
