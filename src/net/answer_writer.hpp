#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "net/outbox.hpp"
#include "net/response.hpp"

namespace vuoro::net {

/// Writes answers as HTTP/1.1 bytes, adding what every answer of the server carries.
class AnswerWriter {
 public:
  enum class After : std::uint8_t { keep, keep_http_1_0, close };
  enum class Body : std::uint8_t { send, leave_out };
  enum class Area : std::uint8_t { pages, api };
  struct Framing {
    After after = After::keep;
    Body body = Body::send;
    Area area = Area::pages;
  };

  explicit AnswerWriter(std::string_view content_security_policy);

  /// False when a header cannot be sent (a line break in it, or one that the server sets itself).
  static bool sendable(const Response& response);
  /// Precondition: sendable(response).
  void write(Outbox& out, Response response, Framing framing) const;
  /// The head of an event stream; its body is whatever follows until the connection closes.
  void write_stream_head(Outbox& out) const;
  /// Sets the Date header's value; called about once a second.
  void set_time(std::int64_t unix_seconds);

 private:
  void write_head(std::string& out, const Response& response, Framing framing) const;

  std::string policy_line_;
  std::string security_lines_;
  std::string date_line_;
};

}  // namespace vuoro::net
