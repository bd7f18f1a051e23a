#pragma once

#include <compare>
#include <cstdint>

#include "base/ids.hpp"
#include "calendar/holidays.hpp"
#include "core/vocabulary.hpp"
#include "promises/vocabulary.hpp"

namespace vuoro::twin {

/// How long after something else: on the same day so many seconds; otherwise so many working days later at a
/// time of the day. So what was done the next morning is done the next morning in the twin too.
struct Lag {
  std::int16_t days = 0;    ///< Working days; 0 = on the same day.
  std::int32_t second = 0;  ///< Seconds after, or the second of the day when days > 0.

  friend constexpr auto operator<=>(const Lag&, const Lag&) = default;
};

/// Precondition: from <= to; an earlier `to` counts as `from`. O(1).
[[nodiscard]] Lag lag_between(const calendar::Calendar& calendar, Instant from, Instant to);
/// Never before `from`. O(1).
[[nodiscard]] Instant after(const calendar::Calendar& calendar, Instant from, Lag lag);

/// What was done about a matter, as far as the twin does it too.
struct Deed {
  enum class What : std::uint8_t {
    desk,  ///< Waits until the holder's desk gets to it.
    take,
    answer,
    assess,
    fact,
    offer,  ///< A hand-over.
    accept,
    decline,
    propose,
    close,
    reopen,
  };
  What what{};
  std::uint8_t code = 0;  ///< Reason, trigger or urgency.
  core::Profession profession{};
  Lag lag;      ///< After the deed before, or after what began the stretch.
  TeamId team;  ///< Offered to or accepted by.
  ServiceId service;
  promises::DomainSet domains;
  promises::FactSet facts;
  std::int64_t due = -1;  ///< Of a proposal, in seconds after it; -1 = none.
};

/// How somebody got in touch.
struct Asked {
  std::int32_t second = 0;  ///< Of the day.
  core::Language language;
  AreaId area;
  core::Channel channel{};
  core::About about{};
  core::Interpreter interpreter{};
  core::ReachBy reach{};
  core::Age age;
};

/// What a stretch of a matter's life begins with: the first contact, or the end of a step. What happens next
/// is taken to depend on this only.
struct Anchor {
  enum class Kind : std::uint8_t { contact, step };
  Kind kind{};
  core::StepState state{};  ///< How the step ended.
  bool last = false;        ///< Of a step: no other step of the matter was open. Of a contact: a working day.
  TeamId team;              ///< Who got the contact, or who gave the step.
  ServiceId service;

  friend constexpr auto operator<=>(const Anchor&, const Anchor&) = default;
};

/// A stretch of a past matter: its deeds are deeds[first, first + count) of the Past.
struct Stretch {
  Instant anchored;
  std::uint32_t first = 0;
  std::uint32_t count = 0;
  std::uint32_t asked = 0;  ///< Of a contact.
};

/// A service that a team gives.
struct CareKey {
  TeamId team;
  ServiceId service;

  friend constexpr auto operator<=>(const CareKey&, const CareKey&) = default;
};

}  // namespace vuoro::twin
