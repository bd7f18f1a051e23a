#include "api/sight.hpp"

#include <algorithm>
#include <boost/json.hpp>

#include "api/notice_json.hpp"
#include "api/reference.hpp"
#include "api/segments.hpp"
#include "api/slot_json.hpp"
#include "api/walk_in.hpp"
#include "calendar/counting.hpp"
#include "calendar/zone.hpp"
#include "core/segments.hpp"
#include "core/time_rules.hpp"
#include "core/walk_in.hpp"
#include "core/words.hpp"
#include "notices/place.hpp"

namespace vuoro::api {

namespace {

namespace json = boost::json;
using core::StepState;
using core::TermKind;
using promises::word;

std::string_view promise_state(const core::PromiseRow& p, Instant now) {
  switch (p.state) {
    case core::PromiseState::running:
      return p.due.instant() < now ? "overdue" : "running";
    case core::PromiseState::kept:
      return "kept";
    case core::PromiseState::missed:
      return "missed";
    case core::PromiseState::voided:
      return "void";
  }
  return "void";
}

template <class E, class Rep>
json::array words_in(promises::EnumSet<E, Rep> set) {
  json::array out;
  set.for_each([&](E e) { out.emplace_back(word(e)); });
  return out;
}

json::value age_json(core::Age age) {
  return age.known() ? json::value(age.years) : json::value(nullptr);
}

std::string language_text(core::Language language) {
  return language.letters().data();
}

json::object step_json(const Call& call, const core::State& state, const core::View& view, StepId id) {
  const core::StepRow& s = view.step(id);
  const std::string_view service = state.term_text(TermKind::service, s.service.n);
  const std::string_view team = state.term_text(TermKind::team, s.team.n);
  json::object out{{"id", id.n},
                   {"service", service_name(call, service)},
                   {"serviceCode", service},
                   {"state", word(s.state)},
                   {"proposed", instant_json(s.proposed)},
                   {"due", instant_json(s.due)},
                   {"team", team_name(call, team)}};
  if (s.begin) {
    out["at"] = instant_json(s.begin);
    out["minutes"] = s.minutes;
    out["mode"] = word(s.mode);
    out["place"] = place_of_team(call, team);
  }
  out["slots"] = step_slots_json(call, state, view.viewer(), id);
  out["earlier"] = earlier_json(call, state, view.viewer(), id);
  out["session"] = session_json(call, state, view.viewer(), id);
  if (s.outcome != core::Outcome::none) out["outcome"] = word(s.outcome);
  return out;
}

/// The version of its rule that the promise was made by, none when the pack no longer has it. Versions of one
/// day differ by age, and then by their limit.
const promises::Version* version_of(const promises::Rule* rule, const core::LimitRow& limit) {
  const promises::Version* of_day = nullptr;
  if (rule == nullptr) return of_day;
  for (const promises::Version& v : rule->versions) {
    if (v.from != limit.version_from) continue;
    if (v.limit.unit == limit.unit && v.limit.n == limit.n) return &v;
    if (of_day == nullptr) of_day = &v;
  }
  return of_day;
}

/// The reasons for which the law lets this promise be extended now; none when it does not.
promises::ReasonSet extension_reasons(const Call& call, const core::View& view, PromiseId id) {
  const core::PromiseRow& p = view.promise(id);
  if (p.state != core::PromiseState::running || view.extended(id)) return {};
  const core::LimitRow& limit = view.limit(p);
  const auto setting = call.house.driver.setting();
  const promises::Version* version = version_of(setting->pack.find(limit.rule), limit);
  return version != nullptr && version->extension ? version->extension->reasons : promises::ReasonSet{};
}

/// What the viewer could do now; the server still decides when it is asked.
json::array actions_of(const Call& call, const core::State& state, const core::View& view,
                       const core::MatterSight& sight) {
  const core::MatterRow& m = *sight.row;
  const TeamId me = view.viewer().team();
  json::array out;
  if (m.offered_to == me && m.status == core::MatterStatus::open) return {"accept", "decline"};
  const auto opinions = view.consultations(sight.id);
  const auto open_question = [&](const auto& wanted) {
    return std::ranges::any_of(opinions,
                               [&](const core::Consultation& c) { return !c.row->ended && wanted(*c.row); });
  };
  if (open_question([&](const core::ConsultationRow& row) { return row.to == me; }))
    out.emplace_back("answer-question");
  if (m.team != me) return out;
  if (m.status == core::MatterStatus::closed)
    return {view.joined_into(sight.id) ? json::value("separate") : json::value("reopen")};
  out.emplace_back("consult");
  if (open_question([](const core::ConsultationRow&) { return true; })) out.emplace_back("withdraw-question");
  out.emplace_back("join");
  if (!m.staff) out.emplace_back("take");
  if (m.staff) out.emplace_back("release");
  if (!m.answered) out.emplace_back("answer");
  if (!m.assessed) out.emplace_back("assess");
  if (m.assessed) out.emplace_back("propose");
  out.emplace_back("facts");
  if (call.house.segment_form) {
    out.emplace_back("segment");
    const core::OwnContact own = core::segment_of(state, view.viewer(), sight.id).own;
    const bool said =
        own && own.on == sight.id && own.row->who == view.viewer().staff() && own.row->team == me;
    if (!said) out.emplace_back("own-contact");
  }
  const auto number = core::WalkIn(state, view.viewer()).of(sight.id);
  out.emplace_back(number && !ended(number->row->state) ? "move-number" : "give-number");
  if (const auto callback = view.callback(*call.house.driver.setting(), sight.id);
      callback && callback->waiting)
    out.emplace_back("call-tried");
  bool waiting = false;
  bool booked = false;
  bool offered = false;
  const auto setting = call.house.driver.setting();
  const core::Times times(state, *setting, view.viewer());
  for (const StepId id : sight.steps) {
    const StepState now = view.step(id).state;
    const core::EarlierRow* earlier = times.earlier(id);
    booked = booked || now == StepState::booked;
    offered = offered || now == StepState::offered || (earlier != nullptr && earlier->offered != 0);
    waiting = waiting || (!ended(now) && now != StepState::booked);
  }
  if (waiting) {
    for (const auto* action : {"book", "book-times", "offer-times", "refuse"}) out.emplace_back(action);
  }
  if (offered) {
    for (const auto* action : {"accept-times", "end-hold"}) out.emplace_back(action);
  }
  if (booked) {
    if (!waiting) out.emplace_back("book-times");  // moves it
    for (const auto* action : {"cancel-booking", "complete", "miss"}) out.emplace_back(action);
  }
  const bool extendable = std::any_of(sight.promises.begin(), sight.promises.end(), [&](PromiseId id) {
    return !extension_reasons(call, view, id).empty();
  });
  if (extendable) out.emplace_back("extend");
  if (m.offered_to) {
    out.emplace_back("withdraw");
  } else {
    out.emplace_back("offer");
  }
  if (!waiting && !booked && !view.conversation(sight.id).live()) out.emplace_back("close");
  return out;
}

json::value undo_json(const Call& call, const core::View& view, const core::MatterSight& sight) {
  using core::Action;
  const core::MatterRow& m = *sight.row;
  const auto action = static_cast<Action>(m.last_action);
  constexpr std::array undoable = {Action::take,    Action::release,     Action::answer, Action::assess,
                                   Action::offer,   Action::propose,     Action::book,   Action::complete,
                                   Action::miss,    Action::refuse,      Action::close,  Action::try_call,
                                   Action::segment, Action::name_contact};
  if (m.last_by != view.viewer().staff() || m.team != view.viewer().team() ||
      std::find(undoable.begin(), undoable.end(), action) == undoable.end()) {
    return nullptr;
  }
  const Instant until = m.changed.instant() + call.house.driver.setting()->undo_within;
  if (call.house.driver.now() > until) return nullptr;
  return json::object{{"label", call.text("action." + std::string(word(action)))},
                      {"until", instant_json(until)},
                      {"version", m.version}};
}

/// The tries so far and what the county's policy asks for next.
json::value callback_json(const Call& call, const core::View& view, MatterId id) {
  const auto setting = call.house.driver.setting();
  const auto callback = view.callback(*setting, id);
  if (!callback) return nullptr;
  const core::Course& course = callback->course;
  const core::CallbackPolicy& policy = setting->callbacks;
  json::array tries;
  for (const auto& [at, row] : callback->tries) {
    tries.push_back(json::object{
        {"at", instant_json(at)}, {"result", word(row.result)}, {"by", staff_name(call, row.by)}});
  }
  json::object out{{"asked", instant_json(course.asked)},
                   {"waiting", callback->waiting},
                   {"reached", instant_json(course.reached)},
                   {"unreached", instant_json(course.unreached)},
                   {"counted", course.counted},
                   {"of", policy.tries},
                   {"gapMinutes", policy.gap.count()},
                   {"after", word(policy.after)},
                   {"next", nullptr},
                   {"tries", std::move(tries)}};
  if (callback->waiting && !course.unreached)
    out["next"] = instant_json(core::next_try(policy, setting->calendar, course));
  return out;
}

json::value person_json(const Call& call, const core::State& state, const core::MatterSight& sight) {
  if (sight.person == nullptr) return nullptr;
  const core::PersonRow& p = *sight.person;
  json::value age = nullptr;
  if (p.born != core::no_birth_day) {
    age = calendar::age_on(Day{p.born}, calendar::local_day(call.house.driver.now()));
  }
  return json::object{{"id", sight.row->person.n},
                      {"age", age},
                      {"sex", p.sex == core::Sex::female ? "f"
                              : p.sex == core::Sex::male ? "m"
                                                         : "x"},
                      {"area", area_name(call, state.term_text(TermKind::area, p.area.n))},
                      {"language", language_text(p.mother_tongue)},
                      {"homeTeam", team_name(call, state.term_text(TermKind::team, p.home_team.n))}};
}

/// Duties of the office itself (the forecast) are not promises to the resident.
bool to_resident(const core::LimitRow& limit) {
  return limit.domain != promises::Domain::steering;
}

/// The booked visit that comes first, whichever was proposed first; the last one while none is to come and
/// nobody has written down how it went. None when nothing is booked.
StepId next_visit(const core::View& view, const core::MatterSight& sight, Instant now) {
  StepId best;
  const auto over = [now](const core::StepRow& s) {
    return s.begin.s + std::int64_t{s.minutes} * 60 <= now.s;
  };
  for (const StepId id : sight.steps) {
    const core::StepRow& s = view.step(id);
    if (s.state != StepState::booked) continue;
    const core::StepRow* const b = best ? &view.step(best) : nullptr;
    const bool better = b == nullptr || (over(*b) ? s.begin > b->begin : !over(s) && s.begin < b->begin);
    if (better) best = id;
  }
  return best;
}

/// What the person can count on next, and by when.
json::object next_json(const core::View& view, const core::MatterSight& sight, Instant now) {
  const core::MatterRow& m = *sight.row;
  if (m.status == core::MatterStatus::closed) return {{"kind", "closed"}, {"by", nullptr}};
  if (const StepId visit = next_visit(view, sight, now))
    return {{"kind", "visit"}, {"by", instant_json(view.step(visit).begin)}};
  bool held = false;
  bool waiting = false;
  for (const StepId id : sight.steps) {
    const StepState state = view.step(id).state;
    held = held || state == StepState::done;
    waiting = waiting || !ended(state);
  }
  const std::string_view kind = !m.answered && !m.assessed ? "answer"
                                : !m.assessed              ? "assessment"
                                : held && !waiting         ? "outcome"
                                                           : "booking";
  json::object out{{"kind", kind}, {"by", nullptr}};
  core::Moment by = core::Moment::of(core::no_due);
  for (const PromiseId id : sight.promises) {
    const core::PromiseRow& p = view.promise(id);
    if (p.state != core::PromiseState::running || p.due > by || !to_resident(view.limit(p))) continue;
    // Of two due at the same instant the law is the one to name.
    if (p.due == by && view.limit(p).kind != promises::Kind::statute) continue;
    by = p.due;
    out["by"] = instant_json(p.due);
    out["byKind"] = word(view.limit(p).kind);
  }
  return out;
}

}  // namespace

json::object promise_json(const Call& call, const core::State& state, const core::View& view, PromiseId id) {
  const core::PromiseRow& p = view.promise(id);
  const core::LimitRow& limit = view.limit(p);
  const std::string_view code = state.term_text(TermKind::rule, limit.rule.n);
  const auto setting = call.house.driver.setting();
  const promises::Rule* rule = setting->pack.find(limit.rule);
  const promises::Version* version = version_of(rule, limit);
  const std::string_view basis = version != nullptr ? std::string_view(version->basis) : std::string_view{};
  json::object out{
      {"id", id.n},
      {"rule", code},
      {"title", rule != nullptr ? promises::in(rule->name, call.language) : std::string(code)},
      {"kind", word(limit.kind)},
      {"state", promise_state(p, call.house.driver.now())},
      {"started", instant_json(p.start)},
      {"due", instant_json(p.due)},
      {"dueDay", p.due == core::Moment::of(core::no_due) ? json::value(nullptr) : day_json(p.due.instant())},
      {"limit", {{"n", limit.n}, {"unit", word(limit.unit)}}},
      {"basis", basis},
      {"confidence", word(limit.confidence)},
      {"unverified",
       limit.confidence == promises::Confidence::D || limit.placeholder == promises::Placeholder::yes},
      {"explanation", rule != nullptr ? promises::in(rule->explanation, call.language) : std::string{}},
      {"extended", view.extended(id)},
      {"ageAssumed", view.age_assumed(id)}};
  if (p.ended) out["ended"] = instant_json(p.ended);
  if (p.state == core::PromiseState::voided)
    out["voidReason"] = call.text("reason." + std::string(word(p.reason)));
  return out;
}

json::object matter_json(const Call& call, const core::State& state, const core::View& view,
                         const core::MatterSight& sight) {
  const core::MatterRow& m = *sight.row;
  const std::string_view team = state.term_text(TermKind::team, m.team.n);
  json::array promises_out;
  for (auto id = sight.promises.rbegin(); id != sight.promises.rend(); ++id) {
    json::object promise = promise_json(call, state, view, *id);
    promise["extensions"] = words_in(extension_reasons(call, view, *id));
    promises_out.push_back(std::move(promise));
  }
  json::array steps;
  for (auto id = sight.steps.rbegin(); id != sight.steps.rend(); ++id) {
    steps.push_back(step_json(call, state, view, *id));
  }
  json::object out{{"id", sight.id.n},
                   {"code", code_of(sight.id)},
                   {"version", m.version},
                   {"state", word(m.status)},
                   {"wordsLang", language_text(m.language)},
                   {"about", word(m.about)},
                   {"person", person_json(call, state, sight)},
                   {"age", age_json(m.age)},
                   {"area", area_name(call, state.term_text(TermKind::area, m.area.n))},
                   {"channel", word(m.channel)},
                   {"spokenLanguage", language_text(m.language)},
                   {"interpreter", m.interpreter == core::Interpreter::yes},
                   {"holder",
                    {{"team", team_name(call, team)},
                     {"teamCode", team},
                     {"staff", m.staff.n},
                     {"staffLabel", staff_name(call, m.staff)},
                     {"me", m.staff && m.staff == view.viewer().staff()}}},
                   {"promises", promises_out},
                   {"steps", steps},
                   {"actions", actions_of(call, state, view, sight)},
                   {"undo", undo_json(call, view, sight)},
                   {"handsCount", m.hands},
                   {"contactsCount", m.contacts},
                   {"reopened", view.reopened(sight.id)}};
  out["callback"] = callback_json(call, view, sight.id);
  out["number"] = number_json(call, state, view, sight.id);
  out["segment"] = segment_line_json(call, state, view.viewer(), sight.id);
  const core::Notices notices(state, view.viewer());
  const auto needs = notices.needs(sight.id);
  out["needs"] = needs ? needs_json(needs->needs) : json::array{};
  out["noticesFailed"] = std::ranges::count_if(notices.of(sight.id), [&](NoticeId id) {
    // What is over or has been told otherwise since needs nobody's telephone.
    return notices.notice(id)->state == core::NoticeState::failed &&
           notices.holds(id, call.house.driver.now());
  });
  out["offer"] = nullptr;
  if (m.offered_to) {
    const std::string_view to = state.term_text(TermKind::team, m.offered_to.n);
    const core::OfferRow& offer = view.offer(sight.id);
    out["offer"] =
        json::object{{"team", team_name(call, to)},
                     {"teamCode", to},
                     {"since", instant_json(offer.at)},
                     {"until", instant_json(view.offer_lapses(sight.id, *call.house.driver.setting()))},
                     {"reason", word(offer.reason)},
                     {"toMe", m.offered_to == view.viewer().team()},
                     {"byMe", m.team == view.viewer().team()}};
  }
  out["assessed"] = nullptr;
  if (m.assessed) {
    out["assessed"] = json::object{{"at", instant_json(m.assessed)},
                                   {"urgency", word(m.urgency)},
                                   {"domains", words_in(m.domains)},
                                   {"facts", words_in(m.facts)},
                                   {"profession", word(m.profession)}};
  }
  if (m.close_reason != core::CloseReason::none) out["closedReason"] = word(m.close_reason);
  return out;
}

/// An open step as the person sees it: what it is, when, and whether they can choose its time themselves.
json::object resident_step_json(const Call& call, const core::State& state, const core::View& view,
                                StepId id) {
  const core::StepRow& s = view.step(id);
  const auto setting = call.house.driver.setting();
  const bool own_choice = std::ranges::any_of(setting->slot_types, [&](const core::SlotTypeRule& t) {
    return core::serves(*setting, t.type, s.service);
  });
  json::array slots = step_slots_json(call, state, view.viewer(), id);
  for (json::value& slot : slots) {
    slot.as_object().erase("workerCode");
    slot.as_object().erase("teamCode");
  }
  json::object out{{"id", id.n},
                   {"service", service_name(call, state.term_text(TermKind::service, s.service.n))},
                   {"state", word(s.state)},
                   {"choosable", own_choice},
                   {"slots", std::move(slots)},
                   {"earlier", earlier_json(call, state, view.viewer(), id)},
                   {"session", session_json(call, state, view.viewer(), id)}};
  if (s.begin) {
    out["at"] = instant_json(s.begin);
    out["minutes"] = s.minutes;
    out["mode"] = word(s.mode);
    out["place"] = place_of_team(call, state.term_text(TermKind::team, s.team.n));
    const auto times =
        notices::times_of(state, *setting, view.viewer(), call.house.county, id, core::PlaceState::booked);
    const content::Unit* house = times.empty() ? nullptr : times.front().house;
    const bool travel = core::comes_there(s.mode);
    out["directions"] = travel && house != nullptr ? promises::in(house->directions, call.language) : "";
    out["accessibility"] =
        travel && house != nullptr ? promises::in(house->accessibility, call.language) : "";
  }
  return out;
}

json::object resident_json(const Call& call, const core::State& state, const core::View& view,
                           const core::MatterSight& sight) {
  const core::MatterRow& m = *sight.row;
  const std::string_view team_code = state.term_text(TermKind::team, m.team.n);
  json::object holder{{"team", team_name(call, team_code)}};
  for (const content::Team& team : call.house.county.teams) {
    if (team.code != team_code) continue;
    holder["phone"] = team.phone;
    holder["hours"] = promises::in(team.hours, call.language);
  }
  json::array promises_out;
  for (auto id = sight.promises.rbegin(); id != sight.promises.rend(); ++id) {
    const core::PromiseRow& p = view.promise(*id);
    const bool undone =
        p.reason == core::PromiseReason::entered_in_error || p.reason == core::PromiseReason::age_known;
    // Mistakes were never promises.
    if (undone || !to_resident(view.limit(p))) continue;
    promises_out.push_back(promise_json(call, state, view, *id));
  }
  const Instant now = call.house.driver.now();
  json::object out{{"code", code_of(sight.id)},
                   {"state", word(m.status)},
                   {"asked", instant_json(m.opened)},
                   {"holder", holder},
                   {"next", next_json(view, sight, now)},
                   {"promises", promises_out},
                   {"handsCount", m.hands}};
  const auto needs = core::Notices(state, view.viewer()).needs(sight.id);
  out["needs"] = needs ? needs_json(needs->needs) : json::array{};
  out["number"] = my_number_json(call, state, view, sight.id);
  json::array open_steps;
  for (auto id = sight.steps.rbegin(); id != sight.steps.rend(); ++id) {
    if (!ended(view.step(*id).state)) open_steps.push_back(resident_step_json(call, state, view, *id));
  }
  out["steps"] = std::move(open_steps);
  if (const StepId visit = next_visit(view, sight, now)) {
    const core::StepRow& s = view.step(visit);
    out["visit"] =
        json::object{{"at", instant_json(s.begin)},
                     {"service", service_name(call, state.term_text(TermKind::service, s.service.n))},
                     {"place", place_of_team(call, state.term_text(TermKind::team, s.team.n))},
                     {"mode", word(s.mode)}};
  }
  return out;
}

}  // namespace vuoro::api
