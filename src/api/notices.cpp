#include "core/notices.hpp"

#include <boost/json.hpp>

#include "api/notice_json.hpp"
#include "api/reference.hpp"
#include "api/routes.hpp"
#include "api/sight.hpp"
#include "core/view.hpp"
#include "core/words.hpp"
#include "notices/due.hpp"
#include "notices/letter.hpp"
#include "notices/place.hpp"
#include "rights/gate.hpp"

/// What a resident was told outside the pages, the printed letter, and what visits must be ready for.
namespace vuoro::api {

namespace {

namespace json = boost::json;
using promises::word;

constexpr std::size_t most_need_words = 500;

json::object notice_json(NoticeId id, const core::NoticeRow& row) {
  return {{"id", id.n},
          {"step", row.step ? json::value(row.step.n) : json::value(nullptr)},
          {"kind", word(row.kind)},
          {"about", instant_json(row.about)},
          {"channel", word(row.channel)},
          {"state", word(row.state)},
          {"fault", word(row.fault)},
          {"tries", row.tries},
          {"first", instant_json(row.first)},
          {"last", instant_json(row.last)},
          {"again", instant_json(row.again)}};
}

/// Whether a gateway tells it, or people must.
bool told_by_people(const Call& call, const core::Notices& notices, MatterId matter) {
  const auto& plan = call.house.county.notices;
  return !plan || !notices::channel_of(*plan, notices.matter(matter)->reach);
}

void send_notices(const CallPtr& call, const Viewer& viewer, MatterId id) {
  json::object out{{"asOf", instant_json(call->house.driver.now())}};
  std::optional<core::NeedsRow> needs;
  {
    const auto reading = call->house.driver.read();
    const core::Notices notices(reading.state(), viewer);
    const core::MatterRow* matter = notices.matter(id);
    if (matter == nullptr) return send_problem(*call, 404, "unknown-matter");
    json::array told;
    for (const NoticeId notice : notices.of(id)) told.push_back(notice_json(notice, *notices.notice(notice)));
    json::array untold;
    for (const core::Untold& one : notices.untold_of(id)) {
      untold.push_back(json::object{{"step", one.step ? json::value(one.step.n) : json::value(nullptr)},
                                    {"kind", word(one.what.kind)},
                                    {"about", instant_json(one.what.about)},
                                    {"since", instant_json(one.what.since)}});
    }
    out["reach"] = word(matter->reach);
    out["byPeople"] = told_by_people(*call, notices, id);
    out["told"] = std::move(told);
    out["untold"] = std::move(untold);
    needs = notices.needs(id);
    out["needs"] = needs ? needs_json(needs->needs) : json::array{};
  }
  out["needWords"] = need_words(*call, viewer, needs);
  send_json(*call, 200, out);
}

/// Name and address as far as anybody has told them.
std::string recipient(const Call& call, const Viewer& viewer, MatterId matter, PersonId person) {
  ledger::Ledger& ledger = call.house.driver.ledger();
  const auto known = [&](ledger::Subject subject, std::uint32_t id, ledger::IdentityField field) {
    if (id == 0) return std::string{};
    auto value = ledger.identity(viewer, {subject, id, field});
    return value && *value ? **value : std::string{};
  };
  std::string out;
  for (const auto field : {ledger::IdentityField::name, ledger::IdentityField::address}) {
    std::string value = known(ledger::Subject::matter, matter.n, field);
    if (value.empty()) value = known(ledger::Subject::person, person.n, field);
    if (!value.empty()) out += value + '\n';
  }
  return out;
}

void send_letter(const CallPtr& call, const Viewer& viewer, MatterId id) {
  const content::County& county = call->house.county;
  if (!county.notices) return send_problem(*call, 404, "no-letters");
  std::optional<notices::LetterFacts> facts;
  std::optional<core::NeedsRow> needs;
  PersonId person;
  {
    const auto setting = call->house.driver.setting();
    const auto reading = call->house.driver.read();
    facts = notices::letter_facts(reading.state(), *setting, viewer, county, id);
    if (!facts) return send_problem(*call, 404, "unknown-matter");
    const core::Notices notices(reading.state(), viewer);
    needs = notices.needs(id);
    person = notices.matter(id)->person;
  }
  facts->code = code_of(id);
  facts->now = call->house.driver.now();
  facts->to = recipient(*call, viewer, id, person);
  facts->need_words = need_words(*call, viewer, needs);
  const notices::Letter letter =
      notices::write_letter(call->house.notice_texts, *county.notices, county.name, *facts);
  auto pdf = notices::to_pdf(letter, facts->now);
  if (!pdf) return send_problem(*call, 500, "letter-unmade");
  net::Response response = net::text_response(200, "application/pdf", std::move(pdf).value());
  response.with("Content-Disposition", "inline; filename=\"vuoro-" + code_of(id) + ".pdf\"");
  response.with("Content-Language", letter.language);
  response.with("Cache-Control", "no-store");
  call->reply.send(std::move(response));
}

/// The viewer and the matter of the path; sends the refusal when there is none.
std::optional<std::pair<Viewer, MatterId>> asked_for(const CallPtr& call) {
  const auto viewer = rights::Gate::care(*call->session);
  if (!viewer) {
    send_problem(*call, 403, "not-for-you");
    return std::nullopt;
  }
  const auto id = number_of(call->parts[0]);
  if (!id) {
    send_problem(*call, 404, "unknown-matter");
    return std::nullopt;
  }
  return std::pair{*viewer, MatterId{*id}};
}

}  // namespace

json::array needs_json(core::NeedSet needs) {
  json::array out;
  needs.for_each([&](core::Need need) { out.emplace_back(word(need)); });
  return out;
}

std::string need_words(const Call& call, const Viewer& viewer, const std::optional<core::NeedsRow>& needs) {
  if (!needs || needs->words == 0) return {};
  auto words = call.house.driver.ledger().document(viewer, DocumentId{needs->words});
  return words ? std::move(words).value() : std::string{};
}

Needs read_needs(net::Fields& in) {
  Needs needs;
  std::size_t place = 0;
  for (const std::string& text : in.texts("needs", 0, 4, 20)) {
    if (const auto known = promises::from_word<core::Need>(text)) {
      needs.set.insert(*known);
    } else if (!text.empty()) {
      in.fault("needs." + std::to_string(place), "not-a-choice");
    }
    ++place;
  }
  needs.words = in.optional_text("needWords", 1, most_need_words).value_or("");
  const bool other = needs.set.has(core::Need::other);
  if (other && needs.words.empty()) in.fault("needWords", "missing");
  if (!other && !needs.words.empty()) in.fault("needWords", "unknown-field");
  return needs;
}

std::optional<core::Refusal> note_needs(live::Transaction& tx, MatterId matter, const Needs& needs,
                                        const core::Actor& actor) {
  core::NoteNeeds command{matter, needs.set, {}};
  if (!needs.words.empty()) command.words = tx.document(needs.words);
  const auto done = tx.decide(command, actor);
  if (!done) return done.error();
  tx.documents_belong_to(matter);
  return std::nullopt;
}

void show_notices(const CallPtr& call) {
  const auto asked = asked_for(call);
  if (!asked) return;
  call->house.workers.run([call, asked = *asked] { send_notices(call, asked.first, asked.second); });
}

void show_letter(const CallPtr& call) {
  const auto asked = asked_for(call);
  if (!asked) return;
  call->house.workers.run([call, asked = *asked] { send_letter(call, asked.first, asked.second); });
}

void change_needs(const CallPtr& call) {
  const auto asked = asked_for(call);
  if (!asked) return;
  const auto body = read_body(*call);
  if (!body) return;
  net::Fields in(*body);
  if (!in.present("needs")) in.fault("needs", "missing");
  Needs needs = read_needs(in);
  if (const auto faults = in.finish(); !faults.empty()) return send_faults(*call, faults);
  const auto& [viewer, matter] = *asked;
  const auto once = once_of(*call, "staff-" + std::to_string(viewer.staff().n));
  if (!once) return;
  auto script = [viewer = viewer, matter = matter,
                 needs = std::move(needs)](live::Transaction& tx) -> std::optional<core::Refusal> {
    if (!core::visible(tx.state(), viewer, matter))
      return core::Refusal{core::RefusalCode::unknown_matter, matter.n};
    return note_needs(tx, matter, needs, {core::ActorKind::staff, viewer.staff(), viewer.team()});
  };
  call->house.driver.submit(
      {*once, std::move(script), [call, viewer = viewer, matter = matter](const live::Outcome& outcome) {
         if (outcome.fate != live::Fate::accepted && outcome.fate != live::Fate::repeated)
           return send_unfulfilled(*call, outcome);
         call->house.workers.run([call, viewer, matter] { send_notices(call, viewer, matter); });
       }});
}

}  // namespace vuoro::api
