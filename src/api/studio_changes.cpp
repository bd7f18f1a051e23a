#include "api/studio_changes.hpp"

#include <boost/json.hpp>

#include "rights/gate.hpp"

namespace vuoro::api {

namespace json = boost::json;

void studio_later(const CallPtr& call, std::function<void(const CallPtr&)> work) {
  call->house.workers.run([call, work = std::move(work)] { work(call); });
}

/// The answer to a change: what the table's revision is now, and its version in force. A published version is
/// read into the book first, so that whoever is told so is also answered by it.
void answer_studio_change(const CallPtr& call, TableId table, const live::Outcome& outcome, int status) {
  if (outcome.fate != live::Fate::accepted && outcome.fate != live::Fate::repeated)
    return send_unfulfilled(*call, outcome);
  call->house.workers.run([call, table, status] {
    const bool tables = call->house.tables.reread(call->house.driver).ok();
    const bool guides = call->house.guides.reread(call->house.driver).ok();
    if (!tables || !guides) return send_problem(*call, 503, "storage-failed");
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

void change_studio(const CallPtr& call, TableId table, std::string text,
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
       [call, table](const live::Outcome& outcome) { answer_studio_change(call, table, outcome, 200); }});
}

std::uint32_t studio_revision(net::Fields& in) {
  return static_cast<std::uint32_t>(in.integer("revision", 0, UINT32_MAX));
}

namespace {

/// What is judged is the draft of that very revision: whatever another revision has, the core refuses the
/// change.
void move_draft(const CallPtr& call, StudioOpening open, const DraftRule& rule,
                core::Command (*command)(TableId, std::uint32_t)) {
  const auto table = open(*call);
  if (!table) return;
  const auto body = read_body(*call);
  if (!body) return;
  net::Fields in(*body);
  const std::uint32_t revision = studio_revision(in);
  if (const auto faults = in.finish(); !faults.empty()) return send_faults(*call, faults);
  const bool judged = rule.good != nullptr && revision == table->kept.row.revision && !table->draft.empty();
  if (judged && !rule.good(*call, *table)) return send_problem(*call, 422, rule.problem);
  change_studio(call, table->kept.table, "",
                [id = table->kept.table, revision, command](DocumentId) { return command(id, revision); });
}

}  // namespace

void move_studio_draft(const CallPtr& call, StudioOpening open, const DraftRule& rule,
                       core::Command (*command)(TableId, std::uint32_t)) {
  studio_later(call, [open, rule, command](const CallPtr& later) { move_draft(later, open, rule, command); });
}

}  // namespace vuoro::api
