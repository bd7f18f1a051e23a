#include <boost/json.hpp>
#include <charconv>

#include "api/reference.hpp"
#include "api/routes.hpp"
#include "api/sight.hpp"
#include "calendar/zone.hpp"
#include "core/navigators.hpp"
#include "promises/words.hpp"
#include "rights/gate.hpp"

/// POST /api/v1/kept-answers/open and GET /api/v1/board/navigators: what navigators' users showed to a
/// professional, and how often navigators were used.
namespace vuoro::api {

namespace {

namespace json = boost::json;

void send_kept(const CallPtr& call, const Viewer& viewer, std::uint64_t key) {
  std::optional<core::KeptAnswersRow> row;
  {
    const auto reading = call->house.driver.read();
    row = core::kept_answers(reading.state(), viewer, key);
  }
  if (!row) return send_problem(*call, 404, "unknown-answers");
  const auto text = call->house.driver.ledger().document(viewer, DocumentId{row->words});
  // Opened within the month, asked for again after it: the answer that was lost is lost.
  if (!text && text.error().code == "not-found") return send_problem(*call, 410, "answers-expired");
  boost::system::error_code failed;
  const json::value document = text ? json::parse(*text, failed) : json::value{};
  if (!text || failed) return send_problem(*call, 503, "storage-failed");
  const json::object& kept = document.as_object();
  json::object out = kept.at("pages").at(promises::word(call->language)).as_object();
  out["language"] = kept.at("language");
  out["mark"] = kept.at("mark");
  out["keptAt"] = instant_json(row->since);
  out["openedAt"] = instant_json(row->opened);
  send_json(*call, 200, out);
}

/// "2026-11"; nothing for anything else.
std::optional<std::uint16_t> read_month(std::string_view text) {
  if (text.size() != 7 || text[4] != '-') return std::nullopt;
  int year = 0;
  unsigned month = 0;
  const char* const begin = text.data();
  const auto [a, e1] = std::from_chars(begin, begin + 4, year);
  const auto [b, e2] = std::from_chars(begin + 5, begin + 7, month);
  if (e1 != std::errc{} || e2 != std::errc{} || a != begin + 4 || b != begin + 7) return std::nullopt;
  if (year < 1992 || year > 2100 || month < 1 || month > 12) return std::nullopt;
  return core::month_number(year, month);
}

std::string month_text(std::uint16_t month) {
  const std::string year = std::to_string(1970 + month / 12);
  const int of_year = month % 12 + 1;
  return year + (of_year < 10 ? "-0" : "-") + std::to_string(of_year);
}

struct Months {
  std::uint16_t first;
  std::uint16_t last;
};

constexpr std::uint16_t most_months = 60;

/// The months asked for, the last twelve otherwise; nothing after the refusal was sent.
std::optional<Months> read_months(Call& call) {
  std::vector<net::FieldFault> faults;
  const auto month = [&](std::string_view name, std::uint16_t otherwise) {
    const auto asked = call.request.parameter(name);
    if (asked.state != net::QueryValue::State::once) return otherwise;
    const auto read = read_month(asked.text);
    if (!read) faults.push_back({std::string(name), "not-a-month", {}});
    return read.value_or(otherwise);
  };
  const std::uint16_t last = month("until", core::month_of(call.house.driver.now()));
  const std::uint16_t first =
      month("from", last < 11 ? std::uint16_t{0} : static_cast<std::uint16_t>(last - 11));
  if (faults.empty() && last < first) faults.push_back({"until", "not-a-month", {}});
  if (faults.empty() && last - first >= most_months)
    faults.push_back({"from", "too-many", {{"limit", std::to_string(most_months)}}});
  if (faults.empty()) return Months{first, last};
  send_faults(call, faults);
  return std::nullopt;
}

/// What a term of the ledger means now: the navigator, and which of its ends.
void name_term(const Call& call, const Navigators& navigators, std::string_view term, json::object& row) {
  const auto language = static_cast<forms::Language>(call.language);
  const std::size_t mark = std::min(term.find_first_of(":!"), term.size());
  const std::string_view code = term.substr(0, mark);
  const forms::Navigator* const navigator = navigators.find(code);
  row["navigator"] = code;
  row["name"] = navigator != nullptr ? in(navigator->texts().name, language) : std::string(code);
  row["end"] = nullptr;
  row["kind"] = "all";
  row["title"] = nullptr;
  if (mark == term.size()) return;
  const std::string_view end = term.substr(mark + 1);
  row["end"] = end;
  row["kind"] = term[mark] == '!' ? "exit" : "result";
  row["title"] = end;
  if (navigator == nullptr) return;
  if (const auto* const exit = navigator->texts().exit(end); term[mark] == '!' && exit != nullptr)
    row["title"] = in(exit->title, language);
  if (const auto* const outcome = navigator->texts().outcome(end); term[mark] == ':' && outcome != nullptr)
    row["title"] = in(outcome->title, language);
}

json::object use_json(const Call& call, const Navigators& navigators, const core::State& state,
                      const core::NavigatorUses& uses) {
  json::object row{{"month", month_text(uses.month)}};
  name_term(call, navigators, state.term_text(core::TermKind::navigator, uses.navigator.n), row);
  const std::string_view area = state.term_text(core::TermKind::area, uses.area.n);
  row["area"] = area.empty() ? json::value(nullptr) : json::value(area);
  row["areaName"] = area.empty() ? json::value(nullptr) : json::value(area_name(call, area));
  row["language"] = uses.language.letters().data();
  row["times"] = uses.times;
  return row;
}

json::object led_json(const Call& call, const Navigators& navigators, const core::State& state,
                      const core::LedContacts& led) {
  json::object row;
  name_term(call, navigators, state.term_text(core::TermKind::navigator, led.result.n), row);
  row.erase("kind");
  row["contacts"] = led.contacts;
  row["open"] = led.open;
  row["advised"] = led.advised;
  row["cared"] = led.cared;
  row["moved"] = led.moved;
  row["askedAgain"] = led.asked_again;
  row["helped"] = led.helped;
  row["notHelped"] = led.not_helped;
  return row;
}

}  // namespace

void open_kept_answers(const CallPtr& call) {
  const auto viewer = rights::Gate::care(*call->session);
  if (!viewer) return send_problem(*call, 403, "not-for-you");
  const auto body = read_body(*call);
  if (!body) return;
  net::Fields in(*body);
  const std::string code = in.text("code", 1, 40);
  if (const auto faults = in.finish(); !faults.empty()) return send_faults(*call, faults);
  const std::string scope = "kept-answers " + std::to_string(viewer->staff().n);
  const auto once = once_of(*call, scope);
  if (!once) return;
  const Instant now = call->house.driver.now();
  if (const auto wait = call->house.tries.wait(call->request.remote_address(), now); wait.count() > 0)
    return send_too_many(*call, wait);
  // A text that cannot be a code is a wrong one: 0 is no code's key.
  const std::uint64_t key = answers_key(call->house.driver.ledger().keys(), code).value_or(0);
  const core::Actor actor{core::ActorKind::staff, viewer->staff(), viewer->team()};
  auto script = [key, actor](live::Transaction& tx) -> std::optional<core::Refusal> {
    const auto opened = tx.decide(core::OpenAnswers{key}, actor);
    if (!opened) return opened.error();
    return std::nullopt;
  };
  call->house.driver.submit(
      {*once, std::move(script), [call, viewer = *viewer, key, now](const live::Outcome& outcome) {
         if (outcome.fate == live::Fate::accepted || outcome.fate == live::Fate::repeated)
           return call->house.workers.run([call, viewer, key] { send_kept(call, viewer, key); });
         if (outcome.fate == live::Fate::refused &&
             outcome.refusal.code == core::RefusalCode::unknown_answers)
           call->house.tries.wrong(call->request.remote_address(), now);
         send_unfulfilled(*call, outcome);
       }});
}

void show_navigators(const CallPtr& call) {
  const auto viewer = rights::Gate::steering(*call->session);
  if (!viewer) return send_problem(*call, 403, "not-for-you");
  const auto months = read_months(*call);
  if (!months) return;
  json::array rows;
  json::array led;
  const auto navigators = call->house.guides.navigators();
  {
    const auto reading = call->house.driver.read();
    const auto uses = core::navigator_uses(reading.state(), *viewer, months->first, months->last);
    const auto contacts = core::led_contacts(reading.state(), *viewer, months->first, months->last);
    if (!uses || !contacts) return send_problem(*call, 403, "not-for-you");
    for (const core::NavigatorUses& one : *uses)
      rows.push_back(use_json(*call, *navigators, reading.state(), one));
    for (const core::LedContacts& one : *contacts)
      led.push_back(led_json(*call, *navigators, reading.state(), one));
  }
  send_json(*call, 200,
            json::object{{"from", month_text(months->first)},
                         {"until", month_text(months->last)},
                         {"rows", std::move(rows)},
                         {"led", std::move(led)}});
}

}  // namespace vuoro::api
