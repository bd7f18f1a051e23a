#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <vector>

#include "twin/distribution.hpp"
#include "twin/streams.hpp"
#include "twin/tally.hpp"

namespace vuoro::twin::testing {

/// HT-1 written by hand as a bare event loop: no matters, no promises, no slots in a State, nothing that
/// could be shown to anybody. It draws the same numbers as the scenario content/scenarios/ht1.toml, so that
/// the twin must give the same figures to the last digits; and it is the limit that the twin's speed is
/// measured against.
class BareHt1 {
 public:
  BareHt1(std::uint64_t seed, std::uint32_t replication, double horizon)
      : streams_(seed, replication), horizon_(horizon), calls_(1) {}

  std::uint64_t happenings = 0;
  std::uint64_t contacts = 0;
  std::uint64_t abandoned = 0;
  std::uint64_t phone_within = 0;
  std::array<Mean, 2> phone_wait;
  std::array<Mean, 2> triage_wait;
  Mean walk_in_wait;
  Mean gp_lead;
  std::uint64_t gp_over = 0, gp_reached = 0, gp_missed = 0, gp_held = 0, gp_late = 0;
  Mean nurse_lead;
  std::uint64_t nurse_reached = 0, nurse_missed = 0;
  std::uint64_t rule_kept = 0, rule_missed = 0;  ///< Five working days, by whole days.

  void run() {
    plan_next_contact();
    while (!heap_.empty() && heap_.front().at < horizon_) {
      std::pop_heap(heap_.begin(), heap_.end(), later);
      const Event event = heap_.back();
      heap_.pop_back();
      now_ = event.at;
      happen(event);
    }
  }

 private:
  enum Kind : std::uint32_t {
    contact,
    phone_end,
    patience,
    back,
    triage_end,
    walk_in_end,
    gp,
    nurse,
    gp_end,
    nurse_end
  };
  enum Place : std::uint8_t { phone_place, triage_place, walk_in_place };
  struct Event {
    double at;
    std::uint32_t order;
    std::uint32_t who : 28, kind : 4;
  };
  struct Call {
    double contacted = 0, since = 0, lead = 0;
    std::uint16_t attempts = 0, bookings = 0;
    std::uint8_t segment = 0;
    bool called_back = false, waiting = false;
  };
  /// First in, first out, without giving memory back.
  struct Line {
    std::vector<std::uint32_t> who;
    std::size_t head = 0;
  };

  static bool later(const Event& a, const Event& b) { return a.at != b.at ? a.at > b.at : a.order > b.order; }
  void plan(double at, Kind kind, std::uint32_t who) {
    heap_.push_back({at, ++order_, who & 0xFFFFFFFU, static_cast<std::uint32_t>(kind) & 15U});
    std::push_heap(heap_.begin(), heap_.end(), later);
  }
  [[nodiscard]] double unit(std::uint32_t who, Purpose p, std::uint16_t place, std::uint32_t attempt) const {
    return streams_.unit(who, p, place, attempt);
  }
  static double exponential(double mean, double u) { return -mean * std::log1p(-u); }

  void plan_next_contact() {
    ++gaps_;
    next_contact_ += -std::log1p(-unit(gaps_, Purpose::gap, 0, 0)) / 4.5;
    if (next_contact_ < horizon_) plan(next_contact_, contact, 0);
  }

  void happen(const Event& event) {
    switch (static_cast<Kind>(event.kind)) {
      case contact:
        return call();
      case patience:
        return hang_up(event.who);
      case back:
        ++happenings;
        return arrive_at_phone(event.who);
      case phone_end:
        ++happenings;
        return phone_done(event.who);
      case triage_end:
        ++happenings;
        return triage_done(event.who);
      case walk_in_end:
        ++happenings;
        return walk_in_done(event.who);
      case gp:
        ++happenings;
        return gp_time(event.who);
      case nurse:
        ++happenings;
        return nurse_time(event.who);
      case gp_end:
      case nurse_end:
        ++happenings;
        return visited(event.who, calls_[event.who].since);
    }
  }

  void call() {
    ++happenings;
    ++contacts;
    const auto who = static_cast<std::uint32_t>(calls_.size());
    Call c;
    c.contacted = now_;
    c.segment = unit(who, Purpose::segment, 0, 0) < 0.2 ? 0 : 1;
    calls_.push_back(c);
    plan_next_contact();
    arrive_at_phone(who);
  }

  // Phone: 22 agents; urgent, call-backs, routine.
  void arrive_at_phone(std::uint32_t who) {
    Call& c = calls_[who];
    ++c.attempts;
    c.since = now_;
    if (agents_ > 0) return answer(who);
    c.waiting = true;
    phone_[c.called_back ? 1 : c.segment * 2].who.push_back(who);
    if (!c.called_back)
      plan(now_ + exponential(8, unit(who, Purpose::patience, phone_place, c.attempts)), patience, who);
  }
  void answer(std::uint32_t who) {
    Call& c = calls_[who];
    --agents_;
    const double waited = now_ - c.since;
    phone_wait[c.segment].add(waited);
    if (waited <= 3) ++phone_within;
    plan(now_ + exponential(4.5, unit(who, Purpose::service, phone_place, c.attempts)), phone_end, who);
  }
  void hang_up(std::uint32_t who) {
    Call& c = calls_[who];
    if (!c.waiting || c.called_back) return;
    ++happenings;
    ++abandoned;
    c.waiting = false;
    if (unit(who, Purpose::give_up, phone_place, c.attempts) >= 0.7) return;
    c.called_back = true;
    plan(now_ + exponential(60, unit(who, Purpose::later, phone_place, c.attempts)), back, who);
  }
  void phone_done(std::uint32_t who) {
    ++agents_;
    for (std::size_t rank = 0; rank < phone_.size(); ++rank) {
      Line& line = phone_[rank];
      while (line.head < line.who.size()) {
        const std::uint32_t next = line.who[line.head++];
        Call& n = calls_[next];
        // A caller who hung up is in the line still; as a call-back they wait in the other one.
        if (!n.waiting || n.called_back != (rank == 1)) continue;
        n.waiting = false;
        answer(next);
        rank = phone_.size();
        break;
      }
    }
    if (unit(who, Purpose::route, phone_place, 0) < 0.25) return;
    calls_[who].called_back = false;
    arrive_at_triage(who);
  }

  // Triage: 16 nurses; urgent first.
  void arrive_at_triage(std::uint32_t who) {
    Call& c = calls_[who];
    ++c.attempts;
    c.since = now_;
    if (nurses_ > 0) return assess(who);
    triage_[c.segment].who.push_back(who);
  }
  void assess(std::uint32_t who) {
    Call& c = calls_[who];
    --nurses_;
    triage_wait[c.segment].add(now_ - c.since);
    plan(now_ + triage_law_.at(unit(who, Purpose::service, triage_place, c.attempts)), triage_end, who);
  }
  void triage_done(std::uint32_t who) {
    ++nurses_;
    for (Line& line : triage_) {
      if (line.head == line.who.size()) continue;
      assess(line.who[line.head++]);
      break;
    }
    if (calls_[who].segment == 0) return arrive_at_walk_in(who);
    const double u = unit(who, Purpose::route, triage_place, 0);
    if (u < 0.5) return book_gp(who);
    if (u < 0.8) book_nurse(who);
  }

  // Walk-in: 10 doctors.
  void arrive_at_walk_in(std::uint32_t who) {
    ++calls_[who].attempts;
    calls_[who].since = now_;
    if (doctors_ > 0) return see(who);
    walk_in_.who.push_back(who);
  }
  void see(std::uint32_t who) {
    Call& c = calls_[who];
    --doctors_;
    walk_in_wait.add(now_ - c.since);
    c.since = now_;
    plan(now_ + exponential(12, unit(who, Purpose::service, walk_in_place, c.attempts)), walk_in_end, who);
  }
  void walk_in_done(std::uint32_t who) {
    ++doctors_;
    if (walk_in_.head < walk_in_.who.size()) see(walk_in_.who[walk_in_.head++]);
    visited(who, calls_[who].since);
  }

  // Booked visits.
  void book_gp(std::uint32_t who) {
    constexpr double gap = 20.0 / 30;
    next_gp_ = std::max(next_gp_, std::ceil((now_ + 30) / gap - 1e-9));
    const double at = next_gp_++ * gap;
    Call& c = calls_[who];
    ++c.bookings;
    c.lead = at - now_;
    gp_lead.add(c.lead);
    if (c.lead > 960) ++gp_over;
    plan(at, gp, who);
  }
  /// The core's times are whole seconds.
  static double nurse_at(double j) { return std::floor(j * (30.0 / 28) * 60 + 0.5 + 1e-5) / 60; }
  void book_nurse(std::uint32_t who) {
    next_nurse_ = std::max(next_nurse_, std::floor((now_ + 30) / (30.0 / 28)));
    while (nurse_at(next_nurse_) < now_ + 30) ++next_nurse_;
    const double at = nurse_at(next_nurse_++);
    Call& c = calls_[who];
    ++c.bookings;
    c.lead = at - now_;
    nurse_lead.add(c.lead);
    plan(at, nurse, who);
  }
  [[nodiscard]] bool stays_away(std::uint32_t who, std::uint16_t clinic) const {
    const Call& c = calls_[who];
    return unit(who, Purpose::show, clinic, c.bookings) < 0.05 + 0.10 * (1 - std::exp(-c.lead / 2400));
  }
  [[nodiscard]] bool rebooks(std::uint32_t who, std::uint16_t clinic) const {
    return unit(who, Purpose::rebook, clinic, calls_[who].bookings) < 0.6;
  }
  void gp_time(std::uint32_t who) {
    Call& c = calls_[who];
    ++gp_reached;
    if (stays_away(who, 0)) {
      ++gp_missed;
      return rebooks(who, 0) ? book_gp(who) : given_up(who);
    }
    ++gp_held;
    if (now_ > c.contacted + 2400) ++gp_late;
    c.since = now_;
    plan(now_ + 20, gp_end, who);
  }
  void nurse_time(std::uint32_t who) {
    ++nurse_reached;
    if (stays_away(who, 1)) {
      ++nurse_missed;
      return rebooks(who, 1) ? book_nurse(who) : given_up(who);
    }
    calls_[who].since = now_;
    plan(now_ + 30, nurse_end, who);
  }

  // The promise of five working days.
  [[nodiscard]] bool over_due(std::uint32_t who, double at) const {
    return std::floor((at + 1e-7) / 480) > std::floor(calls_[who].contacted / 480) + 5;
  }
  void visited(std::uint32_t who, double at) { ++(over_due(who, at) ? rule_missed : rule_kept); }
  void given_up(std::uint32_t who) {
    if (over_due(who, now_)) ++rule_missed;
  }

  Streams streams_;
  double horizon_;
  double now_ = 0;
  double next_contact_ = 0;
  double next_gp_ = 3600;
  double next_nurse_ = 0;
  std::uint32_t gaps_ = 0;
  std::uint32_t order_ = 0;
  int agents_ = 22;
  int nurses_ = 16;
  int doctors_ = 10;
  Distribution triage_law_ = Distribution::lognormal(4, 0.75);
  std::vector<Event> heap_;
  std::vector<Call> calls_;
  std::array<Line, 3> phone_;
  std::array<Line, 2> triage_;
  Line walk_in_;
};

}  // namespace vuoro::twin::testing
