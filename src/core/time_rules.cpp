#include "core/time_rules.hpp"

#include <algorithm>

#include "calendar/zone.hpp"

namespace vuoro::core {

const SlotTypeRule* rule_of(const Setting& setting, SlotTypeId type) {
  if (type.n == 0 || type.n >= setting.slot_types.size()) return nullptr;
  const SlotTypeRule& rule = setting.slot_types[type.n];
  return rule.type == type ? &rule : nullptr;
}

bool serves(const Setting& setting, SlotTypeId type, ServiceId service) {
  const SlotTypeRule* rule = rule_of(setting, type);
  return rule != nullptr && std::ranges::find(rule->services, service) != rule->services.end();
}

bool reserved(const Setting& setting, const SlotRow& slot, const MatterRow& m, Instant now) {
  const SlotTypeRule* rule = rule_of(setting, slot.type);
  if (rule == nullptr || rule->reserved_for == Urgency::unassessed) return false;
  if (m.urgency != Urgency::unassessed && m.urgency <= rule->reserved_for) return false;
  return now + rule->release < slot.begin.instant();
}

bool same_unit(const Setting& setting, TeamId a, TeamId b) {
  const auto unit = [&](TeamId team) {
    return team.n < setting.unit_of_team.size() ? setting.unit_of_team[team.n] : 0;
  };
  return a == b || (unit(a) != 0 && unit(a) == unit(b));
}

bool rivals_for_room(const Setting& setting, TeamId a, Mode of_a, const SlotRow& b) {
  return same_unit(setting, a, b.team) && (of_a != Mode::group || b.mode != Mode::group);
}

bool suits(const EarlierRow& wish, TeamId own, const SlotRow& slot) {
  const TeamId team = slot.team;
  if (team != own && team != wish.also1 && team != wish.also2 && team != wish.also3) return false;
  const int minute = calendar::second_of_day(slot.begin.instant()) / 60;
  return minute >= wish.from_minute && minute < wish.until_minute;
}

}  // namespace vuoro::core
