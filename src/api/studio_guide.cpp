#include "api/studio_guide.hpp"

#include <boost/json.hpp>
#include <map>

#include "api/file_version.hpp"
#include "forms/json_text.hpp"
#include "forms/text_marks.hpp"

namespace vuoro::api {

namespace {

namespace json = boost::json;

json::array flaws_json(const forms::Faults& faults) {
  json::array out;
  for (const forms::Fault& fault : faults.all())
    out.push_back(json::object{
        {"code", fault.code}, {"place", fault.path}, {"item", fault.link_id}, {"what", fault.what}});
  return out;
}

std::string case_name(const rules::Value& one) {
  const rules::Value* const name = forms::field(one, "name");
  return name == nullptr || name->string() == nullptr ? std::string{} : *name->string();
}

json::array cases_json(const forms::GuideBundle& bundle, const JudgedGuide& judged) {
  std::map<std::size_t, std::string> why;
  for (const forms::FailedCase& one : judged.run.failed) why.emplace(one.index, one.what);
  json::array out;
  if (bundle.cases.list() == nullptr) return out;
  for (std::size_t i = 0; i < bundle.cases.list()->size(); ++i) {
    const auto failed = why.find(i);
    const bool known = judged.navigator.has_value();
    out.push_back(json::object{{"name", case_name((*bundle.cases.list())[i])},
                               {"passed", known ? json::value(failed == why.end()) : json::value(nullptr)},
                               {"why", failed == why.end() ? "" : failed->second}});
  }
  return out;
}

json::array marks_json(const forms::GuideBundle& bundle, const forms::GuideBundle* before) {
  std::map<std::string, forms::Trilingual> known;
  if (before != nullptr) {
    for (forms::GuideText& one : forms::GuideWording(*before).texts())
      known.emplace(std::move(one.place), std::move(one.text));
  }
  json::array out;
  for (const forms::GuideText& one : forms::GuideWording(bundle).texts()) {
    const auto then = known.find(one.place);
    for (const forms::Marked& mark : forms::marks_of(one.text, then == known.end() ? nullptr : &then->second))
      out.push_back(json::object{{"place", one.place},
                                 {"language", forms::language_codes[static_cast<std::size_t>(mark.language)]},
                                 {"mark", forms::word_of(mark.mark)},
                                 {"detail", mark.detail}});
  }
  return out;
}

}  // namespace

std::optional<StudioTable> studio_guide(Call& call) {
  std::string code(call.parts[0]);
  // A guide whose folder is gone is there no more, whatever the ledger keeps of it.
  const bool there = call.house.guides.now()->find(code) != nullptr;
  const std::string term = there ? std::string(guide_prefix) + code : std::string{};
  return studio_kept(call, std::move(code), term, "unknown-guide");
}

std::optional<forms::GuideBundle> guide_in_force(const Call& call, const StudioTable& guide) {
  if (guide.kept.versions.empty()) return std::nullopt;
  const auto text = studio_document(call, guide.kept.versions.back().row.words);
  if (!text) return std::nullopt;
  auto bundle = forms::guide_bundle_from_json(*text);
  if (!bundle) return std::nullopt;
  return std::move(bundle).value();
}

std::optional<forms::GuideBundle> guide_at_hand(const Call& call, const StudioTable& guide) {
  if (guide.draft.empty()) return guide_in_force(call, guide);
  auto bundle = forms::guide_bundle_from_json(guide.draft);
  if (!bundle) return std::nullopt;
  return std::move(bundle).value();
}

JudgedGuide judge_guide(const Call& call, const std::string& code, const forms::GuideBundle& bundle) {
  JudgedGuide out;
  const auto& frame = call.house.guides.frame();
  auto navigator = forms::Navigator::read(code, bundle, frame->shared, frame->instruments);
  if (!navigator) {
    out.faults = navigator.error();
    return out;
  }
  for (const std::string& term : terms_of(*navigator)) {
    if (term.size() > core::ShortText::capacity)
      out.faults.add("code-too-long", "", "texts.toml", "'" + term + "' is longer than 62 characters");
  }
  if (!out.faults.empty()) return out;
  out.navigator = std::move(navigator).value();
  out.run = forms::run_navigator_cases(*out.navigator, bundle.cases);
  for (const Error& fault : out.run.faults) out.faults.add(fault.code, "", fault.where, fault.what);
  return out;
}

json::object guide_check_json(const Call& call, const std::string& code, const forms::GuideBundle& bundle,
                              const forms::GuideBundle* before) {
  const JudgedGuide judged = judge_guide(call, code, bundle);
  json::array uncovered;
  for (const forms::UnreachedRow& row : judged.run.unreached)
    uncovered.push_back(json::object{{"table", row.table}, {"row", row.row}});
  return {{"flaws", flaws_json(judged.faults)},
          {"cases", cases_json(bundle, judged)},
          {"uncovered", std::move(uncovered)},
          {"marks", marks_json(bundle, before)}};
}

json::array guide_texts_json(const forms::GuideBundle& bundle) {
  json::array out;
  for (const forms::GuideText& one : forms::GuideWording(bundle).texts())
    out.push_back(json::object{{"place", one.place},
                               {"kind", forms::word_of(one.kind)},
                               {"about", one.about},
                               {"option", one.option},
                               {"fi", one.text[0]},
                               {"sv", one.text[1]},
                               {"en", one.text[2]}});
  return out;
}

}  // namespace vuoro::api
