#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/words.hpp"
#include "twin/habits.hpp"
#include "twin/units.hpp"

/// The fitted habits for people to read.
namespace vuoro::twin {

namespace {

constexpr std::array<std::string_view, day_classes> day_words = {"monday",   "tuesday", "wednesday",
                                                                 "thursday", "friday",  "closed_days"};
constexpr double low = 0.025;
constexpr double high = 0.975;

class Writer {
 public:
  Writer(const Habits& habits, const core::State& state) : h_(habits), past_(*habits.past), state_(state) {}

  std::string write() {
    top();
    for (const auto& [id, team] : h_.teams) write(team);
    for (const auto& [key, care] : h_.care) write(care);
    return std::move(text_);
  }

 private:
  template <class... A>
  void line(fmt::format_string<A...> format, A&&... values) {
    fmt::format_to(std::back_inserter(text_), format, std::forward<A>(values)...);
    text_ += '\n';
  }
  void share(std::string_view name, const Share& s) {
    line(
        "{} = {{ share = {:.4f}, interval = [{:.4f}, {:.4f}], of = {}, prior = {:.4f}, prior_weight = {:g} "
        "}}",
        name, s.mean(), s.at(low), s.at(high), s.n, s.prior, s.weight);
  }
  void rate(std::string_view name, const Rate& r) {
    line("{} = {{ mean = {:.3f}, interval = [{:.3f}, {:.3f}], counted = {:.0f}, in = {:.2f} }}", name,
         r.mean(), r.at(low), r.at(high), r.n, r.exposure);
  }
  [[nodiscard]] std::string_view team(TeamId id) const {
    return state_.term_text(core::TermKind::team, id.n);
  }
  [[nodiscard]] std::string_view service(ServiceId id) const {
    return state_.term_text(core::TermKind::service, id.n);
  }

  void top() {
    line(
        "# What the ledger's past says of how people behave (docs/model.md). Intervals hold 95 %. A prior "
        "stands");
    line("# for what is believed before looking; prior_weight is the number of observations it counts as.");
    line("source = \"ledger, {} to {} ({} whole days, {} contacts told of at the time)\"",
         iso(past_.first_day()), iso(past_.end_day() - 1), past_.days(), past_.contacts());
    line("growth_per_week = {{ log = {:.5f}, error = {:.5f}, from_prior = {} }}", h_.growth.mean,
         h_.growth.error, h_.growth_thin);
    line("parts_of_year = [");
    for (const PartHabits& one : h_.year.all())
      line(
          "  {{ code = \"{}\", contacts = {:.3f}, interval = [{:.3f}, {:.3f}], desks = {:.2f}, visits = "
          "{:.2f}, "
          "working_days = {}, learnt = {} }},",
          one.part.code, std::exp(one.contacts.mean), std::exp(one.contacts.at(low)),
          std::exp(one.contacts.at(high)), 1 + one.part.desks, 1 + one.part.visits, one.working_days,
          one.learnt);
    line("]");
    line("speed_day_after_day = {{ correlation = {:.3f}, interval = [{:.3f}, {:.3f}], pairs_of_days = {} }}",
         std::tanh(h_.persistence.mean), std::tanh(h_.persistence.at(low)),
         std::tanh(h_.persistence.at(high)), h_.persistence_pairs);
    share("booking_given_up_after_cancelling", h_.gives_up);
    text_ += "answered_while_present = [";
    bool first = true;
    for (std::size_t c = 0; c < h_.at_once.size(); ++c) {
      if (!h_.at_once[c]) continue;
      text_ += first ? "\"" : ", \"";
      text_ += promises::word(static_cast<core::Channel>(c));
      text_ += '"';
      first = false;
    }
    line("]");
    line("thin = [");
    for (const std::string& note : h_.notes) line("  \"{}\",", note);
    line("]\n\n[missed_by_lead]  # visits that nobody came to, by days from booking to visit");
    for (std::size_t c = 0; c < lead_classes.size(); ++c)
      share(fmt::format("from_{}_days", lead_classes[c]), h_.misses[c]);
  }

  void write(const TeamHabits& t) {
    line("\n[[team]]\ncode = \"{}\"", team(t.team));
    line("contacts_vary = {:.3f}  # variance over mean of a day's contacts", t.dispersion);
    for (std::size_t c = 0; c < day_classes; ++c)
      rate(fmt::format("contacts_{}", day_words[c]), t.contacts[c]);
    rate("handled_per_hour_monday", t.per_hour[0]);
    rate("handled_per_hour_other", t.per_hour[1]);
    line("seen_full = [{}, {}]", t.seen_full[0], t.seen_full[1]);
    const auto assessed = past_.assessed_after.find(t.team);
    if (assessed != past_.assessed_after.end()) {
      auto days = assessed->second;
      std::ranges::sort(days);
      line("assessed_after_working_days = {{ median = {:g}, ninth_tenth = {:g}, of = {} }}",
           days[days.size() / 2], days[days.size() * 9 / 10], days.size());
    }
    endings(t.team);
    needs(t.team);
  }

  void endings(TeamId id) {
    const auto found = past_.closed.find(id);
    if (found == past_.closed.end()) return;
    std::uint64_t all = 0;
    for (const std::uint32_t n : found->second) all += n;
    for (std::size_t r = 0; r < found->second.size(); ++r) {
      if (found->second[r] == 0) continue;
      share(fmt::format("ends_{}", promises::word(static_cast<core::CloseReason>(r))),
            {all, found->second[r], 0.5, 1});
    }
  }

  void needs(TeamId id) {
    const auto all = past_.settled.find(id);
    for (auto at = past_.needing.lower_bound({id, {}}); at != past_.needing.end() && at->first.team == id;
         ++at)
      share(fmt::format("needs_{}", service(at->first.service)),
            {all == past_.settled.end() ? at->second : all->second, at->second, 0.5, 1});
  }

  void write(const CareHabits& c) {
    line("\n[[care]]\nteam = \"{}\"\nservice = \"{}\"", team(c.key.team), service(c.key.service));
    line("bookings = {}\nthin = {}", c.counts->bookings, c.thin);
    line("booked = \"{}\"", c.in_slots   ? "in published times"
                            : c.same_day ? "for the same day"
                                         : "beside published times");
    if (!c.in_slots && !c.same_day)
      line("visits_per_working_day = {{ mean = {:.3f}, interval = [{:.3f}, {:.3f}], somebody_waits = {} }}",
           c.per_day.mean, c.per_day.at(low), c.per_day.at(high), c.queued);
    line("window_days = {}", c.window);
    auto wishes = c.wishes;
    std::ranges::sort(wishes, {}, &Wish::working_days);
    if (!wishes.empty())
      line("wished_lead_working_days = {{ median = {}, ninth_tenth = {}, of = {} }}",
           wishes[wishes.size() / 2].working_days, wishes[wishes.size() * 9 / 10].working_days,
           wishes.size());
    share("refused", c.refuses);
    share("cancelled_by_person", c.person_cancels);
    share("cancelled_by_unit", c.unit_cancels);
    share("missed", c.misses);
    auto when = c.cancelled;
    std::ranges::sort(when);
    if (!when.empty())
      line("cancelled_at_part_of_lead = {{ median = {:.2f}, of = {} }}", when[when.size() / 2], when.size());
  }

  const Habits& h_;
  const Past& past_;
  const core::State& state_;
  std::string text_;
};

}  // namespace

std::string to_toml(const Habits& habits, const core::State& state) {
  return Writer(habits, state).write();
}

}  // namespace vuoro::twin
