#include "exchange/import_appointments.hpp"

#include "exchange/appointment_row.hpp"
#include "exchange/import_rows.hpp"
#include "exchange/once_key.hpp"
#include "exchange/person_book.hpp"
#include "exchange/target.hpp"

namespace vuoro::exchange {
namespace {

using core::Refusal;

/// Tells the core the life of one imported matter.
class Telling {
 public:
  Telling(live::Transaction& tx, const Appointment& row, const Map& map, Target target)
      : tx_(tx), row_(row), map_(map), target_(target), actor_{core::ActorKind::import, {}, target.team} {}

  std::optional<Refusal> run(PersonId person) {
    AreaId area;
    if (!row_.area.empty()) {
      const auto number = term_number(tx_, core::TermKind::area, row_.area);
      if (!number) return number.error();
      area = AreaId{*number};
    }
    core::ReceiveContact contact;
    contact.channel = core::Channel::import;
    contact.about = person ? core::About::self : core::About::unnamed;
    contact.person = person;
    contact.reach = core::ReachBy::code_only;
    contact.area = area;
    contact.age = row_.age;
    contact.team = target_.team;
    const MatterId matter{decide(contact, row_.booked)};
    decide(core::AnswerContact{matter}, row_.booked);
    decide(
        core::AssessNeed{matter, core::Urgency::non_urgent, core::Profession::none, map_.domains, map_.facts},
        row_.booked);
    const StepId step{decide(core::ProposeStep{matter, target_.service, core::no_due}, row_.booked)};
    decide(core::BookStep{step, row_.visit, 0, core::Mode::visit}, row_.booked);
    if (row_.attendance == Attendance::held) {
      decide(core::CompleteStep{step, core::Outcome::unknown}, row_.visit);
      decide(core::CloseMatter{matter, core::CloseReason::care_given}, row_.visit);
    } else {
      decide(core::MissStep{step}, row_.visit);
      // The source says no more, but the need may stay: not "care given".
      decide(core::CloseMatter{matter, core::CloseReason::source_ended}, row_.visit);
    }
    return refusal_;
  }

 private:
  /// The subject, or 0 once something was refused.
  std::uint32_t decide(const core::Command& command, Instant at) {
    if (refusal_) return 0;
    const auto subject = tx_.decide(command, actor_, at);
    if (subject) return *subject;
    refusal_ = subject.error();
    return 0;
  }

  live::Transaction& tx_;
  const Appointment& row_;
  const Map& map_;
  Target target_;
  core::Actor actor_;
  std::optional<Refusal> refusal_;
};

}  // namespace

Result<ImportReport> import_appointments(live::Driver& driver, const Map& map,
                                         const std::filesystem::path& file, const ImportOptions& options) {
  auto csv = CsvReader::open(file, map.separator);
  if (!csv) return csv.error();
  const auto reader = AppointmentReader::bind(map, csv->header());
  if (!reader) return Error{reader.error().code, reader.error().what, file.string() + ":1"};
  const auto target = prepare_target(driver, map);
  if (!target) return target.error();

  PersonBook persons(driver, map.source);
  const Instant now = driver.now();
  const RowReader read_row = [&](const CsvRecord& record) -> Result<RowWork, RowFault> {
    auto row = reader->read(record.fields, now);
    if (!row) return row.error();
    PersonBook::Entry* const person = persons.meet(*row);
    const live::Once once{digest_of({map.source, "appointment", row->id}), row->fingerprint(),
                          ledger::Keep::forever};
    return RowWork{once,
                   [&persons, person, &map, target = *target,
                    row = std::move(row).value()](live::Transaction& tx) -> std::optional<Refusal> {
                     PersonId number;
                     if (person != nullptr) {
                       number = persons.number_of(*person);
                       if (!number) return Refusal{core::RefusalCode::unknown_person};
                     }
                     return Telling(tx, row, map, target).run(number);
                   }};
  };
  auto report = import_rows(driver, *csv, read_row, options);
  if (!report) return report;
  report->persons_added = persons.added();
  report->events += persons.events();
  report->ignored_columns = reader->ignored_columns();
  return report;
}

}  // namespace vuoro::exchange
