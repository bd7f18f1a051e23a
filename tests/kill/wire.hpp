#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace vuoro::kill {

/// An answer that has been read in full.
struct Answer {
  int status = 0;
  std::string cookie;  ///< name=value of Set-Cookie.
  std::string body;
};

struct Question {
  std::string_view method = "GET";
  std::string path;  ///< Below /api/v1/.
  std::string cookie;
  std::string key;      ///< Idempotency-Key; empty: none.
  std::string version;  ///< If-Match; empty: none.
  std::string body;     ///< JSON; empty: none.
};

/// One keep-alive connection to the server on this machine. Blocking.
class Wire {
 public:
  explicit Wire(std::uint16_t port);
  ~Wire();
  Wire(const Wire&) = delete;
  Wire& operator=(const Wire&) = delete;

  /// Nothing when the server went away before the whole answer had been read.
  std::optional<Answer> ask(const Question& question);
  /// Sends and does not wait for the answer: the connection is of no use afterwards.
  bool tell(const Question& question);

 private:
  bool send_all(std::string_view bytes);
  bool read_more();

  int socket_ = -1;
  std::string in_;  // read and not used yet
};

}  // namespace vuoro::kill
