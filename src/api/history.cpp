#include "api/history.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <string_view>
#include <vector>

#include "api/reference.hpp"
#include "api/sight.hpp"
#include "core/codec.hpp"
#include "core/words.hpp"

namespace vuoro::api {

namespace {

namespace json = boost::json;
using core::TermKind;
using promises::word;

constexpr std::size_t most_events = 200;

struct Past {
  std::uint64_t seq;
  core::Entry entry;
};

/// Follows the links from the newest event back. Stops where the ledger cannot be read: the rest of the page
/// still helps.
std::vector<Past> events_of(ledger::Ledger& ledger, std::uint64_t last_seq) {
  std::vector<Past> found;
  for (std::uint64_t seq = last_seq; seq != 0 && found.size() < most_events;) {
    std::uint64_t previous = 0;
    const auto read = ledger.replay(seq, seq, [&](ledger::Seq at, std::span<const std::byte> body) -> Status {
      auto entry = core::decode(body);
      if (!entry) return entry.error();
      previous = entry->previous;
      found.push_back({at, std::move(entry).value()});
      return Unit{};
    });
    if (!read || previous >= seq) break;
    seq = previous;
  }
  std::reverse(found.begin(), found.end());
  return found;
}

/// One line of the staff's timeline: its kind, and what the reader wants to know of it.
class Line {
 public:
  Line(const Call& call, const core::State& state) : call_(call), state_(state) {}

  std::string_view kind;
  json::object detail;

  void operator()(const core::ContactReceived& e) { say("contact_received", "channel", word(e.channel)); }
  void operator()(const core::MatterOpened& e) { say("matter_opened", "team", team(e.holder)); }
  void operator()(const core::ContactRepeated& e) { say("contact_repeated", "channel", word(e.channel)); }
  void operator()(const core::PersonLinked&) { kind = "person_linked"; }
  void operator()(const core::PromiseExtended& e) { say("promise_extended", "reason", word(e.reason)); }
  void operator()(const core::MatterTaken&) { kind = "matter_taken"; }
  void operator()(const core::MatterReleased&) { kind = "matter_released"; }
  void operator()(const core::ContactAnswered&) { kind = "contact_answered"; }
  void operator()(const core::AnswerWithdrawn&) { kind = "answer_withdrawn"; }
  void operator()(const core::NeedAssessed& e) { say("need_assessed", "urgency", word(e.urgency)); }
  void operator()(const core::AssessmentWithdrawn&) { kind = "assessment_withdrawn"; }
  void operator()(const core::FactRecorded& e) { say("fact_recorded", "fact", word(e.trigger)); }
  void operator()(const core::HandOverOffered& e) {
    say("hand_over_offered", "team", team(e.to));
    detail["reason"] = word(e.reason);
  }
  void operator()(const core::HandOverAccepted& e) { say("hand_over_accepted", "team", team(e.team)); }
  void operator()(const core::HandOverDeclined& e) { say("hand_over_declined", "reason", word(e.reason)); }
  void operator()(const core::HandOverWithdrawn&) { kind = "hand_over_withdrawn"; }
  void operator()(const core::StepProposed& e) {
    say("step_proposed", "service", service_name(call_, state_.term_text(TermKind::service, e.service.n)));
  }
  void operator()(const core::StepBooked& e) {
    kind = "step_booked";
    detail["at"] = instant_json(e.begin);
  }
  void operator()(const core::BookingCancelled& e) { say("booking_cancelled", "by", word(e.by)); }
  void operator()(const core::StepEnded& e) {
    say("step_ended", "state", word(e.state));
    if (e.outcome != core::Outcome::none) detail["outcome"] = word(e.outcome);
  }
  void operator()(const core::StepResumed&) { kind = "step_resumed"; }
  void operator()(const core::MatterClosed& e) { say("matter_closed", "reason", word(e.reason)); }
  void operator()(const core::MatterReopened& e) { say("matter_reopened", "reason", word(e.reason)); }
  void operator()(const core::TimeOffered&) { kind = "time_offered"; }
  void operator()(const core::HoldEnded& e) { say("hold_ended", "how", word(e.how)); }
  void operator()(const core::ConsultationAsked& e) { say("colleague_asked", "team", team(e.to)); }
  void operator()(const core::ConsultationAnswered&) { kind = "colleague_answered"; }
  void operator()(const core::ConsultationWithdrawn&) { kind = "question_withdrawn"; }
  void operator()(const core::HandOverLapsed& e) { say("hand_over_lapsed", "team", team(e.from)); }
  void operator()(const core::MatterJoined& e) { say("matter_joined", "code", code_of(e.into)); }
  void operator()(const core::MatterSeparated& e) { say("matter_separated", "code", code_of(e.from)); }
  void operator()(const core::ContactWithdrawn&) { kind = "contact_withdrawn"; }
  void operator()(const core::CallbackAsked&) { kind = "callback_asked"; }
  void operator()(const core::CallbackTried& e) { say("callback_tried", "result", word(e.result)); }
  void operator()(const core::TryWithdrawn&) { kind = "try_withdrawn"; }
  void operator()(const core::CallbackSettled&) {}
  void operator()(const core::CallTold&) {}
  void operator()(const core::ChatOpened&) { kind = "chat_opened"; }
  void operator()(const core::ChatEnded& e) { say("chat_ended", "how", word(e.how)); }
  void operator()(const core::TicketGiven& e) { say("ticket_given", "number", std::to_string(e.number)); }
  void operator()(const core::TicketMoved& e) { say("ticket_moved", "state", word(e.to)); }
  // Messages and details are read where they are written; a proposed end is over in a moment.
  void operator()(const core::NeedFound&) { kind = "need_found"; }
  // Advice stands on the page with its table (advice.cpp); versions of tables concern no matter.
  void operator()(const core::AdviceWeighed&) {}
  void operator()(const core::SegmentDecided& e) {
    kind = "segment_decided";
    detail["segment"] = segment_name(call_, state_.term_text(TermKind::segment, e.segment.n));
    if (e.otherwise != core::Otherwise::none) detail["otherwise"] = word(e.otherwise);
  }
  void operator()(const core::SegmentWithdrawn&) { kind = "segment_withdrawn"; }
  void operator()(const core::ContactNamed&) { kind = "contact_named"; }
  void operator()(const core::ContactDropped&) { kind = "contact_dropped"; }
  void operator()(const core::TablePublished&) {}
  void operator()(const core::TableDrafted&) {}
  void operator()(const core::TableOffered&) {}
  void operator()(const core::TableReturned&) {}
  void operator()(const core::DraftDropped&) {}
  void operator()(const core::DetailsGiven&) {}
  void operator()(const core::MessageWritten&) {}
  void operator()(const core::ChatEndProposed&) {}
  // A place is told of by its booking or offer; the promises stand on the page themselves.
  void operator()(const core::PlaceHeld&) {}
  void operator()(const core::PlaceTaken&) {}
  void operator()(const core::SlotsPublished&) {}
  void operator()(const core::TimeBlocked&) {}
  void operator()(const core::SlotReturned&) {}
  void operator()(const core::EarlierAsked&) { kind = "earlier_asked"; }
  void operator()(const core::SessionPlanned&) {}
  void operator()(const core::CourseBooked&) { kind = "course_booked"; }
  void operator()(const core::EarlierEnded&) { kind = "earlier_ended"; }
  void operator()(const core::PromiseStarted&) {}
  void operator()(const core::PromiseEnded&) {}
  void operator()(const core::PromiseResumed&) {}
  // What was told, what visits need and calendars have pages of their own (notices.cpp).
  void operator()(const core::NeedsNoted&) {}
  void operator()(const core::NoticeStarted&) {}
  void operator()(const core::NoticeSent&) {}
  void operator()(const core::NoticeFailed&) {}
  void operator()(const core::CalendarOpened&) {}
  void operator()(const core::CalendarClosed&) {}
  void operator()(const core::NavigatorLed&) { kind = "navigator_led"; }
  // What people do at navigators without a name is no part of a matter.
  void operator()(const core::NavigatorUsed&) {}
  void operator()(const core::AnswersKept&) {}
  void operator()(const core::AnswersOpened&) {}
  void operator()(const core::TermDefined&) {}
  void operator()(const core::LimitDefined&) {}
  void operator()(const core::PersonRegistered&) {}

 private:
  void say(std::string_view what, std::string_view name, std::string_view value) {
    kind = what;
    detail[name] = value;
  }
  [[nodiscard]] std::string team(TeamId id) const {
    return team_name(call_, state_.term_text(TermKind::team, id.n));
  }

  const Call& call_;
  const core::State& state_;
};

/// What a resident is told of an event; empty for what is the office's own.
struct Progress {
  std::string_view operator()(const core::ContactReceived&) const { return "asked"; }
  std::string_view operator()(const core::MatterTaken&) const { return "taken"; }
  std::string_view operator()(const core::ContactAnswered&) const { return "answered"; }
  std::string_view operator()(const core::CallbackTried& e) const {
    if (e.result == core::TryResult::reached) return "called";
    return core::in_writing(e.result) ? "written" : "call_tried";
  }
  std::string_view operator()(const core::NeedAssessed&) const { return "assessed"; }
  std::string_view operator()(const core::StepProposed&) const { return "proposed"; }
  std::string_view operator()(const core::StepBooked&) const { return "booked"; }
  std::string_view operator()(const core::TimeOffered&) const { return "time_offered"; }
  std::string_view operator()(const core::BookingCancelled& e) const {
    if (e.by == core::CancelledBy::unit) return "cancelled_by_unit";
    const bool own = e.by == core::CancelledBy::person || e.by == core::CancelledBy::person_late;
    return own ? std::string_view("cancelled") : std::string_view{};
  }
  std::string_view operator()(const core::StepEnded& e) const {
    if (e.state == core::StepState::done) return "visit_done";
    return e.state == core::StepState::missed ? std::string_view("visit_missed") : std::string_view{};
  }
  std::string_view operator()(const core::HandOverAccepted&) const { return "moved"; }
  std::string_view operator()(const core::MatterClosed&) const { return "closed"; }
  std::string_view operator()(const core::MatterReopened&) const { return "reopened"; }
  std::string_view operator()(const core::TicketGiven&) const { return "number_given"; }
  std::string_view operator()(const core::TicketMoved& e) const {
    return e.to == core::TicketState::lapsed ? std::string_view("number_lapsed") : std::string_view{};
  }
  std::string_view operator()(const core::ChatOpened&) const { return "chat_opened"; }
  std::string_view operator()(const core::ChatEnded& e) const {
    return e.how == core::ChatEnd::abandoned ? "chat_abandoned" : "chat_ended";
  }
  std::string_view operator()(const auto&) const { return {}; }
};

std::string actor_name(const Call& call, const core::Stamp& stamp) {
  if (stamp.by) return staff_name(call, stamp.by);
  return call.text("actor." + std::string(word(stamp.actor)));
}

}  // namespace

HistoryStart history_of(MatterId id, const core::MatterRow& row) {
  return {id, DocumentId{row.words}, row.last_seq};
}

void add_history(const Call& call, const Viewer& viewer, const HistoryStart& start, Audience audience,
                 json::object& out) {
  ledger::Ledger& ledger = call.house.driver.ledger();
  out["words"] = "";
  if (start.words) {
    if (auto words = ledger.document(viewer, start.words)) out["words"] = words.value();
  }
  const std::vector<Past> past = events_of(ledger, start.last_seq);
  const auto reading = call.house.driver.read();
  json::array lines;
  for (const auto& [seq, entry] : past) {
    if (audience == Audience::resident) {
      const std::string_view what = std::visit(Progress{}, entry.event);
      if (!what.empty()) lines.push_back(json::object{{"at", instant_json(entry.stamp.at)}, {"what", what}});
      continue;
    }
    Line line(call, reading.state());
    std::visit(line, entry.event);
    if (line.kind.empty()) continue;
    lines.push_back(json::object{{"seq", seq},
                                 {"at", instant_json(entry.stamp.at)},
                                 {"kind", line.kind},
                                 {"by", actor_name(call, entry.stamp)},
                                 {"detail", std::move(line.detail)}});
  }
  out[audience == Audience::staff ? "timeline" : "progress"] = std::move(lines);
}

}  // namespace vuoro::api
