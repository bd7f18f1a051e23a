#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "core/events.hpp"
#include "twin/deed.hpp"
#include "twin/desk_speed.hpp"
#include "twin/missed_shares.hpp"

namespace vuoro::twin {

/// A booking made as soon as the step was proposed: what the person and the unit wished for.
struct Wish {
  std::int16_t working_days = 0;  ///< From the day of booking to that of the visit; 0 = before the next.
  std::int32_t later = 0;         ///< On the same day: seconds after the booking.
  std::int32_t second = 0;
  std::uint16_t minutes = 0;
  core::Mode mode{};
};

/// What the past says of one team's giving of one service. All are counts.
struct CareCounts {
  std::uint32_t proposed = 0;
  std::uint32_t refused = 0;  ///< Before any time was booked.
  std::uint32_t bookings = 0;
  std::uint32_t in_slots = 0;
  std::uint32_t cancelled_by_person = 0;
  std::uint32_t cancelled_by_unit = 0;
  std::uint32_t held = 0;
  std::uint32_t missed = 0;
  std::array<std::uint32_t, 6> outcomes{};     ///< By core::Outcome.
  std::uint64_t minutes = 0;                   ///< Of all bookings.
  std::vector<Wish> wishes;                    ///< Bookings made at once.
  std::vector<std::int16_t> leads;             ///< Days from booking to visit, of all bookings.
  std::vector<float> cancelled_at;             ///< Which part of the lead had passed.
  std::map<std::int32_t, std::int32_t> taken;  ///< Visit times by day; what was given back in time is not.
};

/// What the past says of one team's desk.
struct DeskCounts {
  std::map<std::int32_t, std::uint32_t> contacts;  ///< By day.
  std::vector<Turn> turns;                         ///< Every wait, also of those told of afterwards.
  std::map<std::int32_t, std::uint32_t> by_day;    ///< Handled.
};

/// Reads the events of a ledger in their order and keeps what the twin fits its people by. Matters told of
/// afterwards (imports; more than a day late) are seen to their end, but they are not counted as arrivals:
/// nobody knows who else came then. One thread.
class Past {
 public:
  explicit Past(calendar::Calendar calendar) : calendar_(std::move(calendar)) {}

  void see(const core::Event& event, const core::Stamp& stamp);
  /// No more events: it is `end` now. Once.
  void finish(Instant end);

  /// Where an open matter stands.
  struct Standing {
    Anchor anchor;
    Instant anchored;
    Instant last;             ///< The last deed.
    std::vector<Deed> deeds;  ///< Since the anchor.
    std::uint32_t asked = 0;
    std::uint8_t open_steps = 0;
    bool told_later = false;
    bool fresh = false;  ///< Waits for the desk.
    Instant joined;      ///< Since when, if so.
    bool known = false;
    std::uint64_t services = 0;  ///< Bits of service numbers proposed (mod 64).
    TeamId holder;
    TeamId first_team;
  };

  [[nodiscard]] const std::vector<Deed>& deeds() const { return deeds_; }
  [[nodiscard]] const std::vector<Asked>& asked() const { return asked_; }
  /// Finished stretches by what they began with. Those begun in the last third of the record (7 to 21 days)
  /// are left out, so that long ones are not missed more often than short ones. Team 0 (and service 0) stand
  /// for all teams (and services) together.
  [[nodiscard]] const std::map<Anchor, std::vector<Stretch>>& stretches() const { return stretches_; }
  [[nodiscard]] const std::map<CareKey, CareCounts>& care() const { return care_; }
  [[nodiscard]] const std::map<TeamId, DeskCounts>& desks() const { return desks_; }
  /// Nothing for a matter that the events did not open.
  [[nodiscard]] const Standing* standing(MatterId matter) const;
  /// Whether the matter was closed without any step having been proposed.
  [[nodiscard]] bool solved_without_visit(const Stretch& stretch) const;
  /// When the step's present time was booked.
  [[nodiscard]] Instant booked_at(StepId step) const {
    return step.n < steps_.size() ? steps_[step.n].booked : Instant{};
  }

  [[nodiscard]] Day first_day() const { return first_day_; }  ///< Of the record: the first whole day.
  [[nodiscard]] Day end_day() const { return end_day_; }      ///< The first day that is not whole.
  [[nodiscard]] int days() const { return std::max(0, end_day_ - first_day_); }
  [[nodiscard]] Instant end() const { return end_; }
  [[nodiscard]] std::uint64_t contacts() const { return contacts_; }
  [[nodiscard]] double contacts_on(Day day) const;  ///< In the whole county. O(teams).
  [[nodiscard]] const calendar::Calendar& calendar() const { return calendar_; }

  /// By lead_classes: visits reached, and missed.
  std::array<std::uint32_t, lead_classes.size()> reached{};
  std::array<std::uint32_t, lead_classes.size()> missed{};
  /// Contacts by channel, and how many of them somebody turned to within five minutes.
  std::array<std::uint32_t, 16> by_channel{};
  std::array<std::uint32_t, 16> at_once{};
  std::uint32_t cancelled = 0;
  std::uint32_t ended_after_cancelling = 0;
  /// Matters of each first team that were proposed each service at least once, and those that have settled.
  std::map<CareKey, std::uint32_t> needing;
  std::map<TeamId, std::uint32_t> settled;
  std::map<TeamId, std::array<std::uint32_t, 16>> closed;  ///< By core::CloseReason.
  std::map<TeamId, std::vector<float>> assessed_after;     ///< Working days from the contact.

 private:
  struct StepFacts {
    CareKey key;
    MatterId matter;
    Instant proposed;
    Instant booked;
    Instant begin;
    bool ever_booked = false;
    bool cancelled = false;
    bool told_later = false;
  };
  Standing& of(MatterId matter);
  void add(MatterId matter, Deed deed, Instant at);
  void anchor(MatterId matter, const Anchor& anchor, Instant at);
  void touched(MatterId matter, Instant at);
  void joins(Standing& standing, Instant at);
  void put_away(Standing& standing);
  StepFacts& step(StepId id);
  void merge();

  void on(const core::ContactReceived& e, const core::Stamp& stamp);
  void on(const core::MatterOpened& e, const core::Stamp& stamp);
  void on(const core::HandOverAccepted& e, const core::Stamp& stamp);
  void on(const core::NeedAssessed& e, const core::Stamp& stamp);
  void on(const core::StepProposed& e, const core::Stamp& stamp);
  void on(const core::StepBooked& e, const core::Stamp& stamp);
  void on(const core::PlaceTaken& e, const core::Stamp& stamp);
  void on(const core::BookingCancelled& e, const core::Stamp& stamp);
  void on(const core::StepEnded& e, const core::Stamp& stamp);
  void on(const core::MatterClosed& e, const core::Stamp& stamp);

  calendar::Calendar calendar_;
  std::vector<Deed> deeds_;
  std::vector<Asked> asked_;
  std::map<Anchor, std::vector<Stretch>> stretches_;
  std::map<CareKey, CareCounts> care_;
  std::map<TeamId, DeskCounts> desks_;
  std::vector<Standing> matters_;
  std::vector<StepFacts> steps_;
  std::optional<Instant> began_;
  Day first_day_;
  Day end_day_;
  Instant end_;
  std::uint64_t contacts_ = 0;
};

}  // namespace vuoro::twin
