#include "api/hands_json.hpp"

#include <boost/json.hpp>

#include "api/reference.hpp"
#include "api/sight.hpp"
#include "core/words.hpp"

namespace vuoro::api {

namespace {

namespace json = boost::json;
using core::TermKind;
using promises::word;

json::object opinion_json(const Call& call, const core::State& state, const core::View& view,
                          const core::Consultation& c) {
  const std::string_view to = state.term_text(TermKind::team, c.row->to.n);
  const std::string_view how = !c.row->ended ? "open" : c.row->answerer ? "answered" : "withdrawn";
  return {
      {"id", c.id.n},
      {"team", team_name(call, to)},
      {"toMe", c.row->to == view.viewer().team()},
      {"state", how},
      {"asked", instant_json(c.row->asked)},
      {"asker", staff_name(call, c.row->asker)},
      {"ended", c.row->ended ? instant_json(c.row->ended) : json::value(nullptr)},
      {"answerer", c.row->answerer ? json::value(staff_name(call, c.row->answerer)) : json::value(nullptr)},
      {"question", ""},
      {"answer", nullptr}};
}

/// Enough to recognise another matter by.
json::object other_json(const core::View& view, MatterId id) {
  const core::MatterRow& m = *view.matter(id)->row;
  return {
      {"id", id.n}, {"code", code_of(id)}, {"channel", word(m.channel)}, {"asked", instant_json(m.opened)}};
}

}  // namespace

void add_hands(const Call& call, const core::State& state, const core::View& view,
               const core::MatterSight& sight, std::vector<OpinionWords>& words, json::object& out) {
  out["returned"] = nullptr;
  if (const core::ReturnedRow* row = view.returned(sight.id)) {
    json::object back{{"team", team_name(call, state.term_text(TermKind::team, row->from.n))},
                      {"at", instant_json(row->at)},
                      {"reason", nullptr}};
    if (row->reason != core::DeclineReason::none) back["reason"] = word(row->reason);
    out["returned"] = std::move(back);
  }
  out["unused"] = nullptr;
  const core::UnusedSight unused = view.unused(*call.house.driver.setting(), sight.id);
  if (unused.times != 0) {
    out["unused"] = {
        {"times", unused.times}, {"missed", instant_json(unused.missed)}, {"callFirst", unused.call_first}};
  }
  json::array opinions;
  for (const core::Consultation& c : view.consultations(sight.id)) {
    opinions.push_back(opinion_json(call, state, view, c));
    words.push_back({DocumentId{c.row->question}, DocumentId{c.row->answer}});
  }
  out["opinions"] = std::move(opinions);
  // The other matter may be another team's by now; then there is no page to go to.
  const MatterId into = view.joined_into(sight.id);
  out["joinedInto"] = nullptr;
  if (into) {
    out["joinedInto"] = json::object{{"code", code_of(into)},
                                     {"id", view.matter(into) ? json::value(into.n) : json::value(nullptr)}};
  }
  const auto list = [&](const std::vector<MatterId>& matters) {
    json::array all;
    for (const MatterId id : matters) all.push_back(other_json(view, id));
    return all;
  };
  out["duplicates"] = list(view.duplicates(sight.id));
  out["samePerson"] = list(view.same_person(sight.id));
}

void add_opinions(const Call& call, const Viewer& viewer, const std::vector<OpinionWords>& words,
                  json::object& out) {
  ledger::Ledger& ledger = call.house.driver.ledger();
  for (std::size_t i = 0; i < words.size(); ++i) {
    json::object& opinion = out["opinions"].as_array()[i].as_object();
    if (auto text = ledger.document(viewer, words[i].question)) opinion["question"] = text.value();
    if (!words[i].answer) continue;
    if (auto text = ledger.document(viewer, words[i].answer)) opinion["answer"] = text.value();
  }
}

}  // namespace vuoro::api
