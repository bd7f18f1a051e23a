#pragma once

#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <thread>

#include "api/chat_room.hpp"
#include "app/forget.hpp"
#include "app/outreach.hpp"
#include "content/county.hpp"
#include "live/driver.hpp"

namespace vuoro::app {

/// How much of a round is looked at.
enum class Look : std::uint8_t { ends_only, all };

/// What happens at the reception by itself: each night those whom the county's groups find get a matter, each
/// morning the weekly shifts are published as far ahead as the county says, and once a second holds and
/// offers that have run out end, once an hour answers whose code ran out are erased, hand-overs that nobody
/// answered come back, times that somebody gave back are offered to those who gain most, walk-in numbers of a
/// day that is over lapse, and chats whose resident has gone silent become matters that wait. Everything goes
/// through the core's commands; what somebody else has done meanwhile is refused and left alone.
class ReceptionClock {
 public:
  /// The county, the tables and the chat room must outlive it.
  ReceptionClock(live::Driver& driver, const content::County& county, const api::TableBook& tables,
                 const api::ChatRoom& chat_room);
  ~ReceptionClock();
  ReceptionClock(const ReceptionClock&) = delete;
  ReceptionClock& operator=(const ReceptionClock&) = delete;

 private:
  void run();
  void publish(Day today);

  live::Driver& driver_;
  const content::County& county_;
  NightRun night_;
  ForgetRun forget_;
  const api::ChatRoom& chat_room_;
  std::mutex mutex_;
  std::condition_variable wake_;
  bool stopping_ = false;
  std::thread thread_;
};

/// One round: what has run out ends, what was given back is offered. @return How many commands were sent.
/// Waits for none.
std::size_t reception_round(live::Driver& driver, const api::ChatRoom& chat_room, Look look = Look::all);

}  // namespace vuoro::app
