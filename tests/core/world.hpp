#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <boost/pfr/core.hpp>
#include <string>
#include <vector>

#include "core/apply.hpp"
#include "core/codec.hpp"
#include "core/decide.hpp"
#include "core/invariants.hpp"
#include "core/setting_for_tests.hpp"
#include "core/snapshot.hpp"

namespace vuoro::core::testing {

inline Actor staff(std::uint32_t who, TeamId team = nurses) {
  return {ActorKind::staff, StaffId{who}, team};
}
inline const Actor aino = staff(1);
inline const Actor bo = staff(2);
inline const Actor carita = staff(3, social);
inline const Actor resident{ActorKind::resident, {}, {}};
inline const Actor importer{ActorKind::import, {}, {}};
inline const Actor machine{ActorKind::system, {}, {}};

/// A State that commands are done to, with its event list and a clock. Monday 2025-03-10 08:00 at first.
class World {
 public:
  World() : World(setting_for_tests()) {}
  explicit World(Setting by) : setting(std::move(by)) {
    for (const char* area : {"Tikkurila", "Kerava"}) define(TermKind::area, area);
    for (const char* team : {"nurses", "social", "dental"}) define(TermKind::team, team);
    for (const char* service : {"doctor", "social-assessment", "dentist", "self-care"})
      define(TermKind::service, service);
    for (const promises::Rule& r : setting.pack.rules()) define(TermKind::rule, r.code);
    for (const char* worker : {"anna", "berit", "cecilia"}) define(TermKind::worker, worker);
    define(TermKind::room, "12");
    for (const char* type : {"nurse", "dentist", "urgent"}) define(TermKind::slot_type, type);
    for (const char* line : {"main", "dental"}) define(TermKind::line, line);
    for (const char* navigator : {"what-help", "what-help:mood"}) define(TermKind::navigator, navigator);
    for (const char* table : {"criteria", "groups"}) define(TermKind::table, table);
    for (const char* segment : {"on-their-own", "together"}) define(TermKind::segment, segment);
  }

  State state;
  Setting setting;
  Instant now = at(2025, 3, 10, 8);
  std::vector<Entry> entries;
  bool fitted = true;  ///< Whether every event of every decision fitted.

  Result<std::uint32_t, Refusal> attempt(const Command& command, const Actor& actor) {
    Result<Decision, Refusal> decided = decide(state, setting, command, actor, now);
    if (!decided) return decided.error();
    for (const Event& event : decided->events) {
      const Stamp stamp{now, now, actor.staff, actor.kind};
      fitted = apply(state, event, stamp) && fitted;
      entries.push_back({event, stamp, 0});
    }
    return decided->subject;
  }
  /// The subject's number; the test fails when the command is refused.
  std::uint32_t must(const Command& command, const Actor& actor = aino) {
    const auto done = attempt(command, actor);
    EXPECT_TRUE(done.ok()) << "refused with code " << (done.ok() ? 0 : static_cast<int>(done.error().code));
    EXPECT_TRUE(fitted) << "an event of decide did not fit";
    return done.ok() ? *done : 0;
  }
  /// Why the command is refused; the test fails when it is not.
  RefusalCode refused(const Command& command, const Actor& actor = aino) {
    const StateHash before = hash_of(state);
    const auto done = attempt(command, actor);
    EXPECT_FALSE(done.ok()) << "the command was accepted";
    if (done.ok()) return static_cast<RefusalCode>(255);
    EXPECT_EQ(before, hash_of(state)) << "a refused command changed something";
    return done.error().code;
  }

  /// Whether the command is accepted; it is done then.
  bool accepts(const Command& command, const Actor& actor = aino) { return attempt(command, actor).ok(); }

  void wait(std::int64_t seconds) { now.s += seconds; }

  PersonId person(std::int32_t born, TeamId home = {}, AreaId area = tikkurila) {
    return PersonId{must(RegisterPerson{born, Sex::female, Language::of("fi"), area, home}, importer)};
  }
  MatterId contact(ReceiveContact c = {}, const Actor& by = resident) { return MatterId{must(c, by)}; }
  MatterId contact_of(PersonId person) {
    ReceiveContact c;
    c.person = person;
    return contact(c);
  }
  void assess(MatterId m, DomainSet domains = {Domain::health}, FactSet facts = {}, const Actor& by = aino) {
    must(AssessNeed{m, Urgency::non_urgent, Profession::nurse, domains, facts}, by);
  }
  StepId propose(MatterId m, ServiceId service = doctor_visit, const Actor& by = aino) {
    return StepId{must(ProposeStep{m, service, no_due}, by)};
  }
  StepId booked(MatterId m, Instant begin, ServiceId service = doctor_visit, std::uint16_t minutes = 30) {
    const StepId step = propose(m, service);
    must(BookStep{step, begin, minutes, Mode::visit});
    return step;
  }

  /// Publishes a run of half-hour slots; the first one's number.
  SlotId slots(WorkerId worker, Instant begin, std::uint16_t count = 1, SlotTypeId type = nurse_time,
               std::uint8_t capacity = 1, TeamId team = nurses) {
    PublishSlots c;
    c.worker = worker;
    c.team = team;
    c.type = type;
    c.begin = begin;
    c.count = count;
    c.minutes = 30;
    c.capacity = capacity;
    return SlotId{must(c, importer)};
  }
  [[nodiscard]] const SlotRow& slot(SlotId s) const { return tables().slots[s.n]; }

  [[nodiscard]] const Tables& tables() const { return Access::tables(state); }
  [[nodiscard]] const MatterRow& matter(MatterId m) const { return tables().matters[m.n]; }
  [[nodiscard]] int reopened(MatterId m) const {
    const auto found = tables().reopened.find(m.n);
    return found == tables().reopened.end() ? 0 : found->second;
  }
  [[nodiscard]] const StepRow& step(StepId s) const { return tables().steps[s.n]; }
  [[nodiscard]] std::string_view code(PromiseId p) const {
    return state.term_text(TermKind::rule, tables().limits[tables().promises[p.n].limit - 1U].rule.n);
  }
  /// The newest promise of the rule on the matter; none when it never ran.
  [[nodiscard]] PromiseId promise_id(MatterId m, std::string_view rule_code) const {
    for (PromiseId p = matter(m).first_promise; p; p = tables().promises[p.n].older) {
      if (code(p) == rule_code) return p;
    }
    return {};
  }
  [[nodiscard]] PromiseRow promise(MatterId m, std::string_view rule_code) const {
    const PromiseId id = promise_id(m, rule_code);
    EXPECT_TRUE(id) << "no promise of " << rule_code;
    return id ? tables().promises[id.n] : PromiseRow{};
  }
  [[nodiscard]] std::size_t promise_count(MatterId m, std::string_view rule_code) const {
    std::size_t n = 0;
    for (PromiseId p = matter(m).first_promise; p; p = tables().promises[p.n].older)
      n += code(p) == rule_code;
    return n;
  }
  [[nodiscard]] bool queued(TeamId team, MatterId m) const { return holds(tables().queues[team.n], m); }
  [[nodiscard]] bool on_offer(TeamId team, MatterId m) const { return holds(tables().offers[team.n], m); }
  [[nodiscard]] std::vector<Violation> faults() const { return violations(state, setting.calendar); }

 private:
  void define(TermKind kind, std::string_view text) { must(DefineTerm{kind, ShortText::of(text)}, machine); }
  static bool holds(const Queue& queue, MatterId m) {
    return std::any_of(queue.begin(), queue.end(), [m](std::uint64_t key) { return matter_of(key) == m; });
  }
};

/// A promise's end as a test says it.
struct End {
  PromiseState state{};
  Instant at;
  friend bool operator==(const End&, const End&) = default;
};
inline End end_of(const PromiseRow& p) {
  return {p.state, p.ended.instant()};
}
inline std::ostream& operator<<(std::ostream& out, const End& e) {
  return out << "state " << static_cast<int>(e.state) << " at " << e.at.s;
}

}  // namespace vuoro::core::testing
