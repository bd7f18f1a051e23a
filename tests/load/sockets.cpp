#include "load/sockets.hpp"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <stdexcept>
#include <string_view>

namespace vuoro::load {

namespace {

sockaddr_in address(std::uint32_t host, std::uint16_t port) {
  sockaddr_in a{};
  a.sin_family = AF_INET;
  a.sin_port = htons(port);
  a.sin_addr.s_addr = htonl(host);
  return a;
}

}  // namespace

Socket::Socket(std::uint16_t port, std::uint8_t network, std::uint8_t host)
    : fd_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  const int on = 1;
  ::setsockopt(fd_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  ::setsockopt(fd_, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &on, sizeof on);
  const sockaddr_in from = address(0x7F000000U | (std::uint32_t{network} << 8U) | std::uint32_t{host}, 0);
  const sockaddr_in to = address(INADDR_LOOPBACK, port);
  if (::bind(fd_, reinterpret_cast<const sockaddr*>(&from), sizeof from) != 0 ||  // NOLINT: the API
      ::connect(fd_, reinterpret_cast<const sockaddr*>(&to), sizeof to) != 0) {   // NOLINT: the API
    throw std::runtime_error("no connection to the server");
  }
}

Socket::~Socket() {
  if (fd_ >= 0) ::close(fd_);
}

Socket& Socket::operator=(Socket&& other) noexcept {
  if (this != &other) {
    if (fd_ >= 0) ::close(fd_);
    fd_ = other.fd_;
    other.fd_ = -1;
  }
  return *this;
}

bool Socket::send(std::string_view bytes) {
  const ssize_t sent = ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
  if (sent < 0) return false;
  if (static_cast<std::size_t>(sent) != bytes.size())
    throw std::runtime_error("a request did not fit the socket");
  return true;
}

bool Socket::receive(std::string& in) {
  std::array<char, 65536> buffer{};
  while (true) {
    const ssize_t got = ::recv(fd_, buffer.data(), buffer.size(), MSG_DONTWAIT);
    if (got == 0) return false;
    if (got < 0) return errno == EAGAIN || errno == EINTR;  // EAGAIN is EWOULDBLOCK here
    in.append(buffer.data(), static_cast<std::size_t>(got));
    if (static_cast<std::size_t>(got) < buffer.size()) return true;
  }
}

}  // namespace vuoro::load
