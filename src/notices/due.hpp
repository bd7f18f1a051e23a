#pragma once

#include <vector>

#include "content/notices.hpp"
#include "core/commands.hpp"
#include "core/notices.hpp"

namespace vuoro::notices {

/// What a round has to do.
struct Round {
  std::vector<core::StartNotice>
      start;                          ///< To be started and sent, at most `most`, what waits longest first.
  std::vector<core::EndNotice> drop;  ///< Tries of what is no longer so.
};

using Channels = promises::EnumSet<core::NoticeChannel, std::uint32_t>;

/// What is due at `now` by the county's plan, for a system viewer: notices to be tried again, what is untold,
/// and reminders. Pure; what it gives may be refused by decide() when something has changed meanwhile.
/// O(untold + unfinished + visits within the longest lead).
/// Only what goes by one of the open channels counts: a gateway that is down keeps nobody else waiting.
[[nodiscard]] Round due(const core::Notices& notices, const content::NoticePlan& plan, Instant now,
                        Channels open, std::size_t most);

/// How the plan reaches somebody with this wish; nothing when people must tell it.
[[nodiscard]] std::optional<core::NoticeChannel> channel_of(const content::NoticePlan& plan,
                                                            core::ReachBy wish);

/// Whether it is night by the plan at `now`, and when the morning comes.
[[nodiscard]] std::optional<Instant> quiet_until(const content::NoticePlan& plan, Instant now);

}  // namespace vuoro::notices
