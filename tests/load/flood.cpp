#include "load/flood.hpp"

#include <fmt/format.h>
#include <sys/epoll.h>
#include <unistd.h>

#include <array>
#include <charconv>
#include <cstdlib>
#include <stdexcept>

namespace vuoro::load {

namespace {

constexpr std::uint64_t line_base = 0;
constexpr std::uint64_t watcher_base = 1'000'000;
constexpr std::size_t per_address = 200;

double ms_between(std::chrono::steady_clock::time_point a, std::chrono::steady_clock::time_point b) {
  return std::chrono::duration<double, std::milli>(b - a).count();
}

void listen(int poll, int fd, std::uint64_t tag) {
  epoll_event event{};
  event.events = EPOLLIN;
  event.data.u64 = tag;
  if (::epoll_ctl(poll, EPOLL_CTL_ADD, fd, &event) != 0) throw std::runtime_error("epoll_ctl");
}

std::string get(std::string_view path, std::string_view cookie) {
  return fmt::format("GET /api/v1/{} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {}\r\n\r\n", path, cookie);
}

/// The number after `name` in a text of ours; 0 when there is none.
std::uint32_t number_after(std::string_view text, std::string_view name) {
  const std::size_t at = text.find(name);
  std::uint32_t n = 0;
  if (at != std::string_view::npos)
    std::from_chars(text.data() + at + name.size(), text.data() + text.size(), n);
  return n;
}

}  // namespace

Flood::Flood(House& house, const Plan& plan)
    : house_(house), plan_(plan), poll_(::epoll_create1(EPOLL_CLOEXEC)) {
  for (std::size_t i = 0; i < plan_.connections; ++i) {
    lines_.push_back({Socket(house.port, 1, 1), {}, false, {}});
    listen(poll_, lines_.back().socket.fd(), line_base + i);
    idle_.push_back(i);
  }
  watch_all();
  for (std::size_t i = 0; i < plan_.slow; ++i)
    slow_.push_back({Socket(house.port, 3, static_cast<std::uint8_t>(1 + i / per_address)), 0});
}

/// Half of those who watch are residents, as many as have signed in; the rest professionals of all teams.
void Flood::watch_all() {
  for (std::size_t i = 0; i < plan_.streams; ++i) {
    Watcher w{Socket(house_.port, 2, static_cast<std::uint8_t>(1 + i / per_address)), {}, i % 40 == 0};
    const bool resident = i % 2 == 1 && !house_.residents.empty();
    const auto& cookies = resident ? house_.residents : house_.staff;
    if (!w.socket.send(get(resident ? "my-matter/events" : "events", cookies[(i / 2) % cookies.size()])))
      throw std::runtime_error("a stream was refused");
    watchers_.push_back(std::move(w));
    listen(poll_, watchers_.back().socket.fd(), watcher_base + i);
  }
}

/// Of ten requests eight read, one is a new contact, one takes a matter or puts it back.
Flood::Kind Flood::next_kind() const {
  const std::uint64_t n = made_ % 10;
  return n == 3 ? Kind::contact : n == 7 ? Kind::desk : Kind::read;
}

void Flood::ask(Line& line, Asked asked) {
  std::string out;
  if (asked.kind == Kind::contact) {
    const std::string body = fmt::format(
        R"({{"words":"Kuormakoe {}","about":"self","age":{},"area":"{}","lang":"fi","reach":{{"by":"code_only"}}}})",
        made_, 20 + made_ % 60, house_.areas[made_ % house_.areas.size()]);
    out = fmt::format(
        "POST /api/v1/contacts HTTP/1.1\r\nHost: 127.0.0.1\r\nIdempotency-Key: load-contact-{:010}\r\n"
        "Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{}",
        made_, body.size(), body);
  } else if (asked.kind == Kind::desk) {
    // The next desk that is free: a matter takes one command at a time.
    for (std::size_t tried = 0; house_.desks[desk_].busy && tried < house_.desks.size(); ++tried)
      desk_ = (desk_ + 1) % house_.desks.size();
    Desk& desk = house_.desks[desk_];
    asked.desk = desk_;
    desk_ = (desk_ + 1) % house_.desks.size();
    desk.busy = true;
    out = fmt::format(
        "POST /api/v1/matters/{}/{} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {}\r\nIdempotency-Key: "
        "load-command-{:010}\r\nIf-Match: \"{}\"\r\nContent-Type: application/json\r\nContent-Length: "
        "2\r\n\r\n{{}}",
        desk.matter, desk.taken ? "release" : "take", desk.cookie, made_, desk.version);
  } else {
    const House::Page& page = house_.pages[page_];
    page_ = (page_ + 7) % house_.pages.size();
    out = get(page.path, page.cookie);
  }
  ++made_;
  line.busy = true;
  line.asked = asked;
  if (!line.socket.send(out)) figures_.error("a connection was closed before the request");
}

void Flood::ask_due(Clock::time_point now) {
  while (!waiting_.empty() && waiting_.front().due <= now && !idle_.empty()) {
    Line& line = lines_[idle_.front()];
    idle_.pop_front();
    Asked asked = waiting_.front();
    asked.kind = next_kind();
    waiting_.pop_front();
    ask(line, asked);
  }
}

void Flood::answered(Line& line, int status, std::string_view body) {
  const Clock::time_point now = Clock::now();
  const double ms = ms_between(line.asked.due, now);
  (line.asked.kind == Kind::read ? figures_.reads : figures_.writes).add(ms);
  if (line.asked.kind == Kind::desk) {
    Desk& desk = house_.desks[line.asked.desk];
    desk.busy = false;
    if (status == 200) {
      desk.taken = !desk.taken;
      desk.version = number_after(body, "\"version\":");
      answered_[(std::uint64_t{desk.matter} << 32U) | desk.version] = now;
      return;
    }
    if (status == 412) {
      ++figures_.conflicts;
      ++desk.version;
      return;
    }
  }
  const int wanted = line.asked.kind == Kind::contact ? 201 : 200;
  if (status != wanted) figures_.error(fmt::format("{} {}", status, body.substr(0, 200)));
}

void Flood::heard(std::size_t n) {
  Line& line = lines_[n];
  if (!line.socket.receive(line.in)) {
    // An idle one may be closed by either side at any time.
    if (line.busy) {
      figures_.error("a connection was closed before the answer");
      idle_.push_back(n);
    }
    ::epoll_ctl(poll_, EPOLL_CTL_DEL, line.socket.fd(), nullptr);
    line = {Socket(house_.port, 1, 1), {}, false, {}};
    listen(poll_, line.socket.fd(), line_base + n);
    return;
  }
  const std::size_t end = line.in.find("\r\n\r\n");
  if (end == std::string::npos) return;
  const std::string_view head = std::string_view(line.in).substr(0, end);
  const std::size_t size = number_after(head, "Content-Length: ");
  if (line.in.size() < end + 4 + size) return;
  const int status = static_cast<int>(number_after(head, "HTTP/1.1 "));
  answered(line, status, std::string_view(line.in).substr(end + 4, size));
  line.in.erase(0, end + 4 + size);
  line.busy = false;
  idle_.push_back(n);
}

void Flood::told(std::size_t n) {
  Watcher& w = watchers_[n];
  if (!w.socket.receive(w.in)) {
    figures_.error("a stream broke: " + w.in.substr(0, 200));
    ::epoll_ctl(poll_, EPOLL_CTL_DEL, w.socket.fd(), nullptr);
    return;
  }
  const Clock::time_point now = Clock::now();
  for (std::size_t end = 0; (end = w.in.find("\n\n")) != std::string::npos;) {
    const std::string_view event = std::string_view(w.in).substr(0, end);
    if (event.find("data: ") != std::string_view::npos) ++figures_.events;
    if (w.telling) {
      const std::uint64_t key =
          (std::uint64_t{number_after(event, "\"matter\":")} << 32U) | number_after(event, "\"version\":");
      if (const auto at = answered_.find(key); at != answered_.end())
        figures_.told.add(std::max(0.0, ms_between(at->second, now)));
    }
    w.in.erase(0, end + 2);
  }
}

/// Each slow client sends one byte of an endless header; who has been sent away comes again.
void Flood::dawdle() {
  std::string bytes;
  for (std::size_t i = 0; i < slow_.size(); ++i) {
    Slow& s = slow_[i];
    const std::string_view head = "GET /api/v1/areas HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ";
    const bool gone =
        !s.socket.receive(bytes) || !s.socket.send(s.sent < head.size() ? head.substr(s.sent, 1) : "x");
    ++s.sent;
    if (!gone) continue;
    ++figures_.cut;
    s = {Socket(house_.port, 3, static_cast<std::uint8_t>(1 + i / per_address)), 0};
  }
}

Figures Flood::run() {
  const Clock::time_point start = Clock::now();
  const auto total = static_cast<std::uint64_t>(plan_.per_second * plan_.seconds);
  std::uint64_t planned = 0;
  Clock::time_point next_slow = start;
  std::array<epoll_event, 256> events{};
  while (true) {
    const Clock::time_point now = Clock::now();
    while (planned < total) {
      const Clock::time_point due =
          start + std::chrono::duration_cast<Clock::duration>(
                      std::chrono::duration<double>(static_cast<double>(planned) / plan_.per_second));
      if (due > now) break;
      waiting_.push_back({due, {}, 0});
      ++planned;
    }
    ask_due(now);
    if (now >= next_slow) {
      dawdle();
      next_slow += std::chrono::seconds{1};
      // Who has not been told within ten seconds is not waited for.
      std::erase_if(answered_, [&](const auto& e) { return now - e.second > std::chrono::seconds{10}; });
    }
    if (planned == total && waiting_.empty() && idle_.size() == lines_.size()) break;
    if (now - start > std::chrono::duration<double>(plan_.seconds + 60)) {
      figures_.error(
          fmt::format("{} requests were never answered", lines_.size() - idle_.size() + waiting_.size()));
      break;
    }
    const int ready = ::epoll_wait(poll_, events.data(), events.size(), 1);
    for (int i = 0; i < ready; ++i) {
      const std::uint64_t tag = events[static_cast<std::size_t>(i)].data.u64;
      if (tag >= watcher_base)
        told(tag - watcher_base);
      else
        heard(tag - line_base);
    }
  }
  ::close(poll_);
  return std::move(figures_);
}

}  // namespace vuoro::load
