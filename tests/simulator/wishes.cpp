#include "simulator/wishes.hpp"

#include <array>

#include "core/notices.hpp"
#include "core/view.hpp"
#include "rights/gate.hpp"

namespace vuoro::simulator {

namespace {

using namespace core;  // NOLINT: this file speaks of little else
using promises::Domain;

/// Simulated people see every row; what the desk may see is checked where their errands run.
Whole all_of(const State& state) {
  return *Whole::open(state, rights::Gate::operations());
}

/// What may be done to a step, by its state.
bool is_open(const Whole& whole, StepId id) {
  return !ended(whole.steps()[id.n].state);
}

}  // namespace

Actor Wishes::member(TeamId team) {
  const auto who = static_cast<std::uint32_t>(chance_.below(staff_per_team)) + 1;
  return {ActorKind::staff, StaffId{team.n * 10U + who}, team};
}

Instant Wishes::soon() {
  // Whole quarters of an hour of the next five days, so that bookings do collide.
  const std::int64_t quarter = 900;
  const auto quarters = static_cast<std::int64_t>(chance_.below(5 * 96));
  return {(now_.s / quarter + quarters - 8) * quarter};
}

StepId Wishes::step_of(MatterId matter) {
  const Whole whole = all_of(shown_);
  StepId found = whole.matters()[matter.n].first_step;
  while (found && chance_.one_in(3) && whole.steps()[found.n].older) found = whole.steps()[found.n].older;
  return found ? found : StepId{static_cast<std::uint32_t>(chance_.below(50))};
}

PromiseId Wishes::promise_of(MatterId matter) {
  const Whole whole = all_of(shown_);
  PromiseId found = whole.matters()[matter.n].first_promise;
  while (found && chance_.one_in(2) && whole.promises()[found.n].older)
    found = whole.promises()[found.n].older;
  return found;
}

Errand Wishes::contact() {
  ReceiveContact c;
  c.channel = static_cast<Channel>(chance_.below(8));
  c.about = static_cast<About>(chance_.below(4));
  if (chance_.percent(60)) c.person = PersonId{static_cast<std::uint32_t>(chance_.below(persons)) + 1};
  if (chance_.one_in(40)) c.person = PersonId{persons + 7};  // nobody: refused
  c.area = AreaId{static_cast<std::uint16_t>(chance_.below(3))};
  c.language = Language::of(chance_.one_in(3) ? "sv" : "fi");
  // 0 is nobody's result, 3 none that there is: refused.
  if (chance_.one_in(4)) c.led_by = NavigatorId{static_cast<std::uint16_t>(chance_.below(4))};
  if (chance_.one_in(3)) c.age = {static_cast<std::uint8_t>(chance_.below(99))};
  Errand errand;
  errand.actor = {ActorKind::resident, {}, {}};
  if (chance_.one_in(3)) c.channel = Channel::chat;
  c.reach = static_cast<ReachBy>(chance_.below(5));
  errand.commands = {c};
  if (c.channel == Channel::chat) errand.commands.emplace_back(OpenChat{});  // the matter that it opens
  return errand;
}

/// What is said in a conversation, by either side or by the clock.
Errand Wishes::talk(MatterId matter) {
  const Whole whole = all_of(shown_);
  const MatterRow& m = whole.matters()[matter.n];
  Errand errand;
  errand.matter = matter;
  errand.actor = {ActorKind::resident, {}, {}};
  const Actor taker = m.staff ? Actor{ActorKind::staff, m.staff, m.team} : member(m.team);
  switch (chance_.below(9)) {
    case 0:
      errand.commands = {OpenChat{matter}};
      break;
    case 1:
      // Seldom, so that some chats live long enough for two to agree on their end.
      if (chance_.one_in(3)) errand.actor = {ActorKind::system, {}, {}};
      errand.commands = {
          EndChat{matter, errand.actor.kind == ActorKind::system ? ChatEnd::abandoned : ChatEnd::agreed}};
      break;
    case 2:
      errand.actor = taker;
      errand.commands = {
          EndChat{matter, chance_.one_in(4) ? static_cast<ChatEnd>(chance_.below(8)) : ChatEnd::agreed}};
      break;
    case 3:
      errand.commands = {EndChat{matter, ChatEnd::agreed}};
      break;
    case 4:
      errand.commands = {GiveDetails{matter, static_cast<ReachBy>(chance_.below(5))}};
      break;
    default:
      if (chance_.one_in(2)) errand.actor = taker;
      errand.commands = {WriteMessage{matter, {}, chance_.below(1000)}};
  }
  return errand;
}

/// People at the door: numbers given, called and ended, at the day's end too.
Errand Wishes::at_door(MatterId matter) {
  const MatterRow& m = all_of(shown_).matters()[matter.n];
  Errand errand;
  errand.actor = member(chance_.one_in(12) ? TeamId{1} : m.team);
  switch (chance_.below(6)) {
    case 0:
    case 1:
      errand.commands = {GiveTicket{matter}};
      break;
    case 2:
      errand.commands = {CallNext{}};
      break;
    case 3:
      errand.actor = {ActorKind::system, {}, {}};
      errand.commands = {MoveTicket{matter, TicketState::lapsed}};
      break;
    default:
      errand.commands = {MoveTicket{matter, static_cast<TicketState>(chance_.below(7))}};
  }
  return errand;
}

SlotList Wishes::times(StepId step) {
  const Whole whole = all_of(shown_);
  const bool dentist = whole.steps().has(step.n) && whole.steps()[step.n].service == ServiceId{3};
  std::vector<SlotId> free;
  for (auto n = static_cast<std::uint32_t>(whole.slots().size()); n > 0 && free.size() < 20; --n) {
    const SlotRow& slot = whole.slots()[n];
    if (slot.begin.instant() > now_ && slot.blocked == 0 && slot.taken < slot.capacity &&
        (slot.type == SlotTypeId{2}) == dentist)
      free.push_back(SlotId{n});
  }
  SlotList list;
  do {
    const bool any = free.empty() || chance_.one_in(8);
    static_cast<void>(
        list.add(any ? SlotId{static_cast<std::uint32_t>(chance_.below(whole.slots().size() + 2))}
                     : free[chance_.below(free.size())]));
  } while (chance_.one_in(5));
  return list;
}

Errand Wishes::of_the_house() {
  const WorkerId worker{static_cast<std::uint16_t>(chance_.below(4))};
  Errand errand;
  if (chance_.one_in(8)) {
    errand.actor = member(TeamId{1});
    errand.commands = {UnblockTime{worker, now_, now_ + std::chrono::hours{24 * 5}, BlockReason::absence}};
    return errand;
  }
  if (chance_.one_in(4)) {
    const Instant from = soon();
    errand.actor = member(TeamId{1});
    errand.commands = {
        BlockTime{worker, from, from + std::chrono::minutes{30 * chance_.below(5)}, BlockReason::absence}};
    return errand;
  }
  PublishSlots c;
  c.worker = worker;
  c.team = TeamId{static_cast<std::uint16_t>(chance_.below(teams) + 1)};
  c.type = SlotTypeId{static_cast<std::uint16_t>(chance_.one_in(3) ? 1 + chance_.below(3) : 1)};
  c.begin = soon();
  c.count = static_cast<std::uint16_t>(chance_.below(12));
  c.minutes = 30;
  c.capacity = static_cast<std::uint8_t>(chance_.one_in(4) ? 2 : 1);
  errand.actor = {ActorKind::import, {}, {}};
  errand.commands = {c};
  return errand;
}

/// What an exchange tells of one of its calls, of any time today and in any order.
Errand Wishes::of_the_exchange() {
  TellCall c;
  c.key_high = 1;
  c.key_low = 1 + chance_.below(40);
  c.line = LineId{static_cast<std::uint16_t>(1 + chance_.below(chance_.one_in(20) ? 3 : 2))};
  c.what = static_cast<CallMoment>(chance_.below(7));
  if (chance_.one_in(2)) c.what = CallMoment::callback_asked;
  if (c.what == CallMoment::callback_tried) c.result = static_cast<TryResult>(chance_.below(4));
  if (c.what == CallMoment::callback_asked) c.caller = 1 + c.key_low % 25;
  Errand errand;
  errand.actor = {chance_.one_in(10) ? ActorKind::import : ActorKind::system, {}, {}};
  errand.commands = {c};
  return errand;
}

/// What the notice clock does, now and then with something that is no longer so; needs and calendars beside
/// it.
Errand Wishes::of_the_post(MatterId matter) {
  const Viewer viewer = rights::Gate::operations();
  const Notices notices(shown_, viewer);
  Errand errand;
  const auto untold = notices.untold();
  const auto unfinished = notices.unfinished();
  if (!unfinished.empty() && chance_.one_in(2)) {
    const NoticeId id = unfinished[chance_.below(unfinished.size())];
    const NoticeRow& row = *notices.notice(id);
    if (row.state == NoticeState::waiting && chance_.one_in(2)) {
      errand.commands = {
          StartNotice{row.matter, row.step, row.kind, row.about.instant(), row.nth, row.channel}};
    } else {
      errand.commands = {EndNotice{id, static_cast<NoticeFault>(chance_.below(6))}};
    }
  } else if (!untold.empty() && chance_.percent(70)) {
    const Untold& one = untold[chance_.below(untold.size())];
    errand.commands = {
        StartNotice{one.matter, one.step, one.what.kind, one.what.about.instant(), 0, NoticeChannel::email}};
  } else if (const auto visits = notices.visits(now_, now_ + std::chrono::hours{96});
             !visits.empty() && chance_.one_in(2)) {
    const Visit& visit = visits[chance_.below(visits.size())];
    errand.commands = {StartNotice{visit.matter, visit.step, NoticeKind::reminder, visit.begin.instant(), 0,
                                   NoticeChannel::sms}};
  } else {
    errand.actor = {ActorKind::resident, {}, {}};
    const std::array<Command, 3> own = {NoteNeeds{matter, {Need::hearing}, {}}, OpenCalendar{matter},
                                        CloseCalendar{matter}};
    errand.commands = {own[chance_.below(own.size())]};
  }
  return errand;
}

Command Wishes::about_time(StepId step) {
  switch (chance_.below(11)) {
    case 8:
      return AskEarlier{step, 0, 1440, TeamId{static_cast<std::uint16_t>(chance_.below(teams + 2))}, {}, {}};
    case 9:
      return StopEarlier{step};
    case 10:
      return about_course(step);
    case 0:
      return HoldTimes{step, times(step)};
    case 1:
      return OfferTimes{step, times(step), now_ + std::chrono::hours{chance_.below(30)}};
    case 2:
      return AcceptTimes{step};
    case 3:
      return EndHold{step, static_cast<HoldEnd>(chance_.below(4))};
    default:
      return BookTimes{step, times(step)};
  }
}

Command Wishes::about_course(StepId step) {
  SessionSlots slots;
  const SlotList wanted = times(step);
  for (const SlotId slot : wanted.all()) static_cast<void>(slots.add(slot));
  if (chance_.one_in(4)) return CancelSessions{step, CancelledBy::person};
  if (chance_.one_in(4)) return HoldSessions{step, slots};
  return BookSessions{step, slots};
}

Command Wishes::about_step(MatterId matter) {
  const StepId step = step_of(matter);
  if (chance_.one_in(2)) return about_time(step);
  switch (chance_.below(7)) {
    case 0:
      return CancelBooking{step, CancelledBy::person};
    case 1:
      return CompleteStep{step, chance_.one_in(9) ? Outcome::none : Outcome::helped};
    case 2:
      return MissStep{step};
    case 3:
      return RefuseStep{step};
    default:
      return BookStep{step, soon(), static_cast<std::uint16_t>(15 + 15 * chance_.below(4)), Mode::visit};
  }
}

/// One of the matters near it, which may well be the same need.
MatterId Wishes::neighbour_of(MatterId matter) {
  return MatterId{static_cast<std::uint32_t>(std::max<std::int64_t>(1, std::int64_t{matter.n} - 2) +
                                             static_cast<std::int64_t>(chance_.below(5)))};
}

Command Wishes::about_matter(MatterId matter) {
  const TeamId other{static_cast<std::uint16_t>(chance_.below(teams) + 1)};
  const std::array domains = {promises::DomainSet{Domain::health}, promises::DomainSet{Domain::oral},
                              promises::DomainSet{Domain::social, Domain::health}};
  if (chance_.one_in(16)) return of_a_segment(matter);
  switch (chance_.below(33)) {
    case 0:
    case 1:
      return TakeMatter{matter};
    case 2:
      return ReleaseMatter{matter};
    case 3:
    case 4:
      return AnswerContact{matter};
    case 5:
    case 6:
    case 7:
      return AssessNeed{matter, Urgency::days, Profession::nurse, chance_.of(domains), {}};
    case 8:
      return RecordFact{matter, static_cast<promises::Trigger>(chance_.below(12))};
    case 9:
    case 10:
      return OfferHandOver{matter, other, OfferReason::workload};
    case 11:
      return DeclineHandOver{matter, DeclineReason::no_capacity};
    case 12:
      return WithdrawHandOver{matter};
    case 13:
      if (chance_.one_in(3)) return ProposeCourse{matter, static_cast<std::uint16_t>(1 + chance_.below(2))};
      [[fallthrough]];
    case 14:
      return ProposeStep{
          matter, ServiceId{static_cast<std::uint16_t>(chance_.one_in(2) ? 1 : chance_.below(6))}, no_due,
          chance_.one_in(2) ? advice(static_cast<Verdict>(1 + chance_.below(4))) : Advice{},
          static_cast<Otherwise>(chance_.below(3))};
    case 15:
      return ExtendPromise{promise_of(matter), promises::Reason::patient_choice_later};
    case 16:
      return VoidPromise{promise_of(matter), promises::Reason::medical_reason};
    case 17:
      return CloseMatter{matter, CloseReason::care_given};
    case 18:
      return ReopenMatter{matter, ReopenReason::need_returned};
    case 19:
      return LinkPerson{matter, PersonId{static_cast<std::uint32_t>(chance_.below(persons + 2))}};
    case 20:
      return RepeatContact{matter, Channel::phone, {}};
    case 21:
    case 22:
      return AskColleague{matter, other, {}};
    case 23:
    case 24:
      return AnswerColleague{ConsultationId{static_cast<std::uint32_t>(chance_.below(20))}, {}};
    case 25:
      return WithdrawQuestion{ConsultationId{static_cast<std::uint32_t>(chance_.below(20))}};
    case 26:
      return LapseHandOver{matter};
    case 27:
      return JoinMatters{matter, neighbour_of(matter)};
    case 28:
      return SeparateMatters{matter};
    case 29:
    case 30:
    case 31:
      return RecordTry{matter, static_cast<TryResult>(chance_.below(7))};
    default:
      return UndoLast{matter};
  }
}

/// What a matter needs next to come to a booked time: without such purpose few would.
Command Wishes::towards_a_time(MatterId matter) {
  const Whole whole = all_of(shown_);
  const MatterRow& m = whole.matters()[matter.n];
  if (!m.assessed)
    return AssessNeed{matter, Urgency::days, Profession::nurse, {Domain::health, Domain::oral}, {}};
  if (!m.first_step || !is_open(whole, m.first_step))
    return ProposeStep{matter, ServiceId{static_cast<std::uint16_t>(chance_.one_in(4) ? 3 : 1)}, no_due,
                       chance_.one_in(2) ? advice(static_cast<Verdict>(1 + chance_.below(3))) : Advice{},
                       static_cast<Otherwise>(1 + chance_.below(3))};
  return BookTimes{m.first_step, times(m.first_step)};
}

Errand Wishes::at_desk(MatterId matter) {
  const Whole whole = all_of(shown_);
  const MatterRow& m = whole.matters()[matter.n];
  Errand errand;
  errand.matter = matter;
  errand.actor =
      member(chance_.one_in(12) ? TeamId{static_cast<std::uint16_t>(chance_.below(teams) + 1)} : m.team);
  if (chance_.percent(60)) errand.version = m.version;
  if (m.offered_to && chance_.one_in(2)) {
    errand.actor = member(m.offered_to);
    errand.commands = {AcceptHandOver{matter}};
  } else if (m.first_step && chance_.percent(45)) {
    errand.commands = {about_step(matter)};
  } else if (m.status == MatterStatus::open && chance_.one_in(3)) {
    errand.commands = {towards_a_time(matter)};
  } else {
    errand.commands = {about_matter(matter)};
  }
  // People answer for themselves now and then.
  const bool own = std::holds_alternative<BookTimes>(errand.commands[0]) ||
                   std::holds_alternative<AcceptTimes>(errand.commands[0]);
  if (own && chance_.one_in(3)) {
    errand.actor = {ActorKind::resident, {}, {}};
    errand.version.reset();
  }
  // The asked team answers, mostly.
  if (std::holds_alternative<AnswerColleague>(errand.commands[0])) {
    errand.actor = member(TeamId{static_cast<std::uint16_t>(chance_.below(teams) + 1)});
    errand.version.reset();
  }
  // "Take that back": by who did the last thing.
  if (std::holds_alternative<UndoLast>(errand.commands[0]))
    errand.actor = {ActorKind::staff, m.last_by, m.team};
  return errand;
}

/// Several commands in one transaction; many end in a refusal half-way.
Errand Wishes::bundle(MatterId matter) {
  Errand errand = at_desk(matter);
  errand.version.reset();
  const auto more = 1 + chance_.below(3);
  for (std::uint64_t i = 0; i < more; ++i) errand.commands.push_back(about_matter(matter));
  return errand;
}

/// Somebody without a name at a navigator, or a professional to whom they showed their code.
Errand Wishes::of_a_navigator() {
  Errand errand;
  errand.actor = {ActorKind::resident, {}, {}};
  switch (chance_.below(3)) {
    case 0:
      errand.commands = {KeepAnswers{chance_.below(60) + 1, {}}};
      break;
    case 1:
      errand.actor = member(TeamId{1});
      errand.commands = {OpenAnswers{chance_.below(60) + 1}};
      break;
    default:
      errand.commands = {CountNavigator{NavigatorId{static_cast<std::uint16_t>(chance_.below(3))},
                                        AreaId{static_cast<std::uint16_t>(chance_.below(4))},
                                        Language::of(chance_.one_in(2) ? "sv" : "fi")}};
  }
  return errand;
}

Errand Wishes::any() {
  const std::size_t matters = all_of(shown_).matters().size();
  Errand errand;
  if (chance_.one_in(10)) {
    errand = of_the_house();
  } else if (chance_.one_in(10)) {
    errand = of_the_exchange();
  } else if (chance_.one_in(12)) {
    errand = of_a_navigator();
  } else if (chance_.one_in(10)) {
    errand = of_a_table();
  } else if (matters == 0 || chance_.percent(22)) {
    errand = contact();
  } else {
    // The newest matters are those that things happen to.
    const std::uint64_t back =
        chance_.one_in(4) ? chance_.below(matters) : chance_.below(std::min<std::size_t>(matters, 8));
    const MatterId matter{static_cast<std::uint32_t>(matters - back)};
    if (chance_.one_in(4)) {
      errand = talk(matter);
    } else if (chance_.one_in(8)) {
      errand = at_door(matter);
    } else {
      errand = chance_.one_in(6) ? of_the_post(matter) : chance_.one_in(8) ? bundle(matter) : at_desk(matter);
    }
  }
  if (chance_.one_in(15))
    errand.ending = chance_.one_in(3) ? Ending::thrown_at_last : Ending::refused_at_last;
  return errand;
}

std::vector<Errand> Wishes::race_for(MatterId matter) {
  const Whole whole = all_of(shown_);
  const MatterRow& m = whole.matters()[matter.n];
  const bool accept = static_cast<bool>(m.offered_to);
  if (m.status == MatterStatus::closed || (!accept && m.staff)) return {};
  const TeamId team = accept ? m.offered_to : m.team;
  const bool with_version = chance_.one_in(2);
  std::vector<Errand> errands;
  for (std::uint32_t who = 1; who <= staff_per_team; ++who) {
    Errand errand;
    errand.actor = {ActorKind::staff, StaffId{team.n * 10U + who}, team};
    errand.matter = matter;
    if (with_version) errand.version = m.version;
    errand.commands = {accept ? Command{AcceptHandOver{matter}} : Command{TakeMatter{matter}}};
    errands.push_back(std::move(errand));
  }
  return errands;
}

/// Each of the person's matters wants the person at the same time.
std::vector<Errand> Wishes::race_to_book(PersonId person) {
  const Whole whole = all_of(shown_);
  const Instant begin = soon();
  std::vector<Errand> errands;
  for (MatterId id = whole.persons()[person.n].last_matter; id; id = whole.matters()[id.n].older_of_person) {
    const MatterRow& m = whole.matters()[id.n];
    for (StepId step = m.first_step; step; step = whole.steps()[step.n].older) {
      if (m.status == MatterStatus::closed || !is_open(whole, step)) continue;
      Errand errand;
      errand.actor = member(m.team);
      errand.matter = id;
      errand.commands = {
          BookStep{step, begin + std::chrono::seconds{chance_.below(3) * 60}, 30, Mode::visit}};
      errands.push_back(std::move(errand));
    }
  }
  if (errands.size() < 2) errands.clear();
  return errands;
}

/// Everybody who waits wants the one place of one slot.
std::vector<Errand> Wishes::race_for_slot() {
  const Whole whole = all_of(shown_);
  std::vector<Errand> errands;
  if (whole.slots().size() == 0) return errands;
  const SlotList list = times({});
  if (list.size > 1 || !whole.slots().has(list.slots[0].n) || whole.slots()[list.slots[0].n].capacity > 1)
    return errands;
  for (auto n = static_cast<std::uint32_t>(whole.steps().size()); n > 0 && errands.size() < 4; --n) {
    const StepRow& step = whole.steps()[n];
    const MatterRow& m = whole.matters()[step.matter.n];
    if (m.status == MatterStatus::closed || step.state != StepState::proposed) continue;
    Errand errand;
    errand.actor = member(m.team);
    errand.matter = step.matter;
    errand.commands = {BookTimes{StepId{n}, list}};
    errands.push_back(std::move(errand));
  }
  if (errands.size() < 2) errands.clear();
  return errands;
}

std::vector<Errand> Wishes::race() {
  const Whole whole = all_of(shown_);
  if (whole.matters().size() == 0) return {};
  if (chance_.one_in(3)) return race_for_slot();
  if (chance_.one_in(2))
    return race_to_book(PersonId{static_cast<std::uint32_t>(chance_.below(persons)) + 1});
  const std::uint64_t back = chance_.below(std::min<std::size_t>(whole.matters().size(), 12));
  return race_for(MatterId{static_cast<std::uint32_t>(whole.matters().size() - back)});
}

}  // namespace vuoro::simulator
