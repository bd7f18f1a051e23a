#pragma once

#include <cstdint>
#include <string>

namespace vuoro::load {

/// A non-blocking TCP connection to the server from 127.0.`network`.`host`: the server limits connections by
/// address. Closed with its owner.
class Socket {
 public:
  Socket() = default;
  Socket(std::uint16_t port, std::uint8_t network, std::uint8_t host);
  ~Socket();
  Socket(Socket&& other) noexcept : fd_(other.fd_) { other.fd_ = -1; }
  Socket& operator=(Socket&& other) noexcept;
  Socket(const Socket&) = delete;
  Socket& operator=(const Socket&) = delete;

  [[nodiscard]] int fd() const { return fd_; }
  /// False when the other side is gone. What does not fit is a bug of the sizes chosen here: it throws.
  bool send(std::string_view bytes);
  /// Appends what has come. False when the other side has closed.
  bool receive(std::string& in);

 private:
  int fd_ = -1;
};

}  // namespace vuoro::load
