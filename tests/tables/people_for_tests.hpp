#pragma once

#include "measures/world_for_tests.hpp"
#include "tables/groups.hpp"
#include "tables/history.hpp"

namespace vuoro::tables::testing {

using measures::noon;

/// The measures' small county, with people who are known.
struct People : measures::World {
  PersonId person(int years, AreaId area = AreaId{1}) {
    const Day born = day_of(2026, 3, 1) - years * 366;
    return PersonId{
        tell(core::RegisterPerson{born.n, core::Sex::female, core::Language::of("fi"), area, {}}, noon(0))};
  }
  MatterId ask(PersonId person, Instant at, core::Language language = core::Language::of("fi"),
               core::Interpreter interpreter = core::Interpreter::no) {
    core::ReceiveContact c;
    c.channel = core::Channel::phone;
    c.person = person;
    c.language = language;
    c.interpreter = interpreter;
    c.area = AreaId{1};
    c.age = measures::aged(40);
    return MatterId{tell(c, at)};
  }
  void close(MatterId m, Instant at, core::CloseReason reason = core::CloseReason::care_given) {
    tell(core::CloseMatter{m, reason}, at);
  }
  [[nodiscard]] History history(PersonId of, Instant now) const {
    return history_of(*core::Whole::open(state, measures::lead()), of, now);
  }
};

}  // namespace vuoro::tables::testing
