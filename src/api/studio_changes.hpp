#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "api/call.hpp"
#include "api/studio.hpp"
#include "core/commands.hpp"
#include "net/fields.hpp"

/// How the drafts of tables and of guides are changed: the same commands, refusals and answers.
namespace vuoro::api {

/// Tables and guides are compiled and drafts read from the ledger on a worker: requests wait for neither.
void studio_later(const CallPtr& call, std::function<void(const CallPtr&)> work);

/// The answer to a change: the revision now, and the version in force. A published version is read into the
/// books first, so that whoever is told so is also answered by it.
void answer_studio_change(const CallPtr& call, TableId table, const live::Outcome& outcome, int status);

/// Submits the command as the asker; `text`, if any, becomes the document it is given.
void change_studio(const CallPtr& call, TableId table, std::string text,
                   std::function<core::Command(DocumentId)> command);

std::uint32_t studio_revision(net::Fields& in);

/// What a draft must be before it goes on, and the problem (422) when it is not.
struct DraftRule {
  bool (*good)(const Call&, const StudioTable&) = nullptr;
  std::string_view problem;
};
using StudioOpening = std::optional<StudioTable> (*)(Call&);

/// A change that says only what revision it is of.
void move_studio_draft(const CallPtr& call, StudioOpening open, const DraftRule& rule,
                       core::Command (*command)(TableId, std::uint32_t));

template <class Command>
void move_studio_draft(const CallPtr& call, StudioOpening open, const DraftRule& rule = {}) {
  move_studio_draft(call, open, rule, [](TableId table, std::uint32_t revision) {
    return core::Command{Command{table, revision}};
  });
}

}  // namespace vuoro::api
