#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/events.hpp"
#include "twin/deed.hpp"

namespace vuoro::twin {

/// A booked visit whose time came: whether the person did, and what was known when it was booked.
struct ReachedVisit {
  Instant booked;
  Instant begin;
  PersonId person;  ///< None: nobody registered.
  CareKey care;
  core::Age age;
  core::Sex sex{};
  core::Language language;
  std::int32_t lead = 0;  ///< Days from the booking to the visit.
  /// Of the person's earlier visits that were over when this one was booked, and how many of them were
  /// missed.
  std::uint16_t earlier = 0;
  std::uint16_t earlier_missed = 0;
  bool missed = false;
};

/// Reads the events of a ledger in their order, imports and all, and keeps the visits that were reached.
class ReachedVisits {
 public:
  void see(const core::Event& event, const core::Stamp& stamp);
  /// In the order of their beginnings. Once. O(n log n).
  [[nodiscard]] std::vector<ReachedVisit> finish();

 private:
  struct Person {
    std::int32_t born = 0;
    core::Sex sex{};
    bool known = false;
  };
  struct Matter {
    PersonId person;
    core::Age age;
    core::Language language;
  };
  struct Step {
    MatterId matter;
    CareKey care;
    std::optional<Instant> booked;
    Instant begin;
    std::optional<std::uint32_t> kept;  ///< Which of the visits it became.
  };
  void on(const core::PersonRegistered& e, const core::Stamp& stamp);
  void on(const core::ContactReceived& e, const core::Stamp& stamp);
  void on(const core::StepProposed& e, const core::Stamp& stamp);
  void on(const core::StepBooked& e, const core::Stamp& stamp);
  void on(const core::BookingCancelled& e, const core::Stamp& stamp);
  void on(const core::StepEnded& e, const core::Stamp& stamp);
  void on(const core::StepResumed& e, const core::Stamp& stamp);

  std::vector<Person> persons_;  ///< By number, as the next two.
  std::vector<Matter> matters_;
  std::vector<Step> steps_;
  std::vector<ReachedVisit> visits_;
};

}  // namespace vuoro::twin
