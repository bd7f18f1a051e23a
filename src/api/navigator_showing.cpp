#include <algorithm>

#include "api/call.hpp"
#include "api/navigator_visit.hpp"
#include "promises/words.hpp"

// What a visit to a navigator is shown: a question, a page of them, what is wrong or missing there, the end.
namespace vuoro::api {

namespace {

using forms::Turn;

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
  if (call.visit.token.empty() || !call.trial.empty()) return;
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

/// What is asked at once: a question, or a page with all that is on it.
forms::ItemId shown_with(const forms::Form& form, forms::ItemId id) {
  const forms::ItemId page = form.page_of(id);
  return page == forms::nothing ? id : page;
}

/// Groups on the page stand as often as the form wants at least, and once when it does not say.
bool begin_groups(const forms::Form& form, Visit& visit, forms::ItemId page) {
  bool begun = false;
  for (forms::ItemId id = page; id < form.item(page).end; ++id) {
    const forms::Item& item = form.item(id);
    if (item.type != forms::ItemType::group || !item.repeats || visit.times_of(item.link_id)) continue;
    visit.set_times(item.link_id, std::clamp(item.fewest, 1U, most_times));
    begun = true;
  }
  return begun;
}

struct Around {
  int status = 200;
  PageFaults faults = {};
  std::string_view note = {};
  std::optional<Written> fresh = {};
};

void show(NavigatorCall& call, const forms::Review& review, forms::ItemId id, const Around& around = {}) {
  const forms::Form& form = call.navigator->form();
  const forms::ItemId shown = shown_with(form, id);
  if (form.page_of(shown) == forms::nothing) {
    const std::uint32_t node = review.sheet().of(shown).front();
    return send_page(
        call, around.status,
        call.html().question(*call.navigator, call.visit, review, node, around.faults, around.note));
  }
  std::optional<forms::Review> begun;
  if (begin_groups(form, call.visit, shown)) begun = review_of(call);
  send_page(call, around.status,
            call.html().questions(*call.navigator, call.visit, begun ? *begun : review, shown, around.faults,
                                  around.note, around.fresh));
}

/// What is shown to ask this; nothing when it is not asked.
std::optional<forms::ItemId> shown_for(const forms::Form& form, const forms::Review& review,
                                       std::string_view link_id) {
  const auto id = form.find(link_id);
  if (!id) return std::nullopt;
  const forms::ItemId shown = shown_with(form, *id);
  const bool page = form.page_of(shown) != forms::nothing;
  const bool there = std::ranges::any_of(review.sheet().of(shown), [&](std::uint32_t node) {
    return page ? review.enabled(node) : review.asked(node);
  });
  return there ? std::optional{shown} : std::nullopt;
}

std::uint32_t nth_of(const forms::Form& form, const forms::Review& review, std::uint32_t node) {
  const auto standing = forms::standing_of(form, review.sheet(), node);
  return standing && form.item(review.sheet().nodes()[node].item).is_question() ? standing->nth : 1;
}

/// What the form refuses of what is shown, each said once at its field.
PageFaults wrong_on(const NavigatorCall& call, const forms::Review& review, forms::ItemId shown) {
  const forms::Form& form = call.navigator->form();
  PageFaults out;
  for (const forms::Fault& fault : review.wrong().all()) {
    const auto id = form.find(fault.link_id);
    if (!id || shown_with(form, *id) != shown) continue;
    const auto node = forms::node_of(form, review.sheet(), fault);
    auto field = NavigatorHtml::field_of(fault.link_id, node ? nth_of(form, review, *node) : 1);
    if (std::ranges::find(out, field, &PageFault::field) != out.end()) continue;
    out.push_back({std::move(field), call.html().fault_words(form, fault)});
    if (node && form.page_of(shown) != forms::nothing)
      out.back().about = call.html().question_words(form, review.sheet(), *node);
  }
  return out;
}

/// What was passed by on what is shown, though it is required; not what was never shown.
void add_missing_on(const NavigatorCall& call, const forms::Review& review, forms::ItemId shown,
                    PageFaults& faults) {
  const forms::Form& form = call.navigator->form();
  for (const forms::Missing& one : review.missing()) {
    const forms::Node& node = review.sheet().nodes()[one.node];
    if (shown_with(form, one.item) != shown || !node.seen) continue;
    // A group lacks what a question in it lacks already.
    const bool below = std::ranges::any_of(review.missing(), [&](const forms::Missing& other) {
      return other.node > one.node && other.node < node.end;
    });
    auto field = NavigatorHtml::field_of(form.item(one.item).link_id, nth_of(form, review, one.node));
    if (below || std::ranges::find(faults, field, &PageFault::field) != faults.end()) continue;
    faults.push_back({std::move(field), call.html().text("fault.missing")});
    if (form.page_of(shown) != forms::nothing)
      faults.back().about = call.html().question_words(form, review.sheet(), one.node);
  }
}

/// The first required thing that was passed by. A group that lacks everything is asked by its first question.
void show_missing(NavigatorCall& call, const Turn& turn, std::uint32_t node) {
  const forms::Form& form = call.navigator->form();
  const std::vector<forms::Node>& nodes = turn.review.sheet().nodes();
  const std::uint32_t end = nodes[node].end;
  if (form.page_of(nodes[node].item) == forms::nothing) {
    while (node + 1 < end && !turn.review.asked(node)) ++node;
  }
  const forms::ItemId shown = shown_with(form, nodes[node].item);
  Around around{422, {}, {}, {}};
  add_missing_on(call, turn.review, shown, around.faults);
  if (around.faults.empty())
    around.faults.push_back(
        {NavigatorHtml::field_of(form.item(nodes[node].item).link_id), call.html().text("fault.missing")});
  show(call, turn.review, shown, around);
}

}  // namespace

void show_start(NavigatorCall& call) {
  if (call.visit.token.empty()) call.visit.token = new_token();
  send_page(call, 200, call.html().start(*call.navigator, call.visit));
}

void show_wrong(NavigatorCall& call, const Turn& turn) {
  const forms::Form& form = call.navigator->form();
  std::optional<forms::ItemId> shown;
  for (const forms::Fault& fault : turn.review.wrong().all()) {
    const auto here = shown_for(form, turn.review, fault.link_id);
    if (here && (!shown || form.item(*here).link_id == call.visit.asked)) shown = here;
  }
  if (!shown) {
    PageFaults faults;
    for (const forms::Fault& fault : turn.review.wrong().all())
      faults.push_back({"", call.html().fault_words(form, fault)});
    return send_page(call, 422, call.html().refused("answers", faults));
  }
  // Only what is shown can be put right here; the others come after it.
  Around around{422, wrong_on(call, turn.review, *shown), {}, {}};
  if (form.page_of(*shown) != forms::nothing) add_missing_on(call, turn.review, *shown, around.faults);
  show(call, turn.review, *shown, around);
}

void show_before(NavigatorCall& call) {
  const auto review = review_of(call);
  if (!review) return;
  const forms::Form& form = call.navigator->form();
  const auto at = form.find(call.visit.asked);
  std::optional<forms::ItemId> before;
  for (const std::uint32_t node : forms::asked_so_far(*review)) {
    const forms::ItemId shown = shown_with(form, review->sheet().nodes()[node].item);
    if (!at || shown < shown_with(form, *at)) before = shown;
  }
  if (!before) return show_start(call);
  show(call, *review, *before);
}

void show_named(NavigatorCall& call, const std::string& link_id) {
  const auto review = review_of(call);
  if (!review) return;
  const auto shown = shown_for(call.navigator->form(), *review, link_id);
  if (!shown) return show_next(call);
  show(call, *review, *shown);
}

void take_asked(NavigatorCall& call) {
  Visit& visit = call.visit;
  const auto asked = call.navigator->form().find(visit.asked);
  if (!asked) return;
  if (call.navigator->form().page_of(*asked) != forms::nothing) {
    drop_blank_groups(visit, call.navigator->form());
  } else if (visit.find(visit.asked) == nullptr) {
    visit.answer(visit.asked, "");
  }
}

void change_times(NavigatorCall& call) {
  const forms::Form& form = call.navigator->form();
  Visit& visit = call.visit;
  const forms::ItemId group = *form.find(visit.change);
  const forms::Item& item = form.item(group);
  const std::uint32_t times = visit.times_of(visit.change).value_or(1);
  Around around;
  std::string_view refused;
  if (visit.wish == Wish::add) {
    if (times >= std::min(item.most_answers, most_times)) refused = "too-many";
    if (refused.empty()) visit.set_times(visit.change, times + 1);
    around.fresh = Written{visit.change, times + 1, {}};
  } else if (visit.which > times) {
    visit.faults.push_back({"do", "not-a-choice", {}});
  } else {
    if (times <= item.fewest) refused = "too-few";
    visit.set_times(visit.change, times);
    if (refused.empty()) remove_nth(visit, form, group, visit.which);
    around.fresh = Written{visit.change, std::min(visit.which, times - 1), {}};
  }
  if (!visit.faults.empty())
    return send_page(call, 422, call.html().refused("fields", posted_faults(call.html(), visit.faults)));
  if (!refused.empty()) {
    around.status = 422;
    forms::Fault fault;
    fault.code = refused;
    fault.link_id = visit.change;
    around.faults.push_back({NavigatorHtml::field_of(visit.change), call.html().fault_words(form, fault)});
  }
  const auto review = review_of(call);
  if (!review) return;
  if (!shown_for(form, *review, visit.change)) return show_next(call);
  show(call, *review, group, around);
}

PageFaults posted_faults(const NavigatorHtml& html, const std::vector<net::FieldFault>& faults) {
  PageFaults out;
  for (const net::FieldFault& one : faults)
    out.push_back({"", html.text("posted." + one.reason, {{"field", one.field}})});
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
      return show_missing(call, *turn, *turn->node);
    case Turn::State::question: {
      // What is required and was passed by is asked again before anything after it.
      for (const forms::Missing& one : turn->review.missing()) {
        const bool passed = turn->review.sheet().nodes()[one.node].end <= *turn->node;
        if (passed) return show_missing(call, *turn, one.node);
      }
      const forms::ItemId next = turn->review.sheet().nodes()[*turn->node].item;
      Around around{200, {}, note, {}};
      add_missing_on(call, turn->review, shown_with(call.navigator->form(), next), around.faults);
      if (!around.faults.empty()) around.status = 422;
      // Answers on the page have brought new questions to it.
      const bool again = call.visit.wish == Wish::next && !call.visit.asked.empty() &&
                         shown_for(call.navigator->form(), turn->review, call.visit.asked) ==
                             shown_with(call.navigator->form(), next);
      const std::string more = again ? call.html().text("page.more") : std::string{};
      if (again && note.empty() && around.faults.empty()) around.note = more;
      return show(call, turn->review, next, around);
    }
    case Turn::State::exit:
    case Turn::State::result:
      count_use(call, *turn);
      return send_page(call, 200, call.html().end(*call.navigator, call.visit, *turn, note));
  }
}

}  // namespace vuoro::api
