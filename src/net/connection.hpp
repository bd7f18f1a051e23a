#pragma once

#include <boost/asio/ip/tcp.hpp>
#include <boost/system/error_code.hpp>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "net/lane.hpp"

namespace vuoro::net {

/// One client: its bytes in, its requests in order, its bytes out, its patience. Belongs to its lane's
/// thread.
///
/// The socket is only ever waited on; reads and writes never block and happen when it is ready. So an idle
/// connection holds no buffer, and answers can be appended to the outbox at any time.
class Connection : public std::enable_shared_from_this<Connection> {
 public:
  Connection(Lane& lane, boost::asio::ip::tcp::socket socket, Peer peer, std::uint64_t id);

  [[nodiscard]] std::uint64_t id() const { return id_; }
  [[nodiscard]] const Peer& peer() const { return peer_; }
  /// Begins to read, or tells the client to come later.
  void open();
  /// Reads on, writes out, closes: whatever the connection is ready for. Called at the end of a turn.
  void settle();
  /// Looks at the clock.
  void sweep();
  /// The server stops.
  void stop();
  /// At once and for good; what the system still holds is sent.
  void close();
  /// The same, and what is not sent is thrown away: nobody reads it.
  void abort();

  void answer(std::uint64_t request, Response response);
  void answer_nothing(std::uint64_t request);
  void stream(std::uint64_t request, Subscription subscription);

  /// From the hub's desk.
  void offer(const EventPtr& event);
  void lost_events(std::uint64_t now_at);

  bool touched = false;  ///< waits to be settled; kept by the lane

 private:
  enum class State : std::uint8_t { serving, closing, lingering, closed };
  // Decided in the middle of a turn, done at its end: closing lets the system send what it holds, aborting
  // does not.
  enum class Ending : std::uint8_t { none, close, abort };
  enum class Settled : std::uint8_t { open, answered };
  // A request that is being answered, in the order of arrival.
  struct Slot {
    SteadyTime asked_at;
    AnswerWriter::Framing framing;
    Settled settled = Settled::open;
    Response response = {};
    std::unique_ptr<Subscription> subscription = {};
    std::string accept_language = {};
  };

  // reading
  void arm_read();
  void on_readable(const boost::system::error_code& fault);
  void take_in(std::string_view bytes);
  void on_input_end(const boost::system::error_code& fault);
  [[nodiscard]] bool can_take() const;
  std::string_view consume(std::string_view bytes);
  void note_progress(RequestReader::Phase before);
  void promise_continue();
  // requests and answers
  void dispatch();
  void refuse(const Refusal& refusal);
  void refuse_slot(Slot& slot, Refusal refusal);
  [[nodiscard]] Response refusal_response(const Refusal& refusal) const;
  [[nodiscard]] Slot* slot_of(std::uint64_t request);
  void write_answers();
  void begin_stream(Subscription subscription, AnswerWriter::Framing framing);
  void serve_stream();
  // settling
  [[nodiscard]] bool has_work() const;
  bool work_on();
  // writing
  void flush();
  void wait_for_room();
  void linger();
  // patience
  [[nodiscard]] bool writes_too_slowly() const;
  [[nodiscard]] bool body_too_slow() const;
  void sweep_stream();
  void sweep_reading();

  Lane& lane_;
  boost::asio::ip::tcp::socket socket_;
  Peer peer_;
  std::uint64_t id_;
  State state_ = State::serving;
  RequestReader reader_;
  std::string backlog_;  // came while too many requests were in progress
  std::vector<Slot> slots_;
  std::uint64_t first_request_ = 0;  // number of slots_.front()
  Outbox out_;
  std::unique_ptr<StreamFeed> feed_;
  bool waiting_to_read_ = false, waiting_to_write_ = false, input_over_ = false, on_desk_ = false;
  bool served_any_ = false, lane_stops_ = false;
  Ending ending_ = Ending::none;
  SteadyTime idle_since_, reading_since_, write_since_, write_moved_, linger_until_;
  std::uint64_t write_taken_ = 0;
};

}  // namespace vuoro::net
