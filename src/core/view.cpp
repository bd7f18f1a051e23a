#include "core/view.hpp"

#include <algorithm>

#include "core/callbacks.hpp"
#include "core/hands.hpp"
#include "core/timetable.hpp"
#include "core/unused.hpp"

namespace vuoro::core {

namespace {

/// Whether the team gives a step of the matter, or one of its professionals has a place in one's visit.
bool provides_step(const Tables& t, const MatterRow& m, TeamId team) {
  for (StepId s = m.first_step; s; s = t.steps[s.n].older) {
    if (ended(t.steps[s.n].state)) continue;
    bool theirs = t.steps[s.n].team == team;
    timetable::for_each_place(t, s, [&](SlotId slot, const PlaceRow& place) {
      theirs = theirs || (place.state != PlaceState::left && t.slots[slot.n].team == team);
    });
    if (theirs) return true;
  }
  return false;
}

/// Whether the team has an open question about the matter.
bool asked(const Tables& t, MatterId id, TeamId team) {
  bool any = false;
  for_each_question(t, id, [&](ConsultationId, const ConsultationRow& row) {
    any = any || (!row.ended && row.to == team);
  });
  return any;
}

bool sees(const Tables& t, const Viewer& viewer, MatterId id) {
  const MatterRow& m = t.matters[id.n];
  switch (viewer.role()) {
    case Role::resident:
      return viewer.purpose() == Purpose::own_matter && viewer.matter() == id;
    case Role::professional:
      return viewer.purpose() == Purpose::care && viewer.team() &&
             (m.team == viewer.team() || m.offered_to == viewer.team() ||
              provides_step(t, m, viewer.team()) || asked(t, id, viewer.team()));
    case Role::lead:
    case Role::analyst:
      return viewer.purpose() == Purpose::steering || viewer.purpose() == Purpose::publishing;
    case Role::system:
      return viewer.purpose() == Purpose::operations;
    case Role::admin:
      return false;
  }
  return false;
}

bool in_part(const Tables& t, MatterId id, QueuePart part, StaffId me) {
  const MatterRow& m = t.matters[id.n];
  switch (part) {
    case QueuePart::all:
    case QueuePart::offered:
    case QueuePart::asked:
      return true;
    case QueuePart::returned:
      return t.returned.contains(id.n);
    case QueuePart::untaken:
      return !m.staff;
    case QueuePart::mine:
      return m.staff == me && me;
    case QueuePart::callbacks:
      return awaits_call(t, id);
  }
  return false;
}

PromiseId soonest(const Tables& t, const MatterRow& m) {
  PromiseId best;
  for (PromiseId p = m.first_promise; p; p = t.promises[p.n].older) {
    if (t.promises[p.n].state != PromiseState::running) continue;
    if (!best || t.promises[p.n].due <= t.promises[best.n].due) best = p;
  }
  return best;
}

}  // namespace

bool visible(const State& state, const Viewer& viewer, MatterId matter) {
  const Tables& t = Access::tables(state);
  return t.matters.has(matter.n) && sees(t, viewer, matter);
}

std::optional<MatterSight> View::matter(MatterId id) const {
  if (!visible(state_, viewer_, id)) return std::nullopt;
  const Tables& t = Access::tables(state_);
  MatterSight sight{id, &t.matters[id.n], nullptr, {}, {}};
  if (sight.row->person) sight.person = &t.persons[sight.row->person.n];
  for (PromiseId p = sight.row->first_promise; p; p = t.promises[p.n].older) sight.promises.push_back(p);
  for (StepId s = sight.row->first_step; s; s = t.steps[s.n].older) sight.steps.push_back(s);
  return sight;
}

const PromiseRow& View::promise(PromiseId id) const {
  return Access::tables(state_).promises[id.n];
}

const LimitRow& View::limit(const PromiseRow& promise) const {
  return Access::tables(state_).limits[promise.limit - 1U];
}

const OfferRow& View::offer(MatterId id) const {
  return Access::tables(state_).open_offers.find(id.n)->second;
}

std::uint8_t View::reopened(MatterId id) const {
  const auto& times = Access::tables(state_).reopened;
  const auto found = times.find(id.n);
  return found == times.end() ? std::uint8_t{0} : found->second;
}

Instant View::offer_lapses(MatterId id, const Setting& setting) const {
  return lapse_at(Access::tables(state_), setting, id);
}

const ReturnedRow* View::returned(MatterId id) const {
  if (!visible(state_, viewer_, id)) return nullptr;
  const auto& all = Access::tables(state_).returned;
  const auto found = all.find(id.n);
  return found == all.end() ? nullptr : &found->second;
}

Moment View::missed(MatterId id) const {
  if (!visible(state_, viewer_, id)) return {};
  const auto& all = Access::tables(state_).unused;
  const auto found = all.find(id.n);
  return found == all.end() ? Moment{} : found->second.missed;
}

UnusedSight View::unused(const Setting& setting, MatterId id) const {
  if (!visible(state_, viewer_, id)) return {};
  const Tables& t = Access::tables(state_);
  return {unused_times(t, id), missed(id), call_first(t, setting, id)};
}

std::vector<Consultation> View::consultations(MatterId id) const {
  std::vector<Consultation> found;
  if (!visible(state_, viewer_, id)) return found;
  for_each_question(Access::tables(state_), id, [&](ConsultationId c, const ConsultationRow& row) {
    found.push_back({c, &row});
  });
  return found;
}

MatterId View::joined_into(MatterId id) const {
  if (!visible(state_, viewer_, id)) return {};
  const auto& all = Access::tables(state_).joined_into;
  const auto found = all.find(id.n);
  return found == all.end() ? MatterId{} : MatterId{found->second};
}

std::vector<MatterId> View::duplicates(MatterId id) const {
  std::vector<MatterId> found;
  if (!visible(state_, viewer_, id)) return found;
  const Tables& t = Access::tables(state_);
  for (auto at = t.duplicates.lower_bound(place_key(id, MatterId{}));
       at != t.duplicates.end() && *at >> 32 == id.n; ++at) {
    const MatterId closed{static_cast<std::uint32_t>(*at)};
    if (sees(t, viewer_, closed)) found.push_back(closed);
  }
  return found;
}

std::vector<MatterId> View::same_person(MatterId id) const {
  std::vector<MatterId> found;
  const Tables& t = Access::tables(state_);
  if (!visible(state_, viewer_, id) || !t.matters[id.n].person) return found;
  for (MatterId m = t.persons[t.matters[id.n].person.n].last_matter; m; m = t.matters[m.n].older_of_person) {
    if (m != id && t.matters[m.n].status == MatterStatus::open && sees(t, viewer_, m)) found.push_back(m);
  }
  return found;
}

std::vector<MatterId> View::lapsed_offers(const Setting& setting, Instant now, std::size_t most) const {
  std::vector<MatterId> found;
  if (viewer_.role() != Role::system) return found;
  const Tables& t = Access::tables(state_);
  for (const auto& [matter, offer] : t.open_offers) {
    if (found.size() == most) break;
    if (lapse_at(t, setting, MatterId{matter}) <= now) found.push_back(MatterId{matter});
  }
  return found;
}

std::optional<CallbackSight> View::callback(const Setting& setting, MatterId id) const {
  const Tables& t = Access::tables(state_);
  if (!is_callback(t, id)) return std::nullopt;
  CallbackSight sight{course_of(t, setting, id), awaits_call(t, id), {}};
  const auto row = t.callbacks.find(id.n);
  sight.course.unreached = row == t.callbacks.end() ? Moment{} : row->second.unreached;
  for (auto at = t.tries.lower_bound(instant_key(id, Moment{}));
       at != t.tries.end() && at->first >> 32 == id.n; ++at) {
    sight.tries.emplace_back(Moment{static_cast<std::uint32_t>(at->first)}, at->second);
  }
  return sight;
}

bool View::age_assumed(PromiseId id) const {
  return Access::tables(state_).age_assumed.contains(id.n);
}

bool View::extended(PromiseId id) const {
  return Access::tables(state_).due_before_extension.contains(id.n);
}

const StepRow& View::step(StepId id) const {
  return Access::tables(state_).steps[id.n];
}

std::vector<TeamId> View::teams_of(MatterId id) const {
  if (!visible(state_, viewer_, id)) return {};
  const Tables& t = Access::tables(state_);
  const MatterRow& m = t.matters[id.n];
  std::vector<TeamId> teams{m.team};
  if (m.offered_to) teams.push_back(m.offered_to);
  for (const Consultation& c : consultations(id)) teams.push_back(c.row->to);
  for (StepId s = m.first_step; s; s = t.steps[s.n].older) {
    teams.push_back(t.steps[s.n].team);
    timetable::for_each_place(t, s,
                              [&](SlotId slot, const PlaceRow&) { teams.push_back(t.slots[slot.n].team); });
  }
  return teams;
}

MatterId View::matter_of(StepId step) const {
  const Tables& t = Access::tables(state_);
  if (!t.steps.has(step.n) || !sees(t, viewer_, t.steps[step.n].matter)) return {};
  return t.steps[step.n].matter;
}

MatterId View::matter_of(PromiseId promise) const {
  const Tables& t = Access::tables(state_);
  if (!t.promises.has(promise.n) || !sees(t, viewer_, t.promises[promise.n].matter)) return {};
  return t.promises[promise.n].matter;
}

MatterId View::matter_of(ConsultationId consultation) const {
  const Tables& t = Access::tables(state_);
  if (!t.consultations.has(consultation.n)) return {};
  const MatterId matter = t.consultations[consultation.n].matter;
  return sees(t, viewer_, matter) ? matter : MatterId{};
}

std::vector<QueueLine> View::queue(QueuePart part, std::uint64_t after, std::size_t most) const {
  std::vector<QueueLine> lines;
  const Tables& t = Access::tables(state_);
  const TeamId team = viewer_.team();
  const auto& queues = part == QueuePart::offered ? t.offers : part == QueuePart::asked ? t.asked : t.queues;
  if (viewer_.role() != Role::professional || team.n == 0 || team.n >= queues.size()) return lines;
  const Queue& queue = queues[team.n];
  lines.reserve(most);
  for (auto at = after == 0 ? queue.begin() : queue.upper_bound(after);
       at != queue.end() && lines.size() < most; ++at) {
    const MatterId id = part == QueuePart::asked ? t.consultations[static_cast<std::uint32_t>(*at)].matter
                                                 : core::matter_of(*at);
    const MatterRow& m = t.matters[id.n];
    if (!in_part(t, id, part, viewer_.staff()) || !sees(t, viewer_, id)) continue;
    lines.push_back({id, &m, m.person ? &t.persons[m.person.n] : nullptr, soonest(t, m), *at});
  }
  return lines;
}

QueueCounts View::queue_counts(Instant now, Instant by) const {
  QueueCounts counts;
  const Tables& t = Access::tables(state_);
  const TeamId team = viewer_.team();
  if (viewer_.role() != Role::professional || team.n == 0 || team.n >= t.queues.size()) return counts;
  for (const std::uint64_t key : t.queues[team.n]) {
    const MatterId id = core::matter_of(key);
    ++counts.all;
    if (in_part(t, id, QueuePart::untaken, viewer_.staff())) ++counts.untaken;
    if (in_part(t, id, QueuePart::mine, viewer_.staff())) ++counts.mine;
    if (in_part(t, id, QueuePart::callbacks, viewer_.staff())) ++counts.callbacks;
    if (due_of(key).instant() < now) {
      ++counts.overdue;
    } else if (due_of(key).instant() <= by) {
      ++counts.due_by;
    }
  }
  counts.offered = static_cast<std::uint32_t>(t.offers[team.n].size());
  counts.asked = static_cast<std::uint32_t>(t.asked[team.n].size());
  for (const auto& [matter, row] : t.returned) counts.returned += t.matters[matter].team == team ? 1U : 0U;
  return counts;
}

Moment Whole::reached(const CallRow& call) const {
  if (!call.matter) return call.reached;
  const auto row = tables_->callbacks.find(call.matter.n);
  return row == tables_->callbacks.end() ? call.reached : row->second.reached;
}

Conversation View::conversation(MatterId id) const {
  Conversation out;
  if (!visible(state_, viewer_, id)) return out;
  const Tables& t = Access::tables(state_);
  if (const auto thread = t.threads.find(id.n); thread != t.threads.end()) out.thread = thread->second;
  if (const auto chat = t.chats.find(id.n); chat != t.chats.end()) out.chat = chat->second;
  return out;
}

std::vector<MatterId> View::live_chats() const {
  std::vector<MatterId> out;
  const Tables& t = Access::tables(state_);
  for (const MatterId id : t.live_chats) {
    if (sees(t, viewer_, id)) out.push_back(id);
  }
  std::stable_sort(out.begin(), out.end(), [&](MatterId a, MatterId b) {
    return t.chats.find(a.n)->second.opened < t.chats.find(b.n)->second.opened;
  });
  return out;
}

std::vector<MatterId> View::recent_chats(std::size_t most) const {
  std::vector<MatterId> out;
  const Tables& t = Access::tables(state_);
  for (auto at = t.chats.rbegin(); at != t.chats.rend() && out.size() < most; ++at) {
    if (sees(t, viewer_, MatterId{at->first})) out.push_back(MatterId{at->first});
  }
  return out;
}

std::optional<Whole> Whole::open(const State& state, const Viewer& viewer) {
  const bool steering = viewer.purpose() == Purpose::steering || viewer.purpose() == Purpose::publishing;
  const bool may = ((viewer.role() == Role::lead || viewer.role() == Role::analyst) && steering) ||
                   (viewer.role() == Role::system && viewer.purpose() == Purpose::operations);
  if (!may) return std::nullopt;
  return Whole(Access::tables(state));
}

}  // namespace vuoro::core
