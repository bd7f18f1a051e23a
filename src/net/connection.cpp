#include "net/connection.hpp"

#include <algorithm>
#include <array>
#include <boost/asio/buffer.hpp>
#include <boost/asio/error.hpp>
#include <utility>

namespace vuoro::net {
namespace {

using boost::asio::ip::tcp;
using boost::system::error_code;

constexpr std::size_t kPiecesPerWrite = 32;
constexpr std::size_t kRoundsBeforeOthers = 16;

}  // namespace

Connection::Connection(Lane& lane, tcp::socket socket, Peer peer, std::uint64_t id)
    : lane_(lane),
      socket_(std::move(socket)),
      peer_(std::move(peer)),
      id_(id),
      reader_(lane.shared().reading),
      idle_since_(lane.now()),
      reading_since_(lane.now()) {}

void Connection::open() {
  if (peer_.word == Doorkeeper::Word::later) return refuse({503, "too-many-connections"});
  lane_.touch(*this);
}

void Connection::settle() {
  if (state_ == State::closed) return;
  if (ending_ == Ending::abort) return abort();
  if (ending_ == Ending::close) return close();
  for (std::size_t round = 0; round < kRoundsBeforeOthers && work_on(); ++round) {
  }
  if (state_ == State::closing) flush();
  if (state_ == State::closing && out_.empty()) linger();
  if (state_ == State::closed) return;
  if (state_ == State::serving && input_over_ && slots_.empty() && out_.empty() && backlog_.empty())
    return close();
  if (has_work()) lane_.touch(*this);
  arm_read();
}

bool Connection::has_work() const {
  if (state_ != State::serving) return false;
  if (feed_) return out_.empty() && feed_->stage() == StreamFeed::Stage::catching_up;
  return !backlog_.empty() && can_take();
}

bool Connection::work_on() {
  if (state_ != State::serving) return false;
  if (feed_) serve_stream();
  flush();
  if (feed_ || !has_work()) return has_work();
  const std::string bytes = std::exchange(backlog_, {});
  backlog_ = std::string{consume(bytes)};
  return true;
}

bool Connection::can_take() const {
  const auto& limits = lane_.shared().limits;
  const bool streaming = feed_ || std::any_of(slots_.begin(), slots_.end(),
                                              [](const Slot& s) { return s.subscription != nullptr; });
  return state_ == State::serving && !streaming && slots_.size() < limits.pipelined &&
         out_.bytes() < limits.unsent_bytes &&
         (slots_.empty() || slots_.back().framing.after != AnswerWriter::After::close);
}

void Connection::arm_read() {
  if (waiting_to_read_ || input_over_ || state_ == State::closing) return;
  if (state_ == State::serving && !feed_ && (!can_take() || !backlog_.empty())) return;
  waiting_to_read_ = true;
  socket_.async_wait(tcp::socket::wait_read, [self = shared_from_this()](const error_code& fault) {
    self->waiting_to_read_ = false;
    if (fault == boost::asio::error::operation_aborted || self->state_ == State::closed) return;
    self->lane_.begin_turn();
    self->on_readable(fault);
    self->lane_.end_turn();
  });
}

void Connection::on_readable(const error_code& wait_fault) {
  error_code fault = wait_fault;
  auto& buffer = lane_.read_buffer();
  const std::size_t size = fault ? 0 : socket_.read_some(boost::asio::buffer(buffer), fault);
  lane_.touch(*this);
  if (fault == boost::asio::error::would_block || fault == boost::asio::error::try_again) return;
  if (fault) return on_input_end(fault);
  take_in({buffer.data(), size});
}

void Connection::take_in(std::string_view bytes) {
  // A subscriber has nothing to say, and the last words of a connection being closed are not listened to.
  if (feed_ || state_ != State::serving) return;
  if (!backlog_.empty() || !can_take()) {
    backlog_.append(bytes);
    return;
  }
  const std::string_view left = consume(bytes);
  if (!left.empty()) backlog_.assign(left);
}

void Connection::on_input_end(const error_code& fault) {
  input_over_ = true;
  const bool finished_speaking = fault == boost::asio::error::eof;
  if (finished_speaking && state_ == State::serving && !feed_ && (!slots_.empty() || !out_.empty())) return;
  if (finished_speaking && state_ == State::closing) return;
  ending_ = finished_speaking ? Ending::close : Ending::abort;
}

std::string_view Connection::consume(std::string_view bytes) {
  while (!bytes.empty() && can_take()) {
    const RequestReader::Phase before = reader_.phase();
    switch (reader_.feed(bytes)) {
      case RequestReader::Step::need_more:
        note_progress(before);
        break;
      case RequestReader::Step::request:
        reading_since_ = lane_.now();
        dispatch();
        break;
      case RequestReader::Step::refused:
        refuse(reader_.refusal());
        return {};
    }
  }
  promise_continue();
  return bytes;
}

void Connection::note_progress(RequestReader::Phase before) {
  if (reader_.phase() != before) reading_since_ = lane_.now();
}

void Connection::promise_continue() {
  // After the answers before it: an interim answer belongs to the request that asks for it.
  if (!reader_.awaits_continue() || !slots_.empty() || state_ != State::serving) return;
  out_.tail().append("HTTP/1.1 100 Continue\r\n\r\n");
  reader_.continued();
}

void Connection::flush() {
  while (!out_.empty() && !waiting_to_write_) {
    std::array<boost::asio::const_buffer, kPiecesPerWrite> buffers;
    const std::size_t count = std::min(out_.pieces(), kPiecesPerWrite);
    for (std::size_t i = 0; i < count; ++i) {
      const std::string_view piece = out_.piece(i);
      buffers.at(i) = boost::asio::const_buffer{piece.data(), piece.size()};
    }
    error_code fault;
    const std::size_t sent = socket_.write_some(buffers, fault);
    if (fault == boost::asio::error::would_block || fault == boost::asio::error::try_again)
      return wait_for_room();
    if (fault) return close();
    out_.sent(sent);
    write_moved_ = lane_.now();
    write_taken_ += sent;
  }
}

void Connection::wait_for_room() {
  if (write_since_ == SteadyTime{}) {
    write_since_ = write_moved_ = lane_.now();
    write_taken_ = 0;
  }
  waiting_to_write_ = true;
  socket_.async_wait(tcp::socket::wait_write, [self = shared_from_this()](const error_code& fault) {
    self->waiting_to_write_ = false;
    if (fault == boost::asio::error::operation_aborted || self->state_ == State::closed) return;
    self->lane_.begin_turn();
    self->flush();
    if (self->out_.empty()) self->write_since_ = {};
    self->lane_.touch(*self);
    self->lane_.end_turn();
  });
}

void Connection::linger() {
  // Closing while the client still sends would make TCP throw away our last answer before it is read.
  state_ = State::lingering;
  backlog_.clear();
  constexpr std::chrono::milliseconds kWhenStopping{200};
  const auto patience = lane_.shared().limits.linger;
  linger_until_ = lane_.now() + (lane_stops_ ? std::min(patience, kWhenStopping) : patience);
  error_code fault;
  socket_.shutdown(tcp::socket::shutdown_send, fault);
  if (fault || input_over_) close();
}

void Connection::close() {
  if (state_ == State::closed) return;
  state_ = State::closed;
  if (feed_) {
    if (on_desk_) lane_.desk(feed_->hub()).remove(*this, feed_->topics());
    --feed_->hub()->subscribers;
    feed_.reset();
  }
  slots_.clear();
  out_.clear();
  error_code ignored;
  socket_.close(ignored);
  lane_.release(*this);
}

void Connection::abort() {
  boost::system::error_code ignored;
  socket_.set_option(boost::asio::socket_base::linger(true, 0), ignored);
  close();
}

void Connection::stop() {
  lane_stops_ = true;
  const bool quiet = slots_.empty() && reader_.phase() == RequestReader::Phase::idle && backlog_.empty();
  if (feed_ || (state_ == State::serving && quiet)) {
    if (out_.empty()) return close();
    state_ = State::closing;
  }
  for (Slot& slot : slots_) {
    if (slot.subscription) slot.subscription->lifetime = std::chrono::seconds{0};
  }
  if (!slots_.empty()) slots_.back().framing.after = AnswerWriter::After::close;
  lane_.touch(*this);
}

bool Connection::writes_too_slowly() const {
  const auto& limits = lane_.shared().limits;
  if (out_.empty() || write_since_ == SteadyTime{}) return false;
  if (lane_.now() - write_moved_ > limits.write_stall) return true;
  const auto waited = std::chrono::duration_cast<std::chrono::milliseconds>(lane_.now() - write_since_);
  return !feed_ && waited > limits.write_stall &&
         write_taken_ * 1000 < limits.write_rate * static_cast<std::uint64_t>(waited.count());
}

bool Connection::body_too_slow() const {
  const auto& limits = lane_.shared().limits;
  const auto beyond =
      std::chrono::duration_cast<std::chrono::milliseconds>(lane_.now() - reading_since_ - limits.body_grace);
  return beyond.count() > 0 &&
         reader_.body_taken() * 1000 < limits.body_rate * static_cast<std::uint64_t>(beyond.count());
}

void Connection::sweep() {
  if (state_ == State::closed) return;
  if (writes_too_slowly()) return abort();
  if (state_ == State::lingering && lane_.now() > linger_until_) return close();
  if (state_ != State::serving) return;
  if (feed_) return sweep_stream();
  const auto& limits = lane_.shared().limits;
  if (!slots_.empty()) {
    if (lane_.now() - slots_.front().asked_at > limits.answer_time) {
      refuse_slot(slots_.front(), {503, "answer-too-late", slots_.front().accept_language});
      write_answers();
      lane_.touch(*this);
      return;
    }
  }
  sweep_reading();
}

void Connection::sweep_reading() {
  const auto& limits = lane_.shared().limits;
  if (!backlog_.empty() || input_over_) return;  // it is we who do not read
  const auto waited = lane_.now() - reading_since_;
  switch (reader_.phase()) {
    case RequestReader::Phase::head:
      if (waited > limits.head_time) refuse({408, "head-too-slow"});
      return;
    case RequestReader::Phase::body:
      if (reader_.awaits_continue()) {
        reading_since_ = lane_.now();
      } else if (body_too_slow()) {
        refuse({408, "body-too-slow", reader_.refusal().accept_language});
      }
      return;
    case RequestReader::Phase::idle:
      if (!slots_.empty() || !out_.empty()) return;
      if (lane_.now() - idle_since_ > (served_any_ ? limits.idle_time : limits.head_time)) close();
      return;
  }
}

void Connection::sweep_stream() {
  if (feed_->over(lane_.now())) {
    state_ = State::closing;
  } else {
    feed_->beat(out_, lane_.now(), on_desk_ ? lane_.desk(feed_->hub()).position() : 0);
  }
  if (!out_.empty() || state_ == State::closing) lane_.touch(*this);
}

}  // namespace vuoro::net
