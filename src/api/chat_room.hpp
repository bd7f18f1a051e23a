#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>

#include "base/ids.hpp"
#include "base/time.hpp"
#include "core/vocabulary.hpp"
#include "rights/tries.hpp"

namespace vuoro::api {

enum class Typing : std::uint8_t { no, yes };

/// What is known of conversations only while the server runs: who is there, who types, who writes too fast.
/// Nothing of it is kept: after a restart everybody counts as there from the start, so that nobody is called
/// silent for our sake. Thread-safe.
class ChatRoom {
 public:
  explicit ChatRoom(Instant started) : started_(started) {}

  /// Who is there now, and who types.
  struct Around {
    bool here = false;
    bool typing = false;
  };

  /// A sign of life of one side. @return Whether it changes what the other side sees.
  bool sign(MatterId matter, core::Side side, Typing typing, Instant now);
  [[nodiscard]] Around around(MatterId matter, core::Side side, Instant now) const;
  /// The last sign of the resident, the server's start when there was none.
  [[nodiscard]] Instant last_sign(MatterId matter) const;

  /// How long it is usual to wait for the first answer, and how many wait now.
  struct Figures {
    std::uint32_t waiting = 0;
    std::optional<std::chrono::minutes> usual_wait;  ///< Nothing when too few chats tell.
  };
  void set(Figures figures);
  [[nodiscard]] Figures figures() const;

  /// Zero when this side may write about the matter now, which is counted; else how long it must wait.
  std::chrono::seconds wait_to_write(MatterId matter, core::Side side, Instant now);
  /// The same for opening a chat from an address.
  std::chrono::seconds wait_to_open(const std::string& address, Instant now);

 private:
  struct Sign {
    Instant at;
    Instant typed;
  };
  void make_room(Instant now);

  Instant started_;
  mutable std::mutex mutex_;
  std::map<std::pair<MatterId, core::Side>, Sign> signs_;
  Figures figures_;
  // 30 messages at once and then one in two seconds; 20 chats at once and then two a minute.
  rights::Tries messages_{{30, std::chrono::seconds{2}, 100'000}};
  rights::Tries tellings_{{10, std::chrono::seconds{1}, 100'000}};  // who comes, goes and types
  rights::Tries openings_{{20, std::chrono::seconds{30}, 100'000}};
};

}  // namespace vuoro::api
