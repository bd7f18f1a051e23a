#include <algorithm>
#include <boost/json.hpp>
#include <map>

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
  json::array more;
  for (const Written& one : call.visit.answers) {
    json::array values;
    for (const std::string& text : one.texts) values.emplace_back(text);
    if (one.nth == 1) {
      answers[one.link_id] = std::move(values);
    } else {
      more.push_back(json::object{{"question", one.link_id}, {"nth", one.nth}, {"answers", values}});
    }
  }
  json::object times;
  for (const auto& [group, count] : call.visit.times) times[group] = count;
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
                                      {"times", std::move(times)},
                                      {"more", std::move(more)},
                                      {"pages", std::move(pages)}});
}

/// What the code is derived from: the visit and its answers, so that a page sent twice gives one code.
std::string seed_of(const NavigatorCall& call) {
  std::string all = call.visit.token.empty() ? new_token() : call.visit.token;
  for (const Written& one : call.visit.answers) {
    all += '\n' + one.link_id;
    if (one.nth > 1) all += '\r' + std::to_string(one.nth);
    for (const std::string& text : one.texts) all += '\t' + text;
  }
  for (const auto& [group, times] : call.visit.times) all += '\v' + group + '\t' + std::to_string(times);
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

/// A number as small as groups stand times; 0 for anything else.
std::uint32_t times_at(const json::value* of) {
  if (of == nullptr || !of->is_int64()) return 0;
  const std::int64_t n = of->get_int64();
  return n > 0 && n <= most_times ? static_cast<std::uint32_t>(n) : 0;
}

/// The answers that the navigator as it is now still takes.
void take_kept(NavigatorCall& call, const json::object& document) {
  const forms::Form& form = call.navigator->form();
  call.visit.token = text_at(document, "visit");
  const std::string_view area = text_at(document, "area");
  const bool known = std::ranges::any_of(call.house.county.areas,
                                         [&](const content::Area& one) { return one.code == area; });
  if (known) call.visit.area = area;
  const auto take = [&](std::string_view link_id, const json::value& values, std::uint32_t nth) {
    const auto id = form.find(link_id);
    if (!id || !form.item(*id).is_asked() || !values.is_array()) return;
    for (const json::value& one : values.get_array()) {
      if (one.is_string()) call.visit.answer(link_id, std::string_view(one.get_string()), nth);
    }
  };
  if (const auto* const times = document.if_contains("times"); times != nullptr && times->is_object()) {
    for (const auto& [group, count] : times->get_object()) {
      const auto id = form.find(std::string_view(group));
      if (id && form.item(*id).repeats && form.item(*id).type == forms::ItemType::group)
        call.visit.set_times(group, times_at(&count));
    }
  }
  const auto* const answers = document.if_contains("answers");
  if (answers == nullptr || !answers->is_object()) return;
  for (const auto& [link_id, values] : answers->get_object()) take(link_id, values, 1);
  const auto* const more = document.if_contains("more");
  if (more == nullptr || !more->is_array()) return;
  for (const json::value& one : more->get_array()) {
    if (!one.is_object()) continue;
    const json::object& object = one.get_object();
    const std::uint32_t nth = times_at(object.if_contains("nth"));
    const auto* const values = object.if_contains("answers");
    if (nth > 1 && values != nullptr) take(text_at(object, "question"), *values, nth);
  }
}

/// Which time of its group; 1 where there is none.
std::uint32_t nth_of(const forms::Form& form, const forms::Review& review, const forms::Fault& fault) {
  const auto node = forms::node_of(form, review.sheet(), fault);
  const auto standing = node ? forms::standing_of(form, review.sheet(), *node) : std::nullopt;
  return standing ? standing->nth : 1;
}

/// What a version has put right is asked again rather than held against whoever answered before it. A group
/// that may not stand so often any more is asked again as a whole.
void drop_faulty(NavigatorCall& call) {
  const forms::Form& form = call.navigator->form();
  Visit& visit = call.visit;
  std::erase_if(visit.answers, [&](const Written& one) {
    const forms::ItemId group = form.repeating_group_of(*form.find(one.link_id));
    const std::uint32_t times =
        group == forms::nothing ? 1 : visit.times_of(form.item(group).link_id).value_or(1);
    return one.nth > times;
  });
  const auto sheet = forms::Sheet::read(form, answers_of(form, visit));
  if (!sheet) {
    visit.answers.clear();
    visit.times.clear();
    return;
  }
  const forms::Review review = forms::Review::of(form, *sheet);
  for (const forms::Fault& fault : review.wrong().all()) {
    const auto id = form.find(fault.link_id);
    const std::uint32_t nth = nth_of(form, review, fault);
    std::erase_if(visit.times, [&](const auto& one) { return one.first == fault.link_id; });
    std::erase_if(visit.answers, [&](const Written& one) {
      return (one.link_id == fault.link_id && one.nth == nth) ||
             (id && form.repeating_group_of(*form.find(one.link_id)) == *id);
    });
  }
}

/// What was answered and said then, in the reader's language.
KeptThen then_of(const NavigatorCall& call, const json::object& kept, const std::string& day) {
  KeptThen out;
  out.form = text_at(kept, "form");
  out.day = day;
  const auto* const pages = kept.if_contains("pages");
  const auto* const page = pages != nullptr && pages->is_object()
                               ? pages->get_object().if_contains(promises::word(call.language))
                               : nullptr;
  if (page == nullptr || !page->is_object()) return out;
  const json::object& said = page->get_object();
  out.name = text_at(said, "name");
  const auto each = [&](const char* name, const auto& take) {
    const auto* const list = said.if_contains(name);
    if (list == nullptr || !list->is_array()) return;
    for (const json::value& one : list->get_array()) {
      if (one.is_object()) take(one.get_object());
    }
  };
  std::map<std::string, std::uint32_t> seen;  // how often a question came: the time of its group
  each("answers", [&](const json::object& one) {
    const std::string link_id(text_at(one, "linkId"));
    const std::uint32_t nth = ++seen[link_id];
    const std::string_view group = text_at(one, "group");
    const std::string before = group.empty() ? std::string{} : std::string(group) + ": ";
    KeptThen::Said answer{before + std::string(text_at(one, "question")),
                          std::string(text_at(one, "answer"))};
    if (call.navigator != nullptr) {
      const forms::Form& form = call.navigator->form();
      const auto id = form.find(link_id);
      const bool asked = id && (form.item(*id).is_asked() || form.page_of(*id) != forms::nothing);
      const bool there = call.visit.find(link_id, nth) != nullptr || call.visit.times_of(link_id);
      answer.now = !asked ? KeptThen::Now::no_longer : there ? KeptThen::Now::fits : KeptThen::Now::again;
    }
    out.answers.push_back(std::move(answer));
  });
  each("results", [&](const json::object& one) { out.results.emplace_back(text_at(one, "title")); });
  if (const auto* const exit = said.if_contains("exit"); exit != nullptr && exit->is_object())
    out.results.emplace_back(text_at(exit->get_object(), "title"));
  return out;
}

void show_kept(const NavigatorCallPtr& call, const core::KeptAnswersRow& row, const std::string& code) {
  const DocumentId id{row.words};
  const auto text = call->house.driver.ledger().document(rights::Gate::own_answers(id), id);
  // Erased between the look at the code and this one.
  if (!text && text.error().code == "not-found") return refuse_code(*call, 410, "code-expired", code);
  if (!text) return send_page(*call, 503, call->html().refused("storage"));
  boost::system::error_code failed;
  const json::value document = json::parse(*text, failed);
  if (failed || !document.is_object()) return send_page(*call, 503, call->html().refused("storage"));
  const json::object& kept = document.get_object();
  const std::string day = day_words(*call, row.since.instant());
  call->navigator = call->navigators->find(text_at(kept, "navigator"));
  if (call->navigator == nullptr) return send_page(*call, 410, call->html().gone(then_of(*call, kept, day)));
  take_kept(*call, kept);
  if (text_at(kept, "mark") == call->navigator->mark())
    return show_next(*call, call->html().text("resumed.note", {{"day", day}}));
  drop_faulty(*call);
  send_page(*call, 200, call->html().changed(*call->navigator, call->visit, then_of(*call, kept, day)));
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
  call->house.workers.run([call, row = *row, code] { show_kept(call, row, code); });
}

}  // namespace vuoro::api
