#include <algorithm>
#include <boost/json.hpp>

#include "api/ask.hpp"
#include "api/hands_json.hpp"
#include "api/history.hpp"
#include "api/needle.hpp"
#include "api/query.hpp"
#include "api/reference.hpp"
#include "api/routes.hpp"
#include "api/sight.hpp"
#include "api/topics.hpp"
#include "calendar/zone.hpp"
#include "core/county_tables.hpp"
#include "core/words.hpp"
#include "rights/gate.hpp"

namespace vuoro::api {

namespace {

namespace json = boost::json;
using core::QueuePart;
using core::TermKind;
using promises::word;

constexpr std::array<std::string_view, 7> part_names = {"all",       "new",   "mine",    "offered",
                                                        "callbacks", "asked", "returned"};
constexpr std::size_t search_letters = 100;
constexpr std::size_t search_step = 200;    // lines looked at under one read lock
constexpr std::size_t search_reach = 5000;  // lines looked at in one answer; the cursor goes on from there

/// The vulnerable group that shows on a line, by age; other groups come with their definitions.
std::string_view group_of(core::Age age) {
  if (!age.known()) return "";
  if (age.years >= 75) return "75+";
  if (age.years < 13) return "0–12";
  return age.years < 23 ? "13–22" : "";
}

struct QueueAsk {
  QueuePart part = QueuePart::all;
  std::uint64_t after = 0;
  std::size_t limit = 50;
  Needle needle{""};
};

/// Reads the query, or sends what is wrong with it.
std::optional<QueueAsk> read_ask(Call& call) {
  Query query(call.request);
  QueueAsk ask;
  if (const auto part = query.text("filter")) {
    const auto found = std::ranges::find(part_names, *part);
    if (found == part_names.end()) query.fault("filter", "not-a-choice");
    ask.part = static_cast<QueuePart>(found - part_names.begin());
  }
  ask.after = query.number<std::uint64_t>("cursor", 1, UINT64_MAX).value_or(0);
  ask.limit = query.number("limit", 1, 200).value_or(50);
  if (const auto words = query.text("q")) {
    if (words->size() > search_letters)
      query.fault("q", "too-long", {{"limit", std::to_string(search_letters)}});
    ask.needle = Needle(words->substr(0, search_letters));
  }
  if (query.faults().empty()) return ask;
  send_faults(call, query.faults());
  return std::nullopt;
}

constexpr std::size_t code_column = 1;
constexpr std::size_t subject_column = 2;
constexpr std::size_t area_column = 4;

/// Tries so far and from when the next one counts; nothing there for who waits for no call, no instant when
/// the tries are used up.
void add_tries(const Call& call, const core::View& view, MatterId id, json::array& row) {
  const auto setting = call.house.driver.setting();
  const auto callback = view.callback(*setting, id);
  const bool waiting = callback && callback->waiting;
  row.push_back(waiting ? json::value(callback->course.counted) : json::value(nullptr));
  row.push_back(waiting && !callback->course.unreached
                    ? instant_json(core::next_try(setting->callbacks, setting->calendar, callback->course))
                    : json::value(nullptr));
}

/// How likely the promise is to be late, where that is likely and not yet so.
json::value late_chance(const Call& call, const core::View& view, PromiseId promise) {
  constexpr double likely = 0.5;
  const Instant now = call.house.driver.now();
  if (!promise || view.promise(promise).due.instant() <= now) return nullptr;
  const auto chance = call.house.forecasts.chance_of(promise, now);
  return chance && *chance >= likely ? json::value(*chance) : json::value(nullptr);
}

/// One line as the contract's columns; the subject is filled in later, from the documents.
json::array row_json(const Call& call, const core::State& state, const core::View& view,
                     const core::QueueLine& line) {
  const core::MatterRow& m = *line.row;
  json::array row{line.matter.n,
                  code_of(line.matter),
                  "",
                  m.age.known() ? json::value(m.age.years) : json::value(nullptr),
                  area_name(call, state.term_text(TermKind::area, m.area.n)),
                  word(m.channel),
                  m.language.letters().data(),
                  m.interpreter == core::Interpreter::yes ? 1 : 0,
                  group_of(m.age)};
  if (line.soonest) {
    const core::LimitRow& limit = view.limit(view.promise(line.soonest));
    const std::string_view code = state.term_text(TermKind::rule, limit.rule.n);
    const auto setting = call.house.driver.setting();
    const promises::Rule* rule = setting->pack.find(limit.rule);
    row.emplace_back(code);
    row.emplace_back(rule != nullptr ? promises::in(rule->name, call.language) : std::string(code));
    row.emplace_back(word(limit.kind));
  } else {
    for (int i = 0; i < 3; ++i) row.emplace_back(nullptr);
  }
  row.push_back(instant_json(m.queue_due));
  row.push_back(instant_json(line.soonest ? view.promise(line.soonest).start : m.opened));
  row.emplace_back(m.offered_to                 ? "offered"
                   : view.returned(line.matter) ? "returned"
                   : view.missed(line.matter)   ? "missed"
                   : m.staff                    ? "taken"
                                                : "new");
  row.emplace_back(m.staff.n);
  row.emplace_back(m.version);
  row.emplace_back(word(m.about));
  row.emplace_back(line.soonest ? json::value(word(view.limit(view.promise(line.soonest)).unit)) : nullptr);
  add_tries(call, view, line.matter, row);
  const core::Conversation talk = view.conversation(line.matter);
  row.push_back(instant_json(talk.thread.waits));
  row.emplace_back(talk.live() ? 1 : 0);
  row.push_back(late_chance(call, view, line.soonest));
  return row;
}

json::object counts_json(const core::QueueCounts& counts) {
  return {{"all", counts.all},         {"new", counts.untaken},         {"mine", counts.mine},
          {"offered", counts.offered}, {"callbacks", counts.callbacks}, {"breakingToday", counts.due_by},
          {"overdue", counts.overdue}, {"asked", counts.asked},         {"returned", counts.returned}};
}

/// Nobody wrote words: the group in which a table found the person stands for them.
std::string outreach_subject(const Call& call, const core::State& state, const Viewer& viewer, MatterId id) {
  const auto tables = call.house.tables.now();
  for (const core::MatterAdvice& given : core::advice_about(state, viewer, id)) {
    const BookedTable* const booked = tables->find(given.row.table, given.row.version);
    if (!given.step && booked != nullptr && booked->table)
      return promises::in(booked->table->about().name, call.language);
  }
  return {};
}

/// Lines of the queue as the contract's rows, with what it takes to go on after them.
struct Lines {
  json::array rows;
  std::vector<MatterId> matters;
  std::vector<std::uint64_t> keys;
  bool more = false;
};

/// Up to `most` lines after the key; the subjects come from the ledger, without the lock on State.
Lines read_lines(const Call& call, const Viewer& viewer, QueuePart part, std::uint64_t after,
                 std::size_t most) {
  Lines out;
  std::vector<DocumentId> words;
  {
    const auto reading = call.house.driver.read();
    const core::View view(reading.state(), viewer);
    const auto lines = view.queue(part, after, most + 1);
    out.more = lines.size() > most;
    for (std::size_t i = 0; i < std::min(lines.size(), most); ++i) {
      out.rows.push_back(row_json(call, reading.state(), view, lines[i]));
      out.matters.push_back(lines[i].matter);
      out.keys.push_back(lines[i].key);
      words.push_back(DocumentId{lines[i].row->words});
      if (lines[i].row->channel == core::Channel::outreach)
        out.rows.back().as_array()[subject_column] =
            outreach_subject(call, reading.state(), viewer, lines[i].matter);
    }
  }
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (!words[i]) continue;
    if (auto text = call.house.driver.ledger().document(viewer, words[i])) {
      out.rows[i].as_array()[subject_column] = subject_of(text.value());
    }
  }
  return out;
}

bool found(const Needle& needle, const json::array& row, MatterId id) {
  return needle.is_code_of(id) || needle.in(row[code_column].as_string()) ||
         needle.in(row[subject_column].as_string()) || needle.in(row[area_column].as_string());
}

/// The lines that the search finds, in the queue's order.
Lines search_lines(const Call& call, const Viewer& viewer, const QueueAsk& ask) {
  Lines out;
  std::uint64_t after = ask.after;
  for (std::size_t looked = 0; looked < search_reach; looked += search_step) {
    Lines step = read_lines(call, viewer, ask.part, after, search_step);
    for (std::size_t i = 0; i < step.rows.size(); ++i) {
      after = step.keys[i];
      if (!found(ask.needle, step.rows[i].as_array(), step.matters[i])) continue;
      out.rows.push_back(std::move(step.rows[i]));
      out.keys.push_back(after);
      if (out.rows.size() == ask.limit) {
        out.more = step.more || i + 1 < step.rows.size();
        return out;
      }
    }
    out.more = step.more;
    if (!step.more) return out;
  }
  out.keys.push_back(after);  // the reach ended between two finds
  return out;
}

void send_queue(const CallPtr& call, const Viewer& viewer, const QueueAsk& ask) {
  const Instant now = call->house.driver.now();
  json::object out{
      {"asOf", instant_json(now)},
      {"cols", {"id",      "code",        "subject", "age",         "area",         "channel",
                "lang",    "interpreter", "group",   "promiseRule", "promiseTitle", "promiseKind",
                "due",     "started",     "state",   "takenBy",     "version",      "about",
                "dueUnit", "tries",       "tryFrom", "waits",       "chat",         "lateChance"}},
      {"next", nullptr}};
  {
    // The position is read before the rows: what happens between is told again, never missed.
    const auto reading = call->house.driver.read();
    const core::View view(reading.state(), viewer);
    out["counts"] = counts_json(view.queue_counts(now, calendar::end_of_day(calendar::local_day(now))));
    out["seq"] = stream_position(reading.state().seq());
  }
  Lines lines = ask.needle.empty() ? read_lines(*call, viewer, ask.part, ask.after, ask.limit)
                                   : search_lines(*call, viewer, ask);
  if (lines.more && !lines.keys.empty()) out["next"] = std::to_string(lines.keys.back());
  out["rows"] = std::move(lines.rows);
  send_json(*call, 200, out);
}

}  // namespace

void show_queue(const CallPtr& call) {
  const auto viewer = rights::Gate::care(*call->session);
  if (!viewer) return send_problem(*call, 403, "not-for-you");
  const auto ask = read_ask(*call);
  if (!ask) return;
  call->house.workers.run([call, viewer = *viewer, ask = *ask] { send_queue(call, viewer, ask); });
}

std::optional<std::pair<json::object, std::uint32_t>> matter_page(const Call& call, const Viewer& viewer,
                                                                  MatterId id) {
  json::object out;
  HistoryStart start;
  std::uint32_t version = 0;
  core::ReachBy reach{};
  MatterId reached_by;
  std::vector<OpinionWords> opinions;
  {
    const auto reading = call.house.driver.read();
    const core::View view(reading.state(), viewer);
    const auto sight = view.matter(id);
    if (!sight) return std::nullopt;
    out = matter_json(call, reading.state(), view, *sight);
    start = history_of(id, *sight->row);
    version = sight->row->version;
    // Who was sought out has told how to reach them in some earlier matter.
    reached_by = core::reached_through(reading.state(), viewer, id);
    reach = core::reach_of(reading.state(), viewer, id);
    add_hands(call, reading.state(), view, *sight, opinions, out);
  }
  add_opinions(call, viewer, opinions, out);
  add_history(call, viewer, start, Audience::staff, out);
  json::object reached{{"by", word(reach)}};
  if (reach != core::ReachBy::code_only) {
    const auto value = call.house.driver.ledger().identity(
        viewer, {ledger::Subject::matter, reached_by.n, reach_field(reach)});
    if (value && value.value()) reached["value"] = *value.value();
  }
  out["reach"] = std::move(reached);
  return std::pair{std::move(out), version};
}

void send_matter(const CallPtr& call, MatterId id) {
  const auto viewer = rights::Gate::care(*call->session);
  if (!viewer) return send_problem(*call, 403, "not-for-you");
  const auto page = matter_page(*call, *viewer, id);
  if (!page) return send_problem(*call, 404, "unknown-matter");
  send_json(*call, 200, page->first, page->second);
}

void show_matter(const CallPtr& call) {
  const auto id = number_of(call->parts[0]);
  if (!id) return send_problem(*call, 404, "unknown-matter");
  call->house.workers.run([call, id = MatterId{*id}] { send_matter(call, id); });
}

void staff_events(const CallPtr& call) {
  std::vector<net::Topic> topics;
  if (const auto viewer = rights::Gate::care(*call->session)) topics.push_back(team_topic(viewer->team()));
  if (rights::Gate::steering(*call->session)) topics.push_back(board_topic());
  if (rights::Gate::writing(*call->session)) topics.push_back(studio_topic());
  if (topics.empty()) return send_problem(*call, 403, "not-for-you");
  stream(call, std::move(topics));
}

}  // namespace vuoro::api
