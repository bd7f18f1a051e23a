#pragma once

#include <atomic>
#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

#include "content/county.hpp"
#include "content/senders.hpp"
#include "content/texts.hpp"
#include "live/driver.hpp"
#include "notices/sender.hpp"

namespace vuoro::app {

/// Tells residents what is due: starts each notice in the ledger, hands it to its gateway, and writes down
/// what came of it. An address is read when the notice is sent and kept nowhere else. One thread at a time.
class NoticePost {
 public:
  /// Everything must outlive it. Precondition: county.notices. `stop` ends what is being sent.
  NoticePost(live::Driver& driver, const content::County& county, const content::Texts& texts,
             const content::Senders& senders, const std::atomic<bool>& stop);

  /// One round: at most a few dozen notices. @return How many were started.
  std::size_t round();

 private:
  /// A gateway, and until when it is left alone because it could not be reached.
  struct Way {
    std::unique_ptr<notices::Sender> sender;
    Instant rests_until{};
  };

  /// What was started and nobody saw the end of (an earlier run's, or the ledger could not take the outcome)
  /// waits for another try.
  void take_up();
  std::optional<NoticeId> submit(const core::Command& command);
  notices::Handed hand_over(NoticeId id, Way& way);
  [[nodiscard]] std::optional<notices::Envelope> envelope(NoticeId id, core::NoticeFault& fault) const;

  live::Driver& driver_;
  const content::County& county_;
  const content::Texts& texts_;
  const std::atomic<bool>& stop_;
  std::map<core::NoticeChannel, Way> ways_;
};

/// The post's own thread: a round a second when something has happened, otherwise every twenty seconds.
class NoticeClock {
 public:
  NoticeClock(live::Driver& driver, const content::County& county, const content::Texts& texts,
              const content::Senders& senders);
  ~NoticeClock();
  NoticeClock(const NoticeClock&) = delete;
  NoticeClock& operator=(const NoticeClock&) = delete;

 private:
  void run();

  live::Driver& driver_;
  std::atomic<bool> stop_{false};
  NoticePost post_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::thread thread_;
};

}  // namespace vuoro::app
