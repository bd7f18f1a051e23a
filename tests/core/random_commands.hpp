#pragma once

#include <rapidcheck.h>

#include <array>
#include <ostream>
#include <string>
#include <vector>

#include "core/world.hpp"

/// Command lists for property tests. An Op is a few small numbers that become a command in the light of the
/// State it meets, so that shortening a failing list leaves the rest meaningful, and smaller numbers are
/// simpler commands.
namespace vuoro::core::testing {

struct Op {
  std::uint8_t kind = 0;
  std::uint8_t actor = 0;
  std::uint8_t a = 0;  ///< Which matter, step, promise or person; most often the one spoken of last.
  std::uint8_t b = 0;
  std::uint8_t c = 0;
  std::uint8_t jump = 0;  ///< How much later than the one before.
};

struct Done {
  Command command;
  Actor actor;
};

/// Kinds by number, the commonest and simplest first.
inline constexpr std::array op_names = {
    "onward",   "receive", "assess", "propose", "book", "complete", "take",   "answer", "undo",
    "close",    "offer",   "accept", "fact",    "link", "cancel",   "miss",   "refuse", "release",
    "withdraw", "decline", "reopen", "extend",  "void", "repeat",   "person", "term"};
/// Kinds as often as they are to come; each at least once.
inline constexpr std::array<std::uint8_t, 52> often = {
    0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25,
    0, 0, 0, 0, 0, 0, 0, 0, 8, 8, 8,  8,  8,  10, 10, 11, 11, 18, 19, 14, 15, 16, 17, 20, 21, 21};
inline constexpr std::array<std::int64_t, 12> jumps = {0,    0,    1,     60,     600,        601,
                                                       3600, 7200, 43200, 86'400, 9 * 86'400, 100 * 86'400};

/// A number of an existing thing, the newest for 0; now and then 0 or one too many.
inline std::uint32_t pick(std::uint8_t n, std::size_t size) {
  if (n >= 250) return n % 2 == 0 ? 0 : static_cast<std::uint32_t>(size + 1);
  return size == 0 ? 1 : static_cast<std::uint32_t>(size - n % size);
}

template <class E>
E member(std::uint8_t n, unsigned count) {
  return static_cast<E>(n % count);
}

/// The matter that the last event was about.
inline MatterId latest_matter(const World& w) {
  return w.entries.empty() ? MatterId{} : subject_of(w.state, w.entries.back().event);
}

inline MatterId matter_for(const World& w, const Op& op) {
  const MatterId latest = latest_matter(w);
  return latest && op.a % 4 != 3 ? latest : MatterId{pick(op.a, w.tables().matters.size())};
}

/// One of the matter's steps or promises, mostly the newest; any of all now and then.
template <class Id, class Row>
Id row_for(const Table<Row>& rows, Id newest, const Op& op) {
  if (!newest || op.a % 4 == 3) return Id{pick(op.a, rows.size())};
  Id id = newest;
  for (unsigned skip = op.c % 6; skip > 0 && rows[id.n].older; --skip) id = rows[id.n].older;
  return id;
}

/// Mostly whoever can do it: the holder's people, for an offer the receiver's, for undo who did it.
inline Actor actor_of(const World& w, const Op& op, MatterId m) {
  const std::string_view kind = op_names[op.kind];
  const bool there = w.tables().matters.has(m.n);
  const TeamId holder = there ? w.matter(m).team : nurses;
  const TeamId receiver = there && w.matter(m).offered_to ? w.matter(m).offered_to : social;
  switch (op.actor % 12) {
    case 8:
      return staff(4, receiver);
    case 9:
      return staff(1, TeamId{static_cast<std::uint16_t>(1 + op.c % 3)});
    case 10:
      return op.c % 2 == 0 ? importer : machine;
    case 11:
      return resident;
    default:
      if (kind == "accept" || kind == "decline") return staff(5, receiver);
      if (kind == "undo" && there) return staff(w.matter(m).last_by.n, holder);
      return staff(1U + op.actor % 2U, holder);
  }
}

inline constexpr std::array fact_triggers = {
    Trigger::dentist_need_found, Trigger::callback_reached, Trigger::forecast_recorded,
    Trigger::decision_made,      Trigger::service_started,  Trigger::assessment_started,
    Trigger::visit_realised,     Trigger::care_started,     Trigger::matter_pending,
    Trigger::hta_done,           Trigger::callback_asked,   Trigger::matter_closed};

inline Command contact_command(const World& w, const Op& op) {
  ReceiveContact c;
  c.channel = member<Channel>(op.b, 9);
  const std::size_t persons = w.tables().persons.size();
  if (op.a % 3 != 0 && persons != 0) c.person = PersonId{pick(op.a, persons)};
  c.area = AreaId{static_cast<std::uint16_t>(op.c % 8 < 6 ? 0 : op.c % 4)};
  c.team = TeamId{static_cast<std::uint16_t>(op.c % 11 == 10 ? op.b % 5 : 0)};
  if (op.c % 3 == 1) c.age = Age{static_cast<std::uint8_t>(op.b % 60)};
  return c;
}

inline constexpr std::array<DomainSet, 6> domain_choices = {
    DomainSet{Domain::health},
    DomainSet{Domain::oral},
    DomainSet{Domain::social},
    DomainSet{Domain::health, Domain::social},
    DomainSet{Domain::health, Domain::oral, Domain::social},
    DomainSet{}};

inline Command assess_command(const Op& op, MatterId m) {
  const std::array<FactSet, 4> facts = {FactSet{}, FactSet{Fact::urgent}, FactSet{Fact::certificate_only},
                                        FactSet{Fact::written_contact}};
  const Urgency urgency = op.c % 16 == 15 ? Urgency::unassessed : Urgency::non_urgent;
  return AssessNeed{m, urgency, Profession::nurse, domain_choices[op.b % 6U], facts[op.c % 4U]};
}

inline Command promise_command(const World& w, const Op& op, PromiseId p) {
  const auto reason = member<Reason>(op.b, 13);
  if (op_names[op.kind] == std::string_view("void")) return VoidPromise{p, reason};
  const std::array wanted = {Reason::medical_reason, Reason::plan_interval, Reason::patient_choice_later,
                             reason};
  ExtendPromise e{p, wanted[op.b % 4U]};
  if (op.c % 3 != 0 && w.tables().promises.has(p.n)) {
    e.until = calendar::local_day(w.tables().promises[p.n].due.instant()) + (op.c % 50 - 5);
  }
  return e;
}

inline Command step_command(const World& w, const Op& op, StepId s, std::string_view kind) {
  if (kind == "book") {
    const Instant begin = w.now + std::chrono::seconds{(op.b % 8 - 1) * 1800};
    return BookStep{s, begin, static_cast<std::uint16_t>(op.c % 4 * 20), member<Mode>(op.c, 4)};
  }
  if (kind == "complete")
    return CompleteStep{s, member<Outcome>(static_cast<std::uint8_t>(op.b % 15 + 1), 6)};
  if (kind == "cancel") return CancelBooking{s, member<CancelledBy>(op.b, 5)};
  if (kind == "miss") return MissStep{s};
  return RefuseStep{s};
}

inline Command matter_command(const Op& op, MatterId m, std::string_view kind) {
  const TeamId to{static_cast<std::uint16_t>(1 + op.b % 4)};
  if (kind == "take") return TakeMatter{m};
  if (kind == "answer") return AnswerContact{m};
  if (kind == "undo") return UndoLast{m};
  if (kind == "close")
    return CloseMatter{m, member<CloseReason>(static_cast<std::uint8_t>(op.b % 25 + 1), 13)};
  if (kind == "offer") return OfferHandOver{m, to, member<OfferReason>(op.c, 6)};
  if (kind == "accept") return AcceptHandOver{m};
  if (kind == "fact") return RecordFact{m, fact_triggers[op.b % fact_triggers.size()]};
  if (kind == "release") return ReleaseMatter{m};
  if (kind == "withdraw") return WithdrawHandOver{m};
  if (kind == "decline") return DeclineHandOver{m, member<DeclineReason>(op.b, 5)};
  if (kind == "reopen") return ReopenMatter{m, member<ReopenReason>(op.b, 4)};
  if (kind == "repeat") return RepeatContact{m, member<Channel>(op.b, 9), {}};
  if (kind == "assess") return assess_command(op, m);
  return ProposeStep{m, ServiceId{static_cast<std::uint16_t>(1 + op.b % 5)},
                     op.c % 8 == 7 ? Instant{op.c} : no_due};
}

/// What a matter needs next on its way to a held visit.
inline std::string_view next_of(const World& w, MatterId m) {
  if (!w.tables().matters.has(m.n)) return "receive";
  const MatterRow& row = w.matter(m);
  if (row.status == MatterStatus::closed) return "receive";
  if (!row.assessed) return "assess";
  if (!row.first_step || ended(w.step(row.first_step).state)) return "propose";
  return w.step(row.first_step).state == StepState::booked ? "complete" : "book";
}

/// The command that the numbers mean here, and who gives it.
inline Done meant(const World& w, const Op& op) {
  const Tables& t = w.tables();
  MatterId m = matter_for(w, op);
  const bool onward = op_names[op.kind] == std::string_view("onward");
  const std::string_view kind = onward ? next_of(w, m) : std::string_view(op_names[op.kind]);
  if (kind == "receive") return {contact_command(w, op), op.c % 5 == 4 ? importer : resident};
  if (kind == "person") {
    const std::int32_t born = op.b % 5 == 4 ? no_birth_day : day_of(2002, 3, 1).n + op.b * 2 - op.c * 40;
    return {RegisterPerson{born,
                           Sex::other,
                           {},
                           AreaId{static_cast<std::uint16_t>(op.c % 4)},
                           TeamId{static_cast<std::uint16_t>(op.a % 7 == 6 ? 1 + op.b % 4 : 0)}},
            importer};
  }
  if (kind == "term") {
    return {DefineTerm{member<TermKind>(op.a, 4), ShortText::of(std::string(op.b % 5, 'x'))}, machine};
  }
  if (kind == "link") {
    return {LinkPerson{m, PersonId{pick(op.b, t.persons.size())}}, actor_of(w, op, m)};
  }
  if (kind == "extend" || kind == "void") {
    const PromiseId p = row_for(t.promises, t.matters.has(m.n) ? w.matter(m).first_promise : PromiseId{}, op);
    if (t.promises.has(p.n)) m = t.promises[p.n].matter;
    return {promise_command(w, op, p), actor_of(w, op, m)};
  }
  if (kind == "book" || kind == "complete" || kind == "cancel" || kind == "miss" || kind == "refuse") {
    const StepId s = row_for(t.steps, t.matters.has(m.n) ? w.matter(m).first_step : StepId{}, op);
    if (t.steps.has(s.n)) m = t.steps[s.n].matter;
    return {step_command(w, op, s, kind), actor_of(w, op, m)};
  }
  return {matter_command(op, m, kind), actor_of(w, op, m)};
}

/// Undo comes soon after, if it is to be more than a refusal.
inline std::int64_t jump_before(const Op& op) {
  return op_names[op.kind] == std::string_view("undo") ? jumps[op.jump % 7U] : jumps[op.jump];
}

inline std::ostream& operator<<(std::ostream& out, const Op& op) {
  const auto n = [](std::uint8_t v) { return static_cast<int>(v); };
  return out << op_names[op.kind] << "{" << n(op.actor) << "," << n(op.a) << "," << n(op.b) << "," << n(op.c)
             << "," << n(op.jump) << "}";
}

/// The list as far as it was done, for the report of a failure.
class Story {
 public:
  void tell(const World& w, const Op& op, const Done& done, bool accepted) {
    RC_LOG() << "t+" << (w.now - at(2025, 3, 10, 8)).count() << " s " << op_names[op.kind] << " "
             << subject(done.command) << " by " << static_cast<int>(done.actor.kind) << "/"
             << done.actor.staff.n << " of team " << done.actor.team.n << (accepted ? "" : " refused") << "  "
             << op << "\n";
  }

 private:
  static std::string subject(const Command& command) {
    return std::visit(
        [](const auto& c) -> std::string {
          if constexpr (requires { c.matter; }) return "matter " + std::to_string(c.matter.n);
          if constexpr (requires { c.step; }) return "step " + std::to_string(c.step.n);
          if constexpr (requires { c.promise; }) return "promise " + std::to_string(c.promise.n);
          if constexpr (requires { c.person; }) return "person " + std::to_string(c.person.n);
          return "";
        },
        command);
  }
};

}  // namespace vuoro::core::testing

namespace rc {

template <>
struct Arbitrary<vuoro::core::testing::Op> {
  static Gen<vuoro::core::testing::Op> arbitrary() {
    using vuoro::core::testing::Op;
    const auto byte = gen::inRange<std::uint8_t>(0, 64);
    const auto kind = gen::map(gen::inRange<std::size_t>(0, vuoro::core::testing::often.size()),
                               [](std::size_t n) { return vuoro::core::testing::often[n]; });
    return gen::build<Op>(
        gen::set(&Op::kind, kind), gen::set(&Op::actor, gen::inRange<std::uint8_t>(0, 12)),
        gen::set(&Op::a, gen::oneOf(byte, gen::arbitrary<std::uint8_t>())), gen::set(&Op::b, byte),
        gen::set(&Op::c, byte),
        gen::set(&Op::jump, gen::inRange<std::uint8_t>(0, vuoro::core::testing::jumps.size())));
  }
};

}  // namespace rc
