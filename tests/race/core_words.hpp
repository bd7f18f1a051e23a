#pragma once

#include <cstring>

#include "live/batcher.hpp"
#include "race/booker.hpp"

/// Between a booker's words and the core's.
namespace vuoro::race {

inline core::SlotList list_of(const std::vector<std::uint32_t>& slots) {
  core::SlotList list;
  for (const std::uint32_t slot : slots) static_cast<void>(list.add(SlotId{slot}));
  return list;
}

inline live::Once once_of(std::uint64_t key) {
  live::Once once;
  std::memcpy(once.key.data(), &key, sizeof key);
  std::memcpy(once.fingerprint.data(), &key, sizeof key);
  return once;
}

inline Said said_by(const core::Refusal& refusal) {
  switch (refusal.code) {
    case core::RefusalCode::slot_taken:
      return Said::full;
    case core::RefusalCode::slot_blocked:
      return Said::blocked;
    case core::RefusalCode::nothing_held:
    case core::RefusalCode::step_not_booked:
      return Said::not_there;
    case core::RefusalCode::version_changed:
      return Said::changed;
    default:
      return Said::other;
  }
}

}  // namespace vuoro::race
