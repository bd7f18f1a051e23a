#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "base/ids.hpp"
#include "base/time.hpp"
#include "rights/account.hpp"

namespace vuoro::rights {

/// A resident who has shown the code and secret of one matter.
struct ResidentSession {
  MatterId matter;
};

/// A member of staff who has logged in.
struct StaffSession {
  Account account;
};

using Session = std::variant<ResidentSession, StaffSession>;

/// Browser sessions, kept on the server (BFF): the browser holds a random token in an HttpOnly cookie, we
/// hold its hash. Lost at restart: people log in again. Thread-safe.
class Sessions {
 public:
  struct Limits {
    std::chrono::seconds resident_idle{1800}, resident_whole{7200};
    std::chrono::seconds staff_idle{4 * 3600}, staff_whole{10 * 3600};
    std::size_t most = 200'000;  ///< The longest unused goes first.
  };

  explicit Sessions(Limits limits) : limits_(limits) {}

  /// @return The token for the cookie: 256 random bits in hex. A login never reuses a token.
  std::string begin(Session session, Instant now);
  /// The session of the token, when it has not ended; looking counts as use.
  std::optional<Session> find(std::string_view token, Instant now);
  void end(std::string_view token);
  [[nodiscard]] std::size_t size() const;

 private:
  using TokenHash = std::array<unsigned char, 32>;
  struct Kept {
    Session session;
    Instant begun;
    Instant used;
  };
  static std::optional<TokenHash> hash_of(std::string_view token);
  [[nodiscard]] bool over(const Kept& kept, Instant now) const;
  void make_room(Instant now);

  Limits limits_;
  mutable std::mutex mutex_;
  std::map<TokenHash, Kept> kept_;
};

}  // namespace vuoro::rights
