#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace vuoro::net {

/// A client that writes bytes exactly as told and reads what comes. Every wait ends after ten seconds.
class RawClient {
 public:
  enum class Window { usual, tiny };

  explicit RawClient(std::uint16_t port, Window window = Window::usual)
      : fd_(::socket(AF_INET, SOCK_STREAM, 0)) {
    if (window == Window::tiny) {
      const int size = 4096;
      ::setsockopt(fd_, SOL_SOCKET, SO_RCVBUF, &size, sizeof size);
    }
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    connected_ = ::connect(fd_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
  }
  RawClient(RawClient&& other) noexcept
      : fd_(std::exchange(other.fd_, -1)), connected_(other.connected_), seen_(std::move(other.seen_)) {}
  RawClient(const RawClient&) = delete;
  RawClient& operator=(const RawClient&) = delete;
  RawClient& operator=(RawClient&&) = delete;
  ~RawClient() {
    if (fd_ >= 0) ::close(fd_);
  }

  [[nodiscard]] bool connected() const { return connected_; }

  RawClient& send(std::string_view bytes) {
    while (!bytes.empty()) {
      const ssize_t sent = ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) break;  // the server may rightly have closed
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return *this;
  }
  void end_output() { ::shutdown(fd_, SHUT_WR); }

  /// One answer: head, and the body by Content-Length. "" when the connection closed first.
  std::string answer(std::string_view method = "GET") {
    const std::string head = through("\r\n\r\n");
    const int status = head.size() > 12 ? std::stoi(head.substr(9, 3)) : 0;
    if (head.empty() || method == "HEAD" || status == 204 || status == 304 || status < 200) return head;
    return head + exactly(content_length(head));
  }
  /// Everything up to and with `mark`; "" when the connection closed first (what came stays readable by
  /// rest()).
  std::string through(std::string_view mark) {
    for (;;) {
      const std::size_t at = seen_.find(mark);
      if (at != std::string::npos) return take(at + mark.size());
      if (!read_more()) return {};
    }
  }
  std::string exactly(std::size_t size) {
    while (seen_.size() < size)
      if (!read_more()) return {};
    return take(size);
  }
  /// Everything until the server closes.
  std::string rest() {
    while (read_more()) {
    }
    return std::exchange(seen_, {});
  }
  /// True when the server closes (or resets) and sends nothing more.
  bool closed() { return seen_.empty() && !read_more() && ended_; }
  /// True when nothing comes for a while.
  bool quiet(std::chrono::milliseconds time) {
    pollfd wait{.fd = fd_, .events = POLLIN, .revents = 0};
    return seen_.empty() && ::poll(&wait, 1, static_cast<int>(time.count())) == 0;
  }

  static int status_of(const std::string& answer) {
    return answer.size() > 12 ? std::stoi(answer.substr(9, 3)) : 0;
  }
  static std::string body_of(const std::string& answer) {
    const std::size_t at = answer.find("\r\n\r\n");
    return at == std::string::npos ? "" : answer.substr(at + 4);
  }
  static std::string header_of(const std::string& answer, const std::string& name) {
    const std::size_t at = answer.find("\r\n" + name + ": ");
    if (at == std::string::npos) return {};
    const std::size_t from = at + name.size() + 4;
    return answer.substr(from, answer.find("\r\n", from) - from);
  }

 private:
  static std::size_t content_length(const std::string& head) {
    const std::string text = header_of(head, "Content-Length");
    return text.empty() ? 0 : std::stoul(text);
  }
  std::string take(std::size_t size) {
    std::string taken = seen_.substr(0, size);
    seen_.erase(0, size);
    return taken;
  }
  bool read_more() {
    pollfd wait{.fd = fd_, .events = POLLIN, .revents = 0};
    if (::poll(&wait, 1, 10'000) <= 0) return false;
    char buffer[65536];
    const ssize_t size = ::recv(fd_, buffer, sizeof buffer, 0);
    ended_ = size <= 0;
    if (size <= 0) return false;
    seen_.append(buffer, static_cast<std::size_t>(size));
    return true;
  }

  int fd_;
  bool connected_ = false, ended_ = false;
  std::string seen_;
};

}  // namespace vuoro::net
