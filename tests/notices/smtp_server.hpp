#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace vuoro::notices::testing {

/// How the server treats whoever comes.
enum class Manner : std::uint8_t {
  takes,
  refuses_recipient,  ///< 550 to RCPT.
  refuses_text,       ///< 554 after the text.
  busy,               ///< 451 to RCPT.
  drops_after_text,   ///< Takes the text, then hangs up without a word: the sender cannot know.
  drops_at_once,
  says_nothing,  ///< Accepts the connection and is silent.
};

/// A real SMTP conversation, one connection at a time, on a port of its own on this machine.
class SmtpServer {
 public:
  explicit SmtpServer(Manner manner)
      : manner_(manner), listener_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* any = reinterpret_cast<sockaddr*>(&address);
    if (::bind(listener_, any, size) != 0 || ::listen(listener_, 8) != 0) return;
    ::getsockname(listener_, any, &size);
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this] { run(); });
  }
  ~SmtpServer() {
    stop_ = true;
    ::shutdown(listener_, SHUT_RDWR);
    thread_.join();
    ::close(listener_);
  }
  SmtpServer(const SmtpServer&) = delete;
  SmtpServer& operator=(const SmtpServer&) = delete;

  [[nodiscard]] int port() const { return port_; }
  void become(Manner manner) { manner_ = manner; }
  /// Texts received whole, with their headers.
  [[nodiscard]] std::vector<std::string> mails() const {
    const std::lock_guard lock(mutex_);
    return mails_;
  }
  /// Commands as they came.
  [[nodiscard]] std::vector<std::string> commands() const {
    const std::lock_guard lock(mutex_);
    return commands_;
  }

 private:
  void run() {
    while (!stop_) {
      const int peer = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
      if (peer < 0) return;
      const timeval patience{5, 0};
      ::setsockopt(peer, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
      if (manner_ != Manner::drops_at_once) talk(peer);
      ::close(peer);
    }
  }

  static void say(int peer, std::string_view line) {
    const std::string out = std::string(line) + "\r\n";
    static_cast<void>(::send(peer, out.data(), out.size(), MSG_NOSIGNAL));
  }

  /// One line without its end; empty when the peer has gone.
  bool line(int peer, std::string& buffer, std::string& out) const {
    while (true) {
      const std::size_t end = buffer.find("\r\n");
      if (end != std::string::npos) {
        out = buffer.substr(0, end);
        buffer.erase(0, end + 2);
        return true;
      }
      char bytes[4096];
      const ssize_t n = ::recv(peer, bytes, sizeof bytes, 0);
      if (n <= 0 || stop_) return false;
      buffer.append(bytes, static_cast<std::size_t>(n));
    }
  }

  void talk(int peer) {
    if (manner_ == Manner::says_nothing) {
      while (!stop_ && manner_ == Manner::says_nothing)
        std::this_thread::sleep_for(std::chrono::milliseconds{20});
      return;
    }
    say(peer, "220 test");
    std::string buffer;
    std::string command;
    while (line(peer, buffer, command)) {
      {
        const std::lock_guard lock(mutex_);
        commands_.push_back(command);
      }
      if (command.starts_with("EHLO")) {
        say(peer, "250-test");
        say(peer, "250 8BITMIME");
      } else if (command.starts_with("RCPT")) {
        say(peer, manner_ == Manner::refuses_recipient ? "550 no such user"
                  : manner_ == Manner::busy            ? "451 come again"
                                                       : "250 ok");
      } else if (command == "DATA") {
        say(peer, "354 go on");
        std::string mail;
        std::string one;
        while (line(peer, buffer, one) && one != ".") mail += one + '\n';
        const std::lock_guard lock(mutex_);
        if (manner_ == Manner::refuses_text) {
          say(peer, "554 not this");
          continue;
        }
        mails_.push_back(mail);
        if (manner_ == Manner::drops_after_text) return;
        say(peer, "250 taken");
      } else if (command == "QUIT") {
        say(peer, "221 bye");
        return;
      } else {
        say(peer, "250 ok");
      }
    }
  }

  std::atomic<Manner> manner_;
  int listener_;
  int port_ = 0;
  std::atomic<bool> stop_{false};
  mutable std::mutex mutex_;
  std::vector<std::string> mails_;
  std::vector<std::string> commands_;
  std::thread thread_;
};

}  // namespace vuoro::notices::testing
