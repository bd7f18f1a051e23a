#include "api/navigator_pages.hpp"

#include <sodium.h>

#include <algorithm>

#include "api/call.hpp"
#include "api/navigator_visit.hpp"
#include "api/routes.hpp"
#include "net/http_text.hpp"
#include "promises/words.hpp"

namespace vuoro::api {

namespace {

using forms::Turn;

/// Where a path leads: the language, and a navigator or the list.
struct Place {
  content::Language language = content::Language::fi;
  const forms::Navigator* navigator = nullptr;
  bool slash = true;  ///< The address ends as it should.
};

std::optional<Place> place_of(const Navigators& navigators, const net::Request& request) {
  const auto parts = request.segments();
  if (parts.size() < 2 || parts.size() > 4 || parts[1] != "navigators") return std::nullopt;
  const auto language = promises::from_word<content::Language>(parts[0]);
  if (!language) return std::nullopt;
  Place out{*language, nullptr, parts.back().empty()};
  if (parts.size() == 2 || (parts.size() == 3 && parts[2].empty())) return out;
  if (parts.size() == 4 && !parts[3].empty()) return std::nullopt;
  out.navigator = navigators.find(parts[2]);
  if (out.navigator == nullptr) return std::nullopt;
  return out;
}

PageFaults posted_faults(const NavigatorHtml& html, const std::vector<net::FieldFault>& faults) {
  PageFaults out;
  for (const net::FieldFault& one : faults)
    out.push_back({"", html.text("posted." + one.reason, {{"field", one.field}})});
  return out;
}

void count_one(House& house, const NavigatorCall& call, const std::string& term) {
  core::CountNavigator command;
  AreaId area;
  {
    const auto reading = house.driver.read();
    const auto number = reading.state().term(core::TermKind::navigator, term);
    if (!number) return;
    command.navigator = NavigatorId{*number};
    if (!call.visit.area.empty())
      area = AreaId{reading.state().term(core::TermKind::area, call.visit.area).value_or(0)};
  }
  command.area = area;
  command.language = core::Language::of(promises::word(call.language));
  const live::Once once{digest({"navigator", call.visit.token, term}), digest({"navigator", term}),
                        ledger::Keep::some_days};
  house.driver.submit({once,
                       [command](live::Transaction& tx) -> std::optional<core::Refusal> {
                         const auto counted = tx.decide(command, {core::ActorKind::resident, {}, {}});
                         if (!counted) return counted.error();
                         return std::nullopt;
                       },
                       [](const live::Outcome&) {}});
}

/// That somebody came to the end here; without the token of a visit it would count at every reload.
void count_use(NavigatorCall& call, const Turn& turn) {
  if (call.visit.token.empty()) return;
  count_one(call.house, call, term_of(*call.navigator));
  for (const forms::Found& found : turn.found) count_one(call.house, call, term_of(*call.navigator, found));
}

/// The nodes of the form with the answers so far; nothing after the refusal was sent.
std::optional<forms::Review> review_of(NavigatorCall& call) {
  const forms::Form& form = call.navigator->form();
  auto sheet = forms::Sheet::read(form, answers_of(form, call.visit));
  if (!sheet) {
    send_page(call, 422, call.html().refused("answers"));
    return std::nullopt;
  }
  return forms::Review::of(form, std::move(sheet).value());
}

void show_question(NavigatorCall& call, const forms::Review& review, std::uint32_t node, int status = 200,
                   const PageFaults& faults = {}, std::string_view note = {}) {
  send_page(call, status, call.html().question(*call.navigator, call.visit, review, node, faults, note));
}

void show_start(NavigatorCall& call) {
  if (call.visit.token.empty()) call.visit.token = new_token();
  send_page(call, 200, call.html().start(*call.navigator, call.visit));
}

std::optional<std::uint32_t> node_of(const forms::Form& form, const forms::Review& review,
                                     std::string_view link_id) {
  const auto id = form.find(link_id);
  if (!id || review.sheet().of(*id).empty()) return std::nullopt;
  const std::uint32_t node = review.sheet().of(*id).front();
  return review.asked(node) ? std::optional{node} : std::nullopt;
}

/// What the form refuses: shown with the question on the page when it is that one, else with the first.
void show_wrong(NavigatorCall& call, const Turn& turn) {
  const NavigatorHtml html = call.html();
  const forms::Form& form = call.navigator->form();
  PageFaults faults;
  std::string shown;
  for (const forms::Fault& fault : turn.review.wrong().all()) {
    const auto field = NavigatorHtml::field_of(fault.link_id);
    const bool told = std::ranges::find(faults, field, &PageFault::field) != faults.end();
    if (!told) faults.push_back({field, html.fault_words(form, fault)});
    if (shown.empty() || fault.link_id == call.visit.asked) shown = fault.link_id;
  }
  const auto node = node_of(form, turn.review, shown);
  if (!node) return send_page(call, 422, html.refused("answers", faults));
  // Only the question that is shown can be put right here; the others come after it.
  std::erase_if(faults, [&](const PageFault& one) { return one.field != NavigatorHtml::field_of(shown); });
  show_question(call, turn.review, *node, 422, faults);
}

void show_missing(NavigatorCall& call, const Turn& turn) {
  const std::string& link_id =
      call.navigator->form().item(turn.review.sheet().nodes()[*turn.node].item).link_id;
  show_question(call, turn.review, *turn.node, 422,
                {{NavigatorHtml::field_of(link_id), call.html().text("fault.missing")}});
}

/// The question before the one on the page, or the last; the first page when there is none.
void show_before(NavigatorCall& call) {
  const auto review = review_of(call);
  if (!review) return;
  const auto at = node_of(call.navigator->form(), *review, call.visit.asked);
  std::optional<std::uint32_t> before;
  for (const std::uint32_t node : forms::asked_so_far(*review)) {
    if (!at || node < *at) before = node;
  }
  if (!before) return show_start(call);
  show_question(call, *review, *before);
}

void show_named(NavigatorCall& call, const std::string& link_id) {
  const auto review = review_of(call);
  if (!review) return;
  const auto node = node_of(call.navigator->form(), *review, link_id);
  if (!node) return show_next(call);
  show_question(call, *review, *node);
}

/// The answer to the question on the page, if it was left out: passed by.
void take_asked(Visit& visit) {
  if (!visit.asked.empty() && visit.find(visit.asked) == nullptr) visit.answer(visit.asked, "");
}

void keep(const NavigatorCallPtr& call) {
  const auto turn = call->navigator->turn(answers_of(call->navigator->form(), call->visit));
  if (!turn) return send_page(*call, 422, call->html().refused("answers"));
  if (turn->state == Turn::State::wrong) return show_wrong(*call, *turn);
  keep_answers(call, *turn);
}

void step(const NavigatorCallPtr& call) {
  Visit& visit = call->visit;
  switch (visit.wish) {
    case Wish::next:
      take_asked(visit);
      return show_next(*call);
    case Wish::back:
      return show_before(*call);
    case Wish::stay:
      return visit.asked.empty() ? show_next(*call) : show_named(*call, visit.asked);
    case Wish::change:
      return show_named(*call, visit.change);
    case Wish::keep:
      return keep(call);
  }
}

bool known_area(const content::County& county, std::string_view code) {
  return std::ranges::any_of(county.areas, [&](const content::Area& one) { return one.code == code; });
}

/// The body, sorted; nothing after the refusal was sent.
std::optional<Posted> posted_by(NavigatorCall& call) {
  const std::string_view type = call.request.header("Content-Type").value_or("");
  if (!net::same_letters(net::trimmed(type.substr(0, type.find(';'))), "application/x-www-form-urlencoded")) {
    send_page(call, 415, call.html().refused("not-form"));
    return std::nullopt;
  }
  auto posted = read_posted(call.request.body());
  if (posted) return std::move(posted).value();
  send_page(call, posted.error().code == "form-too-big" ? 413 : 400,
            call.html().refused(posted.error().code));
  return std::nullopt;
}

void answer_post(const NavigatorCallPtr& call) {
  if (!same_site(call->request)) return send_page(*call, 403, call->html().refused("other-site"));
  const auto posted = posted_by(*call);
  if (!posted) return;
  if (call->navigator != nullptr) {
    call->visit = read_visit(*posted, call->navigator->form());
    if (!call->visit.area.empty() && !known_area(call->house.county, call->visit.area))
      call->visit.faults.push_back({"area", "not-a-choice", {}});
    if (call->visit.faults.empty()) return step(call);
    return send_page(*call, 422,
                     call->html().refused("fields", posted_faults(call->html(), call->visit.faults)));
  }
  std::vector<net::FieldFault> faults;
  std::optional<std::string> code;
  for (const auto& [name, value] : *posted) {
    if (name != "code") faults.push_back({name.substr(0, 20), "unknown-field", {}});
    if (name == "code" && code) faults.push_back({name, "repeated", {}});
    if (name == "code") code = value;
  }
  if (faults.empty()) return go_on(call, code.value_or(""));
  std::erase_if(faults, [](const net::FieldFault& one) { return one.field.empty(); });
  send_page(*call, 422, call->html().refused("fields", posted_faults(call->html(), faults)));
}

}  // namespace

void send_page(NavigatorCall& call, int status, std::string page,
               std::initializer_list<std::pair<std::string, std::string>> headers) {
  net::Response response = net::text_response(status, "text/html; charset=utf-8", std::move(page));
  // "no-referrer" would make browsers send "Origin: null" with the next post of the form.
  response.with("Cache-Control", "no-store")
      .with("Referrer-Policy", "same-origin")
      .with("Content-Language", std::string(promises::word(call.language)));
  for (const auto& [name, value] : headers) response.with(name, value);
  call.reply.send(std::move(response));
}

std::string new_token() {
  std::array<unsigned char, 16> bytes{};
  randombytes_buf(bytes.data(), bytes.size());
  std::string out;
  for (const unsigned char byte : bytes) {
    constexpr std::string_view digits = "0123456789abcdef";
    out.push_back(digits[byte >> 4U]);
    out.push_back(digits[byte & 15U]);
  }
  return out;
}

void show_next(NavigatorCall& call, std::string_view note) {
  auto turn = call.navigator->turn(answers_of(call.navigator->form(), call.visit));
  if (!turn) {
    const bool without = turn.error().code == "navigator-no-result" || turn.error().code == "navigator-table";
    return send_page(call, 422, call.html().refused(without ? "no-result" : "answers"));
  }
  switch (turn->state) {
    case Turn::State::wrong:
      return show_wrong(call, *turn);
    case Turn::State::missing:
      return show_missing(call, *turn);
    case Turn::State::question:
      // A required question that was passed by is asked again before anything after it.
      if (!turn->review.missing().empty() && turn->review.missing().front().node < *turn->node) {
        turn->node = turn->review.missing().front().node;
        return show_missing(call, *turn);
      }
      return show_question(call, turn->review, *turn->node, 200, {}, note);
    case Turn::State::exit:
    case Turn::State::result:
      count_use(call, *turn);
      return send_page(call, 200, call.html().end(*call.navigator, call.visit, *turn, note));
  }
}

bool NavigatorPages::owns(const net::Request& request) const {
  return place_of(house_.navigators, request).has_value();
}

void NavigatorPages::handle(net::Request request, net::Reply reply) {
  const auto place = place_of(house_.navigators, request);
  if (!place) return;
  const auto call = std::make_shared<NavigatorCall>(
      NavigatorCall{house_, std::move(request), std::move(reply), place->language, place->navigator});
  const net::Method method = call->request.method();
  if (method != net::Method::get && method != net::Method::post)
    return send_page(*call, 405, call->html().refused("method"), {{"Allow", "GET, HEAD, POST"}});
  if (!place->slash) return call->reply.send(net::redirect(308, call->request.path() + '/'));
  if (method == net::Method::post) return answer_post(call);
  if (call->navigator != nullptr) return show_start(*call);
  send_page(*call, 200, call->html().list());
}

}  // namespace vuoro::api
