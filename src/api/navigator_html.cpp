#include "api/navigator_html.hpp"

#include <algorithm>

#include "promises/words.hpp"

// The frame that every page of a navigator has, and the pages before and beside the questions.
namespace vuoro::api {

namespace {

constexpr std::array all_languages{content::Language::fi, content::Language::sv, content::Language::en};
constexpr std::string_view none;  // an attribute that is left out

}  // namespace

std::string NavigatorHtml::address(const forms::Navigator* navigator) const {
  if (!trial_.empty()) return navigator != nullptr ? "studio/guides/" + trial_ + "/try/" : "studio/";
  std::string out = "navigators/";
  if (navigator != nullptr) out += navigator->code() + '/';
  return out;
}

Html NavigatorHtml::languages(std::string_view path, Languages how) const {
  Html html;
  html.open("nav", {{"aria-label", text("languages.label")}}).open("ul", {{"class", "langs"}});
  for (const content::Language one : all_languages) {
    const std::string_view name = promises::word(one);
    const std::string there = '/' + std::string(name) + '/' + std::string(path);
    const std::string own_name = navigators_.frame->texts.text(one, "language.name");
    html.open("li");
    if (how == Languages::links) {
      html.element("a", own_name,
                   {{"href", there},
                    {"lang", name},
                    {"hreflang", name},
                    {"aria-current", one == language_ ? "true" : none}});
    } else if (one == language_) {
      html.element("span", own_name, {{"lang", name}, {"aria-current", "true"}});
    } else {
      html.element("button", own_name,
                   {{"class", "link"},
                    {"form", "flow"},
                    {"formaction", there},
                    {"name", "do"},
                    {"value", "stay"},
                    {"lang", name}});
    }
    html.close();
  }
  return std::move(html.close().close());
}

std::string NavigatorHtml::page(std::string_view title, std::string_view path, Languages how,
                                const Html& main, bool faulty) const {
  std::string whole_title = faulty ? text("error.prefix") + ' ' : std::string{};
  whole_title.append(title).append(" – Vuoro");
  Html before;
  // Return in a field sends what the first button of its form says: it must be "go on", never a language.
  if (how == Languages::buttons)
    before.element("button", text("question.next"),
                   {{"class", "sr"},
                    {"form", "flow"},
                    {"name", "do"},
                    {"value", "next"},
                    {"tabindex", "-1"},
                    {"aria-hidden", "true"}});
  before.add(languages(path, how));
  const NavigatorShell& shell = navigators_.frame->shells[static_cast<std::size_t>(language_)];
  Html inside;
  if (!shell.framed()) emergency(inside);
  if (!trial_.empty()) say_trial(inside);
  inside.add(main);
  return shell.page(whole_title, before.text(), inside.text());
}

void NavigatorHtml::say_trial(Html& html) const {
  html.open("div", {{"class", "note soon trial"}, {"role", "note"}})
      .open("p")
      .element("strong", text("trial.title"))
      .words(" ")
      .words(text("trial.text"))
      .words(" ")
      .element("a", text("trial.back"), {{"href", '/' + std::string(code()) + "/studio/?guide=" + trial_}})
      .close()
      .close();
}

void NavigatorHtml::emergency(Html& html) const {
  const forms::SharedTexts& shared = *navigators_.frame->shared;
  html.open("ul");
  for (const std::string& one : shared.emergency) contact(html, *shared.contact(one));
  html.close();
}

void NavigatorHtml::contact(Html& html, const forms::Contact& contact) const {
  std::string digits;
  for (const char c : contact.phone) {
    if (c == '+' || (c >= '0' && c <= '9')) digits.push_back(c);
  }
  html.open("li")
      .open("p")
      .open("strong")
      .words(in(contact.name, form_language()))
      .words(" ")
      .element("a", contact.phone, {{"class", "tel"}, {"href", "tel:" + digits}})
      .close()
      .close()
      .element("p", in(contact.what, form_language()))
      .close();
}

void NavigatorHtml::heading(Html& html, const forms::Navigator& navigator) const {
  const forms::NavigatorTexts& texts = navigator.texts();
  if (!texts.quick_exit.empty()) {
    html.open("p", {{"class", "leave noprint"}})
        .element("a", text("leave.button"),
                 {{"class", "btn"}, {"href", texts.quick_exit}, {"rel", "noreferrer"}, {"data-leave", ""}})
        .close();
  }
  html.element("p", in(texts.name, form_language()), {{"class", "s guide"}});
  if (texts.example) html.element("p", text("example.note"), {{"class", "note soon"}});
}

void NavigatorHtml::summary(Html& html, const PageFaults& faults) const {
  if (faults.empty()) return;
  html.open("div", {{"class", "summary"},
                    {"role", "alert"},
                    {"tabindex", "-1"},
                    {"autofocus", ""},
                    {"aria-labelledby", "summary-title"}})
      .element("h2", text("error.summary"), {{"id", "summary-title"}})
      .open("ul");
  for (const PageFault& one : faults) {
    html.open("li");
    if (one.field.empty()) {
      html.words(one.message);
    } else {
      const bool asks = one.about.ends_with('?');
      const std::string about = one.about.empty() ? std::string{} : one.about + (asks ? " " : ": ");
      html.element("a", about + one.message, {{"href", '#' + one.field}});
    }
    html.close();
  }
  html.close().close();
}

void NavigatorHtml::code_field(Html& html, std::string_view code, const PageFaults& faults) const {
  const auto wrong = std::ranges::find(faults, "code", &PageFault::field);
  const bool bad = wrong != faults.end();
  html.open("form", {{"class", "flow"},
                     {"method", "post"},
                     {"action", '/' + std::string(this->code()) + "/navigators/"},
                     {"autocomplete", "off"},
                     {"novalidate", ""}})
      .open("div", {{"class", bad ? "field bad" : "field"}})
      .element("label", text("code.label"), {{"for", "code"}})
      .element("div", text("code.hint"), {{"class", "hint"}, {"id", "code-hint"}});
  if (bad) html.element("span", wrong->message, {{"class", "error"}, {"id", "code-error"}});
  html.empty("input", {{"id", "code"},
                       {"name", "code"},
                       {"type", "text"},
                       {"class", "short-code"},
                       {"value", code.empty() ? none : code},
                       {"aria-describedby", bad ? "code-hint code-error" : "code-hint"},
                       {"aria-invalid", bad ? "true" : none}})
      .close()
      .open("p", {{"class", "row formend"}})
      .element("button", text("code.button"), {{"class", "q"}})
      .close()
      .close();
}

std::string NavigatorHtml::list(std::string_view typed, const PageFaults& faults) const {
  Html html;
  html.open("div", {{"class", "guides"}});
  summary(html, faults);
  html.element("h1", text("list.title")).element("p", text("list.intro"), {{"class", "lead"}});
  for (const forms::Navigator& one : navigators_.all) {
    const std::string there = '/' + std::string(code()) + '/' + address(&one);
    html.open("section", {{"class", "card"}})
        .open("h2")
        .element("a", in(one.texts().name, form_language()), {{"href", there}});
    if (one.texts().example) html.words(" ").element("span", text("list.example"), {{"class", "chip soon"}});
    html.close().element("p", in(one.texts().intro, form_language())).close();
  }
  html.open("section").element("h2", text("list.code"));
  code_field(html, typed, faults);
  html.close().close();
  return page(text("list.title"), address(nullptr), Languages::links, html, !faults.empty());
}

std::string NavigatorHtml::start(const forms::Navigator& navigator, const Visit& visit) const {
  const std::string& name = in(navigator.texts().name, form_language());
  const std::string there = '/' + std::string(code()) + '/' + address(&navigator);
  Html html;
  html.open("div", {{"class", "guide-page"}});
  const forms::NavigatorTexts& texts = navigator.texts();
  if (!texts.quick_exit.empty())
    html.open("p", {{"class", "leave noprint"}})
        .element("a", text("leave.button"),
                 {{"class", "btn"}, {"href", texts.quick_exit}, {"rel", "noreferrer"}, {"data-leave", ""}})
        .close();
  html.element("h1", name);
  if (texts.example) html.element("p", text("example.note"), {{"class", "note soon"}});
  html.element("p", in(texts.intro, form_language()), {{"class", "lead"}})
      .element("p", text("start.privacy"))
      .open("form", {{"id", "flow"},
                     {"class", "flow"},
                     {"method", "post"},
                     {"action", there},
                     {"autocomplete", "off"},
                     {"novalidate", ""}})
      .empty("input", {{"type", "hidden"}, {"name", "visit"}, {"value", visit.token}})
      .open("div", {{"class", "field"}})
      .open("label", {{"for", "area"}})
      .words(text("start.area"))
      .element("span", " (" + text("question.optional") + ")", {{"class", "optional"}})
      .close()
      .element("div", text("start.area-hint"), {{"class", "hint"}, {"id", "area-hint"}})
      .open("select", {{"id", "area"}, {"name", "area"}, {"aria-describedby", "area-hint"}})
      .element("option", text("start.area-none"), {{"value", ""}});
  for (const content::Area& area : county_.areas)
    html.element("option", promises::in(area.name, language_),
                 {{"value", area.code}, {"selected", area.code == visit.area ? std::string_view("") : none}});
  html.close()
      .close()
      .open("p", {{"class", "row formend"}})
      .element("button", text("start.button"), {{"name", "do"}, {"value", "next"}})
      .close()
      .close()
      .open("p", {{"class", "after"}})
      .element("a", text("start.all"), {{"href", '/' + std::string(code()) + '/' + address(nullptr)}})
      .close()
      .close();
  return page(name, address(&navigator), Languages::links, html);
}

std::string NavigatorHtml::kept(const forms::Navigator& navigator, const Visit& visit,
                                std::string_view kept_code, std::string_view until) const {
  Html html;
  html.open("div", {{"class", "guide-page"}});
  heading(html, navigator);
  html.element("h1", text("kept.title"))
      .open("div", {{"class", "now"}})
      .element("span", kept_code, {{"class", "codebox"}})
      .element("p", text("kept.until", {{"day", until}}))
      .close()
      .element("p", text("kept.write"))
      .element("p", text("kept.once"))
      .element("p", text("print.hint"), {{"class", "s noprint"}});
  open_form(html, navigator, visit);
  html.open("p", {{"class", "row formend noprint"}})
      .element("button", text("kept.on"), {{"name", "do"}, {"value", "stay"}})
      .close()
      .close()
      .close();
  return page(text("kept.title"), address(&navigator), Languages::buttons, html);
}

void NavigatorHtml::as_then(Html& html, const KeptThen& then) const {
  html.element("h2", text("then.title", {{"day", then.day}})).open("dl", {{"class", "answers"}});
  for (const KeptThen::Said& one : then.answers) {
    html.open("div", {{"class", "answer"}})
        .element("dt", one.question)
        .open("dd")
        .words(one.answer.empty() ? text("answers.none") : one.answer);
    if (one.now == KeptThen::Now::again)
      html.words(" ").element("span", text("then.again"), {{"class", "chip soon"}});
    if (one.now == KeptThen::Now::no_longer)
      html.words(" ").element("span", text("then.no-longer"), {{"class", "chip"}});
    html.close().close();
  }
  html.close();
  if (!then.results.empty()) {
    html.element("h2", text("then.results")).open("ul");
    for (const std::string& one : then.results) html.element("li", one);
    html.close();
  }
  html.element("p", text("then.version", {{"form", then.form}}), {{"class", "s"}});
}

std::string NavigatorHtml::changed(const forms::Navigator& navigator, const Visit& visit,
                                   const KeptThen& then) const {
  Html html;
  html.open("div", {{"class", "guide-page"}});
  heading(html, navigator);
  html.element("h1", text("changed.title")).element("p", text("changed.text"), {{"class", "lead"}});
  open_form(html, navigator, visit);
  html.open("p", {{"class", "row formend noprint"}})
      .element("button", text("code.button"), {{"name", "do"}, {"value", "stay"}})
      .close()
      .close();
  as_then(html, then);
  html.close();
  return page(text("changed.title"), address(&navigator), Languages::buttons, html);
}

std::string NavigatorHtml::gone(const KeptThen& then) const {
  Html html;
  html.open("div", {{"class", "guide-page"}})
      .element("p", then.name, {{"class", "s guide"}})
      .element("h1", text("refused.gone.title"))
      .element("p", text("refused.gone.text"), {{"class", "lead"}})
      .open("p")
      .element("a", text("start.all"),
               {{"class", "btn"}, {"href", '/' + std::string(code()) + '/' + address(nullptr)}})
      .close();
  as_then(html, then);
  html.close();
  return page(text("refused.gone.title"), address(nullptr), Languages::links, html);
}

std::string NavigatorHtml::refused(std::string_view what, const PageFaults& faults) const {
  const std::string key = "refused." + std::string(what);
  Html html;
  html.open("div", {{"class", "guide-page"}})
      .element("h1", text(key + ".title"))
      .element("p", text(key + ".text"), {{"class", "lead"}});
  if (!faults.empty()) {
    html.open("ul");
    for (const PageFault& one : faults) html.element("li", one.message);
    html.close();
  }
  html.open("p")
      .element("a", text("start.all"),
               {{"class", "btn"}, {"href", '/' + std::string(code()) + '/' + address(nullptr)}})
      .close()
      .close();
  return page(text(key + ".title"), address(nullptr), Languages::links, html);
}

}  // namespace vuoro::api
