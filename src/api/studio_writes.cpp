#include <algorithm>
#include <boost/json.hpp>

#include "api/routes.hpp"
#include "api/studio.hpp"
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
    in.fault("bundle", "not-a-bundle", {{"limit", judged.error().where + ": " + judged.error().what}});
    return std::nullopt;
  }
  return std::move(judged).value();
}

/// The answer to a change: what the table's revision is now, and its version in force. A published version is
/// read into the book first, so that whoever is told so is also answered by it.
void answer_change(const CallPtr& call, TableId table, const live::Outcome& outcome, int status) {
  if (outcome.fate != live::Fate::accepted && outcome.fate != live::Fate::repeated)
    return send_unfulfilled(*call, outcome);
  call->house.workers.run([call, table, status] {
    if (const auto read = call->house.tables.reread(call->house.driver); !read)
      return send_problem(*call, 503, "storage-failed");
    const auto viewer = rights::Gate::writing(*call->session);
    std::optional<core::CountyTableRow> row;
    {
      const auto reading = call->house.driver.read();
      const auto all = core::county_tables(reading.state(), *viewer);
      for (const core::CountyTable& one : *all) {
        if (one.table == table) row = one.row;
      }
    }
    if (!row) return send_problem(*call, 404, "unknown-table");
    send_json(*call, status, json::object{{"revision", row->revision}, {"version", row->published}});
  });
}

void change(const CallPtr& call, TableId table, std::string text,
            std::function<core::Command(DocumentId)> command) {
  const auto viewer = rights::Gate::writing(*call->session);
  const auto once = once_of(*call, "studio-" + std::to_string(viewer->staff().n));
  if (!once) return;
  const core::Actor actor{core::ActorKind::staff, viewer->staff(), {}};
  call->house.driver.submit(
      {*once,
       [text = std::move(text), command = std::move(command),
        actor](live::Transaction& tx) -> std::optional<core::Refusal> {
         // A refused command keeps no text: its transaction is taken back whole.
         const auto done = tx.decide(command(text.empty() ? DocumentId{} : tx.document(text)), actor);
         if (!done) return done.error();
         return std::nullopt;
       },
       [call, table](const live::Outcome& outcome) { answer_change(call, table, outcome, 200); }});
}

std::uint32_t revision_field(net::Fields& in) {
  return static_cast<std::uint32_t>(in.integer("revision", 0, UINT32_MAX));
}

/// No fault, and every case holds and reaches every row.
bool draft_is_good(const Call& call, const StudioTable& table) {
  const auto judged = judge(call, table.code, table.draft);
  return judged && judged->good();
}

enum class Judging : std::uint8_t { no, yes };

/// A change that says only what revision it is of. What is judged is the draft of that very revision:
/// whatever another revision has, the core refuses the change.
template <class Command, Judging judging>
void plain_change(const CallPtr& call) {
  const auto table = studio_table(*call);
  if (!table) return;
  const auto body = read_body(*call);
  if (!body) return;
  net::Fields in(*body);
  const std::uint32_t revision = revision_field(in);
  if (const auto faults = in.finish(); !faults.empty()) return send_faults(*call, faults);
  const bool judged =
      judging == Judging::yes && revision == table->kept.row.revision && !table->draft.empty();
  if (judged && !draft_is_good(*call, *table)) return send_problem(*call, 422, "cases-fail");
  change(call, table->kept.table, "", [id = table->kept.table, revision](DocumentId) {
    return core::Command{Command{id, revision}};
  });
}

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
  const std::uint32_t revision = revision_field(in);
  const auto judged = read_bundle(*call, in, table->code);
  if (const auto faults = in.finish(); !faults.empty()) return send_faults(*call, faults);
  // A draft may be unfinished; only what is no bundle at all is refused.
  change(call, table->kept.table, tables::bundle_json(judged->bundle),
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
         answer_change(call, TableId{number.value_or(0)}, outcome, 201);
       }});
}

/// Tables are compiled and drafts read from the ledger on a worker: requests wait for neither.
void later(const CallPtr& call, void (*work)(const CallPtr&)) {
  call->house.workers.run([call, work] { work(call); });
}

}  // namespace

void check_table(const CallPtr& call) {
  later(call, check);
}

void try_table(const CallPtr& call) {
  later(call, try_out);
}

void begin_table(const CallPtr& call) {
  later(call, begin_new);
}

void draft_table(const CallPtr& call) {
  later(call, save);
}

void offer_table(const CallPtr& call) {
  later(call, plain_change<core::OfferTable, Judging::yes>);
}

void return_table(const CallPtr& call) {
  later(call, plain_change<core::ReturnTable, Judging::no>);
}

void drop_table(const CallPtr& call) {
  later(call, plain_change<core::DropTable, Judging::no>);
}

void publish_table(const CallPtr& call) {
  later(call, plain_change<core::PublishTable, Judging::yes>);
}

}  // namespace vuoro::api
