#include "core/refused_hands.hpp"
#include "core/refused_navigators.hpp"
#include "core/refused_segments.hpp"
#include "core/refused_tickets.hpp"

/// Every refusal, reached by a command that a person could send, and what it leaves: nothing changed.
namespace vuoro::core::testing {
namespace {

MatterId assessed(World& w) {
  const MatterId m = w.contact();
  w.assess(m);
  return m;
}
MatterId closed(World& w) {
  const MatterId m = w.contact();
  w.must(CloseMatter{m, CloseReason::duplicate});
  return m;
}
MatterId offered(World& w) {
  const MatterId m = w.contact();
  w.must(OfferHandOver{m, social, OfferReason::other_skill});
  return m;
}

std::vector<Refused> of_contacts() {
  return {
      {R::term_exists, "a word has one number",
       [](World& w) {
         return w.refused(DefineTerm{TermKind::team, ShortText::of("social")}, machine);
       }},
      {R::bad_text, "empty",
       [](World& w) {
         return w.refused(DefineTerm{TermKind::team, {}}, machine);
       }},
      {R::bad_birth_day, "born tomorrow",
       [](World& w) {
         return w.refused(RegisterPerson{day_of(2025, 3, 11).n, Sex::male, {}, {}, {}}, importer);
       }},
      {R::bad_birth_day, "older than anybody",
       [](World& w) {
         return w.refused(RegisterPerson{day_of(1850, 1, 1).n, Sex::male, {}, {}, {}}, importer);
       }},
      {R::unknown_area, "of a person",
       [](World& w) {
         return w.refused(RegisterPerson{no_birth_day, {}, {}, AreaId{3}, {}}, importer);
       }},
      {R::unknown_team, "home team",
       [](World& w) {
         return w.refused(RegisterPerson{no_birth_day, {}, {}, {}, TeamId{4}}, importer);
       }},
      {R::unknown_person, "contact about somebody who is not registered",
       [](World& w) {
         ReceiveContact c;
         c.person = PersonId{1};
         return w.refused(c, resident);
       }},
      {R::unknown_area, "of a contact",
       [](World& w) {
         ReceiveContact c;
         c.area = AreaId{3};
         return w.refused(c, resident);
       }},
      {R::unknown_team, "an import names a team that is not there",
       [](World& w) {
         ReceiveContact c;
         c.team = TeamId{9};
         return w.refused(c, importer);
       }},
      {R::unknown_team, "no routing and no default team",
       [](World& w) {
         w.setting.default_team = {};
         return w.refused(ReceiveContact{}, resident);
       }},
      {R::bad_time, "outside the calendar",
       [](World& w) {
         w.now = at(1991, 12, 31, 12);
         return w.refused(ReceiveContact{}, importer);
       }},
      {R::bad_time, "outside the calendar",
       [](World& w) {
         w.now = at(2101, 1, 1);
         return w.refused(ReceiveContact{}, importer);
       }},
      {R::matter_closed, "asked again after closing: that is a new contact",
       [](World& w) {
         return w.refused(RepeatContact{closed(w), Channel::web, {}}, resident);
       }},
      {R::unknown_matter, "asked again",
       [](World& w) {
         return w.refused(RepeatContact{no_matter, Channel::web, {}}, resident);
       }},
      {R::bad_time, "asked again before it was asked",
       [](World& w) {
         const MatterId m = w.contact();
         w.wait(-1);
         return w.refused(RepeatContact{m, Channel::web, {}}, resident);
       }},
      {R::already_linked, "a matter is about one person",
       [](World& w) {
         const PersonId p = w.person(no_birth_day);
         return w.refused(LinkPerson{w.contact_of(p), p});
       }},
      {R::unknown_person, "linked to nobody",
       [](World& w) {
         return w.refused(LinkPerson{w.contact(), PersonId{7}});
       }},
  };
}

std::vector<Refused> of_holding() {
  return {
      {R::unknown_matter, "take", [](World& w) { return w.refused(TakeMatter{no_matter}); }},
      {R::unknown_matter, "matter number 0", [](World& w) { return w.refused(TakeMatter{}); }},
      {R::not_holder, "another team's", [](World& w) { return w.refused(TakeMatter{w.contact()}, carita); }},
      {R::staff_only, "by a resident", [](World& w) { return w.refused(TakeMatter{w.contact()}, resident); }},
      {R::staff_only, "by nobody in particular",
       [](World& w) { return w.refused(TakeMatter{w.contact()}, machine); }},
      {R::matter_closed, "take", [](World& w) { return w.refused(TakeMatter{closed(w)}); }},
      {R::bad_time, "before it began",
       [](World& w) {
         const MatterId m = w.contact();
         w.wait(-1);
         return w.refused(TakeMatter{m});
       }},
      {R::already_yours, "twice",
       [](World& w) {
         const MatterId m = w.contact();
         w.must(TakeMatter{m});
         return w.refused(TakeMatter{m});
       }},
      {R::already_taken, "a colleague has it",
       [](World& w) {
         const MatterId m = w.contact();
         w.must(TakeMatter{m}, bo);
         return w.refused(TakeMatter{m});
       }},
      {R::not_taken, "release", [](World& w) { return w.refused(ReleaseMatter{w.contact()}); }},
      {R::already_answered, "twice",
       [](World& w) {
         const MatterId m = w.contact();
         w.must(AnswerContact{m});
         return w.refused(AnswerContact{m});
       }},
      {R::unknown_team, "offered to nobody",
       [](World& w) {
         return w.refused(OfferHandOver{w.contact(), TeamId{4}, OfferReason::workload});
       }},
      {R::offered_to_holder, "offered to own team",
       [](World& w) {
         return w.refused(OfferHandOver{w.contact(), nurses, OfferReason::workload});
       }},
      {R::already_offered, "to two at once",
       [](World& w) {
         return w.refused(OfferHandOver{offered(w), dental, OfferReason::workload});
       }},
      {R::not_offered, "accept", [](World& w) { return w.refused(AcceptHandOver{w.contact()}, carita); }},
      {R::not_offered, "withdraw", [](World& w) { return w.refused(WithdrawHandOver{w.contact()}); }},
      {R::not_offered_to_you, "the giver cannot accept for the receiver",
       [](World& w) { return w.refused(AcceptHandOver{offered(w)}); }},
      {R::not_offered_to_you, "nor can the machine",
       [](World& w) { return w.refused(AcceptHandOver{offered(w)}, machine); }},
      {R::not_offered_to_you, "a third team declines",
       [](World& w) {
         return w.refused(DeclineHandOver{offered(w), DeclineReason::no_capacity}, staff(4, dental));
       }},
      {R::no_reason, "declined without one",
       [](World& w) {
         return w.refused(DeclineHandOver{offered(w), DeclineReason::none}, carita);
       }},
      {R::matter_closed, "accept", [](World& w) { return w.refused(AcceptHandOver{closed(w)}, carita); }},
      {R::bad_time, "accepted before it began",
       [](World& w) {
         const MatterId m = offered(w);
         w.wait(-1);
         return w.refused(AcceptHandOver{m}, carita);
       }},
  };
}

std::vector<Refused> of_care() {
  const auto assess = [](World& w, MatterId m, Urgency urgency, DomainSet domains) {
    return w.refused(AssessNeed{m, urgency, Profession::nurse, domains, {}});
  };
  return {
      {R::already_assessed, "twice",
       [assess](World& w) { return assess(w, assessed(w), Urgency::days, {Domain::health}); }},
      {R::no_domains, "of nothing", [assess](World& w) { return assess(w, w.contact(), Urgency::days, {}); }},
      {R::no_reason, "without urgency",
       [assess](World& w) { return assess(w, w.contact(), Urgency::unassessed, {Domain::health}); }},
      {R::unknown_service, "0",
       [](World& w) {
         return w.refused(ProposeStep{assessed(w), {}, no_due});
       }},
      {R::unknown_service, "beyond the list",
       [](World& w) {
         return w.refused(ProposeStep{assessed(w), ServiceId{5}, no_due});
       }},
      {R::not_assessed, "propose",
       [](World& w) {
         return w.refused(ProposeStep{w.contact(), doctor_visit, no_due});
       }},
      {R::bad_time, "due before the contact",
       [](World& w) {
         return w.refused(ProposeStep{assessed(w), doctor_visit, at(2025, 3, 10, 7)});
       }},
      {R::bad_time, "due after the calendar's end",
       [](World& w) {
         return w.refused(ProposeStep{assessed(w), doctor_visit, at(2101, 1, 1)});
       }},
      {R::unknown_step, "book",
       [](World& w) {
         return w.refused(BookStep{StepId{1}, w.now, 30, Mode::visit});
       }},
      {R::bad_time, "booked before the contact",
       [](World& w) {
         return w.refused(BookStep{w.propose(assessed(w)), at(2025, 3, 10, 7), 30, Mode::visit});
       }},
      {R::bad_time, "booked after the calendar's end",
       [](World& w) {
         return w.refused(BookStep{w.propose(assessed(w)), at(2101, 1, 1), 30, Mode::visit});
       }},
      {R::bad_time, "longer than a day",
       [](World& w) {
         return w.refused(BookStep{w.propose(assessed(w)), w.now, 1441, Mode::visit});
       }},
      {R::step_already_booked, "twice",
       [](World& w) {
         return w.refused(BookStep{w.booked(assessed(w), w.now), w.now, 30, Mode::visit});
       }},
      {R::overlapping_booking, "two at once",
       [](World& w) {
         const MatterId m = w.contact_of(w.person(no_birth_day));
         w.assess(m);
         w.booked(m, w.now);
         return w.refused(BookStep{w.propose(m), w.now, 30, Mode::visit});
       }},
      {R::step_not_booked, "cancel",
       [](World& w) {
         return w.refused(CancelBooking{w.propose(assessed(w)), CancelledBy::unit});
       }},
      {R::step_not_booked, "complete",
       [](World& w) {
         return w.refused(CompleteStep{w.propose(assessed(w)), Outcome::helped});
       }},
      {R::step_not_booked, "miss", [](World& w) { return w.refused(MissStep{w.propose(assessed(w))}); }},
      {R::no_reason, "completed without an outcome",
       [](World& w) {
         return w.refused(CompleteStep{w.booked(assessed(w), w.now), Outcome::none});
       }},
      {R::visit_not_begun, "completed the day before",
       [](World& w) {
         return w.refused(CompleteStep{w.booked(assessed(w), at(2025, 3, 11)), Outcome::helped});
       }},
      {R::visit_not_begun, "missed the day before",
       [](World& w) { return w.refused(MissStep{w.booked(assessed(w), at(2025, 3, 11))}); }},
      {R::step_ended, "refused twice",
       [](World& w) {
         const StepId s = w.propose(assessed(w));
         w.must(RefuseStep{s});
         return w.refused(RefuseStep{s});
       }},
  };
}

std::vector<Refused> of_ends() {
  return {
      {R::unknown_promise, "extend",
       [](World& w) {
         return w.refused(ExtendPromise{PromiseId{1}, Reason::died});
       }},
      {R::promise_ended, "void what was kept",
       [](World& w) {
         const MatterId m = w.contact();
         w.must(AnswerContact{m});
         return w.refused(VoidPromise{w.promise_id(m, "CONTACT"), Reason::died});
       }},
      {R::extension_not_allowed, "the law knows no such reason",
       [](World& w) {
         const MatterId m = w.contact();
         return w.refused(ExtendPromise{w.promise_id(m, "CONTACT"), Reason::died});
       }},
      {R::rule_not_bound, "the pack has dropped the rule",
       [](World& w) {
         const MatterId m = w.contact();
         w.setting.pack = promises::RulePack("empty", {});
         return w.refused(ExtendPromise{w.promise_id(m, "CONTACT"), Reason::medical_reason});
       }},
      {R::open_steps, "close",
       [](World& w) {
         const MatterId m = assessed(w);
         w.propose(m);
         return w.refused(CloseMatter{m, CloseReason::care_given});
       }},
      {R::no_reason, "close",
       [](World& w) {
         return w.refused(CloseMatter{w.contact(), CloseReason::none});
       }},
      {R::matter_open, "reopen",
       [](World& w) {
         return w.refused(ReopenMatter{w.contact(), ReopenReason::need_returned});
       }},
      {R::unknown_matter, "reopen",
       [](World& w) {
         return w.refused(ReopenMatter{no_matter, ReopenReason::need_returned});
       }},
      {R::staff_only, "reopened by a resident: that is a new contact",
       [](World& w) {
         return w.refused(ReopenMatter{closed(w), ReopenReason::need_returned}, resident);
       }},
      {R::not_holder, "reopened by another team",
       [](World& w) {
         return w.refused(ReopenMatter{closed(w), ReopenReason::need_returned}, carita);
       }},
      {R::bad_time, "reopened before it was closed",
       [](World& w) {
         const MatterId m = closed(w);
         w.wait(-1);
         return w.refused(ReopenMatter{m, ReopenReason::need_returned});
       }},
      {R::no_reason, "a reopening that poses as an undo",
       [](World& w) {
         return w.refused(ReopenMatter{closed(w), ReopenReason::closing_undone});
       }},
      {R::unknown_matter, "undo", [](World& w) { return w.refused(UndoLast{no_matter}); }},
      {R::nothing_to_undo, "the contact itself", [](World& w) { return w.refused(UndoLast{w.contact()}); }},
      {R::not_holder, "undone from another team",
       [](World& w) {
         const MatterId m = w.contact();
         w.must(AnswerContact{m});
         return w.refused(UndoLast{m}, staff(1, social));
       }},
      {R::undo_too_late, "after ten minutes",
       [](World& w) {
         const MatterId m = w.contact();
         w.must(AnswerContact{m});
         w.wait(601);
         return w.refused(UndoLast{m});
       }},
  };
}

/// A step that waits for a time, by the step's own person.
StepId waiting(World& w, PersonId person = {}) {
  const MatterId m = w.contact_of(person);
  w.assess(m);
  return w.propose(m);
}
SlotList only(SlotId slot) {
  SlotList list;
  list.add(slot);
  return list;
}
PublishSlots one_slot(Instant begin = at(2025, 3, 17, 9)) {
  PublishSlots c;
  c.worker = anna;
  c.team = nurses;
  c.type = nurse_time;
  c.begin = begin;
  c.count = 1;
  c.minutes = 30;
  return c;
}

std::vector<Refused> of_times() {
  return {
      {R::unknown_worker, "slots of nobody",
       [](World& w) {
         PublishSlots c = one_slot();
         c.worker = WorkerId{99};
         return w.refused(c, importer);
       }},
      {R::unknown_slot_type, "slots of no type",
       [](World& w) {
         PublishSlots c = one_slot();
         c.type = SlotTypeId{99};
         return w.refused(c, importer);
       }},
      {R::no_slots, "no slots in the run",
       [](World& w) {
         PublishSlots c = one_slot();
         c.count = 0;
         return w.refused(c, importer);
       }},
      {R::too_many_slots, "more slots than one command makes",
       [](World& w) {
         PublishSlots c = one_slot();
         c.count = 501;
         return w.refused(c, importer);
       }},
      {R::bad_time, "slots that overlap each other",
       [](World& w) {
         PublishSlots c = one_slot();
         c.every = 20;
         return w.refused(c, importer);
       }},
      {R::bad_time, "slots after the calendar's end",
       [](World& w) { return w.refused(one_slot(at(2100, 12, 31, 23, 45)), importer); }},
      {R::staff_only, "published by a resident", [](World& w) { return w.refused(one_slot(), resident); }},
      {R::slots_overlap, "the professional is in two places",
       [](World& w) {
         w.must(one_slot(), importer);
         return w.refused(one_slot(), importer);
       }},
      {R::room_taken, "two shifts in one room",
       [](World& w) {
         PublishSlots c = one_slot();
         c.room = room_12;
         w.must(c, importer);
         c.worker = berit;
         return w.refused(c, importer);
       }},
      {R::nothing_blocked, "a block taken back that never was",
       [](World& w) {
         w.must(one_slot(), importer);
         return w.refused(UnblockTime{anna, at(2025, 3, 17), at(2025, 3, 18), BlockReason::absence});
       }},
      {R::nothing_blocked, "blocked for another reason",
       [](World& w) {
         w.must(one_slot(), importer);
         w.must(BlockTime{anna, at(2025, 3, 17), at(2025, 3, 18), BlockReason::meeting});
         return w.refused(UnblockTime{anna, at(2025, 3, 17), at(2025, 3, 18), BlockReason::absence});
       }},
      {R::slots_overlap, "the time is given otherwise by now",
       [](World& w) {
         w.must(one_slot(), importer);
         w.must(BlockTime{anna, at(2025, 3, 17), at(2025, 3, 18), BlockReason::absence});
         w.must(one_slot(), importer);
         return w.refused(UnblockTime{anna, at(2025, 3, 17), at(2025, 3, 18), BlockReason::absence});
       }},
      {R::unknown_course, "a course that the county does not have",
       [](World& w) {
         return w.refused(ProposeCourse{assessed(w), 2});
       }},
      {R::no_session, "a step that is no session",
       [](World& w) {
         SessionSlots one;
         one.add(w.slots(anna, at(2025, 3, 17, 9)));
         return w.refused(BookSessions{waiting(w), one});
       }},
      {R::course_gap, "the next session too soon",
       [](World& w) {
         w.setting.courses = {{{{doctor_visit}, {doctor_visit, 7, 14, SameProfessional::no}}}};
         const StepId first{w.must(ProposeCourse{assessed(w), 1})};
         const SlotId slot = w.slots(anna, at(2025, 3, 17, 9), 2);
         SessionSlots both;
         both.add(slot);
         both.add(SlotId{slot.n + 1});
         return w.refused(BookSessions{first, both});
       }},
      {R::course_professional, "the next session with somebody else",
       [](World& w) {
         w.setting.courses = {{{{doctor_visit}, {doctor_visit, 0, 14, SameProfessional::required}}}};
         const StepId first{w.must(ProposeCourse{assessed(w), 1})};
         SessionSlots both;
         both.add(w.slots(anna, at(2025, 3, 17, 9)));
         both.add(w.slots(berit, at(2025, 3, 18, 9)));
         return w.refused(BookSessions{first, both});
       }},
      {R::call_first, "chosen alone after a time that was not used",
       [](World& w) {
         w.setting.unused = {true, std::chrono::hours{24}, 0};
         const StepId step = waiting(w);
         w.must(BookTimes{step, only(w.slots(anna, w.now + std::chrono::hours{2}))});
         w.must(CancelBooking{step, CancelledBy::person}, resident);
         return w.refused(BookTimes{step, only(w.slots(anna, at(2025, 3, 17, 9)))}, resident);
       }},
      {R::not_listed, "off a list it is not on",
       [](World& w) { return w.refused(StopEarlier{waiting(w)}, resident); }},
      {R::bad_time, "a day that ends before it begins",
       [](World& w) {
         return w.refused(AskEarlier{waiting(w), 600, 600, {}, {}, {}});
       }},
      {R::bad_time, "a day of twenty-five hours",
       [](World& w) {
         return w.refused(AskEarlier{waiting(w), 600, 1500, {}, {}, {}});
       }},
      {R::unknown_team, "a unit that is not there would do",
       [](World& w) {
         return w.refused(AskEarlier{waiting(w), 0, 1440, {}, TeamId{9}, {}});
       }},
      {R::slot_past, "an earlier time than one that has begun",
       [](World& w) {
         const StepId step = waiting(w);
         w.must(BookTimes{step, only(w.slots(anna, at(2025, 3, 10, 9)))});
         w.wait(3600);
         return w.refused(AskEarlier{step, 0, 1440, {}, {}, {}}, resident);
       }},
      {R::not_earlier, "a later time offered as an earlier one",
       [](World& w) {
         const StepId step = waiting(w);
         const SlotId slot = w.slots(anna, at(2025, 3, 17, 9), 2);
         w.must(BookTimes{step, only(slot)});
         w.must(AskEarlier{step, 0, 1440, {}, {}, {}});
         return w.refused(OfferTimes{step, only(SlotId{slot.n + 1}), w.now + std::chrono::hours{1}}, machine);
       }},
      {R::step_already_booked, "an offer to who has a time and asked for none",
       [](World& w) {
         const StepId step = waiting(w);
         const SlotId slot = w.slots(anna, at(2025, 3, 17, 9), 2);
         w.must(BookTimes{step, only(SlotId{slot.n + 1})});
         return w.refused(OfferTimes{step, only(slot), w.now + std::chrono::hours{1}}, machine);
       }},
      {R::bad_time, "blocked for longer than a month",
       [](World& w) {
         return w.refused(BlockTime{anna, at(2025, 3, 17, 9), at(2025, 4, 18, 9), BlockReason::absence});
       }},
      {R::unknown_slot, "no such slot",
       [](World& w) {
         return w.refused(BookTimes{waiting(w), only(SlotId{7})});
       }},
      {R::no_slots, "no slot named",
       [](World& w) {
         return w.refused(BookTimes{waiting(w), {}});
       }},
      {R::slot_taken, "somebody was first",
       [](World& w) {
         const SlotId slot = w.slots(anna, at(2025, 3, 17, 9));
         w.must(BookTimes{waiting(w), only(slot)});
         return w.refused(BookTimes{waiting(w), only(slot)});
       }},
      {R::slot_blocked, "the professional is away",
       [](World& w) {
         const SlotId slot = w.slots(anna, at(2025, 3, 17, 9));
         w.must(BlockTime{anna, at(2025, 3, 17, 0), at(2025, 3, 18, 0), BlockReason::absence});
         return w.refused(BookTimes{waiting(w), only(slot)});
       }},
      {R::slot_past, "it was yesterday",
       [](World& w) {
         const SlotId slot = w.slots(anna, at(2025, 3, 10, 9));
         w.wait(86'400);
         return w.refused(BookTimes{waiting(w), only(slot)});
       }},
      {R::slot_wrong_service, "a dentist's chair for a doctor's visit",
       [](World& w) {
         return w.refused(BookTimes{waiting(w), only(w.slots(anna, at(2025, 3, 17, 9), 1, dentist_time))});
       }},
      {R::slot_reserved, "kept for today's needs",
       [](World& w) {
         return w.refused(BookTimes{waiting(w), only(w.slots(anna, at(2025, 3, 17, 9), 1, urgent_time))});
       }},
      {R::slot_named_twice, "the same slot twice",
       [](World& w) {
         SlotList twice = only(w.slots(anna, at(2025, 3, 17, 9)));
         twice.add(twice.slots[0]);
         return w.refused(BookTimes{waiting(w), twice});
       }},
      {R::nothing_held, "an end of no hold",
       [](World& w) {
         return w.refused(EndHold{waiting(w), HoldEnd::withdrawn});
       }},
      {R::nothing_offered, "an answer to no offer",
       [](World& w) { return w.refused(AcceptTimes{waiting(w)}, resident); }},
      {R::step_already_booked, "a hold on what the step has booked",
       [](World& w) {
         const StepId step = waiting(w);
         const SlotList slot = only(w.slots(anna, at(2025, 3, 17, 9)));
         w.must(BookTimes{step, slot});
         return w.refused(HoldTimes{step, slot});
       }},
      {R::bad_time, "an offer that has run out already",
       [](World& w) {
         const SlotList slot = only(w.slots(anna, at(2025, 3, 17, 9)));
         return w.refused(OfferTimes{waiting(w), slot, w.now});
       }},
      {R::no_reason, "moved by nobody",
       [](World& w) {
         const StepId step = waiting(w);
         w.must(BookTimes{step, only(w.slots(anna, at(2025, 3, 17, 9)))});
         return w.refused(CancelBooking{step, CancelledBy::moved});
       }},
  };
}

TellCall asked_for_call(std::uint64_t caller = 7) {
  TellCall c;
  c.key_high = 1;
  c.key_low = caller;
  c.line = main_line;
  c.what = CallMoment::callback_asked;
  c.caller = caller;
  return c;
}
MatterId callback(World& w) {
  return MatterId{w.must(asked_for_call(), machine)};
}

std::vector<Refused> of_calls() {
  return {
      {R::exchange_only, "a call told by a person",
       [](World& w) { return w.refused(asked_for_call(), aino); }},
      {R::exchange_only, "a call told by a resident",
       [](World& w) { return w.refused(asked_for_call(), resident); }},
      {R::unknown_line, "no such line",
       [](World& w) {
         TellCall c = asked_for_call();
         c.line = LineId{3};
         return w.refused(c, machine);
       }},
      {R::wrong_result, "a try that says nothing of its result",
       [](World& w) {
         TellCall c = asked_for_call();
         c.what = CallMoment::callback_tried;
         return w.refused(c, machine);
       }},
      {R::wrong_result, "a failed try that reached somebody",
       [](World& w) {
         TellCall c = asked_for_call();
         c.what = CallMoment::callback_tried;
         c.result = TryResult::reached;
         return w.refused(c, machine);
       }},
      {R::wrong_result, "a try by staff without a result",
       [](World& w) {
         return w.refused(RecordTry{callback(w), TryResult::none});
       }},
      {R::not_holder, "a try by another team",
       [](World& w) {
         return w.refused(RecordTry{callback(w), TryResult::busy}, carita);
       }},
      {R::no_callback_waiting, "a try on a matter that is no call-back",
       [](World& w) {
         return w.refused(RecordTry{w.contact(), TryResult::busy});
       }},
      {R::no_callback_waiting, "a try after they were reached",
       [](World& w) {
         const MatterId m = callback(w);
         w.must(RecordTry{m, TryResult::reached});
         w.wait(60);
         return w.refused(RecordTry{m, TryResult::busy});
       }},
      {R::no_callback_waiting, "settling what is no call-back",
       [](World& w) { return w.refused(SettleCallback{w.contact()}, machine); }},
      {R::call_awaited, "joined to an earlier matter on which nobody would be called",
       [](World& w) {
         const MatterId earlier = w.contact();
         w.wait(60);
         return w.refused(JoinMatters{earlier, callback(w)});
       }},
      {R::try_already_told, "one press twice",
       [](World& w) {
         const MatterId m = callback(w);
         w.must(RecordTry{m, TryResult::busy});
         return w.refused(RecordTry{m, TryResult::busy});
       }},
      {R::undo_too_late, "a try of ten minutes ago",
       [](World& w) {
         const MatterId m = callback(w);
         w.must(RecordTry{m, TryResult::busy});
         w.wait(601);
         return w.refused(UndoLast{m});
       }},
  };
}

StartNotice tells_of(World& w, StepId step) {
  return {w.step(step).matter, step, NoticeKind::booked, w.step(step).begin.instant(), 0, NoticeChannel::sms};
}

std::vector<Refused> of_notices() {
  return {
      {R::system_only, "a notice sent by hand",
       [](World& w) { return w.refused(tells_of(w, w.booked(assessed(w), at(2025, 3, 17, 9)))); }},
      {R::system_only, "an outcome told by hand",
       [](World& w) {
         return w.refused(EndNotice{NoticeId{1}, NoticeFault::none});
       }},
      {R::unknown_matter, "a notice about no matter",
       [](World& w) {
         return w.refused(StartNotice{no_matter, {}, NoticeKind::callback_missed, w.now, 0, {}}, machine);
       }},
      {R::unknown_step, "a notice about another matter's step",
       [](World& w) {
         StartNotice c = tells_of(w, w.booked(assessed(w), at(2025, 3, 17, 9)));
         c.matter = w.contact();
         return w.refused(c, machine);
       }},
      {R::bad_time, "a notice about no time",
       [](World& w) {
         StartNotice c = tells_of(w, w.booked(assessed(w), at(2025, 3, 17, 9)));
         c.about = {};
         return w.refused(c, machine);
       }},
      {R::nothing_to_tell, "told already",
       [](World& w) {
         const StartNotice c = tells_of(w, w.booked(assessed(w), at(2025, 3, 17, 9)));
         w.must(EndNotice{NoticeId{w.must(c, machine)}, NoticeFault::none}, machine);
         return w.refused(c, machine);
       }},
      {R::nothing_to_tell, "on its way",
       [](World& w) {
         const StartNotice c = tells_of(w, w.booked(assessed(w), at(2025, 3, 17, 9)));
         w.must(c, machine);
         return w.refused(c, machine);
       }},
      {R::nothing_to_tell, "tried again too soon",
       [](World& w) {
         const StartNotice c = tells_of(w, w.booked(assessed(w), at(2025, 3, 17, 9)));
         w.must(EndNotice{NoticeId{w.must(c, machine)}, NoticeFault::unreachable}, machine);
         w.wait(119);
         return w.refused(c, machine);
       }},
      {R::nothing_to_tell, "moved meanwhile",
       [](World& w) {
         StartNotice c = tells_of(w, w.booked(assessed(w), at(2025, 3, 17, 9)));
         c.about = at(2025, 3, 17, 10);
         return w.refused(c, machine);
       }},
      {R::nothing_to_tell, "a visit that has begun",
       [](World& w) {
         const StartNotice c = tells_of(w, w.booked(assessed(w), at(2025, 3, 17, 9)));
         w.now = at(2025, 3, 17, 9);
         return w.refused(c, machine);
       }},
      {R::unknown_notice, "the end of no notice",
       [](World& w) {
         return w.refused(EndNotice{NoticeId{1}, NoticeFault::none}, machine);
       }},
      {R::notice_ended, "sent twice",
       [](World& w) {
         const NoticeId id{w.must(tells_of(w, w.booked(assessed(w), at(2025, 3, 17, 9))), machine)};
         w.must(EndNotice{id, NoticeFault::none}, machine);
         return w.refused(EndNotice{id, NoticeFault::unreachable}, machine);
       }},
      {R::unknown_matter, "needs of no matter",
       [](World& w) {
         return w.refused(NoteNeeds{no_matter, {Need::sight}, {}});
       }},
      {R::matter_closed, "needs of a closed matter",
       [](World& w) {
         return w.refused(NoteNeeds{closed(w), {Need::sight}, {}});
       }},
      {R::not_holder, "needs noted by another team",
       [](World& w) {
         return w.refused(NoteNeeds{w.contact(), {Need::sight}, {}}, carita);
       }},
      {R::bad_text, "another need without words",
       [](World& w) {
         return w.refused(NoteNeeds{w.contact(), {Need::other}, {}});
       }},
      {R::calendar_not_open, "an address that is not there",
       [](World& w) { return w.refused(CloseCalendar{w.contact()}, resident); }},
  };
}

MatterId chatting(World& w) {
  ReceiveContact c;
  c.channel = Channel::chat;
  const MatterId m = w.contact(c);
  w.must(OpenChat{m}, resident);
  return m;
}

std::vector<Refused> of_conversations() {
  return {
      {R::unknown_matter, "a message about nothing",
       [](World& w) {
         return w.refused(WriteMessage{no_matter, {}, 0}, resident);
       }},
      {R::matter_closed, "a message after the end: that is a new contact",
       [](World& w) {
         return w.refused(WriteMessage{closed(w), {}, 0}, resident);
       }},
      {R::not_holder, "written by another team",
       [](World& w) {
         return w.refused(WriteMessage{w.contact(), {}, 0}, carita);
       }},
      {R::staff_only, "written by a machine",
       [](World& w) {
         return w.refused(WriteMessage{w.contact(), {}, 0}, machine);
       }},
      {R::bad_time, "written before the matter was",
       [](World& w) {
         const MatterId m = w.contact();
         w.wait(-60);
         return w.refused(WriteMessage{m, {}, 0}, resident);
       }},
      {R::not_taken, "written into a chat that nobody has taken",
       [](World& w) {
         return w.refused(WriteMessage{chatting(w), {}, 0}, aino);
       }},
      {R::already_taken, "written into a colleague's chat",
       [](World& w) {
         const MatterId m = chatting(w);
         w.must(TakeMatter{m}, bo);
         return w.refused(WriteMessage{m, {}, 0}, aino);
       }},
      {R::resident_only, "a chat that staff would begin",
       [](World& w) { return w.refused(OpenChat{w.contact()}); }},
      {R::chat_live, "a second chat at once",
       [](World& w) { return w.refused(OpenChat{chatting(w)}, resident); }},
      {R::chat_live, "closed in the middle of a chat",
       [](World& w) {
         return w.refused(CloseMatter{chatting(w), CloseReason::advice_was_enough});
       }},
      {R::chat_not_live, "an end of no chat",
       [](World& w) {
         return w.refused(EndChat{w.contact(), ChatEnd::agreed}, resident);
       }},
      {R::end_proposed, "the end proposed twice by the same side",
       [](World& w) {
         const MatterId m = chatting(w);
         w.must(EndChat{m, ChatEnd::agreed}, resident);
         return w.refused(EndChat{m, ChatEnd::agreed}, resident);
       }},
      {R::no_reason, "ended alone by the resident",
       [](World& w) {
         return w.refused(EndChat{chatting(w), ChatEnd::other}, resident);
       }},
      {R::no_reason, "called abandoned by staff",
       [](World& w) {
         return w.refused(EndChat{chatting(w), ChatEnd::abandoned});
       }},
      {R::no_reason, "agreed to by a machine",
       [](World& w) {
         return w.refused(EndChat{chatting(w), ChatEnd::agreed}, machine);
       }},
      {R::not_silent, "abandoned a second too early",
       [](World& w) {
         const MatterId m = chatting(w);
         w.wait(599);
         return w.refused(EndChat{m, ChatEnd::abandoned}, machine);
       }},
      {R::chats_full, "a chat too many",
       [](World& w) {
         for (int n = 0; n < 4; ++n) w.must(TakeMatter{chatting(w)});
         return w.refused(TakeMatter{chatting(w)});
       }},
      {R::chats_full, "a chat too many by hand-over",
       [](World& w) {
         for (int n = 0; n < 4; ++n) {
           const MatterId m = chatting(w);
           w.must(OfferHandOver{m, social, OfferReason::other_skill});
           w.must(AcceptHandOver{m}, carita);
         }
         const MatterId m = chatting(w);
         w.must(OfferHandOver{m, social, OfferReason::other_skill});
         return w.refused(AcceptHandOver{m}, carita);
       }},
      {R::matter_closed, "details of what is over",
       [](World& w) {
         return w.refused(GiveDetails{closed(w), ReachBy::phone}, resident);
       }},
  };
}

TEST(Refusal, EachIsReachedAndChangesNothing) {
  std::vector<Refused> all;
  for (const auto& part :
       {of_contacts(), of_holding(), of_care(), of_ends(), of_times(), of_hands(), of_calls(), of_notices(),
        of_conversations(), of_tickets(), of_navigators(), of_tables(), of_segments()}) {
    all.insert(all.end(), part.begin(), part.end());
  }
  std::vector<bool> reached(promises::words_of<R>().size());
  reached[static_cast<std::size_t>(R::too_many_terms)] = true;  // these two have tests of their own below
  reached[static_cast<std::size_t>(R::too_many_versions)] = true;
  reached[static_cast<std::size_t>(R::version_changed)] = true;  // given by drivers, not by decide()
  for (const Refused& r : all) {
    World w;
    EXPECT_EQ(static_cast<int>(r.by(w)), static_cast<int>(r.code)) << r.why;
    reached[static_cast<std::size_t>(r.code)] = true;
  }
  for (std::size_t code = 0; code < reached.size(); ++code) {
    EXPECT_TRUE(reached[code]) << "no command reaches refusal " << promises::words_of<R>()[code];
  }
}

TEST(Refusal, VersionsOfATableAreNumberedInSixteenBits) {
  World w;
  for (std::uint32_t n = 1; n <= UINT16_MAX; ++n) {
    ASSERT_TRUE(w.accepts(InstallTable{criteria, DocumentId{1}, n}, machine)) << n;
  }
  EXPECT_EQ(w.refused(InstallTable{criteria, DocumentId{1}, 70'000}, machine), R::too_many_versions);
  write_draft(w);
  w.must(OfferTable{criteria, revision(w)});
  EXPECT_EQ(w.refused(PublishTable{criteria, revision(w)}, bo), R::too_many_versions);
}

TEST(Refusal, TermsAreNumberedInSixteenBits) {
  World w;
  for (int n = 2; n < UINT16_MAX - 1; ++n) {
    ASSERT_TRUE(w.accepts(DefineTerm{TermKind::area, ShortText::of("a" + std::to_string(n))}, machine)) << n;
  }
  EXPECT_EQ(w.refused(DefineTerm{TermKind::area, ShortText::of("one too many")}, machine), R::too_many_terms);
}

}  // namespace
}  // namespace vuoro::core::testing
