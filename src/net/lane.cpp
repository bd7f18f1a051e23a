#include "net/lane.hpp"

#include <algorithm>
#include <boost/asio/error.hpp>
#include <chrono>
#include <utility>

#include "net/connection.hpp"

namespace vuoro::net {
namespace {

// One sweep per lane stands for all timers; it must be fine enough for the shortest limit (tests set short
// ones).
std::chrono::milliseconds tick_of(const Server::Limits& limits) {
  const auto shortest = std::min({limits.head_time, limits.body_grace, limits.idle_time, limits.answer_time,
                                  limits.write_stall, limits.linger, limits.stop_grace, limits.heartbeat});
  return std::clamp(shortest / 4, std::chrono::milliseconds{10}, std::chrono::milliseconds{1000});
}

}  // namespace

Lane::Lane(ServerShared& shared)
    : shared_(shared),
      work_(context_.get_executor()),
      sweep_timer_(context_),
      tick_(tick_of(shared.limits)),
      writer_(shared.options.content_security_policy),
      mail_(std::make_shared<LaneMail>(*this, context_)) {
  set_clock();
}

Lane::~Lane() {
  mail_->close();
}

void Lane::run() {
  mail_->settle_here();
  arm_sweep();
  for (;;) {
    try {
      context_.run();
      break;
    } catch (const std::exception& fault) {
      shared_.fault("io-thread-threw", fault.what());
      drop_touched();
    }
  }
  mail_->close();
}

// A turn ended on an exception: what it was about is in an unknown state and is closed; the others go on.
void Lane::drop_touched() {
  for (auto* const list : {&touched_, &settling_})
    for (const auto& connection : std::exchange(*list, {})) connection->abort();
}

void Lane::stop(SteadyTime deadline) {
  begin_turn();
  stopping_ = true;
  stop_deadline_ = deadline;
  tick_ = std::min(tick_, std::chrono::milliseconds{50});
  for (const Place& place : std::vector<Place>{places_})
    if (place.connection) place.connection->stop();
  end_turn();
  sweep_timer_.cancel();
}

void Lane::adopt(boost::asio::ip::tcp::socket socket, Peer peer) {
  begin_turn();
  if (stopping_) {
    shared_.doorkeeper.leave(peer.door_key, peer.word);
    return;
  }
  if (free_.empty()) {
    free_.push_back(static_cast<std::uint32_t>(places_.size()));
    places_.emplace_back();
  }
  const std::uint32_t index = free_.back();
  free_.pop_back();
  Place& place = places_[index];
  const std::uint64_t id = std::uint64_t{place.generation} << 32U | index;
  place.connection = std::make_shared<Connection>(*this, std::move(socket), std::move(peer), id);
  ++open_;
  place.connection->open();
  end_turn();
}

void Lane::touch(Connection& connection) {
  if (std::exchange(connection.touched, true)) return;
  touched_.push_back(connection.shared_from_this());
}

void Lane::end_turn() {
  while (!touched_.empty()) {
    settling_.swap(touched_);
    for (const auto& connection : settling_) {
      connection->touched = false;
      connection->settle();
    }
    settling_.clear();
  }
}

void Lane::release(Connection& connection) {
  const auto index = static_cast<std::uint32_t>(connection.id());
  shared_.doorkeeper.leave(connection.peer().door_key, connection.peer().word);
  Place& place = places_[index];
  ++place.generation;
  free_.push_back(index);
  --open_;
  place.connection.reset();
  if (stopping_ && open_ == 0) sweep_timer_.cancel();  // do not wait for the next tick
}

std::shared_ptr<Connection> Lane::find(std::uint64_t id) const {
  const auto index = static_cast<std::uint32_t>(id);
  if (index >= places_.size() || places_[index].generation != id >> 32U) return nullptr;
  return places_[index].connection;
}

HubDesk& Lane::desk(const std::shared_ptr<EventHub::Inside>& hub) {
  const auto found = desks_.find(hub.get());
  if (found != desks_.end()) return found->second;
  hub->listen(mail_);
  return desks_.try_emplace(hub.get(), hub).first->second;
}

void Lane::deliver(std::vector<Letter> letters) {
  for (Letter& letter : letters) deliver(std::move(letter));
}

void Lane::deliver(Letter letter) {
  const std::shared_ptr<Connection> connection = find(letter.ticket.connection);
  if (!connection) return;
  if (auto* const response = std::get_if<Response>(&letter.content)) {
    connection->answer(letter.ticket.request, std::move(*response));
  } else if (auto* const subscription = std::get_if<Subscription>(&letter.content)) {
    connection->stream(letter.ticket.request, std::move(*subscription));
  } else {
    connection->answer_nothing(letter.ticket.request);
  }
}

void Lane::read_news() {
  for (auto& [key, desk] : desks_) desk.read_news();
}

void Lane::arm_sweep() {
  sweep_timer_.expires_after(tick_);
  sweep_timer_.async_wait([this](const boost::system::error_code&) { sweep(); });
}

void Lane::sweep() {
  begin_turn();
  set_clock();
  const bool out_of_patience = stopping_ && now_ >= stop_deadline_;
  for (std::size_t i = 0; i < places_.size(); ++i) {
    const std::shared_ptr<Connection> connection = places_[i].connection;
    if (!connection) continue;
    if (out_of_patience) {
      connection->abort();
    } else {
      connection->sweep();
    }
  }
  end_turn();
  if (stopping_ && open_ == 0) {
    work_.reset();
    return;
  }
  arm_sweep();
}

void Lane::set_clock() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  writer_.set_time(std::chrono::duration_cast<std::chrono::seconds>(now).count());
}

}  // namespace vuoro::net
