#include <boost/json.hpp>

#include "api/instants.hpp"
#include "api/routes.hpp"
#include "api/sight.hpp"
#include "calendar/zone.hpp"
#include "measures/calls.hpp"
#include "rights/gate.hpp"

/// GET /api/v1/board/telephone: what the telephone lines' calls came to.
namespace vuoro::api {

namespace {

namespace json = boost::json;

constexpr int days_by_default = 28;
constexpr int most_days = 400;

struct Span {
  Day from;
  Day until;  // the day after the last
};

/// The days asked for; nothing after the refusal was sent.
std::optional<Span> read_span(Call& call) {
  std::vector<net::FieldFault> faults;
  const auto day = [&](std::string_view name, Day otherwise) {
    const auto asked = call.request.parameter(name);
    if (asked.state != net::QueryValue::State::once) return otherwise;
    const auto read = read_day(asked.text);
    if (!read) faults.push_back({std::string(name), "not-a-day", {}});
    return read.value_or(otherwise);
  };
  const Day today = calendar::local_day(call.house.driver.now());
  const Day until = day("until", today);
  const Day from = day("from", until - (days_by_default - 1));
  if (faults.empty() && until < from) faults.push_back({"until", "not-a-day", {}});
  if (faults.empty() && until - from >= most_days)
    faults.push_back({"from", "too-many", {{"limit", std::to_string(most_days)}}});
  if (faults.empty()) return Span{from, until + 1};
  send_faults(call, faults);
  return std::nullopt;
}

json::value share(std::uint32_t part, std::uint32_t of) {
  return of == 0 ? json::value(nullptr) : json::value(static_cast<double>(part) / of);
}

json::object figures_json(const measures::LineFigures& f) {
  json::object out{{"offered", f.offered},
                   {"answered", f.answered},
                   {"abandoned", f.abandoned},
                   {"answeredShare", share(f.answered, f.offered)},
                   {"abandonedShare", share(f.abandoned, f.offered)},
                   {"callbacksAsked", f.asked},
                   {"callbacksReachedSameDay", f.reached_same_day},
                   {"reachedSameDayShare", share(f.reached_same_day, f.asked)},
                   {"medianWaitSeconds", nullptr}};
  if (f.median_wait_s) out["medianWaitSeconds"] = *f.median_wait_s;
  return out;
}

void send_lines(const CallPtr& call, const Viewer& viewer, const Span& span) {
  json::object out;
  {
    const auto reading = call->house.driver.read();
    const auto figures = measures::call_figures(reading.state(), viewer, span.from, span.until);
    if (!figures) return send_problem(*call, 403, "not-for-you");
    json::array lines;
    for (const measures::LineFigures& f : figures->lines) {
      const std::string_view code = reading.state().term_text(core::TermKind::line, f.line.n);
      json::object line = figures_json(f);
      line["line"] = code;
      line["name"] = line_name(*call, code);
      lines.push_back(std::move(line));
    }
    out = {{"from", day_json(calendar::at_local(span.from, 0))},
           {"until", day_json(calendar::at_local(span.until - 1, 0))},
           {"lines", std::move(lines)},
           {"all", figures_json(figures->all)}};
  }
  send_json(*call, 200, out);
}

}  // namespace

void show_lines(const CallPtr& call) {
  const auto viewer = rights::Gate::steering(*call->session);
  if (!viewer) return send_problem(*call, 403, "not-for-you");
  const auto span = read_span(*call);
  if (!span) return;
  call->house.workers.run([call, viewer = *viewer, span = *span] { send_lines(call, viewer, span); });
}

}  // namespace vuoro::api
