#include "core/view.hpp"

#include "core/callbacks.hpp"

namespace vuoro::core {

namespace {

bool provides_step(const Tables& t, const MatterRow& m, TeamId team) {
  for (StepId s = m.first_step; s; s = t.steps[s.n].older) {
    if (t.steps[s.n].team == team && !ended(t.steps[s.n].state)) return true;
  }
  return false;
}

bool sees(const Tables& t, const Viewer& viewer, MatterId id) {
  const MatterRow& m = t.matters[id.n];
  switch (viewer.role()) {
    case Role::resident:
      return viewer.purpose() == Purpose::own_matter && viewer.matter() == id;
    case Role::professional:
      return viewer.purpose() == Purpose::care && viewer.team() &&
             (m.team == viewer.team() || m.offered_to == viewer.team() || provides_step(t, m, viewer.team()));
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
      return true;
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

std::vector<QueueLine> View::queue(QueuePart part, std::uint64_t after, std::size_t most) const {
  std::vector<QueueLine> lines;
  const Tables& t = Access::tables(state_);
  const TeamId team = viewer_.team();
  const auto& queues = part == QueuePart::offered ? t.offers : t.queues;
  if (viewer_.role() != Role::professional || team.n == 0 || team.n >= queues.size()) return lines;
  const Queue& queue = queues[team.n];
  lines.reserve(most);
  for (auto at = after == 0 ? queue.begin() : queue.upper_bound(after);
       at != queue.end() && lines.size() < most; ++at) {
    const MatterId id = core::matter_of(*at);
    const MatterRow& m = t.matters[id.n];
    if (!in_part(t, id, part, viewer_.staff()) || !sees(t, viewer_, id)) continue;
    lines.push_back({id, &m, m.person ? &t.persons[m.person.n] : nullptr, soonest(t, m)});
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
  return counts;
}

Moment Whole::reached(const CallRow& call) const {
  if (!call.matter) return call.reached;
  const auto row = tables_->callbacks.find(call.matter.n);
  return row == tables_->callbacks.end() ? call.reached : row->second.reached;
}

std::optional<Whole> Whole::open(const State& state, const Viewer& viewer) {
  const bool steering = viewer.purpose() == Purpose::steering || viewer.purpose() == Purpose::publishing;
  const bool may = ((viewer.role() == Role::lead || viewer.role() == Role::analyst) && steering) ||
                   (viewer.role() == Role::system && viewer.purpose() == Purpose::operations);
  if (!may) return std::nullopt;
  return Whole(Access::tables(state));
}

}  // namespace vuoro::core
