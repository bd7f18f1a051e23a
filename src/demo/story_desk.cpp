#include <algorithm>

#include "demo/story.hpp"

/// Answering, assessing, handing over.
namespace vuoro::demo {

using core::Channel;
using core::CloseReason;
using promises::Domain;
using promises::Fact;
using promises::Trigger;

void Story::work_desks(Instant from, Instant end) {
  const auto length = static_cast<double>((end - from).count());
  for (Desk& desk : desks_) {
    // What was not needed in a quarter is hardly saved up.
    desk.credit = std::min(desk.credit, 3.0) + desk.per_quarter * length / 900.0;
    std::int64_t second = 30;
    while (!desk.here.empty()) {
      const std::uint32_t index = desk.here.front();
      desk.here.pop_front();
      desk.credit -= 1;
      handle(index, std::max(cases_[index].ready, from));
    }
    while (!desk.waiting.empty() && desk.credit >= 1) {
      const std::uint32_t index = desk.waiting.front();
      desk.waiting.pop_front();
      desk.credit -= 1;
      const Instant at{std::min(from.s + second, end.s - 1)};
      second += static_cast<std::int64_t>(length / (desk.per_quarter + 1));
      handle(index, std::max(cases_[index].ready, at));
    }
  }
}

void Story::handle(std::uint32_t index, Instant at) {
  Case& c = cases_[index];
  if (c.closed) return;
  if (!c.taken) {
    c.staff = someone(c.team).staff;
    write(c, core::TakeMatter{c.matter}, at);
    c.taken = true;
  }
  if (not_reached(index, at) || put_off(index, at)) return;
  if (!c.answered) {
    write(c, core::AnswerContact{c.matter}, at);
    if (c.channel == Channel::callback) fact(c, Trigger::callback_reached, at);
    c.answered = true;
  }
  const std::uint16_t holder = places_.holder(need(c).holder, c.area);
  if (holder != c.team) return hand_over(index, holder, at);
  assess(index, at);
}

bool Story::not_reached(std::uint32_t index, Instant at) {
  Case& c = cases_[index];
  if (c.answered) return false;
  if (c.channel == Channel::chat && chance_.yes(0.03)) {
    finish(index, CloseReason::abandoned, at);
    return true;
  }
  if (c.channel != Channel::callback || c.tries >= 3 || !chance_.yes(0.07)) return false;
  if (++c.tries == 3) {
    finish(index, CloseReason::not_reached, at);
  } else {
    plan(What::back_to_desk, index, office(at + std::chrono::seconds{5400 + chance_.below(3600)}));
  }
  return true;
}

bool Story::put_off(std::uint32_t index, Instant at) {
  Case& c = cases_[index];
  const bool far = c.language == core::Language::of("ar") || c.language == core::Language::of("so");
  if (!far || !c.with_interpreter || c.waited_for_interpreter) return false;
  c.waited_for_interpreter = true;
  if (!chance_.yes(interpreter_delay_share)) return false;
  plan(What::back_to_desk, index, office_after(at, 0.1 + 1.1 * chance_.unit()));
  return true;
}

void Story::hand_over(std::uint32_t index, std::uint16_t to, Instant at) {
  Case& c = cases_[index];
  write(c, core::OfferHandOver{c.matter, places_.team(to), core::OfferReason::other_skill}, at);
  Task task;
  task.what = !c.declined && chance_.yes(0.04) ? What::decline : What::accept;
  task.at = office_after(at, std::min(2.0, chance_.lognormal(0.05, 0.9)));
  task.team = to;
  task.index = index;
  agenda_.add(task);
}

void Story::accept(const Task& task) {
  Case& c = cases_[task.index];
  const core::Actor receiver = someone(task.team);
  pen_.write(core::AcceptHandOver{c.matter}, receiver, task.at);
  c.team = task.team;
  c.staff = receiver.staff;
  c.ready = task.at;
  ++report_.hand_overs;
  desks_[c.team].waiting.push_back(task.index);
}

void Story::decline(const Task& task) {
  Case& c = cases_[task.index];
  c.declined = true;
  const auto why =
      chance_.yes(0.5) ? core::DeclineReason::no_capacity : core::DeclineReason::more_information;
  pen_.write(core::DeclineHandOver{c.matter, why}, someone(task.team), task.at);
  plan(What::back_to_desk, task.index, office_after(task.at, 0.03));
}

void Story::assess(std::uint32_t index, Instant at) {
  Case& c = cases_[index];
  const Asked& asked = places_.asked()[c.asked];
  const bool advice = chance_.yes(asked.need->advice);
  if (asked.need->topic == "results" &&
      chance_.yes(0.4)) {  // a question about opening hours needs no assessment
    return finish(index, CloseReason::advice_was_enough, at + std::chrono::seconds{60});
  }
  if (c.named_later != 0) {
    write(c, core::LinkPerson{c.matter, PersonId{c.named_later}}, at);
    c.named_later = 0;
  }
  const std::size_t chosen = chance_.pick(asked.shares);
  core::AssessNeed command;
  command.matter = c.matter;
  command.domains = asked.need->domains;
  command.urgency = core::Urgency::non_urgent;
  command.profession = core::Profession::nurse;
  if (!advice) {
    const Offer& offer = asked.need->offers[chosen];
    command.urgency = offer.urgency;
    command.profession = offer.profession;
    command.facts = asked.need->facts;
    const bool here = c.channel == Channel::phone || c.channel == Channel::walk_in;
    if (here && offer.urgency == core::Urgency::today && chance_.yes(0.12)) {
      command.urgency = core::Urgency::immediate;
      command.facts.insert(Fact::urgent);
    }
    if (asked.need->holder == Domain::child && chance_.yes(0.25))
      command.facts.insert(Fact::child_special_support_or_child_protection);
    if (asked.need->holder == Domain::older && chance_.yes(0.10))
      command.facts.insert(Fact::highest_care_allowance_pensioner);
  }
  // Advice mostly ends the matter in the same talk; then there is nothing to forecast.
  const bool closes = advice && chance_.yes(0.9);
  assessed(index, command, closes ? Afterwards::closes : Afterwards::goes_on, at);
  if (!advice) return lead_on(index, asked.offers[chosen], at);
  if (closes) return finish(index, CloseReason::advice_was_enough, at + std::chrono::seconds{120});
  plan(What::finish, index, office_after(at, 1 + 2 * chance_.unit()));
}

void Story::assessed(std::uint32_t index, const core::AssessNeed& command, Afterwards afterwards,
                     Instant at) {
  Case& c = cases_[index];
  write(c, command, at);
  c.assessed = true;
  if (social(c)) return;
  if (command.facts.has(Fact::urgent))
    fact(c, Trigger::care_started, at);  // first aid by phone or at the counter
  if (afterwards == Afterwards::closes) return;
  // Law wants a forecast with the assessment; now and then it is late.
  if (chance_.yes(0.955)) return fact(c, Trigger::forecast_recorded, at);
  plan(What::forecast, index, office_after(at, 0.9 + 1.2 * chance_.unit()));
}

void Story::lead_on(std::uint32_t index, std::uint16_t given, Instant at) {
  Case& c = cases_[index];
  const Given& g = places_.given()[given];
  if (social(c)) {
    const double median = need(c).holder == Domain::older ? 4.0 : 5.0;
    return plan(What::begin_assessment, index, office_after(at, chance_.lognormal(median, 0.6)));
  }
  if (need(c).domains.has(Domain::therapy_guarantee) && g.supply->service != "psychiatric-nurse")
    fact(c, Trigger::therapy_need_found, at);
  if (g.doctor && !g.same_day) fact(c, Trigger::doctor_need_found, at);
  if (g.dentist && !g.same_day) fact(c, Trigger::dentist_need_found, at);
  const bool rehabilitation = need(c).holder == Domain::rehabilitation;
  const Instant due = rehabilitation ? at + std::chrono::hours{24 * 30} : core::no_due;
  propose(index, given, at, due);
}

}  // namespace vuoro::demo
