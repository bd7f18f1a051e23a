#include <boost/json.hpp>

#include "api/file_version.hpp"
#include "api/routes.hpp"
#include "api/studio_changes.hpp"
#include "api/studio_guide.hpp"
#include "forms/json_text.hpp"
#include "promises/words.hpp"
#include "rights/gate.hpp"
#include "rules/json.hpp"

/// /api/v1/studio/guides: the navigators, their versions and drafts, for whoever writes them.
namespace vuoro::api {

namespace {

namespace json = boost::json;
using core::DraftState;
using rules::Value;

constexpr std::size_t longest_text = 4'000;  // characters of one text
constexpr std::size_t most_changes = 2'000;  // texts changed at once
constexpr std::size_t most_of_place = 200;   // characters of a place
constexpr std::string_view fhir_json = "application/fhir+json; charset=utf-8";

json::value parsed(const std::string& text) {
  boost::system::error_code failed;
  json::value out = json::parse(text, failed);
  return failed ? json::value(nullptr) : out;
}

std::string name_of(const std::optional<forms::GuideBundle>& bundle, const Call& call,
                    const std::string& otherwise) {
  if (!bundle) return otherwise;
  const Value* const name = forms::field(bundle->texts, "name");
  const Value* const words = name == nullptr ? nullptr : forms::field(*name, promises::word(call.language));
  return words == nullptr || words->string() == nullptr || words->string()->empty() ? otherwise
                                                                                    : *words->string();
}

/// How the guide stands: which version is published and which is shown, and why not the newest.
void add_standing(const GuideStanding* standing, json::object& out) {
  out["inUse"] = standing == nullptr ? 0 : standing->in_use;
  out["fault"] =
      standing == nullptr || standing->fault.empty() ? json::value(nullptr) : json::value(standing->fault);
}

void send_list(const CallPtr& call) {
  const auto viewer = rights::Gate::writing(*call->session);
  if (!viewer) return send_problem(*call, 403, "not-for-you");
  const auto guides = call->house.guides.now();
  json::array out;
  const auto reading = call->house.driver.read();
  const auto all = core::county_tables(reading.state(), *viewer);
  for (const core::CountyTable& one : *all) {
    const std::string_view term = reading.state().term_text(core::TermKind::table, one.table.n);
    if (!is_guide_term(term)) continue;
    const std::string code(term.substr(guide_prefix.size()));
    if (guides->find(code) == nullptr) continue;
    const forms::Navigator* const used = guides->navigators.find(code);
    const auto language = static_cast<forms::Language>(call->language);
    json::object line{{"code", code},
                      {"version", one.row.published},
                      {"draft", draft_json(*call, one.row)},
                      {"name", used == nullptr ? code : in(used->texts().name, language)},
                      {"questions", used == nullptr ? 0 : used->form().items().size()}};
    add_standing(guides->find(code), line);
    out.push_back(std::move(line));
  }
  send_json(*call, 200, json::object{{"guides", std::move(out)}});
}

/// What a page needs of a bundle: its texts, its table and its cases.
json::object bundle_parts(const forms::GuideBundle& bundle) {
  return {{"texts", guide_texts_json(bundle)},
          {"dmn", bundle.dmn},
          {"cases", parsed(rules::to_json(bundle.cases))}};
}

void send_guide(const CallPtr& call) {
  const auto guide = studio_guide(*call);
  if (!guide) return;
  const auto guides = call->house.guides.now();
  const core::CountyTableRow& row = guide->kept.row;
  const auto in_force = guide_in_force(*call, *guide);
  const auto at_hand = guide_at_hand(*call, *guide);
  if (!at_hand) return send_problem(*call, 503, "storage-failed");
  json::object out{{"code", guide->code},
                   {"version", row.published},
                   {"revision", row.revision},
                   {"name", name_of(in_force, *call, guide->code)}};
  add_standing(guides->find(guide->code), out);
  out["inForce"] = in_force ? json::value(bundle_parts(*in_force)) : json::value(nullptr);
  out["draft"] = draft_json(*call, row);
  if (out["draft"].is_object()) {
    json::object& draft = out["draft"].as_object();
    draft["mayPublish"] = row.draft == DraftState::offered && !guide->wrote;
    draft["bundle"] = bundle_parts(*at_hand);
  }
  out["check"] = guide_check_json(*call, guide->code, *at_hand, in_force ? &*in_force : nullptr);
  json::array versions;
  for (const auto& version : guide->kept.versions) versions.push_back(version_json(*call, version));
  out["versions"] = std::move(versions);
  send_json(*call, 200, out);
}

/// The version of the path; nothing after the refusal was sent.
std::optional<std::pair<core::CountyTable::Version, forms::GuideBundle>> version_of(const CallPtr& call) {
  const auto guide = studio_guide(*call);
  if (!guide) return std::nullopt;
  const auto number = number_of(call->parts[1]);
  for (const auto& version : guide->kept.versions) {
    if (!number || version.version != *number) continue;
    const auto text = studio_document(*call, version.row.words);
    auto bundle = text ? forms::guide_bundle_from_json(*text)
                       : Result<forms::GuideBundle>(Error{"storage-failed", "", ""});
    if (bundle) return std::pair{version, std::move(bundle).value()};
    send_problem(*call, 503, "storage-failed");
    return std::nullopt;
  }
  send_problem(*call, 404, "unknown-guide");
  return std::nullopt;
}

void send_version(const CallPtr& call) {
  const auto version = version_of(call);
  if (!version) return;
  json::object out = version_json(*call, version->first);
  for (auto& [key, value] : bundle_parts(version->second)) out[key] = std::move(value);
  send_json(*call, 200, out);
}

/// The form alone, byte by byte as it is kept, for builders of forms elsewhere.
void send_form(const CallPtr& call, const forms::GuideBundle& bundle, const std::string& file) {
  net::Response response = net::text_response(200, std::string(fhir_json), rules::to_json(bundle.form));
  response.with("Cache-Control", "no-store")
      .with("Content-Disposition", "attachment; filename=\"" + file + "\"");
  call->reply.send(std::move(response));
}

void send_draft_form(const CallPtr& call) {
  const auto guide = studio_guide(*call);
  if (!guide) return;
  const auto bundle = guide_at_hand(*call, *guide);
  if (!bundle) return send_problem(*call, 503, "storage-failed");
  send_form(call, *bundle, guide->code + ".json");
}

void send_version_form(const CallPtr& call) {
  if (const auto version = version_of(call))
    send_form(call, version->second,
              std::string(call->parts[0]) + "-" + std::to_string(version->first.version) + ".json");
}

/// The texts that were changed, put into the bundle. Faults: places that are not there.
void reword(net::Fields& in, forms::GuideBundle& bundle) {
  if (!in.present("wording")) {
    static_cast<void>(in.raw("wording"));
    return;
  }
  forms::GuideWording wording(std::move(bundle));
  for (net::Fields& one : in.objects("wording", 0, most_changes)) {
    const std::string place = one.text("place", 1, most_of_place);
    const std::size_t language = one.choice("language", {"fi", "sv", "en"});
    const std::string text = one.text("text", 0, longest_text);
    if (!place.empty() && !wording.set(place, static_cast<forms::Language>(language), text))
      one.fault("place", "unknown-text");
  }
  bundle = wording.bundle();
}

/// A part that is sent whole. Read from the bytes of the request: nothing of a number is lost.
const Value* part(net::Fields& in, const Value& body, std::string_view name) {
  return in.raw(name) == nullptr ? nullptr : forms::field(body, name);
}

void take_form(net::Fields& in, const Value& body, forms::GuideBundle& bundle) {
  const Value* const form = part(in, body, "form");
  if (form == nullptr) return;
  if (form->string() == nullptr) return in.fault("form", "wrong-type");
  auto read = forms::read_json_text(*form->string());
  if (!read) return in.fault("form", "not-a-form", {{"limit", read.error().what}});
  const Value* const type = forms::field(*read, "resourceType");
  if (type == nullptr || type->string() == nullptr || *type->string() != "Questionnaire")
    return in.fault("form", "not-a-form", {{"limit", "resourceType: Questionnaire"}});
  bundle.form = std::move(read).value();
}

void take_parts(net::Fields& in, const Value& body, forms::GuideBundle& bundle) {
  take_form(in, body, bundle);
  if (const Value* const dmn = part(in, body, "dmn"); dmn != nullptr && dmn->string() != nullptr) {
    bundle.dmn = *dmn->string();
  } else if (dmn != nullptr) {
    in.fault("dmn", "wrong-type");
  }
  if (const Value* const texts = part(in, body, "texts"); texts != nullptr && texts->context() != nullptr) {
    bundle.texts = *texts;
  } else if (texts != nullptr) {
    in.fault("texts", "wrong-type");
  }
  if (const Value* const cases = part(in, body, "cases"); cases != nullptr && cases->list() != nullptr) {
    bundle.cases = *cases;
  } else if (cases != nullptr) {
    in.fault("cases", "wrong-type");
  }
}

/// What is at hand with the changes of the body; nothing after the refusal was sent.
std::optional<forms::GuideBundle> changed(Call& call, net::Fields& in, const StudioTable& guide) {
  auto bundle = guide_at_hand(call, guide);
  if (!bundle) {
    send_problem(call, 503, "storage-failed");
    return std::nullopt;
  }
  const auto body = rules::from_json(call.request.body());
  if (!body) {
    send_faults(call, {{"", "not-a-guide", {{"limit", body.error().what}}}});
    return std::nullopt;
  }
  take_parts(in, *body, *bundle);
  reword(in, *bundle);
  if (const auto faults = in.finish(); !faults.empty()) {
    send_faults(call, faults);
    return std::nullopt;
  }
  const auto whole = forms::guide_bundle_from_json(forms::guide_bundle_json(*bundle));
  if (whole) return bundle;
  send_faults(call, {{"", "not-a-guide", {{"limit", whole.error().where + ": " + whole.error().what}}}});
  return std::nullopt;
}

void check(const CallPtr& call) {
  const auto guide = studio_guide(*call);
  if (!guide) return;
  const auto body = read_body(*call);
  if (!body) return;
  net::Fields in(*body);
  const auto bundle = changed(*call, in, *guide);
  if (!bundle) return;
  const auto in_force = guide_in_force(*call, *guide);
  send_json(*call, 200, guide_check_json(*call, guide->code, *bundle, in_force ? &*in_force : nullptr));
}

void save(const CallPtr& call) {
  const auto guide = studio_guide(*call);
  if (!guide) return;
  const auto body = read_body(*call);
  if (!body) return;
  net::Fields in(*body);
  const std::uint32_t revision = studio_revision(in);
  // Changes go on top of what is at hand: of another revision than the writer saw, the core refuses them.
  const auto bundle = changed(*call, in, *guide);
  if (!bundle) return;
  change_studio(call, guide->kept.table, forms::guide_bundle_json(*bundle),
                [id = guide->kept.table, revision](DocumentId words) {
                  return core::Command{core::DraftTable{id, words, revision}};
                });
}

bool draft_is_good(const Call& call, const StudioTable& guide) {
  const auto bundle = forms::guide_bundle_from_json(guide.draft);
  return bundle && judge_guide(call, guide.code, *bundle).good();
}
constexpr DraftRule good_draft{draft_is_good, "guide-fails"};

}  // namespace

void list_guides(const CallPtr& call) {
  studio_later(call, send_list);
}

void show_guide(const CallPtr& call) {
  studio_later(call, send_guide);
}

void show_guide_version(const CallPtr& call) {
  studio_later(call, send_version);
}

void show_guide_form(const CallPtr& call) {
  studio_later(call, send_draft_form);
}

void show_guide_version_form(const CallPtr& call) {
  studio_later(call, send_version_form);
}

void check_guide(const CallPtr& call) {
  studio_later(call, check);
}

void draft_guide(const CallPtr& call) {
  studio_later(call, save);
}

void offer_guide(const CallPtr& call) {
  move_studio_draft<core::OfferTable>(call, studio_guide, good_draft);
}

void return_guide(const CallPtr& call) {
  move_studio_draft<core::ReturnTable>(call, studio_guide);
}

void drop_guide(const CallPtr& call) {
  move_studio_draft<core::DropTable>(call, studio_guide);
}

void publish_guide(const CallPtr& call) {
  move_studio_draft<core::PublishTable>(call, studio_guide, good_draft);
}

}  // namespace vuoro::api
