#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "net/reply.hpp"
#include "net/request.hpp"
#include "net/response.hpp"

namespace vuoro::net {

/// Called on an I/O thread for each request: must not block. The answer may come later and from any thread.
/// An exception is reported through Options::on_fault and answered with a 500 problem.
using Handler = std::function<void(Request, Reply)>;

/// Why the server itself answers with an error, before or instead of the handler.
struct Refusal {
  int status = 400;
  /// Stable, kebab-case: "two-hosts", "target-too-long", "body-too-big", …
  std::string_view code;
  /// The request's Accept-Language, "" when it never got that far.
  std::string_view accept_language = {};
};

/// HTTP/1.1 on one address, one I/O thread per core.
class Server {
 public:
  struct Limits {
    std::size_t target_bytes = 8UL * 1024;           ///< longer: 414
    std::size_t head_bytes = 16UL * 1024;            ///< request line and headers; longer: 431
    std::size_t head_fields = 100;                   ///< more headers: 431
    std::size_t bodies_bytes = 256UL * 1024 * 1024;  ///< of all bodies being read at once; more: 503
    std::size_t body_bytes = 1024UL * 1024;          ///< longer: 413; see Options::body_limit
    std::chrono::milliseconds head_time{10'000};     ///< first byte to end of headers: 408
    std::chrono::milliseconds body_grace{5'000};     ///< after this the body must come at body_rate: 408
    std::size_t body_rate = 1024;                    ///< bytes per second
    std::chrono::milliseconds idle_time{30'000};     ///< keep-alive without a request: closed
    std::chrono::milliseconds answer_time{60'000};   ///< a handler that does not answer: 503 and closed
    std::chrono::milliseconds write_stall{10'000};   ///< the client takes nothing for so long: cut
    std::size_t write_rate = 1024;            ///< bytes per second that a client must take after write_stall
    std::chrono::milliseconds linger{2'000};  ///< time to read the last words of a connection being closed
    std::chrono::milliseconds stop_grace{5'000};  ///< stop(): time to finish what has begun
    std::chrono::milliseconds heartbeat{15'000};  ///< of event streams
    std::size_t connections = 12'000;             ///< in all; more: 503
    std::size_t connections_per_address = 256;    ///< more: 503; 0: no limit; proxies are exempt
    std::size_t pipelined = 32;                ///< requests in progress per connection; then reading pauses
    std::size_t unsent_bytes = 1024UL * 1024;  ///< answers waiting for the client; then reading pauses
  };

  struct Options {
    unsigned threads = 0;  ///< 0: one per core
    /// Addresses of reverse proxies: no per-address limit, and the last X-Forwarded-For entry is believed.
    std::vector<std::string> proxies = {};
    /// Sent with every answer that has none of its own.
    std::string content_security_policy =
        "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
    /// The body limit of one request from its method, path and headers; empty: Limits::body_bytes for all.
    std::function<std::size_t(const Request&)> body_limit = {};
    /// The answer's problem body (application/problem+json) in the reader's language; empty: codes without
    /// words.
    std::function<std::string(const Refusal&)> problem_body = {};
    /// Something that an operator should know: an exception in a handler, a bad header in an answer, accept()
    /// failing.
    std::function<void(std::string_view code, std::string_view what)> on_fault = {};
  };

  Server(Limits limits, Options options, Handler handler);
  Server(Limits limits, Handler handler);
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;
  /// Stops.
  ~Server();

  /// Binds and begins to serve on threads of its own. `address` is an IP address; port 0 takes a free one.
  /// Errors: "address-unreadable", "address-in-use", "address-refused" (no right to it, or not ours).
  Status listen(const std::string& address, std::uint16_t port);
  /// The bound port; 0 before listen().
  [[nodiscard]] std::uint16_t port() const;
  /// Stops accepting, ends event streams, lets requests in progress finish within Limits::stop_grace, then
  /// closes everything and joins the threads. Thread-safe, idempotent; not from a handler.
  void stop();

  struct Counters {
    std::uint64_t accepted = 0, open = 0, requests = 0, refused = 0, streams_cut = 0;
  };
  /// Figures since start, for health pages.
  [[nodiscard]] Counters counters() const;

 private:
  class Inside;
  std::unique_ptr<Inside> inside_;
};

}  // namespace vuoro::net
