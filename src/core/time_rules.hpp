#pragma once

#include "core/rows.hpp"
#include "core/setting.hpp"

/// What the county's content says about a time: deciding and showing go by the same.
namespace vuoro::core {

/// The type's rule; nullptr when the content does not know it.
[[nodiscard]] const SlotTypeRule* rule_of(const Setting& setting, SlotTypeId type);

/// Whether a time of the type is for the service.
[[nodiscard]] bool serves(const Setting& setting, SlotTypeId type, ServiceId service);

/// Whether the slot is kept for more urgent matters than this and not yet released.
[[nodiscard]] bool reserved(const Setting& setting, const SlotRow& slot, const MatterRow& m, Instant now);

/// Whether the teams are in one unit, and a room's name means the same room to both.
[[nodiscard]] bool same_unit(const Setting& setting, TeamId a, TeamId b);

/// Whether two slots that overlap cannot both be in one room: groups led by several professionals share it.
[[nodiscard]] bool rivals_for_room(const Setting& setting, TeamId a, Mode of_a, const SlotRow& b);

/// Whether the person comes to the unit for it: no call, no video, no visit at home.
[[nodiscard]] constexpr bool comes_there(Mode mode) {
  return mode == Mode::visit || mode == Mode::group;
}

/// Whether a time would do for somebody on the waiting list, whose step is the team's.
[[nodiscard]] bool suits(const EarlierRow& wish, TeamId own, const SlotRow& slot);

}  // namespace vuoro::core
