#include "kill/wire.hpp"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <array>
#include <cstdlib>

namespace vuoro::kill {

namespace {

/// A header's value in the head of an answer; our own server writes names in one way.
std::string_view header(std::string_view head, std::string_view name) {
  const std::string start = fmt::format("\r\n{}: ", name);
  const std::size_t at = head.find(start);
  if (at == std::string_view::npos) return {};
  const std::size_t from = at + start.size();
  return head.substr(from, head.find("\r\n", from) - from);
}

}  // namespace

Wire::Wire(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  sockaddr_in to{};
  to.sin_family = AF_INET;
  to.sin_port = htons(port);
  to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const int yes = 1;
  const timeval patience{20, 0};
  ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
  ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  // A refused connection shows at the first question.
  static_cast<void>(
      ::connect(socket_, reinterpret_cast<const sockaddr*>(&to), sizeof to));  // NOLINT: the API
}

Wire::~Wire() {
  if (socket_ >= 0) ::close(socket_);
}

bool Wire::send_all(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

bool Wire::read_more() {
  std::array<char, 16384> buffer{};
  const ssize_t got = ::recv(socket_, buffer.data(), buffer.size(), 0);
  if (got <= 0) return false;
  in_.append(buffer.data(), static_cast<std::size_t>(got));
  return true;
}

bool Wire::tell(const Question& q) {
  std::string out = fmt::format("{} /api/v1/{} HTTP/1.1\r\nHost: 127.0.0.1\r\n", q.method, q.path);
  if (!q.cookie.empty()) out += fmt::format("Cookie: {}\r\n", q.cookie);
  if (!q.key.empty()) out += fmt::format("Idempotency-Key: {}\r\n", q.key);
  if (!q.version.empty()) out += fmt::format("If-Match: \"{}\"\r\n", q.version);
  if (!q.body.empty())
    out += fmt::format("Content-Type: application/json\r\nContent-Length: {}\r\n", q.body.size());
  out += "\r\n" + q.body;
  return send_all(out);
}

std::optional<Answer> Wire::ask(const Question& q) {
  if (!tell(q)) return std::nullopt;
  std::size_t end = 0;
  while ((end = in_.find("\r\n\r\n")) == std::string::npos) {
    if (!read_more()) return std::nullopt;
  }
  const std::string head = in_.substr(0, end + 2);
  Answer answer;
  answer.status = std::atoi(head.c_str() + std::string_view("HTTP/1.1 ").size());
  const std::string_view cookie = header(head, "Set-Cookie");
  answer.cookie = cookie.substr(0, cookie.find(';'));
  const std::string_view length = header(head, "Content-Length");
  const std::size_t size =
      length.empty() ? 0 : static_cast<std::size_t>(std::atol(std::string(length).c_str()));
  while (in_.size() < end + 4 + size) {
    if (!read_more()) return std::nullopt;
  }
  answer.body = in_.substr(end + 4, size);
  in_.erase(0, end + 4 + size);
  return answer;
}

}  // namespace vuoro::kill
