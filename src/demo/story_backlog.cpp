#include <algorithm>

#include "calendar/zone.hpp"
#include "demo/story.hpp"

/// The queues as they stand on the first day. The weeks before are worked out on paper only; those whose
/// visit is still to come are then written down through the core, each at its own instant.
namespace vuoro::demo {

using promises::Domain;
using promises::Trigger;

namespace {

/// From the contact to the decision, for social matters brought along.
constexpr int days_to_decision = 30;
constexpr int days_to_assessment = 4;

bool follows_decision(const Given& given, const Need& need) {
  return need.sector == Sector::social && given.supply->service != "needs-assessment";
}

}  // namespace

std::vector<Carried> Story::carried_over(Day first_day) {
  std::vector<Carried> carried;
  for (std::uint16_t given = 0; given < places_.given().size(); ++given) {
    for (std::uint16_t team = 0; team < places_.teams(); ++team) {
      if (slots(given, team) != nullptr) carry(given, team, first_day, carried);
    }
  }
  std::ranges::stable_sort(carried, {}, &Carried::joined);
  return carried;
}

void Story::carry(std::uint16_t given, std::uint16_t team, Day first_day, std::vector<Carried>& into) {
  struct Waiter {
    Day joined;
    Day from;
  };
  Slots& times = *slots(given, team);
  const Supply& supply = *places_.given()[given].supply;
  std::deque<Waiter> waiting;
  const auto note = [&](Day joined, const Slots::Slot& slot) {
    if (slot.day >= first_day) into.push_back({joined, given, team, slot});
  };
  for (Day day = first_slot_day_; day < first_day; day = day + 1) {
    if (!calendar_.is_working_day(day)) continue;
    const Day last = day + supply.window_days;
    while (!waiting.empty()) {
      const auto slot = times.take(std::max(waiting.front().from, day + 1), last);
      if (!slot) break;
      note(waiting.front().joined, *slot);
      waiting.pop_front();
    }
    const int asking = chance_.count(demand_.visits(given, team));
    for (int i = 0; i < asking; ++i) {
      const double days = std::min(chance_.lognormal(supply.median_days, supply.sigma), 150.0);
      const Day from = day + 1 + static_cast<int>(days);
      const auto slot = times.take(from, last);
      if (slot) {
        note(day, *slot);
      } else {
        waiting.push_back({day, from});
      }
    }
  }
  for (const Waiter& w : waiting) into.push_back({w.joined, given, team, std::nullopt});
}

std::optional<Contact> Story::contact_of(const Carried& carried) {
  const Given& g = places_.given()[carried.given];
  const bool assessment = g.supply->service == "needs-assessment";
  std::vector<double> weights;
  for (const Asked& asked : places_.asked()) {
    double weight = 0;
    for (std::size_t i = 0; i < asked.offers.size(); ++i) {
      if (asked.offers[i] == carried.given) weight += asked.shares[i] * asked.need->weight;
    }
    if (assessment && asked.need->sector == Sector::social) weight = asked.need->weight;
    if (g.supply->service.find("rehabilitation") != std::string_view::npos ||
        g.supply->service == "occupational-therapy")
      weight = asked.need->holder == Domain::rehabilitation ? 1 : 0;
    weights.push_back(weight);
  }
  for (int attempt = 0; attempt < 60; ++attempt) {
    const std::size_t asked = chance_.pick(weights);
    const Need& need = *places_.asked()[asked].need;
    const std::size_t area = chance_.pick(places_.residents());
    const std::uint16_t holder = places_.holder(need.holder, area);
    if (weights[asked] <= 0 || Places::provider(g, holder) != carried.team) continue;
    int days_before = 0;
    if (assessment) days_before = days_to_assessment;
    if (follows_decision(g, need)) days_before = days_to_decision;
    const int second = 8 * 3600 + static_cast<int>(chance_.below(7 * 3600));
    return arrivals_.one(area, asked, calendar::at_local(carried.joined - days_before, second), chance_);
  }
  return std::nullopt;
}

MatterId Story::bring_along(const Carried& carried, const std::function<DocumentId(const Contact&)>& words) {
  auto contact = contact_of(carried);
  if (!contact) return {};
  contact->named_later = 0;
  const auto index = static_cast<std::uint32_t>(cases_.size());
  const Given& g = places_.given()[carried.given];
  const MatterId matter = receive(*contact, words(*contact));
  desks_[cases_[index].team].here.clear();
  --report_.by_channel[static_cast<std::size_t>(contact->channel)];
  ++report_.brought_along;
  Case& c = cases_[index];
  const Instant at = contact->at;
  write(c, core::TakeMatter{c.matter}, at);
  write(c, core::AnswerContact{c.matter}, at);
  c.taken = c.answered = c.assessed = true;
  core::AssessNeed command;
  command.matter = c.matter;
  command.domains = need(c).domains;
  command.facts = need(c).facts;
  command.urgency = core::Urgency::non_urgent;
  command.profession = core::Profession::nurse;
  for (const Offer& offer : need(c).offers) {
    if (offer.service == g.supply->service) command.profession = offer.profession;
  }
  write(c, command, at);
  if (!social(c)) {
    fact(c, Trigger::forecast_recorded, at);
    if (need(c).domains.has(Domain::therapy_guarantee)) fact(c, Trigger::therapy_need_found, at);
    if (g.doctor) fact(c, Trigger::doctor_need_found, at);
    if (g.dentist) fact(c, Trigger::dentist_need_found, at);
  }
  const Instant joined = calendar::at_local(carried.joined, calendar::second_of_day(at));
  if (social(c)) bring_social(index, g, joined);
  const bool rehabilitation = need(c).holder == Domain::rehabilitation;
  const Instant due = rehabilitation ? joined + std::chrono::hours{24 * 35} : core::no_due;
  const StepId step{write(c, core::ProposeStep{c.matter, g.service, due}, joined)};
  ++c.open_steps;
  const Wish wish{index, step, carried.given, carried.team, carried.joined + 1};
  if (carried.slot) {
    book(wish, *carried.slot, joined);
  } else {
    waiting_[wish.given * places_.teams() + wish.team].push_back(wish);
  }
  return matter;
}

void Story::bring_social(std::uint32_t index, const Given& given, Instant joined) {
  Case& c = cases_[index];
  const Instant started = c.opened + std::chrono::hours{24 * days_to_assessment};
  fact(c, Trigger::assessment_started, std::min(started, joined));
  if (!follows_decision(given, need(c))) return;
  fact(c, Trigger::assessment_done, c.opened + std::chrono::hours{24 * 20});
  fact(c, Trigger::decision_made, joined);
}

}  // namespace vuoro::demo
