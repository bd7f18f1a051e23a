#include "api/studio.hpp"

#include <algorithm>
#include <boost/json.hpp>

#include "api/file_version.hpp"
#include "api/routes.hpp"
#include "api/sight.hpp"
#include "api/table_json.hpp"
#include "calendar/zone.hpp"
#include "rights/gate.hpp"

/// /api/v1/studio/tables: the county's tables, their versions and drafts, for whoever writes them.
namespace vuoro::api {

namespace {

namespace json = boost::json;
using core::DraftState;
using promises::word;

json::value parsed(const std::string& text) {
  boost::system::error_code failed;
  json::value out = json::parse(text, failed);
  return failed ? json::value(nullptr) : out;
}

json::value name_json(const Call& call, StaffId who) {
  return who ? json::value(staff_name(call, who)) : json::value(nullptr);
}

std::string day_text(Day day) {
  return std::string(day_json(calendar::at_local(day, 0)).as_string());
}

/// What the table in force says of itself, for the list and the page alike.
void add_about(const Call& call, const BookedTable* booked, json::object& out) {
  out["kind"] = nullptr;
  out["service"] = nullptr;
  out["serviceName"] = nullptr;
  out["name"] = out.at("code");
  out["mark"] = "";
  out["validFrom"] = nullptr;
  out["validUntil"] = nullptr;
  out["cases"] = 0;
  out["fault"] =
      booked == nullptr || booked->fault.empty() ? json::value(nullptr) : json::value(booked->fault);
  if (booked == nullptr || !booked->table) return;
  const tables::About& about = booked->table->about();
  out["kind"] = tables::word(about.kind);
  if (!about.service.empty()) {
    out["service"] = about.service;
    out["serviceName"] = service_name(call, about.service);
  }
  out["name"] = promises::in(about.name, call.language);
  out["mark"] = booked->table->mark();
  out["validFrom"] = day_text(about.valid_from);
  if (about.valid_until) out["validUntil"] = day_text(*about.valid_until);
  out["cases"] = booked->table->cases().size();
}

/// What a draft says of a table that was never in force. Nothing when it says no kind.
std::optional<tables::About> add_drafted(const Call& call, const std::string& draft, json::object& out) {
  const auto bundle = tables::bundle_from_json(draft);
  if (!bundle) return std::nullopt;
  tables::Flaws flaws;
  auto about = tables::read_about(bundle->about, call.house.tables.places(), flaws);
  if (!about) return std::nullopt;
  out["kind"] = tables::word(about->kind);
  out["fault"] = nullptr;
  out["name"] = promises::in(about->name, call.language);
  out["validFrom"] = day_text(about->valid_from);
  if (about->valid_until) out["validUntil"] = day_text(*about->valid_until);
  if (!about->service.empty()) {
    out["service"] = about->service;
    out["serviceName"] = service_name(call, about->service);
  }
  const auto* const cases = bundle->cases.list();
  out["cases"] = cases == nullptr ? 0 : cases->size();
  return about;
}

/// The draft's bundle; empty without one, or when it cannot be read.
std::string draft_of(const Call& call, const core::CountyTableRow& row) {
  if (row.draft == DraftState::none) return {};
  return studio_document(call, row.draft_words).value_or("");
}

json::object table_version_json(const Call& call, const core::CountyTable::Version& version,
                                const BookedTable* booked) {
  json::object out = version_json(call, version);
  out["mark"] = booked != nullptr && booked->table ? booked->table->mark() : std::string();
  return out;
}

json::object vocabulary_json(const tables::Vocabulary& vocabulary) {
  json::array inputs;
  for (const tables::Input& input : vocabulary.inputs) {
    inputs.push_back(json::object{{"name", input.name},
                                  {"type", tables::word(input.type)},
                                  {"nullable", input.may_be_null},
                                  {"words", json::array(input.words.begin(), input.words.end())}});
  }
  json::array outputs;
  for (const tables::Output& output : vocabulary.outputs) {
    outputs.push_back(json::object{{"name", output.name},
                                   {"needed", output.needed},
                                   {"words", json::array(output.words.begin(), output.words.end())}});
  }
  return {{"inputs", std::move(inputs)}, {"outputs", std::move(outputs)}};
}

}  // namespace

json::value draft_json(const Call& call, const core::CountyTableRow& row) {
  if (row.draft == DraftState::none) return nullptr;
  return json::object{{"revision", row.revision},
                      {"state", row.draft == DraftState::open ? "draft" : "offered"},
                      {"by", name_json(call, row.draft_by)},
                      {"at", instant_json(row.draft_at)}};
}

json::object version_json(const Call& call, const core::CountyTable::Version& version) {
  return {{"version", version.version},
          {"at", instant_json(version.row.at)},
          {"by", name_json(call, version.row.by)},
          {"approvedBy", name_json(call, version.row.approved)},
          {"fromFiles", version.row.mark != 0}};
}

std::optional<std::string> studio_document(const Call& call, std::uint64_t words) {
  const DocumentId document{words};
  auto text = call.house.driver.ledger().document(*rights::Gate::writing(*call.session, document), document);
  if (!text) return std::nullopt;
  return std::move(text).value();
}

std::optional<StudioTable> studio_kept(Call& call, std::string code, std::string_view term,
                                       std::string_view unknown) {
  const auto viewer = rights::Gate::writing(*call.session);
  if (!viewer) {
    send_problem(call, 403, "not-for-you");
    return std::nullopt;
  }
  StudioTable out;
  out.code = std::move(code);
  {
    const auto reading = call.house.driver.read();
    const auto all = core::county_tables(reading.state(), *viewer);
    const auto number = reading.state().term(core::TermKind::table, term);
    const auto found = std::ranges::find_if(
        *all, [&](const core::CountyTable& one) { return number && one.table.n == *number; });
    if (found == all->end()) {
      send_problem(call, 404, unknown);
      return std::nullopt;
    }
    out.kept = *found;
    out.wrote = core::wrote_draft(reading.state(), out.kept.table, viewer->staff());
  }
  if (out.kept.row.draft == DraftState::none) return out;
  auto draft = studio_document(call, out.kept.row.draft_words);
  if (!draft) {
    send_problem(call, 503, "storage-failed");
    return std::nullopt;
  }
  out.draft = std::move(*draft);
  return out;
}

std::optional<StudioTable> studio_table(Call& call) {
  std::string code(call.parts[0]);
  // Guides are versioned beside the tables and have routes of their own.
  const std::string term = is_guide_term(code) ? std::string{} : code;
  return studio_kept(call, std::move(code), term, "unknown-table");
}

namespace {

void send_list(const CallPtr& call) {
  const auto viewer = rights::Gate::writing(*call->session);
  if (!viewer) return send_problem(*call, 403, "not-for-you");
  const auto book = call->house.tables.now();
  std::vector<std::pair<std::string, core::CountyTableRow>> rows;
  json::array out;
  {
    const auto reading = call->house.driver.read();
    const auto all = core::county_tables(reading.state(), *viewer);
    for (const core::CountyTable& one : *all) {
      // Begun and dropped before it was ever in force: there is nothing.
      if (one.row.published == 0 && one.row.draft == DraftState::none) continue;
      const std::string code(reading.state().term_text(core::TermKind::table, one.table.n));
      if (is_guide_term(code)) continue;
      json::object line{
          {"code", code}, {"version", one.row.published}, {"draft", draft_json(*call, one.row)}};
      add_about(*call, book->find(one.table, one.row.published), line);
      out.push_back(std::move(line));
      rows.emplace_back(code, one.row);
    }
  }
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (rows[i].second.published == 0)
      add_drafted(*call, draft_of(*call, rows[i].second), out[i].as_object());
  }
  send_json(*call, 200, json::object{{"tables", std::move(out)}});
}

void send_table(const CallPtr& call) {
  const auto table = studio_table(*call);
  if (!table) return;
  const auto book = call->house.tables.now();
  const core::CountyTableRow& row = table->kept.row;
  const BookedTable* const booked = book->find(table->kept.table, row.published);
  json::object out{{"code", table->code}, {"version", row.published}, {"revision", row.revision}};
  add_about(*call, booked, out);
  out["bundle"] = booked != nullptr ? parsed(booked->text) : json::value(nullptr);
  out["draft"] = draft_json(*call, row);
  if (out["draft"].is_object()) {
    json::object& draft = out["draft"].as_object();
    draft["basis"] = row.published;
    draft["mayPublish"] = row.draft == DraftState::offered && !table->wrote;
    draft["bundle"] = parsed(table->draft);
  }
  json::array versions;
  for (const auto& version : table->kept.versions)
    versions.push_back(table_version_json(*call, version, book->find(table->kept.table, version.version)));
  out["versions"] = std::move(versions);
  if (booked != nullptr && booked->table) out["vocabulary"] = vocabulary_json(booked->table->vocabulary());
  if (row.published == 0) {
    if (const auto about = add_drafted(*call, table->draft, out))
      out["vocabulary"] = vocabulary_json(tables::Vocabulary::of(about->kind, call->house.tables.places()));
  }
  send_json(*call, 200, out);
}

void send_version(const CallPtr& call) {
  const auto table = studio_table(*call);
  if (!table) return;
  const auto number = number_of(call->parts[1]);
  for (const auto& version : table->kept.versions) {
    if (!number || version.version != *number) continue;
    const auto book = call->house.tables.now();
    const BookedTable* const booked = book->find(table->kept.table, version.version);
    json::object out = table_version_json(*call, version, booked);
    out["bundle"] = booked != nullptr ? parsed(booked->text) : json::value(nullptr);
    return send_json(*call, 200, out);
  }
  send_problem(*call, 404, "unknown-table");
}

}  // namespace

void list_tables(const CallPtr& call) {
  call->house.workers.run([call] { send_list(call); });
}

void show_table(const CallPtr& call) {
  call->house.workers.run([call] { send_table(call); });
}

void show_table_version(const CallPtr& call) {
  call->house.workers.run([call] { send_version(call); });
}

Result<Judged> judge(const Call& call, const std::string& code, std::string_view text) {
  auto bundle = tables::bundle_from_json(text);
  if (!bundle) return bundle.error();
  Judged out;
  out.bundle = std::move(bundle).value();
  auto table = tables::Table::read(code, out.bundle, call.house.tables.places());
  if (!table) {
    out.flaws = table.error();
    return out;
  }
  out.table = std::move(table).value();
  out.flaws = out.table->warnings();
  const auto book = call.house.tables.now();
  const BookedTable* const booked = book->in_force(code);
  if (booked != nullptr && booked->table) {
    const tables::About& now = booked->table->about();
    const tables::About& next = out.table->about();
    if (now.kind != next.kind) out.flaws.push_back({"about.kind", 0, 0, {}, {"kind-kept"}});
    if (now.service != next.service) out.flaws.push_back({"about.service", 0, 0, {}, {"service-kept"}});
    if (now.kind != next.kind || now.service != next.service) {
      out.table.reset();
      return out;
    }
  }
  out.run = tables::run_cases(*out.table);
  return out;
}

json::object judged_json(const Judged& judged) {
  json::array flaws;
  for (const tables::Flaw& flaw : judged.flaws) flaws.push_back(flaw_json(flaw));
  const auto pairs = [](const std::vector<std::pair<std::string, std::string>>& all) {
    json::object out;
    for (const auto& [name, value] : all) out[name] = value;
    return out;
  };
  json::array cases;
  for (const tables::CaseResult& one : judged.run.cases) {
    cases.push_back(json::object{{"name", one.name},
                                 {"passed", one.passed},
                                 {"expected", pairs(one.expected)},
                                 {"got", pairs(one.got)},
                                 {"row", one.row},
                                 {"why", one.why}});
  }
  return {{"flaws", std::move(flaws)},
          {"cases", std::move(cases)},
          {"uncovered", json::array(judged.run.uncovered.begin(), judged.run.uncovered.end())}};
}

}  // namespace vuoro::api
