#pragma once

#include <sys/types.h>

#include <cstdint>
#include <filesystem>
#include <string>

namespace vuoro::kill {

/// Where things lie.
struct Places {
  std::filesystem::path program;  ///< vuoro
  std::filesystem::path content;
  std::filesystem::path scratch;  ///< Ours alone.
  [[nodiscard]] std::filesystem::path ledger(int number) const {
    return scratch / ("ledger-" + std::to_string(number)) / "county";
  }
};

/// `vuoro serve --demo` as a child process that can be killed. Throws std::runtime_error when it does not
/// open.
class Server {
 public:
  Server(const Places& places, const std::filesystem::path& ledger);
  ~Server() { kill(); }
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  [[nodiscard]] std::uint16_t port() const { return port_; }
  /// SIGKILL; returns when it is gone.
  void kill();

 private:
  pid_t child_ = -1;
  int output_ = -1;
  std::uint16_t port_ = 0;
};

/// `vuoro check`'s standard output; the text begins with "FAILED" when it found something.
std::string check(const Places& places, const std::filesystem::path& ledger);

}  // namespace vuoro::kill
