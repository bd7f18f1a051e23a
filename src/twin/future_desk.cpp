#include <algorithm>
#include <cmath>

#include "calendar/zone.hpp"
#include "twin/future.hpp"

/// What is done about a matter: stretches of past matters, done again through the core.
namespace vuoro::twin {

namespace {

using core::Actor;
using core::ActorKind;

constexpr Actor machine{ActorKind::system, {}, {}};
constexpr std::size_t enough_stretches = 5;
/// What was not needed in a quarter of an hour is hardly saved up.
constexpr double saved_up = 3;

std::uint64_t packed(const Anchor& a) {
  return std::uint64_t{a.team.n} << 32U | std::uint64_t{a.service.n} << 16U |
         static_cast<std::uint64_t>(a.state) << 8U | static_cast<std::uint64_t>(a.kind) << 1U |
         static_cast<std::uint64_t>(a.last);
}

}  // namespace

/// The group's stretches with weights that are this future's belief of how often each kind comes (Rubin 1981,
/// the Bayesian bootstrap): exponential draws, one for each stretch.
const Future::Group& Future::group(const Anchor& anchor) {
  const auto [known, fresh] = groups_.try_emplace(packed(anchor));
  Group& made = known->second;
  if (!fresh) return made;
  const auto found = past_.stretches().find(anchor);
  if (found == past_.stretches().end()) return made;
  made.list = &found->second;
  double sum = 0;
  std::uint32_t n = 0;
  for (const Stretch& one : found->second) {
    sum += -std::log(unit(one.first + n++, Purpose::parameter, 1));
    made.upto.push_back(sum);
  }
  made.guide.reserve(made.upto.size());
  std::uint32_t place = 0;
  for (std::size_t i = 0; i < made.upto.size(); ++i) {
    const double begins = sum * static_cast<double>(i) / static_cast<double>(made.upto.size());
    while (made.upto[place] <= begins && place + 1 < made.upto.size()) ++place;
    made.guide.push_back(place);
  }
  return made;
}

/// From those of the same beginning; when they are few, from the same service or desk anywhere.
const Stretch* Future::pick(const Anchor& anchor, double u) {
  const auto wider = [](Anchor a, int how) {
    if (how == 1 && a.kind == Anchor::Kind::contact) a.last = !a.last;
    if (how >= 1 && a.kind == Anchor::Kind::step) a.team = {};
    if (how == 2) a.service = {}, a.team = {};
    return a;
  };
  const Stretch* best = nullptr;
  for (int how = 0; how < 3; ++how) {
    const Group& g = group(wider(anchor, how));
    if (g.list == nullptr) continue;
    const double wanted = u * g.upto.back();
    const std::size_t last = g.upto.size() - 1;
    std::size_t place = g.guide[std::min(last, static_cast<std::size_t>(u * static_cast<double>(last + 1)))];
    while (place > 0 && g.upto[place - 1] > wanted) --place;
    while (place < last && g.upto[place] <= wanted) ++place;
    if (best == nullptr) best = &(*g.list)[place];
    if (g.list->size() >= enough_stretches) return &(*g.list)[place];
  }
  return best;
}

void Future::follow(std::uint32_t who, const Stretch& stretch) {
  Case& c = cases_[who];
  c.first = stretch.first;
  c.count = stretch.count;
  c.next = 0;
  ++c.round;
}

/// Does what is due; plans what comes later.
void Future::advance(std::uint32_t who) {
  while (cases_[who].next < cases_[who].count) {
    Case& c = cases_[who];
    const Deed& deed = past_.deeds()[c.first + c.next];
    if (deed.what == Deed::What::desk) {
      ++c.next;
      return join_desk(who);
    }
    const Instant due = after(calendar(), c.last, deed.lag);
    if (due > now_) return plan(due.s, What::deed, who, c.round);
    ++c.next;
    c.last = now_;
    perform(who, deed);
  }
}

void Future::perform(std::uint32_t who, const Deed& deed) {
  Case& c = cases_[who];
  if (c.closed != (deed.what == Deed::What::reopen)) return;
  switch (deed.what) {
    case Deed::What::desk:
      return;
    case Deed::What::take:
      static_cast<void>(ask(core::TakeMatter{c.matter}, staff(c.holder)));
      return;
    case Deed::What::answer:
      static_cast<void>(ask(core::AnswerContact{c.matter}, machine));
      return;
    case Deed::What::assess:
      static_cast<void>(ask(core::AssessNeed{c.matter, static_cast<core::Urgency>(deed.code), deed.profession,
                                             deed.domains, deed.facts},
                            machine));
      return;
    case Deed::What::fact:
      static_cast<void>(ask(core::RecordFact{c.matter, static_cast<promises::Trigger>(deed.code)}, machine));
      return;
    case Deed::What::offer:
    case Deed::What::accept:
    case Deed::What::decline:
      return hand_over(who, deed);
    case Deed::What::propose:
      return propose(who, deed);
    case Deed::What::close:
      return close(who, static_cast<core::CloseReason>(deed.code));
    case Deed::What::reopen:
      if (ask(core::ReopenMatter{c.matter, static_cast<core::ReopenReason>(deed.code)}, machine))
        c.closed = false;
      return;
  }
}

void Future::hand_over(std::uint32_t who, const Deed& deed) {
  Case& c = cases_[who];
  const bool offer = deed.what == Deed::What::offer;
  // What was offered before a move is answered by whom it was offered to.
  const bool stands = !offer && whole_.matters()[c.matter.n].offered_to == deed.team;
  const TeamId to = stands ? deed.team : instead_of(deed.team, c);
  // A move has brought the matter to where it was sent on to then.
  if (to == c.holder) return;
  if (offer) {
    static_cast<void>(
        ask(core::OfferHandOver{c.matter, to, static_cast<core::OfferReason>(deed.code)}, machine));
  } else if (deed.what == Deed::What::accept) {
    if (ask(core::AcceptHandOver{c.matter}, staff(to))) c.holder = to;
  } else {
    static_cast<void>(
        ask(core::DeclineHandOver{c.matter, static_cast<core::DeclineReason>(deed.code)}, staff(to)));
  }
}

void Future::propose(std::uint32_t who, const Deed& deed) {
  const Instant due = deed.due < 0 ? core::no_due : now_ + std::chrono::seconds{deed.due};
  const auto step = ask(core::ProposeStep{cases_[who].matter, deed.service, due}, machine);
  if (!step) return;
  ++cases_[who].open_steps;
  const core::ServiceRule& rule = setting_.services[deed.service.n];
  Visit v;
  v.step = StepId{*step};
  v.matter = cases_[who].matter;
  v.who = who;
  v.nth = ++cases_[who].steps;
  v.care = care_of({rule.team ? rule.team : cases_[who].holder, deed.service});
  const auto index = static_cast<std::uint32_t>(visits_.size());
  visits_.push_back(v);
  if (unit_of(v, Purpose::fate, 1, 0) < cares_[v.care].refuses) {
    static_cast<void>(ask(core::RefuseStep{v.step}, machine));
    return step_over(index, core::StepState::refused);
  }
  find_time(index);
}

void Future::close(std::uint32_t who, core::CloseReason reason) {
  Case& c = cases_[who];
  if (c.open_steps > 0) return;
  // Which of two matters is the other's duplicate is not simulated: the need is withdrawn.
  if (reason == core::CloseReason::duplicate) reason = core::CloseReason::person_withdrew;
  if (ask(core::CloseMatter{c.matter, reason}, machine)) c.closed = true;
}

void Future::join_desk(std::uint32_t who) {
  Case& c = cases_[who];
  Desk& desk = desks_[c.holder.n];
  if (c.at_once && calendar().opening_at_or_after(now_) == now_) {
    c.at_once = false;
    desk.credit -= 1;
    c.last = now_;
    return advance(who);
  }
  c.at_once = false;
  desk.waiting.emplace_back(who, c.round);
}

/// A quarter of an hour of every desk: first come, first served.
void Future::work_desks() {
  for (std::size_t n = 1; n < desks_.size(); ++n) {
    Desk& desk = desks_[n];
    desk.credit = std::min(desk.credit, saved_up) + desk.today / 4;
    work(desk);
  }
  work_for_others();
}

void Future::work(Desk& desk) {
  while (!desk.waiting.empty() && desk.credit >= 1) {
    fetch_ahead(desk);
    const auto [who, round] = desk.waiting.front();
    desk.waiting.pop_front();
    if (cases_[who].closed || cases_[who].round != round) continue;
    desk.credit -= 1;
    cases_[who].last = now_;
    advance(who);
  }
}

}  // namespace vuoro::twin
