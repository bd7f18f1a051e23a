#include <algorithm>
#include <cmath>

#include "calendar/zone.hpp"
#include "core/view.hpp"
#include "twin/future.hpp"

/// From the live State into a future: what is believed is drawn, and open matters go on.
namespace vuoro::twin {

namespace {

constexpr core::Actor machine{core::ActorKind::system, {}, {}};
constexpr std::uint32_t persistence_entity = 1;
constexpr int working_days_known = 700;  ///< Further than any future and what is booked in it.
constexpr int most_draws = 30;           ///< For a past stretch that fits where the matter stands.

bool alike(const Deed& a, const Deed& b) {
  return a.what == b.what && a.team == b.team && a.service == b.service;
}

}  // namespace

void Future::choose_parameters() {
  const auto draw = [&] { return unit(++drawn_, Purpose::parameter); };
  growth_ = habits_.growth.at(draw());
  gives_up_ = habits_.gives_up.at(draw());
  persistence_ = std::tanh(habits_.persistence.at(unit(persistence_entity, Purpose::parameter, 2)));
  const double all = habits_.all_misses.mean();
  for (std::size_t c = 0; c < lead_factor_.size(); ++c) lead_factor_[c] = habits_.misses[c].at(draw()) / all;
  desks_.resize(ground_.state().term_count(core::TermKind::team) + 1);
  for (const auto& [id, team] : habits_.teams) {
    Desk& desk = desks_.at(id.n);
    for (std::size_t c = 0; c < day_classes; ++c) desk.contacts[c] = team.contacts[c].at(draw());
    for (std::size_t c = 0; c < 2; ++c) desk.per_hour[c] = team.per_hour[c].at(draw());
    desk.day_to_day = team.day_to_day;
    // Whoever was ill yesterday may be ill still.
    if (team.lately && calendar().add_working_days(team.lately->day, 1) >= first_day_)
      desk.deviations = team.lately->deviations;
    desk.dispersion = team.dispersion;
  }
  for (const auto& [key, habits] : habits_.care) {
    Care& care = cares_[care_of(key)];
    care.habits = &habits;
    care.per_day = std::max(0.05, habits.per_day.at(draw()));
    care.refuses = habits.refuses.at(draw());
    care.person_cancels = habits.person_cancels.at(draw());
    care.unit_cancels = habits.unit_cancels.at(draw());
    care.misses = habits.misses.at(draw());
    for (const auto& [day, visits] : habits.counts->taken) {
      if (Day{day} < first_day_ || visits <= 0 || habits.in_slots) continue;
      const auto index = static_cast<std::size_t>(day - first_day_.n);
      if (care.taken.size() <= index) care.taken.resize(index + 1);
      care.taken[index] = static_cast<std::uint16_t>(visits);
    }
  }
  draw_year();
  add_capacity();
  add_moves();
}

void Future::draw_year() {
  const auto& parts = habits_.year.all();
  bool fewer_visits = false;
  for (std::uint32_t i = 0; i < parts.size(); ++i) {
    part_contacts_.push_back(std::exp(parts[i].contacts.at(unit(i + 1, Purpose::parameter, 3))));
    fewer_visits = fewer_visits || parts[i].part.visits != 0;
  }
  if (!fewer_visits) return;
  double sum = 0;
  Day day = first_day_;
  for (int n = 0; n < working_days_known; ++n, day = calendar().add_working_days(day, 1))
    ordinary_days_.push_back(sum += habits_.year.visits(day));
}

void Future::add_capacity() {
  const auto nth = [&](Day day) {
    const Day works = calendar().next_working_day_on_or_after(day);
    return works <= first_day_ ? 0 : calendar().working_days_between(first_day_, works);
  };
  for (const Alterations::Capacity& one : alterations_.capacity) {
    Care& care = cares_[care_of(one.care)];
    const double per_day = one.per_week / 5 + one.part * care.per_day;
    care.added.push_back({nth(one.when.from), nth(one.when.until), per_day});
  }
}

void Future::take_over() {
  std::vector<std::pair<Instant, std::uint32_t>> at_desks;
  const std::size_t matters = whole_.matters().size();
  for (std::uint32_t n = 1; n <= matters; ++n) {
    // A copy: what is done about the matter changes its row.
    const core::MatterRow row = whole_.matters()[n];
    if (row.status == core::MatterStatus::open) take_over(MatterId{n}, row, at_desks);
  }
  std::ranges::sort(at_desks);
  for (const auto& [since, who] : at_desks)
    desks_[cases_[who].holder.n].waiting.emplace_back(who, cases_[who].round);
  // Who has waited longest for a time is first.
  std::ranges::sort(unbooked_, {}, [&](const Waiting& w) { return visits_[w.visit].booked; });
  for (const Waiting& w : unbooked_) cares_[visits_[w.visit].care].waiting.push_back(w);
}

void Future::take_over(MatterId matter, const core::MatterRow& row,
                       std::vector<std::pair<Instant, std::uint32_t>>& desks) {
  Case c;
  c.matter = matter;
  c.holder = row.team;
  c.key = matter.n;
  c.last = now_;
  const auto who = static_cast<std::uint32_t>(cases_.size());
  cases_.push_back(c);
  take_over_steps(who, row);
  const Past::Standing* standing = past_.standing(matter);
  if (standing == nullptr) {
    if (!row.answered) desks.emplace_back(row.opened.instant(), who);
    return;
  }
  go_on(who, *standing, standing->deeds);
  if (row.offered_to) {
    ++cases_[who].round;
    const double u = unit(matter.n, Purpose::moment, 1);
    const Day day = calendar().next_working_day_on_or_after(calendar::local_day(now_) + 1);
    plan(calendar::at_local(day, 8 * 3600 + static_cast<int>(u * 7 * 3600)).s, What::accept_offer, who, 0);
  } else if (standing->fresh) {
    desks.emplace_back(standing->last, who);
  } else {
    advance(who);
  }
}

/// Finds a past stretch that stood where this one stands, and goes on along it: of those drawn the first that
/// had not done its next deed by now. A matter without an open step is not left where nothing more is done,
/// as long as another stretch is found.
void Future::go_on(std::uint32_t who, const Past::Standing& standing, std::span<const Deed> done) {
  const bool may_end = cases_[who].open_steps > 0;
  const Stretch* best = nullptr;
  int rank = 0;
  for (std::uint32_t i = 0; i < most_draws && rank < 3; ++i) {
    const Stretch* one = pick(standing.anchor, unit(cases_[who].matter.n, Purpose::template_of, 2, i));
    if (one == nullptr) return;
    const std::span all(past_.deeds().data() + one->first, one->count);
    if (all.size() < done.size() || !std::equal(done.begin(), done.end(), all.begin(), alike)) continue;
    const bool ends = all.size() == done.size();
    const bool late =
        !ends && !standing.fresh && after(calendar(), standing.last, all[done.size()].lag) < now_;
    const int found = late ? 1 : ends && !may_end ? 2 : 3;
    if (found > rank) {
      best = one;
      rank = found;
    }
  }
  if (best == nullptr) return;
  follow(who, *best);
  Case& c = cases_[who];
  c.next = static_cast<std::uint32_t>(done.size());
  // What is late already is done as if the deed before had just been done.
  c.last = rank == 1 ? now_ : standing.last;
}

void Future::accept_offer(std::uint32_t who) {
  Case& c = cases_[who];
  const TeamId to = whole_.matters()[c.matter.n].offered_to;
  if (!to || !ask(core::AcceptHandOver{c.matter}, staff(to))) return;
  c.holder = to;
  c.last = now_;
  const Past::Standing* standing = past_.standing(c.matter);
  std::vector<Deed> done = standing->deeds;
  Deed accept;
  accept.what = Deed::What::accept;
  accept.team = to;
  done.push_back(accept);
  done.push_back(Deed{});
  go_on(who, *standing, done);
  desks_[to.n].waiting.emplace_back(who, c.round);
}

void Future::take_over_steps(std::uint32_t who, const core::MatterRow& row) {
  for (StepId id = row.first_step; id; id = whole_.steps()[id.n].older) {
    const core::StepRow step = whole_.steps()[id.n];
    if (core::ended(step.state)) continue;
    ++cases_[who].open_steps;
    Visit v;
    v.step = id;
    v.matter = cases_[who].matter;
    v.who = who;
    v.nth = ++cases_[who].steps;
    v.care = care_of({step.team, step.service});
    v.room = v.care;
    v.beside = cares_[v.care].habits != nullptr && !cares_[v.care].in_slots();
    v.booked = step.proposed.instant();
    v.minutes = step.minutes;
    const auto index = static_cast<std::uint32_t>(visits_.size());
    if (step.state != core::StepState::booked) {
      if (step.state == core::StepState::offered)
        static_cast<void>(ask(core::EndHold{id, core::HoldEnd::withdrawn}, machine));
      visits_.push_back(v);
      unbooked_.push_back({index, first_day_ + 1});
      continue;
    }
    v.begin = step.begin.instant();
    v.day = calendar::local_day(v.begin);
    if (const Instant booked = past_.booked_at(id); booked.s != 0) v.booked = booked;
    visits_.push_back(v);
    const double lead = std::max(1.0, static_cast<double>(v.begin.s - v.booked.s));
    const double left = std::clamp(static_cast<double>(v.begin.s - now_.s) / lead, 0.0, 0.999);
    plan_fate(index, left);
  }
}

}  // namespace vuoro::twin
