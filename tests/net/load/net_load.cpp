// A server to measure with wrk, and a client that holds many event streams. Not a test: prints figures.
//   net_load serve PORT THREADS        GET /item (1 kB JSON), POST /command (answered in batches by another
//   thread) net_load streams COUNT EVENTS      that many subscribers in this process' server, forked; memory
//   and delays
#include <fmt/format.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include <algorithm>
#include <boost/json/value.hpp>
#include <chrono>
#include <condition_variable>
#include <csignal>
#include <cstdio>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

#include "net/fields.hpp"
#include "net/json.hpp"
#include "net/raw_client.hpp"
#include "net/server.hpp"

namespace {

using namespace vuoro::net;
using Clock = std::chrono::steady_clock;

volatile std::sig_atomic_t stopped = 0;

double cpu_seconds() {
  rusage used{};
  getrusage(RUSAGE_SELF, &used);
  const auto seconds = [](const timeval& t) {
    return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6;
  };
  return seconds(used.ru_utime) + seconds(used.ru_stime);
}

long resident_kib(pid_t process) {
  std::ifstream status(fmt::format("/proc/{}/status", process));
  for (std::string line; std::getline(status, line);)
    if (line.starts_with("VmRSS:")) return std::stol(line.substr(6));
  return 0;
}

// Stands for the ledger: takes what has gathered, "commits" it, answers all.
class Committer {
 public:
  Committer() : thread_([this] { run(); }) {}
  ~Committer() {
    {
      const std::lock_guard lock(mutex_);
      over_ = true;
    }
    changed_.notify_one();
    thread_.join();
  }
  void add(Reply reply) {
    const std::lock_guard lock(mutex_);
    waiting_.push_back(std::move(reply));
    changed_.notify_one();
  }

 private:
  void run() {
    std::unique_lock lock(mutex_);
    while (!over_) {
      changed_.wait(lock, [&] { return over_ || !waiting_.empty(); });
      std::vector<Reply> batch;
      batch.swap(waiting_);
      lock.unlock();
      {
        const ReplyBatch gathered;
        for (Reply& reply : batch) reply.send(json_response(201, "{\"matter\":\"M-1\",\"seq\":1}"));
      }
      lock.lock();
    }
  }
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<Reply> waiting_;
  bool over_ = false;
  std::thread thread_;
};

int serve(std::uint16_t port, unsigned threads) {
  Committer committer;
  const std::string item = "{\"words\":\"" + std::string(1000, 'a') + "\"}";
  Server server({.connections_per_address = 0}, {.threads = threads}, [&](Request request, Reply reply) {
    if (request.method() == Method::get) return reply.send(json_response(200, item));
    const auto body = read_json(request.body());
    if (!body.ok()) return reply.send(json_response(400, "{}"));
    Fields in(*body);
    in.text("words", 1, 4000);
    if (!in.finish().empty()) return reply.send(json_response(422, "{}"));
    committer.add(std::move(reply));
  });
  const auto listening = server.listen("127.0.0.1", port);
  if (!listening.ok()) {
    fmt::print(stderr, "{}: {}\n", listening.error().code, listening.error().what);
    return 1;
  }
  std::signal(SIGTERM, [](int) { stopped = 1; });
  double cpu = cpu_seconds();
  std::uint64_t requests = 0;
  while (stopped == 0) {
    std::this_thread::sleep_for(std::chrono::seconds{1});
    const std::uint64_t now = server.counters().requests;
    const double used = cpu_seconds();
    if (now != requests)
      fmt::print("{} requests/s, {:.2f} us CPU each\n", now - requests,
                 (used - cpu) * 1e6 / static_cast<double>(now - requests));
    std::fflush(stdout);
    requests = now;
    cpu = used;
  }
  return 0;
}

int stream_server(std::uint16_t port, int events) {
  auto hub = std::make_shared<EventHub>(0);
  Server server({.connections_per_address = 0}, {.threads = 2}, [&](Request, Reply reply) {
    reply.stream({.hub = hub, .topics = {{1}}, .after = {}, .allows = {}});
  });
  if (!server.listen("127.0.0.1", port).ok()) return 1;
  std::signal(SIGTERM, [](int) { stopped = 1; });
  std::signal(SIGUSR1, [](int) { stopped = 2; });
  std::uint64_t id = 0;
  while (stopped != 1) {
    std::this_thread::sleep_for(std::chrono::milliseconds{5});
    if (stopped != 2) continue;
    stopped = 0;
    for (int i = 0; i < events; ++i) {
      const auto now = Clock::now().time_since_epoch().count();
      if (!hub->publish({++id,
                         {{1}},
                         "matter",
                         fmt::format("{{\"at\":{},\"pad\":\"{}\"}}", now, std::string(150, 'x'))})
               .ok())
        return 1;
      std::this_thread::sleep_for(std::chrono::milliseconds{3000});
    }
  }
  fmt::print("server CPU in all {:.2f} s\n", cpu_seconds());
  return 0;
}

int streams(int count, int events) {
  constexpr std::uint16_t kPort = 18'099;
  const pid_t child = fork();
  if (child == 0) return stream_server(kPort, events);
  std::this_thread::sleep_for(std::chrono::milliseconds{500});
  const long before = resident_kib(child);
  std::vector<RawClient> clients;
  const auto connecting = Clock::now();
  for (int i = 0; i < count; ++i) {
    clients.emplace_back(kPort);
    clients.back().send("GET /events HTTP/1.1\r\nHost: x\r\n\r\n");
  }
  for (RawClient& client : clients) client.through("\n\n");
  fmt::print("{} streams open in {:.2f} s, {:.1f} KiB of the server each\n", count,
             std::chrono::duration<double>(Clock::now() - connecting).count(),
             static_cast<double>(resident_kib(child) - before) / count);
  kill(child, SIGUSR1);
  for (int e = 0; e < events; ++e) {
    std::vector<double> delays;
    for (RawClient& client : clients) {
      const std::string frame = client.through("\n\n");
      const std::size_t at = frame.find("\"at\":");
      if (at == std::string::npos) continue;
      delays.push_back(
          static_cast<double>(Clock::now().time_since_epoch().count() - std::stoll(frame.substr(at + 5))) /
          1e6);
    }
    std::sort(delays.begin(), delays.end());
    if (!delays.empty())
      fmt::print("event {}: {} received, p50 {:.0f} ms, p99 {:.0f} ms, last {:.0f} ms, {:.1f} KiB each\n",
                 e + 1, delays.size(), delays[delays.size() / 2], delays[delays.size() * 99 / 100],
                 delays.back(), static_cast<double>(resident_kib(child) - before) / count);
  }
  kill(child, SIGTERM);
  waitpid(child, nullptr, 0);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> words(argv + 1, argv + argc);
  if (words.size() == 3 && words[0] == "serve")
    return serve(static_cast<std::uint16_t>(std::stoul(words[1])),
                 static_cast<unsigned>(std::stoul(words[2])));
  if (words.size() == 3 && words[0] == "streams") return streams(std::stoi(words[1]), std::stoi(words[2]));
  fmt::print(stderr, "net_load serve PORT THREADS | net_load streams COUNT EVENTS\n");
  return 2;
}
