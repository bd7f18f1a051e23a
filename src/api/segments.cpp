#include "api/segments.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <functional>
#include <set>

#include "api/advice.hpp"
#include "api/routes.hpp"
#include "api/sight.hpp"
#include "api/table_json.hpp"
#include "calendar/counting.hpp"
#include "calendar/zone.hpp"
#include "core/segments.hpp"
#include "core/view.hpp"
#include "core/words.hpp"
#include "rights/gate.hpp"
#include "rules/json.hpp"
#include "tables/matter_facts.hpp"

/// GET /api/v1/matters/{id}/segment, POST /api/v1/matters/{id}/segment-proposal, and the actions segment and
/// own-contact (commands.cpp).
namespace vuoro::api {

namespace {

namespace json = boost::json;
using core::TermKind;
using promises::word;

std::string_view language_code(const Call& call) {
  return word(call.language);
}

const content::Segments::Segment* segment_of_code(const content::County& county, std::string_view code) {
  if (!county.segments) return nullptr;
  const auto& all = county.segments->segments;
  const auto found = std::ranges::find(all, code, &content::Segments::Segment::code);
  return found == all.end() ? nullptr : &*found;
}

json::object name_json(const Call& call, const core::State& state, SegmentId id) {
  const std::string_view code = state.term_text(TermKind::segment, id.n);
  return {{"code", code}, {"name", segment_name(call, code)}};
}

/// What is done for people in the segment, in words; null for one that the county has no more.
json::value path_json(const Call& call, const core::State& state, SegmentId id) {
  const auto* const segment = segment_of_code(call.house.county, state.term_text(TermKind::segment, id.n));
  return segment == nullptr ? json::value(nullptr) : json::value(promises::in(segment->path, call.language));
}

json::array segments_json(const Call& call) {
  json::array out;
  for (const auto& one : call.house.county.segments->segments) {
    json::array services;
    for (const std::string& service : one.services)
      services.push_back(json::string(service_name(call, service)));
    out.push_back(json::object{{"code", one.code},
                               {"name", promises::in(one.name, call.language)},
                               {"about", promises::in(one.about, call.language)},
                               {"path", promises::in(one.path, call.language)},
                               {"ownContact", one.own_contact},
                               {"reviewMonths", one.review_months},
                               {"services", std::move(services)}});
  }
  return out;
}

json::object form_json(const Call& call) {
  const SegmentForm& held = *call.house.segment_form;
  const forms::Form& form = held.form();
  json::array questions;
  for (const forms::ItemId id : held.questions()) {
    const forms::Item& item = form.item(id);
    json::array options;
    for (const forms::Option& option : item.options) {
      options.push_back(json::object{{"code", value_json(option.datum.value)},
                                     {"text", option.label.in(language_code(call))}});
    }
    questions.push_back(json::object{{"code", item.link_id},
                                     {"text", item.wording.in(language_code(call))},
                                     {"options", std::move(options)}});
  }
  return {{"title", form.title().in(language_code(call))}, {"questions", std::move(questions)}};
}

json::array scores_json(const Call& call, std::span<const std::uint16_t> scores) {
  json::array out;
  const auto& axes = call.house.county.segments->axes;
  for (std::size_t i = 0; i < axes.size() && i < scores.size(); ++i) {
    if (scores[i] == core::no_score) continue;
    out.push_back(json::object{
        {"axis", axes[i].code}, {"name", promises::in(axes[i].name, call.language)}, {"score", scores[i]}});
  }
  return out;
}

/// Answers of the county's form, as they came with a request.
struct Answered {
  std::vector<std::uint16_t> scores;  ///< By axis.
  rules::Value response;              ///< A FHIR QuestionnaireResponse.
};

/// Reviews the body's `answers`; faults name the question. Nothing when there are faults.
std::optional<Answered> read_answers(const House& house, net::Fields& in) {
  const json::value* const raw = in.raw("answers");
  if (raw == nullptr || !raw->is_object() || !house.segment_form) {
    in.fault("answers", raw == nullptr ? "missing" : "wrong-type");
    return std::nullopt;
  }
  const SegmentForm& held = *house.segment_form;
  const auto given = rules::from_json(json::serialize(*raw));
  auto sheet = given ? forms::Sheet::read(held.form(), *given) : Result<forms::Sheet>(given.error());
  if (!sheet) {
    in.fault("answers", "not-a-choice");
    return std::nullopt;
  }
  // An answer that is no choice is a missing one as well: one fault for each question.
  std::set<std::string, std::less<>> wrong;
  const auto fault = [&](const std::string& link_id, std::string_view reason) {
    if (wrong.insert(link_id).second) in.fault("answers." + link_id, reason);
  };
  for (const forms::Fault& one : sheet->faults().all()) fault(one.link_id, "not-a-choice");
  const forms::Review review = forms::Review::of(held.form(), std::move(sheet).value());
  for (const forms::Fault& one : review.wrong().all()) fault(one.link_id, "not-a-choice");
  for (const forms::Missing& one : review.missing()) fault(held.form().item(one.item).link_id, "missing");
  Answered out;
  for (std::size_t axis = 0; axis < held.axes().size(); ++axis) {
    const auto score = held.score(review, axis);
    if (!score && wrong.empty()) fault(held.form().item(held.axes()[axis]).link_id, "not-a-choice");
    out.scores.push_back(score.value_or(core::no_score));
  }
  if (!wrong.empty()) return std::nullopt;
  out.response = review.response();
  return out;
}

/// What the first table of segments in force says of the scores; nothing without one, or when it says
/// nothing.
std::optional<Said> table_says(const BookedTables& tables, std::span<const std::uint16_t> scores,
                               const rules::Value& age, Day day) {
  const auto all = tables.of(tables::Kind::segment, day);
  if (all.empty()) return std::nullopt;
  std::vector<std::pair<std::string, rules::Value>> facts{{"age", age}};
  std::size_t axis = 0;
  for (const tables::Input& input : all.front()->table->vocabulary().inputs) {
    if (input.name == "age" || axis >= scores.size()) continue;
    facts.emplace_back(input.name, rules::Value::number(scores[axis++]));
  }
  auto advice = all.front()->table->ask(rules::Value::context(std::move(facts)));
  if (!advice) return std::nullopt;
  return Said{all.front(), std::move(advice).value()};
}

rules::Value age_of(const core::State& state, const Viewer& viewer, MatterId matter, Instant now) {
  const auto facts = tables::facts_of(state, viewer, matter, now);
  const rules::Value* const age = facts ? facts->context()->find("age") : nullptr;
  return age == nullptr ? rules::Value{} : *age;
}

/// What was answered and said, from the decision's document; empty where it cannot be read.
json::object told_json(const Call& call, const Viewer& viewer, const core::DecidedRow& row) {
  json::object out{{"why", nullptr}, {"answers", json::array{}}};
  if (row.words == 0) return out;
  const auto text = call.house.driver.ledger().document(viewer, DocumentId{row.words});
  boost::system::error_code failed;
  const json::value kept = text ? json::parse(*text, failed) : json::value{};
  if (failed || !kept.is_object()) return out;
  if (const auto* const why = kept.as_object().if_contains("why")) out["why"] = *why;
  const auto* const given = kept.as_object().if_contains("given");
  if (given != nullptr && given->is_array()) out["answers"] = *given;
  return out;
}

/// Questions and answers in words, in Finnish as the form has them, so that the document explains itself when
/// the form has changed.
json::array given_json(const forms::Form& form, const rules::Value& response) {
  json::array out;
  const auto sheet = forms::Sheet::read(form, response);
  if (!sheet) return out;
  for (const forms::Node& node : sheet->nodes()) {
    const forms::Item& item = form.item(node.item);
    for (const forms::Datum& answer : node.answers) {
      for (const forms::Option& option : item.options) {
        if (forms::same(option.datum, answer))
          out.push_back(json::object{{"question", item.wording.text}, {"answer", option.label.text}});
      }
    }
  }
  return out;
}

json::value own_json(const Call& call, const core::State& state, const Viewer& viewer,
                     const core::OwnContact& own) {
  if (!own) return nullptr;
  return json::object{{"name", staff_name(call, own.row->who)},
                      {"team", team_name(call, state.term_text(TermKind::team, own.row->team.n))},
                      {"since", instant_json(own.row->at)},
                      {"me", own.row->who == viewer.staff()}};
}

json::object decision_json(const Call& call, const core::State& state, const core::DecidedRow& row) {
  json::object out = name_json(call, state, row.segment);
  out["at"] = instant_json(row.at);
  out["by"] = staff_name(call, row.by);
  out["review"] = day_json(calendar::at_local(row.review, 0));
  out["proposed"] = nullptr;
  if (row.proposed) out["proposed"] = name_json(call, state, row.proposed);
  out["otherwise"] = nullptr;
  if (row.otherwise != core::Otherwise::none) out["otherwise"] = word(row.otherwise);
  return out;
}

struct Shown {
  json::value now = nullptr;
  json::value own = nullptr;
  json::array history;
  std::optional<core::DecidedRow> grounds;
};

Shown look(const Call& call, const core::State& state, const Viewer& viewer, MatterId matter) {
  Shown out;
  const core::SegmentSight sight = core::segment_of(state, viewer, matter);
  out.own = own_json(call, state, viewer, sight.own);
  for (const core::DecidedRow* row : core::segment_history(state, viewer, matter))
    out.history.push_back(decision_json(call, state, *row));
  if (sight.row == nullptr) return out;
  json::object now = decision_json(call, state, *sight.row);
  now["due"] = sight.row->review <= calendar::local_day(call.house.driver.now());
  out.now = std::move(now);
  if (sight.grounds) out.grounds = *sight.row;
  return out;
}

json::value grounds_json(const Call& call, const Viewer& viewer, const core::DecidedRow& row) {
  json::object out = told_json(call, viewer, row);
  const std::array scores{row.first_axis, row.second_axis};
  out["scores"] = scores_json(call, scores);
  out["table"] = nullptr;
  out["conditions"] = json::array{};
  const auto tables = call.house.tables.now();
  const BookedTable* const booked = row.table ? tables->find(row.table, row.version) : nullptr;
  if (booked == nullptr) return out;
  out["table"] = table_line_json(call, *booked, row.row);
  out["conditions"] = conditions_json(*booked, row.row);
  return out;
}

void send_segment(const CallPtr& call, const Viewer& viewer, MatterId matter) {
  Shown shown;
  {
    const auto reading = call->house.driver.read();
    if (!core::visible(reading.state(), viewer, matter)) return send_problem(*call, 404, "unknown-matter");
    shown = look(*call, reading.state(), viewer, matter);
  }
  json::object out{{"now", std::move(shown.now)},
                   {"own", std::move(shown.own)},
                   {"history", std::move(shown.history)},
                   {"grounds", nullptr},
                   {"form", nullptr},
                   {"segments", json::array{}}};
  if (call->house.segment_form) {
    out["form"] = form_json(*call);
    out["segments"] = segments_json(*call);
    if (shown.grounds) out["grounds"] = grounds_json(*call, viewer, *shown.grounds);
  }
  send_json(*call, 200, out);
}

void send_proposal(const CallPtr& call, const Viewer& viewer, MatterId matter, const Answered& answered) {
  const Instant now = call->house.driver.now();
  const auto tables = call->house.tables.now();
  json::object out{{"scores", scores_json(*call, answered.scores)},
                   {"proposed", nullptr},
                   {"table", nullptr},
                   {"because", json::array{}},
                   {"seen", nullptr}};
  rules::Value age;
  {
    const auto reading = call->house.driver.read();
    if (!core::visible(reading.state(), viewer, matter)) return send_problem(*call, 404, "unknown-matter");
    age = age_of(reading.state(), viewer, matter, now);
  }
  const auto said = table_says(*tables, answered.scores, age, calendar::local_day(now));
  if (said) {
    out["proposed"] = said->advice.segment;
    out["table"] = table_line_json(*call, *said->booked, said->advice.row);
    out["because"] = because_json(said->advice.because);
    out["seen"] = mark_of(advice_of(*said));
  }
  send_json(*call, 200, out);
}

}  // namespace

core::Command read_segment(Input& input) {
  core::DecideSegment c;
  c.matter = input.matter;
  c.segment = SegmentId{input.term("segment", TermKind::segment)};
  c.review = input.day("review");
  if (input.in.present("otherwise")) c.otherwise = input.choice<core::Otherwise>("otherwise");
  json::object kept;
  constexpr std::size_t most_letters = 2000;
  if (const auto why = input.in.optional_text("words", 0, most_letters); why && !why->empty())
    kept["why"] = *why;
  if (input.in.present("seen")) {
    const auto seen = advice_seen(input.in.text("seen", 1, 20));
    if (!seen) input.in.fault("seen", "not-a-choice");
    c.advice = seen.value_or(core::Advice{});
  }
  if (input.in.present("answers")) {
    if (const auto answered = read_answers(input.house(), input.in)) {
      const forms::Form& form = input.house().segment_form->form();
      c.first_axis = answered->scores[0];
      if (answered->scores.size() > 1) c.second_axis = answered->scores[1];
      kept["form"] = form.identity();
      kept["given"] = given_json(form, answered->response);
      kept["answers"] = json::parse(rules::to_json(answered->response));
    }
  }
  if (!kept.empty()) input.keep(json::serialize(kept));
  return c;
}

std::optional<core::Refusal> propose_segment(const BookedTables& tables, const core::State& state,
                                             const Viewer& viewer, Instant now, core::DecideSegment& c) {
  const core::Advice seen = c.advice;
  c.advice = {};
  if (c.first_axis != core::no_score) {
    std::vector<std::uint16_t> scores{c.first_axis};
    if (c.second_axis != core::no_score) scores.push_back(c.second_axis);
    const auto said =
        table_says(tables, scores, age_of(state, viewer, c.matter, now), calendar::local_day(now));
    const auto proposed = said ? state.term(TermKind::segment, said->advice.segment) : std::nullopt;
    if (proposed) {
      c.advice = advice_of(*said);
      c.proposed = SegmentId{*proposed};
    }
  }
  if (seen && mark_of(seen) != mark_of(c.advice))
    return core::Refusal{core::RefusalCode::unknown_version, c.matter.n};
  return std::nullopt;
}

const content::Segments::Segment* segment_in_force(const Call& call, const core::State& state,
                                                   const Viewer& viewer, MatterId matter) {
  const core::DecidedRow* const row = core::segment_of(state, viewer, matter).row;
  return row == nullptr
             ? nullptr
             : segment_of_code(call.house.county, state.term_text(TermKind::segment, row->segment.n));
}

json::value segment_line_json(const Call& call, const core::State& state, const Viewer& viewer,
                              MatterId matter) {
  if (!call.house.segment_form) return nullptr;
  const core::SegmentSight sight = core::segment_of(state, viewer, matter);
  json::object out{
      {"code", nullptr}, {"name", nullptr}, {"path", nullptr}, {"review", nullptr}, {"due", false}};
  if (sight.row != nullptr) {
    out = name_json(call, state, sight.row->segment);
    out["path"] = path_json(call, state, sight.row->segment);
    out["review"] = day_json(calendar::at_local(sight.row->review, 0));
    out["due"] = sight.row->review <= calendar::local_day(call.house.driver.now());
  }
  out["own"] = own_json(call, state, viewer, sight.own);
  return out;
}

void show_segment(const CallPtr& call) {
  const auto viewer = rights::Gate::care(*call->session);
  if (!viewer) return send_problem(*call, 403, "not-for-you");
  const auto id = number_of(call->parts[0]);
  if (!id) return send_problem(*call, 404, "unknown-matter");
  call->house.workers.run(
      [call, viewer = *viewer, matter = MatterId{*id}] { send_segment(call, viewer, matter); });
}

void propose_by_form(const CallPtr& call) {
  const auto viewer = rights::Gate::care(*call->session);
  if (!viewer) return send_problem(*call, 403, "not-for-you");
  const auto id = number_of(call->parts[0]);
  if (!id) return send_problem(*call, 404, "unknown-matter");
  const auto body = read_body(*call);
  if (!body) return;
  net::Fields in(*body);
  auto answered = read_answers(call->house, in);
  if (const auto faults = in.finish(); !faults.empty()) return send_faults(*call, faults);
  call->house.workers.run([call, viewer = *viewer, matter = MatterId{*id}, answered = std::move(*answered)] {
    send_proposal(call, viewer, matter, answered);
  });
}

}  // namespace vuoro::api
