#include "core/applier.hpp"
#include "core/hands.hpp"

namespace vuoro::core {

bool Applier::on(const HandOverOffered& e) {
  if (!team(e.to) || !open(e.matter) || t_.matters[e.matter.n].offered_to) return false;
  act(e.matter, Action::offer);
  MatterRow& m = t_.matters[e.matter.n];
  m.offered_to = e.to;
  t_.returned.erase(e.matter.n);
  t_.open_offers[e.matter.n] = {at_, e.reason};
  put(t_.offers[e.to.n], e.matter, m.queue_due);
  return true;
}

bool Applier::on(const HandOverAccepted& e) {
  if (!offered(e.matter) || t_.matters[e.matter.n].offered_to != e.team) return false;
  act(e.matter, Action::accept);
  MatterRow& m = t_.matters[e.matter.n];
  drop_offer(e.matter);
  take(t_.queues[m.team.n], e.matter, m.queue_due);
  put(t_.queues[e.team.n], e.matter, m.queue_due);
  m.team = e.team;
  m.staff = e.staff;
  m.hands = counted_up(m.hands);
  return true;
}

bool Applier::on(const HandOverDeclined& e) {
  if (!offered(e.matter)) return false;
  act(e.matter, Action::decline);
  drop_offer(e.matter);
  t_.returned[e.matter.n] = {at_, e.by, e.reason};
  return true;
}

bool Applier::on(const HandOverWithdrawn& e) {
  if (!offered(e.matter)) return false;
  act(e.matter, Action::withdraw);
  drop_offer(e.matter);
  return true;
}

bool Applier::on(const HandOverLapsed& e) {
  if (!offered(e.matter) || t_.matters[e.matter.n].offered_to != e.from) return false;
  act(e.matter, Action::lapse);
  drop_offer(e.matter);
  t_.returned[e.matter.n] = {at_, e.from, DeclineReason::none};
  return true;
}

bool Applier::on(const ConsultationAsked& e) {
  if (e.consultation.n != t_.consultations.size() + 1 || !team(e.to) || !act(e.matter, Action::consult))
    return false;
  std::uint32_t& newest = t_.consulted[e.matter.n];
  t_.consultations.push({e.matter,
                         ConsultationId{newest},
                         e.to,
                         stamp_.by,
                         {},
                         at_,
                         {},
                         static_cast<std::uint32_t>(e.words.n),
                         0});
  newest = e.consultation.n;
  t_.asked[e.to.n].insert(asked_key(at_, e.consultation));
  return true;
}

bool Applier::on(const ConsultationAnswered& e) {
  if (!end_question(e.consultation, Action::answer_colleague)) return false;
  ConsultationRow& row = t_.consultations[e.consultation.n];
  row.answerer = stamp_.by;
  row.answer = static_cast<std::uint32_t>(e.words.n);
  return true;
}

bool Applier::on(const ConsultationWithdrawn& e) {
  return end_question(e.consultation, Action::withdraw_question);
}

bool Applier::on(const MatterJoined& e) {
  if (!open(e.matter) || !open(e.into) || e.matter == e.into) return false;
  if (!t_.joined_into.emplace(e.matter.n, e.into.n).second) return false;
  t_.duplicates.insert(place_key(e.into, e.matter));
  return touch(t_.matters[e.matter.n]);
}

bool Applier::on(const MatterSeparated& e) {
  const auto joined = t_.joined_into.find(e.matter.n);
  if (joined == t_.joined_into.end() || joined->second != e.from.n) return false;
  t_.joined_into.erase(joined);
  t_.duplicates.erase(place_key(e.from, e.matter));
  return touch(t_.matters[e.matter.n]);
}

bool Applier::on(const ContactWithdrawn& e) {
  if (!t_.matters.has(e.matter.n)) return false;
  MatterRow& m = t_.matters[e.matter.n];
  if (m.contacts > 1) --m.contacts;
  return touch(m);
}

bool Applier::end_question(ConsultationId id, Action action) {
  if (!t_.consultations.has(id.n) || t_.consultations[id.n].ended) return false;
  ConsultationRow& row = t_.consultations[id.n];
  if (!act(row.matter, action)) return false;
  t_.asked[row.to.n].erase(asked_key(row.asked, id));
  row.ended = at_;
  return true;
}

void Applier::drop_offer(MatterId id) {
  MatterRow& m = t_.matters[id.n];
  if (!m.offered_to) return;
  take(t_.offers[m.offered_to.n], id, m.queue_due);
  m.offered_to = {};
  t_.open_offers.erase(id.n);
}

}  // namespace vuoro::core
