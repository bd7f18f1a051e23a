#pragma once

#include <optional>

#include "core/commands.hpp"
#include "core/state.hpp"
#include "rules/value.hpp"

namespace vuoro::tables {

/// What criteria and routing ask of a matter, as the viewer may see it: an object by the inputs of
/// Vocabulary::of(Kind::criterion). The age is the one of the matter, or, where only the register knows it,
/// that of `now`. Nothing when the matter is not there or not to be seen.
std::optional<rules::Value> facts_of(const core::State& state, const Viewer& viewer, MatterId matter,
                                     Instant now);

/// The same of a contact that is about to open a matter: nothing is assessed yet, and it is the first.
/// `domains` are those that a matter has until it is assessed (core::Setting::contact_domains).
rules::Value facts_of(const core::State& state, const core::ReceiveContact& contact,
                      promises::DomainSet domains);

}  // namespace vuoro::tables
