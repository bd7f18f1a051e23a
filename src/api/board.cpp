#include <algorithm>
#include <boost/json.hpp>
#include <charconv>

#include "api/board_cache.hpp"
#include "api/reference.hpp"
#include "api/routes.hpp"
#include "api/sight.hpp"
#include "api/topics.hpp"
#include "calendar/zone.hpp"
#include "content/explanation_text.hpp"
#include "core/words.hpp"
#include "rights/gate.hpp"

/// The lead's board: every number opens to its definition, rule, date and rows.
namespace vuoro::api {

namespace {

namespace json = boost::json;
using core::TermKind;
using measures::Cell;
using promises::word;

constexpr std::size_t page_rows = 50;
constexpr std::array debt_words = {std::string_view("care"), std::string_view("service"),
                                   std::string_view("rehabilitation")};

const promises::Rule* rule_of(const core::Setting& setting, const measures::BoardLine& line) {
  return setting.pack.find(line.rule);
}

std::string title_of(const Call& call, const core::Setting& setting, const measures::BoardLine& line) {
  const promises::Rule* rule = rule_of(setting, line);
  return rule != nullptr ? promises::in(rule->name, call.language) : line.code;
}

/// The basis of the version in force today.
std::string basis_of(const promises::Rule* rule, Day today) {
  if (rule == nullptr) return {};
  for (const promises::Version& version : rule->versions) {
    if (version.in_force(today)) return version.basis;
  }
  return {};
}

json::value share_json(const measures::KeptShare& kept) {
  const auto share = kept.share();
  return share ? json::value(*share) : json::value(nullptr);
}

json::object line_json(const Call& call, const core::Setting& setting, const measures::BoardLine& line,
                       Day today) {
  json::array cannot;
  for (const Cell cell : {Cell::start_missing, Cell::age_unknown, Cell::no_date}) {
    if (line.in(cell) == 0) continue;
    const std::string reason(measures::word(cell));
    cannot.push_back(
        json::object{{"reason", reason}, {"text", call.text("cell." + reason)}, {"count", line.in(cell)}});
  }
  return {{"rule", line.code},
          {"title", title_of(call, setting, line)},
          {"kind", word(line.kind)},
          {"unverified", line.unverified > 0},
          {"basis", basis_of(rule_of(setting, line), today)},
          {"kept", line.in(Cell::kept)},
          {"missed", line.in(Cell::missed)},
          {"running", line.in(Cell::running)},
          {"overdue", line.in(Cell::overdue)},
          {"void", line.in(Cell::voided)},
          {"cannotCompute", std::move(cannot)},
          {"keptShare", share_json(line.last_28_days)},
          {"keptShareBefore", share_json(line.before_28_days)}};
}

json::object debt_json(const Call& call, const measures::Debt& debt) {
  const std::string kind(debt_words[static_cast<std::size_t>(debt.kind)]);
  json::array days;
  std::int64_t open = static_cast<std::int64_t>(debt.open);
  for (const measures::Flow& flow : debt.flow) open -= std::int64_t{flow.in} - std::int64_t{flow.out};
  double in = 0;
  double out = 0;
  for (const measures::Flow& flow : debt.flow) {
    open += std::int64_t{flow.in} - std::int64_t{flow.out};
    in += flow.in;
    out += flow.out;
    days.push_back(json::object{{"day", day_json(calendar::end_of_day(flow.day))},
                                {"open", open},
                                {"in", flow.in},
                                {"out", flow.out}});
  }
  return {{"kind", kind},
          {"title", call.text("debt." + kind + ".title")},
          {"open", debt.open},
          {"changeWeek", debt.change_in_week},
          {"inflowPerDay", in / measures::flow_days},
          {"outflowPerDay", out / measures::flow_days},
          {"days", std::move(days)}};
}

/// Law and own target that begin and end with the same events, shown side by side.
json::array pairs_json(const Call& call, const core::Setting& setting) {
  json::array out;
  for (const promises::Rule& own : setting.pack.rules()) {
    if (own.kind != promises::Kind::own_target) continue;
    for (const promises::Rule& law : setting.pack.rules()) {
      if (law.kind != promises::Kind::statute || law.start != own.start || law.stop != own.stop) continue;
      out.push_back(json::object{
          {"law", law.code}, {"own", own.code}, {"title", promises::in(law.name, call.language)}});
      break;
    }
  }
  return out;
}

std::string finding_of(const Call& call, const core::Setting& setting, const BoardFigures& figures) {
  const measures::BoardLine* worst = nullptr;
  for (const measures::BoardLine& line : figures.lines) {
    if (line.kind != promises::Kind::statute) continue;
    if (worst == nullptr || line.in(Cell::overdue) > worst->in(Cell::overdue)) worst = &line;
  }
  if (worst == nullptr || worst->in(Cell::overdue) == 0) return call.text("board.finding.none");
  const std::int64_t change = figures.debts[0].change_in_week;
  const std::string_view trend = change > 0 ? "grows" : change < 0 ? "shrinks" : "still";
  return call.house.texts.count(call.language, "board.finding.worst",
                                static_cast<std::int64_t>(worst->in(Cell::overdue)),
                                {{"rule", title_of(call, setting, *worst)}}) +
         ' ' + call.house.texts.count(call.language, "board.finding." + std::string(trend), std::abs(change));
}

/// Where the page begins: 0 for the first one; nothing after 422 was sent.
std::optional<std::uint64_t> cursor_of(Call& call) {
  const auto cursor = call.request.parameter("cursor");
  if (cursor.state == net::QueryValue::State::absent) return 0;
  std::uint64_t n = 0;
  const char* const end = cursor.text.data() + cursor.text.size();
  const auto [stop, error] = std::from_chars(cursor.text.data(), end, n);
  if (error == std::errc{} && stop == end) return n;
  send_faults(call, {{"cursor", "not-a-number", {}}});
  return std::nullopt;
}

json::value age_json(std::uint8_t age) {
  return age == core::Age::unknown ? json::value(nullptr) : json::value(age);
}

/// A row of either kind as the contract's columns.
template <class Row>
json::array row_json(const Call& call, const core::State& state, const Row& row, Instant started,
                     std::optional<Instant> due) {
  return {code_of(row.matter),
          age_json(row.age),
          area_name(call, state.term_text(TermKind::area, row.area.n)),
          team_name(call, state.term_text(TermKind::team, row.team.n)),
          instant_json(started),
          due ? instant_json(*due) : json::value(nullptr),
          row.days_over};
}

void send_rows(Call& call, json::array rows, const std::optional<std::uint64_t>& next, std::uint64_t total) {
  send_json(call, 200,
            json::object{{"cols", {"code", "age", "area", "team", "started", "due", "daysOver"}},
                         {"rows", std::move(rows)},
                         {"next", next ? json::value(std::to_string(*next)) : json::value(nullptr)},
                         {"total", total}});
}

/// Runs the work with a steering viewer on a worker, or refuses.
template <class Work>
void steer(const CallPtr& call, Work work) {
  const auto viewer = rights::Gate::steering(*call->session);
  if (!viewer) return send_problem(*call, 403, "not-for-you");
  call->house.workers.run([call, viewer = *viewer, work] { work(viewer); });
}

std::optional<RuleId> rule_id(const Call& call) {
  const auto reading = call.house.driver.read();
  const auto number = reading.state().term(TermKind::rule, call.parts[0]);
  return number ? std::optional(RuleId{*number}) : std::nullopt;
}

std::optional<core::DebtKind> debt_kind(const Call& call) {
  const auto found = std::find(debt_words.begin(), debt_words.end(), call.parts[0]);
  if (found == debt_words.end()) return std::nullopt;
  return static_cast<core::DebtKind>(found - debt_words.begin());
}

std::string age_in_words(const Call& call, promises::AgeRange age) {
  const content::Texts& texts = call.house.promise_texts;
  const std::string from = std::to_string(age.min);
  const std::string below = std::to_string(age.max);
  const std::string last = std::to_string(age.max - 1);
  if (age.everyone()) return texts.text(call.language, "age.all");
  if (age.max == promises::AgeRange::no_upper_limit)
    return texts.text(call.language, "age.from", {{"from", from}});
  if (age.min == 0) return texts.text(call.language, "age.below", {{"below", below}});
  return texts.text(call.language, "age.between", {{"from", from}, {"last", last}});
}

json::array versions_json(const Call& call, const promises::Rule& rule) {
  json::array out;
  for (const promises::Version& v : rule.versions) {
    const bool open = v.to == calendar::open_end;
    out.push_back(
        json::object{{"from", day_json(calendar::end_of_day(v.from))},
                     {"to", open ? json::value(nullptr) : day_json(calendar::end_of_day(v.to))},
                     {"age", age_in_words(call, v.age)},
                     {"limit", content::limit_in_words(call.house.promise_texts, call.language, v.limit)},
                     {"basis", v.basis},
                     {"confidence", word(v.conf)},
                     {"unverified", v.unverified()}});
  }
  return out;
}

std::string trigger_in_words(const Call& call, promises::Trigger trigger) {
  return call.house.promise_texts.text(call.language, "trigger." + std::string(word(trigger)));
}

}  // namespace

void show_board(const CallPtr& call) {
  steer(call, [call](const Viewer& viewer) {
    const auto figures = call->house.boards.figures(call->house.driver, viewer);
    if (!figures) return send_problem(*call, 403, "not-for-you");
    const auto setting = call->house.driver.setting();
    const Day today = calendar::local_day(figures->at);
    json::array rules;
    for (const measures::BoardLine& line : figures->lines)
      rules.push_back(line_json(*call, *setting, line, today));
    json::array debts;
    for (const measures::Debt& debt : figures->debts) debts.push_back(debt_json(*call, debt));
    send_json(*call, 200,
              json::object{{"asOf", instant_json(figures->at)},
                           {"seq", stream_position(figures->seq)},
                           {"finding", finding_of(*call, *setting, *figures)},
                           {"rules", std::move(rules)},
                           {"debts", std::move(debts)},
                           {"pairs", pairs_json(*call, *setting)}});
  });
}

void define_rule(const CallPtr& call) {
  steer(call, [call](const Viewer& viewer) {
    const auto figures = call->house.boards.figures(call->house.driver, viewer);
    if (!figures) return send_problem(*call, 403, "not-for-you");
    const auto setting = call->house.driver.setting();
    for (const measures::BoardLine& line : figures->lines) {
      if (line.code != call->parts[0]) continue;
      json::object counts;
      for (std::size_t i = 0; i < measures::cell_count; ++i) {
        counts[measures::word(static_cast<Cell>(i))] = line.cells[i];
      }
      json::object out{{"id", line.code}, {"title", title_of(*call, *setting, line)}, {"words", ""}};
      if (const promises::Rule* rule = rule_of(*setting, line)) {
        out["words"] = promises::in(rule->explanation, call->language);
        out["start"] = trigger_in_words(*call, rule->start);
        out["stop"] = trigger_in_words(*call, rule->stop);
        out["versions"] = versions_json(*call, *rule);
      }
      out["counts"] = std::move(counts);
      return send_json(*call, 200, out);
    }
    send_problem(*call, 404, "unknown-path");
  });
}

void list_rule_rows(const CallPtr& call) {
  const auto asked = call->request.parameter("state");
  const std::string_view name = asked.text == "void" ? "voided" : asked.text;
  const auto cell = measures::cell_from_word(name);
  if (!cell) return send_faults(*call, {{"state", "not-a-choice", {}}});
  const auto rule = rule_id(*call);
  if (!rule) return send_problem(*call, 404, "unknown-path");
  const auto cursor = cursor_of(*call);
  if (!cursor) return;
  steer(call, [call, rule = *rule, cell = *cell, cursor = *cursor](const Viewer& viewer) {
    const auto setting = call->house.driver.setting();
    const auto figures = call->house.boards.figures(call->house.driver, viewer);
    const auto reading = call->house.driver.read();
    const auto page = measures::board_rows(reading.state(), viewer, *setting, call->house.driver.now(), rule,
                                           cell, cursor, page_rows);
    if (!page || !figures) return send_problem(*call, 403, "not-for-you");
    std::uint64_t total = 0;
    for (const measures::BoardLine& line : figures->lines) {
      if (line.rule == rule) total = line.in(cell);
    }
    json::array rows;
    for (const measures::BoardRow& row : page->rows) {
      rows.push_back(row_json(*call, reading.state(), row, row.started, row.due));
    }
    send_rows(*call, std::move(rows), page->next, total);
  });
}

void define_debt(const CallPtr& call) {
  const auto kind = debt_kind(*call);
  if (!kind) return send_problem(*call, 404, "unknown-path");
  steer(call, [call, kind = *kind](const Viewer& viewer) {
    const auto figures = call->house.boards.figures(call->house.driver, viewer);
    if (!figures) return send_problem(*call, 403, "not-for-you");
    const measures::Debt& debt = figures->debts[static_cast<std::size_t>(kind)];
    const std::string key = "debt." + std::string(call->parts[0]);
    send_json(
        *call, 200,
        json::object{
            {"id", call->parts[0]},
            {"title", call->text(key + ".title")},
            {"words", call->text(key + ".words")},
            {"counts",
             {{"open", debt.open}, {"age_unknown", debt.age_unknown}, {"unverified", debt.unverified}}}});
  });
}

void list_debt_rows(const CallPtr& call) {
  const auto kind = debt_kind(*call);
  if (!kind) return send_problem(*call, 404, "unknown-path");
  const auto cursor = cursor_of(*call);
  if (!cursor) return;
  steer(call, [call, kind = *kind, cursor = *cursor](const Viewer& viewer) {
    const auto setting = call->house.driver.setting();
    const auto figures = call->house.boards.figures(call->house.driver, viewer);
    const auto reading = call->house.driver.read();
    const auto page = measures::debt_rows(reading.state(), viewer, *setting, call->house.driver.now(), kind,
                                          cursor, page_rows);
    if (!page || !figures) return send_problem(*call, 403, "not-for-you");
    json::array rows;
    for (const measures::DebtRow& row : page->rows) {
      rows.push_back(row_json(*call, reading.state(), row, row.since, row.since));
    }
    send_rows(*call, std::move(rows), page->next, figures->debts[static_cast<std::size_t>(kind)].open);
  });
}

}  // namespace vuoro::api
