#include <algorithm>

#include "calendar/counting.hpp"
#include "calendar/zone.hpp"
#include "core/draft.hpp"
#include "core/timetable.hpp"

/// Terms, persons, contacts, and who of the holding team has a matter.
namespace vuoro::core {

namespace {

using promises::Trigger;

bool known_area(const Draft& d, AreaId area) {
  return area.n <= d.t.of(TermKind::area).texts.size();
}

/// Whether the person would have two bookings at once if the matter were theirs.
bool double_booked(const Draft& d, const MatterRow& m, PersonId person) {
  for (StepId step = m.first_step; step; step = d.t.steps[step.n].older) {
    const StepRow& s = d.t.steps[step.n];
    if (s.state != StepState::booked) continue;
    bool clash = timetable::overlaps(d.t, person, s.begin.instant(), s.minutes);
    timetable::for_each_place(d.t, step, [&](SlotId id, const PlaceRow& place) {
      const SlotRow& slot = d.t.slots[id.n];
      clash = clash || (place.state == PlaceState::booked &&
                        timetable::overlaps(d.t, person, slot.begin.instant(), slot.minutes));
    });
    if (clash) return true;
  }
  return false;
}

/// A day a living person can have been born on.
bool birth_day_possible(std::int32_t born, Day today) {
  return born == no_birth_day || (born > day_of(1850, 1, 1).n && born <= today.n);
}

}  // namespace

Age age_of(const Draft& d, PersonId person, Instant when) {
  const std::int32_t born = d.t.persons[person.n].born;
  if (born == no_birth_day) return {};
  const std::uint8_t years = calendar::age_on(Day{born}, calendar::local_day(when));
  return {std::min<std::uint8_t>(years, 150)};
}

TeamId route(const Draft& d, AreaId area) {
  const auto& by_area = d.setting.team_of_area;
  if (area.n < by_area.size() && by_area[area.n]) return by_area[area.n];
  return d.setting.default_team;
}

Answer decide_on(Draft& d, const DefineTerm& c) {
  const Terms& terms = d.t.of(c.kind);
  if (c.text.size == 0) return Refusal{RefusalCode::bad_text};
  if (const auto found = terms.numbers.find(c.text.view()); found != terms.numbers.end()) {
    return Refusal{RefusalCode::term_exists, found->second};
  }
  if (terms.texts.size() >= UINT16_MAX - 1) return Refusal{RefusalCode::too_many_terms};
  const auto number = static_cast<std::uint16_t>(terms.texts.size() + 1);
  d.emit(TermDefined{c.kind, number, c.text});
  d.decision.subject = number;
  return {};
}

Answer decide_on(Draft& d, const RegisterPerson& c) {
  if (!birth_day_possible(c.born, calendar::local_day(d.now))) return Refusal{RefusalCode::bad_birth_day};
  if (!known_area(d, c.area)) return Refusal{RefusalCode::unknown_area, c.area.n};
  if (c.home_team && !known(d, TermKind::team, c.home_team.n))
    return Refusal{RefusalCode::unknown_team, c.home_team.n};
  const PersonId id{static_cast<std::uint32_t>(d.t.persons.size() + 1)};
  d.emit(PersonRegistered{id, c.born, c.sex, c.mother_tongue, c.area, c.home_team});
  d.decision.subject = id.n;
  return {};
}

Answer decide_on(Draft& d, const ReceiveContact& c) {
  if (c.channel == Channel::outreach) return Refusal{RefusalCode::system_only};
  if (c.person && !d.t.persons.has(c.person.n)) return Refusal{RefusalCode::unknown_person, c.person.n};
  if (!known_area(d, c.area)) return Refusal{RefusalCode::unknown_area, c.area.n};
  AreaId area = c.area;
  Age age = c.age;
  TeamId team = c.team;
  if (c.person) {
    const PersonRow& p = d.t.persons[c.person.n];
    if (!area) area = p.area;
    if (!team) team = p.home_team;
    // The register knows better than a form; an importing source tells the age it had on that day.
    if (d.actor.kind != ActorKind::import || !age.known()) {
      if (const Age registered = age_of(d, c.person, d.now); registered.known()) age = registered;
    }
  }
  if (!team) team = route(d, area);
  if (c.advice && (c.advice.verdict != Verdict::routed || !c.team))
    return Refusal{RefusalCode::unknown_version, c.advice.table.n};
  if (const Answer refused = weigh(d, c.advice)) return refused;
  if (!known(d, TermKind::team, team.n)) return Refusal{RefusalCode::unknown_team, team.n};
  if (c.led_by && !known(d, TermKind::navigator, c.led_by.n))
    return Refusal{RefusalCode::unknown_navigator, c.led_by.n};

  const MatterId id{static_cast<std::uint32_t>(d.t.matters.size() + 1)};
  TriggerSet pulse{Trigger::contact_received};
  if (c.channel == Channel::callback) pulse.insert(Trigger::callback_asked);
  promises::FactSet facts;
  if (written(c.channel)) facts.insert(promises::Fact::written_contact);
  d.emit(ContactReceived{id, c.channel, c.about, c.person, c.language, c.interpreter, c.reach, area, age,
                         c.words});
  d.emit(MatterOpened{id, team, d.setting.contact_domains, pulse});
  note_advice(d, id, {}, c.advice, Otherwise::none);
  if (c.led_by) d.emit(NavigatorLed{id, c.led_by});
  const Situation situation{id,          d.setting.contact_domains, facts, age, no_birth_day, d.now, d.now,
                            std::nullopt};
  pulse.for_each([&](Trigger trigger) { d.start_promises(trigger, situation, d.now); });
  d.decision.subject = id.n;
  return {};
}

Answer decide_on(Draft& d, const RepeatContact& c) {
  if (!d.t.matters.has(c.matter.n)) return Refusal{RefusalCode::unknown_matter, c.matter.n};
  const MatterRow& m = d.t.matters[c.matter.n];
  if (m.status == MatterStatus::closed) return Refusal{RefusalCode::matter_closed, c.matter.n};
  if (d.now < m.opened.instant()) return Refusal{RefusalCode::bad_time, c.matter.n};
  d.emit(ContactRepeated{c.matter, c.channel, c.words});
  d.decision.subject = c.matter.n;
  return {};
}

Answer decide_on(Draft& d, const LinkPerson& c) {
  const Held held = held_open(d, c.matter);
  if (held.refusal) return held.refusal;
  if (!d.t.persons.has(c.person.n)) return Refusal{RefusalCode::unknown_person, c.person.n};
  if (held.row->person) return Refusal{RefusalCode::already_linked, held.row->person.n};
  if (double_booked(d, *held.row, c.person)) {
    return Refusal{RefusalCode::overlapping_booking, c.person.n};
  }
  const Age registered = age_of(d, c.person, held.row->opened.instant());
  const Age age = registered.known() ? registered : held.row->age;
  d.emit(PersonLinked{c.matter, c.person, age});
  if (age.known()) {
    Situation situation = d.situation_of(c.matter, *held.row);
    situation.age = age;
    situation.born = d.t.persons[c.person.n].born;
    d.replace_assumed(*held.row, situation);
  }
  d.decision.subject = c.matter.n;
  return {};
}

Answer decide_on(Draft& d, const TakeMatter& c) {
  const Held held = held_open(d, c.matter);
  if (held.refusal) return held.refusal;
  if (!d.actor.staff) return Refusal{RefusalCode::staff_only, c.matter.n};
  if (held.row->staff == d.actor.staff) return Refusal{RefusalCode::already_yours, c.matter.n};
  if (held.row->staff) return Refusal{RefusalCode::already_taken, held.row->staff.n};
  if (const Answer full = chats_full(d, c.matter)) return full;
  d.emit(MatterTaken{c.matter, d.actor.staff});
  d.decision.subject = c.matter.n;
  return {};
}

Answer decide_on(Draft& d, const ReleaseMatter& c) {
  const Held held = held_open(d, c.matter);
  if (held.refusal) return held.refusal;
  if (!held.row->staff) return Refusal{RefusalCode::not_taken, c.matter.n};
  d.emit(MatterReleased{c.matter});
  d.decision.subject = c.matter.n;
  return {};
}

void answer_contact(Draft& d, MatterId id, const MatterRow& m) {
  d.emit(ContactAnswered{id});
  d.stop_promises(m, {Trigger::contact_answered}, d.now);
  d.start_promises(Trigger::contact_answered, d.situation_of(id, m), d.now);
}

Answer decide_on(Draft& d, const AnswerContact& c) {
  const Held held = held_open(d, c.matter);
  if (held.refusal) return held.refusal;
  if (held.row->answered) return Refusal{RefusalCode::already_answered, c.matter.n};
  answer_contact(d, c.matter, *held.row);
  d.decision.subject = c.matter.n;
  return {};
}

}  // namespace vuoro::core
