#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <set>
#include <stop_token>

#include "kill/server.hpp"
#include "race/http_door.hpp"
#include "race/verdicts.hpp"

namespace vuoro::race {

struct HttpPlan {
  kill::Places places;
  std::size_t clients = 64;
  int seconds = 25;
  int kills = 3;
  std::uint64_t seed = 0;
  std::string prefix = "race-";  ///< Of the codes of the professionals whose slots are raced for.
  std::string team = "desk-tikkurila";
};

struct HttpReport {
  Verdicts verdicts;
  std::uint64_t answers = 0, requests = 0, resent = 0, days = 0;
  std::size_t slots = 0, matters = 0, persons = 0, most_over_capacity = 0, overlaps = 0, lost_bookings = 0;
  std::size_t booked = 0;
  std::vector<std::string> faults;
  std::string checked;  ///< What `vuoro check` said.
};

/// Bookers at a running server, which is killed and started again.
class HttpWorld {
 public:
  explicit HttpWorld(HttpPlan plan);
  ~HttpWorld();
  HttpWorld(const HttpWorld&) = delete;
  HttpWorld& operator=(const HttpWorld&) = delete;
  HttpReport run();

 private:
  /// Which server, and where it listens, in one word.
  struct Where {
    int server;
    std::uint16_t port;
  };
  struct Client;
  void open();
  void kill_it();
  [[nodiscard]] Where where() const;
  void find_slots();
  void find_matters();
  void work(Client& client);
  bool ready(Client& client);
  void perform(Client& client, const Wish& wish);
  void finish(Client& client, const Wish& wish, const kill::Answer& answer, int told_to);
  void send_again(Client& client, const kill::Question& question);
  void audit(std::stop_token stop);
  bool read_day(kill::Wire& wire, const std::string& cookie, const std::string& date);
  void at_the_end();
  void fault(std::string what);
  [[nodiscard]] std::optional<std::string> log_in(kill::Wire& wire, const std::string& account);

  HttpPlan plan_;
  std::mt19937_64 chance_;
  std::unique_ptr<kill::Server> server_;
  std::atomic<std::uint64_t> where_ = 0;
  int number_ = -1;
  std::atomic<bool> over_ = false;
  std::map<int, Tick> ends_;
  Ticks ticks_;
  std::vector<std::string> accounts_, workers_;
  std::set<std::string> dates_;
  std::unique_ptr<Market> market_;
  std::map<std::uint32_t, Slot> slots_;
  std::map<std::uint32_t, std::uint32_t> person_of_matter_;
  std::vector<std::unique_ptr<Client>> clients_;
  std::vector<Note> reads_;
  std::map<std::uint32_t, DaySlot> last_;  ///< Of the last reading of each slot.
  std::mutex mutex_;                       ///< Of report_.faults.
  std::atomic<std::uint64_t> requests_ = 0, answers_ = 0, resent_ = 0;
  HttpReport report_;
};

}  // namespace vuoro::race
