#pragma once

#include <compare>
#include <cstdint>
#include <functional>

namespace vuoro {

/// A number that cannot be mixed up with a number of another kind. 0 means "none".
template <class Tag, class Rep = std::uint32_t>
struct Id {
  Rep n = 0;

  constexpr Id() = default;
  constexpr explicit Id(Rep number) : n(number) {}
  constexpr explicit operator bool() const { return n != 0; }
  friend constexpr auto operator<=>(Id, Id) = default;
};

using PersonId = Id<struct PersonTag>;
using MatterId = Id<struct MatterTag>;
using StepId = Id<struct StepTag>;
using PromiseId = Id<struct PromiseTag>;
using StaffId = Id<struct StaffTag>;
using SlotId = Id<struct SlotTag>;
using ConsultationId = Id<struct ConsultationTag>;
using CallId = Id<struct CallTag>;
using NoticeId = Id<struct NoticeTag>;
using DocumentId = Id<struct DocumentTag, std::uint64_t>;

/// Terms: small vocabularies that the ledger itself defines (area, team, service, rule, …).
using AreaId = Id<struct AreaTag, std::uint16_t>;
using TeamId = Id<struct TeamTag, std::uint16_t>;
using ServiceId = Id<struct ServiceTag, std::uint16_t>;
using RuleId = Id<struct RuleTag, std::uint16_t>;
using WorkerId = Id<struct WorkerTag, std::uint16_t>;
using RoomId = Id<struct RoomTag, std::uint16_t>;
using SlotTypeId = Id<struct SlotTypeTag, std::uint16_t>;
using LineId = Id<struct LineTag, std::uint16_t>;
using NavigatorId = Id<struct NavigatorTag, std::uint16_t>;
using TableId = Id<struct TableTag, std::uint16_t>;
using SegmentId = Id<struct SegmentTag, std::uint16_t>;

}  // namespace vuoro

template <class Tag, class Rep>
struct std::hash<vuoro::Id<Tag, Rep>> {
  std::size_t operator()(vuoro::Id<Tag, Rep> id) const noexcept { return std::hash<Rep>{}(id.n); }
};
