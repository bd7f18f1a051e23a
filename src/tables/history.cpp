#include "tables/history.hpp"

#include <algorithm>

#include "calendar/counting.hpp"
#include "calendar/zone.hpp"
#include "core/county_tables.hpp"

namespace vuoro::tables {
namespace {

using core::CloseReason;
using core::MatterRow;
using core::Moment;
using rules::Value;

bool is_outreach(const MatterRow& m) {
  return m.channel == core::Channel::outreach;
}

/// The matter ended and nobody was helped.
bool given_up(CloseReason reason) {
  return reason == CloseReason::not_reached || reason == CloseReason::person_withdrew ||
         reason == CloseReason::abandoned;
}

class Reader {
 public:
  Reader(const core::Whole& whole, const AsOf& as_of)
      : whole_(whole), as_of_(as_of), now_(Moment::of(as_of.now)) {}

  void read(const MatterRow& m) {
    contact(m);
    const bool lately = m.opened.instant() + core::outreach_again > as_of_.now;
    if (is_outreach(m) && (m.status == core::MatterStatus::open || lately)) out_.sought_out = true;
    if (m.status == core::MatterStatus::open) {
      ++out_.open_matters;
      if (!oldest_open_ || m.opened < oldest_open_) oldest_open_ = m.opened;
    } else if (given_up(m.close_reason) && since(m.closed, as_of_.days_365)) {
      ++out_.unsolved_365;
    }
    for (StepId s = m.first_step; s; s = whole_.steps()[s.n].older) step(whole_.steps()[s.n]);
    for (PromiseId p = m.first_promise; p; p = whole_.promises()[p.n].older)
      promise(whole_.promises()[p.n], p);
  }

  /// Adds what was read of all matters.
  void finish(History& history) {
    history.contacts_90 = out_.contacts_90;
    history.contacts_365 = out_.contacts_365;
    history.unsolved_365 = out_.unsolved_365;
    history.missed_365 = out_.missed_365;
    history.open_matters = out_.open_matters;
    history.missed_promises_365 = out_.missed_promises_365;
    history.sought_out = out_.sought_out;
    history.days_since_contact = days_since(last_contact_);
    history.days_since_visit = days_since(last_visit_);
    history.longest_open_days = std::max(days_since(oldest_open_), 0);
  }

 private:
  [[nodiscard]] std::int32_t days_since(Moment t) const {
    return t ? std::max(as_of_.today - calendar::local_day(t.instant()), 0) : History::unknown;
  }
  [[nodiscard]] bool since(Moment t, Moment from) const { return t >= from && t <= now_; }

  void contact(const MatterRow& m) {
    if (is_outreach(m)) return;  // we came to them
    const bool repeated = m.last_action == static_cast<std::uint8_t>(core::Action::repeat);
    last_contact_ = std::max(last_contact_, repeated ? m.changed : m.opened);
    // A duplicate was counted as a contact of the matter that goes on when the two were joined.
    if (m.status == core::MatterStatus::closed && m.close_reason == CloseReason::duplicate) return;
    const auto in = [&](Moment from) -> std::int32_t {
      if (since(m.opened, from)) return m.contacts;
      return repeated && since(m.changed, from) ? 1 : 0;
    };
    out_.contacts_90 += in(as_of_.days_90);
    out_.contacts_365 += in(as_of_.days_365);
  }

  void step(const core::StepRow& s) {
    const Moment when = s.begin ? s.begin : s.ended;
    const bool this_year = since(when, as_of_.days_365);
    if (s.state == core::StepState::missed && this_year) ++out_.missed_365;
    if (s.state != core::StepState::done) return;
    last_visit_ = std::max(last_visit_, when);
    if (s.outcome == core::Outcome::not_helped && this_year) ++out_.unsolved_365;
  }

  void promise(const core::PromiseRow& p, PromiseId id) {
    if (p.state != core::PromiseState::missed && p.state != core::PromiseState::running) return;
    const bool over = p.state == core::PromiseState::missed || p.due < now_;
    // As on the board: without an age nobody can say that the limit was this short. no_due is never since.
    if (over && since(p.due, as_of_.days_365) && !whole_.age_assumed(id)) ++out_.missed_promises_365;
  }

  const core::Whole& whole_;
  const AsOf& as_of_;
  Moment now_;
  History out_;
  Moment last_contact_, last_visit_, oldest_open_;
};

Value known(std::int32_t number) {
  return number == History::unknown ? Value{} : Value::number(number);
}

}  // namespace

AsOf::AsOf(Instant instant) : now(instant), today(calendar::local_day(instant)) {
  days_90 = core::Moment::of(calendar::at_local(today - 89, 0));
  days_365 = core::Moment::of(calendar::at_local(today - 364, 0));
}

History history_of(const core::Whole& whole, PersonId person, const AsOf& as_of) {
  const core::PersonRow& p = whole.persons()[person.n];
  History out;
  out.language = p.mother_tongue;
  out.area = p.area;
  if (p.born != core::no_birth_day) out.age = calendar::age_on(Day{p.born}, as_of.today);
  Reader reader(whole, as_of);
  bool newest = true;
  for (MatterId id = p.last_matter; id; id = whole.matters()[id.n].older_of_person) {
    const MatterRow& m = whole.matters()[id.n];
    if (m.opened.instant() > as_of.now) continue;
    if (newest) {
      if (m.language != core::Language{}) out.language = m.language;
      out.interpreter = m.interpreter;
    }
    newest = false;
    reader.read(m);
  }
  reader.finish(out);
  return out;
}

Value facts_of(const core::State& state, const History& history) {
  const std::string area(state.term_text(core::TermKind::area, history.area.n));
  const std::string language(history.language.letters().data());
  return Value::context({{"age", known(history.age)},
                         {"language", language.empty() ? Value{} : Value::string(language)},
                         {"area", area.empty() ? Value{} : Value::string(area)},
                         {"interpreter", history.interpreter == core::Interpreter::yes},
                         {"contacts_90", Value::number(history.contacts_90)},
                         {"contacts_365", Value::number(history.contacts_365)},
                         {"unsolved_365", Value::number(history.unsolved_365)},
                         {"missed_365", Value::number(history.missed_365)},
                         {"days_since_contact", known(history.days_since_contact)},
                         {"days_since_visit", known(history.days_since_visit)},
                         {"open_matters", Value::number(history.open_matters)},
                         {"longest_open_days", Value::number(history.longest_open_days)},
                         {"missed_promises_365", Value::number(history.missed_promises_365)}});
}

}  // namespace vuoro::tables
