#pragma once

#include <array>
#include <atomic>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "net/answer_writer.hpp"
#include "net/doorkeeper.hpp"
#include "net/hub_desk.hpp"
#include "net/lane_mail.hpp"
#include "net/request_reader.hpp"
#include "net/server.hpp"
#include "net/stream_feed.hpp"

namespace vuoro::net {

class Connection;

/// What all I/O threads of a server share. Immutable but for the counters and the doorkeeper, which are
/// thread-safe.
struct ServerShared {
  Server::Limits limits;
  Server::Options options;
  Handler handler;
  ReadingRules reading{};
  Doorkeeper doorkeeper;
  std::atomic<std::uint64_t> accepted{0}, requests{0}, refused{0}, streams_cut{0};

  void fault(std::string_view code, std::string_view what) const {
    if (options.on_fault) options.on_fault(code, what);
  }
};

/// Who is at the other end of a connection and how it was let in.
struct Peer {
  std::string address;
  std::string door_key;
  Doorkeeper::Word word = Doorkeeper::Word::welcome;
};

/// One I/O thread: its connections, its clock, its mail. Everything but context() and mail() belongs to that
/// thread.
class Lane {
 public:
  explicit Lane(ServerShared& shared);
  Lane(const Lane&) = delete;
  Lane& operator=(const Lane&) = delete;
  ~Lane();

  [[nodiscard]] boost::asio::io_context& context() { return context_; }
  [[nodiscard]] ServerShared& shared() { return shared_; }
  [[nodiscard]] const AnswerWriter& writer() const { return writer_; }
  [[nodiscard]] const std::shared_ptr<LaneMail>& mail() const { return mail_; }
  [[nodiscard]] SteadyTime now() const { return now_; }
  /// Where a connection reads into; its content lasts until the next read.
  [[nodiscard]] std::array<char, 64UL * 1024>& read_buffer() { return read_buffer_; }

  /// Serves until stop() and all connections are gone. The body of the thread.
  void run();
  /// Begins the end: what is idle closes now, what has begun may finish until `deadline`.
  void stop(SteadyTime deadline);
  void adopt(boost::asio::ip::tcp::socket socket, Peer peer);

  /// Begins and ends every turn of work on this thread: reads the clock, then settles what was touched.
  void begin_turn() { now_ = std::chrono::steady_clock::now(); }
  void end_turn();
  /// The connection has something to write, read or decide: it is settled at the end of this turn.
  void touch(Connection& connection);
  /// Forgets a closed connection.
  void release(Connection& connection);

  /// The desk of a hub on this thread, made at first use.
  HubDesk& desk(const std::shared_ptr<EventHub::Inside>& hub);
  /// Mail has come: answers for connections of this thread, news of a hub.
  void deliver(Letter letter);
  void deliver(std::vector<Letter> letters);
  void read_news();

 private:
  struct Place {
    std::shared_ptr<Connection> connection;
    std::uint32_t generation = 0;
  };

  [[nodiscard]] std::shared_ptr<Connection> find(std::uint64_t id) const;
  void drop_touched();
  void arm_sweep();
  void sweep();
  void set_clock();

  ServerShared& shared_;
  boost::asio::io_context context_{1};
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work_;
  boost::asio::steady_timer sweep_timer_;
  std::chrono::milliseconds tick_;
  AnswerWriter writer_;
  std::shared_ptr<LaneMail> mail_;
  std::array<char, 64UL * 1024> read_buffer_{};
  std::map<const void*, HubDesk> desks_;
  std::vector<Place> places_;
  std::vector<std::uint32_t> free_;
  std::vector<std::shared_ptr<Connection>> touched_, settling_;
  std::size_t open_ = 0;
  SteadyTime now_{};
  SteadyTime stop_deadline_{};
  bool stopping_ = false;
};

}  // namespace vuoro::net
