#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <map>
#include <string>
#include <vector>

#include "load/figures.hpp"
#include "load/house.hpp"
#include "load/sockets.hpp"

namespace vuoro::load {

struct Plan {
  double per_second = 1000;
  double seconds = 60;
  std::size_t streams = 2000;
  std::size_t slow = 200;         ///< Clients that send a header a byte a second, at the same time.
  std::size_t connections = 128;  ///< That carry the requests.
};

/// Requests at a fixed rate, whatever the server does (open loop), while others listen and dawdle. One
/// thread.
class Flood {
 public:
  Flood(House& house, const Plan& plan);
  Figures run();

 private:
  using Clock = std::chrono::steady_clock;
  enum class Kind : std::uint8_t { read, contact, desk };
  struct Asked {
    Clock::time_point due;
    Kind kind{};
    std::size_t desk = 0;
  };
  struct Line {
    Socket socket;
    std::string in;
    bool busy = false;
    Asked asked;
  };
  struct Watcher {
    Socket socket;
    std::string in;
    bool telling = false;  ///< One of those whose events are read, not only counted.
  };
  struct Slow {
    Socket socket;
    std::size_t sent = 0;
  };

  void watch_all();
  void ask_due(Clock::time_point now);
  void ask(Line& line, Asked asked);
  void heard(std::size_t line);
  void answered(Line& line, int status, std::string_view body);
  void told(std::size_t watcher);
  void dawdle();
  [[nodiscard]] Kind next_kind() const;

  House& house_;
  Plan plan_;
  Figures figures_;
  int poll_ = -1;
  std::vector<Line> lines_;
  std::vector<Watcher> watchers_;
  std::vector<Slow> slow_;
  std::deque<Asked> waiting_;
  std::deque<std::size_t> idle_;  ///< In turn, so that none grows cold.
  /// When a command on a matter was answered, by (matter << 32 | version): for who is told of it.
  std::map<std::uint64_t, Clock::time_point> answered_;
  std::uint64_t made_ = 0;
  std::size_t page_ = 0;
  std::size_t desk_ = 0;
};

}  // namespace vuoro::load
