#include <algorithm>
#include <boost/json.hpp>

#include "api/call.hpp"
#include "api/navigator_visit.hpp"
#include "api/reference.hpp"
#include "calendar/zone.hpp"
#include "content/explanation_text.hpp"
#include "core/navigators.hpp"
#include "promises/words.hpp"
#include "rights/gate.hpp"
#include "rules/json.hpp"

// Answers kept under a code: given to whoever asks for it, and gone on with by whoever shows it.
namespace vuoro::api {

namespace {

namespace json = boost::json;

/// How often one may ask for another code for the same answers after the one before was used.
constexpr std::uint32_t most_codes = 20;

/// What is kept: the answers as they were given, and what was said to them, in every language, so that they
/// stay readable whatever becomes of the navigator.
std::string document_of(const NavigatorCall& call, const forms::Turn& turn) {
  json::object answers;
  for (const auto& [link_id, written] : call.visit.answers) {
    json::array values;
    for (const std::string& one : written) values.emplace_back(one);
    answers[link_id] = std::move(values);
  }
  json::object pages;
  for (const auto language : {forms::Language::fi, forms::Language::sv, forms::Language::en}) {
    const std::string page = rules::to_json(forms::turn_json(*call.navigator, turn, language));
    pages[forms::language_codes[static_cast<std::size_t>(language)]] = json::parse(page);
  }
  return json::serialize(json::object{{"navigator", call.navigator->code()},
                                      {"form", call.navigator->form().identity()},
                                      {"mark", call.navigator->mark()},
                                      {"language", promises::word(call.language)},
                                      {"area", call.visit.area},
                                      {"visit", call.visit.token},
                                      {"answers", std::move(answers)},
                                      {"pages", std::move(pages)}});
}

/// What the code is derived from: the visit and its answers, so that a page sent twice gives one code.
std::string seed_of(const NavigatorCall& call) {
  std::string all = call.visit.token.empty() ? new_token() : call.visit.token;
  for (const auto& [link_id, written] : call.visit.answers) {
    all += '\n' + link_id;
    for (const std::string& one : written) all += '\t' + one;
  }
  std::string out;
  for (const std::byte byte : digest({call.navigator->code(), all})) {
    constexpr std::string_view digits = "0123456789abcdef";
    out.push_back(digits[std::to_integer<std::size_t>(byte >> 4)]);
    out.push_back(digits[std::to_integer<std::size_t>(byte & std::byte{15})]);
  }
  return out;
}

struct Given {
  std::string code;
  Instant since;
};

std::optional<core::Refusal> keep(live::Transaction& tx, const ledger::Keys& keys, const std::string& seed,
                                  const std::string& document, Given& given) {
  for (std::uint32_t nth = 0; nth < most_codes; ++nth) {
    const std::string code = answers_code(keys, seed, nth);
    const std::uint64_t key = *answers_key(keys, code);
    const auto row = core::kept_answers(tx.state(), rights::Gate::own_answers(), key);
    if (row && (row->opened || core::expired(*row, tx.now()))) continue;
    given = {code, row ? row->since.instant() : tx.now()};
    if (row) return std::nullopt;
    const auto kept =
        tx.decide(core::KeepAnswers{key, tx.document(document)}, {core::ActorKind::resident, {}, {}});
    if (!kept) return kept.error();
    return std::nullopt;
  }
  return core::Refusal{core::RefusalCode::answers_opened};
}

std::string day_words(const NavigatorCall& call, Instant at) {
  return content::day_in_words(call.house.promise_texts, call.language, calendar::local_day(at));
}

void refuse_code(NavigatorCall& call, int status, std::string_view reason, const std::string& typed) {
  send_page(call, status,
            call.html().list(typed, {{"code", call.html().text("fault." + std::string(reason))}}));
}

std::string_view text_at(const json::object& of, std::string_view name) {
  const auto* const found = of.if_contains(name);
  return found != nullptr && found->is_string() ? std::string_view(found->get_string()) : std::string_view{};
}

/// The answers that the navigator as it is now still takes.
void take_kept(NavigatorCall& call, const json::object& document) {
  const forms::Form& form = call.navigator->form();
  call.visit.token = text_at(document, "visit");
  const std::string_view area = text_at(document, "area");
  const bool known = std::ranges::any_of(call.house.county.areas,
                                         [&](const content::Area& one) { return one.code == area; });
  if (known) call.visit.area = area;
  const auto* const answers = document.if_contains("answers");
  if (answers == nullptr || !answers->is_object()) return;
  for (const auto& [link_id, values] : answers->get_object()) {
    const auto id = form.find(std::string_view(link_id));
    if (!id || !form.item(*id).is_asked() || !values.is_array()) continue;
    for (const json::value& one : values.get_array()) {
      if (one.is_string()) call.visit.answer(link_id, std::string_view(one.get_string()));
    }
  }
}

/// What a version has put right is asked again rather than held against whoever answered before it.
void drop_faulty(NavigatorCall& call) {
  const forms::Form& form = call.navigator->form();
  const auto sheet = forms::Sheet::read(form, answers_of(form, call.visit));
  if (!sheet) {
    call.visit.answers.clear();
    return;
  }
  const forms::Review review = forms::Review::of(form, *sheet);
  for (const forms::Fault& fault : review.wrong().all())
    std::erase_if(call.visit.answers, [&](const auto& one) { return one.first == fault.link_id; });
}

void show_kept(const NavigatorCallPtr& call, const core::KeptAnswersRow& row) {
  const DocumentId id{row.words};
  const auto text = call->house.driver.ledger().document(rights::Gate::own_answers(id), id);
  if (!text) return send_page(*call, 503, call->html().refused("storage"));
  boost::system::error_code failed;
  const json::value document = json::parse(*text, failed);
  if (failed || !document.is_object()) return send_page(*call, 503, call->html().refused("storage"));
  const json::object& kept = document.get_object();
  call->navigator = call->house.navigators.find(text_at(kept, "navigator"));
  if (call->navigator == nullptr) return send_page(*call, 410, call->html().refused("gone"));
  take_kept(*call, kept);
  std::string note = call->html().text("resumed.note", {{"day", day_words(*call, row.since.instant())}});
  if (text_at(kept, "mark") != call->navigator->mark()) {
    drop_faulty(*call);
    note += ' ' + call->html().text("resumed.changed");
  }
  show_next(*call, note);
}

}  // namespace

void keep_answers(const NavigatorCallPtr& call, const forms::Turn& turn) {
  const auto given = std::make_shared<Given>();
  auto script = [given, keys = &call->house.driver.ledger().keys(), seed = seed_of(*call),
                 document = document_of(*call, turn)](live::Transaction& tx) {
    return keep(tx, *keys, seed, document, *given);
  };
  call->house.driver.submit(
      {std::nullopt, std::move(script), [call, given](const live::Outcome& outcome) {
         if (outcome.fate == live::Fate::refused)
           return send_page(*call, 409, call->html().refused("too-many-codes"));
         if (outcome.fate != live::Fate::accepted)
           return send_page(*call, 503, call->html().refused("storage"));
         const std::string until = day_words(*call, given->since + core::answers_good_for);
         send_page(*call, 200, call->html().kept(*call->navigator, call->visit, given->code, until));
       }});
}

void go_on(const NavigatorCallPtr& call, const std::string& code) {
  const Instant now = call->house.driver.now();
  const std::string& address = call->request.remote_address();
  if (const auto wait = call->house.tries.wait(address, now); wait.count() > 0)
    return send_page(*call, 429, call->html().refused("too-many-tries"),
                     {{"Retry-After", std::to_string(wait.count())}});
  if (code.find_first_not_of(" \t") == std::string::npos) return refuse_code(*call, 422, "missing", code);
  const auto key = answers_key(call->house.driver.ledger().keys(), code);
  std::optional<core::KeptAnswersRow> row;
  if (key) {
    const auto reading = call->house.driver.read();
    row = core::kept_answers(reading.state(), rights::Gate::own_answers(), *key);
  }
  if (!row) {
    call->house.tries.wrong(address, now);
    return refuse_code(*call, 404, "code-unknown", code);
  }
  if (row->opened) return refuse_code(*call, 410, "code-used", code);
  if (core::expired(*row, now)) return refuse_code(*call, 410, "code-expired", code);
  call->house.workers.run([call, row = *row] { show_kept(call, row); });
}

}  // namespace vuoro::api
