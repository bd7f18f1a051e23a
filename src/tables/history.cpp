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
  Reader(const core::Whole& whole, Instant now) : whole_(whole), now_(now.s) {}

  void read(const MatterRow& m) {
    contact(m);
    const bool lately = m.opened.s + std::chrono::seconds(core::outreach_again).count() > now_;
    if (is_outreach(m) && (m.status == core::MatterStatus::open || lately)) out.sought_out = true;
    if (m.status == core::MatterStatus::open) {
      ++out.open_matters;
      out.longest_open_days = std::max(out.longest_open_days, days_since(m.opened));
    } else if (given_up(m.close_reason) && within(m.closed, 365)) {
      ++out.unsolved_365;
    }
    for (StepId s = m.first_step; s; s = whole_.steps()[s.n].older) step(whole_.steps()[s.n]);
    for (PromiseId p = m.first_promise; p; p = whole_.promises()[p.n].older)
      promise(whole_.promises()[p.n], p);
  }

  History out;

 private:
  static constexpr std::int64_t day = 86'400;

  [[nodiscard]] std::int32_t days_since(Moment t) const {
    return static_cast<std::int32_t>(std::max<std::int64_t>(now_ - t.s, 0) / day);
  }
  [[nodiscard]] bool within(Moment t, std::int64_t days) const {
    return t && t.s <= now_ && now_ - t.s < days * day;
  }
  static void sooner(std::int32_t& known, std::int32_t days) {
    if (known == History::unknown || days < known) known = days;
  }

  void contact(const MatterRow& m) {
    if (is_outreach(m)) return;  // we came to them
    const bool repeated = m.last_action == static_cast<std::uint8_t>(core::Action::repeat);
    sooner(out.days_since_contact, days_since(repeated ? m.changed : m.opened));
    // A duplicate was counted as a contact of the matter that goes on when the two were joined.
    const bool counted_there =
        m.status == core::MatterStatus::closed && m.close_reason == CloseReason::duplicate;
    if (counted_there) return;
    const auto in = [&](std::int64_t days) -> std::int32_t {
      if (within(m.opened, days)) return m.contacts;
      return repeated && within(m.changed, days) ? 1 : 0;
    };
    out.contacts_90 += in(90);
    out.contacts_365 += in(365);
  }

  void step(const core::StepRow& s) {
    const Moment when = s.begin ? s.begin : s.ended;
    if (s.state == core::StepState::missed && within(when, 365)) ++out.missed_365;
    if (s.state != core::StepState::done) return;
    sooner(out.days_since_visit, days_since(when));
    if (s.outcome == core::Outcome::not_helped && within(when, 365)) ++out.unsolved_365;
  }

  void promise(const core::PromiseRow& p, PromiseId id) {
    const bool dated = p.due.instant() != core::no_due;
    const bool broken =
        p.state == core::PromiseState::missed || (p.state == core::PromiseState::running && p.due.s < now_);
    // As on the board: without an age nobody can say that the limit was this short.
    if (dated && broken && within(p.due, 365) && !whole_.age_assumed(id)) ++out.missed_promises_365;
  }

  const core::Whole& whole_;
  std::int64_t now_;
};

Value known(std::int32_t number) {
  return number == History::unknown ? Value{} : Value::number(number);
}

}  // namespace

History history_of(const core::Whole& whole, PersonId person, Instant now) {
  const core::PersonRow& p = whole.persons()[person.n];
  Reader reader(whole, now);
  History& out = reader.out;
  out.language = p.mother_tongue;
  out.area = p.area;
  if (p.born != core::no_birth_day) out.age = calendar::age_on(Day{p.born}, calendar::local_day(now));
  bool newest = true;
  for (MatterId id = p.last_matter; id; id = whole.matters()[id.n].older_of_person) {
    const MatterRow& m = whole.matters()[id.n];
    if (m.opened.instant() > now) continue;
    if (newest) {
      if (m.language != core::Language{}) out.language = m.language;
      out.interpreter = m.interpreter;
    }
    newest = false;
    reader.read(m);
  }
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
