#include "core/applier.hpp"

namespace vuoro::core {

bool Applier::on(const ContactReceived& e) {
  if (e.matter.n != t_.matters.size() + 1 || (e.person && !t_.persons.has(e.person.n))) return false;
  MatterRow m;
  m.opened = at_;
  m.language = e.language;
  m.interpreter = e.interpreter;
  m.reach = e.reach;
  m.channel = e.channel;
  m.about = e.about;
  m.area = e.area;
  m.age = e.age;
  m.words = static_cast<std::uint32_t>(e.words.n);
  m.contacts = 1;
  m.queue_due = Moment::of(no_due);
  t_.matters.push(m);
  if (e.person) link(e.matter, e.person);
  return did(t_.matters[e.matter.n], Action::receive);
}

bool Applier::on(const MatterOpened& e) {
  if (!t_.matters.has(e.matter.n) || t_.matters[e.matter.n].team || !team(e.holder)) return false;
  MatterRow& m = t_.matters[e.matter.n];
  m.team = e.holder;
  m.domains = e.domains;
  pulse(m, e.pulse);
  put(t_.queues[e.holder.n], e.matter, m.queue_due);
  return touch(m);
}

bool Applier::on(const ContactRepeated& e) {
  if (!act(e.matter, Action::repeat)) return false;
  MatterRow& m = t_.matters[e.matter.n];
  m.contacts = counted_up(m.contacts);
  return true;
}

bool Applier::on(const PersonLinked& e) {
  if (!t_.persons.has(e.person.n) || !open(e.matter) || t_.matters[e.matter.n].person) return false;
  link(e.matter, e.person);
  t_.matters[e.matter.n].age = e.age;
  return act(e.matter, Action::link);
}

bool Applier::on(const MatterTaken& e) {
  if (!act(e.matter, Action::take)) return false;
  t_.matters[e.matter.n].staff = e.staff;
  return true;
}

bool Applier::on(const MatterReleased& e) {
  if (!act(e.matter, Action::release)) return false;
  MatterRow& m = t_.matters[e.matter.n];
  m.last_subject = m.staff.n;
  m.staff = {};
  return true;
}

bool Applier::on(const ContactAnswered& e) {
  if (!act(e.matter, Action::answer)) return false;
  MatterRow& m = t_.matters[e.matter.n];
  m.answered = at_;
  pulse(m, {promises::Trigger::contact_answered});
  return true;
}

bool Applier::on(const AnswerWithdrawn& e) {
  if (!open(e.matter)) return false;
  t_.matters[e.matter.n].answered = {};
  return undone(e.matter);
}

bool Applier::on(const NeedAssessed& e) {
  if (!act(e.matter, Action::assess)) return false;
  MatterRow& m = t_.matters[e.matter.n];
  m.assessed = at_;
  m.urgency = e.urgency;
  m.profession = e.profession;
  m.domains = e.domains;
  m.facts = e.facts;
  pulse(m, e.pulse);
  return true;
}

bool Applier::on(const AssessmentWithdrawn& e) {
  if (!open(e.matter)) return false;
  MatterRow& m = t_.matters[e.matter.n];
  m.assessed = {};
  m.urgency = Urgency::unassessed;
  m.profession = Profession::none;
  m.domains = e.domains;
  m.facts = e.facts;
  return undone(e.matter);
}

bool Applier::on(const FactRecorded& e) {
  if (!act(e.matter, Action::fact)) return false;
  pulse(t_.matters[e.matter.n], {e.trigger});
  return true;
}

bool Applier::on(const MatterClosed& e) {
  if (!act(e.matter, Action::close)) return false;
  MatterRow& m = t_.matters[e.matter.n];
  drop_offer(e.matter);
  take(t_.queues[m.team.n], e.matter, m.queue_due);
  m.status = MatterStatus::closed;
  t_.returned.erase(e.matter.n);
  seen_unused(e.matter);
  for (StepId s = m.first_step; s; s = t_.steps[s.n].older) untell(s, NoticeKind::visit_missed);
  m.closed = at_;
  m.close_reason = e.reason;
  pulse(m, {promises::Trigger::matter_closed});
  return true;
}

bool Applier::on(const MatterReopened& e) {
  if (!t_.matters.has(e.matter.n) || t_.matters[e.matter.n].status != MatterStatus::closed) return false;
  MatterRow& m = t_.matters[e.matter.n];
  const bool undoing = e.reason == ReopenReason::closing_undone;
  m.happened = m.happened.without(undoing ? m.pulse : TriggerSet{promises::Trigger::matter_closed});
  did(m, undoing ? Action::undo : Action::reopen);
  m.status = MatterStatus::open;
  m.closed = {};
  m.close_reason = CloseReason::none;
  if (!undoing) {
    std::uint8_t& times = t_.reopened[e.matter.n];
    times = counted_up(times);
  }
  m.queue_due = soonest(m);
  put(t_.queues[m.team.n], e.matter, m.queue_due);
  return true;
}

bool Applier::undone(MatterId id) {
  MatterRow& m = t_.matters[id.n];
  m.happened = m.happened.without(m.pulse);
  return act(id, Action::undo);
}

void Applier::link(MatterId matter, PersonId person) {
  MatterRow& m = t_.matters[matter.n];
  PersonRow& p = t_.persons[person.n];
  m.person = person;
  m.older_of_person = p.last_matter;
  p.last_matter = matter;
}

}  // namespace vuoro::core
