#include "core/walk_in.hpp"

#include <algorithm>
#include <boost/json.hpp>

#include "api/notice_json.hpp"
#include "api/query.hpp"
#include "api/reference.hpp"
#include "api/routes.hpp"
#include "api/sight.hpp"
#include "api/topics.hpp"
#include "api/walk_in.hpp"
#include "calendar/zone.hpp"
#include "core/notices.hpp"
#include "core/words.hpp"
#include "rights/gate.hpp"

/// Walk-in lists: who waits at the team's door today, the next one's call, and the screen of the waiting
/// room.
namespace vuoro::api {

namespace {

namespace json = boost::json;
using core::Ticket;
using core::TicketState;
using promises::word;

constexpr int days_looked_back = 14;    // for numbers that lapsed and that nobody has looked at
constexpr std::size_t shown_next = 12;  // numbers on the screen of those who wait

/// A list's rows, and where the words of each lie; the words come from the ledger, without the lock on State.
struct Rows {
  json::array rows;
  std::vector<DocumentId> words;
};

json::value minutes_json(const std::optional<std::chrono::minutes>& minutes) {
  return minutes ? json::value(minutes->count()) : json::value(nullptr);
}

/// Whether the viewer may take the number's end back now.
bool can_return(const Call& call, const core::TicketRow& row, Day today) {
  const Instant now = call.house.driver.now();
  return (row.state == TicketState::came || row.state == TicketState::left) && row.day == today &&
         now - row.ended.instant() <= call.house.driver.setting()->undo_within;
}

class List {
 public:
  List(const Call& call, const core::State& state, const Viewer& viewer)
      : call_(call),
        state_(state),
        view_(state, viewer),
        walk_in_(state, viewer),
        notices_(state, viewer),
        today_(calendar::local_day(call.house.driver.now())) {}

  json::object row(const Ticket& ticket, DocumentId& words) const {
    const core::TicketRow& t = *ticket.row;
    json::object out{{"number", t.number},
                     {"day", day_json(calendar::at_local(t.day, 0))},
                     {"state", word(t.state)},
                     {"given", instant_json(t.given)},
                     {"called", instant_json(t.called)},
                     {"ended", instant_json(t.ended)},
                     {"by", staff_name(call_, t.by)},
                     {"mine", t.by && t.by == view_.viewer().staff()},
                     {"before", nullptr},
                     {"matter", nullptr}};
    if (t.state == TicketState::waiting || t.state == TicketState::unanswered)
      out["before"] = walk_in_.turn(ticket.id).before;
    // The number of a matter that another team has now stays on the list; the matter is theirs to see.
    const auto sight = view_.matter(t.matter);
    if (!sight || sight->row->team != view_.viewer().team()) return out;
    words = DocumentId{sight->row->words};
    out["matter"] = matter(*sight, t);
    return out;
  }

  Rows rows(const std::vector<Ticket>& tickets) const {
    Rows out;
    for (const Ticket& ticket : tickets) {
      out.words.emplace_back();
      out.rows.push_back(row(ticket, out.words.back()));
    }
    return out;
  }

  [[nodiscard]] std::vector<Ticket> live() const {
    auto tickets = walk_in_.day(today_);
    std::erase_if(tickets, [](const Ticket& t) { return core::ended(t.row->state); });
    return tickets;
  }
  /// The newest end first.
  [[nodiscard]] std::vector<Ticket> over() const {
    auto tickets = walk_in_.day(today_);
    std::erase_if(tickets, [](const Ticket& t) { return !core::ended(t.row->state); });
    std::ranges::stable_sort(tickets, std::ranges::greater{}, [](const Ticket& t) { return t.row->ended; });
    return tickets;
  }
  [[nodiscard]] std::vector<Ticket> unserved() const { return walk_in_.unserved(today_, days_looked_back); }
  [[nodiscard]] json::value pace() const {
    return minutes_json(walk_in_.pace(view_.viewer().team(), today_));
  }

 private:
  [[nodiscard]] json::object matter(const core::MatterSight& sight, const core::TicketRow& t) const {
    const core::MatterRow& m = *sight.row;
    const auto needs = notices_.needs(sight.id);
    const bool newest = walk_in_.of(sight.id)->row == &t;
    return {{"id", sight.id.n},
            {"code", code_of(sight.id)},
            {"version", m.version},
            {"open", m.status == core::MatterStatus::open},
            {"subject", ""},
            {"age", m.age.known() ? json::value(m.age.years) : json::value(nullptr)},
            {"about", word(m.about)},
            {"lang", m.language.letters().data()},
            {"interpreter", m.interpreter == core::Interpreter::yes},
            {"needs", needs ? needs_json(needs->needs) : json::array{}},
            {"takenBy", staff_name(call_, m.staff)},
            {"returnable", newest && m.status == core::MatterStatus::open && can_return(call_, t, today_)}};
  }

  const Call& call_;
  const core::State& state_;
  core::View view_;
  core::WalkIn walk_in_;
  core::Notices notices_;
  Day today_;
};

void add_subjects(const Call& call, const Viewer& viewer, Rows& list) {
  for (std::size_t i = 0; i < list.words.size(); ++i) {
    if (!list.words[i]) continue;
    if (auto text = call.house.driver.ledger().document(viewer, list.words[i]))
      list.rows[i].as_object()["matter"].as_object()["subject"] = subject_of(text.value());
  }
}

/// The list as it is now; `called` is the matter whose number was just called, none when it was only looked
/// at.
void send_list(const CallPtr& call, const Viewer& viewer, MatterId called) {
  const Instant now = call->house.driver.now();
  json::object out{{"asOf", instant_json(now)},
                   {"day", day_json(now)},
                   {"called", called ? json::value(called.n) : json::value(nullptr)}};
  Rows rows;
  Rows over;
  Rows unserved;
  {
    const auto reading = call->house.driver.read();
    const core::State& state = reading.state();
    const List list(*call, state, viewer);
    const std::string_view team = state.term_text(core::TermKind::team, viewer.team().n);
    out["team"] = json::object{{"code", team}, {"name", team_name(*call, team)}};
    out["seq"] = stream_position(state.seq());
    out["pace"] = list.pace();
    rows = list.rows(list.live());
    over = list.rows(list.over());
    unserved = list.rows(list.unserved());
  }
  for (Rows* part : {&rows, &over, &unserved}) add_subjects(*call, viewer, *part);
  out["rows"] = std::move(rows.rows);
  out["over"] = std::move(over.rows);
  out["unserved"] = std::move(unserved.rows);
  send_json(*call, 200, out);
}

}  // namespace

json::value number_json(const Call& call, const core::State& state, const core::View& view, MatterId id) {
  const core::WalkIn walk_in(state, view.viewer());
  const auto ticket = walk_in.of(id);
  if (!ticket) return nullptr;
  const core::TicketRow& t = *ticket->row;
  const bool today = t.day == calendar::local_day(call.house.driver.now());
  if (!today && core::ended(t.state) && !walk_in.lapsed_unseen(id)) return nullptr;
  return json::object{{"number", t.number},
                      {"day", day_json(calendar::at_local(t.day, 0))},
                      {"state", word(t.state)},
                      {"given", instant_json(t.given)},
                      {"called", instant_json(t.called)},
                      {"ended", instant_json(t.ended)}};
}

json::value my_number_json(const Call& call, const core::State& state, const core::View& view, MatterId id) {
  const core::WalkIn walk_in(state, view.viewer());
  const auto ticket = walk_in.of(id);
  if (!ticket) return nullptr;
  const core::TicketRow& t = *ticket->row;
  const bool today = t.day == calendar::local_day(call.house.driver.now());
  const bool live = !core::ended(t.state) && today;
  if (!live && !walk_in.lapsed_unseen(id)) return nullptr;
  json::object out{{"number", t.number},
                   {"state", word(t.state)},
                   {"given", instant_json(t.given)},
                   {"called", instant_json(t.called)},
                   {"before", nullptr},
                   {"wait", nullptr},
                   {"place", place_of_team(call, state.term_text(core::TermKind::team, t.team.n))}};
  if (live && t.state != TicketState::called) {
    const core::Turn turn = walk_in.turn(ticket->id);
    out["before"] = turn.before;
    out["wait"] = minutes_json(turn.wait);
  }
  return out;
}

void show_walk_in(const CallPtr& call) {
  const auto viewer = rights::Gate::care(*call->session);
  if (!viewer) return send_problem(*call, 403, "not-for-you");
  call->house.workers.run([call, viewer = *viewer] { send_list(call, viewer, {}); });
}

void call_next(const CallPtr& call) {
  const auto viewer = rights::Gate::care(*call->session);
  if (!viewer) return send_problem(*call, 403, "not-for-you");
  const auto body = read_body(*call);
  if (!body) return;
  net::Fields in(*body);
  if (const auto faults = in.finish(); !faults.empty()) return send_faults(*call, faults);
  const auto once = once_of(*call, "walk-in-" + std::to_string(viewer->staff().n));
  if (!once) return;
  const core::Actor actor{core::ActorKind::staff, viewer->staff(), viewer->team()};
  auto script = [actor](live::Transaction& tx) -> std::optional<core::Refusal> {
    const auto decided = tx.decide(core::CallNext{}, actor);
    if (!decided) return decided.error();
    return std::nullopt;
  };
  call->house.driver.submit(
      {*once, std::move(script), [call, viewer = *viewer](const live::Outcome& outcome) {
         if (outcome.fate != live::Fate::accepted && outcome.fate != live::Fate::repeated)
           return send_unfulfilled(*call, outcome);
         call->house.workers.run(
             [call, viewer, id = MatterId{outcome.subject}] { send_list(call, viewer, id); });
       }});
}

void show_waiting_room(const CallPtr& call) {
  Query query(call->request);
  const auto code = query.text("team");
  if (!code && query.faults().empty()) query.fault("team", "missing");
  if (!query.faults().empty()) return send_faults(*call, query.faults());
  const Instant now = call->house.driver.now();
  core::WaitingRoom room;
  {
    const auto reading = call->house.driver.read();
    const auto team = reading.state().term(core::TermKind::team, *code);
    if (!team) return send_problem(*call, 404, "unknown-team");
    room = core::waiting_room(reading.state(), TeamId{*team}, calendar::local_day(now));
  }
  const std::size_t waiting = room.next.size();
  room.next.resize(std::min(waiting, shown_next));
  send_json(*call, 200,
            json::object{{"asOf", instant_json(now)},
                         {"called", json::array(room.called.begin(), room.called.end())},
                         {"next", json::array(room.next.begin(), room.next.end())},
                         {"waiting", waiting}});
}

}  // namespace vuoro::api
