#pragma once

#include <memory>
#include <string>
#include <vector>

#include "calendar/zone.hpp"
#include "twin/belief.hpp"
#include "twin/forecast.hpp"
#include "twin/run_scenario.hpp"

namespace vuoro::twin::testing {

/// What people do in a made-up past, so that the fit can be held to it.
struct Truth {
  std::array<double, 5> contacts = {14, 9, 8, 8, 7};  ///< Monday to Friday.
  double needs_visit = 0.6;
  double misses = 0.12;
  double cancels = 0.08;
  int lead = 3;  ///< Working days from booking to visit.
  int days = 56;
};

/// One team, one service, the promise rule of HT-1 (a visit within five working days of the contact): a past
/// written by commands as it happened, and watched by a Past as a ledger's events would be.
class SmallCounty {
 public:
  SmallCounty() : SmallCounty(Day{day_of(2026, 2, 2)}) {}
  explicit SmallCounty(Day first)
      : prepared_(given_by_the_holder()),
        ground_(prepared_->start, prepared_->setting, viewer()),
        past_(std::make_shared<Past>(prepared_->setting.calendar)),
        day_(first) {
    ground_.tell(
        [this](const core::State&, const core::Event& e, const core::Stamp& s) { past_->see(e, s); });
  }

  std::uint32_t give(const core::Command& command, Instant at,
                     const core::Actor& actor = {core::ActorKind::system, {}, {}}) {
    const auto subject = ground_.give(command, actor, at);
    if (const auto fault = ground_.fault()) throw std::runtime_error(fault->what);
    return subject;
  }
  MatterId contact(Instant at) {
    core::ReceiveContact command;
    command.channel = core::Channel::web;
    command.about = core::About::unnamed;
    return MatterId{give(command, at)};
  }
  void assess(MatterId matter, Instant at) {
    give(core::AnswerContact{matter}, at);
    give(
        core::AssessNeed{
            matter, core::Urgency::non_urgent, core::Profession::nurse, {promises::Domain::health}, {}},
        at);
  }
  StepId propose(MatterId matter, Instant at) {
    return StepId{give(core::ProposeStep{matter, service(), core::no_due}, at)};
  }
  void publish(Instant begin, std::uint16_t count) {
    core::PublishSlots slots;
    slots.worker = prepared_->clinics[0].workers[0];
    slots.team = prepared_->team;
    slots.type = prepared_->clinics[0].type;
    slots.begin = begin;
    slots.count = count;
    slots.minutes = 20;
    give(slots, begin + std::chrono::hours{-7 * 24});
  }

  /// Days of life. Events are written in the order of time, as in a ledger.
  void live(const Truth& truth, std::uint64_t seed) {
    const Streams streams(seed, 0);
    for (int n = 0; n < truth.days; ++n, day_ = day_ + 1) one_day(truth, streams);
  }

  /// Ready for futures from the beginning of the next day.
  std::shared_ptr<LiveCounty> county() {
    const Instant now = calendar::at_local(day_, 0);
    auto county = unfitted(now);
    auto habits = fit(past_, county->start, county->setting, viewer());
    if (!habits) throw std::runtime_error(habits.error().what);
    county->habits = *habits;
    return county;
  }
  std::shared_ptr<LiveCounty> unfitted(Instant now) {
    past_->finish(now);
    auto county = std::make_shared<LiveCounty>();
    county->start = ground_.state();
    county->setting = prepared_->setting;
    county->now = now;
    return county;
  }

  [[nodiscard]] std::shared_ptr<Past> past() const { return past_; }
  [[nodiscard]] const core::State& state() const { return ground_.state(); }
  [[nodiscard]] const Prepared& prepared() const { return *prepared_; }
  [[nodiscard]] TeamId team() const { return prepared_->team; }
  [[nodiscard]] ServiceId service() const { return prepared_->clinics[0].service; }
  [[nodiscard]] CareKey care() const { return {team(), service()}; }

 private:
  struct Due {
    std::int64_t at = 0;
    StepId step;
    MatterId matter;
    bool cancels = false;
    std::uint32_t nth = 0;
  };

  static Scenario terms() {
    Scenario scenario = scenario_in(ht1_file);
    scenario.begin = day_of(2026, 1, 2);
    scenario.horizon = 60;
    return scenario;
  }

  /// In HT-1 the station gives everything; here whoever holds the matter does.
  static std::shared_ptr<const Prepared> given_by_the_holder() {
    auto prepared = std::make_shared<Prepared>(*ready(terms()));
    for (core::ServiceRule& rule : prepared->setting.services) rule.team = {};
    return prepared;
  }

  void one_day(const Truth& truth, const Streams& streams) {
    const auto& calendar = prepared_->setting.calendar;
    const std::size_t kind = day_class(calendar, day_);
    const auto entity = static_cast<std::uint32_t>(day_.n);
    if (kind < 5) {
      const auto count = count_at(truth.contacts[kind], 1, streams.unit(entity, Purpose::count));
      for (std::uint32_t i = 0; i < count; ++i)
        new_contact(truth, streams, calendar::at_local(day_, 9 * 3600 + static_cast<int>(i)));
    }
    std::ranges::sort(due_, {}, [](const Due& d) { return std::pair(d.at, d.step); });
    const std::int64_t end = calendar::at_local(day_ + 1, 0).s;
    while (!due_.empty() && due_.front().at < end) {
      const Due one = due_.front();
      due_.erase(due_.begin());
      happen(truth, streams, one);
    }
  }

  void new_contact(const Truth& truth, const Streams& streams, Instant at) {
    const MatterId matter = contact(at);
    assess(matter, at + std::chrono::seconds{60});
    if (streams.unit(matter.n, Purpose::route) >= truth.needs_visit) {
      give(core::CloseMatter{matter, core::CloseReason::advice_was_enough}, at + std::chrono::seconds{120});
      return;
    }
    const StepId step = propose(matter, at + std::chrono::seconds{120});
    book(truth, streams, {0, step, matter, false, 0}, at + std::chrono::seconds{120});
  }

  void book(const Truth& truth, const Streams& streams, Due one, Instant at) {
    const Day visit = prepared_->setting.calendar.add_working_days(calendar::local_day(at), truth.lead);
    const Instant begin = calendar::at_local(visit, 16 * 3600);
    give(core::BookStep{one.step, begin, 20, core::Mode::visit}, at);
    ++one.nth;
    one.cancels = streams.unit(one.step.n, Purpose::fate, 0, one.nth) < truth.cancels;
    one.at = one.cancels ? calendar::at_local(calendar::local_day(at) + 1, 12 * 3600).s : begin.s + 1200;
    due_.push_back(one);
  }

  void happen(const Truth& truth, const Streams& streams, const Due& one) {
    const Instant at{one.at};
    if (one.cancels) {
      give(core::CancelBooking{one.step, core::CancelledBy::person}, at);
      return book(truth, streams, one, at);
    }
    if (streams.unit(one.step.n, Purpose::show) < truth.misses) {
      give(core::MissStep{one.step}, at);
    } else {
      give(core::CompleteStep{one.step, core::Outcome::helped}, at);
    }
    give(core::CloseMatter{one.matter, core::CloseReason::care_given}, at + std::chrono::seconds{60});
  }

  std::shared_ptr<const Prepared> prepared_;
  Ground ground_;
  std::shared_ptr<Past> past_;
  Day day_;
  std::vector<Due> due_;
};

}  // namespace vuoro::twin::testing
