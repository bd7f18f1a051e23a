#include "api/navigator_pages.hpp"

#include <sodium.h>

#include <algorithm>
#include <span>

#include "api/call.hpp"
#include "api/navigator_visit.hpp"
#include "api/routes.hpp"
#include "net/http_text.hpp"
#include "promises/words.hpp"

namespace vuoro::api {

namespace {

using forms::Turn;

/// Where a path leads: the language, and a navigator or the list; or a draft that is tried.
struct Place {
  content::Language language = content::Language::fi;
  std::string code = {};  ///< Empty: the list.
  bool slash = true;      ///< The address ends as it should.
  bool trial = false;
};

/// /fi/studio/guides/<code>/try/
std::optional<Place> trial_place(content::Language language, std::span<const std::string_view> parts) {
  const bool slash = parts.size() == 6 && parts[5].empty();
  if (parts.size() != 5 && !slash) return std::nullopt;
  if (parts[1] != "studio" || parts[2] != "guides" || parts[3].empty() || parts[4] != "try")
    return std::nullopt;
  return Place{language, std::string(parts[3]), slash, true};
}

std::optional<Place> place_of(const net::Request& request) {
  const auto parts = request.segments();
  if (parts.size() < 2) return std::nullopt;
  const auto language = promises::from_word<content::Language>(parts[0]);
  if (!language) return std::nullopt;
  if (parts[1] != "navigators") return trial_place(*language, parts);
  if (parts.size() > 4) return std::nullopt;
  Place out{*language, {}, parts.back().empty(), false};
  if (parts.size() == 2 || (parts.size() == 3 && parts[2].empty())) return out;
  if (parts.size() == 4 && !parts[3].empty()) return std::nullopt;
  out.code = parts[2];
  if (out.code.empty()) return std::nullopt;
  return out;
}

void keep(const NavigatorCallPtr& call) {
  const auto turn = call->navigator->turn(answers_of(call->navigator->form(), call->visit));
  if (!turn) return send_page(*call, 422, call->html().refused("answers"));
  if (turn->state == Turn::State::wrong) return show_wrong(*call, *turn);
  keep_answers(call, *turn);
}

void step(const NavigatorCallPtr& call) {
  Visit& visit = call->visit;
  if (visit.wish != Wish::next) forget_blanks(visit, call->navigator->form());
  switch (visit.wish) {
    case Wish::next:
      take_asked(*call);
      return show_next(*call);
    case Wish::back:
      return show_before(*call);
    case Wish::stay:
      return visit.asked.empty() ? show_next(*call) : show_named(*call, visit.asked);
    case Wish::change:
      return show_named(*call, visit.change);
    case Wish::add:
    case Wish::remove:
      return change_times(*call);
    case Wish::keep:
      // Nothing is kept of a trial.
      return call->trial.empty() ? keep(call) : show_next(*call);
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

namespace {

void answer_visit(const NavigatorCallPtr& call) {
  if (call->request.method() == net::Method::post) return answer_post(call);
  if (call->navigator != nullptr) return show_start(*call);
  send_page(*call, 200, call->html().list());
}

}  // namespace

bool NavigatorPages::owns(const net::Request& request) const {
  const auto place = place_of(request);
  if (!place) return false;
  return place->trial || place->code.empty() || house_.guides.navigators()->find(place->code) != nullptr;
}

void NavigatorPages::handle(net::Request request, net::Reply reply) {
  const auto place = place_of(request);
  if (!place) return;
  auto navigators = house_.guides.navigators();
  const forms::Navigator* const navigator =
      place->trial || place->code.empty() ? nullptr : navigators->find(place->code);
  const auto call = std::make_shared<NavigatorCall>(NavigatorCall{
      house_, std::move(request), std::move(reply), place->language, std::move(navigators), navigator});
  if (place->trial) call->trial = place->code;
  const net::Method method = call->request.method();
  if (method != net::Method::get && method != net::Method::post)
    return send_page(*call, 405, call->html().refused("method"), {{"Allow", "GET, HEAD, POST"}});
  if (!place->slash) return call->reply.send(net::redirect(308, call->request.path() + '/'));
  // Published over since: the page was there when the request was taken.
  if (!place->trial && !place->code.empty() && navigator == nullptr)
    return send_page(*call, 410, call->html().refused("gone"));
  if (!place->trial) return answer_visit(call);
  begin_trial(call, answer_visit);
}

}  // namespace vuoro::api
