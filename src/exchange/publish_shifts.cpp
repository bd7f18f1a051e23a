#include "exchange/publish_shifts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <optional>
#include <utility>

#include "core/words.hpp"

namespace vuoro::exchange {
namespace {

using core::Refusal;
using core::RefusalCode;
using core::TermKind;

constexpr std::size_t shifts_at_a_time = 1024;
constexpr std::size_t most_reasons = 20;

std::string clock_text(int second) {
  return fmt::format("{:02}:{:02}", second / 3600, second / 60 % 60);
}

std::string in_words(const Shift& shift) {
  const auto date = shift.day.civil();
  return fmt::format("{} {:04}-{:02}-{:02} {}–{} {}", shift.worker, static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                     clock_text(shift.from), clock_text(shift.until), shift.type);
}

std::optional<Refusal> publish(live::Transaction& tx, const Shift& shift, core::ActorKind kind) {
  const core::State& state = tx.state();
  const auto worker = state.term(TermKind::worker, shift.worker);
  if (!worker) return Refusal{RefusalCode::unknown_worker};
  const auto team = state.term(TermKind::team, shift.team);
  if (!team) return Refusal{RefusalCode::unknown_team};
  const auto type = state.term(TermKind::slot_type, shift.type);
  if (!type) return Refusal{RefusalCode::unknown_slot_type};
  RoomId room;
  if (!shift.room.empty()) {
    const auto known = state.term(TermKind::room, shift.room);
    if (!known) return Refusal{RefusalCode::bad_text};
    room = RoomId{*known};
  }
  const std::vector<SlotRun> runs = runs_of(shift);
  if (runs.empty()) return Refusal{RefusalCode::no_slots};
  for (const SlotRun& run : runs) {
    const core::PublishSlots command{WorkerId{*worker},  TeamId{*team},   SlotTypeId{*type},   room,
                                     run.begin,          run.count,       shift.shape.minutes, 0,
                                     shift.shape.places, shift.shape.mode};
    const auto done = tx.decide(command, {kind, {}, TeamId{*team}});
    if (!done) return done.error();
  }
  return std::nullopt;
}

RowFault fault_of(const Shift& shift, const Refusal& refusal) {
  if (refusal.code == RefusalCode::slots_overlap)
    return {"slots-overlap",
            fmt::format("{}: the worker has other times then (slot {})", in_words(shift), refusal.subject)};
  if (refusal.code == RefusalCode::room_taken)
    return {"room-taken", fmt::format("{}: somebody else has times in the room {} then (slot {})",
                                      in_words(shift), shift.room, refusal.subject)};
  return {"refused", fmt::format("{}: refused by the core: {} ({})", in_words(shift),
                                 promises::word(refusal.code), refusal.subject)};
}

/// Sends shifts a thousand at a time and counts what came of them.
class Publisher {
 public:
  explicit Publisher(live::Driver& driver) : driver_(driver), rooms_(driver, TermKind::room) {}

  void add(Shift shift) {
    rooms_.meet(shift.room);
    shifts_.push_back(std::move(shift));
    if (shifts_.size() == shifts_at_a_time) flush();
  }

  void flush() {
    if (error_ || shifts_.empty()) return;
    std::vector<live::Outcome> outcomes(shifts_.size());
    for (std::size_t i = 0; i < shifts_.size(); ++i) {
      RowWork work = publish_work(shifts_[i], core::ActorKind::system);
      driver_.submit({work.once, std::move(work.script),
                      [into = &outcomes[i]](const live::Outcome& outcome) { *into = outcome; }});
    }
    // Answers come in order: after this one every outcome is there.
    static_cast<void>(driver_.submit_and_wait(
        std::nullopt, [](live::Transaction&) -> std::optional<Refusal> { return std::nullopt; }));
    for (std::size_t i = 0; i < shifts_.size(); ++i) count(shifts_[i], outcomes[i]);
    shifts_.clear();
  }

  PublishReport& report() { return report_; }
  [[nodiscard]] const std::optional<Error>& error() const { return error_; }

 private:
  void count(const Shift& shift, const live::Outcome& outcome) {
    const auto add_to = [&](PublishReport::Count& count) {
      ++count.shifts;
      count.slots += slots_in(runs_of(shift));
    };
    if (outcome.fate == live::Fate::accepted) return add_to(report_.added);
    if (outcome.fate == live::Fate::repeated) return add_to(report_.there);
    if (outcome.fate == live::Fate::failed) {
      if (!error_) error_ = outcome.error;
      return;
    }
    add_to(report_.refused);
    const RowFault fault = fault_of(shift, outcome.refusal);
    ++report_.refused_by_code[fault.code];
    if (report_.reasons.size() < most_reasons) report_.reasons.push_back(fault.what);
  }

  live::Driver& driver_;
  TermBook rooms_;
  std::vector<Shift> shifts_;
  PublishReport report_;
  std::optional<Error> error_;
};

/// 1 = Monday … 7 = Sunday.
std::uint8_t weekday_of(Day day) {
  const std::chrono::weekday weekday{std::chrono::sys_days{std::chrono::days{day.n}}};
  return static_cast<std::uint8_t>(weekday.iso_encoding());
}

bool nobody_works(const calendar::Calendar& calendar, Day day, std::uint8_t weekday) {
  if (calendar.is_public_holiday(day)) return true;
  return weekday <= 5 && !calendar.is_working_day(day);
}

}  // namespace

RowWork publish_work(const Shift& shift, core::ActorKind actor) {
  const Digest digest = shift.digest();
  RowWork work;
  work.once = {digest, digest, ledger::Keep::forever};
  work.script = [shift, actor](live::Transaction& tx) { return publish(tx, shift, actor); };
  work.explain = [shift](const Refusal& refusal) { return fault_of(shift, refusal); };
  return work;
}

TermBook::TermBook(live::Driver& driver, TermKind kind)
    : driver_(driver), kind_(kind), known_(term_names(driver.read().state(), kind)) {}

void TermBook::meet(std::string_view text) {
  if (text.empty() || known_.contains(text)) return;
  known_.emplace(std::string(text), std::uint16_t{0});
  const auto define = [kind = kind_,
                       text = core::ShortText::of(text)](live::Transaction& tx) -> std::optional<Refusal> {
    if (tx.state().term(kind, text.view())) return std::nullopt;
    const auto defined = tx.decide(core::DefineTerm{kind, text}, {core::ActorKind::system, {}, {}});
    if (!defined) return defined.error();
    return std::nullopt;
  };
  driver_.submit({std::nullopt, define, nullptr});
}

Result<PublishReport> publish_templates(live::Driver& driver, const content::County& county, Day from,
                                        int days) {
  const auto setting = driver.setting();
  const SlotShapes shapes = shapes_of(county);
  std::map<std::string, std::string, std::less<>> team_of;
  for (const content::Worker& worker : county.workers) team_of.emplace(worker.code, worker.team);
  Publisher publisher(driver);
  for (Day day = from; day < from + days && !publisher.error(); day = day + 1) {
    const std::uint8_t weekday = weekday_of(day);
    const bool closed = nobody_works(setting->calendar, day, weekday);
    for (const content::ShiftTemplate& shift : county.shifts) {
      if (std::ranges::find(shift.days, weekday) == shift.days.end()) continue;
      if (closed) {
        publisher.report().on_holidays += shift.workers.size();
        continue;
      }
      for (const std::string& worker : shift.workers) {
        publisher.add({worker, team_of.find(worker)->second, shift.type, shift.room, day, shift.from,
                       shift.until, shapes.find(shift.type)->second});
      }
    }
  }
  publisher.flush();
  if (publisher.error()) return *publisher.error();
  return std::move(publisher.report());
}

}  // namespace vuoro::exchange
