#include "twin/past.hpp"

#include <algorithm>
#include <span>
#include <variant>

#include "calendar/zone.hpp"

namespace vuoro::twin {

namespace {

using What = Deed::What;

constexpr std::chrono::hours told_at_once{24};
constexpr std::chrono::minutes turned_to_at_once{5};

bool backfilled(const core::Stamp& stamp) {
  return stamp.recorded - stamp.at > told_at_once;
}

}  // namespace

void Past::see(const core::Event& event, const core::Stamp& stamp) {
  const auto deed = [&](MatterId matter, What what, std::uint8_t code = 0, TeamId team = {}) {
    Deed d;
    d.what = what;
    d.code = code;
    d.team = team;
    add(matter, d, stamp.at);
  };
  std::visit(
      [&](const auto& e) {
        using E = std::decay_t<decltype(e)>;
        if constexpr (requires { this->on(e, stamp); }) {
          on(e, stamp);
        } else if constexpr (std::is_same_v<E, core::MatterTaken>) {
          deed(e.matter, What::take);
        } else if constexpr (std::is_same_v<E, core::ContactAnswered>) {
          deed(e.matter, What::answer);
        } else if constexpr (std::is_same_v<E, core::FactRecorded>) {
          deed(e.matter, What::fact, static_cast<std::uint8_t>(e.trigger));
        } else if constexpr (std::is_same_v<E, core::HandOverOffered>) {
          deed(e.matter, What::offer, static_cast<std::uint8_t>(e.reason), e.to);
        } else if constexpr (std::is_same_v<E, core::HandOverDeclined>) {
          deed(e.matter, What::decline, static_cast<std::uint8_t>(e.reason), e.by);
        } else if constexpr (std::is_same_v<E, core::MatterReopened>) {
          deed(e.matter, What::reopen, static_cast<std::uint8_t>(e.reason));
        }
      },
      event);
}

Past::Standing& Past::of(MatterId matter) {
  if (matters_.size() <= matter.n) matters_.resize(matter.n + std::size_t{1});
  return matters_[matter.n];
}

const Past::Standing* Past::standing(MatterId matter) const {
  return matter.n < matters_.size() && matters_[matter.n].known ? &matters_[matter.n] : nullptr;
}

double Past::contacts_on(Day day) const {
  double contacts = 0;
  for (const auto& [team, desk] : desks_) {
    const auto found = desk.contacts.find(day.n);
    if (found != desk.contacts.end()) contacts += found->second;
  }
  return contacts;
}

bool Past::solved_without_visit(const Stretch& stretch) const {
  const auto deeds = std::span(deeds_).subspan(stretch.first, stretch.count);
  const auto does = [&](What what) { return std::ranges::find(deeds, what, &Deed::what) != deeds.end(); };
  return does(What::close) && !does(What::propose);
}

Past::StepFacts& Past::step(StepId id) {
  if (steps_.size() <= id.n) steps_.resize(id.n + std::size_t{1});
  return steps_[id.n];
}

void Past::add(MatterId matter, Deed deed, Instant at) {
  Standing& s = of(matter);
  if (!s.known) return;
  if (s.fresh && deed.what != What::desk) touched(matter, at);
  const bool at_desk = !s.deeds.empty() && s.deeds.back().what == What::desk;
  // What the desk does first is done when the desk gets to it, not so long after.
  deed.lag = at_desk ? Lag{} : lag_between(calendar_, s.last, at);
  s.deeds.push_back(deed);
  s.last = std::max(s.last, at);
}

void Past::joins(Standing& s, Instant at) {
  s.fresh = true;
  s.joined = at;
}

/// The desk has turned to a matter that waited.
void Past::touched(MatterId matter, Instant at) {
  Standing& s = of(matter);
  s.fresh = false;
  DeskCounts& desk = desks_[s.holder];
  desk.turns.push_back({s.joined, std::max(at, s.joined)});
  if (s.told_later) return;
  ++desk.by_day[calendar::local_day(at).n];
  if (s.anchor.kind != Anchor::Kind::contact || s.deeds.size() != 1) return;
  const auto channel = static_cast<std::size_t>(asked_[s.asked].channel);
  ++by_channel[channel];
  const Instant open = calendar_.opening_at_or_after(s.anchored);
  if (at - open <= turned_to_at_once) ++at_once[channel];
}

void Past::anchor(MatterId matter, const Anchor& anchor, Instant at) {
  Standing& s = of(matter);
  if (!s.known) return;
  put_away(s);
  s.anchor = anchor;
  s.anchored = s.last = at;
}

/// Keeps what the stretch before came to.
void Past::put_away(Standing& s) {
  const bool untouched = s.deeds.empty() || s.deeds.back().what == What::desk;
  const bool of_use = s.anchor.kind == Anchor::Kind::step || (!untouched && !s.told_later);
  if (of_use && began_ && s.anchored >= *began_) {
    Stretch stretch{s.anchored, static_cast<std::uint32_t>(deeds_.size()),
                    static_cast<std::uint32_t>(s.deeds.size()), s.asked};
    deeds_.insert(deeds_.end(), s.deeds.begin(), s.deeds.end());
    stretches_[s.anchor].push_back(stretch);
  }
  s.deeds.clear();
}

void Past::on(const core::ContactReceived& e, const core::Stamp& stamp) {
  Standing& s = of(e.matter);
  s.known = true;
  s.asked = static_cast<std::uint32_t>(asked_.size());
  s.told_later = backfilled(stamp);
  asked_.push_back({calendar::second_of_day(stamp.at), e.language, e.area, e.channel, e.about, e.interpreter,
                    e.reach, e.age});
}

void Past::on(const core::MatterOpened& e, const core::Stamp& stamp) {
  Standing& s = of(e.matter);
  // Whom a county's table found has not asked: nobody arrived, and what follows is no habit of those who ask.
  if (!s.known) return;
  const Day day = calendar::local_day(stamp.at);
  s.anchor = {Anchor::Kind::contact, {}, calendar_.is_working_day(day), e.holder, {}};
  s.anchored = s.last = stamp.at;
  s.holder = s.first_team = e.holder;
  s.deeds.assign(1, Deed{});
  joins(s, stamp.at);
  if (s.told_later) return;
  if (!began_) began_ = stamp.at;
  ++desks_[e.holder].contacts[day.n];
  ++contacts_;
}

void Past::on(const core::HandOverAccepted& e, const core::Stamp& stamp) {
  Deed deed;
  deed.what = What::accept;
  deed.team = e.team;
  add(e.matter, deed, stamp.at);
  Standing& s = of(e.matter);
  if (!s.known) return;
  s.holder = e.team;
  add(e.matter, Deed{}, stamp.at);
  joins(s, stamp.at);
}

void Past::on(const core::NeedAssessed& e, const core::Stamp& stamp) {
  Deed deed;
  deed.what = What::assess;
  deed.code = static_cast<std::uint8_t>(e.urgency);
  deed.profession = e.profession;
  deed.domains = e.domains;
  deed.facts = e.facts;
  add(e.matter, deed, stamp.at);
  const Standing& s = of(e.matter);
  if (!s.known || s.told_later) return;
  const Instant contacted = s.anchor.kind == Anchor::Kind::contact ? s.anchored : stamp.at;
  const int days =
      calendar_.working_days_between(calendar::local_day(contacted), calendar::local_day(stamp.at));
  assessed_after[s.first_team].push_back(static_cast<float>(days));
}

void Past::on(const core::StepProposed& e, const core::Stamp& stamp) {
  Deed deed;
  deed.what = What::propose;
  deed.service = e.service;
  if (e.due != core::no_due) deed.due = std::max<std::int64_t>(0, e.due.s - stamp.at.s);
  add(e.matter, deed, stamp.at);
  Standing& s = of(e.matter);
  StepFacts& facts = step(e.step);
  facts = {};
  facts.key = {e.team, e.service};
  facts.matter = e.matter;
  facts.proposed = stamp.at;
  facts.told_later = backfilled(stamp);
  ++s.open_steps;
  if (!facts.told_later) ++care_[facts.key].proposed;
  const std::uint64_t bit = std::uint64_t{1} << (e.service.n % 64U);
  if (s.known && !s.told_later && (s.services & bit) == 0) {
    s.services |= bit;
    ++needing[{s.first_team, e.service}];
  }
}

void Past::on(const core::StepBooked& e, const core::Stamp& stamp) {
  StepFacts& facts = step(e.step);
  const Day day = calendar::local_day(e.begin);
  const Day today = calendar::local_day(stamp.at);
  CareCounts& care = care_[facts.key];
  ++care.taken[day.n];
  facts.booked = stamp.at;
  facts.begin = e.begin;
  const bool first = !facts.ever_booked;
  facts.ever_booked = true;
  facts.cancelled = false;
  if (backfilled(stamp) || e.begin < stamp.at) return;
  ++care.bookings;
  care.minutes += e.minutes;
  const auto lead = static_cast<std::int16_t>(std::clamp(day - today, 0, 3000));
  care.leads.push_back(lead);
  if (first && stamp.at - facts.proposed <= std::chrono::hours{1})
    care.wishes.push_back({static_cast<std::int16_t>(calendar_.working_days_between(today, today + lead)),
                           static_cast<std::int32_t>(std::min<std::int64_t>(e.begin.s - stamp.at.s, 86'400)),
                           calendar::second_of_day(e.begin), e.minutes, e.mode});
}

void Past::on(const core::PlaceTaken& e, const core::Stamp& stamp) {
  if (!backfilled(stamp)) ++care_[step(e.step).key].in_slots;
}

void Past::on(const core::BookingCancelled& e, const core::Stamp& stamp) {
  StepFacts& facts = step(e.step);
  CareCounts& care = care_[facts.key];
  const Day day = calendar::local_day(facts.begin);
  if (day - calendar::local_day(stamp.at) >= 2) --care.taken[day.n];
  if (backfilled(stamp) || e.by == core::CancelledBy::mistake || e.by == core::CancelledBy::moved) return;
  facts.cancelled = true;
  ++cancelled;
  const bool unit = e.by == core::CancelledBy::unit;
  ++(unit ? care.cancelled_by_unit : care.cancelled_by_person);
  const auto lead = static_cast<double>(std::max<std::int64_t>(1, facts.begin.s - facts.booked.s));
  const double passed = static_cast<double>(stamp.at.s - facts.booked.s) / lead;
  care.cancelled_at.push_back(static_cast<float>(std::clamp(passed, 0.0, 1.0)));
}

void Past::on(const core::StepEnded& e, const core::Stamp& stamp) {
  StepFacts& facts = step(e.step);
  Standing& s = of(facts.matter);
  if (s.open_steps > 0) --s.open_steps;
  anchor(facts.matter, {Anchor::Kind::step, e.state, s.open_steps == 0, facts.key.team, facts.key.service},
         stamp.at);
  if (backfilled(stamp)) return;
  CareCounts& care = care_[facts.key];
  const bool came = e.state == core::StepState::done;
  if (came || e.state == core::StepState::missed) {
    const int lead = calendar::local_day(facts.begin) - calendar::local_day(facts.booked);
    ++reached[lead_class(lead)];
    ++(came ? care.held : care.missed);
    if (came) ++care.outcomes[static_cast<std::size_t>(e.outcome) % care.outcomes.size()];
    if (!came) ++missed[lead_class(lead)];
    return;
  }
  if (!facts.ever_booked) ++care.refused;
  if (facts.cancelled) ++ended_after_cancelling;
}

void Past::on(const core::MatterClosed& e, const core::Stamp& stamp) {
  Deed deed;
  deed.what = What::close;
  deed.code = static_cast<std::uint8_t>(e.reason);
  add(e.matter, deed, stamp.at);
  const Standing& s = of(e.matter);
  if (s.known && !s.told_later)
    ++closed[s.first_team][std::min<std::size_t>(15, static_cast<std::size_t>(e.reason))];
}

void Past::finish(Instant end) {
  end_ = end;
  end_day_ = calendar::local_day(end);
  first_day_ = began_ ? calendar::local_day(*began_) : end_day_;
  if (began_ && calendar::second_of_day(*began_) > 12 * 3600) first_day_ = first_day_ + 1;
  const int settling = std::clamp(days() / 3, 7, 21);
  const Instant settled_by = calendar::at_local(end_day_ - settling, 0);
  for (Standing& s : matters_) {
    if (!s.known) continue;
    if (s.fresh) desks_[s.holder].turns.push_back({s.joined, {}});
    if (!s.told_later && s.first_team) ++settled[s.first_team];
    Standing copy = s;
    put_away(copy);
  }
  for (auto& [anchor, list] : stretches_)
    std::erase_if(list, [&](const Stretch& one) { return one.anchored >= settled_by; });
  std::erase_if(stretches_, [](const auto& group) { return group.second.empty(); });
  merge();
}

/// Wider groups for where a team has few of its own: any team (0), and any service of any team.
void Past::merge() {
  std::map<Anchor, std::vector<Stretch>> wider;
  for (const auto& [key, list] : stretches_) {
    Anchor any = key;
    any.team = {};
    auto& of_service = wider[any];
    of_service.insert(of_service.end(), list.begin(), list.end());
    if (key.kind != Anchor::Kind::step) continue;
    any.service = {};
    auto& of_all = wider[any];
    of_all.insert(of_all.end(), list.begin(), list.end());
  }
  stretches_.merge(wider);
}

}  // namespace vuoro::twin
