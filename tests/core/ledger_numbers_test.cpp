#include <type_traits>

#include "core/words.hpp"
#include "core/world.hpp"

/// The numbers that stand in ledgers already written. Whoever makes this test red has made old ledgers say
/// something else: add at the end, never renumber, never reuse.
namespace vuoro::core::testing {
namespace {

template <class E>
std::string words() {
  std::string all;
  for (const std::string_view word : promises::words_of<E>()) {
    if (!all.empty()) all += ' ';
    all += word;
  }
  return all;
}

/// The enumerators in the order of their numbers; of() takes them one by one so that each name is pinned.
template <class E, class... Es>
void pinned(const char* as_words, E first, Es... rest) {
  int next = 0;
  const E all[] = {first, rest...};
  for (const E e : all) EXPECT_EQ(static_cast<int>(e), next++) << as_words;
  EXPECT_EQ(words<E>(), as_words);
  EXPECT_EQ(promises::words_of<E>().size(), sizeof...(rest) + 1)
      << "a new enumerator: pin it here, at the end";
  EXPECT_TRUE((std::is_same_v<std::underlying_type_t<E>, std::uint8_t>));
}

TEST(LedgerNumbers, OfContacts) {
  pinned("web phone callback chat message walk_in letter professional import partner outreach", Channel::web,
         Channel::phone, Channel::callback, Channel::chat, Channel::message, Channel::walk_in,
         Channel::letter, Channel::professional, Channel::import, Channel::partner, Channel::outreach);
  pinned("self child other unnamed", About::self, About::child, About::other, About::unnamed);
  pinned("phone sms email letter code_only", ReachBy::phone, ReachBy::sms, ReachBy::email, ReachBy::letter,
         ReachBy::code_only);
  pinned("unknown female male other", Sex::unknown, Sex::female, Sex::male, Sex::other);
  pinned("no yes", Interpreter::no, Interpreter::yes);
  pinned("area team service rule worker room slot_type line navigator table segment", TermKind::area,
         TermKind::team, TermKind::service, TermKind::rule, TermKind::worker, TermKind::room,
         TermKind::slot_type, TermKind::line, TermKind::navigator, TermKind::table, TermKind::segment);
  pinned("none met not_met person_decides routed found", Verdict::none, Verdict::met, Verdict::not_met,
         Verdict::person_decides, Verdict::routed, Verdict::found);
  pinned("none persons_wish situation no_other continuity table_is_wrong", Otherwise::none,
         Otherwise::persons_wish, Otherwise::situation, Otherwise::no_other, Otherwise::continuity,
         Otherwise::table_is_wrong);
  pinned("none open offered", DraftState::none, DraftState::open, DraftState::offered);
  pinned("system resident staff import", ActorKind::system, ActorKind::resident, ActorKind::staff,
         ActorKind::import);
}

TEST(LedgerNumbers, OfCare) {
  pinned("unassessed immediate today days non_urgent", Urgency::unassessed, Urgency::immediate,
         Urgency::today, Urgency::days, Urgency::non_urgent);
  pinned(
      "none nurse doctor physiotherapist psychologist dentist dental_hygienist social_worker "
      "social_counsellor public_health_nurse occupational_therapist other",
      Profession::none, Profession::nurse, Profession::doctor, Profession::physiotherapist,
      Profession::psychologist, Profession::dentist, Profession::dental_hygienist, Profession::social_worker,
      Profession::social_counsellor, Profession::public_health_nurse, Profession::occupational_therapist,
      Profession::other);
  pinned("visit remote phone home group", Mode::visit, Mode::remote, Mode::phone, Mode::home, Mode::group);
  pinned("proposed offered booked done missed cancelled refused", StepState::proposed, StepState::offered,
         StepState::booked, StepState::done, StepState::missed, StepState::cancelled, StepState::refused);
  pinned("none helped follow_up_needed moved_to_other_service not_helped unknown", Outcome::none,
         Outcome::helped, Outcome::follow_up_needed, Outcome::moved_to_other_service, Outcome::not_helped,
         Outcome::unknown);
  pinned("person unit mistake moved person_late", CancelledBy::person, CancelledBy::unit,
         CancelledBy::mistake, CancelledBy::moved, CancelledBy::person_late);
  pinned("absence meeting training room equipment other", BlockReason::absence, BlockReason::meeting,
         BlockReason::training, BlockReason::room, BlockReason::equipment, BlockReason::other);
  pinned("offered queued answered abandoned callback_asked callback_tried callback_reached",
         CallMoment::offered, CallMoment::queued, CallMoment::answered, CallMoment::abandoned,
         CallMoment::callback_asked, CallMoment::callback_tried, CallMoment::callback_reached);
  pinned("none no_answer busy wrong_number message_sent letter_sent reached", TryResult::none,
         TryResult::no_answer, TryResult::busy, TryResult::wrong_number, TryResult::message_sent,
         TryResult::letter_sent, TryResult::reached);
  pinned("waiting called unanswered came left lapsed moved", TicketState::waiting, TicketState::called,
         TicketState::unanswered, TicketState::came, TicketState::left, TicketState::lapsed,
         TicketState::moved);
  pinned("held booked left", PlaceState::held, PlaceState::booked, PlaceState::left);
  pinned("replaced declined expired withdrawn", HoldEnd::replaced, HoldEnd::declined, HoldEnd::expired,
         HoldEnd::withdrawn);
}

TEST(LedgerNumbers, OfHoldingAndEnds) {
  pinned("no wished required", SameProfessional::no, SameProfessional::wished, SameProfessional::required);
  pinned("open closed", MatterStatus::open, MatterStatus::closed);
  pinned(
      "none care_given advice_was_enough need_lapsed not_reached moved_away died transferred_specialised "
      "person_withdrew duplicate abandoned source_ended mistake",
      CloseReason::none, CloseReason::care_given, CloseReason::advice_was_enough, CloseReason::need_lapsed,
      CloseReason::not_reached, CloseReason::moved_away, CloseReason::died,
      CloseReason::transferred_specialised, CloseReason::person_withdrew, CloseReason::duplicate,
      CloseReason::abandoned, CloseReason::source_ended, CloseReason::mistake);
  pinned("other_skill other_area other_language workload continuity wrong_team", OfferReason::other_skill,
         OfferReason::other_area, OfferReason::other_language, OfferReason::workload, OfferReason::continuity,
         OfferReason::wrong_team);
  pinned("none not_our_task no_capacity more_information already_known_elsewhere", DeclineReason::none,
         DeclineReason::not_our_task, DeclineReason::no_capacity, DeclineReason::more_information,
         DeclineReason::already_known_elsewhere);
  pinned("new_information need_returned mistake closing_undone", ReopenReason::new_information,
         ReopenReason::need_returned, ReopenReason::mistake, ReopenReason::closing_undone);
  pinned("running kept missed voided", PromiseState::running, PromiseState::kept, PromiseState::missed,
         PromiseState::voided);
  pinned(
      "none stop_event matter_closed entered_in_error age_known patient_choice_later medical_reason "
      "plan_interval client_need_special_ground clarification_special_reason supplement_requested no_show "
      "cancelled_by_patient cancelled_by_unit moved_away died need_lapsed transferred_specialised "
      "segment_changed",
      PromiseReason::none, PromiseReason::stop_event, PromiseReason::matter_closed,
      PromiseReason::entered_in_error, PromiseReason::age_known, PromiseReason::patient_choice_later,
      PromiseReason::medical_reason, PromiseReason::plan_interval, PromiseReason::client_need_special_ground,
      PromiseReason::clarification_special_reason, PromiseReason::supplement_requested,
      PromiseReason::no_show, PromiseReason::cancelled_by_patient, PromiseReason::cancelled_by_unit,
      PromiseReason::moved_away, PromiseReason::died, PromiseReason::need_lapsed,
      PromiseReason::transferred_specialised, PromiseReason::segment_changed);
}

TEST(LedgerNumbers, OfReasonsGiveTheSamePromiseReasons) {
  for (std::size_t n = 0; n < promises::words_of<Reason>().size(); ++n) {
    EXPECT_EQ(promises::word(reason_of(static_cast<Reason>(n))), promises::words_of<Reason>()[n]);
  }
}

TEST(LedgerNumbers, OfNotices) {
  pinned(
      "time_offered booked moved cancelled_by_unit cancelled_by_person reminder callback_missed "
      "visit_missed",
      NoticeKind::time_offered, NoticeKind::booked, NoticeKind::moved, NoticeKind::cancelled_by_unit,
      NoticeKind::cancelled_by_person, NoticeKind::reminder, NoticeKind::callback_missed,
      NoticeKind::visit_missed);
  pinned("email sms", NoticeChannel::email, NoticeChannel::sms);
  pinned("started waiting sent failed lapsed", NoticeState::started, NoticeState::waiting, NoticeState::sent,
         NoticeState::failed, NoticeState::lapsed);
  pinned("none no_address refused unreachable interrupted not_needed", NoticeFault::none,
         NoticeFault::no_address, NoticeFault::refused, NoticeFault::unreachable, NoticeFault::interrupted,
         NoticeFault::not_needed);
  pinned("wheelchair hearing sight other", Need::wheelchair, Need::hearing, Need::sight, Need::other);
}

/// The words are in the order of the numbers (the promises room's own tests), so the words pin both.
TEST(LedgerNumbers, OfRules) {
  EXPECT_EQ(words<LimitUnit>(),
            "calendar_day working_day school_working_day week month same_day immediate none");
  EXPECT_EQ(words<Trigger>(),
            "contact_received contact_answered callback_asked callback_reached hta_done forecast_recorded "
            "visit_realised doctor_need_found doctor_visit_realised oral_event_realised dentist_need_found "
            "dentist_need_found_in_screening dentist_event_realised specialist_dentist_need_found "
            "specialist_dentist_event_realised referral_arrived need_found therapy_need_found "
            "assessment_started assessment_done care_started choice_notified responsibility_moved "
            "student_request discussion_offered birth home_visit_done need_known urgent_assessed "
            "social_contact matter_pending decision_made decision_implemented service_started "
            "application_arrived supplement_requested supplement_due supplement_arrived "
            "discussion_requested discussion_held child_protection_need_found step_done matter_closed "
            "callback_unreached unreached_told hidden_need_found segment_decided own_contact_named");
  EXPECT_EQ(words<Domain>(),
            "health oral specialised_in_primary specialised youth_psychiatry therapy_guarantee "
            "student_welfare neuvola social disability child older social_assistance admin steering "
            "rehabilitation");
  EXPECT_EQ(words<Fact>(),
            "general_medicine reason_illness_like plan_event other_specialty_in_primary certificate_only "
            "other_nonurgent_rehab_promotion individual_interval neuvola_school_student_screening "
            "screened_by_non_dentist needs_specialist_or_imaging_or_lab urgent "
            "child_protection_need_due_to_missing_health_service first_child "
            "highest_care_allowance_pensioner disabled_675_2023 child_special_support_or_child_protection "
            "older_person_980_2012 incomplete therapy_in_health_care therapy_in_social_care "
            "written_contact own_contact_due");
  EXPECT_EQ(words<Reason>(),
            "patient_choice_later medical_reason plan_interval client_need_special_ground "
            "clarification_special_reason supplement_requested no_show cancelled_by_patient "
            "cancelled_by_unit moved_away died need_lapsed transferred_specialised");
  EXPECT_EQ(words<promises::Confidence>(), "A B C D");
  EXPECT_EQ(words<promises::Kind>(), "statute own_target");
  EXPECT_EQ(words<promises::Placeholder>(), "no yes");
  EXPECT_EQ(words<promises::Roll>(), "none forward_5s");
  pinned("no yes", promises::Placeholder::no, promises::Placeholder::yes);
  EXPECT_EQ(static_cast<int>(promises::LegalLimit::dated), 0);
  EXPECT_EQ(static_cast<int>(promises::LegalLimit::at_once), 1);
  EXPECT_EQ(static_cast<int>(promises::LegalLimit::none), 2);
}

TEST(LedgerNumbers, OfRulesByName) {
  EXPECT_EQ(static_cast<int>(LimitUnit::none), 7);
  EXPECT_EQ(static_cast<int>(LimitUnit::same_day), 5);
  EXPECT_EQ(static_cast<int>(Trigger::contact_answered), 1);
  EXPECT_EQ(static_cast<int>(Trigger::hta_done), 4);
  EXPECT_EQ(static_cast<int>(Trigger::visit_realised), 6);
  EXPECT_EQ(static_cast<int>(Trigger::assessment_done), 19);
  EXPECT_EQ(static_cast<int>(Trigger::decision_made), 31);
  EXPECT_EQ(static_cast<int>(Trigger::step_done), 41);
  EXPECT_EQ(static_cast<int>(Trigger::matter_closed), 42);
  EXPECT_EQ(static_cast<int>(Trigger::unreached_told), 44);
  EXPECT_EQ(static_cast<int>(Trigger::hidden_need_found), 45);
  EXPECT_EQ(static_cast<int>(Trigger::own_contact_named), 47);
  EXPECT_EQ(static_cast<int>(Domain::social), 8);
  EXPECT_EQ(static_cast<int>(Domain::rehabilitation), 15);
  EXPECT_EQ(static_cast<int>(Fact::urgent), 10);
  EXPECT_EQ(static_cast<int>(Fact::written_contact), 20);
  EXPECT_EQ(static_cast<int>(Reason::transferred_specialised), 12);
}

TEST(LedgerNumbers, OfEvents) {
  using Pinned = std::variant<
      TermDefined, LimitDefined, PersonRegistered, ContactReceived, MatterOpened, ContactRepeated,
      PersonLinked, PromiseStarted, PromiseEnded, PromiseExtended, PromiseResumed, MatterTaken,
      MatterReleased, ContactAnswered, AnswerWithdrawn, NeedAssessed, AssessmentWithdrawn, FactRecorded,
      HandOverOffered, HandOverAccepted, HandOverDeclined, HandOverWithdrawn, StepProposed, StepBooked,
      BookingCancelled, StepEnded, StepResumed, MatterClosed, MatterReopened, SlotsPublished, TimeBlocked,
      PlaceHeld, HoldEnded, TimeOffered, PlaceTaken, ConsultationAsked, ConsultationAnswered,
      ConsultationWithdrawn, HandOverLapsed, MatterJoined, MatterSeparated, ContactWithdrawn, SlotReturned,
      EarlierAsked, EarlierEnded, SessionPlanned, CourseBooked, CallTold, CallbackAsked, CallbackTried,
      TryWithdrawn, CallbackSettled, NeedsNoted, NoticeStarted, NoticeSent, NoticeFailed, CalendarOpened,
      CalendarClosed, MessageWritten, ChatOpened, ChatEndProposed, ChatEnded, DetailsGiven, TicketGiven,
      TicketMoved, NavigatorUsed, AnswersKept, AnswersOpened, TablePublished, TableDrafted, TableOffered,
      TableReturned, DraftDropped, AdviceWeighed, NeedFound, SegmentDecided, SegmentWithdrawn, ContactNamed,
      ContactDropped, NavigatorLed>;
  EXPECT_TRUE((std::is_same_v<Event, Pinned>)) << "a new event: pin it here, at the end";
}

std::string bytes_of(const Entry& entry) {
  std::vector<std::byte> bytes;
  encode(entry, bytes);
  std::string hex;
  for (const std::byte b : bytes) {
    constexpr std::string_view digits = "0123456789abcdef";
    hex += digits[std::to_integer<std::size_t>(b >> 4)];
    hex += digits[std::to_integer<std::size_t>(b & std::byte{15})];
  }
  return hex;
}

TEST(LedgerNumbers, OfBytes) {
  const Stamp stamp{{1'741'586'400}, {1'741'586'401}, StaffId{7}, ActorKind::staff};
  EXPECT_EQ(bytes_of({MatterTaken{MatterId{300}, StaffId{7}}, stamp, 41}), "0b02c0fff3fc0c020729ac0207");
  EXPECT_EQ(bytes_of({TermDefined{TermKind::team, 2, ShortText::of("Ä")}, {{0}, {-1}, {}, {}}, 0}),
            "000000010000010202c384");
  EXPECT_EQ(
      bytes_of({PersonRegistered{PersonId{1}, no_birth_day, Sex::male, Language::of("ar"), AreaId{2}, {}},
                {{0}, {0}, {}, {}},
                0}),
      "02000000000001ffffffff0f02320200");
}

}  // namespace
}  // namespace vuoro::core::testing
