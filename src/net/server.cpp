#include "net/server.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/post.hpp>
#include <mutex>
#include <thread>
#include <utility>

#include "net/lane.hpp"

namespace vuoro::net {

using boost::asio::ip::tcp;
using boost::system::error_code;

class Server::Inside {
 public:
  Inside(Limits limits, Options options, Handler handler)
      : shared_{.limits = limits,
                .options = std::move(options),
                .handler = std::move(handler),
                .doorkeeper = {limits.connections, limits.connections_per_address}} {
    shared_.reading.head = {limits.target_bytes, limits.head_bytes, limits.head_fields};
    shared_.reading.body_bytes = limits.body_bytes;
    shared_.reading.bodies_bytes = limits.bodies_bytes;
    shared_.reading.body_limit = shared_.options.body_limit;
    const unsigned wanted =
        shared_.options.threads != 0 ? shared_.options.threads : std::thread::hardware_concurrency();
    for (unsigned i = 0; i < std::max(wanted, 1U); ++i) lanes_.push_back(std::make_unique<Lane>(shared_));
    acceptor_ = std::make_unique<tcp::acceptor>(lanes_.front()->context());
    pause_ = std::make_unique<boost::asio::steady_timer>(lanes_.front()->context());
  }

  Status listen(const std::string& address, std::uint16_t port);
  void stop();
  [[nodiscard]] std::uint16_t port() const { return port_; }
  [[nodiscard]] Counters counters() const {
    return {shared_.accepted.load(), shared_.doorkeeper.inside(), shared_.requests.load(),
            shared_.refused.load(), shared_.streams_cut.load()};
  }

 private:
  void wait_for_clients();
  void accept_waiting();
  void welcome(tcp::socket socket, Lane& lane);
  void pause(const error_code& fault);

  ServerShared shared_;
  std::vector<std::unique_ptr<Lane>> lanes_;
  std::unique_ptr<tcp::acceptor> acceptor_;
  std::unique_ptr<boost::asio::steady_timer> pause_;
  std::vector<std::thread> threads_;
  std::mutex stop_mutex_;
  std::size_t next_lane_ = 0;
  std::uint16_t port_ = 0;
};

Status Server::Inside::listen(const std::string& address, std::uint16_t port) {
  const std::string where = fmt::format("{}:{}", address, port);
  error_code fault;
  const auto ip = boost::asio::ip::make_address(address, fault);
  if (fault) return Error{"address-unreadable", "an IP address is needed, such as 127.0.0.1", where};
  const tcp::endpoint endpoint{ip, port};
  acceptor_->open(endpoint.protocol(), fault);
  if (!fault) acceptor_->set_option(tcp::acceptor::reuse_address(true), fault);
  if (!fault) acceptor_->bind(endpoint, fault);
  if (!fault) acceptor_->listen(boost::asio::socket_base::max_listen_connections, fault);
  if (!fault) acceptor_->non_blocking(true, fault);
  if (fault) {
    error_code ignored;
    acceptor_->close(ignored);
    return Error{fault == boost::asio::error::address_in_use ? "address-in-use" : "address-refused",
                 fault.message(), where};
  }
  port_ = acceptor_->local_endpoint().port();
  wait_for_clients();
  for (const auto& lane : lanes_) threads_.emplace_back([&own = *lane] { own.run(); });
  return Unit{};
}

void Server::Inside::wait_for_clients() {
  acceptor_->async_wait(tcp::acceptor::wait_read, [this](const error_code& fault) {
    if (fault == boost::asio::error::operation_aborted) return;
    accept_waiting();
  });
}

void Server::Inside::accept_waiting() {
  constexpr int kAtOnce = 64;
  for (int i = 0; i < kAtOnce; ++i) {
    Lane& lane = *lanes_[next_lane_];
    error_code fault;
    tcp::socket socket = acceptor_->accept(lane.context(), fault);
    if (fault == boost::asio::error::would_block || fault == boost::asio::error::try_again) break;
    if (fault == boost::asio::error::connection_aborted) continue;
    if (fault) return pause(fault);
    next_lane_ = (next_lane_ + 1) % lanes_.size();
    welcome(std::move(socket), lane);
  }
  wait_for_clients();
}

// Out of descriptors or memory: accept() would fail again at once, so breathe.
void Server::Inside::pause(const error_code& fault) {
  if (!acceptor_->is_open()) return;
  shared_.fault("accept-failed", fault.message());
  pause_->expires_after(std::chrono::milliseconds{100});
  pause_->async_wait([this](const error_code& stopped) {
    if (!stopped && acceptor_->is_open()) wait_for_clients();
  });
}

void Server::Inside::welcome(tcp::socket socket, Lane& lane) {
  error_code fault;
  auto address = socket.remote_endpoint(fault).address();
  if (fault) return;
  if (address.is_v6() && address.to_v6().is_v4_mapped())
    address = boost::asio::ip::make_address_v4(boost::asio::ip::v4_mapped, address.to_v6());
  socket.non_blocking(true, fault);
  if (!fault) socket.set_option(tcp::no_delay(true), fault);
  if (fault) return;
  Peer peer{.address = address.to_string(), .door_key = {}};
  const auto& proxies = shared_.options.proxies;
  if (std::find(proxies.begin(), proxies.end(), peer.address) == proxies.end()) {
    peer.door_key = peer.address;
    if (address.is_v6()) {  // one household or office has a whole /64
      const auto bytes = address.to_v6().to_bytes();
      peer.door_key = "/64 " + std::string(bytes.begin(), bytes.begin() + 8);
    }
  }
  peer.word = shared_.doorkeeper.enter(peer.door_key);
  if (peer.word == Doorkeeper::Word::away) return;
  shared_.accepted.fetch_add(1, std::memory_order_relaxed);
  boost::asio::post(lane.context(), [&lane, socket = std::move(socket), peer = std::move(peer)]() mutable {
    lane.adopt(std::move(socket), std::move(peer));
  });
}

void Server::Inside::stop() {
  const std::lock_guard lock(stop_mutex_);
  if (threads_.empty()) return;
  boost::asio::post(lanes_.front()->context(), [this] {
    error_code ignored;
    acceptor_->close(ignored);
    pause_->cancel();
  });
  const SteadyTime deadline = std::chrono::steady_clock::now() + shared_.limits.stop_grace;
  for (const auto& lane : lanes_)
    boost::asio::post(lane->context(), [&own = *lane, deadline] { own.stop(deadline); });
  for (std::thread& thread : threads_) thread.join();
  threads_.clear();
}

Server::Server(Limits limits, Options options, Handler handler)
    : inside_(std::make_unique<Inside>(limits, std::move(options), std::move(handler))) {}
Server::Server(Limits limits, Handler handler) : Server(limits, Options{}, std::move(handler)) {}
Server::~Server() {
  inside_->stop();
}
Status Server::listen(const std::string& address, std::uint16_t port) {
  return inside_->listen(address, port);
}
std::uint16_t Server::port() const {
  return inside_->port();
}
void Server::stop() {
  inside_->stop();
}
Server::Counters Server::counters() const {
  return inside_->counters();
}

}  // namespace vuoro::net
