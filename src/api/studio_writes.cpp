#include <algorithm>
#include <boost/json.hpp>

#include "api/routes.hpp"
#include "api/studio.hpp"
#include "api/studio_changes.hpp"
#include "api/table_json.hpp"
#include "rights/gate.hpp"
#include "rules/json.hpp"

/// What is done to a table's draft: judged, tried, saved, offered, returned, dropped, published.
namespace vuoro::api {

namespace {

namespace json = boost::json;

/// The bundle of the body, judged; nothing after the refusal was sent.
std::optional<Judged> read_bundle(Call& call, net::Fields& in, const std::string& code) {
  const json::value* const raw = in.raw("bundle");
  if (raw == nullptr) {
    in.fault("bundle", "missing");
    return std::nullopt;
  }
  auto judged = judge(call, code, json::serialize(*raw));
  if (!judged) {
    const std::string& where = judged.error().where;
    in.fault("bundle", "not-a-bundle", {{"limit", where.empty() ? "bundle" : where}});
    return std::nullopt;
  }
  return std::move(judged).value();
}

/// No fault, and every case holds and reaches every row.
bool draft_is_good(const Call& call, const StudioTable& table) {
  const auto judged = judge(call, table.code, table.draft);
  return judged && judged->good();
}
constexpr DraftRule good_draft{draft_is_good, "cases-fail"};

void check(const CallPtr& call) {
  const auto table = studio_table(*call);
  if (!table) return;
  const auto body = read_body(*call);
  if (!body) return;
  net::Fields in(*body);
  const auto judged = read_bundle(*call, in, table->code);
  if (const auto faults = in.finish(); !faults.empty()) return send_faults(*call, faults);
  send_json(*call, 200, judged_json(*judged));
}

void try_out(const CallPtr& call) {
  const auto table = studio_table(*call);
  if (!table) return;
  const auto body = read_body(*call);
  if (!body) return;
  net::Fields in(*body);
  const auto judged = read_bundle(*call, in, table->code);
  const json::value* const given = in.raw("given");
  if (given == nullptr || !given->is_object()) in.fault("given", given == nullptr ? "missing" : "wrong-type");
  if (const auto faults = in.finish(); !faults.empty()) return send_faults(*call, faults);
  if (!judged->table) return send_json(*call, 200, json::object{{"why", "flaws"}});
  const auto facts = rules::from_json(json::serialize(*given));
  const auto advice = facts ? judged->table->ask(*facts) : Result<tables::Advice>(facts.error());
  if (!advice)
    return send_json(*call, 200, json::object{{"why", advice.error().code}, {"where", advice.error().where}});
  json::object outputs;
  for (const auto& [name, value] : judged->table->rows()[advice->row - 1U].outputs) outputs[name] = value;
  send_json(*call, 200,
            json::object{{"row", advice->row},
                         {"outputs", std::move(outputs)},
                         {"source", source_json(*call, *advice->source)},
                         {"because", because_json(advice->because)}});
}

void save(const CallPtr& call) {
  const auto table = studio_table(*call);
  if (!table) return;
  const auto body = read_body(*call);
  if (!body) return;
  net::Fields in(*body);
  const std::uint32_t revision = studio_revision(in);
  const auto judged = read_bundle(*call, in, table->code);
  if (const auto faults = in.finish(); !faults.empty()) return send_faults(*call, faults);
  // A draft may be unfinished; only what is no bundle at all is refused.
  change_studio(call, table->kept.table, tables::bundle_json(judged->bundle),
                [id = table->kept.table, revision](DocumentId words) {
                  return core::Command{core::DraftTable{id, words, revision}};
                });
}

/// The first draft of a table that no file has. Dropped before it was ever in force, its code can be used
/// again.
std::optional<core::Refusal> begin(live::Transaction& tx, const std::string& code, const std::string& text,
                                   const Viewer& viewer) {
  TableId table;
  std::uint32_t revision = 0;
  if (const auto number = tx.state().term(core::TermKind::table, code)) {
    table = TableId{*number};
    const auto all = core::county_tables(tx.state(), viewer);
    for (const core::CountyTable& one : *all) {
      if (one.table != table) continue;
      // In force or drafted: the code is taken.
      if (one.row.published != 0 || one.row.draft != core::DraftState::none)
        return core::Refusal{core::RefusalCode::term_exists, table.n};
      revision = one.row.revision;
    }
  } else {
    const auto defined = tx.decide(core::DefineTerm{core::TermKind::table, core::ShortText::of(code)}, {});
    if (!defined) return defined.error();
    table = TableId{static_cast<std::uint16_t>(*defined)};
  }
  const auto done = tx.decide(core::DraftTable{table, tx.document(text), revision},
                              {core::ActorKind::staff, viewer.staff(), {}});
  if (!done) return done.error();
  return std::nullopt;
}

void begin_new(const CallPtr& call) {
  const auto viewer = rights::Gate::writing(*call->session);
  if (!viewer) return send_problem(*call, 403, "not-for-you");
  const auto body = read_body(*call);
  if (!body) return;
  net::Fields in(*body);
  const std::string code = in.text("code", 1, core::ShortText::capacity);
  if (!code.empty() && !tables::is_code(code)) in.fault("code", "not-a-table-code");
  const auto judged = read_bundle(*call, in, code);
  if (const auto faults = in.finish(); !faults.empty()) return send_faults(*call, faults);
  const auto once = once_of(*call, "studio-" + std::to_string(viewer->staff().n));
  if (!once) return;
  call->house.driver.submit(
      {*once,
       [code, text = tables::bundle_json(judged->bundle), viewer = *viewer](live::Transaction& tx) {
         return begin(tx, code, text, viewer);
       },
       [call, code](const live::Outcome& outcome) {
         if (outcome.fate == live::Fate::refused && outcome.refusal.code == core::RefusalCode::term_exists)
           return send_faults(*call, {{"code", "table-code-taken", {}}});
         // A repeated request ran no script: the table is found by its code.
         const auto number = call->house.driver.read().state().term(core::TermKind::table, code);
         answer_studio_change(call, TableId{number.value_or(0)}, outcome, 201);
       }});
}

}  // namespace

void check_table(const CallPtr& call) {
  studio_later(call, check);
}

void try_table(const CallPtr& call) {
  studio_later(call, try_out);
}

void begin_table(const CallPtr& call) {
  studio_later(call, begin_new);
}

void draft_table(const CallPtr& call) {
  studio_later(call, save);
}

void offer_table(const CallPtr& call) {
  move_studio_draft<core::OfferTable>(call, studio_table, good_draft);
}

void return_table(const CallPtr& call) {
  move_studio_draft<core::ReturnTable>(call, studio_table);
}

void drop_table(const CallPtr& call) {
  move_studio_draft<core::DropTable>(call, studio_table);
}

void publish_table(const CallPtr& call) {
  move_studio_draft<core::PublishTable>(call, studio_table, good_draft);
}

}  // namespace vuoro::api
