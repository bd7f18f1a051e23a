#pragma once

#include <optional>

#include "core/setting.hpp"
#include "core/view.hpp"
#include "measures/board.hpp"

/// Which cell a promise or a matter without one belongs to. Private to the board: its counts and its rows go
/// by the same functions.
namespace vuoro::measures {

/// O(1), but for promises past due: O(log ages assumed).
[[nodiscard]] Cell cell_of(const core::Whole& whole, PromiseId id, const core::PromiseRow& p, Instant now);

/// Whether the matter shows the rule's stop event but never had its start event: nothing to count from.
[[nodiscard]] bool start_missing(const promises::Rule& rule, const core::MatterRow& m);

/// Rules whose start and stop differ and can be missed: the others are never start_missing.
[[nodiscard]] core::TriggerSet stops_of(const promises::RulePack& pack);

}  // namespace vuoro::measures
