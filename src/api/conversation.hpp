#pragma once

#include <boost/json/fwd.hpp>
#include <functional>
#include <optional>
#include <string>

#include "api/call.hpp"
#include "core/commands.hpp"
#include "ledger/types.hpp"

/// What both sides of a conversation share: how it reads as JSON, and how words and ends are sent.
namespace vuoro::api {

/// One side of a conversation about a matter.
struct Speaker {
  Viewer viewer;
  MatterId matter;
  core::Actor actor;

  [[nodiscard]] core::Side side() const {
    return actor.kind == core::ActorKind::staff ? core::Side::staff : core::Side::resident;
  }
};
/// Nothing after the refusal was sent.
std::optional<Speaker> resident_speaker(Call& call);
std::optional<Speaker> staff_speaker(Call& call);

/// GET …/messages: those after ?after=, else the newest, or those before ?before=.
void send_conversation(const CallPtr& call, const Speaker& speaker);
/// POST …/messages: answers 201 with the message's number, also to a repeated request.
void send_words(const CallPtr& call, const Speaker& speaker);
/// POST …/presence: a sign of life, and whether the speaker types.
void send_sign(const CallPtr& call, const Speaker& speaker);

/// Reads a body without members; false after the refusal was sent.
bool takes_nothing(Call& call);

/// What a change besides the command keeps.
using Keep = std::function<void(live::Transaction&)>;
/// Decides the command, when the speaker sees the matter, and answers with the conversation.
void send_change(const CallPtr& call, const Speaker& speaker, const core::Command& command, Keep keep = {});

}  // namespace vuoro::api
