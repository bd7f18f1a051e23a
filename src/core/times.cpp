#include "core/times.hpp"

#include <algorithm>
#include <queue>

#include "core/course.hpp"
#include "core/time_rules.hpp"
#include "core/timetable.hpp"
#include "core/view.hpp"

namespace vuoro::core {

namespace {

using FreeIterator = absl::btree_set<FreeKey>::const_iterator;

/// Free times of some teams and types, soonest first: a merge of ranges that are each in order.
class FreeWalk {
 public:
  FreeWalk(const Tables& t, Instant from, Instant until)
      : t_(t), from_(Moment::of(from)), until_(Moment::of(until)) {}

  void add(TeamId team, SlotTypeId type) {
    push(t_.free_times.lower_bound({team, type, from_, SlotId{}}), team, type);
  }

  /// The next time, or none.
  SlotId next() {
    if (heap_.empty()) return {};
    const Range top = heap_.top();
    heap_.pop();
    push(std::next(top.at), top.at->team, top.at->type);
    return top.at->slot;
  }

 private:
  struct Range {
    FreeIterator at;
    bool operator<(const Range& other) const {
      return std::pair(at->begin, at->slot) > std::pair(other.at->begin, other.at->slot);
    }
  };
  void push(FreeIterator at, TeamId team, SlotTypeId type) {
    if (at == t_.free_times.end() || at->team != team || at->type != type || at->begin >= until_) return;
    heap_.push({at});
  }

  const Tables& t_;
  Moment from_;
  Moment until_;
  std::priority_queue<Range> heap_;
};

void add_types(FreeWalk& walk, const Setting& setting, ServiceId service, TeamId team) {
  for (const SlotTypeRule& type : setting.slot_types) {
    if (type.type && serves(setting, type.type, service)) walk.add(team, type.type);
  }
}

/// How many times there are is no personal data, but residents choose from what fits them.
bool may_see_supply(const Viewer& viewer) {
  return viewer.role() == Role::professional || viewer.role() == Role::lead ||
         viewer.role() == Role::analyst || viewer.role() == Role::system;
}

/// A session that lost its time is given one between its neighbours; a course that has none yet is planned
/// whole, by people.
bool fills_gap(const Tables& t, StepId step, SlotId slot) {
  if (!t.sessions.contains(step.n)) return true;
  const auto with_time = [&](StepId other) {
    return other != step && static_cast<bool>(course::visit_of(t, other).begin);
  };
  return std::ranges::any_of(course::sessions_of(t, step), with_time) &&
         course::stands_between(t, step, course::visit_in(t, slot));
}

std::size_t places_booked(const Tables& t, StepId step) {
  std::size_t booked = 0;
  timetable::for_each_place(t, step,
                            [&](SlotId, const PlaceRow& p) { booked += p.state == PlaceState::booked; });
  return booked;
}

}  // namespace

std::vector<FreeTime> Times::free(const TimeWish& wish, Instant now) const {
  const Tables& t = Access::tables(state_);
  if (!t.steps.has(wish.step.n) || !visible(state_, viewer_, t.steps[wish.step.n].matter)) return {};
  const StepRow& step = t.steps[wish.step.n];
  const MatterRow& m = t.matters[step.matter.n];
  FreeWalk walk(t, std::max(wish.from, now), wish.until);
  for (const TeamId team : wish.teams) add_types(walk, setting_, step.service, team);
  if (wish.teams.empty()) {
    for (std::uint16_t n = 1; n < t.queues.size(); ++n) add_types(walk, setting_, step.service, TeamId{n});
  }
  std::vector<FreeTime> found;
  for (SlotId id = walk.next(); id && found.size() < wish.most; id = walk.next()) {
    const SlotRow& slot = t.slots[id.n];
    if ((wish.mode && slot.mode != *wish.mode) || (wish.worker && slot.worker != wish.worker)) continue;
    if (slot.begin.instant() <= now || reserved(setting_, slot, m, now)) continue;
    if (timetable::free_places(t, id, Moment::of(now), wish.step) == 0) continue;
    if (timetable::overlaps(t, m.person, slot.begin.instant(), slot.minutes, wish.step)) continue;
    found.push_back({id, &slot});
  }
  return found;
}

std::optional<Instant> Times::third_next(ServiceId service, TeamId team, Instant now) const {
  if (!may_see_supply(viewer_)) return std::nullopt;
  const Tables& t = Access::tables(state_);
  FreeWalk walk(t, now, no_due);
  add_types(walk, setting_, service, team);
  unsigned count = 0;
  for (SlotId id = walk.next(); id; id = walk.next()) {
    const SlotRow& slot = t.slots[id.n];
    if (reserved(setting_, slot, MatterRow{}, now)) continue;
    count += timetable::free_places(t, id, Moment::of(now));
    if (count >= 3) return slot.begin.instant();
  }
  return std::nullopt;
}

std::vector<SlotSight> Times::day(TeamId team, Instant from, Instant until) const {
  const bool own = viewer_.role() == Role::professional && viewer_.team() == team;
  const bool whole = viewer_.role() == Role::lead || viewer_.role() == Role::system;
  if (!own && !whole) return {};
  const Tables& t = Access::tables(state_);
  std::vector<SlotSight> found;
  const auto see = [&](SlotId id, const SlotRow& row) {
    if (row.team != team) return;
    SlotSight sight{id, &row, {}};
    timetable::for_each_in_slot(t, id, [&](StepId step, const PlaceRow& place) {
      PlaceSight shown{place.state, place.until, {}, {}};
      if (visible(state_, viewer_, t.steps[step.n].matter)) {
        shown.step = step;
        shown.matter = t.steps[step.n].matter;
      }
      sight.places.push_back(shown);
    });
    found.push_back(std::move(sight));
  };
  for (std::uint16_t n = 1; n <= t.of(TermKind::worker).texts.size(); ++n)
    timetable::for_each_slot_ever(t, WorkerId{n}, from, until, see);
  return found;
}

std::vector<Waiting> Times::unbooked(TeamId team, Instant until, std::size_t most) const {
  std::vector<Waiting> found;
  const Tables& t = Access::tables(state_);
  for (const auto& of_service : t.waiting) {
    for (const StepId id : of_service) {
      const StepRow& step = t.steps[id.n];
      if (step.team != team || !visible(state_, viewer_, step.matter)) continue;
      const Moment due = at_stake(id);
      if (due.instant() < until) found.push_back({id, &step, step.matter, &t.matters[step.matter.n], due});
    }
  }
  std::ranges::sort(found, {}, [](const Waiting& w) { return std::pair(w.due, w.step); });
  if (found.size() > most) found.resize(most);
  return found;
}

std::vector<FreeTime> Times::freed(Instant from, Instant until, Instant now) const {
  std::vector<FreeTime> found;
  if (viewer_.role() != Role::system) return found;
  const Tables& t = Access::tables(state_);
  const std::uint64_t end = begin_key(Moment::of(until), SlotId{});
  for (auto at = t.freed_times.lower_bound(begin_key(Moment::of(from), SlotId{}));
       at != t.freed_times.end() && *at < end; ++at) {
    const SlotId id{static_cast<std::uint32_t>(*at)};
    if (timetable::free_places(t, id, Moment::of(now)) > 0) found.push_back({id, &t.slots[id.n]});
  }
  return found;
}

std::vector<Waiting> Times::waiting(ServiceId service) const {
  std::vector<Waiting> found;
  const Tables& t = Access::tables(state_);
  if (viewer_.role() != Role::system || service.n >= t.waiting.size()) return found;
  found.reserve(t.waiting[service.n].size());
  for (const StepId id : t.waiting[service.n]) {
    const StepRow& step = t.steps[id.n];
    found.push_back({id, &step, step.matter, &t.matters[step.matter.n], at_stake(id), earlier(id)});
  }
  for (const auto& [n, row] : t.earlier) {
    const StepRow& step = t.steps[n];
    if (step.service != service || step.state != StepState::booked || row.offered != 0) continue;
    // A promise that the booked time keeps is not at stake.
    const Moment due = at_stake(StepId{n});
    found.push_back({StepId{n}, &step, step.matter, &t.matters[step.matter.n],
                     step.begin <= due ? Moment::of(no_due) : due, &row});
  }
  return found;
}

std::vector<std::pair<StepId, SessionRow>> Times::sessions(StepId step) const {
  std::vector<std::pair<StepId, SessionRow>> found;
  const Tables& t = Access::tables(state_);
  if (!t.steps.has(step.n) || !visible(state_, viewer_, t.steps[step.n].matter)) return found;
  for (const StepId s : course::sessions_of(t, step)) found.emplace_back(s, t.sessions.at(s.n));
  return found;
}

StepState Times::state_of(StepId step) const {
  const Tables& t = Access::tables(state_);
  if (!t.steps.has(step.n) || !visible(state_, viewer_, t.steps[step.n].matter)) return StepState::cancelled;
  return t.steps[step.n].state;
}

bool Times::follows(StepId session, SlotId slot) const {
  const Tables& t = Access::tables(state_);
  const auto all = course::sessions_of(t, session);
  const auto at = std::ranges::find(all, session);
  if (at == all.end() || at == all.begin()) return true;
  const course::Visit before = course::visit_of(t, *std::prev(at));
  if (!before.begin) return true;
  const SessionRow& row = t.sessions.at(session.n);
  const course::Visit wanted = course::visit_in(t, slot);
  const bool with_same = row.same != SameProfessional::required || wanted.worker == before.worker;
  return with_same && course::gap_holds(row, before, wanted);
}

const EarlierRow* Times::earlier(StepId step) const {
  const Tables& t = Access::tables(state_);
  if (!t.steps.has(step.n) || !visible(state_, viewer_, t.steps[step.n].matter)) return nullptr;
  const auto listed = t.earlier.find(step.n);
  return listed == t.earlier.end() ? nullptr : &listed->second;
}

Moment Times::at_stake(StepId id) const {
  const Tables& t = Access::tables(state_);
  Moment due = Moment::of(no_due);
  if (!t.steps.has(id.n) || !visible(state_, viewer_, t.steps[id.n].matter)) return due;
  const StepRow& step = t.steps[id.n];
  TriggerSet kept_by{promises::Trigger::step_done};
  if (step.service.n < setting_.services.size())
    kept_by.bits |= setting_.services[step.service.n].on_done.bits;
  for (PromiseId p = t.matters[step.matter.n].first_promise; p; p = t.promises[p.n].older) {
    const PromiseRow& row = t.promises[p.n];
    if (row.state == PromiseState::running && kept_by.has(t.limits[row.limit - 1U].stop))
      due = std::min(due, row.due);
  }
  return due;
}

bool Times::fits(StepId step, SlotId slot, Instant now) const {
  const Tables& t = Access::tables(state_);
  if (viewer_.role() != Role::system) return false;
  const SlotRow& s = t.slots[slot.n];
  const StepRow& row = t.steps[step.n];
  const MatterRow& m = t.matters[row.matter.n];
  // Another unit's time is offered by people, who can ask whether the journey suits, or to who has said so.
  const auto listed = t.earlier.find(step.n);
  if (listed == t.earlier.end() ? s.team != row.team : !suits(listed->second, row.team, s)) return false;
  if (row.state == StepState::booked && s.begin >= row.begin) return false;
  // One free time does not do for a visit of several professionals: people move it.
  if (places_booked(t, step) > 1) return false;
  if (t.places.contains(place_key(step, slot))) return false;  // has it, or has given it up
  return s.begin.instant() > now && serves(setting_, s.type, row.service) && !reserved(setting_, s, m, now) &&
         timetable::free_places(t, slot, Moment::of(now), step) > 0 &&
         !timetable::overlaps(t, m.person, s.begin.instant(), s.minutes, step) && fills_gap(t, step, slot);
}

std::vector<StepId> Times::run_out(Instant now, std::size_t most) const {
  std::vector<StepId> found;
  if (viewer_.role() != Role::system) return found;
  const Tables& t = Access::tables(state_);
  for (auto at = t.hold_ends.begin();
       at != t.hold_ends.end() && due_of(*at).instant() <= now && found.size() < most; ++at) {
    found.push_back(StepId{static_cast<std::uint32_t>(*at)});
  }
  return found;
}

std::vector<std::pair<SlotId, PlaceRow>> Times::places(StepId step) const {
  std::vector<std::pair<SlotId, PlaceRow>> found;
  const Tables& t = Access::tables(state_);
  if (!t.steps.has(step.n) || !visible(state_, viewer_, t.steps[step.n].matter)) return found;
  timetable::for_each_place(t, step, [&](SlotId slot, const PlaceRow& place) {
    if (place.state != PlaceState::left) found.emplace_back(slot, place);
  });
  return found;
}

const SlotRow* Times::slot(SlotId id) const {
  const Tables& t = Access::tables(state_);
  return t.slots.has(id.n) ? &t.slots[id.n] : nullptr;
}

Continuity Times::continuity(MatterId matter) const {
  Continuity c;
  const Tables& t = Access::tables(state_);
  if (!visible(state_, viewer_, matter) || !t.matters[matter.n].person) return c;
  const PersonId person = t.matters[matter.n].person;
  const auto met = [&](SlotId slot, const PlaceRow& place) {
    if (place.state != PlaceState::booked) return;
    const WorkerId worker = t.slots[slot.n].worker;
    const auto known = std::ranges::find(c.met, worker, &Continuity::Met::worker);
    if (known == c.met.end()) {
      c.met.push_back({worker, 1});
    } else {
      ++known->visits;
    }
    ++c.visits;
  };
  for (MatterId m = t.persons[person.n].last_matter; m; m = t.matters[m.n].older_of_person) {
    for (StepId s = t.matters[m.n].first_step; s; s = t.steps[s.n].older) {
      if (t.steps[s.n].state == StepState::done) timetable::for_each_place(t, s, met);
    }
  }
  std::ranges::sort(c.met, [](const auto& a, const auto& b) {
    return std::pair(b.visits, a.worker) < std::pair(a.visits, b.worker);
  });
  if (c.visits < 2) return c;
  double squares = 0;
  for (const auto& one : c.met) squares += static_cast<double>(one.visits) * one.visits;
  const double n = c.visits;
  c.index = (squares - n) / (n * (n - 1));
  return c;
}

}  // namespace vuoro::core
