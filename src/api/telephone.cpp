#include "live/telephone.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <boost/json.hpp>
#include <memory>

#include "api/instants.hpp"
#include "api/reference.hpp"
#include "api/routes.hpp"
#include "api/sight.hpp"
#include "core/words.hpp"
#include "rights/gate.hpp"

/// POST /api/v1/telephone/events: what telephone exchanges tell (docs/telephone.md).
namespace vuoro::api {

namespace {

namespace json = boost::json;
using core::CallMoment;

constexpr std::size_t most_events = 500;

/// One event of a request, read and checked.
struct Item {
  live::CallNews news;
  Instant told_at;  // as written; `news.at` may be its arrival instead
  std::vector<net::FieldFault> faults;
  live::Outcome outcome;
};

/// A request on its way: answered when every event has been.
struct Telling {
  CallPtr call;
  std::vector<Item> items;
  bool batch = false;
};

LineId read_line(const Call& call, net::Fields& in) {
  const std::string code = in.text("line", 1, 62);
  const auto setting = call.house.driver.setting();
  const auto reading = call.house.driver.read();
  const auto line = reading.state().term(core::TermKind::line, code);
  if (line && *line < setting->team_of_line.size() && setting->team_of_line[*line]) return LineId{*line};
  if (!code.empty()) in.fault("line", "not-a-choice");
  return {};
}

/// The exchange's clock may be a little ahead of ours; far ahead, or long ago, is a fault.
void read_instant_field(const Call& call, net::Fields& in, Item& item) {
  const std::string text = in.text("at", 1, 40);
  const auto at = read_instant(text);
  if (!at) {
    if (!text.empty()) in.fault("at", "not-an-instant");
    return;
  }
  const content::Telephone limits = call.house.county.telephone.value_or(content::Telephone{});
  const Instant now = call.house.driver.now();
  item.told_at = *at;
  item.news.at = std::min(*at, now);
  if (*at - now > std::chrono::seconds{limits.ahead_seconds})
    in.fault("at", "in-future", {{"limit", std::to_string(limits.ahead_seconds)}});
  if (now - *at > std::chrono::hours{limits.oldest_hours})
    in.fault("at", "too-old", {{"limit", std::to_string(limits.oldest_hours)}});
}

void read_caller(net::Fields& in, live::CallNews& news) {
  const auto written = in.optional_text("number", 1, 40);
  const bool needed = news.what == CallMoment::callback_asked;
  if (needed && !written) in.fault("number", "missing");
  if (!written) return;
  const auto number = live::plain_number(*written);
  if (!number) in.fault("number", "not-a-telephone-number");
  // The number of somebody who did not ask to be called back is nobody's business here.
  if (needed && number) news.number = *number;
}

Item read_item(const Call& call, const std::string& exchange, const json::value& value) {
  net::Fields in(value);
  Item item;
  live::CallNews& news = item.news;
  news.exchange = exchange;
  news.call = in.text("call", 1, 200);
  news.what =
      static_cast<CallMoment>(in.choice("event", {"offered", "queued", "answered", "abandoned",
                                                  "callback_asked", "callback_tried", "callback_reached"}));
  read_instant_field(call, in, item);
  news.line = read_line(call, in);
  read_caller(in, news);
  if (news.what == CallMoment::callback_tried) {
    constexpr std::array results = {core::TryResult::no_answer, core::TryResult::busy,
                                    core::TryResult::wrong_number};
    news.result = results[in.choice("result", {"no_answer", "busy", "wrong_number"})];
  }
  const std::string language = in.optional_text("language", 2, 3).value_or("fi");
  news.language = core::Language::of(language);
  if (news.language.n == 0) in.fault("language", "not-a-choice");
  item.faults = in.finish();
  return item;
}

/// One effect for one telling, however often it comes: by exchange, call, event and the instant as written.
live::Once once_of(const Item& item) {
  const live::CallNews& n = item.news;
  const std::string what(promises::word(n.what));
  return {digest({"call", n.exchange, n.call, what, std::to_string(item.told_at.s)}),
          digest({std::to_string(n.line.n), promises::word(n.result), n.number, n.language.letters().data()}),
          ledger::Keep::some_days};
}

bool taken(const live::Outcome& outcome) {
  return outcome.fate == live::Fate::accepted || outcome.fate == live::Fate::repeated;
}

json::object item_json(const Call& call, const Item& item) {
  if (!item.faults.empty()) {
    json::array errors;
    for (const net::FieldFault& f : item.faults) {
      const std::string_view limit = f.args.empty() ? std::string_view{} : std::string_view(f.args[0].second);
      errors.push_back(json::object{{"field", f.field},
                                    {"reason", f.reason},
                                    {"message", call.text("field." + f.reason, {{"limit", limit}})}});
    }
    return {{"result", "refused"}, {"code", "field-errors"}, {"errors", std::move(errors)}};
  }
  if (item.outcome.fate == live::Fate::key_conflict) return {{"result", "refused"}, {"code", "key-conflict"}};
  if (item.outcome.fate == live::Fate::refused)
    return {{"result", "refused"}, {"code", problem_code(item.outcome.refusal.code)}};
  json::object out{{"result", item.outcome.fate == live::Fate::repeated ? "repeated" : "accepted"}};
  if (item.outcome.subject != 0) out["matter"] = code_of(MatterId{item.outcome.subject});
  if (item.news.at != item.told_at) out["takenAs"] = instant_json(item.news.at);
  return out;
}

void answer(const Telling& telling) {
  Call& call = *telling.call;
  json::array results;
  std::int64_t refused = 0;
  for (const Item& item : telling.items) {
    // Nothing is known to have happened: the exchange sends all of it again.
    if (item.faults.empty() && item.outcome.fate == live::Fate::failed)
      return send_unfulfilled(call, item.outcome);
    const bool fine = item.faults.empty() && taken(item.outcome);
    if (!fine) ++refused;
    if (!fine && !telling.batch)
      return item.faults.empty() ? send_unfulfilled(call, item.outcome) : send_faults(call, item.faults);
    results.push_back(item_json(call, item));
  }
  if (!telling.batch) return send_json(call, 200, results.front());
  const auto all = static_cast<std::int64_t>(telling.items.size());
  json::object out{{"accepted", all - refused}, {"refused", refused}, {"results", std::move(results)}};
  send_json(call, 200, out);
}

/// The events in their order, each a submission of its own: one that is refused holds up no other.
void submit(const std::shared_ptr<Telling>& telling) {
  live::Driver& driver = telling->call->house.driver;
  const auto sound = std::ranges::count_if(telling->items, [](const Item& i) { return i.faults.empty(); });
  // Answers come on the writer's thread, one after another; the last of them, or we, send the whole.
  auto left = std::make_shared<std::atomic<std::ptrdiff_t>>(sound + 1);
  const auto finish = [telling, left] {
    if (left->fetch_sub(1) == 1) answer(*telling);
  };
  for (Item& item : telling->items) {
    if (!item.faults.empty()) continue;
    auto script = [&keys = driver.ledger().keys(),
                   news = item.news](live::Transaction& tx) -> std::optional<core::Refusal> {
      const auto told = live::tell_call(tx, keys, news, {core::ActorKind::system, {}, {}});
      if (!told) return told.error();
      return std::nullopt;
    };
    driver.submit({once_of(item), std::move(script), [&item, finish](const live::Outcome& outcome) {
                     item.outcome = outcome;
                     finish();
                   }});
  }
  finish();
}

std::optional<rights::Exchange> let_in(Call& call) {
  const Instant now = call.house.driver.now();
  // A bucket of its own: an exchange with a wrong secret must not lock residents of its address out.
  const std::string address = "exchange " + call.request.remote_address();
  if (const auto wait = call.house.tries.wait(address, now); wait.count() > 0) {
    send_too_many(call, wait);
    return std::nullopt;
  }
  const auto header = [&](std::string_view name) { return call.request.header(name).value_or(""); };
  auto exchange = rights::Gate::telephone(
      call.house.exchanges,
      {header("Vuoro-Exchange"), header("Vuoro-Timestamp"), header("Vuoro-Signature"), call.request.body()},
      now);
  if (exchange) return std::move(exchange).value();
  if (exchange.error().code == "bad-signature") call.house.tries.wrong(address, now);
  send_problem(call, 401, exchange.error().code);
  return std::nullopt;
}

/// The events of the body; nothing after the refusal was sent.
std::optional<std::vector<Item>> read_items(Call& call, const std::string& exchange, const json::value& body,
                                            bool& batch) {
  std::vector<Item> items;
  const json::object* object = body.if_object();
  batch = object != nullptr && object->contains("events");
  if (!batch) {
    items.push_back(read_item(call, exchange, body));
    return items;
  }
  net::Fields in(body);
  const json::value* list = in.raw("events");
  const json::array* events = list == nullptr ? nullptr : list->if_array();
  if (events == nullptr) {
    in.fault("events", "wrong-type");
  } else if (events->empty() || events->size() > most_events) {
    in.fault("events", events->empty() ? "too-few" : "too-many",
             {{"limit", events->empty() ? "1" : std::to_string(most_events)}});
  }
  if (const auto faults = in.finish(); !faults.empty()) {
    send_faults(call, faults);
    return std::nullopt;
  }
  for (const json::value& event : *events) items.push_back(read_item(call, exchange, event));
  return items;
}

}  // namespace

void tell_calls(const CallPtr& call) {
  const auto exchange = let_in(*call);
  if (!exchange) return;
  const auto body = read_body(*call);
  if (!body) return;
  auto telling = std::make_shared<Telling>();
  telling->call = call;
  auto items = read_items(*call, exchange->code(), *body, telling->batch);
  if (!items) return;
  telling->items = std::move(*items);
  submit(telling);
}

}  // namespace vuoro::api
