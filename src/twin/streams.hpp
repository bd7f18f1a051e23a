#pragma once

#include <array>
#include <cstdint>

namespace vuoro::twin {

/// What a number is drawn for. The numbers of a purpose never depend on how often another was asked: add at
/// the end, never renumber.
enum class Purpose : std::uint16_t {
  gap,          ///< Time to the next contact.
  thinning,     ///< Whether a contact of the busiest hour comes at this hour too.
  segment,      ///< Who contacts.
  service,      ///< How long the work takes.
  patience,     ///< How long the caller waits before hanging up.
  give_up,      ///< What they do then.
  turned_away,  ///< What they do when there is no room to wait.
  later,        ///< When they are called back or try again.
  route,        ///< Where the matter goes after the work.
  show,         ///< Whether they come to the visit.
  rebook,       ///< Whether one who did not come takes another time.
  comes,        ///< Whether one who was expected comes at all.
  parameter,    ///< What a fitted number is in this future.
  count,        ///< How many contact a team on a day.
  template_of,  ///< Which past stretch a matter follows.
  moment,       ///< When on the quarter of an hour.
  lead,         ///< Which past booking's wish.
  fate,         ///< Whether a booking is cancelled, and by whom.
  cancelled,    ///< When it is.
  outcome,      ///< Of a visit, and whether a cancelled one is booked again.
  speed,        ///< Of a desk on a day.
  digital,      ///< Whether a contact is solved without a visit, and which past one it is like.
  person,       ///< By what number a new contact draws.
};

/// The Philox4x32-10 block function (Salmon, Moraes, Dror, Shaw: Parallel random numbers: as easy as 1, 2, 3;
/// SC'11), from the package librandom123-dev.
std::array<std::uint32_t, 4> philox(const std::array<std::uint32_t, 4>& counter,
                                    const std::array<std::uint32_t, 2>& key);

/// Random numbers by who asks, not by how many were drawn before: each is a function of seed, replication,
/// entity, purpose, place and attempt. Two scenarios run with the same seed therefore meet the same people
/// with the same needs (common random numbers), and the number of threads changes nothing. Immutable; safe
/// from many threads.
class Streams {
 public:
  Streams(std::uint64_t seed, std::uint32_t replication)
      : key_{static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32U)},
        replication_(replication) {}

  /// Uniform in (0, 1), 52 bits; neither end is ever given. `place`: the stage or clinic. O(1).
  [[nodiscard]] double unit(std::uint32_t entity, Purpose purpose, std::uint16_t place = 0,
                            std::uint32_t attempt = 0) const;

 private:
  std::array<std::uint32_t, 2> key_;
  std::uint32_t replication_;
};

}  // namespace vuoro::twin
