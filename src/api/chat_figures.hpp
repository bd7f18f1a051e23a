#pragma once

#include <span>

#include "api/chat_room.hpp"
#include "live/driver.hpp"

namespace vuoro::api {

/// Counts anew how many chats wait and how long the last ones waited for their first answer. O(live chats).
void count_chats(const live::Driver& driver, ChatRoom& room);

/// The same when one of the events changes it. For Driver::Options::told.
void count_chats(const live::Driver& driver, ChatRoom& room, std::span<const live::Told> told);

}  // namespace vuoro::api
