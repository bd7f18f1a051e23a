#include <algorithm>

#include "api/navigator_html.hpp"
#include "promises/words.hpp"

// Where a navigator ends: the exit to help that comes first, or the result that explains itself.
namespace vuoro::api {

namespace {

constexpr std::string_view none;  // an attribute that is left out

}  // namespace

void NavigatorHtml::why(Html& html, const forms::Navigator& navigator, const forms::Found& found) const {
  html.open("details", {{"class", "why"}}).element("summary", text("result.why"));
  if (!found.because.empty()) {
    html.element("p", text("result.because")).open("ul");
    for (const forms::Because& one : found.because) {
      const forms::Item& item = navigator.form().item(one.question);
      html.open("li")
          .words(item.wording.in(code()))
          .words(" ")
          .element("strong", forms::answer_words(item, one.value, form_language()))
          .close();
    }
    html.close();
  }
  html.open("p")
      .words(text("result.rule"))
      .words(" ")
      .element("a", in(found.source->title, form_language()),
               {{"href", found.source->link}, {"rel", "noreferrer"}})
      .close();
  if (found.source->unverified)
    html.open("p").element("span", text("result.unverified"), {{"class", "chip soon"}}).close();
  html.element("p",
               text("result.version", {{"version", navigator.form().version()},
                                       {"mark", navigator.mark()},
                                       {"row", std::to_string(found.line)}}),
               {{"class", "s"}})
      .close();
}

void NavigatorHtml::services(Html& html, const forms::Navigator& navigator, const forms::Found& found) const {
  // Where nobody may see what was looked for, nothing of it is carried over.
  const bool secret = !navigator.texts().quick_exit.empty();
  html.element("h3", text("result.services")).open("ul", {{"class", "services"}});
  for (const std::string& code_of_service : found.outcome->services) {
    const forms::ServiceText& service = *navigator.shared().service(code_of_service);
    const std::string& name = in(service.name, form_language());
    html.open("li")
        .open("p")
        .element("strong", name)
        .close()
        .element("p", in(service.what, form_language()))
        .open("p", {{"class", "noprint"}});
    if (service.link.empty() && !trial_.empty()) {
      // The form behind the link is the real one: what somebody tries here must not become a contact.
      html.element("span", text("trial.contact", {{"service", name}}), {{"class", "s"}});
    } else if (service.link.empty()) {
      const std::string words =
          text("result.words", {{"navigator", in(navigator.texts().name, form_language())},
                                {"outcome", in(found.outcome->title, form_language())},
                                {"service", name}});
      const std::string term = term_of(navigator, found);
      html.open("a", {{"href", '/' + std::string(code()) + '/'},
                      {"data-words", secret ? none : std::string_view(words)},
                      {"data-result", secret ? none : std::string_view(term)}})
          .words(text("result.contact"))
          .element("span", ": " + name, {{"class", "sr"}})
          .close();
    } else {
      html.open("a", {{"href", service.link}, {"rel", "noreferrer"}})
          .words(text("result.open"))
          .element("span", ": " + name, {{"class", "sr"}})
          .close();
    }
    html.close().close();
  }
  html.close();
}

void NavigatorHtml::outcome(Html& html, const forms::Navigator& navigator, const forms::Found& found) const {
  html.open("section", {{"class", "outcome"}})
      .element("h2", in(found.outcome->title, form_language()))
      .element("p", in(found.outcome->text, form_language()))
      .open("div", {{"class", "now"}})
      .element("b", text("result.first"))
      .element("p", in(found.outcome->first_step, form_language()))
      .close();
  if (!found.outcome->services.empty()) services(html, navigator, found);
  why(html, navigator, found);
  html.close();
}

void NavigatorHtml::exit(Html& html, const forms::Navigator& navigator, const forms::Found& found) const {
  const forms::SharedTexts& shared = navigator.shared();
  // The emergency number, then whom this exit names, then the other emergency numbers.
  std::vector<std::string> order{shared.emergency.front()};
  for (const std::vector<std::string>& more : {found.exit->contacts, shared.emergency}) {
    for (const std::string& one : more) {
      if (std::ranges::find(order, one) == order.end()) order.push_back(one);
    }
  }
  html.element("h1", in(found.exit->title, form_language()))
      .open("ul", {{"class", "call-now"}, {"aria-label", text("exit.numbers")}});
  for (const std::string& one : order) contact(html, *shared.contact(one));
  html.close().element("p", in(found.exit->text, form_language()), {{"class", "lead"}});
  why(html, navigator, found);
}

void NavigatorHtml::share(Html& html) const {
  if (!trial_.empty()) return;
  html.open("section", {{"class", "share noprint"}})
      .element("h2", text("share.title"))
      .element("p", text("share.text"))
      .open("p", {{"class", "row"}})
      .element("button", text("share.button"),
               {{"class", "q"}, {"form", "flow"}, {"name", "do"}, {"value", "keep"}})
      .close()
      .close();
}

std::string NavigatorHtml::end(const forms::Navigator& navigator, const Visit& visit, const forms::Turn& turn,
                               std::string_view note) const {
  const bool exits = turn.state == forms::Turn::State::exit;
  Html html;
  html.open("div", {{"class", "guide-page"}});
  heading(html, navigator);
  if (!note.empty()) html.element("p", note, {{"class", "note"}, {"role", "status"}});
  if (exits) {
    exit(html, navigator, turn.found.front());
  } else {
    html.element("h1", text("result.title")).element("p", text("result.administrative"));
    for (const forms::Found& found : turn.found) outcome(html, navigator, found);
  }
  // From an exit one goes back to the answer that led to it, which need not be the last one.
  const auto& because = turn.found.front().because;
  const bool named = exits && !because.empty();
  const std::string back =
      named ? "change." + navigator.form().item(because.back().question).link_id : std::string("back");
  open_form(html, navigator, visit);
  html.open("p", {{"class", "row formend noprint"}})
      .element("button", text(exits ? "exit.back" : "question.back"),
               {{"class", "q"}, {"name", "do"}, {"value", back}})
      .open("button", {{"class", "q"}, {"type", "button"}, {"data-print", ""}, {"hidden", ""}})
      .words(text("print.button"))
      .close()
      .close()
      .close()
      .open("section")
      .element("h2", text("answers.title"));
  so_far(html, navigator, turn.review, forms::nothing);
  html.close();
  share(html);
  html.open("p", {{"class", "after noprint"}})
      .element("a", text("result.again"), {{"href", '/' + std::string(code()) + '/' + address(&navigator)}})
      .words(" · ")
      .element("a", text("start.all"), {{"href", '/' + std::string(code()) + '/' + address(nullptr)}})
      .close()
      .close();
  const std::string title =
      exits ? in(turn.found.front().exit->title, form_language()) : text("result.title");
  return page(title, address(&navigator), Languages::buttons, html);
}

}  // namespace vuoro::api
