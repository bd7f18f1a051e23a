#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "api/table_book.hpp"
#include "core/commands.hpp"
#include "core/state.hpp"

/// What the county's tables in force say of a matter. Safe on any thread, the writer's too: a table is asked
/// in microseconds and within bounds.
namespace vuoro::api {

/// A table, and its row that the facts reach.
struct Said {
  const BookedTable* booked = nullptr;
  tables::Advice advice;
};

/// The criteria of a service; nothing when the county has written none, or none that could be asked.
std::optional<Said> criteria_say(const BookedTables& tables, std::string_view service,
                                 const rules::Value& facts, Day day);

core::Advice advice_of(const Said& said);

/// "3.1.2": table, version and row, so that a form can say what its reader saw. Nothing for anything else.
std::string mark_of(const core::Advice& advice);
std::optional<core::Advice> advice_seen(std::string_view mark);

/// The team that a table of routing names for a contact that says none itself: the first that names one.
void route(const BookedTables& tables, const core::State& state, promises::DomainSet domains, Day day,
           core::ReceiveContact& contact);

/// Fills in what the criteria say of the service; a refusal when whoever proposes saw something else.
std::optional<core::Refusal> advise(const BookedTables& tables, const core::State& state,
                                    const Viewer& viewer, Instant now, core::ProposeStep& propose);

}  // namespace vuoro::api
