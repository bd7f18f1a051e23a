#include <algorithm>

#include "api/navigator_html.hpp"
#include "promises/words.hpp"

// A question of a navigator, and what was answered so far.
namespace vuoro::api {

namespace {

using forms::Item;
using forms::ItemType;

constexpr std::string_view none;  // an attribute that is left out

/// Options beyond these are not for radio buttons.
constexpr std::size_t most_radio_buttons = 30;

/// As an input writes it: the plain value.
std::string written_of(const rules::Value& value) {
  return rules::text_of(value);
}

/// What a question begins with when nobody has answered it.
std::vector<std::string> initial_of(const Item& item) {
  std::vector<std::string> out;
  for (const forms::Datum& datum : item.initial) out.push_back(written_of(datum.value));
  for (const forms::Option& option : item.options) {
    if (option.selected) out.push_back(written_of(option.datum.value));
  }
  return out;
}

std::string_view input_type(ItemType type) {
  switch (type) {
    case ItemType::date:
      return "date";
    case ItemType::time:
      return "time";
    default:
      return "text";
  }
}

bool is_number(ItemType type) {
  return type == ItemType::integer || type == ItemType::decimal || type == ItemType::quantity;
}

/// Of an answer, as it is posted.
std::string name_of(std::string_view link_id, std::uint32_t nth) {
  return 'a' + (nth == 1 ? std::string{} : std::to_string(nth)) + '.' + std::string(link_id);
}

std::string limit_of(const std::optional<forms::Datum>& limit) {
  return limit ? written_of(limit->value) : std::string{};
}

}  // namespace

std::string NavigatorHtml::field_of(std::string_view link_id, std::uint32_t nth) {
  return 'q' + (nth == 1 ? std::string{} : std::to_string(nth)) + '-' + std::string(link_id);
}

std::string NavigatorHtml::fault_words(const forms::Form& form, const forms::Fault& fault) const {
  const auto about = form.find(fault.link_id);
  const bool group = about && form.item(*about).type == ItemType::group;
  const std::string key = "fault." + fault.code + (group ? "-group" : "");
  if (!navigators_.frame->texts.has(key)) return text("fault.unclear");
  if (!about) return text(key, {{"limit", ""}});
  const Item& item = form.item(*about);
  std::string limit;
  if (fault.code == "too-small") limit = limit_of(item.least);
  if (fault.code == "too-large") limit = limit_of(item.most);
  if (fault.code == "too-short") limit = std::to_string(item.shortest);
  if (fault.code == "too-long") limit = std::to_string(item.longest);
  if (fault.code == "too-few") limit = std::to_string(item.fewest);
  if (fault.code == "too-many")
    limit = std::to_string(group          ? std::min(item.most_answers, most_times)
                           : item.repeats ? item.most_answers
                                          : 1);
  return text(key, {{"limit", limit}});
}

void NavigatorHtml::open_form(Html& html, const forms::Navigator& navigator, const Visit& visit,
                              forms::ItemId shown) const {
  html.open("form", {{"id", "flow"},
                     {"class", "flow"},
                     {"method", "post"},
                     {"action", '/' + std::string(code()) + '/' + address(&navigator)},
                     {"autocomplete", "off"},
                     {"novalidate", ""}});
  const auto hidden = [&](std::string_view name, std::string_view value) {
    html.empty("input", {{"type", "hidden"}, {"name", name}, {"value", value}});
  };
  if (!visit.token.empty()) hidden("visit", visit.token);
  if (!visit.area.empty()) hidden("area", visit.area);
  for (const auto& [group, times] : visit.times) hidden("times." + group, std::to_string(times));
  const forms::Form& form = navigator.form();
  for (const Written& one : visit.answers) {
    const auto id = form.find(one.link_id);
    const bool here = shown != forms::nothing && id && (*id == shown || form.page_of(*id) == shown);
    if (here) continue;
    for (const std::string& text : one.texts) hidden(name_of(one.link_id, one.nth), text);
  }
  if (shown != forms::nothing) hidden("asked", form.item(shown).link_id);
}

void NavigatorHtml::choices(Html& html, const Item& item, const std::vector<std::string>& written,
                            std::string_view name, const Place& place) const {
  const std::string first = field_of(item.link_id, place.nth);
  std::size_t nth = 0;
  for (const forms::Option& option : item.options) {
    const std::string value = written_of(option.datum.value);
    const bool chosen = std::ranges::find(written, value) != written.end();
    const std::string id = nth == 0 ? first : first + '-' + std::to_string(nth);
    const bool focus = place.focus && nth == 0;
    ++nth;
    html.open("div", {{"class", "opt"}})
        .open("label", {{"class", "choice"}})
        .empty("input", {{"id", id},
                         {"type", item.repeats ? "checkbox" : "radio"},
                         {"name", name},
                         {"value", value},
                         {"autofocus", focus ? std::string_view("") : none},
                         {"checked", chosen ? std::string_view("") : none}})
        .element("span", option.label.in(code()))
        .close()
        .close();
  }
}

void NavigatorHtml::input(Html& html, const Item& item, const Visit& visit, const PageFaults& faults,
                          const Place& place) const {
  const bool alone = place.company == Place::Company::alone;
  const std::string_view focus = place.focus ? std::string_view("") : none;
  const std::string field = field_of(item.link_id, place.nth);
  const std::string name = name_of(item.link_id, place.nth);
  const std::string& wording = item.wording.in(code());
  const auto wrong = std::ranges::find(faults, field, &PageFault::field);
  const bool bad = wrong != faults.end();
  const std::string described = bad ? field + "-error" : std::string{};
  const auto* const given = visit.find(item.link_id, place.nth);
  const std::vector<std::string> written = given != nullptr ? *given : initial_of(item);
  const auto error = [&] {
    if (bad)
      html.open("span", {{"class", "error"}, {"id", described}})
          .element("span", text("error.prefix") + ' ', {{"class", "sr"}})
          .words(wrong->message)
          .close();
  };
  // A heading may stand in a legend, but only around a label.
  const auto label = [&](std::string_view target) {
    if (target.empty()) {
      html.open("legend");
      if (alone) html.open("h1");
    } else {
      if (alone) html.open("h1");
      html.open("label", {{"for", target}});
    }
    html.words(wording);
    if (!item.required) html.element("span", " (" + text("question.optional") + ")", {{"class", "optional"}});
    html.close();
    if (alone) html.close();
  };
  const bool boxes = item.type == ItemType::boolean ||
                     (item.is_choice() && !item.options.empty() && item.options.size() <= most_radio_buttons);
  if (boxes) {
    html.open("fieldset", {{"class", bad ? "field bad" : "field"},
                           {"aria-describedby", bad ? std::string_view(described) : none}});
    label(none);
    error();
    // Buttons that nobody chose post nothing: among other questions this says that the question was shown.
    if (!alone) html.empty("input", {{"type", "hidden"}, {"name", name}, {"value", ""}});
    if (item.type == ItemType::boolean) {
      std::size_t nth = 0;
      for (const char* value : {"true", "false"}) {
        const bool chosen = std::ranges::find(written, value) != written.end();
        html.open("div", {{"class", "opt"}})
            .open("label", {{"class", "choice"}})
            .empty("input", {{"id", nth == 0 ? field : field + "-1"},
                             {"type", "radio"},
                             {"name", name},
                             {"value", value},
                             {"autofocus", nth == 0 ? focus : none},
                             {"checked", chosen ? std::string_view("") : none}})
            .element("span", text(nth == 0 ? "word.yes" : "word.no"))
            .close()
            .close();
        ++nth;
      }
    } else {
      choices(html, item, written, name, place);
    }
    html.close();
    return;
  }
  html.open("div", {{"class", bad ? "field bad" : "field"}});
  label(field);
  error();
  const std::string value = written.empty() ? std::string{} : written.front();
  if (item.is_choice() && !item.options.empty()) {
    html.open("select", {{"id", field}, {"name", name}, {"autofocus", focus}})
        .element("option", " ", {{"value", ""}});
    for (const forms::Option& option : item.options) {
      const std::string one = written_of(option.datum.value);
      html.element("option", option.label.in(code()),
                   {{"value", one}, {"selected", one == value ? std::string_view("") : none}});
    }
    html.close();
  } else if (item.type == ItemType::text) {
    html.element("textarea", value,
                 {{"id", field},
                  {"name", name},
                  {"rows", alone ? "6" : "3"},
                  {"autofocus", focus},
                  {"aria-describedby", bad ? std::string_view(described) : none},
                  {"aria-invalid", bad ? "true" : none}});
  } else {
    html.empty("input", {{"id", field},
                         {"name", name},
                         {"type", input_type(item.type)},
                         {"class", is_number(item.type) ? "short" : none},
                         {"autofocus", focus},
                         {"inputmode", is_number(item.type) ? "decimal" : none},
                         {"value", value.empty() ? none : std::string_view(value)},
                         {"aria-describedby", bad ? std::string_view(described) : none},
                         {"aria-invalid", bad ? "true" : none}});
  }
  html.close();
}

std::string NavigatorHtml::question_words(const forms::Form& form, const forms::Sheet& sheet,
                                          std::uint32_t node) const {
  const Item& item = form.item(sheet.nodes()[node].item);
  const std::string& words = item.wording.in(code());
  const auto standing = forms::standing_of(form, sheet, node);
  if (!standing || !item.is_question()) return words;
  return text("repeat.legend", {{"name", form.item(standing->group).wording.in(code())},
                                {"number", std::to_string(standing->nth)}}) +
         ": " + words;
}

void NavigatorHtml::so_far(Html& html, const forms::Navigator& navigator, const forms::Review& review,
                           forms::ItemId but) const {
  const forms::Form& form = navigator.form();
  html.open("dl", {{"class", "answers"}});
  for (const std::uint32_t node : forms::asked_so_far(review)) {
    const forms::ItemId id = review.sheet().nodes()[node].item;
    if (but != forms::nothing && (id == but || form.page_of(id) == but)) continue;
    const Item& item = form.item(id);
    std::vector<rules::Value> values;
    for (const forms::Datum& datum : review.answers(node)) values.push_back(datum.value);
    const std::string said =
        !item.is_question() ? text("repeat.none")
        : values.empty()    ? text("answers.none")
                         : forms::answer_words(item, rules::Value::list(std::move(values)), form_language());
    const std::string wording = question_words(form, review.sheet(), node);
    const std::string& named = item.is_question() ? item.link_id : form.item(form.page_of(id)).link_id;
    html.open("div", {{"class", "answer"}})
        .element("dt", wording)
        .element("dd", said)
        .open("dd", {{"class", "noprint"}})
        .open("button", {{"class", "link"}, {"form", "flow"}, {"name", "do"}, {"value", "change." + named}})
        .words(text("answers.change"))
        .element("span", ": " + wording, {{"class", "sr"}})
        .close()
        .close()
        .close();
  }
  html.close();
}

void NavigatorHtml::after_questions(Html& html, const forms::Navigator& navigator,
                                    const forms::Review& review, forms::ItemId shown) const {
  html.open("p", {{"class", "row formend"}})
      .element("button", text("question.next"), {{"name", "do"}, {"value", "next"}})
      .element("button", text("question.back"), {{"class", "q"}, {"name", "do"}, {"value", "back"}})
      .close()
      .close();
  const forms::Form& form = navigator.form();
  const bool others = std::ranges::any_of(forms::asked_so_far(review), [&](std::uint32_t node) {
    const forms::ItemId id = review.sheet().nodes()[node].item;
    return id != shown && form.page_of(id) != shown;
  });
  if (!others) return;
  html.open("details", {{"class", "after"}}).element("summary", text("answers.title"));
  so_far(html, navigator, review, shown);
  if (trial_.empty())
    html.element("p", text("keep.text"))
        .open("p", {{"class", "row"}})
        .element("button", text("keep.button"),
                 {{"class", "q"}, {"form", "flow"}, {"name", "do"}, {"value", "keep"}})
        .close();
  html.close();
}

std::string NavigatorHtml::question(const forms::Navigator& navigator, const Visit& visit,
                                    const forms::Review& review, std::uint32_t node, const PageFaults& faults,
                                    std::string_view note) const {
  const std::vector<forms::Node>& nodes = review.sheet().nodes();
  const Item& item = navigator.form().item(nodes[node].item);
  Html html;
  html.open("div", {{"class", "guide-page"}});
  heading(html, navigator);
  if (!note.empty()) html.element("p", note, {{"class", "note"}, {"role", "status"}});
  summary(html, faults);
  // What the form tells around the question: its group, and lines just before it.
  if (nodes[node].parent != forms::nothing)
    html.element("p", navigator.form().item(nodes[nodes[node].parent].item).wording.in(code()),
                 {{"class", "s"}});
  std::uint32_t first = node;
  while (first > 0 && nodes[first - 1].parent == nodes[node].parent &&
         navigator.form().item(nodes[first - 1].item).type == ItemType::display && review.enabled(first - 1))
    --first;
  for (; first < node; ++first)
    html.element("p", navigator.form().item(nodes[first].item).wording.in(code()));
  open_form(html, navigator, visit, nodes[node].item);
  input(html, item, visit, faults, {});
  more_about(html, item);
  after_questions(html, navigator, review, nodes[node].item);
  html.close();
  return page(item.wording.in(code()), address(&navigator), Languages::buttons, html, !faults.empty());
}

void NavigatorHtml::more_about(Html& html, const Item& item) const {
  if (item.support_link.empty()) return;
  html.open("p")
      .element("a", text("question.more"), {{"href", item.support_link}, {"rel", "noreferrer"}})
      .close();
}

}  // namespace vuoro::api
