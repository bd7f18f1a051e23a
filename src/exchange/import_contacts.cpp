#include "exchange/import_contacts.hpp"

#include "exchange/contact_row.hpp"
#include "exchange/import_rows.hpp"

namespace vuoro::exchange {
namespace {

using core::Refusal;

std::optional<Refusal> tell(live::Transaction& tx, const ContactEvent& c) {
  const core::Actor actor{core::ActorKind::import, {}, c.team};
  core::ReceiveContact contact;
  contact.channel = c.channel;
  contact.about = core::About::unnamed;
  contact.language = c.language;
  contact.reach = core::ReachBy::code_only;
  contact.area = c.area;
  contact.age = c.age;
  contact.team = c.team;
  const auto made = tx.decide(contact, actor, c.received);
  if (!made) return made.error();
  const MatterId matter{*made};
  if (c.answered) {
    const auto answered = tx.decide(core::AnswerContact{matter}, actor, *c.answered);
    if (!answered) return answered.error();
  }
  if (c.callback_reached) {
    const core::RecordFact reached{matter, promises::Trigger::callback_reached};
    const auto recorded = tx.decide(reached, actor, *c.callback_reached);
    if (!recorded) return recorded.error();
  }
  if (c.abandoned || c.ended) {
    const auto reason = c.abandoned ? core::CloseReason::abandoned : core::CloseReason::source_ended;
    const auto closed =
        tx.decide(core::CloseMatter{matter, reason}, actor, c.abandoned ? *c.abandoned : *c.ended);
    if (!closed) return closed.error();
  }
  return std::nullopt;
}

}  // namespace

Result<ImportReport> import_contacts(live::Driver& driver, const ContactSource& source,
                                     const std::filesystem::path& file, const ImportOptions& options) {
  auto csv = CsvReader::open(file, source.separator);
  if (!csv) return csv.error();
  const auto reader = [&] {
    const auto reading = driver.read();
    return ContactReader::bind(csv->header(), term_names(reading.state(), core::TermKind::area),
                               term_names(reading.state(), core::TermKind::team));
  }();
  if (!reader) return Error{reader.error().code, reader.error().what, file.string() + ":1"};
  if (!reader->names_teams() && !driver.setting()->default_team) {
    return Error{"team-missing", "the file names no teams and no county is installed", file.string() + ":1"};
  }
  const Instant now = driver.now();
  const RowReader read_row = [&](const CsvRecord& record) -> Result<RowWork, RowFault> {
    auto row = reader->read(record.fields, now);
    if (!row) return row.error();
    const live::Once once{digest_of({source.name, "contact", row->id}), row->fingerprint(),
                          ledger::Keep::forever};
    return RowWork{once, [row = std::move(row).value()](live::Transaction& tx) { return tell(tx, row); }};
  };
  auto report = import_rows(driver, *csv, read_row, options);
  if (report) report->ignored_columns = reader->ignored_columns();
  return report;
}

}  // namespace vuoro::exchange
