#pragma once

#include "measures/world_for_tests.hpp"

namespace vuoro::measures {

/// Three months of commands at random, some refused, from one seed. Returns the instant at which it stops.
inline Instant live_at_random(World& w, std::uint32_t seed) {
  std::uint64_t chance = seed;
  const auto below = [&](std::uint32_t n) {
    chance = chance * 6364136223846793005ULL + 1442695040888963407ULL;
    return static_cast<std::uint32_t>((chance >> 33) % n);
  };
  Instant now = noon(0);
  std::vector<MatterId> matters;
  std::vector<StepId> steps;
  const std::uint32_t commands = 20 + below(150);
  for (std::uint32_t i = 0; i < commands; ++i) {
    now = now + std::chrono::hours(below(30));
    const MatterId m =
        matters.empty() ? MatterId{} : matters[below(static_cast<std::uint32_t>(matters.size()))];
    const StepId s = steps.empty() ? StepId{} : steps[below(static_cast<std::uint32_t>(steps.size()))];
    switch (below(13)) {
      case 0:
      case 1:
        matters.push_back(w.contact(now, below(3) == 0 ? core::Age{} : aged(static_cast<int>(below(90)))));
        break;
      case 2:
      case 3:
        w.assess(m, now,
                 below(2) == 0 ? promises::DomainSet{Domain::health}
                               : promises::DomainSet{Domain::health, Domain::social});
        break;
      case 4:
      case 5:
        if (const StepId made = w.propose(m, static_cast<std::uint16_t>(1 + below(3)), now,
                                          now + std::chrono::hours(24 * (1 + below(20))))) {
          steps.push_back(made);
        }
        break;
      case 6:
      case 7:
        w.book(s, now + std::chrono::hours(below(200)), now);
        break;
      case 8:
        w.tell(core::CancelBooking{s, below(2) == 0 ? core::CancelledBy::unit : core::CancelledBy::person},
               now);
        break;
      case 9:
        w.hold(s, now);
        break;
      case 10:
        if (below(2) == 0) {
          w.tell(core::MissStep{s}, now);
        } else {
          w.tell(core::RefuseStep{s}, now);
        }
        break;
      case 11: {
        const Trigger facts[] = {Trigger::decision_made, Trigger::service_started, Trigger::visit_realised};
        w.tell(core::RecordFact{m, facts[below(3)]}, now);
        break;
      }
      default:
        w.tell(core::CloseMatter{m, core::CloseReason::care_given}, now);
    }
  }
  return now + std::chrono::hours(below(24 * 30));
}

}  // namespace vuoro::measures
