#pragma once

#include <gtest/gtest.h>

#include <chrono>
#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "net/event_stream.hpp"
#include "net/raw_client.hpp"
#include "net/server.hpp"

namespace vuoro::net {

/// A server on a free port with a handler for the tests. `hold` requests wait until the test answers them.
class Served {
 public:
  explicit Served(Server::Limits limits = {}, Server::Options options = {},
                  EventHub::Options hub_options = {})
      : hub(std::make_shared<EventHub>(100, hub_options)),
        server_(limits, faults(std::move(options)),
                [this](Request request, Reply reply) { handle(std::move(request), std::move(reply)); }) {
    const Status listening = server_.listen("127.0.0.1", 0);
    if (!listening.ok()) throw std::runtime_error(listening.error().what);
  }
  ~Served() { server_.stop(); }
  Served(const Served&) = delete;
  Served& operator=(const Served&) = delete;

  [[nodiscard]] RawClient connect(RawClient::Window window = RawClient::Window::usual) {
    return RawClient{server_.port(), window};
  }
  Server& server() { return server_; }

  /// Waits for `count` held requests, then hands over their replies in order of arrival.
  std::vector<std::pair<std::string, Reply>> held(std::size_t count) {
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, std::chrono::seconds{10}, [&] { return held_.size() >= count; });
    return std::exchange(held_, {});
  }
  std::vector<std::string> faults_seen() {
    const std::lock_guard lock(mutex_);
    return faults_;
  }
  template <class Condition>
  static bool eventually(Condition condition) {
    for (int i = 0; i < 1000; ++i) {
      if (condition()) return true;
      std::this_thread::sleep_for(std::chrono::milliseconds{10});
    }
    return false;
  }

  std::shared_ptr<EventHub> hub;

 private:
  Server::Options faults(Server::Options options) {
    if (options.threads == 0) options.threads = 2;
    options.on_fault = [this](std::string_view code, std::string_view what) {
      const std::lock_guard lock(mutex_);
      faults_.push_back(std::string{code} + ": " + std::string{what});
    };
    return options;
  }

  void handle(Request request, Reply reply) {
    const std::string path = request.path();
    if (path == "/hold") return hold(std::move(request), std::move(reply));
    if (path == "/throw") throw std::runtime_error("a bug in the handler");
    if (path == "/drop") return;
    if (path == "/events") return subscribe(request, std::move(reply));
    if (path == "/address") return reply.send(text_response(200, "text/plain", request.remote_address()));
    if (path == "/split") {
      Response response = text_response(200, "text/plain", "x");
      response.with("X-Name", "a\r\nSet-Cookie: b=c");
      return reply.send(std::move(response));
    }
    if (path == "/big")
      return reply.send(text_response(
          200, "text/plain", std::string(std::stoul(std::string{request.parameter("n").text}), 'x')));
    if (path == "/echo") return reply.send(text_response(200, "text/plain", request.take_body()));
    reply.send(json_response(200, "{\"path\":\"" + path + "\"}"));
  }
  void hold(Request request, Reply reply) {
    const std::lock_guard lock(mutex_);
    held_.emplace_back(std::string{request.parameter("n").text}, std::move(reply));
    changed_.notify_all();
  }
  void subscribe(const Request& request, Reply reply) {
    Subscription subscription{.hub = hub, .topics = {}, .allows = {}};
    for (const auto& [name, value] : request.parameters())
      if (name == "topic") subscription.topics.push_back({std::stoull(value)});
    if (const auto last = request.header("last-event-id")) subscription.after = read_event_id(*last);
    if (request.parameter("no_odd").state == QueryValue::State::once)
      subscription.allows = [](const Event& event) { return event.id % 2 == 0; };
    reply.stream(std::move(subscription));
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<std::pair<std::string, Reply>> held_;
  std::vector<std::string> faults_;
  Server server_;  // last: its threads use everything above
};

}  // namespace vuoro::net
